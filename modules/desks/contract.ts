import { endpoint, Moment, oneOf, orNull, Text, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { priorities, states } from './rules.ts'

export * from './contract/call-backs.ts'

const closed = { additionalProperties: false } as const
const ById = Type.Object({ id: Uuid }, closed)
const ByOffice = Type.Object({ office: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }, closed)
const Counter = Type.Integer({ minimum: 1, maximum: 99, description: 'number of the counter: “Quầy số …”' })

const Called = Type.Object({
  id: Uuid,
  number: Type.Integer(),
  priority: orNull(oneOf(priorities)),
  counter: Counter,
  calledAt: Moment,
  /** When it was last called out: later than `calledAt` where it was called again. */
  announcedAt: Moment
})
export type Called = Static<typeof Called>

/** A desk as anybody may see it: no person stands in it. */
const Standing = Type.Object({
  office: Type.Integer(),
  code: Type.String(),
  name: Text,
  open: Type.Boolean(),
  opensAt: Moment,
  /** Hours of this day are worked at all. */
  worksToday: Type.Boolean(),
  waiting: Type.Integer(),
  /** Minutes until who takes a number now is called. */
  minutes: Type.Integer(),
  /** Why no number is to be had from afar now. */
  whyNoNumber: orNull(oneOf(['day_off', 'too_early', 'too_late'] as const)),
  /** The numbers called and not done yet, the latest first. */
  called: Type.Array(Type.Omit(Called, ['id'])),
  /** Who is called next, at most five. */
  next: Type.Array(Type.Object({ number: Type.Integer(), priority: orNull(oneOf(priorities)) }))
})
export type Standing = Static<typeof Standing>

const standing: Standing = {
  office: 2807,
  code: 'H57.28.07',
  name: { vi: 'UBND xã Hồng Bắc', en: 'Hồng Bắc Commune People’s Committee' },
  open: true,
  opensAt: '2021-12-29T02:05:00.000Z',
  worksToday: true,
  waiting: 2,
  minutes: 15,
  whyNoNumber: null,
  called: [
    {
      number: 12,
      priority: null,
      counter: 1,
      calledAt: '2021-12-29T02:00:00.000Z',
      announcedAt: '2021-12-29T02:01:00.000Z'
    }
  ],
  next: [
    { number: 14, priority: 'elderly' },
    { number: 13, priority: null }
  ]
}

export const openDesk = endpoint({
  name: 'desks.open',
  method: 'GET',
  url: '/api/desks/:office',
  summary: 'A desk: whether it is open, how many wait there, for how long, and which numbers are being called.',
  may: 'anyone',
  params: ByOffice,
  reply: Standing,
  example: standing
})

const Ticket = Type.Object({
  id: Uuid,
  office: Type.Integer(),
  code: Type.String(),
  name: Text,
  number: Type.Integer(),
  priority: orNull(oneOf(priorities)),
  state: oneOf(states),
  takenAt: Moment,
  /** Its day is over. */
  past: Type.Boolean(),
  /** While it waits: how many are called before, and about how long that takes. */
  ahead: Type.Integer(),
  minutes: Type.Integer(),
  counter: orNull(Counter),
  calledAt: orNull(Moment)
})
export type Ticket = Static<typeof Ticket>

const ticket: Ticket = {
  id: '019aafd4-5c00-7000-8000-00000000000e',
  office: standing.office,
  code: standing.code,
  name: standing.name,
  number: 13,
  priority: null,
  state: 'waiting',
  takenAt: '2021-12-29T01:58:00.000Z',
  past: false,
  ahead: 1,
  minutes: 10,
  counter: null,
  calledAt: null
}

export const takeNumber = endpoint({
  name: 'desks.take_number',
  method: 'POST',
  url: '/api/desks/:office/numbers',
  summary:
    '“Lấy số”: the next number of the day at a desk. From afar only on a working day from 06:00, while one would still be called before the desk closes, and ten an hour from one address; an officer of the desk gives numbers without these limits. Nobody says who they are; the id follows the number or gives it up.',
  may: 'anyone',
  params: ByOffice,
  body: Type.Object({ id: Uuid, priority: Type.Optional(oneOf(priorities)) }, closed),
  reply: Ticket,
  example: ticket
})

export const followNumber = endpoint({
  name: 'desks.follow_number',
  method: 'GET',
  url: '/api/numbers/:id',
  summary: 'A number by its id, for whoever holds it: how many are before it, or which counter calls it.',
  may: 'anyone',
  params: ById,
  reply: Ticket,
  example: ticket
})

export const giveUpNumber = endpoint({
  name: 'desks.give_up_number',
  method: 'POST',
  url: '/api/numbers/:id/giving-up',
  summary: '“Không đến nữa”: whoever holds a number leaves the line.',
  may: 'anyone',
  params: ById,
  reply: Ticket,
  example: { ...ticket, state: 'given_up' as const }
})

const InLine = Type.Object({
  id: Uuid,
  number: Type.Integer(),
  priority: orNull(oneOf(priorities)),
  takenAt: Moment
})

const Line = Type.Object({
  ...Type.Omit(Standing, ['called', 'next']).properties,
  /** Who waits, in the order in which they will be called. */
  line: Type.Array(InLine),
  /** How many with precedence were called last, one after the other: what a machine without a line must know to call on. */
  inARow: Type.Integer(),
  called: Type.Array(Type.Object({ ...Called.properties, takenAt: Moment, by: Type.String(), mine: Type.Boolean() })),
  /** Called and not there; they may come back today. */
  absent: Type.Array(Type.Object({ ...InLine.properties, calledAt: Moment }))
})
export type Line = Static<typeof Line>

const { called: _called, next: _next, ...seen } = standing
const line: Line = {
  ...seen,
  line: [
    { id: ticket.id, number: 13, priority: null, takenAt: ticket.takenAt },
    { id: '019aafd4-5c00-7000-8000-00000000000f', number: 15, priority: null, takenAt: '2021-12-29T02:03:00.000Z' }
  ],
  inARow: 0,
  called: [
    {
      id: '019aafd4-5c00-7000-8000-000000000010',
      number: 12,
      priority: null,
      counter: 1,
      calledAt: '2021-12-29T02:00:00.000Z',
      announcedAt: '2021-12-29T02:01:00.000Z',
      takenAt: '2021-12-29T01:55:00.000Z',
      by: 'Lê Thị Mai',
      mine: true
    }
  ],
  absent: []
}

export const listLines = endpoint({
  name: 'desks.lines',
  method: 'GET',
  url: '/api/desk/lines',
  summary: 'The lines at one’s own desks: who is called, who waits in which order, who was not there.',
  may: ['officer'],
  reply: Type.Object({
    /** When the server said so: a machine sets its clock right by it. */
    at: Moment,
    rows: Type.Array(Line)
  }),
  example: { at: '2021-12-29T02:05:00.000Z', rows: [line] }
})

export const callNext = endpoint({
  name: 'desks.call_next',
  method: 'POST',
  url: '/api/desks/:office/call',
  summary:
    '“Gọi số tiếp” (F8): whom this officer served is done, and the next in line is called to the counter. Precedence goes first, but after two in a row somebody without is called.',
  may: ['officer'],
  params: ByOffice,
  body: Type.Object({ counter: Counter }, closed),
  reply: Line,
  example: line
})

const BroughtIn = Type.Object({
  line: Line,
  /** Numbers of which what was done here is not counted, each with the first reason. */
  left: Type.Array(
    Type.Object({
      ticket: Uuid,
      why: oneOf(['first_elsewhere', 'given_up', 'past', 'unfit', 'none'] as const),
      /** Of a number that another counter called first: which, and when. */
      counter: Type.Optional(Counter),
      calledAt: Type.Optional(Moment)
    })
  )
})
export type BroughtIn = Static<typeof BroughtIn>

export const bringIn = endpoint({
  name: 'desks.bring_in',
  method: 'POST',
  url: '/api/desks/:office/brought-in',
  summary:
    'What an officer did with the numbers of the desk while there was no line, in the order in which it happened, each act under an id of its own and counted once. Believed within the day of the number, not before it was taken and not in the future. A number that another counter called first is counted there; which ones are not counted here, and why, is said.',
  may: ['officer'],
  params: ByOffice,
  body: Type.Object(
    {
      acts: Type.Array(
        Type.Object(
          {
            id: Uuid,
            ticket: Uuid,
            did: oneOf(['called', 'again', 'absent', 'served', 'let_go', 'back'] as const),
            at: Moment,
            counter: Counter
          },
          closed
        ),
        { minItems: 1, maxItems: 200 }
      )
    },
    closed
  ),
  reply: BroughtIn,
  example: {
    line,
    left: [{ ticket: ticket.id, why: 'first_elsewhere' as const, counter: 2, calledAt: '2021-12-29T02:02:00.000Z' }]
  }
})

export const endCall = endpoint({
  name: 'desks.end_call',
  method: 'POST',
  url: '/api/numbers/:id/ending',
  summary: 'Who was called is served, or is not there.',
  may: ['officer'],
  params: ById,
  body: Type.Object({ as: oneOf(['served', 'absent'] as const) }, closed),
  reply: Line,
  example: line
})

export const callAgain = endpoint({
  name: 'desks.call_again',
  method: 'POST',
  url: '/api/numbers/:id/calling-again',
  summary: 'Calls a number out once more, to the counter at which it was called.',
  may: ['officer'],
  params: ById,
  reply: Line,
  example: line
})

export const takeBack = endpoint({
  name: 'desks.take_back',
  method: 'POST',
  url: '/api/numbers/:id/coming-back',
  summary: 'Who was not there has come: the number waits again, in its old place.',
  may: ['officer'],
  params: ById,
  reply: Line,
  example: line
})
