import assert from 'node:assert/strict'
import { test } from 'node:test'
import { citizensTable, officialsTable, organisationTables } from '../data/province.ts'
import { importCitizens, importOfficials, importOrganisations } from './import.ts'
import { officesOfSeats } from './organisations.ts'
import { bySystem, type Ctx, houseCtx } from './platform/commands.ts'
import { aDatabase } from './platform/testing.ts'

const { database, asOwner } = await aDatabase()
const now = new Date('2026-03-12T09:00:00+07:00')

const act = <T>(verb: (ctx: Ctx) => Promise<T>) => bySystem(database, (db) => verb(houseCtx(db, now)))
const layOut = async (tables = organisationTables()) => {
  await act((ctx) => importOrganisations(ctx, tables))
  await act((ctx) => importOfficials(ctx, officialsTable()))
  await act((ctx) => importCitizens(ctx, citizensTable()))
}
const counts = async () => {
  const [row] = await asOwner<Record<string, number>>(`select
    (select count(*)::int from kernel.area) as areas, (select count(*)::int from kernel.area_succession) as successions,
    (select count(*)::int from kernel.office) as offices, (select count(*)::int from kernel.person) as people,
    (select count(*)::int from kernel.appointment) as appointments`)
  return row
}

await layOut()

test('the province is laid out whole, and laying it out again changes nothing', async () => {
  const first = await counts()
  assert.deepEqual(
    [first?.areas, first?.successions, first?.offices, first?.people],
    [1 + 9 + 141, 141, 422, 1638 + 10]
  )
  const before = await asOwner('select * from kernel.appointment order by person_id, office_id, post')
  await layOut()
  assert.deepEqual(await counts(), first)
  assert.deepEqual(await asOwner('select * from kernel.appointment order by person_id, office_id, post'), before)
})

test('a vice-chair fills the post of the chair too, and a constable takes in what comes to the police', async () => {
  const rows = await asOwner<{ office: string; posts: string[]; roles: string[] }>(`
    select office.code as office, array_agg(post order by post) as posts, array_agg(role order by post) as roles
      from kernel.appointment join kernel.office on office.id = office_id join kernel.person on person.id = person_id
     where email in ('phochutich.19756@demo.motcua.vn', 'canbo.congan.19756@demo.motcua.vn', 'giamdoc.ttpvhcc@demo.motcua.vn')
     group by person_id, office.code order by office.code`)
  assert.deepEqual(rows, [
    { office: 'H57.00', posts: ['leader', 'monitor'], roles: ['leader', 'centre'] },
    { office: 'H57.22.03', posts: ['deputy', 'leader'], roles: ['leader', 'leader'] },
    { office: 'H57.22.03/CA', posts: ['officer', 'specialist'], roles: ['officer', 'specialist'] }
  ])
})

test('the seats of a commune lead to its own committee, its district and the province', async () => {
  const found = await act((ctx) =>
    officesOfSeats(
      ctx,
      [
        { level: 'commune', unit: 'commune_committee' },
        { level: 'district', unit: 'district_finance' },
        { level: 'province', unit: 'section_administrative_justice' }
      ],
      '20179'
    )
  )
  assert.deepEqual(
    found.map(({ code }) => code),
    ['H57.30.06', 'H57.30/TCKH', 'H57.14/HCTP']
  )
})

test('a mended name is taken over; what a reorganisation has ended stays ended', async () => {
  await asOwner(`update kernel.office set in_force = daterange('2021-07-01', '2025-07-01') where id = 13001`)
  await asOwner(`
    update kernel.appointment set in_force = daterange('2021-07-01', '2025-07-01') where office_id = 13001`)
  const tables = organisationTables()
  await layOut({
    ...tables,
    offices: tables.offices.replace('Ủy ban nhân dân thị trấn Khe Tre', 'UBND thị trấn Khe Tre')
  })
  const [office] = await asOwner(`select name_vi, in_force::text from kernel.office where id = 13001`)
  assert.deepEqual(office, { name_vi: 'UBND thị trấn Khe Tre', in_force: '[2021-07-01,2025-07-01)' })
  const open = await asOwner(`select from kernel.appointment where office_id = 13001 and upper_inf(in_force)`)
  assert.equal(open.length, 0)
})

test('an official of an office that does not exist stops the import', async () => {
  const stray = '018f0000-0000-7000-8000-000000000001\tLê An\tmale\tle.an@demo.motcua.vn\tH57.99\tleader\t2021-07-01\n'
  await assert.rejects(
    act((ctx) => importOfficials(ctx, officialsTable() + stray)),
    /Of 1639 officials 1638 have a post/
  )
})
