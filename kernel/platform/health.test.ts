import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Type } from 'typebox'
import { endpoint } from '../contract.ts'
import { html, page, route } from '../index.ts'
import { DatabaseAway } from './db.ts'
import { aServer } from './testing.ts'
import { platformTexts } from './texts.ts'

const Done = Type.Object({ done: Type.Boolean() })
const act = endpoint({
  name: 'test.act',
  method: 'POST',
  url: '/api/test/act',
  summary: 'Writes.',
  may: 'anyone',
  reply: Done,
  example: { done: true }
})

async function aServerWhoseDatabaseLeaves() {
  const module = {
    name: 'test',
    routes: [route(act, async ({ db }) => ({ done: (await db`update public.thing set done = true`) > 0 }))],
    pages: [page('/trang', async ({ db }) => ({ title: 'Trang', body: html`${await db`select 1`}` }))],
    texts: platformTexts,
    jobs: []
  }
  const server = await aServer({ modules: [module] })
  await server.asOwner('create table public.thing as select false as done')
  await server.asOwner('grant all on public.thing to motcua_app')
  const [row] = await server.asOwner<{ name: string }>('select current_database() as name')
  const name = String(row?.name)
  const leave = async () => {
    await server.asOwner(`alter database ${name} connection limit 0`)
    await server.asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'motcua_app'`,
      [name]
    )
  }
  const comeBack = () => server.asOwner(`alter database ${name} connection limit -1`)
  return { ...server, leave, comeBack }
}

test('health is 200 while the database answers, 503 while it is away, and 200 again', async () => {
  const { get, leave, comeBack } = await aServerWhoseDatabaseLeaves()
  const well = await get('/health')
  assert.equal(well.status, 200)
  assert.match(well.text, /"status":"ok".*"migration":"\d{8}-\d{4}_/)
  await leave()
  const away = await get('/health')
  assert.deepEqual(
    [away.status, away.headers['retry-after'], away.text],
    [503, '5', '{"status":"away","database":"away"}']
  )
  await comeBack()
  assert.equal((await get('/health')).status, 200)
})

test('while the database is away a write and a page are put off for some seconds, and are done afterwards', async () => {
  const { as, get, leave, comeBack, logged } = await aServerWhoseDatabaseLeaves()
  const anyone = as({ kind: 'public' })
  const key = randomUUID()
  await leave()
  const write = await anyone(act, { key })
  assert.deepEqual([write.status, write.headers['retry-after']], [503, '5'])
  assert.match(String(write.headers['content-type']), /problem\+json/)
  const read = await get('/trang')
  assert.deepEqual([read.status, read.headers['retry-after']], [503, '5'])
  assert.match(read.text, /Hệ thống tạm ngừng trong ít phút/)
  assert.ok(
    logged.some((line) => (line as { level: string }).level === 'error'),
    'and it is logged'
  )
  await comeBack()
  assert.equal((await anyone(act, { key })).status, 201)
})

test('a connection that breaks in the middle of a transaction is an absence of the database and no fault of the verb', async () => {
  const { database, asOwner } = await aServerWhoseDatabaseLeaves()
  const broken = database.transaction({ offices: [], person: null, reach: 'own' }, async (db) => {
    await db`update public.thing set done = true`
    await asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'motcua_app'`
    )
    await db`update public.thing set done = true`
  })
  await assert.rejects(broken, DatabaseAway)
  assert.deepEqual(await asOwner('select done from public.thing'), [{ done: false }])
})
