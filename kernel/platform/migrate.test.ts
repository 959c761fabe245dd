import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { OperatorError } from './config.ts'
import { migrate, migrationFolders, readMigrations } from './migrate.ts'
import { aDatabase } from './testing.ts'

const ours = readMigrations(migrationFolders(join(import.meta.dirname, '..', '..')))
const later = (text: string, name = '29990101-0000_add_later.sql') => ({ name, text, hash: `hash of ${text}` })

const refusedWith = (part: string) => (error: unknown) =>
  error instanceof OperatorError && error.message.includes(part) && !error.message.includes('\n')

const kernel = await aDatabase()
let empties = 0

/** A database in which nothing has run yet. */
async function anEmptyDatabase(): Promise<{ url: string; rows: (text: string) => Promise<object[]> }> {
  const url = new URL(kernel.ownerUrl())
  const name = `${url.pathname.slice(1)}_empty_${++empties}`
  await kernel.asOwner(`create database ${name} template template0`)
  url.pathname = name
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  after(async () => {
    await client.end()
    const admin = new pg.Client({ connectionString: kernel.ownerUrl().replace(/[^/]+$/, 'postgres') })
    await admin.connect()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })
  return { url: url.href, rows: async (text) => (await client.query(text)).rows }
}

function aFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-migrations-'))
  after(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

test('an empty database is brought to the newest state, and a second run changes nothing', async () => {
  const { url, rows } = await anEmptyDatabase()
  const said: string[] = []
  await migrate(url, ours, (line) => said.push(line))
  assert.deepEqual(
    said,
    ours.map(({ name }) => `migration ${name}`)
  )
  const first = await rows('select name, hash, ran_at from kernel.migration order by name')
  assert.deepEqual(
    first.map((row) => (row as { name: string }).name),
    ours.map(({ name }) => name)
  )
  await migrate(url, ours, () => assert.fail('nothing is left to run'))
  assert.deepEqual(await rows('select name, hash, ran_at from kernel.migration order by name'), first)
})

test('of several servers that start at once on an empty database one migrates and the others wait for it', async () => {
  const { url, rows } = await anEmptyDatabase()
  const said: string[] = []
  await Promise.all([1, 2, 3, 4].map(() => migrate(url, ours, (line) => said.push(line))))
  assert.equal(said.length, ours.length)
  assert.deepEqual(await rows('select count(*)::int from kernel.migration'), [{ count: ours.length }])
})

test('a migration that was edited after it had run is refused by its name, and nothing new runs', async () => {
  const { ownerUrl, asOwner } = await aDatabase()
  const [first, ...rest] = ours
  assert.ok(first)
  const edited = [{ ...first, hash: '0'.repeat(64) }, ...rest, later('create table kernel.later ()')]
  await assert.rejects(migrate(ownerUrl(), edited), refusedWith(`${first.name} was edited`))
  assert.deepEqual(await asOwner(`select to_regclass('kernel.later') as later`), [{ later: null }])
})

test('a database that has run what this program does not know is refused as newer', async () => {
  const { ownerUrl } = await aDatabase()
  await assert.rejects(
    migrate(ownerUrl(), ours.slice(0, -1)),
    refusedWith(`newer than this program: it has run ${ours.at(-1)?.name}`)
  )
})

test('a migration that fails leaves nothing of itself, and those after it do not run', async () => {
  const { ownerUrl, asOwner } = await aDatabase()
  const broken = later('create table kernel.half (); select 1 / 0')
  const behind = later('create table kernel.behind ()', '29990101-0001_add_behind.sql')
  await assert.rejects(
    migrate(ownerUrl(), [...ours, broken, behind]),
    refusedWith(`${broken.name} failed: division by zero`)
  )
  assert.deepEqual(await asOwner(`select to_regclass('kernel.half') as half, to_regclass('kernel.behind') as behind`), [
    { half: null, behind: null }
  ])
  assert.deepEqual(await asOwner(`select from kernel.migration where name like '2999%'`), [])
  const unwritten = later(`create table kernel.half (); alter table kernel.migration add check (name < '2999')`)
  await assert.rejects(migrate(ownerUrl(), [...ours, unwritten]), refusedWith(`${unwritten.name} failed`))
  assert.deepEqual(await asOwner(`select to_regclass('kernel.half') as half`), [{ half: null }])
})

test('migrations of all modules stand in one order, that of their moments', () => {
  const root = aFolder({
    'kernel/20260102-0000_create_b.sql': 'select 2',
    'module/20260101-0000_create_a.sql': 'select 1',
    'module/20260103-0000_create_c.sql': 'select 3',
    'module/README.md': 'no migration'
  })
  const read = readMigrations([join(root, 'kernel'), join(root, 'module')])
  assert.deepEqual(
    read.map(({ text }) => text),
    ['select 1', 'select 2', 'select 3']
  )
})

test('line ends of another system are not an edit', () => {
  const unix = aFolder({ '20260101-0000_create_a.sql': 'select 1;\nselect 2;\n' })
  const windows = aFolder({ '20260101-0000_create_a.sql': 'select 1;\r\nselect 2;\r\n' })
  assert.deepEqual(readMigrations([windows]), readMigrations([unix]))
})

test('two migrations of one name and a name without its moment are refused', () => {
  const name = '20260101-0000_create_a.sql'
  const root = aFolder({ [`kernel/${name}`]: '', [`module/${name}`]: '', 'other/create_a.sql': '' })
  assert.throws(
    () => readMigrations([join(root, 'kernel'), join(root, 'module')]),
    refusedWith(`Two migrations are called ${name}`)
  )
  assert.throws(() => readMigrations([join(root, 'other')]), refusedWith('create_a.sql'))
})

test('a database that does not answer, or not to this password, is one line without the password', async () => {
  const silent = 'postgres://motcua_owner:hunter2@127.0.0.1:1/motcua'
  const wrong = new URL(kernel.ownerUrl())
  wrong.password = 'hunter2'
  for (const url of [silent, wrong.href])
    await assert.rejects(
      migrate(url, ours),
      (error) => refusedWith('cannot be reached')(error) && !(error as Error).message.includes('hunter2')
    )
})

test('the application role can neither make, alter nor remove tables, nor change what was done', async () => {
  const { applicationUrl } = await aDatabase()
  const client = new pg.Client({ connectionString: applicationUrl })
  await client.connect()
  const forbidden = [
    'create table kernel.mine ()',
    'create table public.mine ()',
    'create schema mine',
    'alter table kernel.command add column mine int',
    'drop table kernel.event',
    'alter table kernel.command disable row level security',
    ...['command', 'event', 'reading', 'migration'].flatMap((table) => [
      `delete from kernel.${table}`,
      `truncate kernel.${table}`,
      `update kernel.${table} set ${table === 'migration' ? 'hash' : 'xid'} = default`
    ]),
    'set role motcua_owner',
    'create role mine'
  ]
  const passed: string[] = []
  for (const statement of forbidden)
    await client.query(statement).then(
      () => passed.push(statement),
      (error) => assert.ok(['42501', '42809'].includes(error.code), `${statement}: ${error.message}`)
    )
  await client.end()
  assert.deepEqual(passed, [])
})
