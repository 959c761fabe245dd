import { Type } from 'typebox'
import { orNull } from './contract.ts'
import { type Ctx, signedIn } from './platform/commands.ts'
import { sql } from './platform/db.ts'
import { Refusal } from './platform/refusal.ts'
import { dayOf } from './rules/calendar.ts'

export const Office = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  kind: Type.String(),
  level: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String(),
  parent_id: orNull(Type.Integer()),
  area_code: Type.String()
})

/** The desks at which this person takes in: the offices in which they are an officer today, each once. */
export const desksOf = (ctx: Ctx): number[] => [
  ...new Set(signedIn(ctx).appointments.flatMap(({ role, office }) => (role === 'officer' ? [office] : [])))
]

/** The kind of office that acts, below the commune, district or province that a matter belongs to. */
export type SeatOffice = { level: 'commune' | 'district' | 'province'; unit: string }

const Seated = Type.Object({
  place: Type.Integer(),
  id: Type.Integer(),
  code: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String()
})

/**
 * The offices that sit in the given seats for a commune, on the day of the act, in the order asked. There is exactly one for each:
 * a seat without an office is a fault of the data and stops the act.
 */
export function officesOfSeats(
  ctx: Ctx,
  seats: SeatOffice[],
  commune: string
): Promise<{ id: number; code: string; name: { vi: string; en: string } }[]> {
  const asked = seats.map(({ level, unit }) => `${level} ${unit}`).join(', ')
  return ctx.db.recall(`seats of ${commune} on ${dayOf(ctx.now)}: ${asked}`, ctx.now, () =>
    findSeats(ctx, seats, commune)
  )
}

async function findSeats(ctx: Ctx, seats: SeatOffice[], commune: string) {
  const levels = seats.map((seat) => seat.level)
  const units = seats.map((seat) => seat.unit)
  const rows = await ctx.db(Seated)`
    select seat.place::int as place, office.id, office.code, office.name_vi, office.name_en
      from unnest(${levels}::text[], ${units}::text[]) with ordinality as seat (level, unit, place)
      join kernel.area commune on commune.code = ${commune} and commune.level = 'commune' and commune.in_force @> ${dayOf(ctx.now)}::date
      join kernel.area district on district.code = commune.parent_code and district.in_force @> ${dayOf(ctx.now)}::date
      join kernel.office office
        on office.kind = seat.unit
       and office.area_code = case seat.level when 'commune' then commune.code when 'district' then district.code else district.parent_code end
       and office.in_force @> ${dayOf(ctx.now)}::date
     order by seat.place`
  if (rows.length !== seats.length) throw new Refusal(422, 'office.none', { commune })
  return rows.map(({ id, code, name_vi: vi, name_en: en }) => ({ id, code, name: { vi, en } }))
}

/** The code that stands in numbers: units below an office number with the office's own. */
export const numberCode = (officeCode: string): string => officeCode.split('/')[0] as string

const Named = Type.Object({ code: Type.String(), name_vi: Type.String(), name_en: Type.String() })

export const OfficeRow = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  kind: Type.String(),
  level: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String(),
  parent_code: orNull(Type.String()),
  area_code: Type.String()
})

/** The offices of today, or those of one area; in the order of their codes. */
export const listOffices = ({ db, now }: Ctx, area?: string) => db(OfficeRow)`
  select office.id, office.code, office.kind, office.level, office.name_vi, office.name_en,
         parent.code as parent_code, office.area_code
    from kernel.office office left join kernel.office parent on parent.id = office.parent_id
   where office.in_force @> ${dayOf(now)}::date
     and (${area ?? null}::text is null or office.area_code = ${area ?? null})
   order by office.code`

const Described = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  kind: Type.String(),
  level: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String(),
  does_vi: Type.String(),
  does_en: Type.String(),
  area_code: Type.String(),
  area_kind: Type.String(),
  area_name: Type.String(),
  from_on: Type.String(),
  until_on: orNull(Type.String()),
  parent: orNull(Named),
  successor: orNull(Named)
})
const Post = Type.Object({ name_vi: Type.String(), name_en: Type.String(), holders: Type.Integer() })
const Head = Type.Object({ name: Type.String(), name_vi: Type.String(), name_en: Type.String() })
const Succession = Type.Object({
  on_day: Type.String(),
  successor_kind: Type.String(),
  successor_name: Type.String(),
  resolution: Type.String()
})

/** Leaves out the posts that somebody only fills for another: a vice-chair is no second chair. `held` and `post` stand around it. */
const inOwnRight = sql`not exists (
  select from kernel.appointment own
    join kernel.post other on other.staffing = post.staffing and other.post = own.post
   where own.person_id = held.person_id and own.office_id = held.office_id and post.post = any (other.acts_for))`

/**
 * An office as the public may know it: what it is, what it belongs to and what belongs to it, its posts, and by name only those who
 * sign for it. A dissolved office is still found, with its last day and who took over.
 */
export async function describeOffice({ db, now }: Ctx, code: string) {
  const today = dayOf(now)
  const [office] = await db(Described)`
    select office.id, office.code, office.kind, office.level, office.name_vi, office.name_en,
           replace(coalesce(about.does_vi, ''), '{area}', area.kind || ' ' || area.name) as does_vi,
           replace(coalesce(about.does_en, ''), '{area}', area.name) as does_en,
           area.code as area_code, area.kind as area_kind, area.name as area_name,
           lower(office.in_force)::text as from_on, (upper(office.in_force) - 1)::text as until_on,
           case when parent.id is not null
             then json_build_object('code', parent.code, 'name_vi', parent.name_vi, 'name_en', parent.name_en) end as parent,
           case when successor.id is not null
             then json_build_object('code', successor.code, 'name_vi', successor.name_vi, 'name_en', successor.name_en) end as successor
      from kernel.office office
      join kernel.area area on area.code = office.area_code and area.in_force && office.in_force
      left join kernel.office_kind about on about.kind = office.kind
      left join kernel.office parent on parent.id = office.parent_id
      left join kernel.office successor on successor.id = office.successor_id
     where office.code = ${code}
     order by office.in_force @> ${today}::date desc, office.in_force desc limit 1`
  if (!office) throw new Refusal(404, 'not_found')
  const [units, posts, heads, successions] = await Promise.all([
    db(Named)`
      select code, name_vi, name_en from kernel.office
       where parent_id = ${office.id} and in_force @> ${today}::date order by code`,
    db(Post)`
      select post.name_vi, post.name_en,
             (select count(*)::int from kernel.appointment held
               where held.office_id = ${office.id} and held.post = post.post and held.in_force @> ${today}::date
                 and ${inOwnRight}) as holders
        from kernel.post post join kernel.office_kind about on about.staffing = post.staffing
       where about.kind = ${office.kind} order by post.role = 'leader' desc, post.post = 'leader' desc, post.post`,
    db(Head)`
      select person.name, post.name_vi, post.name_en
        from kernel.appointment held
        join kernel.person person on person.id = held.person_id
        join kernel.office_kind about on about.kind = ${office.kind}
        join kernel.post post on post.staffing = about.staffing and post.post = held.post
       where held.office_id = ${office.id} and held.role = 'leader' and held.in_force @> ${today}::date
         and ${inOwnRight}
       order by post.post = 'leader' desc, person.name`,
    db(Succession)`
      select on_day, successor_kind, successor_name, resolution from kernel.area_succession
       where area_code = ${office.area_code} order by on_day`
  ])
  return { ...office, units, posts: posts.filter(({ holders }) => holders > 0), heads, successions }
}
