import { readFileSync } from 'node:fs'
import { addLimit, compileCalendar, momentOf } from '../kernel/rules/calendar.ts'
import type { DayOff, Limit } from '../kernel/rules/calendar.ts'

const limits: Record<string, Limit> = {
  'working days': { amount: 15, unit: 'workingDay' },
  'working hours': { amount: 60, unit: 'workingHour' },
  'calendar days': { amount: 15, unit: 'calendarDay' },
  'clock hours': { amount: 24, unit: 'clockHour' },
  'same day': { sameDay: true, cutOff: '15:00' }
}

/** A million due moments of each kind of limit, their starts spread over five years. */
export function benchCalendar(): { kind: string; additions: number; ms: number }[] {
  const days: DayOff[] = readFileSync(new URL('../data/calendar/days-off.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => {
      const [day = '', kind = '', reason = ''] = line.split('\t')
      return { day, kind: kind as DayOff['kind'], reason }
    })
  const calendar = compileCalendar({
    edition: 'bench',
    hours: [
      ['07:30', '11:30'],
      ['13:30', '17:30']
    ],
    days,
    years: [2021, 2026]
  })
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
