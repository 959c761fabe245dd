import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { calendarOfEdition, currentCalendar } from '@motcua/kernel/calendar'
import { lendNumbers } from '@motcua/kernel/cases'
import { Day, Moment, Uuid } from '@motcua/kernel/contract'
import { numberCode } from '@motcua/kernel/organisations'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import type { Lease, Offline } from './contract.ts'
import type { BodyOf } from './handling.ts'

const lentAtOnce = 20
const timesADay = 10
const day = 86_400_000
/** Into the holidays: a desk may stand without a line on the first morning after Tết. */
const aheadDays = 14
/** So long after its day what was taken in without a line is still brought in by itself. */
const broughtInWithinDays = 7

const Known = Type.Object({ times: Type.Integer() })
const Office = Type.Object({ code: Type.String() })

export async function leaseNumbers(ctx: Ctx, id: string, body: BodyOf<'leaseNumbers'>): Promise<Lease> {
  const person = signedIn(ctx)
  const { office, device } = body
  if (!person.appointments.some((held) => held.office === office && held.role === 'officer'))
    throw new Refusal(403, 'desk.not_yours')
  if (body.day < dayOf(ctx.now) || body.day > dayOf(new Date(ctx.now.getTime() + aheadDays * day)))
    throw new Refusal(400, 'invalid', { count: 1 }, [{ field: 'body.day', code: 'lease.day' }])
  const [calendar, [known], [desk]] = await Promise.all([
    currentCalendar(ctx),
    ctx.db(Known)`
      select count(*)::int as times from dossiers.number_lease where device = ${device} and day = ${body.day} and office_id = ${office}`,
    ctx.db(Office)`select code from kernel.office where id = ${office}`
  ])
  if ((known?.times ?? 0) >= timesADay) throw new Refusal(409, 'lease.enough')
  const code = numberCode(desk?.code ?? '')
  const last = await lendNumbers(ctx, code, body.day, lentAtOnce)
  const first = last - lentAtOnce + 1
  const { edition } = calendar
  await ctx.db`
    insert into dossiers.number_lease (id, office_id, day, first, last, device, person_id, calendar, leased_at)
    values (${id}, ${office}, ${body.day}, ${first}, ${last}, ${device}, ${person.personId}, ${edition}, ${ctx.now})`
  return { id, office, code, day: body.day, first, last, leasedAt: ctx.now.toISOString(), calendar: edition }
}

const LeaseRow = Type.Object({
  office_id: Type.Integer(),
  day: Day,
  first: Type.Integer(),
  last: Type.Integer(),
  calendar: Type.String(),
  leased_at: Moment,
  id: Uuid
})

/** What an intake without a line stands on: the moment it happened, and the calendar its day was reckoned by. */
export async function standOnLease(ctx: Ctx, { lease: id, serial, happenedAt }: Offline) {
  const [lease] = await ctx.db(LeaseRow)`
    select id, office_id, day, first, last, calendar, leased_at from dossiers.number_lease where id = ${id}`
  const at = new Date(happenedAt)
  const ended = new Date(`${lease?.day ?? '1970-01-01'}T00:00:00+07:00`).getTime() + (1 + broughtInWithinDays) * day
  const fits =
    lease &&
    serial >= lease.first &&
    serial <= lease.last &&
    dayOf(at) === lease.day &&
    at.toISOString() >= lease.leased_at &&
    at <= ctx.now
  if (!fits) throw new Refusal(409, 'offline.unfit')
  if (ctx.now.getTime() > ended) throw new Refusal(409, 'offline.too_late', { days: broughtInWithinDays })
  return { office: lease.office_id, at, calendar: await calendarOfEdition(ctx, lease.calendar) }
}
