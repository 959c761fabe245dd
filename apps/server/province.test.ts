import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDatabase } from '@motcua/kernel/testing'
import { layOutProvince } from './province.ts'

const now = new Date('2026-03-12T09:00:00+07:00')
const counts = `select
  (select count(*)::int from kernel.office) as offices, (select count(*)::int from kernel.person) as people,
  (select count(*)::int from kernel.calendar_edition) as calendars, (select count(*)::int from procedures.version) as versions,
  (select count(*)::int from procedures.industry) as trades`

test('a province without demonstration has offices and procedures, and nobody invented', async () => {
  const { database, asOwner } = await aDatabase()
  await layOutProvince(database, { now, demo: false })
  const [row] = await asOwner<Record<string, number>>(counts)
  assert.deepEqual([row?.offices, row?.people, row?.calendars, row?.versions], [422, 0, 1, 10])
})

test('every start lays the province out again and changes nothing', async () => {
  const { database, asOwner } = await aDatabase()
  await layOutProvince(database, { now, demo: true })
  const first = await asOwner(counts)
  await layOutProvince(database, { now, demo: true })
  assert.deepEqual(await asOwner(counts), first)
})
