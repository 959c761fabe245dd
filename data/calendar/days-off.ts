import { readFileSync } from 'node:fs'
import type { CalendarSource } from '../../kernel/rules/calendar.ts'

const lines = readFileSync(new URL('./days-off.tsv', import.meta.url), 'utf8').split('\n')

/** The offices' calendar as the province starts with it: the hours of most offices and the days off of the loaded years. */
export const provinceCalendar: CalendarSource = {
  edition: '2026-1',
  hours: [
    ['07:30', '11:30'],
    ['13:30', '17:30']
  ],
  days: lines
    .filter((line) => /^\d/.test(line))
    .map((line) => {
      const [day = '', kind, reason = '', english = ''] = line.split('\t')
      if (kind !== 'off' && kind !== 'working') throw new Error(`days-off.tsv: ${line}`)
      return { day, kind, reason, english }
    }),
  years: [2021, 2026]
}
