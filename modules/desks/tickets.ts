import { type Ctx, type Job, Refusal, signedIn } from '@motcua/kernel'
import { Moment, oneOf, orNull, Uuid } from '@motcua/kernel/contract'
import { currentCalendar } from '@motcua/kernel/calendar'
import { desksOf } from '@motcua/kernel/organisations'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { type Static, Type } from 'typebox'
import type { Line, Ticket } from './contract.ts'
import { type Desk, deskOf, lineOf, readLine } from './line.ts'
import { takerOf } from './taker.ts'
import { openingAt, type Priority, priorities, states, whyNoNumber } from './rules.ts'

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

/** Moves a number of this day from one of these states to another; somebody may have been quicker. */
async function move(ctx: Ctx, { id, number, day }: TicketRow, from: string[], to: string): Promise<void> {
  if (day !== dayOf(ctx.now)) throw new Refusal(409, 'number.past')
  const over = to === 'waiting' || to === 'called' ? null : ctx.now
  const moved = await ctx.db`
    update desks.ticket set state = ${to}, ended_at = ${over} where id = ${id} and state = any (${from}::text[])`
  if (moved !== 1) throw new Refusal(409, 'number.moved', { number })
}

export async function giveUpNumber(ctx: Ctx, id: string): Promise<Ticket> {
  await move(ctx, await getTicket(ctx, id), ['waiting', 'called', 'absent'], 'given_up')
  return followNumber(ctx, id)
}

export async function listLines(ctx: Ctx): Promise<{ rows: Line[] }> {
  const { personId } = signedIn(ctx)
  const rows = await Promise.all(desksOf(ctx).map(async (office) => lineOf(ctx, await deskOf(ctx, office), personId)))
  return { rows }
}

async function ownDesk(ctx: Ctx, office: number): Promise<Desk> {
  if (!isOfficerOf(ctx, office)) throw new Refusal(403, 'desks.not_yours')
  return deskOf(ctx, office)
}

/** Whom this officer served is done; the next one comes. Two officers who press at one moment get two people. */
export async function callNext(ctx: Ctx, office: number, counter: number): Promise<Line> {
  const { personId } = signedIn(ctx)
  const desk = await ownDesk(ctx, office)
  void ctx.db`select pg_advisory_xact_lock(hashtextextended(${`line of ${office}`}, 0))`
  void ctx.db`
    update desks.ticket set state = 'served', ended_at = ${ctx.now}
     where office_id = ${office} and day = ${dayOf(ctx.now)} and state = 'called' and called_by = ${personId}`
  const [next] = (await readLine(ctx, desk)).waiting
  if (next)
    void ctx.db`
      update desks.ticket set state = 'called', called_at = ${ctx.now}, announced_at = ${ctx.now}, counter = ${counter},
             called_by = ${personId}
       where id = ${next.id}`
  return lineOf(ctx, desk, personId)
}

/** An act of an officer on a number of their own desk; gives the line as it is then. */
async function handle(ctx: Ctx, id: string, act: (row: TicketRow) => Promise<unknown>): Promise<Line> {
  const { personId } = signedIn(ctx)
  const row = await getTicket(ctx, id)
  // Numbers of other desks do not exist for an officer.
  if (!isOfficerOf(ctx, row.office_id)) throw new Refusal(404, 'number.none')
  await act(row)
  return lineOf(ctx, await deskOf(ctx, row.office_id), personId)
}

export const endCall = (ctx: Ctx, id: string, as: 'served' | 'absent') =>
  handle(ctx, id, (row) => move(ctx, row, ['called'], as))

export const takeBack = (ctx: Ctx, id: string) => handle(ctx, id, (row) => move(ctx, row, ['absent'], 'waiting'))

export const callAgain = (ctx: Ctx, id: string) =>
  handle(ctx, id, async (row) => {
    await move(ctx, row, ['called'], 'called')
    await ctx.db`update desks.ticket set announced_at = ${ctx.now} where id = ${id}`
  })

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
