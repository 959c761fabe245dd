import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { publishCalendar } from '@motcua/kernel/calendar'
import {
  type AppointmentRow,
  hasOffices,
  importOrganisations,
  type OrganisationRows,
  type PersonRow
} from '@motcua/kernel/organisations'
import type { Ctx } from '@motcua/kernel'
import type { Database } from '@motcua/kernel/platform/db'
import { type Row, readTable } from '@motcua/kernel/rules/table'
import { importIndustries, publishVersion } from '@motcua/procedures'
import { provinceCalendar } from '../../data/calendar/days-off.ts'

const file = (name: string) => readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8')
const table = <Column extends string>(name: string, ...columns: Column[]): Row<Column>[] =>
  readTable(file(name), columns)
const orNull = (text: string) => (text === '' ? null : text)

/** The province of the demo in force from this day. */
const inForceFrom = '2021-07-01'

/**
 * Lays the province out: offices, people in every post, calendar, trades and procedures. The same data again change nothing; a changed
 * calendar or procedure is published as a new edition or version.
 */
export async function seed(database: Database, now: Date, log: (line: string) => void): Promise<void> {
  const inOne = <T>(work: (ctx: Ctx) => Promise<T>) =>
    database.transaction({ offices: [], person: null, reach: 'province' }, (db) =>
      work({ db, actor: { kind: 'system' }, now, command: randomUUID(), from: '', publish: () => {} })
    )
  if (!(await inOne(hasOffices))) {
    log('laying out the offices, posts and people of the province')
    await inOne((ctx) => importOrganisations(ctx, readOrganisations()))
  }
  const { edition: _, ...calendar } = provinceCalendar
  const hash = createHash('sha256').update(JSON.stringify(calendar)).digest('hex')
  await inOne(async (ctx) => {
    await publishCalendar(ctx, calendar, hash)
    const trades = table('procedures/industries.tsv', 'code', 'name_vi', 'name_en', 'condition')
    await importIndustries(
      ctx,
      trades.map(({ condition, ...trade }) => ({ ...trade, conditional: condition !== '' }))
    )
    for (const code of ['1.001193', '1.001612'])
      await publishVersion(ctx, JSON.parse(file(`procedures/${code}.json`)), inForceFrom)
  })
}

function readOrganisations(): OrganisationRows {
  const communes = table('organisations/communes-2021.tsv', 'district_code', 'commune_code', 'district', 'kind', 'name')
  const districts = new Map(communes.map((commune) => [commune.district_code, commune.district]))
  const offices = table(
    'organisations/offices.tsv',
    'id',
    'code',
    'kind',
    'level',
    'name_vi',
    'name_en',
    'parent_id',
    'area_code',
    'in_force_from'
  )
  const officials = table('people/officials.tsv', 'id', 'name', 'email', 'office', 'post', 'from')
  const citizens = table('people/citizens.tsv', 'id', 'name', 'born_on', 'personal_id', 'phone', 'email')
  const from = inForceFrom
  const people: PersonRow[] = [
    ...officials.map(({ id, name, email }) => ({ id, kind: 'official' as const, name, email, personal_id: null, phone: null, born_on: null })),
    ...citizens.map(({ id, name, email, ...citizen }) => ({
      id, kind: 'citizen' as const, name, email,
      personal_id: orNull(citizen.personal_id), phone: orNull(citizen.phone), born_on: orNull(citizen.born_on)
    }))
  ] // biome-ignore format: two kinds of people
  return {
    areas: [
      { code: '46', level: 'province', kind: 'tỉnh', name: 'Thừa Thiên Huế', parent: null, from },
      ...[...districts].map(([code, name]) => ({ code, level: 'district', kind: 'huyện', name, parent: '46', from })),
      ...communes.map(({ commune_code, kind, name, district_code }) => ({
        code: commune_code,
        level: 'commune',
        kind,
        name,
        parent: district_code,
        from
      }))
    ],
    offices: offices.map((office) => ({
      ...office,
      id: Number(office.id),
      parent: office.parent_id === '' ? null : Number(office.parent_id),
      area: office.area_code,
      from: office.in_force_from
    })),
    people,
    appointments: appointmentsOf(officials, offices)
  }
}

/** Each official in their post, and in those that they act for: a deputy signs in the head's place. */
function appointmentsOf(
  officials: Row<'id' | 'office' | 'post' | 'from'>[],
  offices: Row<'code' | 'kind'>[]
): AppointmentRow[] {
  const staffings = new Map(
    table('organisations/office-kinds.tsv', 'kind', 'staffing').map((kind) => [kind.kind, kind.staffing])
  )
  const staffingOf = new Map(offices.map((office) => [office.code, staffings.get(office.kind)]))
  const posts = table('organisations/posts.tsv', 'staffing', 'post', 'role', 'acts_for')
  const postOf = new Map(posts.map((post) => [`${post.staffing} ${post.post}`, post]))
  return officials.flatMap(({ id, office, post, from }) => {
    const staffing = staffingOf.get(office)
    const own = postOf.get(`${staffing} ${post}`)
    if (!own) throw new Error(`There is no post ${post} in an office like ${office}.`)
    return [post, ...own.acts_for.split(' ').filter(Boolean)].map((held) => ({
      person: id,
      office,
      post: held,
      role: postOf.get(`${staffing} ${held}`)?.role ?? own.role,
      from
    }))
  })
}
