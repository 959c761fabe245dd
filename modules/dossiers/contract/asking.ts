import { Day, endpoint, Moment, orNull, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { type RatingQuestion, ratingQuestions } from '../rules.ts'
import { ById, closed } from './standing.ts'

const Words = Type.String({ minLength: 1, maxLength: 2_000 })
const office = ['officer', 'specialist', 'leader'] as const
const id = '019aafd4-5c00-7000-8000-000000000001'

/** What is said on a dossier without moving it: to whom the reply names it. */
const Noted = Type.Object({ id: Uuid, number: Type.String(), at: Moment })
const noted: Static<typeof Noted> = { id, number: 'H57.28.07-211229-0017', at: '2021-12-30T02:00:00.000Z' }

/** A reminder of an office that is late. */
export const Reminder = Type.Object({
  id: Uuid,
  sentAt: Moment,
  dueAt: Moment,
  answeredAt: orNull(Moment),
  answeredBy: orNull(Type.String()),
  answer: orNull(Type.String()),
  expectedOn: orNull(Day)
})
export type Reminder = Static<typeof Reminder>

export const remind = endpoint({
  name: 'dossiers.remind',
  method: 'POST',
  url: '/api/dossiers/:id/reminders',
  summary:
    'The applicant reminds an office that is late (“Gửi nhắc”): once a working day; it must answer by 16:30 of the next working day.',
  may: ['citizen'],
  params: ById,
  body: Type.Object({ reminder: Uuid }, closed),
  reply: Type.Object({ ...Noted.properties, dueAt: Moment }),
  example: { ...noted, dueAt: '2021-12-31T09:30:00.000Z' }
})

export const answerReminder = endpoint({
  name: 'dossiers.answer_reminder',
  method: 'POST',
  url: '/api/dossiers/:id/reminder-answer',
  summary: 'The office that holds the dossier, or its desk, says why it is late and by when it will be done.',
  may: office,
  params: ById,
  body: Type.Object({ reminder: Uuid, answer: Words, expectedOn: Type.Optional(Day) }, closed),
  reply: Noted,
  example: noted
})

export const sendMessage = endpoint({
  name: 'dossiers.send_message',
  method: 'POST',
  url: '/api/dossiers/:id/messages',
  summary:
    'A message between the applicant and the office (“Nhắn cơ quan giải quyết”), kept in the history; at most twenty a day of an applicant.',
  may: ['citizen', ...office],
  params: ById,
  body: Type.Object({ text: Words }, closed),
  reply: Noted,
  example: noted
})

const answerTo = Object.fromEntries(
  ratingQuestions.map((question) => [question, Type.Optional(Type.Integer({ minimum: 0, maximum: 2 }))])
) as Record<RatingQuestion, ReturnType<typeof Type.Optional<ReturnType<typeof Type.Integer>>>>

export const rateDossier = endpoint({
  name: 'dossiers.rate',
  method: 'POST',
  url: '/api/dossiers/:id/rating',
  summary:
    'The applicant’s five answers after the result was handed over, 2, 1 or 0 points each (Circular 01/2018 art. 13); any may be skipped. Once a dossier; no official sees it beside a name.',
  may: ['citizen'],
  params: ById,
  body: Type.Object(
    { answers: Type.Object(answerTo, closed), words: Type.Optional(Type.String({ maxLength: 2_000 })) },
    closed
  ),
  reply: Noted,
  example: noted
})

export const claimDossier = endpoint({
  name: 'dossiers.claim',
  method: 'POST',
  url: '/api/my/claims',
  summary:
    'Adds a dossier filed at a desk to one’s own by number and tracking code. Five wrong tries an hour per number, address and account; refused when it names another identity number than one’s own.',
  may: ['citizen'],
  body: Type.Object({ number: Type.String({ maxLength: 60 }), code: Type.String({ maxLength: 60 }) }, closed),
  reply: Type.Object({ found: Type.Boolean(), id: orNull(Uuid), number: orNull(Type.String()) }),
  example: { found: true, id, number: noted.number }
})

export const takeFee = endpoint({
  name: 'dossiers.take_fee',
  method: 'POST',
  url: '/api/dossiers/:id/fee',
  summary: 'The desk writes down the fee it took in cash, with the number of the receipt.',
  may: ['officer'],
  params: ById,
  body: Type.Object({ receipt: Type.String({ minLength: 1, maxLength: 60 }) }, closed),
  reply: Noted,
  example: noted
})
