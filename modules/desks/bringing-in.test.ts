import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { Person } from '@motcua/kernel'
import type { Static } from 'typebox'
import * as contract from './contract.ts'
import { forgetJob } from './tickets.ts'
import { everybody, other, twoDesks, ward } from './test-desks.ts'

type Sent = Static<(typeof contract.bringIn)['body']>['acts'][number]

/** A ward in which three people hold numbers, taken at nine; what happens later is brought in at half past nine. */
async function withoutLine() {
  const server = await twoDesks()
  const { as, take, asOwner, clock } = server
  const taken = [await take(), await take(), await take()].map(({ body }) => body.id)
  clock.set('2021-12-29T09:30:00+07:00')
  const act = (did: Sent['did'], number: number, at: string, counter = 1): Sent => ({
    id: randomUUID(),
    ticket: taken[number - 1] ?? '',
    did,
    at: `2021-12-29T${at}:00+07:00`,
    counter
  })
  const bring = async (officer: Person, acts: Sent[], office = ward) =>
    as(officer)(contract.bringIn, { params: { office }, body: { acts } })
  const rows = () =>
    asOwner<{ state: string; counter: number | null; called_at: Date | null; ended_at: Date | null }>(
      'select state, counter, called_at, ended_at from desks.ticket order by number'
    )
  const states = async () => (await rows()).map(({ state }) => state)
  const forget = (at: string) => server.act((ctx) => forgetJob.run({ ...ctx, now: new Date(at) }))
  return { ...server, taken, act, bring, rows, states, forget }
}

const hour = (at: Date | null) => at?.toISOString().slice(11, 16)

describe('calls made without a line', () => {
  test('are brought in as they happened, each with its moment and the moment it was brought in', async () => {
    const { act, bring, rows, officers, asOwner } = await withoutLine()
    const acts = [act('called', 1, '09:10', 3), act('again', 1, '09:11', 3), act('served', 1, '09:15', 3)]
    const more = [act('called', 2, '09:15', 3), act('absent', 2, '09:17', 3), act('called', 3, '09:17', 3)]
    const { status, body } = await bring(officers[0], [...acts, ...more])
    assert.equal(status, 201)
    assert.deepEqual(body.left, [])
    const { line, called, absent } = body.line
    assert.deepEqual([line, called.map(({ mine }) => mine), absent.map(({ number }) => number)], [[], [true], [2]])
    assert.deepEqual(
      (await rows()).map(({ state, counter, called_at, ended_at }) => [
        state,
        counter,
        hour(called_at),
        hour(ended_at)
      ]),
      [
        ['served', 3, '02:10', '02:15'],
        ['absent', 3, '02:15', '02:17'],
        ['called', 3, '02:17', undefined]
      ]
    )
    const kept = await asOwner<{ at: Date; brought_at: Date }>('select at, brought_at from desks.act order by seq')
    assert.deepEqual(
      kept.map(({ at, brought_at }) => [hour(at), hour(brought_at)]),
      ['02:10', '02:11', '02:15', '02:15', '02:17', '02:17'].map((at) => [at, '02:30'])
    )
  })

  test('sent again, as another command or in part, they are counted once', async () => {
    const { act, bring, rows, officers, asOwner, call } = await withoutLine()
    const acts = [act('called', 1, '09:10'), act('served', 1, '09:12'), act('called', 2, '09:12')]
    const first = await bring(officers[0], acts)
    const before = await rows()
    const copies = await Promise.all([bring(officers[0], acts), bring(officers[0], acts.slice(1))])
    assert.deepEqual(
      copies.map(({ status, body }) => [status, body.left]),
      [
        [201, []],
        [201, []]
      ]
    )
    assert.deepEqual(await rows(), before)
    assert.deepEqual(copies[0]?.body.line.called, first.body.line.called)
    // The line goes on from there as if it had never been away.
    assert.deepEqual(
      (await call(officers[0])).called.map(({ number }) => number),
      [3]
    )
    await bring(officers[0], acts)
    assert.deepEqual(
      (await rows()).map(({ state }) => state),
      ['served', 'served', 'called']
    )
    const [{ count } = { count: 0 }] = await asOwner<{ count: number }>('select count(*)::int as count from desks.act')
    assert.equal(count, 5)
  })

  test('a number that two counters called is counted where it was called first, whoever brings in first; the other is told where', async () => {
    const { act, bring, rows, officers, states } = await withoutLine()
    const [mai, lan] = officers
    const later = [act('called', 1, '09:12', 2), act('absent', 1, '09:13', 2), act('called', 2, '09:14', 2)]
    assert.deepEqual([(await bring(lan, later)).body.left, await states()], [[], ['absent', 'called', 'waiting']])
    const earlier = [act('called', 1, '09:10'), act('served', 1, '09:12'), act('called', 2, '09:12')]
    assert.deepEqual([(await bring(mai, earlier)).body.left, await states()], [[], ['served', 'called', 'waiting']])
    assert.deepEqual(
      (await rows()).map(({ counter }) => counter),
      [1, 1, null]
    )
    const { body } = await bring(lan, [act('again', 2, '09:15', 2)])
    assert.deepEqual(
      body.left.map(({ why, counter, calledAt }) => [why, counter, calledAt]),
      [['first_elsewhere', 1, '2021-12-29T02:12:00.000Z']]
    )
  })

  test('a number served already, or given up, is not called anew, and the officer is told', async () => {
    const { act, bring, call, officers, as, taken, clock, states } = await withoutLine()
    clock.set('2021-12-29T09:05:00+07:00')
    await call(officers[1], 2)
    clock.set('2021-12-29T09:09:00+07:00')
    await call(officers[1], 2)
    await as(everybody)(contract.giveUpNumber, { params: { id: taken[2] ?? '' } })
    clock.set('2021-12-29T09:30:00+07:00')
    const { body } = await bring(officers[0], [
      act('called', 1, '09:10'),
      act('served', 1, '09:12'),
      act('called', 3, '09:12')
    ])
    assert.deepEqual(
      body.left.map(({ ticket, why, counter }) => [taken.indexOf(ticket) + 1, why, counter]),
      [
        [1, 'first_elsewhere', 2],
        [3, 'given_up', undefined]
      ]
    )
    assert.deepEqual(await states(), ['served', 'called', 'given_up'])
  })

  test('a person found absent at the counter that called first is still with the other that called them too', async () => {
    const { act, bring, officers, call, as, taken, states } = await withoutLine()
    await bring(officers[0], [act('called', 1, '09:10')])
    await bring(officers[1], [act('called', 1, '09:11', 2)])
    const absent = await as(officers[0])(contract.endCall, { params: { id: taken[0] ?? '' }, body: { as: 'absent' } })
    assert.deepEqual(
      absent.body.called.map(({ by, counter }) => [by, counter]),
      [['Lan', 2]]
    )
    await call(officers[1], 2)
    assert.deepEqual(await states(), ['served', 'called', 'waiting'])
  })
})

