import type { Ctx } from '@motcua/kernel'
import { listOffices as officesOf } from '@motcua/kernel/organisations'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { type Static, Type } from 'typebox'
import type { listAreas, ProcedureRow } from './contract.ts'
import { currentListing } from './listing.ts'
import type { Procedure } from './rules.ts'
import { getVersion, inForceFrom, versionInForce } from './versions.ts'

/** The procedures in force that a person means by these words, the likeliest first; all of them without words, by code. */
export async function listProcedures(
  ctx: Ctx,
  { q = '', event }: { q?: string | undefined; event?: string | undefined } = {}
): Promise<{ rows: Static<typeof ProcedureRow>[] }> {
  const { find } = await currentListing(ctx)
  const rows = find(q)
  return { rows: event === undefined ? rows : rows.filter(({ lifeEvents }) => lifeEvents.includes(event)) }
}

/** Which kind of office takes in which procedure: the seat of its first step. */
export async function proceduresTakenIn(ctx: Ctx, kind: string): Promise<Static<typeof ProcedureRow>[]> {
  const { rows, unitOf } = await currentListing(ctx)
  return rows.filter(({ code }) => unitOf.get(code) === kind)
}

/** The version of a procedure that a dossier would be filed under today. */
export async function openProcedure(
  ctx: Ctx,
  code: string
): Promise<{ version: string; from: string; today: string; procedure: Procedure }> {
  const version = await versionInForce(ctx, code)
  const [from, procedure] = await Promise.all([inForceFrom(ctx, version), getVersion(ctx, version)])
  return { version, from, today: dayOf(ctx.now), procedure }
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
