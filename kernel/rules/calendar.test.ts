import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import {
  addLimit,
  addWorkingTime,
  between,
  compileCalendar,
  dayOf,
  momentOf,
  recountClock,
  restartClock,
  resumeClock,
  shareOut,
  startClock,
  stopClock,
  workingTimeBetween
} from './calendar.ts'
import type { CalendarSource, Clock, Limit, LimitUnit } from './calendar.ts'

const source = provinceCalendar
const { days } = source
const calendar = compileCalendar(source)
const hour = 3_600_000

/** '2021-12-29 09:00' */
function at(text: string): Date {
  const [day = '', time = ''] = text.split(' ')
  return momentOf(day, time)
}

function show(moment: Date): string {
  return new Date(moment.getTime() + 7 * hour).toISOString().slice(0, 16).replace('T', ' ')
}

function limitOf(text: string): Limit {
  const [amount = '', unit = ''] = text.split(' ')
  const units: Record<string, LimitUnit> = { wd: 'workingDay', wh: 'workingHour', d: 'calendarDay', h: 'clockHour' }
  const known = units[unit]
  return known ? { amount: Number(amount), unit: known } : { sameDay: true, cutOff: '15:00' }
}

const table: [start: string, limit: string, due: string, why: string][] = [
  ['2021-12-29 09:00', '3 wd', '2022-01-04 17:30', '3 January is a day off in lieu'],
  ['2022-01-27 09:00', '5 wd', '2022-02-10 17:30', 'Tết 2022'],
  ['2024-04-26 09:00', '1 wd', '2024-05-02 17:30', 'the Monday before the holidays is swapped away'],
  ['2024-05-03 09:00', '1 wd', '2024-05-04 17:30', 'a swapped Saturday is a working day'],
  ['2026-01-09 09:00', '1 wd', '2026-01-10 17:30', 'a swapped Saturday is a working day'],
  ['2026-02-12 09:00', '3 wd', '2026-02-24 17:30', 'Tết 2026'],
  ['2026-08-28 09:00', '2 wd', '2026-09-04 17:30', 'National Day with its swapped Monday'],
  ['2021-12-29 10:30', '4 wh', '2021-12-29 16:30', 'the noon break does not count'],

  ['2022-01-28 16:59', '1 wd', '2022-02-07 17:30', 'the last working day before Tết 2022'],
  ['2022-02-04 09:00', '1 wd', '2022-02-07 17:30', 'received in the middle of Tết'],
  ['2022-01-28 17:00', '1 wh', '2022-02-07 08:00', 'half an hour before Tết, half an hour after'],
  ['2026-02-13 09:00', '1 wd', '2026-02-23 17:30', 'the last working day before Tết 2026'],
  ['2026-02-13 15:30', '8 wh', '2026-02-23 15:30', 'eight hours over Tết 2026'],
  ['2026-08-21 09:00', '1 wd', '2026-08-22 17:30', 'the Saturday worked for 31 August'],
  ['2026-08-22 09:00', '1 wd', '2026-08-24 17:30', 'received on a Saturday worked in exchange'],
  ['2026-08-22 16:30', '2 wh', '2026-08-24 08:30', 'a swapped Saturday has the same hours'],
  ['2025-04-25 09:00', '3 wd', '2025-04-29 17:30', 'Saturday 26 April is worked for 2 May'],

  ['2021-12-29 00:00', '1 wd', '2021-12-30 17:30', 'midnight belongs to the new day'],
  ['2021-12-28 23:59', '1 wd', '2021-12-29 17:30', 'a minute before midnight belongs to the old day'],
  ['2021-12-29 00:00', '8 wh', '2021-12-29 17:30', 'hours begin at the next opening'],
  ['2021-12-28 23:59', '8 wh', '2021-12-29 17:30', 'hours begin at the next opening'],
  ['2022-02-26 09:00', '1 wd', '2022-02-28 17:30', 'the last day of February'],
  ['2024-02-28 09:00', '1 wd', '2024-02-29 17:30', 'a leap day'],
  ['2022-06-30 17:30', '1 wh', '2022-07-01 08:30', 'over the end of a month'],
  ['2022-12-30 09:00', '1 wd', '2023-01-03 17:30', 'over the end of a year with its day in lieu'],

  ['2021-12-29 07:30', '4 wh', '2021-12-29 11:30', 'an end falls on the earlier edge of the break'],
  ['2021-12-29 07:30', '8 wh', '2021-12-29 17:30', 'an end falls on the close, not on the next opening'],
  ['2021-12-29 11:30', '1 wh', '2021-12-29 14:30', 'a start at 11:30 counts as 13:30'],
  ['2021-12-29 12:10', '1 wh', '2021-12-29 14:30', 'a start in the break counts as 13:30'],
  ['2021-12-29 17:30', '8 wh', '2021-12-30 17:30', 'a start at the close counts as the next opening'],
  ['2022-01-01 10:00', '8 wh', '2022-01-04 17:30', 'filed on New Year, answered within eight working hours'],
  ['2021-12-29 09:00', '0.5 wh', '2021-12-29 09:30', 'half hours are hours too'],

  ['2022-01-24 09:00', '10 d', '2022-02-07 17:30', '3 February is Tết'],
  ['2022-01-24 09:00', '4 d', '2022-01-28 17:30', 'days off on the way count as days'],
  ['2022-03-01 23:59', '10 d', '2022-03-11 17:30', 'the day of receipt is not counted'],
  ['2022-03-01 09:00', '11 d', '2022-03-14 17:30', 'ends on a Saturday: the next Monday'],
  ['2024-04-24 09:00', '10 d', '2024-05-04 17:30', 'ends on a Saturday that is worked'],
  ['2022-01-31 09:00', '28 d', '2022-02-28 17:30', 'from month end to month end'],

  ['2022-01-29 22:15', '2 h', '2022-01-30 00:15', 'clock hours run at night and in Tết'],
  ['2021-12-31 23:30', '24 h', '2022-01-01 23:30', 'clock hours run over New Year'],

  ['2021-12-29 14:59', 'same', '2021-12-29 17:30', 'before the cut-off'],
  ['2021-12-29 15:00', 'same', '2021-12-29 17:30', 'the law says "after 15:00"'],
  ['2021-12-29 15:01', 'same', '2021-12-30 17:30', 'after the cut-off'],
  ['2021-12-31 15:01', 'same', '2022-01-04 17:30', 'after the cut-off on the eve of a holiday'],
  ['2022-01-03 10:00', 'same', '2022-01-04 17:30', 'received on a day off'],
  ['2026-01-09 16:00', 'same', '2026-01-10 17:30', 'the next working day is a swapped Saturday'],
  ['2021-12-29 00:00', 'same', '2021-12-29 17:30', 'midnight is before the cut-off']
]

