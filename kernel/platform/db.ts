import { createHmac } from 'node:crypto'
import pg from 'pg'
import type { Static, TSchema } from 'typebox'
import { openBatches, type Outcome } from './batch.ts'
import { validatorOf } from './validators.ts'

/** A piece of SQL with its values; usable inside another template. */
export class Fragment {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings
    this.values = values
  }
}

/** sql`fragment ${value}`: values become parameters, fragments become text. */
export const sql = (strings: TemplateStringsArray, ...values: unknown[]): Fragment => new Fragment(strings, values)

/**
 * The open transaction, as a tag. db(Row)`select …` gives rows of that schema; db`update …` gives the number of rows touched.
 * Moments come back as ISO strings, days as '2026-03-12', bigint counts as numbers. A json parameter is passed as JSON.stringify(…).
 */
export type Db = {
  (strings: TemplateStringsArray, ...values: unknown[]): Promise<number>
  <Row extends TSchema>(row: Row): (strings: TemplateStringsArray, ...values: unknown[]) => Promise<Static<Row>[]>
  /**
   * What hardly ever changes and everybody may see (offices, communes, versions in force): loaded once, then believed for five seconds
   * of `now`, as long as nobody in this process calls `forget`. What fails is asked again.
   */
  recall: <T>(what: string, now: Date, load: () => Promise<T>) => Promise<T>
  /** Such a thing is being changed here: this transaction remembers nothing, and the process asks anew. */
  forget: () => void
  /** The folder of the files that this database names: see documents.ts. */
  readonly files: string
}

/**
 * An idle connection that breaks is replaced by the pool. Between being let in and being handed over nobody listens to a new one, and what the database
 * says in the same breath would end the whole process: whoever uses it finds it broken and says so.
 */
export function survive(pool: pg.Pool): void {
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
}

/** What row security is told about who acts: see the policies in the migrations. */
export type Sight = {
  offices: readonly number[]
  person: string | null
  reach: 'own' | 'province'
  /** Whose cases this person sees besides their own, by agreement. */
  helped?: readonly string[]
}

export type Database = {
  /**
   * Runs `work` in one transaction and commits. `begin`, the settings and the statements of `work` leave without waiting for each other;
   * what `last` issues leaves together with the commit: two round trips for a verb of one statement. A statement that failed cannot be
   * swallowed: the transaction is rolled back and the first failure thrown, whatever `work` made of it.
   */
  transaction: <T>(
    sight: Sight,
    work: (db: Db) => Promise<T>,
    options?: { lock?: string; last?: (db: Db, result: T) => void }
  ) => Promise<T>
  /** The folder of its files: rows and files are one province, saved and restored together. */
  files: string
  /** Connections in use and waiting callers, for the metrics. */
  load: () => { open: number; idle: number; waiting: number }
  end: () => Promise<void>
}

type Options = {
  max?: number
  /** How long a caller waits for a connection before it is told to come again. */
  patienceMs?: number
  /** Compare every row with its schema: in tests. */
  checkRows?: boolean
  /** Where the files lie; left out by programs that open none. */
  files?: string
}

/** The database cannot be reached, or went away in the middle: what was asked may be asked again under the same command id. */
export class DatabaseAway extends Error {}

const typeParser = (oid: number): ((text: string) => unknown) => {
  if (oid === pg.types.builtins.TIMESTAMPTZ) return (text) => new Date(text).toISOString()
  if (oid === pg.types.builtins.DATE) return (text) => text
  if (oid === pg.types.builtins.INT8) return Number
  return pg.types.getTypeParser(oid, 'text')
}

export function openDatabase(
  url: string,
  { max = 20, patienceMs = 10_000, checkRows = false, files = '' }: Options = {}
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: patienceMs,
    statement_timeout: 20_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    // Every statement has one good plan; made five times over for each of twenty connections it cost more than it ever gave.
    options: '-c plan_cache_mode=force_generic_plan'
  })
  survive(pool)
  const memory: Memory = new Map()

  return {
    async transaction(sight, work, { lock, last } = {}) {
      const client = await pool.connect().catch((cause: Error) => {
        throw new DatabaseAway('No connection to the database.', { cause })
      })
      let broken: Error | undefined
      const onError = (error: Error) => {
        broken = error
      }
      client.on('error', onError)
      const statements = track(client, checkRows, memory, files)
      try {
        open(statements.send, sight, lock)
        const result = await work(statements.db)
        last?.(statements.db, result)
        const committed = statements.send('commit')
        await statements.settled()
        // PostgreSQL answers the commit of a failed transaction with ROLLBACK, and no error.
        if ((await committed).command !== 'COMMIT') throw new Error('The transaction was rolled back by the database.')
        return result
      } catch (error) {
        // Not together with what is still on its way: the failure of that would take the rollback along.
        await statements.answered()
        await statements.send('rollback').catch(onError)
        if (broken) throw new DatabaseAway('The connection to the database broke.', { cause: error })
        // Of statements sent together the later ones fail because the first did (25P02), and may be heard of first.
        throw isAborted(error) ? (statements.firstFailure() ?? error) : error
      } finally {
        client.off('error', onError)
        client.release(broken)
      }
    },
    files,
    load: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    end: () => pool.end()
  }
}

