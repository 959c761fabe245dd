import type { Ctx } from '@motcua/kernel'
import { Type } from 'typebox'

const Bundle = Type.Object({
  code: Type.String(),
  event: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String(),
  what_vi: Type.String(),
  what_en: Type.String(),
  procedures: Type.Array(Type.String())
})

/** Several procedures that follow from one event of life: what a person wants is rarely one form. */
export async function listBundles({ db }: Ctx) {
  const rows = await db(Bundle)`
    select code, event, name_vi, name_en, what_vi, what_en, procedures from procedures.bundle order by place`
  return rows.map(({ code, event, name_vi, name_en, what_vi, what_en, procedures }) => ({
    code,
    event,
    name: { vi: name_vi, en: name_en },
    what: { vi: what_vi, en: what_en },
    procedures
  }))
}

/** Takes the bundles over, in their order; the same again changes nothing. */
export const importBundles = ({ db }: Ctx, bundles: Type.Static<typeof Bundle>[]): Promise<number> => db`
  insert into procedures.bundle (code, place, event, name_vi, name_en, what_vi, what_en, procedures)
  select bundle.code, bundle.place, bundle.event, bundle.name_vi, bundle.name_en, bundle.what_vi, bundle.what_en, bundle.procedures
    from rows from (jsonb_to_recordset(${JSON.stringify(bundles)}::jsonb)
                    as (code text, event text, name_vi text, name_en text, what_vi text, what_en text, procedures text[]))
         with ordinality as bundle (code, event, name_vi, name_en, what_vi, what_en, procedures, place)
  on conflict (code) do update
     set place = excluded.place, event = excluded.event, name_vi = excluded.name_vi, name_en = excluded.name_en,
         what_vi = excluded.what_vi, what_en = excluded.what_en, procedures = excluded.procedures`
