/**
 * What became of each number of a day, from all that was done with them, wherever it was written down and whenever it was brought in: desks
 * without a line call on, and two of them may call one number without knowing of each other.
 *
 * 1. All is put in the order in which it happened, not in which it arrived: who brings in first has no advantage, and bringing in twice changes
 *    nothing.
 * 2. A number called at several counters belongs to the first that called it, as long as that one has not found it absent; the call of the
 *    other is kept and not counted.
 * 3. Absent at one counter is not absent while another has the person: then it belongs to the next that called it. So nobody is lost.
 * 4. A number is served once, however many counters say so. Who was served is served, also where the number had been given up meanwhile.
 * 5. An officer has one person before them: whoever calls the next has let go of the one before, unless they said what became of them.
 */
import { callingOrder, type Priority, type State } from '../rules.ts'

/** What is done with a number: called, called out again, absent, served, let go (another counter has them), back again, given up. */
export const deeds = ['called', 'again', 'absent', 'served', 'let_go', 'back', 'given_up'] as const
export type Deed = (typeof deeds)[number]

/** Given up by whoever holds the number; everything else by an officer, whose call it was. */
export type Act = { ticket: string; did: Deed; by: string | null; counter: number | null; at: string }

type Call = {
  by: string
  counter: number
  calledAt: string
  announcedAt: string
  end: 'open' | 'absent' | 'served'
  endedAt: string | null
}

export type Became = {
  state: State
  /** The call that counts, or of a number that waits again the last there was. */
  call: Call | undefined
  endedAt: string | null
  /** Every call of it that was not let go, the first first. */
  calls: readonly Call[]
}

type Told = {
  calls: Call[]
  givenUpAt: string | undefined
  /** Places in the order of what happened: two moments may be the same. */
  absentAs: number
  backAs: number
}

/** `acts` in the order in which they happened. Of a number to which nothing was done, nothing is said: it waits. */
export function whatBecame(acts: readonly Act[]): Map<string, Became> {
  const numbers = new Map<string, Told>()
  const before = new Map<string, string>()
  const toldOf = (ticket: string): Told => {
    const known = numbers.get(ticket) ?? { calls: [], givenUpAt: undefined, absentAs: -1, backAs: -1 }
    numbers.set(ticket, known)
    return known
  }
  const openCall = (ticket: string, by: string | null) =>
    toldOf(ticket).calls.find((call) => call.by === by && call.end === 'open')
  const letGo = (ticket: string, by: string | null) => {
    const told = toldOf(ticket)
    told.calls = told.calls.filter((call) => call.by !== by || call.end !== 'open')
  }
  for (const [i, { ticket, did, by, counter, at }] of acts.entries()) {
    const told = toldOf(ticket)
    if (did === 'given_up') told.givenUpAt ??= at
    else if (did === 'back') told.backAs = i
    else if (did === 'let_go') letGo(ticket, by)
    else if (did === 'called' && by !== null) {
      const last = before.get(by)
      if (last !== undefined && last !== ticket) letGo(last, by)
      before.set(by, ticket)
      if (!openCall(ticket, by))
        told.calls.push({ by, counter: counter ?? 1, calledAt: at, announcedAt: at, end: 'open', endedAt: null })
    } else {
      const call = openCall(ticket, by)
      if (!call) continue
      if (did === 'again') call.announcedAt = at
      else if (did === 'absent' || did === 'served') Object.assign(call, { end: did, endedAt: at })
      if (did === 'absent') told.absentAs = i
    }
  }
  return new Map([...numbers].map(([ticket, told]) => [ticket, becameOf(told)]))
}

function becameOf({ calls, givenUpAt, absentAs, backAs }: Told): Became {
  const counts = calls.find(({ end }) => end === 'served' || (end === 'open' && givenUpAt === undefined))
  const last = calls.at(-1)
  if (counts?.end === 'served') return { state: 'served', call: counts, endedAt: counts.endedAt, calls }
  if (givenUpAt !== undefined) return { state: 'given_up', call: last, endedAt: givenUpAt, calls }
  if (counts) return { state: 'called', call: counts, endedAt: null, calls }
  const absent = calls.findLast(({ end }) => end === 'absent')
  if (absent && absentAs > backAs) return { state: 'absent', call: absent, endedAt: absent.endedAt, calls }
  return { state: 'waiting', call: absent, endedAt: null, calls }
}

/** The clock of a machine is set right by the half of one way there and back, on a slow line: so much it may be ahead. */
const slackMs = 60_000

/**
 * When something happened, as a machine without a line says it; undefined where that is not believed: later than now, before the number was taken,
 * or on another day than the number's.
 */
export function believedMoment(saidAt: Date, takenAt: Date, now: Date): Date | undefined {
  const said = saidAt.getTime()
  if (said > now.getTime() + slackMs || said < takenAt.getTime() - slackMs) return undefined
  return new Date(Math.min(Math.max(said, takenAt.getTime()), now.getTime()))
}

type InLine = { id: string; number: number; priority: Priority | null; takenAt: string }
type Seen = {
  waiting: number
  inARow: number
  line: InLine[]
  called: (InLine & { counter: number; calledAt: string; announcedAt: string; by: string; mine: boolean })[]
  absent: (InLine & { calledAt: string })[]
}

/** The line as an officer has it before them: as it was last seen, and what they did since. What fits it no longer changes nothing. */
export function lineAfter<Line extends Seen>(seen: Line, acts: readonly Omit<Act, 'by'>[], officer: string): Line {
  const done = acts.reduce<Seen>((line, act) => afterAct(line, act, officer), seen)
  const line = callingOrder(done.line, done.inARow)
  return { ...seen, ...done, line, waiting: line.length }
}

function afterAct(seen: Seen, { ticket, did, counter, at }: Omit<Act, 'by'>, officer: string): Seen {
  const others = <Row extends { id: string }>(rows: Row[]) => rows.filter(({ id }) => id !== ticket)
  const waits = seen.line.find(({ id }) => id === ticket)
  const mine = seen.called.find(({ id, mine: own }) => own && id === ticket)
  const absent = seen.absent.find(({ id }) => id === ticket)
  if (did === 'called' && waits) {
    const call = { ...waits, counter: counter ?? 1, calledAt: at, announcedAt: at, by: officer, mine: true }
    const inARow = waits.priority ? seen.inARow + 1 : 0
    return { ...seen, inARow, line: others(seen.line), called: [call, ...seen.called] }
  }
  if (did === 'back' && absent) return { ...seen, absent: others(seen.absent), line: [...seen.line, absent] }
  if (!mine) return seen
  const called = others(seen.called)
  if (did === 'again') return { ...seen, called: [{ ...mine, announcedAt: at }, ...called] }
  if (did === 'absent') return { ...seen, called, absent: [...seen.absent, mine] }
  return { ...seen, called }
}

/** What F8 does to a line: whom this officer has is done, and the next comes. */
export function nextCall<Ticket extends object>({ mine, next }: { mine: Ticket[]; next: Ticket | undefined }) {
  return [
    ...mine.map((ticket) => ({ ticket, did: 'served' as const })),
    ...(next ? [{ ticket: next, did: 'called' as const }] : [])
  ]
}
