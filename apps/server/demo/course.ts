import {
  addLimit,
  addWorkingTime,
  type Calendar,
  type Clock,
  dayOf,
  momentOf,
  resumeClock,
  startClock,
  stopClock,
  workingTimeBetween
} from '@motcua/kernel/rules/calendar'
import type { Answers } from '@motcua/kernel/rules/form'
import { limitOf, type Procedure } from '@motcua/procedures/rules'
import type { Chance } from './chance.ts'

/**
 * Who acts: the applicant, the desk that answers to them, or whoever holds the step of that place on the dossier's way.
 */
export type By = 'applicant' | 'desk' | { step: number }

export type Act =
  | {
      verb: 'send' | 'takeIn' | 'receive' | 'forward' | 'handOver' | 'supply' | 'decide' | 'returnResult'
      at: Date
      by: By
    }
  | { verb: 'askSupplement' | 'apologise' | 'refuse' | 'withdraw' | 'settle' | 'confirm'; at: Date; by: By }

export type Course = { way: 'online' | 'desk'; acts: Act[] }

/** How it ended, seen from the day it was due. */
type Ending = 'refused' | 'withdrawn' | 'early' | 'onTime' | 'late'

const minute = 60_000
const hour = 60 * minute

/**
 * What becomes of a dossier, act by act, with the moment of each: in the shares that the province's portal published (48.6 % early,
 * 7.7 % late) and that our issue sets (10 % supplemented, 3 % withdrawn, 2 % refused). `openedOn` is a day; the hour is drawn.
 */
export function courseOf(
  procedure: Procedure,
  answers: Answers,
  openedOn: string,
  calendar: Calendar,
  chance: Chance
): Course {
  if (procedure.immediate) {
    const at = openingHour(openedOn, calendar, chance)
    const signs = { step: procedure.steps.findIndex((step) => step.decides) }
    const confirmed = later(at, chance.between(1, 6) * hour, calendar)
    return {
      way: 'desk',
      acts: [
        { verb: 'settle', at, by: 'desk' },
        { verb: 'confirm', at: confirmed, by: signs }
      ]
    }
  }
  const online = procedure.ways.includes('online') && chance.next() < 0.4
  const ending = endingOf(procedure, answers, openedOn, online, chance)
  const acts: Act[] = []
  const opened = online ? eveningOrDay(openedOn, chance) : openingHour(openedOn, calendar, chance)
  acts.push({ verb: online ? 'send' : 'takeIn', at: opened, by: online ? 'applicant' : 'desk' })
  const answered = online ? later(opened, chance.between(0.2, 7.4) * hour, calendar) : opened
  if (ending === 'refused') {
    acts.push({ verb: 'refuse', at: answered, by: 'desk' })
    return { way: 'online', acts }
  }
  if (online) acts.push({ verb: 'receive', at: answered, by: 'desk' })
  let clock = startClock(limitOf(procedure, answers, dayOf(answered)), answered, calendar)

  const steps = procedure.steps
  const decides = steps.findIndex((step) => step.decides)
  let now = answered
  let at = 0
  if (decides > 0) {
    now = later(now, chance.between(5, 90) * minute, calendar)
    acts.push({ verb: 'forward', at: now, by: 'desk' })
    at = 1
  }
  if (ending === 'withdrawn') {
    const left = Math.max(0, workingTimeBetween(now, clock.dueAt, calendar))
    acts.push({
      verb: 'withdraw',
      at: later(now, left * chance.between(0.1, 0.8), calendar),
      by: online ? 'applicant' : 'desk'
    })
    return { way: online ? 'online' : 'desk', acts }
  }
  if (chance.next() < 0.105 && procedure.supplements > 0) {
    const asked = later(now, workingTimeBetween(now, clock.dueAt, calendar) * chance.between(0.05, 0.4), calendar)
    acts.push({ verb: 'askSupplement', at: asked, by: at === 0 ? 'desk' : { step: at } })
    const supplied = openingHour(dayOf(new Date(asked.getTime() + chance.between(1, 9) * 24 * hour)), calendar, chance)
    const when = supplied > asked ? supplied : later(asked, hour, calendar)
    acts.push({ verb: 'supply', at: when, by: online ? 'applicant' : 'desk' })
    clock = resumeClock(stopClock(clock, asked, calendar), when, calendar)
    now = when
  }
  const decided = decisionOf(clock, now, ending, calendar, chance)
  const between = Math.max(0, workingTimeBetween(now, decided, calendar))
  const hours = steps.slice(at, decides + 1).map((step) => step.hours)
  const whole = hours.reduce((sum, each) => sum + each, 0)
  let used = 0
  for (let step = at; step < decides; step++) {
    used += steps[step]?.hours ?? 0
    const moment = later(now, (between * used) / whole, calendar)
    acts.push({
      verb: step === 0 ? 'forward' : 'handOver',
      at: moment < decided ? moment : decided,
      by: step === 0 ? 'desk' : { step }
    })
  }
  acts.push({ verb: 'decide', at: decided, by: { step: decides } })
  // A few never come for their result.
  if (chance.next() < 0.97)
    acts.push({ verb: 'returnResult', at: later(decided, chance.between(0.5, 30) * hour, calendar), by: 'desk' })
  return { way: online ? 'online' : 'desk', acts }
}

