import pg from 'pg'
import { survive } from './db.ts'

/** better-auth's own way to the database, and nobody else's: a few plain connections that see the tables of schema auth. */
export function openSignInPool(applicationUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: applicationUrl,
    max: 5,
    options: '-c search_path=auth',
    connectionTimeoutMillis: 10_000,
    statement_timeout: 20_000
  })
  survive(pool)
  return pool
}
