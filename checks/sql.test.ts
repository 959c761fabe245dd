import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { Type } from 'typebox'
import { aDatabase } from '../kernel/platform/testing.ts'
import { describe, readCatalogue } from './describe.ts'
import { disagreements, rowSchemas } from './rows.ts'
import { printSchema, readWrittenSchema } from './schema.ts'
import { isForTests, listFiles, readSource, type Source } from './sources.ts'
import { type Template, templatesOf } from './statements.ts'
import { variantsOf } from './variants.ts'

const { applicationUrl, asOwner } = await aDatabase()
const client = new pg.Client({ connectionString: applicationUrl })
client.on('error', () => {}) // the database is dropped under it at the end
await client.connect()
after(() => client.end())
const catalogue = await readCatalogue(client)

const sources = listFiles()
  .filter((path) => /^(kernel|modules|apps)\/.*\.ts$/.test(path) && !isForTests(path))
  .map(readSource)
const files = new Map(sources.map((source) => [source.path, source]))

async function faultsOf(source: Source): Promise<string[]> {
  const templates = templatesOf(source).filter(({ kind }) => kind !== 'fragment')
  const schemas = await rowSchemas(source, templates)
  const faults: string[] = []
  for (const template of templates) {
    for (const text of variantsOf(template, new Map(files).set(source.path, source))) {
      for (const fault of await faultsOfText(template, text, schemas))
        faults.push(`${source.path}:${template.line} ${fault}`)
    }
  }
  return faults
}

async function faultsOfText(
  template: Template,
  text: string,
  schemas: Awaited<ReturnType<typeof rowSchemas>>
): Promise<string[]> {
  try {
    const columns = await describe(client, catalogue, text)
    const schema = schemas.get(template)
    return schema ? disagreements(schema, columns) : []
  } catch (error) {
    return [
      `${error instanceof Error ? error.message : error} in: ${text.trim().replaceAll(/\s+/g, ' ').slice(0, 200)}`
    ]
  }
}

test('every statement fits the schema, is allowed to the application, and answers what its row says', async () => {
  const faults: string[] = []
  for (const source of sources) faults.push(...(await faultsOf(source)))
  assert.deepEqual(faults, [])
  const statements = sources.flatMap(templatesOf).filter(({ kind }) => kind !== 'fragment')
  assert.ok(statements.length >= 15, `only ${statements.length} statements were found`)
})

/** A verb as it could stand in a file of the kernel. */
const verb = (statement: string): Source => ({
  path: 'kernel/organisations.ts',
  text: `import { Type } from 'typebox'
import type { Ctx } from './index.ts'
import { sql } from './index.ts'
const Row = Type.Object({ id: Type.String(), name: Type.String() })
export const find = (ctx: Ctx, id: string, plain: boolean) => ${statement}`
})

async function found(statement: string, ...expected: RegExp[]): Promise<void> {
  const faults = await faultsOf(verb(statement))
  assert.equal(faults.length, expected.length, faults.join('\n'))
  expected.forEach((pattern, i) => assert.match(faults[i] ?? '', pattern))
}

test('a statement that names what is not there, or what the application may not do, is found', async () => {
  await found('ctx.db(Row)`select id, name from kernel.person where id = ${id}`')
  await found(
    'ctx.db(Row)`select id, nmae as name from kernel.person`',
    /organisations.ts:5 column "nmae" does not exist/
  )
  await found('ctx.db`delete from kernel.command where id = ${id}`', /permission denied for table command/)
  await found('ctx.db`update kernel.person set born_on = ${id}::int`', /of type date but expression is of type integer/)
})

test('a row that its schema does not describe is found', async () => {
  await found('ctx.db(Row)`select id from kernel.person`', /name is in the schema, not in the statement/)
  await found('ctx.db(Row)`select id, name, kind from kernel.person`', /kind is in the statement, not in the schema/)
  await found(
    'ctx.db(Row)`select id, 1 as name from kernel.person`',
    /name: the column is int4, the schema says string/
  )
  await found(
    'ctx.db(Row)`select id, phone as name from kernel.person`',
    /name: the column may be null, the schema not/
  )
})

test('fragments are tried in every choice, and a fault in one of them is found', async () => {
  await found('ctx.db(Row)`select id, name from kernel.person where ${plain ? sql`true` : sql`id = ${id}`}`')
  await found(
    'ctx.db(Row)`select id, name from kernel.person where ${plain ? sql`true` : sql`idd = ${id}`}`',
    /"idd" does not exist/
  )
})

test('fragments are found in constants, in functions and in objects, and all else is a value', () => {
  const text = `
    const columns = sql\`id, name\`
    const seen = (actor) => { if (actor) return sql\`a = \${actor}\`
      return sql\`false\` }
    const again = (n) => n ? again(n - 1) : sql\`x\`
    const which = { one: sql\`1\`, two: sql\`2\` }[tab]
    ctx.db\`select \${columns} from t where \${seen(actor)} and \${which} and \${again(2)} and b = \${limit} and c = \${f(limit)}\``
  const source = { path: 'kernel/planted.ts', text }
  const [template] = templatesOf(source).filter(({ kind }) => kind === 'count')
  assert.ok(template)
  assert.deepEqual(variantsOf(template, new Map([[source.path, source]])), [
    'select id, name from t where a = $1 and 1 and x and b = $2 and c = $3',
    'select id, name from t where a = $1 and 2 and x and b = $2 and c = $3',
    'select id, name from t where false and 1 and x and b = $1 and c = $2',
    'select id, name from t where false and 2 and x and b = $1 and c = $2'
  ])
})

test('types that the driver hands over in a form of its own are refused', () => {
  const column = (type: string, nullable = false) => [{ name: 'x', type, nullable }]
  const row = (x: Parameters<typeof Type.Array>[0]) => Type.Object({ x })
  assert.deepEqual(disagreements(row(Type.String()), column('timestamptz')), [])
  assert.deepEqual(disagreements(row(Type.Array(Type.String())), column('_uuid')), [])
  assert.deepEqual(disagreements(row(Type.Union([Type.Literal('a'), Type.Null()])), column('text', true)), [])
  assert.deepEqual(disagreements(row(Type.Unknown()), column('jsonb', true)), [])
  assert.match(disagreements(row(Type.String()), column('daterange'))[0] ?? '', /no agreed form/)
  assert.match(disagreements(row(Type.Integer()), column('numeric'))[0] ?? '', /numeric, the schema says integer/)
})

test('docs/schema.sql is what the migrations make', async () => {
  const written = readWrittenSchema()
  const printed = await printSchema(client)
  assert.equal(written === printed, true, 'docs/schema.sql is not current: run node checks/schema.ts --write')

  await asOwner('create table kernel.planted (planted_id int); grant delete on kernel.planted to motcua_app')
  const added = (await printSchema(client)).split('\n').filter((line) => !printed.includes(line))
  assert.deepEqual(added, [
    'create table kernel.planted (',
    '  planted_id integer',
    'grant delete on kernel.planted to motcua_app;'
  ])
})
