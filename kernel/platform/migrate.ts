import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { OperatorError } from './config.ts'
import { applicationUrl } from './db.ts'

type Migration = { name: string; text: string; hash: string }

/** The folders of a checkout that hold migrations: the kernel's and each module's. */
export function migrationFolders(root: string): string[] {
  const modules = readdirSync(join(root, 'modules')).map((name) => join(root, 'modules', name, 'migrations'))
  return [join(root, 'kernel', 'migrations'), ...modules].filter((folder) => existsSync(folder))
}

/** Every migration of the given folders in one order: names begin with their moment, so the order is that of the names. */
export function readMigrations(folders: string[]): Migration[] {
  const found = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .map((name) => ({ name, path: join(folder, name) }))
  )
  found.sort((a, b) => (a.name < b.name ? -1 : 1))
  return found.map(({ name, path }, i) => {
    if (!/^\d{8}-\d{4}_[a-z0-9_]+\.sql$/.test(name))
      throw new OperatorError(`Migration ${name}: YYYYMMDD-HHMM_verb_noun.sql is meant.`)
    if (name === found[i + 1]?.name) throw new OperatorError(`Two migrations are called ${name}.`)
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
    return { name, text, hash: createHash('sha256').update(text).digest('hex') }
  })
}

/**
 * Brings the database to the newest state, as its owner; makes the application role. Refuses a database that is newer than this
 * program and a migration that was edited after it had run. Several processes may call it at once.
 */
export async function migrate(
  ownerUrl: string,
  migrations: Migration[],
  log: (line: string) => void = () => {}
): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    await demandVersion(client)
    await client.query(`select pg_advisory_lock(hashtextextended('motcua.migrate', 0))`)
    await makeApplicationRole(client, ownerUrl)
    await client.query('create schema if not exists kernel')
    await client.query(
      'create table if not exists kernel.migration (name text primary key, hash text not null, ran_at timestamptz not null)'
    )
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from kernel.migration order by name'
    )
    const known = new Map(migrations.map((migration) => [migration.name, migration.hash]))
    for (const { name, hash } of rows) {
      if (!known.has(name)) throw new OperatorError(`The database is newer than this program: it has run ${name}.`)
      if (known.get(name) !== hash)
        throw new OperatorError(`Migration ${name} was edited after it had run; write a new one instead.`)
    }
    const done = new Set(rows.map((row) => row.name))
    for (const migration of migrations.filter(({ name }) => !done.has(name))) {
      log(`migration ${migration.name}`)
      await run(client, migration)
    }
  })
}

/** One connection as the owner. What the database refuses there is the operator's to mend, and said in one line. */
export async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string }
    throw new OperatorError(`The database cannot be reached: ${message || code}`)
  }
  try {
    return await work(client)
  } catch (error) {
    if (error instanceof pg.DatabaseError) throw new OperatorError(`The database refuses: ${error.message}`)
    throw error
  } finally {
    await client.end()
  }
}

async function run(client: pg.Client, { name, text, hash }: Migration): Promise<void> {
  try {
    await client.query(`begin; set local lock_timeout = '5s'`)
    await client.query(text)
    await client.query('insert into kernel.migration (name, hash, ran_at) values ($1, $2, clock_timestamp())', [
      name,
      hash
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new OperatorError(`Migration ${name} failed: ${error instanceof Error ? error.message : error}`)
  }
}

async function demandVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  const version = rows[0]?.server_version ?? ''
  if (Number.parseInt(version, 10) < 18)
    throw new OperatorError(`The database runs PostgreSQL ${version}; 18 or newer is needed.`)
}

async function makeApplicationRole(client: pg.Client, ownerUrl: string): Promise<void> {
  const password = decodeURIComponent(new URL(applicationUrl(ownerUrl)).password)
  const { rowCount } = await client.query(`select from pg_roles where rolname = 'motcua_app'`)
  await client.query(
    `${rowCount ? 'alter' : 'create'} role motcua_app login password '${password}' nosuperuser nobypassrls`
  )
}
