import { endpoint, Moment, orNull, Sha256, Text, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'

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
