import { endpoint, Moment, oneOf, orNull, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { ById, closed, Standing, standing } from './standing.ts'

const Words = Type.String({ minLength: 1, maxLength: 2_000 })
const office = ['officer', 'specialist', 'leader'] as const

/** An opinion asked of another seat. Open until it is answered or its limit has passed; then silence counts as agreed. */
export const Opinion = Type.Object({
  id: Uuid,
  office: Type.Integer(),
  officeVi: Type.String(),
  officeEn: Type.String(),
  post: Type.String(),
  question: Type.String(),
  askedAt: Moment,
  askedBy: orNull(Type.String()),
  dueAt: Moment,
  standing: oneOf(['open', 'answered', 'silent']),
  answeredAt: orNull(Moment),
  answeredBy: orNull(Type.String()),
  agrees: orNull(Type.Boolean({ description: 'silence counts as true' })),
  answer: orNull(Type.String())
})
export type Opinion = Static<typeof Opinion>

export const askOpinion = endpoint({
  name: 'dossiers.ask_opinion',
  method: 'POST',
  url: '/api/dossiers/:id/opinion-requests',
  summary:
    'Asks another office in writing for its opinion, within a limit in working hours; the clock runs on, silence counts as agreed (Decree 61/2018 art. 19). The office asked sees the dossier from then on.',
  may: office,
  params: ById,
  body: Type.Object(
    {
      opinion: Uuid,
      office: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
      post: Type.String({ minLength: 1, maxLength: 60 }),
      question: Words,
      hours: Type.Integer({ minimum: 1, maximum: 80, description: 'working hours for the answer' })
    },
    closed
  ),
  reply: Standing,
  example: { ...standing, state: 'processing' }
})

export const giveOpinion = endpoint({
  name: 'dossiers.give_opinion',
  method: 'POST',
  url: '/api/dossiers/:id/opinion',
  summary: 'Answers an opinion asked of one’s post, before its limit ends.',
  may: office,
  params: ById,
  body: Type.Object({ opinion: Uuid, agrees: Type.Boolean(), answer: Words }, closed),
  reply: Standing,
  example: { ...standing, state: 'processing' }
})
