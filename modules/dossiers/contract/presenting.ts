import { endpoint, Moment, oneOf, orNull, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { askSupplement, refuseDossier } from './acts.ts'
import { filing } from './filing.ts'
import { closed, Warnings } from './standing.ts'

/** What lies on the counter, as far as it goes: gaps are what it is not taken in for. */
const presented = {
  ...filing,
  office: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  applicant: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 120 }),
      personalId: Type.Optional(Type.String({ pattern: '^[0-9]{12}$' }))
    },
    { ...closed, description: 'who stands there, by card or word, where the form does not say it yet' }
  )
}
const Presented = Type.Object(presented, closed)
export type Presented = Static<typeof Presented>

const TurnedAway = Type.Object({
  id: Uuid,
  number: Type.String(),
  trackingCode: Type.String(),
  office: Type.Integer(),
  state: oneOf(['registered', 'awaiting_supplement', 'refused']),
  answerDueAt: orNull(Moment),
  warnings: Warnings
})
export type TurnedAway = Static<typeof TurnedAway>

const example: TurnedAway = {
  id: '019aafd4-5c00-7000-8000-000000000021',
  number: 'H57.28.07-211229-0019',
  trackingCode: '8K3F9T2R',
  office: 2807,
  state: 'awaiting_supplement',
  answerDueAt: null,
  warnings: []
}

export const askAtDesk = endpoint({
  name: 'desk.ask_supplement',
  method: 'POST',
  url: '/api/desk/supplement-requests',
  summary:
    'An incomplete dossier at the counter is not taken in: it gets a number and Mẫu 02 with everything missing at once. What is brought later completes it (Decree 61/2018 art. 17).',
  may: ['officer'],
  body: Type.Object({ ...presented, ...askSupplement.body.properties }, closed),
  reply: TurnedAway,
  example
})

export const refuseAtDesk = endpoint({
  name: 'desk.refuse',
  method: 'POST',
  url: '/api/desk/refusals',
  summary:
    'Refuses at the counter with a ground of the procedure and its article (Mẫu 03); the refusal has a number in the register.',
  may: ['officer'],
  body: Type.Object({ ...presented, ...refuseDossier.body.properties }, closed),
  reply: TurnedAway,
  example: { ...example, state: 'refused' }
})

export const sendOn = endpoint({
  name: 'desk.send_on',
  method: 'POST',
  url: '/api/desk/sent-on-dossiers',
  summary:
    'A whole dossier that another desk is responsible for goes there as it is, with its papers, to be answered within 8 working hours; nobody types it again.',
  may: ['officer'],
  body: Type.Object({ ...filing, office: presented.office }, closed),
  reply: TurnedAway,
  example: { ...example, state: 'registered', answerDueAt: '2021-12-30T10:30:00.000Z' }
})
