import { endpoint, Moment, oneOf, orNull, Sha256, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { photoFilingStates } from '../rules.ts'
import { Answers, Filed, PaperFile } from './filing.ts'
import { ById, closed } from './standing.ts'

const Words = Type.String({ minLength: 1, maxLength: 2_000 })
const Name = Type.String({ minLength: 1, maxLength: 120 })
const Phone = Type.String({ pattern: '^\\+?[0-9 .]{9,15}$' })
const Photo = Type.Object({ sha256: Sha256, name: Type.String({ minLength: 1, maxLength: 200 }) }, closed)
const id = '019aafd4-5c00-7000-8000-00000000000e'

const Row = Type.Object({
  id: Uuid,
  procedure: Type.String(),
  names: Type.String(),
  state: oneOf(photoFilingStates),
  office: Type.Integer(),
  officeVi: Type.String(),
  officeEn: Type.String(),
  sentAt: Moment,
  /** By when the desk fills it in or returns it; null once it is the citizen’s turn, or over. */
  dueAt: orNull(Moment),
  workingMsLeft: orNull(Type.Number())
})
export type PhotoFilingRow = Static<typeof Row>
const row: PhotoFilingRow = {
  id,
  procedure: '1.001193',
  names: 'TRẦN NGUYỄN AN NHIÊN',
  state: 'sent',
  office: 2807,
  officeVi: 'UBND xã Hồng Bắc',
  officeEn: 'Hồng Bắc Commune People’s Committee',
  sentAt: '2021-12-29T02:05:00.000Z',
  dueAt: '2021-12-30T02:05:00.000Z',
  workingMsLeft: 28_800_000
}
const rowsShown = {
  how: 'listed',
  cases: (reply: { rows: PhotoFilingRow[] }) => reply.rows.map((one) => one.id)
} as const

const View = Type.Object({
  ...Row.properties,
  commune: Type.String(),
  phone: Type.String(),
  note: orNull(Type.String()),
  photos: Type.Array(Photo),
  objection: orNull(Type.String()),
  filledAt: orNull(Moment),
  filing: orNull(Type.Object({ version: Uuid, answers: Answers, papers: Type.Array(PaperFile) })),
  reason: orNull(Type.String())
})
export type PhotoFilingView = Static<typeof View>

const Now = Type.Object({ id: Uuid, state: oneOf(photoFilingStates), dueAt: orNull(Moment) })
const now: Static<typeof Now> = { id, state: 'sent', dueAt: row.dueAt }

export const sendPhotos = endpoint({
  name: 'photo_filings.send',
  method: 'POST',
  url: '/api/photo-filings',
  summary:
    'Sends photographs of papers, a telephone and names to the desk of a commune, whose officer fills the form in within 8 working hours. Not a dossier yet: no number, no due date.',
  may: ['citizen'],
  body: Type.Object(
    {
      id: Uuid,
      procedure: Type.String({ maxLength: 40 }),
      commune: Type.String({ pattern: '^\\d{5}$' }),
      phone: Phone,
      names: Name,
      note: Type.Optional(Words),
      photos: Type.Array(Photo, { minItems: 1, maxItems: 40 })
    },
    closed
  ),
  reply: Now,
  example: now
})

export const listMyPhotoFilings = endpoint({
  name: 'photo_filings.mine',
  method: 'GET',
  url: '/api/my/photo-filings',
  summary: 'What one has sent as photographs, newest first.',
  may: ['citizen'],
  reply: Type.Object({ rows: Type.Array(Row) }),
  example: { rows: [row] },
  shows: rowsShown
})

export const listPhotoFilings = endpoint({
  name: 'photo_filings.desk',
  method: 'GET',
  url: '/api/desk/photo-filings',
  summary:
    'Photographs sent to one’s desks: to fill in, what runs out first on top, then those that wait for the citizen.',
  may: ['officer'],
  reply: Type.Object({ rows: Type.Array(Row) }),
  example: { rows: [row] },
  shows: rowsShown
})

export const openPhotoFiling = endpoint({
  name: 'photo_filings.open',
  method: 'GET',
  url: '/api/photo-filings/:id',
  summary: 'What was sent, and what the desk has filled in.',
  may: ['citizen', 'officer'],
  params: ById,
  reply: View,
  example: {
    ...row,
    commune: '20104',
    phone: '0914000001',
    note: null,
    photos: [],
    objection: null,
    filledAt: null,
    filing: null,
    reason: null
  },
  shows: { how: 'opened', cases: (reply) => [reply.id] }
})

export const openPhoto = endpoint({
  name: 'photo_filings.open_photo',
  method: 'GET',
  url: '/api/photo-filings/:id/files/:sha256',
  summary: 'One of the photographs, as an attachment: as it was sent, or the copy that screens show.',
  may: ['citizen', 'officer'],
  params: Type.Object({ id: Uuid, sha256: Sha256 }, closed),
  query: Type.Object({ as: Type.Optional(oneOf(['shown'] as const)) }, closed),
  reply: Type.Object({ caseId: Uuid }),
  example: { caseId: id },
  sendsFile: true,
  shows: { how: 'opened', cases: (reply) => [reply.caseId] }
})

export const fillPhotoFiling = endpoint({
  name: 'photo_filings.fill',
  method: 'POST',
  url: '/api/photo-filings/:id/form',
  summary:
    'An officer of the desk fills the form in from the photographs, checked like any filing; the citizen confirms it.',
  may: ['officer'],
  params: ById,
  body: Type.Object({ version: Uuid, answers: Answers, papers: Type.Array(PaperFile, { maxItems: 100 }) }, closed),
  reply: Now,
  example: { id, state: 'filled', dueAt: null }
})

export const returnPhotoFiling = endpoint({
  name: 'photo_filings.return',
  method: 'POST',
  url: '/api/photo-filings/:id/return',
  summary: 'The desk sends the photographs back, with the reason.',
  may: ['officer'],
  params: ById,
  body: Type.Object({ reason: Words }, closed),
  reply: Now,
  example: { id, state: 'returned', dueAt: null }
})

export const objectToPhotoFiling = endpoint({
  name: 'photo_filings.object',
  method: 'POST',
  url: '/api/photo-filings/:id/objection',
  summary: 'The citizen says what is wrong in what was filled in; the desk mends it, within 8 working hours anew.',
  may: ['citizen'],
  params: ById,
  body: Type.Object({ objection: Words }, closed),
  reply: Now,
  example: now
})

const filed: Filed = {
  id,
  number: 'H57.28.07-211229-0019',
  trackingCode: '8K3F9T2P',
  office: 2807,
  answerDueAt: null,
  dueAt: '2021-12-29T10:30:00.000Z',
  provisional: false,
  fee: 0,
  files: [],
  warnings: []
}

export const confirmPhotoFiling = endpoint({
  name: 'photo_filings.confirm',
  method: 'POST',
  url: '/api/photo-filings/:id/confirmation',
  summary:
    'The citizen confirms what was filled in: only now it is taken in, with number and due date, as filed at the desk by photographs.',
  may: ['citizen'],
  params: ById,
  reply: Filed,
  example: filed
})

export const confirmByCode = endpoint({
  name: 'photo_filings.confirm_by_code',
  method: 'POST',
  url: '/api/photo-confirmations',
  summary:
    'The same without signing in, by the code of 8 signs sent to the telephone. Five wrong tries an hour per address.',
  may: 'anyone',
  body: Type.Object({ code: Type.String({ maxLength: 20 }) }, closed),
  reply: Type.Object({ filed: orNull(Filed) }),
  example: { filed }
})
