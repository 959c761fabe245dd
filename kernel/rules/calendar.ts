/**
 * Every deadline of the province comes from here. Working time is laid end to end on one line ("position"): a moment has one place on
 * it, a break has none, so adding and subtracting limits is arithmetic on that line and two table look-ups.
 */

/** Dossier limits are of five kinds; a procedure's text says which ("ngày làm việc", "ngày", "giờ", "trong ngày"). */
export type Limit =
  | { amount: number; unit: 'workingDay' | 'workingHour' | 'calendarDay' | 'clockHour' }
  | { sameDay: true; cutOff: string }

export type LimitUnit = 'workingDay' | 'workingHour' | 'calendarDay' | 'clockHour'

export type DayOff = { day: string; kind: 'off' | 'working'; reason: string; english?: string }

export type CalendarSource = { edition: string; hours: [string, string][]; days: DayOff[]; years: [number, number] }

export type Due = { at: Date; provisional: boolean }

const tables: unique symbol = Symbol('tables')

/** Compiled once per edition and office hours. Only these two are for reading; the rest is this file's own. */
export type Calendar = { readonly edition: string; readonly loadedThrough: number; readonly [tables]: Tables }

type Tables = {
  spans: { from: number; to: number; before: number }[] // ms within the day; before: working time of the earlier spans
  dayLength: number // ms of working time in a working day
  before: Int32Array // [day - firstDay]: working days earlier than that day
  workingDays: Int32Array // the k-th working day, as a day number
  reasons: Map<number, DayOff>
  loaded: [number, number] // first and last day number of the loaded years
}

/**
 * remaining: what is left when the clock stands still, in ms. Working units and same-day limits: working time. Clock hours: time
 * round the clock. Calendar days: whole days up to `lastDay`, each of 86,400,000 ms, because the law counts them whole.
 * Below zero when the clock was stopped after the limit had passed: lateness is not forgiven by stopping.
 */
export type Clock = {
  limit: Limit
  startedAt: Date
  dueAt: Date
  lastDay: string // where the count alone ends; differs from the day of dueAt only when a calendar-day limit ends on a day off
  provisional: boolean
  edition: string
  stopped: null | { at: Date; remaining: number }
}

/** receipt: the day of receipt is not counted · exchange: a Saturday worked in exchange · moved: the limit ended on a day off and runs to here. */
export type DayReason = 'receipt' | 'counted' | 'exchange' | 'weekend' | 'off' | 'afterCutOff' | 'afterHours' | 'moved'

export type ExplainedDay = { day: string; counted: boolean; why: DayReason; reason?: { vi: string; en: string } }

const minute = 60_000
const hour = 60 * minute
const dayMs = 24 * hour
// Asia/Ho_Chi_Minh has had no other offset since 13/06/1975, and no summer time.
const zone = 7 * hour
const firstDay = 0
const endDay = Date.UTC(2200, 0, 1) / dayMs

/** Holidays on fixed days of the solar year, Labour Code 2019 art. 112: all that is known of a year whose notice has not come. */
const fixedHolidays: Record<string, { reason: string; english: string }> = {
  '01-01': { reason: 'Tết Dương lịch', english: "New Year's Day" },
  '04-30': { reason: 'Ngày Chiến thắng 30/4', english: 'Reunification Day' },
  '05-01': { reason: 'Ngày Quốc tế lao động 1/5', english: 'Labour Day' },
  '09-02': { reason: 'Quốc khánh', english: 'National Day' }
}

