import pg from 'pg'
import type { Column } from './rows.ts'

type Field = { name: string; tableID: number; columnID: number; dataTypeID: number }
type Wire = {
  parse: (statement: { text: string; name: string }) => void
  describe: (what: { type: 'S'; name: string }) => void
  sync: () => void
}

/** Asks PostgreSQL what a statement would answer, without running it: parse and describe of the protocol, which the driver hides. */
class Description implements pg.Submittable {
  fields: Field[] = []
  readonly done: Promise<Field[]>
  private readonly text: string
  private end: (fields: Field[]) => void = () => {}
  private fail: (error: Error) => void = () => {}

  constructor(text: string) {
    this.text = text
    this.done = new Promise((resolve, reject) => {
      this.end = resolve
      this.fail = reject
    })
  }
  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire
    wire.parse({ text: this.text, name: '' })
    wire.describe({ type: 'S', name: '' })
    wire.sync()
  }
  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.fields = fields
  }
  handleError(error: Error): void {
    this.fail(error)
  }
  handleReadyForQuery(): void {
    this.end(this.fields)
  }
}

export type Catalogue = { types: Map<number, string>; nullable: Set<string> }

export async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const types = await client.query<{ oid: number; typname: string }>('select oid::int, typname from pg_type')
  const nullable = await client.query<{ attrelid: number; attnum: number }>(
    `select attrelid::int, attnum from pg_attribute join pg_class on pg_class.oid = attrelid
      where not attnotnull and attnum > 0 and relkind in ('r', 'p')`
  )
  return {
    types: new Map(types.rows.map(({ oid, typname }) => [oid, typname])),
    nullable: new Set(nullable.rows.map(({ attrelid, attnum }) => `${attrelid}.${attnum}`))
  }
}

/**
 * The columns of a statement. It is planned as well, by which PostgreSQL asks whether this role may do it; a plan for values not yet
 * known runs nothing.
 */
export async function describe(client: pg.Client, { types, nullable }: Catalogue, text: string): Promise<Column[]> {
  const description = new Description(text)
  client.query(description)
  const fields = await description.done
  await client.query(`explain (generic_plan) ${text}`)
  return fields.map(({ name, tableID, columnID, dataTypeID }) => ({
    name,
    type: types.get(dataTypeID) ?? `type ${dataTypeID}`,
    // A statement that leaves the nulls out says so.
    nullable: nullable.has(`${tableID}.${columnID}`) && !new RegExp(`\\b${name} is not null\\b`).test(text)
  }))
}