for (const [start, limit, due, why] of table) {
  test(`${start} + ${limit} is due ${due}: ${why}`, () => {
    const found = addLimit(at(start), limitOf(limit), calendar)
    assert.equal(show(found.at), due)
    assert.equal(found.provisional, false)
  })
}

test('one second after 15:00 is after 15:00', () => {
  const late = new Date(at('2021-12-29 15:00').getTime() + 1000)
  assert.equal(show(addLimit(late, limitOf('same'), calendar).at), '2021-12-30 17:30')
})

test('beyond the last loaded year only weekends and fixed holidays are known, and the date says so', () => {
  const cases: [string, string, string, boolean][] = [
    ['2026-12-30 09:00', '1 wd', '2026-12-31 17:30', false],
    ['2026-12-30 09:00', '2 wd', '2027-01-04 17:30', true],
    ['2026-12-31 09:00', '8 wh', '2027-01-04 09:00', true],
    ['2026-12-31 15:30', 'same', '2027-01-04 17:30', true],
    ['2026-12-25 09:00', '10 d', '2027-01-04 17:30', true],
    ['2027-04-29 09:00', '1 wd', '2027-05-03 17:30', true],
    ['2027-09-01 09:00', '1 wd', '2027-09-03 17:30', true],
    ['2026-12-31 23:00', '4 h', '2027-01-01 03:00', false],
    ['2020-12-31 09:00', '1 wd', '2021-01-04 17:30', true]
  ]
  for (const [start, limit, due, provisional] of cases) {
    const found = addLimit(at(start), limitOf(limit), calendar)
    assert.deepEqual([show(found.at), found.provisional], [due, provisional], `${start} + ${limit}`)
  }
})

