import { type Ctx, type Job, Refusal, signedIn } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { Moment, orNull, Uuid } from '@motcua/kernel/contract'
import { desksOf, officesOfSeats } from '@motcua/kernel/organisations'
import { addLimit } from '@motcua/kernel/rules/calendar'
import { checkPhone, readPhone } from '@motcua/kernel/rules/identity'
import { type Static, Type } from 'typebox'
import type { askCallBack as askEndpoint, CallBack } from './contract.ts'
import { deskOf } from './line.ts'
import { takerOf } from './taker.ts'

/** As long as the desk has to answer what comes online (rule of ours, after Decree 45/2020/NĐ-CP art. 11). */
const callLimit = { amount: 8, unit: 'workingHour' } as const
const anHourFromAnAddress = 3
const hour = 3_600_000
/** Nobody takes the call so many times: the desk has done what it could. */
const mostTries = 3
const keptDays = 30

const Taken = Type.Object({ taken: Type.Integer() })

export async function askCallBack(
  ctx: Ctx,
  body: Static<(typeof askEndpoint)['body']>
): Promise<Static<(typeof askEndpoint)['reply']>> {
  const phone = readPhone(body.phone)
  if (checkPhone(phone)) throw new Refusal(400, 'invalid', { count: 1 }, [{ field: 'body.phone', code: 'phone.form' }])
  const [desk, calendar, [asked]] = await Promise.all([
    deskAsked(ctx, body),
    currentCalendar(ctx),
    ctx.db(Taken)`
      select count(*)::int as taken from desks.call_back_taker
       where taker = ${takerOf(ctx)} and asked_at > ${new Date(ctx.now.getTime() - hour)}`
  ])
  if ((asked?.taken ?? 0) >= anHourFromAnAddress) throw new Refusal(429, 'call_back.too_many', { seconds: 3_600 })
  const due = addLimit(ctx.now, callLimit, calendar).at
  const { id, procedure, name, words } = body
  await ctx.db`
    insert into desks.call_back (id, office_id, topic, name, phone, words, state, asked_at, due_at, taker)
    values (${id}, ${desk.id}, ${procedure ?? null}, ${name}, ${phone}, ${words?.trim() || null}, 'open', ${ctx.now}, ${due},
            ${takerOf(ctx)})
    on conflict do nothing`
  return { office: desk.id, dueAt: due.toISOString() }
}

async function deskAsked(ctx: Ctx, { office, commune }: { office?: number; commune?: string }) {
  if (office !== undefined) return deskOf(ctx, office)
  if (commune === undefined)
    throw new Refusal(400, 'invalid', { count: 1 }, [{ field: 'body.commune', code: 'field.required' }])
  const [found] = await officesOfSeats(ctx, [{ level: 'commune', unit: 'commune_committee' }], commune)
  return deskOf(ctx, found?.id ?? 0)
}

const Row = Type.Object({
  id: Uuid,
  office_id: Type.Integer(),
  topic: orNull(Type.String()),
  name: Type.String(),
  phone: Type.String(),
  words: orNull(Type.String()),
  asked_at: Moment,
  due_at: Moment,
  tries: Type.Integer(),
  tried_at: orNull(Moment)
})

export async function listCallBacks(ctx: Ctx): Promise<{ rows: CallBack[] }> {
  const rows = await ctx.db(Row)`
    select id, office_id, topic, name, phone, words, asked_at, due_at, tries, tried_at from desks.call_back
     where office_id = any (${desksOf(ctx)}::int[]) and state = 'open' order by due_at`
  return {
    rows: rows.map(({ office_id, topic, asked_at, due_at, tried_at, ...row }) => ({
      ...row,
      office: office_id,
      procedure: topic,
      askedAt: asked_at,
      dueAt: due_at,
      triedAt: tried_at
    }))
  }
}

const Ended = Type.Object({ open: Type.Boolean() })

export async function endCallBack(
  ctx: Ctx,
  id: string,
  as: 'reached' | 'no_answer'
): Promise<{ id: string; open: boolean }> {
  const { personId } = signedIn(ctx)
  const missed = as === 'no_answer' ? 1 : 0
  const [ended] = await ctx.db(Ended)`
    with told as (
      select id, case when ${missed}::int = 0 then 'reached' when tries + 1 >= ${mostTries}::int then 'not_reached' else 'open' end as state
        from desks.call_back
       where id = ${id} and office_id = any (${desksOf(ctx)}::int[]) and state = 'open' for update)
    update desks.call_back as known
       set state = told.state, tries = tries + ${missed}, tried_at = ${ctx.now},
           ended_at = case when told.state <> 'open' then ${ctx.now}::timestamptz end,
           ended_by = case when told.state <> 'open' then ${personId}::uuid end
      from told where known.id = told.id
    returning known.state = 'open' as open`
  if (!ended) throw new Refusal(404, 'call_back.none')
  return { id, open: ended.open }
}

/** Name and telephone of whoever asked go a month after the call, or after it was due. */
export const eraseJob: Job = {
  name: 'erase call-backs',
  everySeconds: 6 * 3600,
  run: async ({ db, now }) => {
    await db`delete from desks.call_back where coalesce(ended_at, due_at) < ${new Date(now.getTime() - keptDays * 24 * hour)}`
  }
}