/**
 * Begins, and tells row security who acts. Copies of one command wait for each other at the lock; the statements sent behind it run after
 * the wait.
 */
function open(send: (text: string, values?: readonly unknown[]) => unknown, sight: Sight, lock: string | undefined) {
  const configure = `select set_config('motcua.offices', $1, true), set_config('motcua.person', $2, true), set_config('motcua.reach', $3, true),
    set_config('motcua.helped', $4, true)`
  const told = [`{${sight.offices.join(',')}}`, sight.person ?? '', sight.reach, `{${sight.helped?.join(',') ?? ''}}`]
  send('begin')
  if (lock === undefined) send(configure, told)
  else send(`${configure}, pg_advisory_xact_lock(hashtextextended($5, 0))`, [...told, lock])
}

type Memory = Map<string, { at: number; value: unknown }>
const believedFor = 5_000
const rememberedAtMost = 5_000

function track(client: pg.PoolClient, checkRows: boolean, memory: Memory, files: string) {
  let changing = false
  const sent: Promise<unknown>[] = []
  let failure: unknown

  const batches = openBatches(client, typeParser)
  const send = (text: string, values: readonly unknown[] = []): Promise<Outcome> => {
    const answer = batches(text, values)
    answer.catch((error) => {
      failure ??= error
    })
    sent.push(answer)
    return answer
  }
  const run = (strings: readonly string[], values: readonly unknown[]) => {
    const { text, parameters } = compose(strings, values)
    return send(text, parameters)
  }
  const query = (first: TSchema | TemplateStringsArray, ...values: unknown[]) => {
    // A failure is seen by settled() even where nobody waits for this answer.
    const quiet = <T>(answer: Promise<T>): Promise<T> => {
      answer.catch(() => {})
      return answer
    }
    if (isTemplate(first)) return quiet(run(first, values).then((result) => result.rowCount))
    return (strings: TemplateStringsArray, ...inner: unknown[]) =>
      quiet(
        run(strings, inner).then(({ rows }) => (checkRows ? rows.map((row) => checked(first, row, strings)) : rows))
      )
  }
  const recall = async <T>(what: string, now: Date, load: () => Promise<T>): Promise<T> => {
    const known = memory.get(what)
    if (known && !changing && Math.abs(now.getTime() - known.at) < believedFor) return known.value as T
    const value = await load()
    if (memory.size >= rememberedAtMost) memory.clear()
    if (!changing) memory.set(what, { at: now.getTime(), value })
    return value
  }
  const forget = () => {
    changing = true
    memory.clear()
  }
  const db = Object.assign(query, { recall, forget, files }) as Db
  return {
    db,
    send,
    settled: () => Promise.all(sent),
    answered: () => Promise.allSettled(sent),
    firstFailure: () => failure
  }
}

const isTemplate = (value: unknown): value is TemplateStringsArray => Array.isArray(value) && 'raw' in value

function checked(schema: TSchema, row: unknown, strings: readonly string[]): unknown {
  const validator = validatorOf(schema)
  if (validator.Check(row)) return row
  const [error] = validator.Errors(row)
  throw new Error(
    `A row does not fit its schema: ${error?.instancePath} ${error?.message} in ${strings.join('$').trim().slice(0, 120)}`
  )
}

/** Puts fragments in place and numbers the values. */
export function compose(
  strings: readonly string[],
  values: readonly unknown[]
): { text: string; parameters: unknown[] } {
  const parameters: unknown[] = []
  const write = (parts: readonly string[], inner: readonly unknown[]): string =>
    parts.reduce((text, part, i) => {
      const value = inner[i - 1]
      if (value instanceof Fragment) return text + write(value.strings, value.values) + part
      parameters.push(value)
      return `${text}$${parameters.length}${part}`
    })
  return { text: write(strings, values), parameters }
}

/** The application role's address: its password follows from the owner's, so that every process of a province knows it. */
export function applicationUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.password = createHmac('sha256', decodeURIComponent(url.password)).update('motcua_app').digest('base64url')
  url.username = 'motcua_app'
  return url.href
}

const isAborted = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '25P02'

export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  error instanceof pg.DatabaseError &&
  error.code === '23505' &&
  (constraint === undefined || error.constraint === constraint)