test('an office may keep other hours', () => {
  const morning = compileCalendar({ ...source, hours: [['08:00', '12:00']] })
  assert.equal(show(addLimit(at('2021-12-29 11:00'), limitOf('2 wh'), morning).at), '2021-12-30 09:00')
  assert.equal(show(addLimit(at('2021-12-29 11:00'), limitOf('1 wd'), morning).at), '2021-12-30 12:00')
})

test('a calendar refuses hours out of order, days that are none and days named twice', () => {
  const refused: Partial<CalendarSource>[] = [
    { hours: [] },
    { hours: [['11:30', '07:30']] },
    {
      hours: [
        ['13:30', '17:30'],
        ['07:30', '11:30']
      ]
    },
    { hours: [['07:30', '25:00']] },
    { days: [{ day: '2022-02-30', kind: 'off', reason: '' }] },
    { days: [...days, days[0]!] },
    { years: [2026, 2021] }
  ]
  for (const part of refused)
    assert.throws(() => compileCalendar({ ...source, ...part }), RangeError, JSON.stringify(part))
})

test('a limit of nothing, of half a day or from no moment is refused', () => {
  for (const limit of ['0 wd', '-1 wd', '0.5 wd', '1.5 d', 'NaN wh', 'Infinity wh', '0 h', '999999999 wd']) {
    assert.throws(() => addLimit(at('2021-12-29 09:00'), limitOf(limit), calendar), RangeError, limit)
  }
  assert.throws(() => addLimit(new Date('never'), limitOf('1 wd'), calendar), RangeError)
})

const loadedFrom = at('2021-01-01 00:00').getTime()
const aMoment = fc.integer({ min: loadedFrom, max: at('2026-06-30 23:59').getTime() }).map((ms) => new Date(ms))
const aMinute = aMoment.map((moment) => new Date(Math.floor(moment.getTime() / 60_000) * 60_000))
const aStart = fc.oneof(aMoment, aMinute)
const amounts: Record<LimitUnit, fc.Arbitrary<number>> = {
  workingDay: fc.integer({ min: 1, max: 60 }),
  workingHour: fc.integer({ min: 1, max: 960 }).map((quarters) => quarters / 4),
  calendarDay: fc.integer({ min: 1, max: 90 }),
  clockHour: fc.integer({ min: 1, max: 960 }).map((quarters) => quarters / 4)
}
const exact = ['workingDay', 'workingHour', 'clockHour'] as const
const units = ['workingDay', 'workingHour', 'calendarDay', 'clockHour'] as const
const aLimit: fc.Arbitrary<Limit> = fc.oneof(
  ...units.map((unit) => amounts[unit].map((amount): Limit => ({ amount, unit }))),
  fc.constant<Limit>({ sameDay: true, cutOff: '15:00' })
)
const runs = { numRuns: 1000 }

function isOff(day: string): boolean {
  const entry = days.find((known) => known.day === day)
  if (entry) return entry.kind === 'off'
  if (/-(01-01|04-30|05-01|09-02)$/.test(day)) return true
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
}

/** (07:30, 11:30] or (13:30, 17:30] of a working day: where an end may lie. */
function isAnEnd(moment: Date): boolean {
  const time = (moment.getTime() + 7 * hour) % (24 * hour)
  const inHours = (time > 7.5 * hour && time <= 11.5 * hour) || (time > 13.5 * hour && time <= 17.5 * hour)
  return inHours && !isOff(dayOf(moment))
}

for (const unit of exact) {
  test(`between undoes adding a limit in ${unit}s`, () => {
    fc.assert(
      fc.property(aStart, amounts[unit], (start, amount) => {
        const end = addLimit(start, { amount, unit }, calendar).at
        assert.equal(between(start, end, unit, calendar), amount)
      }),
      runs
    )
  })
}

