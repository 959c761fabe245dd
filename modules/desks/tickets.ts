import { randomUUID } from 'node:crypto'
import { type Ctx, type Job, Refusal, signedIn } from '@motcua/kernel'
import { Moment, oneOf, orNull, Uuid } from '@motcua/kernel/contract'
import { currentCalendar } from '@motcua/kernel/calendar'
import { desksOf } from '@motcua/kernel/organisations'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { type Static, Type } from 'typebox'
import { holdLine, settle, writeActs } from './acts.ts'
import type { BroughtIn, bringIn as bringInEndpoint, Line, Ticket } from './contract.ts'
import { type Desk, deskOf, lineOf, readLine } from './line.ts'
import { takerOf } from './taker.ts'
import { type Became, believedMoment, type Deed, nextCall } from './rules/calls.ts'
import { openingAt, type Priority, priorities, type State, states, whyNoNumber } from './rules.ts'

/** From one address: whoever plays with a desk takes no more than these, and a family behind one router has enough. */
const anHourFromAnAddress = 10
const hour = 3_600_000

const Given = Type.Object({ number: Type.Integer() })
const Taken = Type.Object({ taken: Type.Integer() })

/** The next number of the day. Whoever is an officer of the desk gives it to somebody who stands before them. */
export async function takeNumber(
  ctx: Ctx,
  office: number,
  { id, priority }: { id: string; priority?: Priority }
): Promise<Ticket> {
  const desk = await deskOf(ctx, office)
  const atDesk = isOfficerOf(ctx, office)
  const day = dayOf(ctx.now)
  if (!atDesk) await refuseFromAfar(ctx, desk)
  await ctx.db(Given)`
    with counter as (
      insert into desks.ticket_counter as known (office_id, day, last) values (${office}, ${day}, 1)
      on conflict (office_id, day) do update set last = known.last + 1
      returning last)
    insert into desks.ticket (id, office_id, day, number, way, priority, state, taken_at, taker)
    select ${id}, ${office}, ${day}, last, ${atDesk ? 'desk' : 'ahead'}, ${priority ?? null}, 'waiting', ${ctx.now},
           case when ${!atDesk} then ${takerOf(ctx)} end
      from counter
    returning number`
  return followNumber(ctx, id)
}

async function refuseFromAfar(ctx: Ctx, desk: Desk): Promise<void> {
  const since = new Date(ctx.now.getTime() - hour)
  const [queue, calendar, [taken]] = await Promise.all([
    readLine(ctx, desk),
    currentCalendar(ctx),
    ctx.db(Taken)`
      select count(*)::int as taken from desks.ticket where taker = ${takerOf(ctx)} and taken_at > ${since}`
  ])
  const minutes = queue.minutesAfter(queue.waiting.length)
  const why = whyNoNumber(ctx.now, openingAt(ctx.now, calendar), minutes)
  if (why) throw new Refusal(409, `number.${why}`)
  if ((taken?.taken ?? 0) >= anHourFromAnAddress) throw new Refusal(429, 'number.too_many', { seconds: 3_600 })
}

const isOfficerOf = ({ actor }: Ctx, office: number): boolean =>
  actor.kind === 'person' && actor.appointments.some((held) => held.role === 'officer' && held.office === office)

const TicketRow = Type.Object({
  id: Uuid,
  office_id: Type.Integer(),
  code: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String(),
  day: Type.String(),
  number: Type.Integer(),
  priority: orNull(oneOf(priorities)),
  state: oneOf(states),
  taken_at: Moment,
  counter: orNull(Type.Integer()),
  called_at: orNull(Moment)
})
type TicketRow = Static<typeof TicketRow>

async function getTicket(ctx: Ctx, id: string): Promise<TicketRow> {
  const [row] = await ctx.db(TicketRow)`
    select ticket.id, office_id, code, name_vi, name_en, day, number, priority, state, taken_at, counter, called_at
      from desks.ticket join kernel.office on office.id = office_id where ticket.id = ${id}`
  if (!row) throw new Refusal(404, 'number.none')
  return row
}

/** A number for whoever holds its id: it is known to them alone. */
export async function followNumber(ctx: Ctx, id: string): Promise<Ticket> {
  const { office_id: office, code, name_vi, name_en, day, taken_at, called_at, ...row } = await getTicket(ctx, id)
  const past = day < dayOf(ctx.now)
  const { waiting, minutesAfter } = await readLine(ctx, { id: office, code, name_vi, name_en })
  const ahead = Math.max(
    waiting.findIndex((one) => one.id === id),
    0
  )
  return {
    ...row,
    office,
    code,
    name: { vi: name_vi, en: name_en },
    takenAt: taken_at,
    past,
    ahead,
    minutes: minutesAfter(ahead),
    calledAt: called_at
  }
}

/** Does this to a number of this day that is in one of these states; somebody may have been quicker. */
async function move(
  ctx: Ctx,
  { id, office_id: office, number, day }: TicketRow,
  from: State[],
  did: Deed
): Promise<void> {
  if (day !== dayOf(ctx.now)) throw new Refusal(409, 'number.past')
  holdLine(ctx, office)
  const moved = await ctx.db`
    insert into desks.act (id, ticket_id, did, caller_id, counter, at)
    select ${randomUUID()}, id, ${did}, case when ${did} not in ('back', 'given_up') then called_by end, counter, ${ctx.now}
      from desks.ticket where id = ${id} and state = any (${from}::text[])`
  if (moved !== 1) throw new Refusal(409, 'number.moved', { number })
  await settle(ctx, office)
}

