import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import { addLimit, compileCalendar, dayOf, explainLimit, momentOf } from './calendar.ts'
import type { Limit } from './calendar.ts'

const calendar = compileCalendar(provinceCalendar)
const sameDay: Limit = { sameDay: true, cutOff: '15:00' }

/** '29 receipt', '30 counted +': the day of the month, why, and + when it counts. */
function explain(day: string, time: string, limit: Limit): string[] {
  const { days } = explainLimit(momentOf(day, time), limit, calendar)
  return days.map((one) => `${one.day.slice(8)} ${one.why}${one.counted ? ' +' : ''}`)
}

test('an explanation names every day off on the way', () => {
  const limit: Limit = { amount: 3, unit: 'workingDay' }
  assert.deepEqual(explain('2021-12-29', '09:00', limit), [
    '29 receipt',
    '30 counted +',
    '31 counted +',
    '01 off',
    '02 weekend',
    '03 off',
    '04 counted +'
  ])
  const { days } = explainLimit(momentOf('2021-12-29', '09:00'), limit, calendar)
  assert.deepEqual(days[5]?.reason, { vi: 'Nghỉ bù Tết Dương lịch', en: "New Year's Day (in lieu)" })
  assert.deepEqual(days[3]?.reason, { vi: 'Tết Dương lịch', en: "New Year's Day" })
  assert.equal(days[4]?.reason, undefined)
})

test('an explanation tells that calendar days count days off, and why the end moved', () => {
  const limit: Limit = { amount: 2, unit: 'calendarDay' }
  assert.deepEqual(explain('2022-03-10', '09:00', limit), [
    '10 receipt',
    '11 counted +',
    '12 weekend +',
    '13 weekend',
    '14 moved'
  ])
  assert.deepEqual(explain('2022-03-11', '09:00', { ...limit, amount: 3 }).slice(1, 3), [
    '12 counted +',
    '13 counted +'
  ])
})

test('an explanation tells why a limit began later', () => {
  assert.deepEqual(explain('2021-12-30', '15:01', sameDay), ['30 afterCutOff', '31 counted +'])
  assert.deepEqual(explain('2021-12-30', '15:00', sameDay), ['30 counted +'])
  assert.deepEqual(explain('2022-01-03', '16:00', sameDay), ['03 off', '04 counted +'])
  assert.deepEqual(explain('2021-12-29', '17:30', { amount: 1, unit: 'workingHour' }), [
    '29 afterHours',
    '30 counted +'
  ])
  assert.deepEqual(explain('2021-12-29', '17:29', { amount: 1, unit: 'workingHour' }), ['29 counted +', '30 counted +'])
})

test('an explanation names a Saturday worked in exchange, and counts every clock hour', () => {
  assert.deepEqual(explain('2026-01-09', '09:00', { amount: 1, unit: 'workingDay' }), ['09 receipt', '10 exchange +'])
  assert.deepEqual(explain('2022-01-29', '22:15', { amount: 2, unit: 'clockHour' }), ['29 counted +', '30 counted +'])
})

test('as many days are explained as counted as the limit has working days, up to the due day', () => {
  const aStart = fc
    .integer({ min: momentOf('2021-01-01', '00:00').getTime(), max: momentOf('2026-12-31', '23:59').getTime() })
    .map((ms) => new Date(ms))
  fc.assert(
    fc.property(aStart, fc.integer({ min: 1, max: 60 }), (start, amount) => {
      const limit: Limit = { amount, unit: 'workingDay' }
      const { days, ...due } = explainLimit(start, limit, calendar)
      assert.deepEqual(due, addLimit(start, limit, calendar))
      assert.equal(days.filter((day) => day.counted).length, amount)
      assert.deepEqual([days[0]?.day, days.at(-1)?.day], [dayOf(start), dayOf(due.at)])
      assert.ok(days.every((day) => !day.counted || day.why === 'counted' || day.why === 'exchange'))
    }),
    { numRuns: 300 }
  )
})