test('between undoes adding calendar days unless a day off moved the end; then it counts to where the end was moved', () => {
  let moved = 0
  fc.assert(
    fc.property(aStart, amounts.calendarDay, (start, amount) => {
      const end = addLimit(start, { amount, unit: 'calendarDay' }, calendar).at
      const last = dayOf(new Date(start.getTime() + amount * 24 * hour))
      const passed = between(start, end, 'calendarDay', calendar)
      if (isOff(last)) {
        moved++
        assert.ok(passed > amount)
        for (let more = amount; more < passed; more++) {
          assert.ok(isOff(dayOf(new Date(start.getTime() + more * 24 * hour))))
        }
      } else assert.equal(passed, amount)
    }),
    runs
  )
  assert.ok(moved > 50)
})

for (const unit of units) {
  test(`adding what lies between leads back to the end, in ${unit}s`, () => {
    fc.assert(
      fc.property(aStart, amounts[unit], (start, amount) => {
        const end = addLimit(start, { amount, unit }, calendar).at
        const again = addLimit(start, { amount: between(start, end, unit, calendar), unit }, calendar).at
        assert.equal(show(again), show(end))
      }),
      runs
    )
  })
}

test('whole days between two moments are never more than have ended', () => {
  fc.assert(
    fc.property(aStart, aStart, (a, b) => {
      const [start, end] = a <= b ? [a, b] : [b, a]
      const amount = between(start, end, 'workingDay', calendar)
      if (amount > 0) assert.ok(addLimit(start, { amount, unit: 'workingDay' }, calendar).at <= end)
      assert.ok(addLimit(start, { amount: amount + 1, unit: 'workingDay' }, calendar).at > end)
    }),
    runs
  )
})

test('who comes later is never due earlier', () => {
  fc.assert(
    fc.property(aStart, aStart, aLimit, (a, b, limit) => {
      const [early, late] = a <= b ? [a, b] : [b, a]
      assert.ok(addLimit(early, limit, calendar).at <= addLimit(late, limit, calendar).at)
    }),
    runs
  )
})

for (const unit of units) {
  test(`a longer limit in ${unit}s never ends earlier`, () => {
    fc.assert(
      fc.property(aStart, amounts[unit], amounts[unit], (start, a, b) => {
        const shorter = addLimit(start, { amount: Math.min(a, b), unit }, calendar).at
        const longer = addLimit(start, { amount: Math.max(a, b), unit }, calendar).at
        assert.ok(shorter <= longer)
      }),
      runs
    )
  })
}

test('no limit but clock hours ends in a break, at night or on a day off, and none ends before it began', () => {
  fc.assert(
    fc.property(aStart, aLimit, (start, limit) => {
      const due = addLimit(start, limit, calendar).at
      if (!('unit' in limit && limit.unit === 'clockHour')) assert.ok(isAnEnd(due), show(due))
      if (!('sameDay' in limit)) assert.ok(due > start)
    }),
    runs
  )
})

test('working time adds up over any moment between', () => {
  fc.assert(
    fc.property(aStart, aStart, aStart, (a, b, c) => {
      const sum = workingTimeBetween(a, b, calendar) + workingTimeBetween(b, c, calendar)
      assert.equal(workingTimeBetween(a, c, calendar), sum)
    }),
    runs
  )
})

test('added working time is the working time between, forwards and backwards', () => {
  fc.assert(
    fc.property(aStart, fc.integer({ min: -400 * hour, max: 400 * hour }), (from, ms) => {
      fc.pre(from.getTime() > loadedFrom + 100 * 24 * hour)
      const { at: to } = addWorkingTime(from, ms, calendar)
      assert.equal(workingTimeBetween(from, to, calendar), ms)
      assert.ok(isAnEnd(to))
    }),
    runs
  )
})

test('working time left is what an officer would count', () => {
  assert.equal(workingTimeBetween(at('2021-12-30 15:30'), at('2022-01-04 11:30'), calendar), 14 * hour)
  assert.equal(workingTimeBetween(at('2022-01-28 17:30'), at('2022-02-07 07:30'), calendar), 0)
  assert.equal(workingTimeBetween(at('2022-01-05 10:30'), at('2022-01-04 17:30'), calendar), -3 * hour)
})

