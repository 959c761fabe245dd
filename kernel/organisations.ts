import { Type } from 'typebox'
import { orNull } from './contract.ts'
import type { Ctx } from './platform/commands.ts'
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

/** The kind of office that acts, below the commune, district or province that a matter belongs to. */
export type SeatOffice = { level: 'commune' | 'district' | 'province'; unit: string }

const Seated = Type.Object({ place: Type.Integer(), id: Type.Integer(), code: Type.String() })

/**
 * The offices that sit in the given seats for a commune, on the day of the act, in the order asked. There is exactly one for each:
 * a seat without an office is a fault of the data and stops the act.
 */
export async function officesOfSeats(
  ctx: Ctx,
  seats: SeatOffice[],
  commune: string
): Promise<{ id: number; code: string }[]> {
  const levels = seats.map((seat) => seat.level)
  const units = seats.map((seat) => seat.unit)
  const rows = await ctx.db(Seated)`
    select seat.place::int as place, office.id, office.code
      from unnest(${levels}::text[], ${units}::text[]) with ordinality as seat (level, unit, place)
      join kernel.area commune on commune.code = ${commune} and commune.level = 'commune' and commune.in_force @> ${dayOf(ctx.now)}::date
      join kernel.area district on district.code = commune.parent_code and district.in_force @> ${dayOf(ctx.now)}::date
      join kernel.office office
        on office.kind = seat.unit
       and office.area_code = case seat.level when 'commune' then commune.code when 'district' then district.code else district.parent_code end
       and office.in_force @> ${dayOf(ctx.now)}::date
     order by seat.place`
  if (rows.length !== seats.length) throw new Refusal(422, 'office.none', { commune })
  return rows
}

/** The code that stands in numbers: units below an office number with the office's own. */
export const numberCode = (officeCode: string): string => officeCode.split('/')[0] as string

export type AreaRow = { code: string; level: string; kind: string; name: string; parent: string | null; from: string }
export type OfficeRow = {
  id: number
  code: string
  kind: string
  level: string
  name_vi: string
  name_en: string
  parent: number | null
  area: string
  from: string
}
export type PersonRow = {
  id: string
  kind: 'official' | 'citizen'
  name: string
  email: string
  personal_id: string | null
  phone: string | null
  born_on: string | null
}
export type AppointmentRow = { person: string; office: string; post: string; role: string; from: string }
export type OrganisationRows = {
  areas: AreaRow[]
  offices: OfficeRow[]
  people: PersonRow[]
  appointments: AppointmentRow[]
}

/** Takes areas, offices, demo people and their posts over as they stand in the data; what is there already stays. Parents come first. */
export async function importOrganisations({ db, now }: Ctx, rows: OrganisationRows): Promise<void> {
  await Promise.all([
    db`
      insert into kernel.area (code, level, kind, name, parent_code, in_force)
      select code, level, kind, name, parent, daterange("from", null)
        from jsonb_to_recordset(${JSON.stringify(rows.areas)}::jsonb)
          as area (code text, level text, kind text, name text, parent text, "from" date)
      on conflict do nothing`,
    db`
      insert into kernel.office (id, code, kind, level, name_vi, name_en, parent_id, area_code, in_force)
      select id, code, kind, level, name_vi, name_en, parent, area, daterange("from", null)
        from jsonb_to_recordset(${JSON.stringify(rows.offices)}::jsonb)
          as office (id int, code text, kind text, level text, name_vi text, name_en text, parent int, area text, "from" date)
      on conflict do nothing`,
    db`
      insert into kernel.person (id, kind, name, email, personal_id, phone, born_on, demo, created_at)
      select id, kind, name, email, personal_id, phone, born_on, true, ${now}
        from jsonb_to_recordset(${JSON.stringify(rows.people)}::jsonb)
          as person (id uuid, kind text, name text, email text, personal_id text, phone text, born_on date)
      on conflict do nothing`,
    db`
      insert into kernel.appointment (person_id, office_id, post, role, in_force)
      select person, office.id, post, role, daterange("from", null)
        from jsonb_to_recordset(${JSON.stringify(rows.appointments)}::jsonb)
          as held (person uuid, office text, post text, role text, "from" date)
        join kernel.office on office.code = held.office
      on conflict do nothing`
  ])
}

const Count = Type.Object({ count: Type.Integer() })

/** Whether any office has been taken over yet. */
export async function hasOffices({ db }: Ctx): Promise<boolean> {
  const [row] = await db(Count)`select count(*)::int as count from kernel.office`
  return (row?.count ?? 0) > 0
}
