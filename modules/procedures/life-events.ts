import type { Ctx } from '@motcua/kernel'
import { type Static, Type } from 'typebox'

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