test('a clock stopped on Thursday goes on a week later from what was left', () => {
  const started = startClock(limitOf('3 wd'), at('2022-03-01 09:00'), calendar)
  assert.equal(show(started.dueAt), '2022-03-04 17:30')
  const stopped = stopClock(started, at('2022-03-03 10:30'), calendar)
  assert.deepEqual(stopped.stopped, { at: at('2022-03-03 10:30'), remaining: 13 * hour })
  assert.equal(show(stopped.dueAt), '2022-03-04 17:30')
  const resumed = resumeClock(stopped, at('2022-03-10 10:30'), calendar)
  assert.equal(show(resumed.dueAt), '2022-03-11 17:30')
  assert.equal(show(resumeClock(stopped, at('2022-03-10 13:30'), calendar).dueAt), '2022-03-14 08:30')
  assert.equal(resumed.stopped, null)
  assert.equal(show(resumed.startedAt), '2022-03-01 09:00')
})

test('calendar days that stand still are given back as whole days, counted from before a day off moved the end', () => {
  const started = startClock(limitOf('10 d'), at('2022-01-24 09:00'), calendar)
  assert.deepEqual([show(started.dueAt), started.lastDay], ['2022-02-07 17:30', '2022-02-03'])
  const stopped = stopClock(started, at('2022-01-28 10:00'), calendar)
  assert.equal(stopped.stopped?.remaining, 6 * 24 * hour)
  const resumed = resumeClock(stopped, at('2022-02-08 08:00'), calendar)
  assert.deepEqual([show(resumed.dueAt), resumed.lastDay], ['2022-02-14 17:30', '2022-02-14'])
})

test('a clock that starts again has the whole limit', () => {
  const stopped = stopClock(
    startClock(limitOf('3 wd'), at('2022-03-01 09:00'), calendar),
    at('2022-03-03 10:30'),
    calendar
  )
  const again = restartClock(stopped, at('2022-03-10 10:30'), calendar)
  assert.deepEqual(
    [show(again.startedAt), show(again.dueAt), again.stopped],
    ['2022-03-10 10:30', '2022-03-15 17:30', null]
  )
})

test('a running clock cannot go on and a standing one cannot stop', () => {
  const running = startClock(limitOf('3 wd'), at('2022-03-01 09:00'), calendar)
  assert.throws(() => resumeClock(running, at('2022-03-02 09:00'), calendar))
  const standing = stopClock(running, at('2022-03-02 09:00'), calendar)
  assert.throws(() => stopClock(standing, at('2022-03-02 09:00'), calendar))
})

test('stopping a late clock forgives nothing', () => {
  const late = stopClock(
    startClock(limitOf('1 wd'), at('2022-03-01 09:00'), calendar),
    at('2022-03-03 09:30'),
    calendar
  )
  assert.equal(late.stopped?.remaining, -2 * hour)
  const resumed = resumeClock(late, at('2022-03-10 09:30'), calendar)
  assert.equal(show(resumed.dueAt), '2022-03-09 17:30')
})

test('a clock stopped and started at one moment has lost nothing and won nothing', () => {
  fc.assert(
    fc.property(aStart, aLimit, fc.integer({ min: 0, max: 40 * 24 * hour }), (start, limit, wait) => {
      const clock = startClock(limit, start, calendar)
      const moment = new Date(start.getTime() + wait)
      const { dueAt, lastDay } = resumeClock(stopClock(clock, moment, calendar), moment, calendar)
      assert.deepEqual([show(dueAt), lastDay], [show(clock.dueAt), clock.lastDay])
    }),
    runs
  )
})

