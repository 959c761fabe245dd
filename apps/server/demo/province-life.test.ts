import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDatabase } from '@motcua/kernel/testing'
import { sealJob } from '@motcua/kernel/seal'
import { runJob } from '@motcua/kernel/platform/jobs'
import { verify } from '@motcua/kernel/verify'
import { layOutProvince } from '../province.ts'
import { layOutLife, type Span } from './province-life.ts'

const { database, asOwner } = await aDatabase()
const until = new Date('2022-03-31T10:00:00+07:00')
const publicUrl = 'http://localhost:8080'
const span: Span = {
  from: '2022-03-01',
  to: '2022-03-31',
  dossiers: 160,
  until,
  seed: 4,
  publicUrl,
  mattersToTry: true
}

const counts = async () => {
  const rows = await asOwner<{ what: string; count: number }>(`
    select state as what, count(*)::int from kernel.case group by state union all
    select 'acts', count(*)::int from kernel.command union all
    select 'numbers', count(*)::int from desks.ticket union all
    select 'letters', count(*)::int from kernel.delivery union all
    select 'overdue', count(*)::int from kernel.case where state in ('received', 'processing') and runs_out_at < '${until.toISOString()}'`)
  return Object.fromEntries(rows.map(({ what, count }) => [what, count]))
}

test('a month laid out reads as if people had lived it: every chain whole, some dossiers at each step, nobody’s telephone rings', async () => {
  await layOutProvince(database, { now: until, demo: true })
  await layOutLife(database, span, {})
  const laidOut = await counts()
  for (const state of ['processing', 'decided', 'returned'])
    assert.ok((laidOut[state] ?? 0) > 0, `no dossier is ${state}: ${JSON.stringify(laidOut)}`)
  assert.ok((laidOut.overdue ?? 0) > 2, `too few stand late for a head to see any: ${laidOut.overdue}`)
  assert.equal(laidOut.letters, 0)
  await runJob(database, sealJob, until, publicUrl)
  const { findings, cases, entries } = await verify((text, values) => asOwner(text, values) as Promise<never[]>)
  assert.deepEqual(findings, [])
  assert.ok(cases > 130 && entries > 3 * cases)
})

test('of those who can be tried out, two wait for an office that has been late for days', async () => {
  const late = await asOwner<{ name: string; office: string }>(
    `
    select person.name, office.code as office
      from kernel.case join kernel.person on person.id = person_id join kernel.office on office.id = holder_id
     where state = 'processing' and due_at < $1 and person.name in ('Trần Quốc Bảo', 'Võ Đình Khoa') order by name`,
    [new Date(until.getTime() - 2 * 86_400_000)]
  )
  assert.deepEqual(
    late.map(({ name }) => name),
    ['Trần Quốc Bảo', 'Võ Đình Khoa']
  )
  assert.equal(new Set(late.map(({ office }) => office)).size, 1)
})

test('whoever tries the officers of Gia Hội finds something to answer, to work at, to sign, to hand over, stopped and late', async () => {
  const there = await asOwner<{ state: string; post: string; late: boolean }>(
    `select state, post, runs_out_at < $1 as late
       from kernel.case join kernel.office on office.id = holder_id where code = 'H57.22.03' and stage <> 'closed'`,
    [until]
  )
  const has = (state: string, post?: string) =>
    there.some((one) => one.state === state && (post === undefined || one.post === post))
  assert.ok(has('registered') && has('processing', 'civil_status_officer') && has('processing', 'leader'))
  assert.ok(has('decided') && has('awaiting_supplement') && there.some(({ late }) => late))
})

test('before their counter four people wait and one is served, as it would be at that hour', async () => {
  const rows = await asOwner<{ state: string; count: number }>(
    'select state, count(*)::int from desks.ticket group by state order by state'
  )
  assert.deepEqual(
    rows.map(({ state, count }) => [state, count]),
    [
      ['called', 1],
      ['served', 3],
      ['waiting', 4]
    ]
  )
})

test('laid out again, nothing is doubled', async () => {
  const before = await counts()
  await layOutLife(database, span, {})
  assert.deepEqual(await counts(), before)
})
