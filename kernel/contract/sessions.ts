import { Type } from 'typebox'
import { endpoint, Moment, oneOf, orNull, roles, Uuid } from './endpoint.ts'

const closedTo = { additionalProperties: false } as const

const SessionRow = Type.Object({
  id: Uuid,
  means: oneOf(['password', 'totp', 'vneid', 'code'] as const),
  openedAt: Moment,
  endsAt: Moment,
  device: orNull(Type.String()),
  here: Type.Boolean()
})
const Ended = Type.Object({ ended: Type.Integer() })

export const listMySessions = endpoint({
  name: 'sessions.mine',
  method: 'GET',
  url: '/api/my/sessions',
  summary: 'Where who asks is signed in: the open sessions, the latest first, `here` the one that asks.',
  may: roles,
  reply: Type.Object({ rows: Type.Array(SessionRow) }),
  example: {
    rows: [
      {
        id: '019aafd4-5c00-7000-8000-00000000000a',
        means: 'vneid',
        openedAt: '2021-12-29T01:05:00.000Z',
        endsAt: '2021-12-29T13:05:00.000Z',
        device: 'Chrome · Android',
        here: true
      }
    ]
  }
})

export const endMySession = endpoint({
  name: 'sessions.end',
  method: 'DELETE',
  url: '/api/my/sessions/:id',
  summary: 'Ends one of one’s own sessions, wherever it was opened.',
  may: roles,
  params: Type.Object({ id: Uuid }, closedTo),
  reply: Ended,
  example: { ended: 1 }
})

export const endMySessions = endpoint({
  name: 'sessions.end_all',
  method: 'DELETE',
  url: '/api/my/sessions',
  summary: 'Signs out everywhere: ends all of one’s own sessions, this one too.',
  may: roles,
  reply: Ended,
  example: { ended: 3 }
})