export async function giveUpNumber(ctx: Ctx, id: string): Promise<Ticket> {
  await move(ctx, await getTicket(ctx, id), ['waiting', 'called', 'absent'], 'given_up')
  return followNumber(ctx, id)
}

export async function listLines(ctx: Ctx): Promise<{ at: string; rows: Line[] }> {
  const { personId } = signedIn(ctx)
  const rows = await Promise.all(desksOf(ctx).map(async (office) => lineOf(ctx, await deskOf(ctx, office), personId)))
  return { at: ctx.now.toISOString(), rows }
}

async function ownDesk(ctx: Ctx, office: number): Promise<Desk> {
  if (!isOfficerOf(ctx, office)) throw new Refusal(403, 'desks.not_yours')
  return deskOf(ctx, office)
}

/** Whom this officer served is done; the next one comes. Two officers who press at one moment get two people. */
export async function callNext(ctx: Ctx, office: number, counter: number): Promise<Line> {
  const { personId: by } = signedIn(ctx)
  const desk = await ownDesk(ctx, office)
  holdLine(ctx, office)
  const { called, waiting } = await readLine(ctx, desk)
  const acts = nextCall({ mine: called.filter((one) => one.called_by === by), next: waiting[0] })
  await writeActs(
    ctx,
    office,
    acts.map(({ ticket, did }) => ({ ticket: ticket.id, did, by, counter }))
  )
  return lineOf(ctx, desk, by)
}

type Brought = Static<(typeof bringInEndpoint)['body']>['acts'][number]

/** What an officer did while there was no line, brought in as it happened, each act once; and of which numbers it could not be, with the reason. */
export async function bringIn(ctx: Ctx, office: number, acts: Brought[]): Promise<BroughtIn> {
  const { personId: by } = signedIn(ctx)
  const desk = await ownDesk(ctx, office)
  holdLine(ctx, office)
  const tickets = acts.map(({ ticket }) => ticket)
  const known = await ctx.db(KnownRow)`
    select id, day, taken_at from desks.ticket where office_id = ${office} and id = any (${tickets}::uuid[])`
  const judged = acts.map((act) => ({ act, at: momentOfAct(ctx, act, known) }))
  const believed = judged.flatMap(({ act, at }) => (at instanceof Date ? [{ ...act, by, at }] : []))
  const became = await writeActs(ctx, office, believed)
  const doubted = judged.flatMap(({ act: { ticket }, at: why }) => (why instanceof Date ? [] : [{ ticket, why }]))
  const left = [...doubted, ...believed.flatMap(({ ticket }) => whyLeft(ticket, became.get(ticket), by))]
  const each = [...new Map(left.toReversed().map((one) => [one.ticket, one])).values()].toReversed()
  return { line: await lineOf(ctx, desk, by), left: each }
}

const KnownRow = Type.Object({ id: Uuid, day: Type.String(), taken_at: Moment })

function momentOfAct(
  ctx: Ctx,
  { ticket, at }: Brought,
  known: Static<typeof KnownRow>[]
): Date | 'none' | 'past' | 'unfit' {
  // Numbers of other desks do not exist for an officer.
  const row = known.find(({ id }) => id === ticket)
  if (!row) return 'none'
  if (row.day !== dayOf(ctx.now)) return 'past'
  return believedMoment(new Date(at), new Date(row.taken_at), ctx.now) ?? 'unfit'
}

/** Why a call of this officer does not count: another counter has called the number before, or it had been given up. */
function whyLeft(ticket: string, became: Became | undefined, by: string): BroughtIn['left'] {
  if (!became?.call || (became.call.by === by && became.state !== 'given_up')) return []
  if (!became.calls.some((call) => call.by === by && call.end !== 'absent')) return []
  if (became.state === 'given_up') return [{ ticket, why: 'given_up' }]
  const { counter, calledAt } = became.call
  return [{ ticket, why: 'first_elsewhere', counter, calledAt }]
}

/** An act of an officer on a number of their own desk; gives the line as it is then. */
async function handle(ctx: Ctx, id: string, from: State[], did: Deed): Promise<Line> {
  const { personId } = signedIn(ctx)
  const row = await getTicket(ctx, id)
  // Numbers of other desks do not exist for an officer.
  if (!isOfficerOf(ctx, row.office_id)) throw new Refusal(404, 'number.none')
  await move(ctx, row, from, did)
  return lineOf(ctx, await deskOf(ctx, row.office_id), personId)
}

export const endCall = (ctx: Ctx, id: string, as: 'served' | 'absent') => handle(ctx, id, ['called'], as)
export const takeBack = (ctx: Ctx, id: string) => handle(ctx, id, ['absent'], 'back')
export const callAgain = (ctx: Ctx, id: string) => handle(ctx, id, ['called'], 'again')

/** Numbers tell for a year how a desk was visited, then nobody asks. */
export const forgetJob: Job = {
  name: 'forget numbers',
  everySeconds: 6 * 3600,
  run: async ({ db, now }) => {
    const before = dayOf(new Date(now.getTime() - 366 * 24 * hour))
    void db`delete from desks.ticket where day < ${before}`
    await db`delete from desks.ticket_counter where day < ${before}`
  }
}
