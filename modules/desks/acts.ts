import { randomUUID } from 'node:crypto'
import type { Ctx } from '@motcua/kernel'
import { Moment, oneOf, orNull, Uuid } from '@motcua/kernel/contract'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import { type Became, type Deed, deeds, whatBecame } from './rules/calls.ts'

/** One at a time writes to the line of a desk. */
export const holdLine = (ctx: Ctx, office: number): void =>
  void ctx.db`select pg_advisory_xact_lock(hashtextextended(${`line of ${office}`}, 0))`

export type NewAct = {
  id?: string
  ticket: string
  did: Deed
  by: string | null
  counter: number | null
  /** Where it is only brought in: when it happened. */
  at?: Date
}

/** Writes down what was done, in this order, and gives what became of the numbers of the day. What is known already is not written twice. */
export async function writeActs(ctx: Ctx, office: number, acts: readonly NewAct[]): Promise<Map<string, Became>> {
  if (acts.length > 0)
    void ctx.db`
      insert into desks.act (id, ticket_id, did, caller_id, counter, at, brought_at)
      select id, ticket, did, by, counter, at, case when late then ${ctx.now}::timestamptz end
        from unnest(${acts.map(({ id }) => id ?? randomUUID())}::uuid[], ${acts.map(({ ticket }) => ticket)}::uuid[],
                    ${acts.map(({ did }) => did)}::text[], ${acts.map(({ by }) => by)}::uuid[],
                    ${acts.map(({ counter }) => counter)}::int[],
                    ${acts.map(({ at }) => (at ?? ctx.now).toISOString())}::timestamptz[],
                    ${acts.map(({ at }) => at !== undefined)}::boolean[])
             with ordinality as act (id, ticket, did, by, counter, at, late, place)
       order by place
      on conflict (id) do nothing`
  return settle(ctx, office)
}

const ActRow = Type.Object({
  ticket: Uuid,
  did: oneOf(deeds),
  by: orNull(Uuid),
  counter: orNull(Type.Integer()),
  at: Moment
})

/** Writes what follows from all that was done today to the numbers it concerns. */
export async function settle(ctx: Ctx, office: number): Promise<Map<string, Became>> {
  const day = dayOf(ctx.now)
  const acts = await ctx.db(ActRow)`
    select ticket_id as ticket, did, caller_id as by, act.counter, at
      from desks.ticket join desks.act on ticket_id = ticket.id where office_id = ${office} and day = ${day} order by at, seq`
  const became = whatBecame(acts)
  const all = [...became.values()]
  if (all.length > 0)
    void ctx.db`
      update desks.ticket
         set state = now.state, called_at = now.called_at, announced_at = now.announced_at, counter = now.counter,
             called_by = now.called_by, ended_at = now.ended_at
        from unnest(${[...became.keys()]}::uuid[], ${all.map(({ state }) => state)}::text[],
                    ${all.map(({ call }) => call?.calledAt ?? null)}::timestamptz[],
                    ${all.map(({ call }) => call?.announcedAt ?? null)}::timestamptz[],
                    ${all.map(({ call }) => call?.counter ?? null)}::int[],
                    ${all.map(({ call }) => call?.by ?? null)}::uuid[],
                    ${all.map(({ endedAt }) => endedAt)}::timestamptz[])
             as now (id, state, called_at, announced_at, counter, called_by, ended_at)
       where ticket.id = now.id
         and (ticket.state, ticket.called_at, ticket.announced_at, ticket.counter, ticket.called_by, ticket.ended_at)
             is distinct from (now.state, now.called_at, now.announced_at, now.counter, now.called_by, now.ended_at)`
  return became
}
