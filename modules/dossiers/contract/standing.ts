import { Moment, oneOf, orNull, StateName, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { warnings } from '../rules.ts'

export const closed = { additionalProperties: false } as const
export const ById = Type.Object({ id: Uuid }, closed)

export const Warnings = Type.Array(oneOf(warnings), {
  description:
    'not refused, written into the history: the official may stand too near to the applicant, or money is still due'
})

/** What an act on a dossier answers: where it stands now. */
export const Standing = Type.Object({
  id: Uuid,
  number: Type.String(),
  state: StateName,
  dueAt: orNull(Moment),
  answerDueAt: orNull(Moment),
  warnings: Warnings
})
export type StandingReply = Static<typeof Standing>

export const standing: StandingReply = {
  id: '019aafd4-5c00-7000-8000-000000000001',
  number: 'H57.28.07-211229-0017',
  state: 'received',
  dueAt: '2021-12-29T10:30:00.000Z',
  answerDueAt: null,
  warnings: []
}
