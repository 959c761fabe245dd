import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import * as contract from './contract.ts'
import { everybody, nobodysOffice, other, twoDesks, ward } from './test-desks.ts'

describe('the line of a desk', () => {
  test('gives the numbers of a day one by one, and begins anew the next day and at another desk', async () => {
    const { take, clock } = await twoDesks()
    assert.deepEqual([(await take()).body.number, (await take()).body.number], [1, 2])
    assert.equal((await take(undefined, other)).body.number, 1)
    clock.set('2021-12-30T08:00:00+07:00')
    assert.equal((await take()).body.number, 1)
  })

  test('fifty people at one moment get fifty numbers', async () => {
    const { take, officers } = await twoDesks()
    const taken = await Promise.all(Array.from({ length: 50 }, () => take(undefined, ward, officers[0])))
    const given = taken.map(({ body }) => body.number).toSorted((a, b) => a - b)
    assert.deepEqual(
      given,
      Array.from({ length: 50 }, (_, i) => i + 1)
    )
  })

  test('F8 calls the next, with precedence first; whoever holds a number sees how many are before them, and which counter calls', async () => {
    const { take, call, follow, officers, as } = await twoDesks()
    const [first, second, elderly] = [await take(), await take(), await take('elderly')]
    assert.deepEqual([first.body.ahead, second.body.ahead, elderly.body.ahead], [0, 1, 0])
    assert.equal((await follow(second.body.id)).ahead, 2, 'who has precedence came before them')
    const line = await call(officers[0], 3)
    assert.deepEqual(
      line.called.map(({ number, counter, by, mine }) => [number, counter, by, mine]),
      [[3, 3, 'Mai', true]]
    )
    const called = await follow(elderly.body.id)
    assert.deepEqual([called.state, called.counter], ['called', 3])
    const desk = (await as(everybody)(contract.openDesk, { params: { office: ward } })).body
    assert.deepEqual([desk.waiting, desk.called[0]?.number, desk.next.map(({ number }) => number)], [2, 3, [1, 2]])
  })

  test('who was served is done with the next call, and a colleague’s call stays', async () => {
    const { take, call, follow, officers } = await twoDesks()
    const taken = [await take(), await take(), await take()]
    await call(officers[0])
    const both = await call(officers[1], 2)
    assert.deepEqual(both.called.map(({ number }) => number).toSorted(), [1, 2])
    await call(officers[0])
    const states = await Promise.all(taken.map(async ({ body }) => (await follow(body.id)).state))
    assert.deepEqual(states, ['served', 'called', 'called'])
    const empty = await call(officers[0])
    assert.deepEqual([empty.line, empty.called.map(({ number }) => number)], [[], [2]], 'nobody is left to call')
  })

  test('officers who press F8 at one moment never call one number twice', async () => {
    const { take, officers, as, asOwner } = await twoDesks()
    for (let i = 0; i < 8; i++) await take(undefined, ward, officers[0])
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        as(officers[i % 2 ? 1 : 0])(contract.callNext, { params: { office: ward }, body: { counter: (i % 2) + 1 } })
      )
    )
    const rows = await asOwner<{ state: string }>('select state from desks.ticket order by number')
    assert.deepEqual(rows.map(({ state }) => state).toSorted(), ['called', 'called', ...Array(6).fill('served')])
  })

  test('one press sent twice calls one number', async () => {
    const { take, officers, as, asOwner } = await twoDesks()
    await take()
    await take()
    const input = { params: { office: ward }, body: { counter: 1 }, key: randomUUID() }
    const [one, copy] = await Promise.all([
      as(officers[0])(contract.callNext, input),
      as(officers[0])(contract.callNext, input)
    ])
    assert.deepEqual([one.status, copy.status], [201, 201])
    const [{ count } = { count: 0 }] = await asOwner<{ count: number }>(
      `select count(*)::int as count from desks.ticket where state = 'called'`
    )
    assert.equal(count, 1)
  })

  test('who is not there is passed over, and comes next when they are back', async () => {
    const { take, call, officers, as } = await twoDesks()
    const first = await take()
    await take()
    await take()
    await call(officers[0])
    const absent = await as(officers[0])(contract.endCall, { params: { id: first.body.id }, body: { as: 'absent' } })
    assert.deepEqual(
      [absent.body.absent.map(({ number }) => number), absent.body.line.map(({ number }) => number)],
      [[1], [2, 3]]
    )
    await call(officers[0])
    const back = await as(officers[1])(contract.takeBack, { params: { id: first.body.id } })
    assert.deepEqual([back.body.absent, back.body.line.map(({ number }) => number)], [[], [1, 3]])
    const twice = await as(officers[1])(contract.takeBack, { params: { id: first.body.id } })
    assert.deepEqual([twice.status, (twice.body as unknown as { code: string }).code], [409, 'number.moved'])
  })

  test('a number is called out again with its hour, and whoever gave theirs up is not called', async () => {
    const { take, call, officers, as, clock, follow } = await twoDesks()
    const [first, second] = [await take(), await take()]
    await call(officers[0])
    clock.set('2021-12-29T09:02:00+07:00')
    const again = await as(officers[0])(contract.callAgain, { params: { id: first.body.id } })
    assert.deepEqual(
      again.body.called.map(({ calledAt, announcedAt }) => [calledAt, announcedAt]),
      [['2021-12-29T02:00:00.000Z', '2021-12-29T02:02:00.000Z']]
    )
    assert.equal((await as(everybody)(contract.giveUpNumber, { params: { id: second.body.id } })).status, 201)
    assert.deepEqual((await call(officers[0])).called, [])
    assert.equal((await follow(second.body.id)).state, 'given_up')
  })
})

