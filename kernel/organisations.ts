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
