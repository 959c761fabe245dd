import { isForTests, lineAt, type Source } from './sources.ts'
import { templatesOf } from './statements.ts'

/**
 * Each module has a PostgreSQL schema of its own name. Nobody names a table of another module, not even in a foreign key; the kernel's
 * tables may be read and referenced, and are written by the kernel's verbs only.
 */
export function foreignTables(owner: string, sql: string, modules: string[]): string[] {
  const bare = withoutWords(sql)
  const others = modules.filter((name) => name !== owner)
  const named = others.filter((name) => new RegExp(`\\b${name}\\.[a-z_"*]`).test(bare))
  const write =
    /\b(?:insert\s+into|update(?:\s+only)?|delete\s+from|truncate(?:\s+table)?|merge\s+into|(?:alter|drop|create)\s+table)\s+(kernel|auth)\./gi
  const written = owner === 'kernel' ? [] : [...bare.matchAll(write)].map(([, schema]) => schema ?? '')
  return [...new Set([...named, ...written])]
}

/** Comments and literals are no tables: 'dossiers.dossier_decided' is the name of an event. */
function withoutWords(sql: string): string {
  return sql.replaceAll(/--[^\n]*|\/\*.*?\*\/|'(?:[^']|'')*'/gs, ' ')
}

function ownerOf(path: string): string | undefined {
  const [top, second] = path.split('/')
  if (top === 'kernel') return 'kernel'
  return top === 'modules' ? second : undefined
}

/** SQL in a module's or the kernel's migrations and verbs that reaches for tables of others. */
export function reachesForForeignTables(sources: Source[]): string[] {
  const modules = [
    ...new Set(sources.filter(({ path }) => path.startsWith('modules/')).map(({ path }) => ownerOf(path) ?? ''))
  ]
  return sources
    .filter(({ path }) => ownerOf(path) && !isForTests(path))
    .flatMap((source) =>
      statementsOf(source).flatMap(({ line, sql }) =>
        foreignTables(ownerOf(source.path) ?? '', sql, modules).map(
          (schema) => `${source.path}:${line} reaches for tables of ${schema}: ask a verb of it`
        )
      )
    )
}

function statementsOf(source: Source): { line: number; sql: string }[] {
  if (source.path.endsWith('.sql')) {
    return source.text
      .split(';')
      .map((sql, i, all) => ({ sql, line: lineAt(source.text, all.slice(0, i).join(';').length + 2) }))
  }
  if (!source.path.endsWith('.ts')) return []
  return templatesOf(source).map(({ line, texts }) => ({ line, sql: texts.join('$') }))
}

const stamp = /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})_([a-z]+)(_[a-z0-9]+)+\.sql$/
const verbs = ['create', 'add', 'change', 'rename', 'move', 'drop', 'grant', 'revoke', 'fill', 'index', 'guard']

/** Names that are no moment, verb and noun; two of one moment; a foreign key to a table that is made later. */
export function misnamedMigrations(sources: Source[]): string[] {
  const migrations = sources
    .filter(({ path }) => path.includes('/migrations/'))
    .map(({ path, text }) => ({ path, text, name: path.split('/').at(-1) ?? '' }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const names = migrations.flatMap(({ path, name }, i) => {
    const [, year, month, day, hour, minute, verb = ''] = stamp.exec(name) ?? []
    if (!verb) return [`${path} is not called YYYYMMDD-HHMM_verb_noun.sql`]
    const moment = `${year}-${month}-${day}T${hour}:${minute}:00`
    if (!isMoment(moment)) return [`${path} begins with ${moment}, which is no moment`]
    if (!verbs.includes(verb)) return [`${path} begins with none of the verbs ${verbs.join(', ')}`]
    const twin = migrations[i + 1]
    return twin && twin.name.slice(0, 13) === name.slice(0, 13) ? [`${path} and ${twin.path} are of one moment`] : []
  })
  return [...names, ...madeLater(migrations)]
}

function isMoment(text: string): boolean {
  const at = Date.parse(`${text}Z`)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text)
}

function madeLater(migrations: Source[]): string[] {
  const made = new Set<string>()
  const all = new Set(migrations.flatMap(({ text }) => tablesMade(text)))
  return migrations.flatMap(({ path, text }) => {
    for (const table of tablesMade(text)) made.add(table)
    const referenced = [...withoutWords(text).matchAll(/\breferences\s+([a-z_]+\.[a-z_]+)/gi)].map(
      ([, table]) => table ?? ''
    )
    return referenced
      .filter((table) => all.has(table) && !made.has(table))
      .map((table) => `${path} refers to ${table}, which a later migration makes`)
  })
}

function tablesMade(sql: string): string[] {
  const made = /\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([a-z_]+\.[a-z_]+)/gi
  return [...withoutWords(sql).matchAll(made)].map(([, table]) => table ?? '')
}