export function compileCalendar(source: CalendarSource): Calendar {
  const spans: Tables['spans'] = []
  let dayLength = 0
  for (const [from, to] of source.hours) {
    const span = { from: timeOfDay(from), to: timeOfDay(to), before: dayLength }
    const previous = spans.at(-1)
    if (span.to <= span.from || (previous && span.from <= previous.to))
      throw new RangeError(`hours out of order: ${from}–${to}`)
    spans.push(span)
    dayLength += span.to - span.from
  }
  if (dayLength === 0) throw new RangeError('a calendar needs working hours')

  const [firstYear, lastYear] = source.years
  if (!(firstYear >= 1970 && lastYear < 2200 && firstYear <= lastYear))
    throw new RangeError(`years ${firstYear}–${lastYear}`)

  const reasons = new Map<number, DayOff>()
  for (let year = 1970; year < 2200; year++) {
    for (const [monthAndDay, holiday] of Object.entries(fixedHolidays)) {
      const day = `${year}-${monthAndDay}`
      reasons.set(dayNumber(day), { day, kind: 'off', ...holiday })
    }
  }
  const given = new Set<string>()
  for (const entry of source.days) {
    if (entry.kind !== 'off' && entry.kind !== 'working')
      throw new RangeError(`kind of ${entry.day}: ${String(entry.kind)}`)
    if (given.has(entry.day)) throw new RangeError(`${entry.day} stands twice`)
    given.add(entry.day)
    reasons.set(dayNumber(entry.day), entry)
  }

  const before = new Int32Array(endDay - firstDay + 1)
  const workingDays = new Int32Array(endDay - firstDay)
  let found = 0
  for (let day = firstDay; day < endDay; day++) {
    before[day - firstDay] = found
    const kind = reasons.get(day)?.kind
    if (kind === 'working' || (kind === undefined && !isWeekend(day))) workingDays[found++] = day
  }
  before[endDay - firstDay] = found

  return {
    edition: source.edition,
    loadedThrough: lastYear,
    [tables]: {
      spans,
      dayLength,
      before,
      workingDays: workingDays.slice(0, found),
      reasons,
      loaded: [dayNumber(`${firstYear}-01-01`), dayNumber(`${lastYear}-12-31`)]
    }
  }
}

/** When a limit ends. Provisional when the count needs a year whose days off are not loaded. */
export function addLimit(start: Date, limit: Limit, calendar: Calendar): Due {
  const { due } = count(start, limit, calendar)
  return { at: due, provisional: isProvisional(start, due, limit, calendar) }
}

/**
 * Whole days, or hours with their fraction, that have passed from start to end, as addLimit counts them: it undoes addLimit in all
 * units. Only where days off moved the end of a calendar-day limit does it count up to the day the limit was moved to.
 */
export function between(start: Date, end: Date, unit: LimitUnit, calendar: Calendar): number {
  switch (unit) {
    case 'workingHour':
      return workingTimeBetween(start, end, calendar) / hour
    case 'clockHour':
      return (end.getTime() - start.getTime()) / hour
    case 'workingDay':
      return Math.max(
        0,
        workingDaysBefore(endedDays(end, calendar), calendar) - workingDaysBefore(dayNumberOf(start) + 1, calendar)
      )
    case 'calendarDay':
      return Math.max(0, endedDays(end, calendar) - dayNumberOf(start) - 1)
  }
}

/** Milliseconds of working time; below zero when `to` lies before `from`, as for a dossier that is late. */
export function workingTimeBetween(from: Date, to: Date, calendar: Calendar): number {
  return position(to, calendar) - position(from, calendar)
}

/** The moment so much working time later (or earlier): on the earlier edge of a break, never inside it. */
export function addWorkingTime(from: Date, ms: number, calendar: Calendar): Due {
  const at = momentAt(position(from, calendar) + ms, calendar)
  return { at, provisional: isUnloaded(from, at, calendar) }
}

export function startClock(limit: Limit, at: Date, calendar: Calendar): Clock {
  const { due, lastDay } = count(at, limit, calendar)
  const provisional = isProvisional(at, due, limit, calendar)
  return {
    limit,
    startedAt: at,
    dueAt: due,
    lastDay: dayName(lastDay),
    provisional,
    edition: calendar.edition,
    stopped: null
  }
}

/** dueAt stays as it was promised until the clock goes on. */
export function stopClock(clock: Clock, at: Date, calendar: Calendar): Clock {
  if (clock.stopped) throw new Error('the clock stands still already')
  return { ...clock, stopped: { at, remaining: remainder(clock, at, calendar) } }
}

export function resumeClock(clock: Clock, at: Date, calendar: Calendar): Clock {
  if (!clock.stopped) throw new Error('the clock is running')
  const { remaining } = clock.stopped
  const unit = unitOf(clock.limit)
  let due: Date
  let lastDay: number
  if (unit === 'calendarDay') {
    lastDay = dayNumberOf(at) + Math.round(remaining / dayMs)
    due = closeOnOrAfter(lastDay, calendar)
  } else {
    due =
      unit === 'clockHour' ? new Date(at.getTime() + remaining) : momentAt(position(at, calendar) + remaining, calendar)
    lastDay = dayNumberOf(due)
  }
  const provisional = isProvisional(at, due, clock.limit, calendar)
  return { ...clock, dueAt: due, lastDay: dayName(lastDay), provisional, edition: calendar.edition, stopped: null }
}

