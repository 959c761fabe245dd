import { Day, endpoint, Moment, Uuid } from '@motcua/kernel/contract'
import type { CalendarSource } from '@motcua/kernel/rules/calendar'
import { type Static, Type } from 'typebox'
import { ById, closed } from './standing.ts'

/** What a machine has written down of an intake while it had no line: sent with it, so that the person keeps number and day. */
export const Offline = Type.Object(
  {
    lease: Uuid,
    serial: Type.Integer({ minimum: 1, maximum: 999_999_999 }),
    happenedAt: Moment,
    trackingCode: Type.String({ pattern: '^[0-9A-HJKMNP-TV-Z]{8}$' })
  },
  {
    ...closed,
    description:
      'taken in while there was no line: under a number lent to the machine, at that moment; the clock runs from then'
  }
)
export type Offline = Static<typeof Offline>

const Lease = Type.Object({
  id: Uuid,
  office: Type.Integer(),
  code: Type.String({ description: 'as it stands in numbers' }),
  day: Day,
  first: Type.Integer(),
  last: Type.Integer(),
  leasedAt: Moment,
  calendar: Type.String({ description: 'edition of the calendar: GET /api/calendar/:edition' })
})
export type Lease = Static<typeof Lease>

export const leaseNumbers = endpoint({
  name: 'desk.lease_numbers',
  method: 'PUT',
  url: '/api/desk/number-leases/:id',
  summary:
    'Lends twenty numbers of a day, today or within two weeks, to a machine of one’s desk, for intakes without a line; ten times a day at most.',
  may: ['officer'],
  params: ById,
  body: Type.Object({ office: Type.Integer(), day: Day, device: Uuid }, closed),
  reply: Lease,
  example: {
    id: '019aafd4-5c00-7000-8000-000000000012',
    office: 2807,
    code: 'H57.28.07',
    day: '2021-12-29',
    first: 21,
    last: 40,
    leasedAt: '2021-12-29T00:31:00.000Z',
    calendar: '2021-5f0c9a1b2c3d'
  }
})

/** Days off and Saturdays worked as they are published: a desk without a line reckons by them. */
export const openCalendar = endpoint({
  name: 'calendar.open',
  method: 'GET',
  url: '/api/calendar/:edition',
  summary: 'One edition of the calendar: hours, days off, Saturdays worked in exchange. It never changes.',
  may: 'anyone',
  immutable: true,
  params: Type.Object({ edition: Type.String({ maxLength: 60 }) }, closed),
  reply: Type.Unsafe<CalendarSource>({ type: 'object' }),
  example: {
    edition: '2021-5f0c9a1b2c3d',
    hours: [
      ['07:30', '11:30'],
      ['13:30', '17:30']
    ],
    days: [{ day: '2021-09-02', kind: 'off', reason: 'Quốc khánh' }],
    years: [2021, 2021]
  }
})