test('working time spent before a stop and after it is the whole working time of the limit', () => {
  const inWork = aLimit.filter((limit) => !('unit' in limit) || limit.unit.startsWith('working'))
  const pauses = fc.array(fc.integer({ min: 0, max: 20 * 24 * hour }), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(aStart, inWork, pauses, (start, limit, steps) => {
      let clock: Clock = startClock(limit, start, calendar)
      const whole = workingTimeBetween(start, clock.dueAt, calendar)
      let spent = 0
      let moment = start
      for (let i = 0; i + 1 < steps.length; i += 2) {
        const stop = new Date(moment.getTime() + steps[i]!)
        spent += workingTimeBetween(moment, stop, calendar)
        clock = stopClock(clock, stop, calendar)
        moment = new Date(stop.getTime() + steps[i + 1]!)
        clock = resumeClock(clock, moment, calendar)
      }
      assert.equal(spent + workingTimeBetween(moment, clock.dueAt, calendar), whole)
    }),
    runs
  )
})

test('when a year is loaded a provisional clock is laid out anew from what is left', () => {
  const clock = startClock(limitOf('5 wd'), at('2026-12-29 09:00'), calendar)
  assert.deepEqual([show(clock.dueAt), clock.provisional], ['2027-01-06 17:30', true])
  const next = compileCalendar({
    ...source,
    edition: '2027-1',
    years: [2021, 2027],
    days: [...days, { day: '2027-01-04', kind: 'off', reason: 'Nghỉ hoán đổi' }]
  })
  const recounted = recountClock(clock, at('2026-12-30 10:00'), calendar, next)
  assert.deepEqual(
    [show(recounted.dueAt), recounted.provisional, recounted.edition],
    ['2027-01-07 17:30', false, '2027-1']
  )
  const standing = recountClock(
    stopClock(clock, at('2026-12-30 10:00'), calendar),
    at('2026-12-31 10:00'),
    calendar,
    next
  )
  assert.equal(show(resumeClock(standing, at('2026-12-30 10:00'), next).dueAt), '2027-01-07 17:30')
})

test('shares keep their published hours while these fit', () => {
  const due = addLimit(at('2022-03-01 09:00'), limitOf('3 wd'), calendar).at
  const ends = shareOut(at('2022-03-01 09:00'), due, [4, 12, 8], calendar).map(show)
  assert.deepEqual(ends, ['2022-03-01 15:00', '2022-03-03 09:00', '2022-03-04 09:00'])
})

test('shares that do not fit are all shortened in proportion', () => {
  const due = at('2022-03-02 17:30')
  const ends = shareOut(at('2022-03-01 07:30'), due, [8, 8, 16], calendar).map(show)
  assert.deepEqual(ends, ['2022-03-01 11:30', '2022-03-01 17:30', '2022-03-02 17:30'])
})

test('shares follow each other, end in working time, and the last is never after the whole', () => {
  const hours = fc.array(
    fc.integer({ min: 1, max: 240 }).map((quarters) => quarters / 4),
    { minLength: 1, maxLength: 8 }
  )
  fc.assert(
    fc.property(aStart, aLimit, hours, (start, limit, shares) => {
      const due = addLimit(start, limit, calendar).at
      const ends = shareOut(start, due, shares, calendar)
      const whole = workingTimeBetween(start, due, calendar)
      const sum = shares.reduce((total, share) => total + share * hour, 0)
      assert.equal(workingTimeBetween(start, ends.at(-1)!, calendar), Math.min(whole, sum))
      let previous = start
      for (const end of ends) {
        assert.ok(end >= previous)
        assert.ok(whole === 0 || isAnEnd(end) || end.getTime() === start.getTime())
        previous = end
      }
      assert.ok(whole === 0 || ends.at(-1)! <= due)
    }),
    runs
  )
})

test('a day begins at midnight in the province', () => {
  assert.equal(dayOf(new Date('2021-12-28T16:59:59.999Z')), '2021-12-28')
  assert.equal(dayOf(new Date('2021-12-28T17:00:00.000Z')), '2021-12-29')
  assert.equal(momentOf('2021-12-29', '00:00').toISOString(), '2021-12-28T17:00:00.000Z')
  assert.throws(() => momentOf('2022-02-29', '09:00'), RangeError)
  assert.throws(() => momentOf('2022-02-28', '24:00'), RangeError)
})
