import { endpoint, Moment, oneOf, orNull, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const

export const askCallBack = endpoint({
  name: 'desks.ask_call_back',
  method: 'POST',
  url: '/api/call-backs',
  summary:
    '“Nhờ gọi lại”: asks a desk to call within 8 working hours; the desk named, or that of a commune. Asked twice from one telephone it is one call; three an hour from one address.',
  may: 'anyone',
  body: Type.Object(
    {
      id: Uuid,
      office: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
      commune: Type.Optional(Type.String({ pattern: '^\\d{5}$' })),
      procedure: Type.Optional(Type.String({ maxLength: 40 })),
      name: Type.String({ minLength: 1, maxLength: 100 }),
      phone: Type.String({ minLength: 1, maxLength: 30 }),
      words: Type.Optional(Type.String({ maxLength: 300, description: 'what it is about' }))
    },
    closed
  ),
  reply: Type.Object({ office: Type.Integer(), dueAt: Moment }),
  example: { office: 2807, dueAt: '2021-12-30T02:05:00.000Z' }
})

const CallBack = Type.Object({
  id: Uuid,
  office: Type.Integer(),
  procedure: orNull(Type.String()),
  name: Type.String(),
  phone: Type.String(),
  words: orNull(Type.String()),
  askedAt: Moment,
  dueAt: Moment,
  tries: Type.Integer(),
  triedAt: orNull(Moment)
})
export type CallBack = Static<typeof CallBack>

export const listCallBacks = endpoint({
  name: 'desks.call_backs',
  method: 'GET',
  url: '/api/desk/call-backs',
  summary: 'Who asked to be called by one’s own desks and has not been reached, what is due first on top.',
  may: ['officer'],
  reply: Type.Object({ rows: Type.Array(CallBack) }),
  example: {
    rows: [
      {
        id: '019aafd4-5c00-7000-8000-000000000011',
        office: 2807,
        procedure: '1.001193',
        name: 'Nguyễn Thị Hoa',
        phone: '0914000001',
        words: 'Con sinh ở nhà thì cần giấy gì?',
        askedAt: '2021-12-29T02:05:00.000Z',
        dueAt: '2021-12-30T02:05:00.000Z',
        tries: 0,
        triedAt: null
      }
    ]
  },
  shows: { how: 'listed', cases: (reply) => reply.rows.map((row) => row.id) }
})

export const endCallBack = endpoint({
  name: 'desks.end_call_back',
  method: 'POST',
  url: '/api/call-backs/:id/ending',
  summary: 'They were reached; or nobody took the call, which ends it at the third time.',
  may: ['officer'],
  params: Type.Object({ id: Uuid }, closed),
  body: Type.Object({ as: oneOf(['reached', 'no_answer'] as const) }, closed),
  reply: Type.Object({ id: Uuid, open: Type.Boolean() }),
  example: { id: '019aafd4-5c00-7000-8000-000000000011', open: false }
})
