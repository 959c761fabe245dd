import { Type } from 'typebox'
import type { Ctx } from './platform/commands.ts'
import { readTable } from './rules/table.ts'

/** The texts of the tables in data/organisations. */
export type OrganisationTables = {
  province: string
  communes: string
  successors: string
  newCommunes: string
  kinds: string
  posts: string
  offices: string
}

const since = '2021-07-01'
const succession = { day: '2025-07-01', resolution: '1675/NQ-UBTVQH15' }

/**
 * Takes over areas, offices and posts. The same again changes nothing; a mended name or description is taken over, while dates in
 * force and successors belong to the database from then on: a reorganisation is an act, not an edited file.
 */
export async function importOrganisations({ db }: Ctx, tables: OrganisationTables): Promise<void> {
  db.forget()
  void db`
    insert into kernel.area (code, level, kind, name, parent_code, in_force)
    select code, level, kind, name, nullif(parent, ''), daterange(${since}, null)
      from jsonb_to_recordset(${JSON.stringify(areasOf(tables))}::jsonb)
        as area (code text, level text, kind text, name text, parent text)
    on conflict do nothing`
  void db`
    insert into kernel.area_succession (area_code, on_day, successor_kind, successor_name, resolution)
    select code, ${succession.day}, kind, name, ${succession.resolution}
      from jsonb_to_recordset(${JSON.stringify(successionsOf(tables))}::jsonb) as each (code text, kind text, name text)
    on conflict (area_code, on_day) do update
      set successor_kind = excluded.successor_kind, successor_name = excluded.successor_name`
  const kinds = readTable(tables.kinds, ['kind', 'staffing', 'does_vi', 'does_en'])
  void db`
    insert into kernel.office_kind (kind, staffing, does_vi, does_en)
    select kind, staffing, does_vi, does_en
      from jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as each (kind text, staffing text, does_vi text, does_en text)
    on conflict (kind) do update
      set staffing = excluded.staffing, does_vi = excluded.does_vi, does_en = excluded.does_en`
  const posts = readTable(tables.posts, ['staffing', 'post', 'role', 'acts_for', 'name_vi', 'name_en'])
  void db`
    insert into kernel.post (staffing, post, role, acts_for, name_vi, name_en)
    select staffing, post, role, coalesce(string_to_array(nullif(acts_for, ''), ' '), '{}'), name_vi, name_en
      from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb)
        as each (staffing text, post text, role text, acts_for text, name_vi text, name_en text)
    on conflict (staffing, post) do update
      set role = excluded.role, acts_for = excluded.acts_for, name_vi = excluded.name_vi, name_en = excluded.name_en`
  const offices = readTable(tables.offices, [
    'id',
    'code',
    'kind',
    'level',
    'name_vi',
    'name_en',
    'parent_id',
    'area_code',
    'in_force_from',
    'in_force_until'
  ])
  await db`
    insert into kernel.office (id, code, kind, level, name_vi, name_en, parent_id, area_code, in_force)
    select id, code, kind, level, name_vi, name_en, nullif(parent_id, '')::int, area_code,
           daterange(in_force_from, nullif(in_force_until, '')::date)
      from jsonb_to_recordset(${JSON.stringify(offices)}::jsonb)
        as office (id int, code text, kind text, level text, name_vi text, name_en text, parent_id text, area_code text,
                   in_force_from date, in_force_until text)
    on conflict (id) do update
      set kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en`
}

type Area = { code: string; level: string; kind: string; name: string; parent: string }

function areasOf(tables: OrganisationTables): Area[] {
  const [province] = readTable(tables.province, ['code', 'kind', 'name'])
  if (!province) throw new Error('The table of the province is empty.')
  const communes = readTable(tables.communes, ['district_code', 'commune_code', 'district', 'kind', 'name'])
  const districts = new Map(communes.map((row) => [row.district_code, row.district]))
  return [
    { ...province, level: 'province', parent: '' },
    ...[...districts].map(([code, district]) => {
      const [, kind = '', name = ''] = /^(Thành phố|Thị xã|Huyện) (.+)$/.exec(district) ?? []
      if (!name) throw new Error(`${district} is no city, town or rural district.`)
      return { code, level: 'district', kind: kind.toLowerCase(), name, parent: province.code }
    }),
    ...communes.map(({ commune_code: code, district_code: parent, kind, name }) => ({
      code,
      level: 'commune',
      kind,
      name,
      parent
    }))
  ]
}

function successionsOf(tables: OrganisationTables): { code: string; kind: string; name: string }[] {
  const kinds = new Map(readTable(tables.newCommunes, ['kind', 'name']).map(({ name, kind }) => [name, kind]))
  return readTable(tables.successors, ['commune_code_2021', 'name_2025_07_01']).map((row) => {
    const kind = kinds.get(row.name_2025_07_01)
    if (!kind) throw new Error(`${row.name_2025_07_01} is none of the communes of 2025.`)
    return { code: row.commune_code_2021, kind, name: row.name_2025_07_01 }
  })
}

const Appointed = Type.Object({ count: Type.Integer() })

/** Takes over the demo officials with the posts they hold and those they fill for others. Who is appointed already stays as is. */
export async function importOfficials({ db, now }: Ctx, table: string): Promise<void> {
  const officials = readTable(table, ['id', 'name', 'email', 'office', 'post', 'from'])
  const rows = JSON.stringify(officials)
  void db`
    insert into kernel.person (id, kind, name, email, demo, created_at)
    select id, 'official', name, email, true, ${now}
      from jsonb_to_recordset(${rows}::jsonb) as official (id uuid, name text, email text)
    on conflict do nothing`
  void db`
    insert into kernel.appointment (person_id, office_id, post, role, in_force)
    select official.id, office.id, held.post, held.role, daterange(official."from", null)
      from jsonb_to_recordset(${rows}::jsonb) as official (id uuid, office text, post text, "from" date)
      join kernel.office office on office.code = official.office and office.in_force @> official."from"
      join kernel.office_kind kind on kind.kind = office.kind
      join kernel.post own on own.staffing = kind.staffing and own.post = official.post
      join kernel.post held on held.staffing = own.staffing and (held.post = own.post or held.post = any (own.acts_for))
    on conflict do nothing`
  const ids = officials.map(({ id }) => id)
  const [appointed] = await db(Appointed)`
    select count(distinct person_id)::int as count from kernel.appointment where person_id = any (${ids}::uuid[])`
  if (appointed?.count !== officials.length)
    throw new Error(`Of ${officials.length} officials ${appointed?.count} have a post: an office or post is missing.`)
}

/** Takes over the demo citizens. Whose number is known already stays as is. */
export async function importCitizens({ db, now }: Ctx, table: string): Promise<void> {
  const citizens = readTable(table, ['id', 'name', 'born_on', 'personal_id', 'phone', 'email'])
  await db`
    insert into kernel.person (id, kind, name, personal_id, born_on, phone, email, demo, created_at)
    select id, 'citizen', name, personal_id, born_on, phone, nullif(email, ''), true, ${now}
      from jsonb_to_recordset(${JSON.stringify(citizens)}::jsonb)
        as citizen (id uuid, name text, personal_id text, born_on date, phone text, email text)
    on conflict do nothing`
}
