import { type Static, Type } from 'typebox'
import { relations } from '../rules/relations.ts'
import { Day, endpoint, Moment, oneOf, orNull, Uuid } from './endpoint.ts'

const closed = { additionalProperties: false } as const
const Relation = oneOf(relations)

const Helping = Type.Object({
  id: Uuid,
  name: Type.String({ description: 'the other one’s' }),
  /** What the helper is to the one who is helped. */
  relation: Relation,
  since: Moment,
  until: Day
})
export type Helping = Static<typeof Helping>

const aHelping: Helping = {
  id: '019aafd4-5c00-7000-8000-00000000000b',
  name: 'Hoàng Thị Diệu',
  relation: 'child',
  since: '2021-12-29T01:05:00.000Z',
  until: '2022-12-29'
}

export const listHelping = endpoint({
  name: 'helping.list',
  method: 'GET',
  url: '/api/my/helping',
  summary: '“Người tôi giúp, người giúp tôi”: who helps who asks, and whom they help, as it stands today.',
  may: ['citizen'],
  reply: Type.Object({ helpMe: Type.Array(Helping), helpedByMe: Type.Array(Helping) }),
  example: { helpMe: [aHelping], helpedByMe: [] }
})

export const offerHelping = endpoint({
  name: 'helping.offer',
  method: 'POST',
  url: '/api/my/helping/codes',
  summary:
    'A code that lets one person help who asks: for fifteen minutes, once. Whoever enters it sees their dossiers and hands in what is asked for, until either ends it, a year at most. A new code ends the one before; at most five helpers.',
  may: ['citizen'],
  body: Type.Object({ id: Uuid, relation: Relation }, closed),
  reply: Type.Object({ code: Type.String({ pattern: '^\\d{8}$' }), until: Moment }),
  example: { code: '40719358', until: '2021-12-29T01:20:00.000Z' }
})

export const beginHelping = endpoint({
  name: 'helping.begin',
  method: 'POST',
  url: '/api/my/helping',
  summary:
    'Who asks helps whoever gave them the code, and that one is told. `begun` is null where no code that still counts is meant; five wrong ones in a quarter of an hour, and none is looked at. Needs an account under an identity number; helps ten people at most.',
  may: ['citizen'],
  body: Type.Object({ code: Type.String({ pattern: '^\\d{8}$' }) }, closed),
  reply: Type.Object({ begun: orNull(Helping) }),
  example: { begun: aHelping }
})

export const endHelping = endpoint({
  name: 'helping.end',
  method: 'DELETE',
  url: '/api/my/helping/:id',
  summary: 'Ends helping or being helped, at once and from either side.',
  may: ['citizen'],
  params: Type.Object({ id: Uuid }, closed),
  reply: Type.Object({ ended: Type.Boolean() }),
  example: { ended: true }
})
