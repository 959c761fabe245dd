import { type Ctx, Refusal } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { Moment, oneOf, orNull, Uuid } from '@motcua/kernel/contract'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { type Static, Type } from 'typebox'
import type { Line, Standing } from './contract.ts'
import { callingOrder, minutesUntilCalled, openingAt, priorities, states, whyNoNumber } from './rules.ts'

const Desk = Type.Object({ id: Type.Integer(), code: Type.String(), name_vi: Type.String(), name_en: Type.String() })
export type Desk = Static<typeof Desk>

/** The office of this id, if people come there with papers: somebody in it takes them in. */
async function findDesk(ctx: Ctx, office: number): Promise<Desk | undefined> {
  const today = dayOf(ctx.now)
  const [desk] = await ctx.db.recall(
    `desk ${office} on ${today}`,
    ctx.now,
    () => ctx.db(Desk)`
    select id, code, name_vi, name_en from kernel.office
     where id = ${office} and in_force @> ${today}::date
       and exists (select from kernel.appointment held
                    where held.office_id = office.id and held.role = 'officer' and held.in_force @> ${today}::date)`
  )
  return desk
}

export async function deskOf(ctx: Ctx, office: number): Promise<Desk> {
  const desk = await findDesk(ctx, office)
  if (!desk) throw new Refusal(404, 'desk.none')
  return desk
}

/** The desk that a public address names by its code. */
export async function deskByCode(ctx: Ctx, code: string): Promise<number> {
  const [office] = await ctx.db(Type.Object({ id: Type.Integer() }))`
    select id from kernel.office where code = ${code} and in_force @> ${dayOf(ctx.now)}::date`
  if (!office) throw new Refusal(404, 'desk.none')
  return office.id
}

const OpenTicket = Type.Object({
  id: Uuid,
  number: Type.Integer(),
  priority: orNull(oneOf(priorities)),
  state: oneOf(states),
  taken_at: Moment,
  called_at: orNull(Moment),
  announced_at: orNull(Moment),
  counter: orNull(Type.Integer()),
  called_by: orNull(Uuid),
  by: orNull(Type.String())
})
const Pace = Type.Object({ seconds: Type.Integer() })
const LastCalls = Type.Object({ first: Type.Boolean(), counter: orNull(Type.Integer()), called_at: orNull(Moment) })

const halfAnHour = 30 * 60_000

/** What is known of the line of a desk today. */
export type Queue = {
  desk: Desk
  /** In the order in which they will be called. */
  waiting: Static<typeof OpenTicket>[]
  called: Static<typeof OpenTicket>[]
  absent: Static<typeof OpenTicket>[]
  /** How many with precedence were called last, one after the other. */
  inARow: number
  /** Minutes until somebody with so many before them is called. */
  minutesAfter: (ahead: number) => number
}

export async function readLine(ctx: Ctx, desk: Desk): Promise<Queue> {
  const day = dayOf(ctx.now)
  const [open, pace, last] = await Promise.all([
    ctx.db(OpenTicket)`
      select ticket.id, number, priority, state, taken_at, called_at, announced_at, counter, called_by, person.name as by
        from desks.ticket left join kernel.person on person.id = called_by
       where office_id = ${desk.id} and day = ${day} and state in ('waiting', 'called', 'absent')
       order by number`,
    ctx.db(Pace)`
      select extract(epoch from ended_at - called_at)::int as seconds from desks.ticket
       where office_id = ${desk.id} and day = ${day} and state = 'served' order by ended_at desc limit 20`,
    ctx.db(LastCalls)`
      select priority is not null as first, counter, called_at from desks.ticket
       where office_id = ${desk.id} and day = ${day} and called_at is not null order by called_at desc limit 20`
  ])
  const others = last.findIndex(({ first }) => !first)
  const inARow = others < 0 ? last.length : others
  const since = new Date(ctx.now.getTime() - halfAnHour).toISOString()
  const counters = new Set(last.filter(({ called_at }) => (called_at ?? '') > since).map(({ counter }) => counter)).size
  const served = pace.map(({ seconds }) => seconds / 60)
  const inState = (state: string) => open.filter((one) => one.state === state)
  return {
    desk,
    waiting: callingOrder(inState('waiting'), inARow),
    called: inState('called').toSorted((one, other) => (other.called_at ?? '').localeCompare(one.called_at ?? '')),
    absent: inState('absent'),
    inARow,
    minutesAfter: (ahead) => minutesUntilCalled(ahead, served, counters)
  }
}

const nextShown = 5

/** What a desk tells anybody. */
async function standingOf(ctx: Ctx, queue: Queue): Promise<Standing> {
  const { desk, waiting, called, minutesAfter } = queue
  const opening = openingAt(ctx.now, await currentCalendar(ctx))
  const minutes = minutesAfter(waiting.length)
  return {
    office: desk.id,
    code: desk.code,
    name: { vi: desk.name_vi, en: desk.name_en },
    open: opening.open,
    opensAt: opening.opensAt.toISOString(),
    worksToday: opening.worksToday,
    waiting: waiting.length,
    minutes,
    whyNoNumber: whyNoNumber(ctx.now, opening, minutes) ?? null,
    called: called.map(callOf),
    next: waiting.slice(0, nextShown).map(({ number, priority }) => ({ number, priority }))
  }
}

const callOf = ({ number, priority, counter, called_at, announced_at }: Static<typeof OpenTicket>) => ({
  number,
  priority,
  counter: counter ?? 0,
  calledAt: called_at ?? '',
  announcedAt: announced_at ?? called_at ?? ''
})

const inLineOf = ({ id, number, priority, taken_at: takenAt }: Static<typeof OpenTicket>) => ({
  id,
  number,
  priority,
  takenAt
})

export const openDesk = async (ctx: Ctx, office: number): Promise<Standing> =>
  standingOf(ctx, await readLine(ctx, await deskOf(ctx, office)))

/** The same where an office may be no desk. */
export async function standingAt(ctx: Ctx, office: number): Promise<Standing | undefined> {
  const desk = await findDesk(ctx, office)
  return desk && standingOf(ctx, await readLine(ctx, desk))
}

/** What the officers of a desk see of its line: the same with ids and names of colleagues. */
export async function lineOf(ctx: Ctx, desk: Desk, me: string): Promise<Line> {
  const queue = await readLine(ctx, desk)
  const { called: _, next: __, ...standing } = await standingOf(ctx, queue)
  return {
    ...standing,
    line: queue.waiting.map(inLineOf),
    inARow: queue.inARow,
    called: queue.called.map((one) => ({
      ...inLineOf(one),
      ...callOf(one),
      by: one.by ?? '',
      mine: one.called_by === me
    })),
    absent: queue.absent.map((one) => ({ ...inLineOf(one), calledAt: one.called_at ?? '' }))
  }
}