/**
 * A dossier due on the day it came cannot be early by a day, so the longer ones are early the more often; land runs late the most.
 * The shares of early and late are of all that were received.
 */
function endingOf(procedure: Procedure, answers: Answers, day: string, online: boolean, chance: Chance): Ending {
  if (online && chance.next() < 0.05) return 'refused'
  if (chance.next() < 0.03) return 'withdrawn'
  const limit = limitOf(procedure, answers, day)
  if ('sameDay' in limit) return chance.next() < 0.02 ? 'late' : 'onTime'
  const late = procedure.lifeEvents.includes('property') ? 0.3 : 0.09
  return chance.weighted([
    ['late', late],
    ['early', 0.74],
    ['onTime', Math.max(0, 0.26 - late)]
  ] as const)
}

function decisionOf(clock: Clock, from: Date, ending: Ending, calendar: Calendar, chance: Chance): Date {
  const { dueAt } = clock
  // Most by hours, some by weeks: those that stand late on any day are the ones that stay late.
  if (ending === 'late') return later(dueAt, chance.between(0.7, 14) ** 2 * hour, calendar)
  const left = Math.max(0, workingTimeBetween(from, dueAt, calendar))
  // Early is before the due day; the day it is due begins at its first working hour.
  const dueDay = momentOf(dayOf(dueAt), '00:00')
  const untilDueDay = Math.max(0, workingTimeBetween(from, dueDay, calendar))
  if (ending === 'early' && untilDueDay > 0) return later(from, untilDueDay * chance.between(0.35, 0.97), calendar)
  return later(from, untilDueDay + (left - untilDueDay) * chance.between(0.3, 0.95), calendar)
}

const later = (from: Date, ms: number, calendar: Calendar): Date =>
  addWorkingTime(from, Math.round(ms / 1000) * 1000, calendar).at

/** At the desk: in working time, more in the morning. A day off moves to the next working day. */
function openingHour(day: string, calendar: Calendar, chance: Chance): Date {
  const open = addLimit(momentOf(day, '00:00'), { amount: 1, unit: 'workingHour' }, calendar).at
  const dayOfWork = dayOf(open)
  const spread = chance.next() < 0.6 ? chance.between(0.05, 3.9) : chance.between(4.05, 7.9)
  return later(momentOf(dayOfWork, '00:00'), spread * hour, calendar)
}

/** Online: at any hour of the waking day, on Sundays too. */
function eveningOrDay(day: string, chance: Chance): Date {
  return new Date(momentOf(day, '06:00').getTime() + Math.round(chance.between(0, 17) * 3_600) * 1000)
}
