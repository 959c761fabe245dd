import { provinceCalendar } from '../data/calendar/days-off.ts'
import { addLimit, compileCalendar, momentOf } from '../kernel/rules/calendar.ts'
import type { Limit } from '../kernel/rules/calendar.ts'

const limits: Record<string, Limit> = {
  'working days': { amount: 15, unit: 'workingDay' },
  'working hours': { amount: 60, unit: 'workingHour' },
  'calendar days': { amount: 15, unit: 'calendarDay' },
  'clock hours': { amount: 24, unit: 'clockHour' },
  'same day': { sameDay: true, cutOff: '15:00' }
}

/** A million due moments of each kind of limit, their starts spread over five years. */
export function benchCalendar(): { kind: string; additions: number; ms: number }[] {
  const calendar = compileCalendar(provinceCalendar)
  const additions = 1_000_000
  const first = momentOf('2021-01-01', '00:00').getTime()
  // A step that does not divide a day visits all times of day.
  const starts = Array.from({ length: additions }, (_, i) => new Date(first + i * 157_813))
  return Object.entries(limits).map(([kind, limit]) => {
    const begun = performance.now()
    for (const start of starts) addLimit(start, limit, calendar)
    return { kind, additions, ms: Math.round(performance.now() - begun) }
  })
}

if (import.meta.main) {
  const results = benchCalendar()
  console.log(`calendar, a million additions each: ${results.map(({ kind, ms }) => `${kind} ${ms} ms`).join(' · ')}`)
}
