import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TSchema } from 'typebox'
import { root, type Source } from './sources.ts'
import type { Template } from './statements.ts'

let loads = 0

/**
 * The schemas that db(…) is called with. Most are constants that a file keeps to itself, so the file is loaded a second time with one
 * export behind it: the expressions in the parentheses, each in a function, evaluated where the file's own names are known.
 */
export async function rowSchemas({ path, text }: Source, templates: Template[]): Promise<Map<Template, TSchema>> {
  const withRows = templates.filter((template) => template.row)
  if (withRows.length === 0) return new Map()
  const entries = withRows.map(({ row }) => `() => (${text.slice(row?.start, row?.end)})`)
  // A file that is loaded once more must have another address.
  const url = `${pathToFileURL(join(root, path)).href}?rows=${++loads}`
  const source = `${text}\nexport const rowsOfTheCheck = [${entries.join(', ')}]\n`
  const hooks = registerHooks({
    load: (asked, context, next) =>
      asked === url ? { format: 'module-typescript', source, shortCircuit: true } : next(asked, context)
  })
  try {
    const { rowsOfTheCheck } = (await import(url)) as { rowsOfTheCheck: (() => TSchema)[] }
    return new Map(withRows.map((template, i) => [template, valueOf(template, rowsOfTheCheck[i])]))
  } finally {
    hooks.deregister()
  }
}

function valueOf({ path, line }: Template, schema?: () => TSchema): TSchema {
  if (!schema) throw new Error(`${path}:${line} has lost its schema`)
  try {
    return schema()
  } catch (error) {
    throw new Error(`${path}:${line}: the schema of a row must be known where the file is loaded`, { cause: error })
  }
}

/** A column as the database describes it; `type` is the name of the catalogue, `nullable` where the column of a table may be null. */
export type Column = { name: string; type: string; nullable: boolean }

// As the driver hands them over (see `types` in kernel/platform/db.ts). What is not here has no form in JSON that the house has agreed on.
const kinds: Record<string, string[]> = {
  bool: ['boolean'],
  date: ['string'],
  float8: ['number'],
  int2: ['integer', 'number'],
  int4: ['integer', 'number'],
  int8: ['integer', 'number'],
  numeric: ['string'],
  text: ['string'],
  timestamptz: ['string'],
  uuid: ['string'],
  varchar: ['string']
}

/** Where the columns of a statement and the schema of its rows disagree. */
export function disagreements(schema: TSchema, columns: Column[]): string[] {
  const { properties } = schema as { properties?: Record<string, TSchema> }
  if (!properties) return ['the schema of a row is no Type.Object']
  const names = columns.map(({ name }) => name)
  const missing = Object.keys(properties).filter((name) => !names.includes(name))
  const twice = names.filter((name, i) => names.indexOf(name) !== i)
  return [
    ...missing.map((name) => `${name} is in the schema, not in the statement`),
    ...twice.map((name) => `${name} comes twice`),
    ...columns.flatMap((column) => {
      const wanted = properties[column.name]
      if (!wanted) return [`${column.name} is in the statement, not in the schema`]
      return misfit(wanted, column).map((why) => `${column.name}: ${why}`)
    })
  ]
}

function misfit(schema: TSchema, { type, nullable }: Column): string[] {
  const wanted = kindsOf(schema)
  if (wanted.has('anything')) return []
  const nulls = nullable && !wanted.has('null') ? ['the column may be null, the schema not'] : []
  if (type === 'json' || type === 'jsonb') return nulls
  const element = /^_(.+)$/.exec(type)?.[1]
  const known = element ? ['array'] : type === 'bytea' ? ['object'] : kinds[type]
  if (!known) return [...nulls, `${type} has no agreed form in JSON; cast it`]
  const alien = [...wanted].filter((kind) => kind !== 'null' && !known.includes(kind))
  return [...nulls, ...alien.map((kind) => `the column is ${type}, the schema says ${kind}`)]
}

/** The JSON types a schema lets through. A schema that names none, as Type.Unknown and Type.Any do, lets everything through. */
function kindsOf(schema: TSchema): Set<string> {
  const {
    type,
    anyOf,
    const: constant,
    enum: values
  } = schema as { type?: string; anyOf?: TSchema[]; const?: unknown; enum?: unknown[] }
  if (anyOf) return new Set(anyOf.flatMap((one) => [...kindsOf(one)]))
  if (values) return new Set(values.map((value) => typeof value))
  if (type) return new Set([type])
  return new Set([constant === undefined ? 'anything' : typeof constant])
}
