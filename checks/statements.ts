import { type Expression, type Node, parseSync, Visitor } from 'oxc-parser'
import { lineAt, type Source } from './sources.ts'

export type Template = {
  path: string
  line: number
  /** `fragment` for sql`…`, `count` for db`…`, `rows` for db(Row)`…`. */
  kind: 'fragment' | 'count' | 'rows'
  /** The text between the values, as written. */
  texts: string[]
  values: Expression[]
  /** What stands in the parentheses of db(…). */
  row?: Expression
  start: number
}

/** Every SQL template of a file: those tagged `sql`, `db` or `….db`, and `db(Row)`. */
export function templatesOf({ path, text }: Source): Template[] {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const found: Template[] = []
  new Visitor({
    TaggedTemplateExpression: ({ tag, quasi, start }) => {
      const called = tag.type === 'CallExpression'
      const name = nameOfTag(called ? tag.callee : tag)
      if (name !== 'db' && (name !== 'sql' || called)) return
      found.push({
        path,
        line: lineAt(text, start),
        kind: name === 'sql' ? 'fragment' : called ? 'rows' : 'count',
        texts: quasi.quasis.map(({ value }) => value.cooked ?? value.raw),
        values: quasi.expressions,
        ...(called && tag.arguments[0]?.type !== 'SpreadElement' ? { row: tag.arguments[0] } : {}),
        start
      })
    }
  }).visit(program)
  return found
}

/** `sql` of sql`…`, `db` of ctx.db`…`. */
export function nameOfTag(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : undefined
}