test('what was done with a number goes with it after a year', async () => {
  const { act, bring, officers, asOwner, forget } = await withoutLine()
  await bring(officers[0], [act('called', 1, '09:10')])
  await forget('2022-12-29T09:00:00+07:00')
  const before = await asOwner('select 1 from desks.act')
  await forget('2022-12-31T09:00:00+07:00')
  assert.deepEqual([before.length, (await asOwner('select 1 from desks.act')).length], [1, 0])
})

test('an upgrade in the middle of a day changes nothing of what became of each number', async () => {
  const { call, officers, as, take, taken, asOwner, clock, act, bring } = await withoutLine()
  await call(officers[0])
  await take()
  clock.set('2021-12-29T09:32:00+07:00')
  // In one moment the first is served and the second called.
  await call(officers[0])
  clock.set('2021-12-29T09:33:00+07:00')
  await as(officers[0])(contract.endCall, { params: { id: taken[1] ?? '' }, body: { as: 'absent' } })
  await as(everybody)(contract.giveUpNumber, { params: { id: taken[2] ?? '' } })
  await call(officers[0])
  clock.set('2021-12-29T09:34:00+07:00')
  const rows = () => asOwner<{ state: string }>('select * from desks.ticket order by number')
  const before = await rows()
  await asOwner('delete from desks.act')
  const migration = readFileSync(new URL('./migrations/20261130-1500_create_act.sql', import.meta.url), 'utf8')
  await asOwner(migration.slice(migration.indexOf('insert into')))
  // Whatever is done next, everything is put in its order anew.
  await bring(officers[1], [act('called', 1, '09:33', 2)])
  assert.deepEqual(await rows(), before)
  assert.deepEqual(
    before.map(({ state }) => state),
    ['served', 'absent', 'given_up', 'called']
  )
})

describe('what is not believed', () => {
  const whys = ({ body }: { body: contract.BroughtIn }) => body.left.map(({ why }) => why)

  test('a moment in the future, or before the number was taken; a number of yesterday or that is none', async () => {
    const { act, bring, officers, states, clock } = await withoutLine()
    assert.deepEqual(whys(await bring(officers[0], [act('called', 1, '09:32')])), ['unfit'])
    assert.deepEqual(whys(await bring(officers[0], [act('called', 1, '08:50')])), ['unfit'])
    const none = { ...act('called', 1, '09:10'), ticket: randomUUID() }
    assert.deepEqual(whys(await bring(officers[0], [none])), ['none'])
    assert.deepEqual(await states(), ['waiting', 'waiting', 'waiting'])
    const kept = act('called', 1, '09:10')
    clock.set('2021-12-30T07:30:00+07:00')
    assert.deepEqual(
      whys(await bring(officers[0], [kept, { ...kept, id: randomUUID(), at: '2021-12-30T07:29:00+07:00' }])),
      ['past']
    )
    assert.deepEqual(await states(), ['waiting', 'waiting', 'waiting'])
  })

  test('one that is not believed keeps none of the others out', async () => {
    const { act, bring, officers, states } = await withoutLine()
    const acts = [act('called', 1, '09:10'), act('served', 1, '09:12'), act('called', 2, '11:00')]
    assert.deepEqual(whys(await bring(officers[0], acts)), ['unfit'])
    assert.deepEqual(await states(), ['served', 'waiting', 'waiting'])
  })

  test('the number of another desk, and an officer who sits at another', async () => {
    const { act, bring, officers, states } = await withoutLine()
    const foreign = await bring(officers[2], [act('called', 1, '09:10')])
    assert.deepEqual([foreign.status, (foreign.body as unknown as { code: string }).code], [403, 'desks.not_yours'])
    assert.deepEqual(whys(await bring(officers[2], [act('called', 1, '09:10')], other)), ['none'])
    assert.deepEqual(await states(), ['waiting', 'waiting', 'waiting'])
    const counter = await bring(officers[0], [act('called', 1, '09:10', 0)])
    assert.deepEqual([counter.status, (await bring(officers[0], [])).status], [400, 400])
  })
})
