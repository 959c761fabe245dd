import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { bySystem } from './commands.ts'
import type { Db } from './db.ts'
import { aDatabase } from './testing.ts'

const { database, asOwner } = await aDatabase()
await asOwner('create table public.paper (name text primary key, sheets int check (sheets > 0))')
await asOwner('grant all on public.paper to motcua_app')
const Paper = Type.Object({ name: Type.String(), sheets: Type.Integer() })
const put = (db: Db, name: string, sheets: number) =>
  db`insert into public.paper (name, sheets) values (${name}, ${sheets})`
const papers = () => asOwner<{ name: string }>('select name from public.paper order by name')

test('statements of one turn are done in their order, each sees what the ones before it wrote, and each gets its own answer', async () => {
  const [none, one, rows, both, again] = await bySystem(database, (db) =>
    Promise.all([
      db(Paper)`select name, sheets from public.paper`,
      put(db, 'a', 1),
      db(Paper)`select name, sheets from public.paper`,
      db`update public.paper set sheets = sheets + 1 where name in ('a', 'b')`,
      db(Paper)`select name, sheets from public.paper`
    ])
  )
  assert.deepEqual([none, one, rows, both, again], [[], 1, [{ name: 'a', sheets: 1 }], 1, [{ name: 'a', sheets: 2 }]])
})

test('after a failure nothing of the transaction stands, the first failure is told, and the connection goes on', async () => {
  const failing = bySystem(database, async (db) => {
    void put(db, 'b', 1)
    void put(db, 'c', 0)
    void put(db, 'a', 1)
    return db(Paper)`select name, sheets from public.paper`
  })
  await assert.rejects(failing, { constraint: 'paper_sheets_check' })
  assert.deepEqual(await papers(), [{ name: 'a' }])
  // The same texts again, on a connection that has seen them fail.
  await bySystem(database, (db) => put(db, 'b', 1))
  assert.deepEqual(await papers(), [{ name: 'a' }, { name: 'b' }])
})

test('a statement that could not be prepared fails, and is prepared once it can be', async () => {
  const ask = () => bySystem(database, (db) => db(Type.Object({ n: Type.Integer() }))`select n from public.later`)
  await assert.rejects(ask, { code: '42P01' })
  await assert.rejects(ask, { code: '42P01' })
  await asOwner('create table public.later as select 7 as n')
  await asOwner('grant select on public.later to motcua_app')
  assert.deepEqual(await ask(), [{ n: 7 }])
})

test('a statement whose table was changed beneath it fails once and is then prepared anew', async () => {
  await asOwner('create table public.shifting as select 1 as n')
  await asOwner('grant select on public.shifting to motcua_app')
  const ask = () =>
    bySystem(database, (db) => db(Type.Object({ n: Type.Unsafe<unknown>({}) }))`select n from public.shifting`)
  assert.deepEqual(await ask(), [{ n: 1 }])
  await asOwner(`alter table public.shifting alter n type text using 'one'`)
  await assert.rejects(ask, { code: '0A000' })
  assert.deepEqual(await ask(), [{ n: 'one' }])
})

test('values come back as they went: nulls, moments, days, lists, bytes, json, accents', async () => {
  const Row = Type.Object({
    nothing: Type.Null(), at: Type.String(), day: Type.String(), list: Type.Array(Type.String()), numbers: Type.Array(Type.Integer()),
    bytes: Type.Unsafe<Buffer>({}), json: Type.Object({ name: Type.String() }), text: Type.String(), many: Type.Integer(), yes: Type.Boolean()
  }) // biome-ignore format: one thing beside the other
  const at = new Date('2026-03-12T09:00:00.123+07:00')
  const rows = await bySystem(
    database,
    (db) =>
      db(
        Row
      )`select ${null}::text as nothing, ${at}::timestamptz as at, ${'2026-03-12'}::date as day, ${['a "b"', 'c,d', 'Huế']}::text[] as list,
      ${[1, 2]}::int[] as numbers, ${Buffer.from('ab')}::bytea as bytes, ${JSON.stringify({ name: 'Hoa' })}::jsonb as json, ${'Nguyễn'} as text,
      ${9007199254740991}::bigint as many, ${true}::boolean as yes`
  )
  assert.deepEqual(rows, [
    {
      nothing: null, at: at.toISOString(), day: '2026-03-12', list: ['a "b"', 'c,d', 'Huế'], numbers: [1, 2], bytes: Buffer.from('ab'),
      json: { name: 'Hoa' }, text: 'Nguyễn', many: 9007199254740991, yes: true
    }
  ]) // biome-ignore format: one thing beside the other
})

test('a value that cannot be written fails its own statement before anything is sent', async () => {
  const circle: { self?: object } = {}
  circle.self = circle
  await assert.rejects(
    bySystem(database, (db) => db`select ${circle}::text`),
    TypeError
  )
  assert.deepEqual(await bySystem(database, (db) => put(db, 'd', 1)), 1)
})
