import type { Ctx } from '@motcua/kernel'
import { listOffices as officesOf } from '@motcua/kernel/organisations'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { type Static, Type } from 'typebox'
import type { listAreas, ProcedureRow } from './contract.ts'
import { findByWords, type Procedure } from './rules.ts'
import { getVersion, versionInForce } from './versions.ts'

const Listed = Type.Object({ body: Type.Unsafe<Procedure>({}) })

/** The procedures in force that a person means by these words; all of them without words. */
export async function listProcedures({ db, now }: Ctx, q = ''): Promise<{ rows: Static<typeof ProcedureRow>[] }> {
  const rows = await db(Listed)`
    select distinct on (code) body from procedures.version where in_force_from <= ${dayOf(now)}::date
     order by code, in_force_from desc, published_at desc`
  const known = rows.map(({ body }) => ({
    code: body.code,
    name: body.name,
    shortName: body.shortName,
    field: body.field,
    level: body.level,
    lifeEvents: body.lifeEvents,
    alsoCalled: body.alsoCalled ?? []
  }))
  const asked = q.trim()
  const byCode = known.filter(({ code }) => code === asked)
  return { rows: byCode.length > 0 ? byCode : findByWords(known, asked) }
}

/** Which kind of office takes in which procedure: the seat of its first step. */
export async function desksOf({ db, now }: Ctx): Promise<{ code: string; name: Procedure['name']; unit: string }[]> {
  const rows = await db(Listed)`
    select distinct on (code) body from procedures.version where in_force_from <= ${dayOf(now)}::date
     order by code, in_force_from desc, published_at desc`
  return rows.flatMap(({ body: { code, name, steps } }) => {
    const [first] = steps
    return first ? [{ code, name, unit: first.seat.unit }] : []
  })
}

/** The version of a procedure that a dossier would be filed under today. */
export async function openProcedure(
  ctx: Ctx,
  code: string
): Promise<{ version: string; today: string; procedure: Procedure }> {
  const version = await versionInForce(ctx, code)
  return { version, today: dayOf(ctx.now), procedure: await getVersion(ctx, version) }
}

const Area = Type.Object({
  code: Type.String(),
  name: Type.String(),
  district: Type.String(),
  district_name: Type.String()
})

/** Districts and communes as they stand today, in the order of the Vietnamese alphabet. */
export async function listDistricts({ db, now }: Ctx): Promise<Static<(typeof listAreas)['reply']>> {
  const today = dayOf(now)
  const rows = await db(Area)`
    select commune.code, upper(left(commune.kind, 1)) || substr(commune.kind, 2) || ' ' || commune.name as name,
           district.code as district,
           upper(left(district.kind, 1)) || substr(district.kind, 2) || ' ' || district.name as district_name
      from kernel.area commune join kernel.area district on district.code = commune.parent_code and district.in_force @> ${today}::date
     where commune.level = 'commune' and commune.in_force @> ${today}::date
     order by district.code, commune.name collate "vi-x-icu"`
  const districts = new Map<string, Static<(typeof listAreas)['reply']>['districts'][number]>()
  for (const { code, name, district, district_name } of rows) {
    const known = districts.get(district) ?? { code: district, name: district_name, communes: [] }
    known.communes.push({ code, name })
    districts.set(district, known)
  }
  return { districts: [...districts.values()] }
}

const Trade = Type.Object({
  code: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String(),
  conditional: Type.Boolean()
})

export async function listIndustries({ db }: Ctx) {
  const rows = await db(Trade)`select code, name_vi, name_en, conditional from procedures.industry order by code`
  return {
    rows: rows.map(({ code, name_vi, name_en, conditional }) => ({
      code,
      name: { vi: name_vi, en: name_en },
      conditional
    }))
  }
}

/** Takes the list of trades over; the same again changes nothing. */
export const importIndustries = ({ db }: Ctx, trades: Static<typeof Trade>[]): Promise<number> => db`
  insert into procedures.industry (code, name_vi, name_en, conditional)
  select * from jsonb_to_recordset(${JSON.stringify(trades)}::jsonb) as trade (code text, name_vi text, name_en text, conditional boolean)
  on conflict (code) do update set name_vi = excluded.name_vi, name_en = excluded.name_en, conditional = excluded.conditional`

const LifeEvent = Type.Object({ code: Type.String(), name_vi: Type.String(), name_en: Type.String() })

export async function listLifeEvents({ db }: Ctx) {
  const rows = await db(LifeEvent)`select code, name_vi, name_en from procedures.life_event order by place`
  return { rows: rows.map(({ code, name_vi, name_en }) => ({ code, name: { vi: name_vi, en: name_en } })) }
}

/** Takes the list of life events over, in its order; the same again changes nothing. */
export const importLifeEvents = ({ db }: Ctx, events: Static<typeof LifeEvent>[]): Promise<number> => db`
  insert into procedures.life_event (code, place, name_vi, name_en)
  select event.code, event.place, event.name_vi, event.name_en
    from rows from (jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as (code text, name_vi text, name_en text))
         with ordinality as event (code, name_vi, name_en, place)
  on conflict (code) do update set place = excluded.place, name_vi = excluded.name_vi, name_en = excluded.name_en`

export async function listOffices(ctx: Ctx, area?: string) {
  const rows = await officesOf(ctx, area)
  return {
    rows: rows.map(({ name_vi, name_en, parent_code, area_code, ...row }) => ({
      ...row,
      name: { vi: name_vi, en: name_en },
      parent: parent_code,
      area: area_code
    }))
  }
}
