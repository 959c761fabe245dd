import { endpoint, Moment, orNull, Sha256, Text, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { closed } from './standing.ts'

const MyPaper = Type.Object({
  dossier: Uuid,
  number: Type.String(),
  /** Of the procedure's papers; null for a result. */
  code: orNull(Type.String()),
  what: Text,
  at: Moment,
  sha256: Sha256,
  name: Type.String(),
  size: Type.Integer(),
  mediaType: Type.String()
})
export type MyPaper = Static<typeof MyPaper>

export const listMyPapers = endpoint({
  name: 'dossiers.my_papers',
  method: 'GET',
  url: '/api/my/papers',
  summary:
    'What one has handed in and been given in one’s own dossiers, each file once, the newest first: any of it may be named again in a filing by its hash, without being sent again.',
  may: ['citizen'],
  reply: Type.Object({ rows: Type.Array(MyPaper) }),
  example: {
    rows: [
      {
        dossier: '019aafd4-5c00-7000-8000-000000000001',
        number: 'H57.28.07-211229-0017',
        code: 'medical_birth_certificate',
        what: { vi: 'Giấy chứng sinh', en: 'Certificate of birth' },
        at: '2021-12-29T02:05:00.000Z',
        sha256: '9f'.repeat(32),
        name: 'giay-chung-sinh.jpg',
        size: 181_204,
        mediaType: 'image/jpeg'
      }
    ]
  }
})

const ArchivedPaper = Type.Object({
  /** The paper of the procedure that it can stand for. */
  code: Type.String(),
  /** What it was handed in as. */
  what: Text,
  dossier: Uuid,
  number: Type.String(),
  at: Moment,
  sha256: Sha256,
  name: Type.String(),
  size: Type.Integer(),
  mediaType: Type.String()
})
export type ArchivedPaper = Static<typeof ArchivedPaper>

export const findInArchive = endpoint({
  name: 'desk.find_in_archive',
  method: 'POST',
  url: '/api/desk/archive',
  writes: false,
  summary:
    'What lies with earlier dossiers of the person at the desk, at whichever office, and can stand for a copy that the procedure asks for: the desk looks there before it asks (Decree 107/2021 art. 21a). Identity number and name must both be those of the dossier; whose dossiers it finds can see who looked. The newest first.',
  may: ['officer'],
  body: Type.Object(
    {
      procedure: Type.String({ maxLength: 40 }),
      personalId: Type.String({ pattern: '^\\d{12}$' }),
      name: Type.String({ minLength: 1, maxLength: 120 })
    },
    closed
  ),
  reply: Type.Object({ rows: Type.Array(ArchivedPaper) }),
  example: {
    rows: [
      {
        code: 'owner_identity',
        what: { vi: 'Căn cước công dân của chủ hộ', en: 'Identity card of the owner' },
        dossier: '019aafd4-5c00-7000-8000-000000000001',
        number: 'H57.22-211229-0017',
        at: '2021-12-29T02:05:00.000Z',
        sha256: '9f'.repeat(32),
        name: 'cccd.jpg',
        size: 181_204,
        mediaType: 'image/jpeg'
      }
    ]
  },
  shows: { how: 'searched', cases: ({ rows }) => [...new Set(rows.map(({ dossier }) => dossier))] }
})