/** The whole limit anew, for procedures that say `afterSupplement: 'restart'`. */
export function restartClock(clock: Clock, at: Date, calendar: Calendar): Clock {
  return startClock(clock.limit, at, calendar)
}

/** The same clock under a newer edition: what is left by the old one is laid out from `at` by the new one. */
export function recountClock(clock: Clock, at: Date, from: Calendar, to: Calendar): Clock {
  return clock.stopped ? { ...clock, edition: to.edition } : resumeClock(stopClock(clock, at, from), at, to)
}

/**
 * Where each step's share ends. Steps keep their published hours; when these do not fit into the whole they are all shortened in
 * proportion, so that the last ends no later than dueAt.
 */
export function shareOut(startedAt: Date, dueAt: Date, hours: number[], calendar: Calendar): Date[] {
  const sum = hours.reduce((total, share) => total + share * hour, 0)
  const whole = Math.max(0, workingTimeBetween(startedAt, dueAt, calendar))
  const scale = sum > whole ? whole / sum : 1
  const from = position(startedAt, calendar)
  let used = 0
  return hours.map((share) => {
    used += share * hour
    const at = momentAt(from + Math.min(whole, Math.round(used * scale)), calendar)
    return at > startedAt ? at : startedAt
  })
}

/** The count of addLimit day by day, so that a citizen can check it and an officer can defend it. */
export function explainLimit(start: Date, limit: Limit, calendar: Calendar): Due & { days: ExplainedDay[] } {
  const { due, lastDay } = count(start, limit, calendar)
  const unit = unitOf(limit)
  const { spans } = calendar[tables]
  const receipt = dayNumberOf(start)
  const lastClose = receipt * dayMs + spans[spans.length - 1]!.to - zone
  const days: ExplainedDay[] = []
  for (let day = receipt; day <= dayNumberOf(due); day++) {
    const ordinary = ordinaryReason(day, calendar)
    const working = ordinary === 'counted' || ordinary === 'exchange'
    let counted = working
    let why = ordinary
    if (unit === 'clockHour') {
      counted = true
      why = 'counted'
    } else if (unit === 'calendarDay') {
      counted = day > receipt && day <= lastDay
      if (day === receipt) why = 'receipt'
      else if (day > lastDay && working) why = 'moved'
      else if (day < lastDay) why = 'counted'
    } else if (unit === 'workingDay' && day === receipt) {
      counted = false
      why = 'receipt'
    } else if (unit === 'sameDay' && working && dayNumberOf(due) > day) {
      counted = false
      why = 'afterCutOff'
    } else if (unit === 'workingHour' && day === receipt && working && start.getTime() >= lastClose) {
      counted = false
      why = 'afterHours'
    }
    const known = calendar[tables].reasons.get(day)
    const reason =
      known && (why === 'off' || why === 'exchange')
        ? { vi: known.reason, en: known.english ?? known.reason }
        : undefined
    days.push({ day: dayName(day), counted, why, ...(reason && { reason }) })
  }
  return { at: due, provisional: isProvisional(start, due, limit, calendar), days }
}

/** 'YYYY-MM-DD' in the province's zone. */
export function dayOf(at: Date): string {
  return dayName(dayNumberOf(at))
}

export function momentOf(day: string, time: string): Date {
  return new Date(dayNumber(day) * dayMs + timeOfDay(time) - zone)
}

function count(start: Date, limit: Limit, calendar: Calendar): { due: Date; lastDay: number } {
  const receipt = dayNumberOf(start)
  if ('sameDay' in limit) {
    // "Tiếp nhận sau 15 giờ" (Decree 23/2015 art. 7): at 15:00 sharp it is still today's work.
    const inTime = start.getTime() + zone - receipt * dayMs <= timeOfDay(limit.cutOff)
    const due = closeOnOrAfter(inTime ? receipt : receipt + 1, calendar)
    return { due, lastDay: dayNumberOf(due) }
  }
  const { amount, unit } = limit
  const whole = unit === 'workingDay' || unit === 'calendarDay'
  if (!(amount * hour >= 1) || (whole && !Number.isInteger(amount)))
    throw new RangeError(`no limit has ${amount} ${unit}`)
  switch (unit) {
    case 'workingDay': {
      const day = workingDay(workingDaysBefore(receipt + 1, calendar) + amount - 1, calendar)
      return { due: closeOf(day, calendar), lastDay: day }
    }
    case 'calendarDay': {
      const lastDay = receipt + amount
      return { due: closeOnOrAfter(lastDay, calendar), lastDay }
    }
    case 'workingHour': {
      const due = momentAt(position(start, calendar) + Math.round(amount * hour), calendar)
      return { due, lastDay: dayNumberOf(due) }
    }
    case 'clockHour': {
      const due = new Date(start.getTime() + Math.round(amount * hour))
      return { due, lastDay: dayNumberOf(due) }
    }
  }
}

