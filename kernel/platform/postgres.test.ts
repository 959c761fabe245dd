import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { OperatorError } from './config.ts'
import { type Postgres, startPostgres } from './postgres.ts'

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-postgres-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function started(dir: string): Promise<Postgres> {
  const postgres = await startPostgres({ dir, durable: false })
  after(() => postgres.stop())
  return postgres
}

async function ask<Row extends object>(postgres: Postgres, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: postgres.url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<Row>(text)
  await client.end()
  return rows
}

const refusedWith = (part: string) => (error: unknown) =>
  error instanceof OperatorError && error.message.includes(part) && !error.message.includes('\n')

test('a cluster is PostgreSQL 18, orders names as the Vietnamese do, and only its owner can read it', async () => {
  const dir = aFolder()
  const postgres = await started(dir)
  const [row] = await ask<{ major: number; names: string[] }>(
    postgres,
    `select current_setting('server_version_num')::int / 10000 as major,
            array(select name from unnest(array['Đông', 'Dung', 'Em', 'Ánh', 'An', 'Ân']) as name order by name) as names`
  )
  assert.deepEqual(row, { major: 18, names: ['An', 'Ánh', 'Ân', 'Dung', 'Đông', 'Em'] })
  assert.equal(statSync(join(dir, 'data')).mode & 0o077, 0)
  assert.equal(statSync(join(dir, 'password')).mode & 0o077, 0)
})

test('a database left behind by a killed server is ended by the next start, which finds what was committed', async () => {
  const dir = aFolder()
  const orphan = await startPostgres({ dir, durable: true })
  await ask(orphan, 'create table kept as select 1 as kept')
  const next = await started(dir)
  await orphan.died
  assert.throws(() => process.kill(orphan.pid, 0), 'the orphan is gone')
  assert.deepEqual(await ask(next, 'select kept from kept'), [{ kept: 1 }])
})

test('a database that is killed says so, and recovers on the next start at once', async () => {
  const dir = aFolder()
  const killed = await startPostgres({ dir, durable: true })
  await ask(killed, 'create table kept as select 1 as kept')
  // A worker in the middle of its sums does not notice that its database is gone, and holds the memory of the old one.
  const busy = ask(killed, 'select count(*) from generate_series(1, 5000000)').catch(() => {})
  while (
    (await ask(killed, `select from pg_stat_activity where query like '%5000000)' and state = 'active'`)).length === 0
  );
  process.kill(killed.pid, 'SIGKILL')
  await killed.died
  assert.deepEqual(await ask(await started(dir), 'select kept from kept'), [{ kept: 1 }])
  await busy
})

test('a first start that was interrupted is laid out anew, and leaves nothing half made', async () => {
  const dir = aFolder()
  mkdirSync(join(dir, 'data.new-1'))
  writeFileSync(join(dir, 'data.new-1', 'PG_VERSION'), '18')
  await started(dir)
  assert.deepEqual(readdirSync(dir).toSorted(), ['data', 'password'])
})

test('the database listens in its own folder, and on the network where the path is too long for that', async () => {
  const near = await started(aFolder())
  assert.match(decodeURIComponent(new URL(near.url).host), /\/data:\d+$/)
  const far = join(aFolder(), 'a'.repeat(90))
  assert.match((await started(far)).url, /@127\.0\.0\.1:\d+\/motcua$/)
})

test('a folder that holds no database of ours is refused and not touched', async () => {
  const dir = aFolder()
  mkdirSync(join(dir, 'data', 'base'), { recursive: true })
  await assert.rejects(startPostgres({ dir, durable: false }), refusedWith('is not a database'))
  writeFileSync(join(dir, 'data', 'PG_VERSION'), '17\n')
  await assert.rejects(startPostgres({ dir, durable: false }), refusedWith('PostgreSQL 17'))
  writeFileSync(join(dir, 'data', 'PG_VERSION'), '18\n')
  await assert.rejects(startPostgres({ dir, durable: false }), refusedWith('password is missing'))
  assert.deepEqual(readdirSync(join(dir, 'data')), ['PG_VERSION', 'base'])
})

test('a database that cannot start gives its reason in one line', async () => {
  const dir = aFolder()
  const first = await startPostgres({ dir, durable: false })
  await first.stop()
  rmSync(join(dir, 'data', 'global', 'pg_control'))
  await assert.rejects(startPostgres({ dir, durable: false }), refusedWith('did not start'))
})
