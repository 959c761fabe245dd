import { addLimit, type Calendar, dayOf, momentOf } from '@motcua/kernel/rules/calendar'
import type { State } from '@motcua/kernel/rules/states'
import { type Flag, flags, type Station } from './rules.ts'

/**
 * By when the desk must pass on what it received: the same working day; what came after 15:00 or outside working time in the morning
 * of the next one (Decree 61/2018/NĐ-CP art. 18). Null where the desk decides itself. A duty, not a bar: later is flagged, not refused.
 */
export function forwardDueAt(route: Station[], receivedAt: Date, calendar: Calendar): Date | null {
  if (route[0]?.decides || route.length < 2) return null
  const close = addLimit(receivedAt, { sameDay: true, cutOff: '15:00' }, calendar).at
  const day = dayOf(close)
  return day === dayOf(receivedAt) ? close : addLimit(momentOf(day, '00:00'), morning, calendar).at
}

const morning = { amount: 4, unit: 'workingHour' } as const

/** The flags of a dossier now: those it was given, and that the desk has not passed it on in time. */
export function flagsOf(row: { state: State; flags: string[]; forward_due_at: string | null }, now: Date): Flag[] {
  const waits = row.state === 'received' && row.forward_due_at !== null && new Date(row.forward_due_at) < now
  return flags.filter((flag) => row.flags.includes(flag) || (flag === 'forward_late' && waits))
}