describe('a number that is taken from afar', () => {
  const codeOf = (reply: { body: unknown }) => (reply.body as { code: string }).code

  test('is refused where the desk is closed that day or would close first, and an officer gives one to who stands there', async () => {
    const { take, clock, officers } = await twoDesks()
    clock.set('2021-12-25T09:00:00+07:00')
    assert.equal(codeOf(await take()), 'number.day_off')
    clock.set('2021-12-29T17:00:00+07:00')
    for (let i = 0; i < 4; i++) assert.equal((await take(undefined, ward, officers[0])).status, 201)
    const late = await take()
    assert.deepEqual([late.status, codeOf(late)], [409, 'number.too_late'])
    assert.equal((await take(undefined, other)).status, 201, 'nobody waits at the other desk')
  })

  test('ten an hour from one address, whatever the desk; an officer is not counted', async () => {
    const { take, clock, officers } = await twoDesks()
    clock.set('2021-12-29T07:30:00+07:00')
    for (let i = 0; i < 10; i++) assert.equal((await take(undefined, i % 2 ? ward : other)).status, 201)
    assert.deepEqual([(await take()).status, codeOf(await take())], [429, 'number.too_many'])
    assert.equal((await take(undefined, ward, officers[0])).status, 201)
    assert.equal((await take(undefined, ward, officers[2])).status, 429, 'an officer of another desk is anybody here')
    clock.set('2021-12-29T08:31:00+07:00')
    assert.equal((await take()).status, 201)
  })

  test('says nothing of who took it: no name, no account, no address that could be read back', async () => {
    const { take, asOwner } = await twoDesks()
    await take()
    const [row = { taker: Buffer.of() }] = await asOwner<{ taker: Buffer }>('select * from desks.ticket')
    assert.deepEqual(Object.keys(row).toSorted(), [
      'announced_at',
      'called_at',
      'called_by',
      'counter',
      'day',
      'ended_at',
      'id',
      'number',
      'office_id',
      'priority',
      'state',
      'taken_at',
      'taker',
      'way'
    ])
    assert.equal(row.taker.length, 32)
    assert.notEqual(row.taker.toString('hex'), createHash('sha256').update('127.0.0.1').digest('hex'))
  })
})

describe('bad input', () => {
  test('a desk that is none, an office without officers, a number that is none or another desk’s', async () => {
    const { take, officers, as } = await twoDesks()
    assert.equal((await take(undefined, 99_999)).status, 404)
    assert.equal((await take(undefined, nobodysOffice)).status, 404)
    const taken = await take()
    const id = taken.body.id
    const elsewhere = await as(officers[2])(contract.endCall, { params: { id }, body: { as: 'served' } })
    assert.equal(elsewhere.status, 404)
    const call = await as(officers[2])(contract.callNext, { params: { office: ward }, body: { counter: 1 } })
    assert.equal(call.status, 403)
    assert.equal((await as(everybody)(contract.followNumber, { params: { id: randomUUID() } })).status, 404)
    const uncalled = await as(officers[0])(contract.endCall, { params: { id }, body: { as: 'served' } })
    assert.equal(uncalled.status, 409)
    const again = await as(everybody)(contract.takeNumber, { params: { office: ward }, body: { id } })
    assert.equal(again.status, 409, 'one id is one number')
    const counter = await as(officers[0])(contract.callNext, { params: { office: ward }, body: { counter: 0 } })
    assert.equal((counter.body as unknown as { fields: { field: string }[] }).fields[0]?.field, 'body.counter')
  })

  test('yesterday’s number stands still', async () => {
    const { take, call, officers, as, clock, follow } = await twoDesks()
    const { id } = (await take()).body
    clock.set('2021-12-30T09:00:00+07:00')
    assert.deepEqual((await call(officers[0])).called, [])
    assert.equal((await follow(id)).past, true)
    const late = await as(everybody)(contract.giveUpNumber, { params: { id } })
    assert.equal(late.status, 409)
  })
})

describe('without a script', () => {
  const form = (fields: Record<string, string>) => ({
    method: 'POST' as const,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString()
  })

  test('a number is taken at the page of the desk, followed and given up; a form sent twice takes one number', async () => {
    const { get, app, asOwner } = await twoDesks()
    const shown = await get('/lay-so?noi=H57.22.03')
    assert.match(shown.text, /Không có ai chờ/)
    const key = /name="key" value="([^"]+)"/.exec(shown.text)?.[1] ?? ''
    const sent = form({ noi: 'H57.22.03', 'uu-tien': 'pregnant', key })
    const [one] = [await app.inject({ url: '/lay-so', ...sent }), await app.inject({ url: '/lay-so', ...sent })]
    assert.match(one.body, /<p class="number in-line">1<\/p>/)
    const rows = await asOwner<{ id: string; priority: string }>('select id, priority from desks.ticket')
    assert.deepEqual(
      rows.map(({ priority }) => priority),
      ['pregnant']
    )
    const id = rows[0]?.id ?? ''
    const followed = await get(`/so-thu-tu?so=${id}`)
    assert.match(followed.text, /Sắp đến lượt/)
    const giving = form({ so: id, key: randomUUID() })
    assert.match((await app.inject({ url: '/so-thu-tu', ...giving })).body, /Đã bỏ số này/)
    assert.equal((await get('/so-thu-tu?so=khong-co')).status, 404)
    assert.equal((await get('/lay-so')).status, 404)
    assert.equal((await get('/lay-so?noi=H99')).status, 404)
  })
})