function remainder(clock: Clock, at: Date, calendar: Calendar): number {
  switch (unitOf(clock.limit)) {
    case 'calendarDay':
      return (dayNumber(clock.lastDay) - dayNumberOf(at)) * dayMs
    case 'clockHour':
      return clock.dueAt.getTime() - at.getTime()
    default:
      return workingTimeBetween(at, clock.dueAt, calendar)
  }
}

function unitOf(limit: Limit): LimitUnit | 'sameDay' {
  return 'sameDay' in limit ? 'sameDay' : limit.unit
}

function isProvisional(start: Date, due: Date, limit: Limit, calendar: Calendar): boolean {
  return unitOf(limit) !== 'clockHour' && isUnloaded(start, due, calendar)
}

function isUnloaded(a: Date, b: Date, calendar: Calendar): boolean {
  const [first, last] = calendar[tables].loaded
  const from = dayNumberOf(a)
  const to = dayNumberOf(b)
  return from < first || from > last || to < first || to > last
}

/** Working time from the beginning of the tables to a moment; moments in a break share the place of the break. */
function position(at: Date, calendar: Calendar): number {
  const { spans, dayLength } = calendar[tables]
  const day = dayNumberOf(at)
  const earlier = workingDaysBefore(day, calendar)
  if (workingDaysBefore(day + 1, calendar) === earlier) return earlier * dayLength
  const time = at.getTime() + zone - day * dayMs
  let worked = 0
  for (const span of spans) {
    if (time <= span.from) break
    worked = span.before + Math.min(time, span.to) - span.from
  }
  return earlier * dayLength + worked
}

/** The earliest moment at that place, so that ends fall before a break: 07:30 and four hours are 11:30, not 13:30. */
function momentAt(place: number, calendar: Calendar): Date {
  const { spans, dayLength } = calendar[tables]
  const index = Math.ceil(place / dayLength) - 1
  const day = workingDay(index, calendar)
  const worked = place - index * dayLength
  let span = spans[0]!
  for (const next of spans) if (next.before < worked) span = next
  return new Date(day * dayMs + span.from + worked - span.before - zone)
}

/** Days before this number have reached their close at that moment. */
function endedDays(at: Date, calendar: Calendar): number {
  const day = dayNumberOf(at)
  return at >= closeOf(day, calendar) ? day + 1 : day
}

function closeOf(day: number, calendar: Calendar): Date {
  const { spans } = calendar[tables]
  return new Date(day * dayMs + spans[spans.length - 1]!.to - zone)
}

function closeOnOrAfter(day: number, calendar: Calendar): Date {
  return closeOf(workingDay(workingDaysBefore(day, calendar), calendar), calendar)
}

function workingDaysBefore(day: number, calendar: Calendar): number {
  const found = calendar[tables].before[day - firstDay]
  if (found === undefined) throw new RangeError('the calendar reaches from 1970 to 2199')
  return found
}

function workingDay(index: number, calendar: Calendar): number {
  const found = calendar[tables].workingDays[index]
  if (found === undefined) throw new RangeError('the calendar reaches from 1970 to 2199')
  return found
}

function ordinaryReason(day: number, calendar: Calendar): DayReason {
  const known = calendar[tables].reasons.get(day)?.kind
  if (known === 'working') return isWeekend(day) ? 'exchange' : 'counted'
  // A holiday on a Sunday is named as the holiday: its day in lieu comes later in the list and needs the name.
  if (known === 'off') return 'off'
  return isWeekend(day) ? 'weekend' : 'counted'
}

function isWeekend(day: number): boolean {
  const weekday = (day + 4) % 7 // 1 January 1970 was a Thursday
  return weekday === 0 || weekday === 6
}

function dayNumberOf(at: Date): number {
  const day = Math.floor((at.getTime() + zone) / dayMs)
  if (Number.isNaN(day)) throw new RangeError('not a moment')
  return day
}

function dayNumber(day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) throw new RangeError(`not a day: ${day}`)
  return ms / dayMs
}

function dayName(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

function timeOfDay(time: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  if (!parts) throw new RangeError(`not a time: ${time}`)
  return Number(parts[1]) * hour + Number(parts[2]) * minute
}
