import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { globalSetup, globalTeardown } from '../kernel/platform/test-setup.ts'
import { root } from './sources.ts'

/**
 * docs/schema.sql: all tables as the migrations leave them, printed from the catalogue of a migrated database, because nobody can read
 * thirty migrations at once. `node checks/schema.ts --write` writes it; checks/sql.test.ts keeps it current.
 */
export const schemaPath = join(root, 'docs', 'schema.sql')

export const readWrittenSchema = (): string => readFileSync(schemaPath, 'utf8')

type Part = { schema: string; relation: string; text: string }

const ours = `nspname not in ('information_schema', 'public') and nspname not like 'pg\\_%'`

const columns = `
  select nspname as schema, quote_ident(relname) as relation,
         quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
         || case when attgenerated = 's' then ' generated always as (' || pg_get_expr(adbin, adrelid) || ') stored'
                 when attidentity <> '' then ' generated ' || case attidentity when 'a' then 'always' else 'by default' end || ' as identity'
                 when adbin is not null then ' default ' || pg_get_expr(adbin, adrelid) else '' end
         || case when attnotnull then ' not null' else '' end as text
    from pg_attribute
    join pg_class on pg_class.oid = attrelid
    join pg_namespace on pg_namespace.oid = relnamespace
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
   where relkind in ('r', 'p') and attnum > 0 and not attisdropped and ${ours}
   order by nspname, relname, attnum`

const constraints = `
  select nspname as schema, quote_ident(relname) as relation, 'constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(c.oid) as text
    from pg_constraint c
    join pg_class on pg_class.oid = conrelid
    join pg_namespace on pg_namespace.oid = relnamespace
   where contype in ('p', 'u', 'f', 'c', 'x') and ${ours}
   order by nspname, relname, array_position('{p,u,x,f,c}', contype::text), conname`

/** What stands behind a table: who may see its rows, who may touch it, how it is found. */
const behind = [
  `select nspname as schema, quote_ident(relname) as relation, pg_get_indexdef(indexrelid) as text
     from pg_index
     join pg_class on pg_class.oid = indrelid
     join pg_namespace on pg_namespace.oid = relnamespace
    where ${ours} and not exists (select from pg_constraint where conindid = indexrelid)
    order by nspname, relname, 3`,
  `select nspname as schema, quote_ident(relname) as relation,
          'alter table ' || pg_class.oid::regclass || case when relforcerowsecurity then ' force' else ' enable' end || ' row level security' as text
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relrowsecurity and ${ours} order by nspname, relname`,
  `select schemaname as schema, quote_ident(tablename) as relation,
          'create policy ' || quote_ident(policyname) || ' on ' || schemaname || '.' || quote_ident(tablename)
          || case when permissive = 'PERMISSIVE' then '' else ' as restrictive' end
          || case when cmd = 'ALL' then '' else ' for ' || lower(cmd) end || ' to ' || array_to_string(roles, ', ')
          || coalesce(E'\\n  using (' || qual || ')', '') || coalesce(E'\\n  with check (' || with_check || ')', '') as text
     from pg_policies order by schemaname, tablename, policyname`,
  `select nspname as schema, quote_ident(relname) as relation, pg_get_triggerdef(t.oid) as text
     from pg_trigger t
     join pg_class on pg_class.oid = tgrelid
     join pg_namespace on pg_namespace.oid = relnamespace
    where not tgisinternal and ${ours} order by nspname, relname, tgname`,
  `select nspname as schema, quote_ident(relname) as relation,
          'grant ' || string_agg(lower(privilege_type), ', ' order by privilege_type) || ' on ' || pg_class.oid::regclass || ' to motcua_app' as text
     from pg_class
     join pg_namespace on pg_namespace.oid = relnamespace
     cross join aclexplode(relacl)
    where grantee = 'motcua_app'::regrole and relkind in ('r', 'p', 'v', 'm', 'S') and ${ours}
    group by nspname, relname, pg_class.oid order by nspname, relname`,
  `select nspname as schema, quote_ident(relname) as relation,
          'grant ' || lower(privilege_type) || ' (' || string_agg(quote_ident(attname), ', ' order by attnum) || ') on '
          || pg_class.oid::regclass || ' to motcua_app' as text
     from pg_attribute
     join pg_class on pg_class.oid = attrelid
     join pg_namespace on pg_namespace.oid = relnamespace
     cross join aclexplode(attacl)
    where grantee = 'motcua_app'::regrole and ${ours}
    group by nspname, relname, pg_class.oid, privilege_type order by nspname, relname, privilege_type`
]

const views = `
  select nspname as schema, quote_ident(relname) as relation,
         'create view ' || pg_class.oid::regclass || coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '')
         || E' as\\n' || rtrim(pg_get_viewdef(pg_class.oid, true), ';') as text
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
   where relkind in ('v', 'm') and ${ours} order by nspname, relname`

const functions = `
  select nspname as schema, proname as relation, rtrim(pg_get_functiondef(pg_proc.oid), E'\\n ') as text
    from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
   where ${ours} order by nspname, proname, pg_get_function_identity_arguments(pg_proc.oid)`

/** Prints the schemas of a migrated database, always in the same words. */
export async function printSchema(client: pg.Client): Promise<string> {
  const read = async (text: string) => (await client.query<Part>(text)).rows
  const inside = [...(await read(columns)), ...(await read(constraints))]
  const after: Part[] = []
  for (const query of behind) after.push(...(await read(query)))
  const tables = new Map<string, Part[]>()
  for (const part of inside) {
    const name = `${part.schema}.${part.relation}`
    tables.set(name, [...(tables.get(name) ?? []), part])
  }
  const followers = ({ schema, relation }: Part) =>
    after.filter((part) => part.schema === schema && part.relation === relation).map(({ text }) => `${text};\n`)
  const written = [...tables]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, parts]) => {
      const [first] = parts
      return `create table ${name} (\n${parts.map(({ text }) => `  ${text}`).join(',\n')}\n);\n${first ? followers(first).join('') : ''}`
    })
  const others = [...(await read(views)), ...(await read(functions))].map(
    (part) => `${part.text};\n${followers(part).join('')}`
  )
  return [
    '-- Printed from the catalogue of a migrated database by `node checks/schema.ts --write`; not edited by hand.\n',
    ...written,
    ...others
  ].join('\n')
}

async function main(): Promise<void> {
  await globalSetup()
  try {
    // The template itself takes no connections, so a copy is printed.
    const template = process.env.MOTCUA_TEST_DATABASE ?? ''
    const admin = new pg.Client({ connectionString: template.replace(/motcua$/, 'postgres') })
    await admin.connect()
    await admin.query('create database printed template motcua')
    await admin.end()
    const client = new pg.Client({ connectionString: template.replace(/motcua$/, 'printed') })
    await client.connect()
    const text = await printSchema(client)
    await client.end()
    if (process.argv.includes('--write')) writeFileSync(schemaPath, text)
    else process.stdout.write(text)
  } finally {
    await globalTeardown()
  }
}

if (import.meta.main) await main()
