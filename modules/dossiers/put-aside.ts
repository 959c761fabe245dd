import { type Ctx, type Job, Refusal } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { Moment, Uuid } from '@motcua/kernel/contract'
import { addLimit, dayOf, momentOf } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import type { PutAside } from './contract.ts'
import { signedIn } from './dossiers.ts'
import type { BodyOf } from './handling.ts'

const atMost = 5
const Count = Type.Object({ count: Type.Integer() })

const columns = Type.Object({
  id: Uuid,
  label: Type.String(),
  by: Type.String(),
  put_at: Moment,
  expires_at: Moment
})
const Whole = Type.Object({ ...columns.properties, contents: Type.Unsafe<Record<string, unknown>>({}) })

const viewOf = (row: { id: string; label: string; by: string; put_at: string; expires_at: string }): PutAside => ({
  id: row.id,
  label: row.label,
  by: row.by,
  putAt: row.put_at,
  expiresAt: row.expires_at
})

/** The desks at which this person takes in. */
const desksOf = (ctx: Ctx) =>
  signedIn(ctx)
    .appointments.filter((held) => held.role === 'officer')
    .map((held) => held.office)

/** Puts an intake aside until the close of this working day. Five are what an officer can still keep apart. */
export async function putAside(ctx: Ctx, id: string, body: BodyOf<'putAside'>): Promise<PutAside> {
  const person = signedIn(ctx)
  const { office, label, contents } = body
  if (!desksOf(ctx).includes(office)) throw new Refusal(403, 'desk.not_yours')
  const calendar = await currentCalendar(ctx)
  const close = addLimit(ctx.now, { sameDay: true, cutOff: '23:59' }, calendar).at
  // In the evening and on a day off the day closes at midnight.
  const midnight = momentOf(dayOf(new Date(ctx.now.getTime() + 86_400_000)), '00:00')
  const until = close > ctx.now && close < midnight ? close : midnight
  void ctx.db`select pg_advisory_xact_lock(hashtextextended(${`put aside ${office}`}, 0))`
  const [others] = await ctx.db(Count)`
    select count(*)::int as count from dossiers.put_aside where office_id = ${office} and id <> ${id} and expires_at > ${ctx.now}`
  if ((others?.count ?? 0) >= atMost) throw new Refusal(409, 'put_aside.full', { most: atMost })
  const put = await ctx.db`
    insert into dossiers.put_aside as known (id, office_id, person_id, label, contents, put_at, expires_at)
    values (${id}, ${office}, ${person.personId}, ${label}, ${JSON.stringify(contents)}, ${ctx.now}, ${until})
    on conflict (id) do update
      set label = excluded.label, contents = excluded.contents, put_at = excluded.put_at, expires_at = excluded.expires_at,
          person_id = excluded.person_id
     where known.office_id = excluded.office_id`
  if (put !== 1) throw new Refusal(404, 'not_found')
  return { id, label, by: person.name, putAt: ctx.now.toISOString(), expiresAt: until.toISOString() }
}

export async function listPutAside(ctx: Ctx): Promise<{ rows: PutAside[] }> {
  const rows = await ctx.db(columns)`
    select put_aside.id, label, person.name as by, put_at, expires_at
      from dossiers.put_aside join kernel.person on person.id = person_id
     where office_id = any (${desksOf(ctx)}::int[]) and expires_at > ${ctx.now} order by put_at`
  return { rows: rows.map(viewOf) }
}

/** Its contents, to go on with. They stay: a browser may close before the intake is done. */
export async function takeUp(ctx: Ctx, id: string) {
  const [row] = await ctx.db(Whole)`
    select put_aside.id, label, person.name as by, put_at, expires_at, contents
      from dossiers.put_aside join kernel.person on person.id = person_id
     where put_aside.id = ${id} and office_id = any (${desksOf(ctx)}::int[]) and expires_at > ${ctx.now}`
  if (!row) throw new Refusal(404, 'not_found')
  return { ...viewOf(row), contents: row.contents }
}

export async function dropPutAside(ctx: Ctx, id: string) {
  const dropped = await ctx.db`
    delete from dossiers.put_aside where id = ${id} and office_id = any (${desksOf(ctx)}::int[])`
  if (dropped !== 1) throw new Refusal(404, 'not_found')
  return { id }
}

/** What was put aside is gone with the day: an unfinished form of somebody who left is nobody's file. */
export const putAsideJob: Job = {
  name: 'erase what was put aside',
  everySeconds: 60,
  run: async ({ db, now }) => {
    await db`delete from dossiers.put_aside where expires_at <= ${now}`
  }
}
