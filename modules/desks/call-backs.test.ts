import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import * as contract from './contract.ts'
import { desks } from './index.ts'
import { everybody, nobodysOffice, other, twoDesks, ward } from './test-desks.ts'

async function aDeskToCall() {
  const province = await twoDesks()
  const { as, asOwner, officers } = province
  await asOwner(`insert into kernel.area (code, level, kind, name, parent_code, in_force) values
    ('46', 'province', 'tỉnh', 'Thừa Thiên Huế', null, '[2021-07-01,)'), ('474', 'district', 'thành phố', 'Huế', '46', '[2021-07-01,)'),
    ('19756', 'commune', 'phường', 'Gia Hội', '474', '[2021-07-01,)')`)
  // One ward's committee, as in the province: a commune has one.
  await asOwner(`update kernel.office set area_code = '19777' where id <> $1`, [ward])
  const ask = (more: object = {}) =>
    as(everybody)(contract.askCallBack, {
      body: { id: randomUUID(), office: ward, name: 'Nguyễn Thị Hoa', phone: '+84 914 000 001', ...more }
    })
  const list = async (officer = officers[0]) => (await as(officer)(contract.listCallBacks)).body.rows
  const end = (id: string, how: 'reached' | 'no_answer', officer = officers[0]) =>
    as(officer)(contract.endCallBack, { params: { id }, body: { as: how } })
  return { ...province, ask, list, end }
}

describe('“Nhờ gọi lại”', () => {
  test('lies with the desk asked, or that of the commune, to be called within eight working hours', async () => {
    const { ask, list, officers } = await aDeskToCall()
    const asked = await ask({ procedure: '1.001193', words: ' Con sinh ở nhà thì cần giấy gì? ' })
    assert.deepEqual(asked.body, { office: ward, dueAt: '2021-12-30T02:00:00.000Z' })
    const byCommune = await ask({ office: undefined, commune: '19756', phone: '0914000002' })
    assert.equal(byCommune.body.office, ward)
    const [first, second] = await list()
    assert.deepEqual(
      [first?.phone, first?.words, first?.procedure, first?.tries, second?.phone],
      ['0914000001', 'Con sinh ở nhà thì cần giấy gì?', '1.001193', 0, '0914000002']
    )
    assert.deepEqual(await list(officers[2]), [], 'another desk sees nothing of it')
  })

  test('asked twice from one telephone it is one call, and again once somebody has called', async () => {
    const { ask, list, end } = await aDeskToCall()
    await ask()
    await ask({ phone: '0914 000 001' })
    const rows = await list()
    assert.equal(rows.length, 1)
    assert.deepEqual((await end(rows[0]?.id ?? '', 'reached')).body.open, false)
    assert.deepEqual(await list(), [])
    await ask()
    assert.equal((await list()).length, 1)
  })

  test('nobody takes the call three times: the desk has done what it could', async () => {
    const { ask, list, end, clock } = await aDeskToCall()
    await ask()
    const id = (await list())[0]?.id ?? ''
    assert.equal((await end(id, 'no_answer')).body.open, true)
    clock.set('2021-12-29T10:00:00+07:00')
    await end(id, 'no_answer')
    const [row] = await list()
    assert.deepEqual([row?.tries, row?.triedAt], [2, '2021-12-29T03:00:00.000Z'])
    assert.equal((await end(id, 'no_answer')).body.open, false)
    assert.equal((await end(id, 'reached')).status, 404)
  })

  test('three an hour from one address', async () => {
    const { ask, clock } = await aDeskToCall()
    for (let i = 0; i < 3; i++) assert.equal((await ask({ phone: `091400000${i}` })).status, 201)
    assert.equal((await ask({ phone: '0914000009' })).status, 429)
    clock.set('2021-12-29T10:01:00+07:00')
    assert.equal((await ask({ phone: '0914000009' })).status, 201)
  })

  test('a wrong telephone, no desk at all, a desk that is none: the field is named', async () => {
    const { ask, list } = await aDeskToCall()
    const faults = async (more: object) => {
      const { status, body } = await ask(more)
      const { code, fields } = body as unknown as { code: string; fields: { field: string }[] }
      return [status, code, fields.map(({ field }) => field)]
    }
    assert.deepEqual(await faults({ phone: '12345' }), [400, 'invalid', ['body.phone']])
    assert.deepEqual(await faults({ office: undefined }), [400, 'invalid', ['body.commune']])
    assert.deepEqual(await faults({ name: '' }), [400, 'invalid', ['body.name']])
    assert.deepEqual(await faults({ office: nobodysOffice }), [404, 'desk.none', []])
    assert.deepEqual(await list(), [])
  })

  test('an officer of another desk ends nothing, and row security shows them nothing where a question forgot to', async () => {
    const { ask, list, end, officers, database } = await aDeskToCall()
    await ask()
    const id = (await list())[0]?.id ?? ''
    assert.equal((await end(id, 'reached', officers[2])).status, 404)
    const seenBy = (offices: number[]) =>
      database.transaction(
        { offices, person: randomUUID(), reach: 'own' },
        (db) => db`update desks.call_back set tries = tries`
      )
    assert.deepEqual([await seenBy([ward]), await seenBy([other])], [1, 0])
  })

  test('a month after the call name and telephone are gone', async () => {
    const { ask, list, end, clock, runJobOf, asOwner } = await aDeskToCall()
    await ask()
    await end((await list())[0]?.id ?? '', 'reached')
    const count = async () =>
      (await asOwner<{ count: number }>('select count(*)::int as count from desks.call_back'))[0]?.count
    clock.set('2022-01-27T09:00:00+07:00')
    await runJobOf(desks, 'erase call-backs')
    assert.equal(await count(), 1)
    clock.set('2022-01-29T09:00:00+07:00')
    await runJobOf(desks, 'erase call-backs')
    assert.equal(await count(), 0)
  })
})
