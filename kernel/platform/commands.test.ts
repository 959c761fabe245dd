import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Type } from 'typebox'
import { endpoint, type Role } from '../contract.ts'
import { Refusal, route } from '../index.ts'
import type { Ctx, Person } from './commands.ts'
import type { Module } from './module.ts'
import { platformTexts } from './texts.ts'
import { aServer } from './testing.ts'

const Count = Type.Object({ count: Type.Integer() })
const raise = endpoint({
  name: 'count.raise', method: 'POST', url: '/api/test/raise', summary: 'Raises a counter.', may: ['officer'],
  body: Type.Object({ by: Type.Integer({ minimum: 1 }), name: Type.Optional(Type.String()) }, { additionalProperties: false }),
  reply: Count, example: { count: 1 }
}) // biome-ignore format: one line per thought
const close = endpoint({
  name: 'count.close',
  method: 'POST',
  url: '/api/test/close',
  summary: 'Closes the counter.',
  may: ['officer'],
  reply: Count,
  example: { count: 1 }
})
const swallow = endpoint({
  name: 'count.swallow',
  method: 'POST',
  url: '/api/test/swallow',
  summary: 'Hides a failed statement.',
  may: ['officer'],
  reply: Count,
  example: { count: 1 }
})
const crowd = endpoint({
  name: 'count.crowd',
  method: 'POST',
  url: '/api/test/crowd',
  summary: 'Sends two statements at once of which the first fails, and hears of the second one’s failure only.',
  may: ['officer'],
  reply: Count,
  example: { count: 1 }
})
const see = endpoint({
  name: 'count.see',
  method: 'GET',
  url: '/api/test/count',
  summary: 'Reads it.',
  may: 'anyone',
  reply: Count,
  example: { count: 1 }
})

const aPerson = (role: Role): Person => ({
  kind: 'person', personId: randomUUID(), name: 'An', roles: [role], appointments: [], offices: [], reach: 'own'
}) // biome-ignore format: a value on one line

async function aCounter() {
  const read = async ({ db }: Ctx) => ({ count: (await db(Count)`select count from public.counter`)[0]?.count ?? 0 })
  const module: Module = {
    name: 'test',
    routes: [
      route(raise, async ({ db }, { body }) => {
        const [row] = await db(Count)`update public.counter set count = count + ${body.by} returning count`
        return row ?? { count: 0 }
      }),
      route(close, async ({ db }) => {
        const [row] = await db(Count)`update public.counter set closed = true where not closed returning count`
        if (!row) throw new Refusal(409, 'exists')
        return row
      }),
      route(swallow, async ({ db }) => {
        await db`update public.counter set count = 7`
        await db`select 1 / 0`.catch(() => 0)
        return { count: 7 }
      }),
      route(crowd, async ({ db }) => {
        const first = db`insert into public.counter_name values ('taken')`
        const second = db`update public.counter set count = 7`
        await first.catch(() => 0)
        return { count: await second }
      }),
      route(see, read)
    ],
    pages: [], texts: platformTexts, jobs: []
  } // biome-ignore format: short lists
  const server = await aServer({ modules: [module] })
  await server.asOwner('create table public.counter (count int not null, closed boolean not null default false)')
  await server.asOwner('insert into public.counter values (0)')
  await server.asOwner('create table public.counter_name (name text primary key)')
  await server.asOwner(`insert into public.counter_name values ('taken')`)
  await server.asOwner('grant all on public.counter, public.counter_name to motcua_app')
  return server
}

test('300 commands of four copies each, all at once, are each done once and answered alike', async () => {
  const { as, asOwner } = await aCounter()
  const officer = as(aPerson('officer'))
  const keys = Array.from({ length: 300 }, () => randomUUID())
  const replies = await Promise.all(
    keys.flatMap((key) => [1, 2, 3, 4].map(() => officer(raise, { key, body: { by: 1 } })))
  )
  assert.deepEqual(new Set(replies.map((reply) => reply.status)), new Set([201]))
  for (let i = 0; i < replies.length; i += 4)
    assert.equal(new Set(replies.slice(i, i + 4).map((reply) => reply.body.count)).size, 1, 'copies get one answer')
  assert.deepEqual(await asOwner('select count from public.counter'), [{ count: 300 }])
  assert.deepEqual(await asOwner('select count(*)::int from kernel.command'), [{ count: 300 }])
})

test('a copy that meets the guard instead of the key gets the stored reply too', async () => {
  const { as } = await aCounter()
  const officer = as(aPerson('officer'))
  const key = randomUUID()
  const first = await officer(close, { key })
  const copy = await officer(close, { key })
  assert.deepEqual(
    [first.status, copy.status, copy.body, copy.headers['idempotent-replayed']],
    [201, 201, first.body, 'true']
  )
  assert.equal((await officer(close)).status, 409)
})

