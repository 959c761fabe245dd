import type { Ctx } from '@motcua/kernel'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { type Static, Type } from 'typebox'
import { listAgencies } from './agencies.ts'
import type { listSeats } from './contract.ts'
import type { Seat } from './rules.ts'

const Held = Type.Object({
  level: Type.String(),
  unit: Type.String(),
  post: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String()
})

/** Every seat that a step can name today: an office that stands, by the name it has everywhere, and a post in it. */
export async function listSeatsOfToday(ctx: Ctx): Promise<Static<(typeof listSeats)['reply']>> {
  const [held, agencies] = await Promise.all([seatsOn(ctx, dayOf(ctx.now)), listAgencies(ctx)])
  const names = new Map(
    agencies
      .filter(({ unit }) => unit)
      .toReversed()
      .map(({ unit, name }) => [unit, name])
  )
  return {
    rows: held.map(({ level, unit, post, name_vi, name_en }) => ({
      level,
      unit,
      post,
      office: names.get(unit) ?? { vi: unit, en: unit },
      title: { vi: name_vi, en: name_en }
    }))
  }
}

/** The seats among these that nobody could sit in on that day: no such office stands then, or it has no such post. */
export async function emptySeats(ctx: Ctx, seats: Seat[], day: string): Promise<Seat[]> {
  const held = new Set((await seatsOn(ctx, day)).map(keyOf))
  return seats.filter((seat) => !held.has(keyOf(seat)))
}

const keyOf = ({ level, unit, post }: { level: string; unit: string; post: string }) => `${level} ${unit} ${post}`

const seatsOn = ({ db }: Ctx, day: string) => db(Held)`
  select distinct office.level, office.kind as unit, post.post, post.name_vi, post.name_en
    from kernel.office office
    join kernel.office_kind about on about.kind = office.kind
    join kernel.post post on post.staffing = about.staffing
   where office.in_force @> ${day}::date
   order by office.level, office.kind, post.post`
