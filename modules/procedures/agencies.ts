import type { Ctx } from '@motcua/kernel'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import type { Procedure, Seat } from './rules.ts'

const Named = Type.Object({
  level: Type.String(),
  unit: Type.String(),
  examines: Type.Boolean(),
  name_vi: Type.String(),
  name_en: Type.String()
})
const Post = Type.Object({ post: Type.String(), name_vi: Type.String(), name_en: Type.String() })

/** Who can settle a procedure: an office by the name it has everywhere, or at the commune the official in charge. `post` examines. */
export type Agency = { level: Seat['level']; unit: string; post?: string; name: Procedure['name'] }

/**
 * The offices of today by the names of their kinds, without the name of the district or commune they serve; a kind that is called
 * otherwise in cities and towns stands once for each name.
 */
export async function listAgencies({ db, now }: Ctx): Promise<Agency[]> {
  const today = dayOf(now)
  const [offices, officials] = await Promise.all([
    db(Named)`
      select distinct office.level, office.kind as unit,
             exists (select from kernel.office_kind kind join kernel.post post on post.staffing = kind.staffing
                      where kind.kind = office.kind and post.post = 'specialist') as examines,
             replace(office.name_vi, ' ' || area.kind || ' ' || area.name, '') as name_vi,
             case office.level when 'province' then office.name_en else regexp_replace(office.name_en, '^(.*) (of|in) .*$', '\\1') end as name_en
        from kernel.office office join kernel.area area on area.code = office.area_code and area.in_force @> ${today}::date
       where office.in_force @> ${today}::date
       order by unit, name_vi desc`,
    db(Post)`
      select post.post, post.name_vi, post.name_en
        from kernel.post post join kernel.office_kind kind on kind.staffing = post.staffing
       where kind.kind = 'commune_committee' and post.role = 'specialist' order by post.post`
  ])
  return [
    ...offices.map(({ level, unit, examines, name_vi, name_en }) => ({
      level: level as Seat['level'],
      unit,
      ...(examines ? { post: 'specialist' } : {}),
      name: withLevel(level, unit, { vi: name_vi, en: name_en })
    })),
    ...officials.map(({ post, name_vi, name_en }) => ({
      level: 'commune' as const,
      unit: 'commune_committee',
      post,
      name: { vi: name_vi, en: name_en }
    }))
  ]
}

/** Every commune has the same office, and every district a People's Committee: without the level nobody would know which is meant. */
function withLevel(level: string, unit: string, { vi, en }: Procedure['name']): Procedure['name'] {
  if (level === 'commune') return { vi: `${vi} xã`, en: `Commune ${en}` }
  return unit === 'district_committee' ? { vi: `${vi} huyện`, en: `District ${en}` } : { vi, en }
}