test('a refusal is remembered under its key and repeated, whatever has changed since', async () => {
  const { as, asOwner } = await aCounter()
  const officer = as(aPerson('officer'))
  await officer(close)
  const key = randomUUID()
  assert.equal((await officer(close, { key })).status, 409)
  await asOwner('update public.counter set closed = false')
  assert.equal((await officer(close, { key })).status, 409)
  assert.deepEqual(await asOwner('select status from kernel.command where id = $1', [key]), [{ status: 409 }])
})

test('the same key with another body, or from another person, is 422 and changes nothing', async () => {
  const { as, asOwner } = await aCounter()
  const key = randomUUID()
  const officer = as(aPerson('officer'))
  await officer(raise, { key, body: { by: 1 } })
  assert.equal((await officer(raise, { key, body: { by: 2 } })).status, 422)
  assert.equal((await as(aPerson('officer'))(raise, { key, body: { by: 1 } })).status, 422)
  assert.deepEqual(await asOwner('select count from public.counter'), [{ count: 1 }])
})

test('a failed statement that a verb swallows is never answered 201, and nothing of it stays', async () => {
  const { as, asOwner, logged } = await aCounter()
  const reply = await as(aPerson('officer'))(swallow)
  assert.equal(reply.status, 500)
  assert.deepEqual(await asOwner('select count from public.counter'), [{ count: 0 }])
  assert.ok(logged.some((line) => 'error' in line))
})

test('of statements sent together the first failure is answered, not the one that it caused in the next', async () => {
  const { as, asOwner } = await aCounter()
  const reply = await as(aPerson('officer'))(crowd)
  assert.equal(reply.status, 409, 'the name is taken')
  assert.deepEqual(await asOwner('select count from public.counter'), [{ count: 0 }])
})

test('a forbidden act is refused and written down; a stranger is asked to sign in', async () => {
  const { as, asOwner } = await aCounter()
  assert.equal((await as(aPerson('citizen'))(raise, { body: { by: 1 } })).status, 403)
  assert.equal((await as({ kind: 'public' })(raise, { body: { by: 1 } })).status, 401)
  assert.deepEqual(await asOwner('select name, status from kernel.command'), [{ name: 'count.raise', status: 403 }])
})

test('a body that does not fit names the field in the language of the person', async () => {
  const { as } = await aCounter()
  const officer = as(aPerson('officer'))
  const missing = await officer(raise, { body: {} as never, language: 'en' })
  const problem = missing.body as unknown as { code: string; fields: { field: string; text: string }[] }
  assert.equal(missing.status, 400)
  assert.deepEqual(problem.fields, [
    { field: 'body.by', code: 'field.required', text: platformTexts.en['field.required'] }
  ])
  const hidden = await officer(raise, { body: { by: 1, name: 'An\u202egnp.exe' } })
  assert.equal((hidden.body as unknown as { fields: { field: string }[] }).fields[0]?.field, 'name')
  assert.match(hidden.text, /ký tự ẩn/)
})

test('hostile bodies are refused with a problem and never with a 500', async () => {
  const { app, as } = await aCounter()
  const person = aPerson('officer')
  const deep = `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`f${i}`, i])))
  await as(person)(see)
  for (const payload of [
    '{"by":1,"__proto__":{"x":1}}',
    '{"by":1',
    deep,
    wide,
    '[]',
    '"x"',
    'null',
    '{"by":"1\\u0000"}',
    `{"by":"${'x'.repeat(2e6)}"}`
  ]) {
    const token = [...'x'].join('')
    const reply = await app.inject({
      method: 'POST', url: raise.url, payload, headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'x-test-actor': token }
    }) // biome-ignore format: one request
    assert.ok(reply.statusCode >= 400 && reply.statusCode < 500, `${payload.slice(0, 30)}: ${reply.statusCode}`)
    assert.match(String(reply.headers['content-type']), /problem\+json/)
  }
})

test('another site cannot make a browser write', async () => {
  const { app } = await aCounter()
  const from = (origin: string) =>
    app.inject({
      method: 'POST',
      url: raise.url,
      payload: { by: 1 },
      headers: { origin, 'idempotency-key': randomUUID() }
    })
  assert.equal((await from('https://evil.example')).statusCode, 403)
  assert.equal((await from('http://localhost:8080')).statusCode, 401)
  assert.equal((await app.inject({ method: 'POST', url: raise.url, payload: { by: 1 } })).statusCode, 400)
})
