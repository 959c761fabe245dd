import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { claimPerson, findPerson, findPersonByPersonalId, registerCitizen } from './people.ts'
import { bySystem, type Ctx, houseCtx } from './platform/commands.ts'
import { aDatabase } from './platform/testing.ts'

const { database, asOwner } = await aDatabase()
const now = new Date('2026-03-12T09:00:00+07:00')

const act = <T>(verb: (ctx: Ctx) => Promise<T>) => bySystem(database, (db) => verb(houseCtx(db, now)))

test('a person whom two desks make known is one person', async () => {
  const [first, second] = [randomUUID(), randomUUID()]
  const personalId = '046194000011'
  assert.equal(await act((ctx) => registerCitizen(ctx, { id: first, name: 'Nguyễn Thị Minh Thư', personalId })), first)
  assert.equal(await act((ctx) => registerCitizen(ctx, { id: second, name: 'Nguyen Thi Minh Thu', personalId })), first)
  assert.equal((await act((ctx) => findPersonByPersonalId(ctx, personalId)))?.name, 'Nguyễn Thị Minh Thư')
  assert.equal(await act((ctx) => findPerson(ctx, second)), undefined)
})

test('people without a number are each their own', async () => {
  const ids = [randomUUID(), randomUUID()]
  for (const id of ids)
    await act((ctx) => registerCitizen(ctx, { id, name: 'Trẻ chưa có số định danh', personalId: null }))
  for (const id of ids) assert.equal((await act((ctx) => findPerson(ctx, id)))?.id, id)
})

test('VNeID mends what a desk mistyped about a citizen', async () => {
  const id = randomUUID()
  const personalId = '046194000012'
  await act((ctx) => registerCitizen(ctx, { id, name: 'Nguyễn Thị Minh Thu', personalId }))
  const claim = { id: randomUUID(), personalId, name: 'Nguyễn Thị Minh Thư', bornOn: '1994-03-12' }
  assert.equal(await act((ctx) => claimPerson(ctx, claim)), id)
  const person = await act((ctx) => findPerson(ctx, id))
  assert.deepEqual([person?.name, person?.born_on], ['Nguyễn Thị Minh Thư', '1994-03-12'])
})

test('VNeID makes known whom nobody knew', async () => {
  const claim = { id: randomUUID(), personalId: '046194000013', name: 'Trần Quốc Bảo', bornOn: null }
  assert.equal(await act((ctx) => claimPerson(ctx, claim)), claim.id)
  assert.equal((await act((ctx) => findPerson(ctx, claim.id)))?.kind, 'citizen')
})

test("an official's name stays as in the appointment", async () => {
  const id = randomUUID()
  await asOwner(
    `insert into kernel.person (id, kind, name, personal_id, created_at) values ($1, 'official', 'Lê Duy Tuấn', '046080000001', now())`,
    [id]
  )
  const claim = { id: randomUUID(), personalId: '046080000001', name: 'Lê Tuấn', bornOn: null }
  assert.equal(await act((ctx) => claimPerson(ctx, claim)), id)
  assert.equal((await act((ctx) => findPerson(ctx, id)))?.name, 'Lê Duy Tuấn')
})
