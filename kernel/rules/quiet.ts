import { dayOf, momentOf } from './calendar.ts'

/** Hours in which nothing is sent to a person: '21:00' to '07:00', over midnight where the end is the earlier one. */
export type QuietHours = { from: string; until: string }

export const usualQuietHours: QuietHours = { from: '21:00', until: '07:00' }

const day = 86_400_000

/** When something may be sent that is ready at this moment: now, or when the quiet hours are over. */
export function quietUntil(at: Date, hours: QuietHours | null): Date {
  if (!hours || hours.from === hours.until) return at
  const today = dayOf(at)
  const from = momentOf(today, hours.from)
  const until = momentOf(today, hours.until)
  if (hours.from < hours.until) return at >= from && at < until ? until : at
  if (at < until) return until
  return at >= from ? new Date(until.getTime() + day) : at
}
