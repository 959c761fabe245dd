import {
  addWorkingTime,
  type Calendar,
  dayOf,
  explainLimit,
  momentOf,
  workingTimeBetween
} from '@motcua/kernel/rules/calendar'

/** Why somebody is called before others (rule of ours: the law asks for precedence and leaves the order to the desk). */
export const priorities = ['elderly', 'disabled', 'pregnant', 'small_child'] as const
export type Priority = (typeof priorities)[number]

export const states = ['waiting', 'called', 'absent', 'served', 'given_up'] as const
export type State = (typeof states)[number]

/** After so many with precedence in a row somebody without is called, if one waits: precedence is no closed door. */
export const priorityInARow = 2

type InLine = { number: number; priority: Priority | null }

/**
 * Those who wait in the order in which they will be called, if nobody else comes. `inARow`: how many with precedence were called last, one
 * after the other. Who was absent and is back has a small number, and is among the next.
 */
export function callingOrder<Ticket extends InLine>(waiting: readonly Ticket[], inARow: number): Ticket[] {
  const byNumber = waiting.toSorted((one, other) => one.number - other.number)
  const first = byNumber.filter(({ priority }) => priority !== null)
  const others = byNumber.filter(({ priority }) => priority === null)
  const order: Ticket[] = []
  let row = inARow
  while (order.length < byNumber.length) {
    const goesFirst = first.length > 0 && (row < priorityInARow || others.length === 0)
    row = goesFirst ? row + 1 : 0
    order.push((goesFirst ? first : others).shift() as Ticket)
  }
  return order
}

const minute = 60_000
/** What a person takes at a desk of which nothing is known yet today, in minutes. */
const usualMinutes = 10
/** Fewer say nothing about a day. */
const enoughServed = 3

/**
 * Minutes until somebody with so many before them is called: the middle of what people took today, at the counters that are calling. Rounded
 * up to five, because nobody knows better.
 */
export function minutesUntilCalled(ahead: number, servedMinutes: readonly number[], counters: number): number {
  const sorted = servedMinutes.toSorted((one, other) => one - other)
  const middle = sorted.length < enoughServed ? usualMinutes : (sorted[Math.floor(sorted.length / 2)] ?? usualMinutes)
  const minutes = (ahead * Math.max(middle, 1)) / Math.max(counters, 1)
  return Math.ceil(minutes / 5) * 5
}

export type Opening = {
  open: boolean
  /** When it opens next; while it is open, now. */
  opensAt: Date
  /** Minutes of work left of this day. */
  minutesLeft: number
  worksToday: boolean
  /** Why this day is off, where it is more than a weekend. */
  reason: { vi: string; en: string } | undefined
}

const midnightAfter = (day: string) => new Date(momentOf(day, '00:00').getTime() + 24 * 60 * minute)

/** Whether desks are open now, and if not, when next: the calendar knows Tết and the Saturdays worked. */
export function openingAt(now: Date, calendar: Calendar): Opening {
  const today = dayOf(now)
  const midnight = momentOf(today, '00:00')
  // Asked from the day before, the explanation names this day and why it is off.
  const { days } = explainLimit(
    new Date(midnight.getTime() - 12 * 60 * minute),
    { amount: 1, unit: 'workingDay' },
    calendar
  )
  const open = workingTimeBetween(now, new Date(now.getTime() + minute), calendar) > 0
  return {
    open,
    opensAt: open ? now : new Date(addWorkingTime(now, minute, calendar).at.getTime() - minute),
    minutesLeft: Math.floor(workingTimeBetween(now, midnightAfter(today), calendar) / minute),
    worksToday: workingTimeBetween(midnight, midnightAfter(today), calendar) > 0,
    reason: days.find(({ day }) => day === today)?.reason
  }
}

/** From this hour a number can be taken from afar (rule of ours): nobody stands in line at night. */
const takenFrom = '06:00'

export type WhyNot = 'day_off' | 'too_early' | 'too_late'

/** Why no number is to be had from afar now: nobody is sent to a desk that closes before their turn. */
export function whyNoNumber(now: Date, opening: Opening, minutesToWait: number): WhyNot | undefined {
  if (!opening.worksToday) return 'day_off'
  if (now < momentOf(dayOf(now), takenFrom)) return 'too_early'
  return minutesToWait >= opening.minutesLeft ? 'too_late' : undefined
}
