import type { Ctx } from '@motcua/kernel'
import { Text } from '@motcua/kernel/contract'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { type Static, Type } from 'typebox'
import { listAgencies } from './agencies.ts'
import type { ProcedureRow } from './contract.ts'
import { type Finder, makeFinder, type Seat } from './rules.ts'
import { listSearchWords } from './search-words.ts'

type Row = Static<typeof ProcedureRow>
type Listing = { rows: Row[]; find: Finder<Row>; unitOf: Map<string, string> }

const Mark = Type.Object({ mark: Type.String() })
const Listed = Type.Object({
  code: Type.String(),
  name: Text,
  short_name: Text,
  field: Text,
  level: Type.String(),
  life_events: Type.Array(Type.String()),
  also_called: Type.Array(Type.String()),
  first: Type.Unsafe<Seat>({}),
  deciding: Type.Unsafe<Seat>({})
})

// The newest last; a day's listing is read from thousands of bodies once and then only recognised.
const made = new Map<string, Promise<Listing>>()
const kept = 3

/** Everything in force today, ready to be asked. Recognised by its contents: versions are only added, never changed. */
export async function currentListing(ctx: Ctx): Promise<Listing> {
  const today = dayOf(ctx.now)
  const [found] = await ctx.db(Mark)`
    select encode(sha256(convert_to(concat(
      (select string_agg(id::text, ' ' order by id) from procedures.version where in_force_from <= ${today}::date),
      (select string_agg(said || '=' || meant, ' ' order by said) from procedures.search_word),
      (select string_agg(code || name_vi || name_en, ' ' order by place) from procedures.life_event),
      (select string_agg(name_vi, ' ' order by id) from kernel.office where in_force @> ${today}::date)
    ), 'UTF8')), 'hex') as mark`
  const mark = found?.mark ?? ''
  const known = made.get(mark)
  if (known) return known
  const reading = readListing(ctx)
  made.set(mark, reading)
  // One that failed must not be remembered as the answer.
  reading.catch(() => made.delete(mark))
  for (const old of [...made.keys()].slice(0, -kept)) made.delete(old)
  return reading
}

async function readListing(ctx: Ctx): Promise<Listing> {
  const [listed, agencies, words] = await Promise.all([
    ctx.db(Listed)`
      select distinct on (code) code, body->'name' as name, body->'shortName' as short_name, body->'field' as field,
             body->>'level' as level, body->'lifeEvents' as life_events, coalesce(body->'alsoCalled', '[]') as also_called,
             body->'steps'->0->'seat' as first,
             jsonb_path_query_first(body, '$.steps[*] ? (@.decides == true).seat') as deciding
        from procedures.version where in_force_from <= ${dayOf(ctx.now)}::date
       order by code, in_force_from desc, published_at desc`,
    listAgencies(ctx),
    listSearchWords(ctx)
  ])
  const agencyOf = (unit: string) => {
    const found = agencies.find((agency) => agency.unit === unit)
    return found ? { unit, ...found.name } : null
  }
  const rows = listed.map((row) => ({
    code: row.code,
    name: row.name,
    shortName: row.short_name,
    field: row.field,
    agency: agencyOf(row.deciding.unit),
    level: row.level,
    lifeEvents: row.life_events,
    alsoCalled: row.also_called
  }))
  const unitOf = new Map(listed.map(({ code, first }) => [code, first.unit]))
  return { rows, find: makeFinder(rows, words), unitOf }
}
