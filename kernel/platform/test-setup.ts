import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, migrationFolders, readMigrations } from './migrate.ts'
import { type Postgres, startPostgres } from './postgres.ts'

const root = join(import.meta.dirname, '..', '..')
let postgres: Postgres | undefined
let dir: string | undefined

/** For the whole run: one PostgreSQL without fsync, and in it the migrated database that every test file gets a copy of. */
export async function globalSetup(): Promise<void> {
  dir = mkdtempSync(join(tmpdir(), 'motcua-test-'))
  postgres = await startPostgres({ dir, durable: false })
  await migrate(postgres.url, readMigrations(migrationFolders(root)))
  const admin = new pg.Client({ connectionString: postgres.url.replace(/motcua$/, 'postgres') })
  await admin.connect()
  await admin.query('alter database motcua with is_template true allow_connections false')
  await admin.end()
  process.env.MOTCUA_TEST_DATABASE = postgres.url
  // What tests of several files share, made by whichever needs it first.
  process.env.MOTCUA_TEST_FOLDER = join(dir, 'shared')
  mkdirSync(process.env.MOTCUA_TEST_FOLDER)
}

export async function globalTeardown(): Promise<void> {
  await postgres?.stop()
  if (dir) rmSync(dir, { recursive: true, force: true })
}
