import { createHash } from 'node:crypto'
import type { Duplex } from 'node:stream'
import pg from 'pg'
import utils from 'pg/lib/utils.js'

/** What a statement gave: its rows as objects, how many it touched, and the word of its kind (`COMMIT`, `INSERT` …). */
export type Outcome = { command: string; rowCount: number; rows: object[] }

/** Sends one statement with its values; what is sent in the same turn leaves together. */
export type Send = (text: string, values?: readonly unknown[]) => Promise<Outcome>

type Column = { name: string; read: (text: string) => unknown }
/** Columns of each statement that this connection has prepared, by its name. */
type Prepared = Map<string, Column[]>

type Asked = {
  text: string
  name: string
  values: (string | Buffer | null)[]
  columns: Column[]
  rows: object[]
  resolve: (outcome: Outcome) => void
  reject: (error: unknown) => void
}

type Field = { name: string; dataTypeID: number }
type TypeParser = (oid: number) => (text: string) => unknown

/** The messages of the protocol as `pg` writes them; its types know only the older half. */
type Wire = {
  stream: Duplex
  parse: (message: { text: string; name: string }) => void
  bind: (message: { statement: string; values: (string | Buffer | null)[] }) => void
  describe: (message: { type: 'P' }) => void
  execute: (message: object) => void
  close: (message: { type: 'S'; name: string }) => void
  sync: () => void
}

const connections = new WeakMap<Wire, Prepared>()

/**
 * Statements of one turn leave in one message and are answered in one, with a single Sync at their end: a Sync after each would wake
 * PostgreSQL and this process once per statement, which was half of a submission's time. After a failure PostgreSQL skips the rest up to
 * the Sync, so the rest fails for the same reason. Every text is prepared once per connection and its columns are remembered.
 */
export function openBatches(client: pg.PoolClient, typeParser: TypeParser): Send {
  let gathering: Asked[] | undefined
  return (text, values = []) =>
    new Promise((resolve, reject) => {
      // Here, so that a value that cannot be written fails its own statement and no other.
      const written = values.map(utils.prepareValue)
      const asked: Asked = { text, name: nameOf(text), values: written, columns: [], rows: [], resolve, reject }
      if (gathering) return void gathering.push(asked)
      const batch = [asked]
      gathering = batch
      process.nextTick(() => {
        gathering = undefined
        client.query(together(batch, typeParser))
      })
    })
}

/** A batch as `pg` drives it: submitted when the connection is free, then handed each message of the answer. */
function together(batch: Asked[], typeParser: TypeParser): pg.Submittable {
  let prepared: Prepared
  let answered = 0
  const current = () => batch[answered] as Asked
  const complete = (command: string) => {
    const { name, columns, rows, resolve } = current()
    prepared.set(name, columns)
    answered++
    resolve({ command: /^[A-Z]+/.exec(command)?.[0] ?? '', rowCount: Number(/\d+$/.exec(command)?.[0] ?? 0), rows })
  }
  const failRest = (error: Error) => {
    const failed = batch[answered]
    // Whether it was prepared before it failed is not said: the next time it is closed and prepared anew.
    if (failed) prepared?.delete(failed.name)
    for (const { reject } of batch.slice(answered)) reject(error)
    answered = batch.length
  }
  const handlers = {
    submit(connection: pg.Connection) {
      const wire = connection as unknown as Wire
      prepared = preparedOn(wire)
      wire.stream.cork()
      const parsed = new Set<string>()
      for (const asked of batch) {
        const { text, name, values } = asked
        const columns = prepared.get(name)
        if (!columns && !parsed.has(name)) {
          wire.close({ type: 'S', name })
          wire.parse({ text, name })
          parsed.add(name)
        }
        asked.columns = columns ?? []
        wire.bind({ statement: name, values })
        if (!columns) wire.describe({ type: 'P' })
        wire.execute({})
      }
      wire.sync()
      wire.stream.uncork()
    },
    handleRowDescription({ fields }: { fields: Field[] }) {
      current().columns = fields.map((field) => ({ name: field.name, read: typeParser(field.dataTypeID) }))
    },
    handleDataRow({ fields }: { fields: (string | null)[] }) {
      const { columns, rows } = current()
      const row: Record<string, unknown> = {}
      for (const [i, { name, read }] of columns.entries()) {
        const text = fields[i]
        row[name] = text === null || text === undefined ? null : read(text)
      }
      rows.push(row)
    },
    handleCommandComplete: ({ text }: { text: string }) => complete(text),
    handleEmptyQuery: () => complete(''),
    handleError: failRest,
    handleReadyForQuery: () => {
      if (answered < batch.length) failRest(new Error('The database left a statement without an answer.'))
    }
  }
  return handlers
}

function preparedOn(wire: Wire): Prepared {
  let prepared = connections.get(wire)
  if (!prepared) {
    prepared = new Map()
    connections.set(wire, prepared)
  }
  return prepared
}

const names = new Map<string, string>()

/** The set is bounded by the templates in the code, as values never become text. */
function nameOf(text: string): string {
  let name = names.get(text)
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
    names.set(text, name)
  }
  return name
}
