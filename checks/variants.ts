import { posix } from 'node:path'
import { type Expression, type Node, parseSync, Visitor } from 'oxc-parser'
import type { Source } from './sources.ts'
import { nameOfTag, type Template } from './statements.ts'
import { childrenOf, isFunction } from './tree.ts'

/** What a file declares under a name, so that a fragment used in a template can be found. */
type Declarations = {
  /** A name may be declared in several functions; the one that stands last before its use is meant. */
  values: { name: string; start: number; value: Node }[]
  imports: Map<string, { path: string; name: string }>
}

/**
 * The texts that a template can become: fragments (sql`…`) are put in their places, whether they stand there, are constants of this or
 * another file, or are returned by a function; of a choice between fragments every one is tried. All else becomes a parameter.
 */
export function variantsOf(template: Template, files: ReadonlyMap<string, Source>): string[] {
  const read = reader(files)
  return compose(template, read).map((pieces) => {
    let values = 0
    return pieces.map((piece) => (piece === parameter ? `$${++values}` : piece)).join('')
  })
}

const parameter = Symbol('a value')
type Pieces = (string | typeof parameter)[]
type Read = (path: string) => Declarations
type Quasi = Pick<Template, 'path' | 'texts' | 'values'>

function compose({ path, texts, values }: Quasi, read: Read, trail: readonly Node[] = []): Pieces[] {
  let variants: Pieces[] = [[texts[0] ?? '']]
  values.forEach((value, i) => {
    const fragments = fragmentsIn(value, path, read, trail)
    const fillings: Pieces[] =
      fragments.length === 0 ? [[parameter]] : fragments.flatMap((one) => compose(one, read, trail))
    variants = variants.flatMap((before) => fillings.map((filling) => [...before, ...filling, texts[i + 1] ?? '']))
  })
  return variants
}

/** The fragments that an expression can stand for. `trail` holds what is being looked up, so that a recursive function ends. */
function fragmentsIn(node: Node, path: string, read: Read, trail: readonly Node[]): Quasi[] {
  const within = (inner: Node) => fragmentsIn(inner, path, read, trail)
  switch (node.type) {
    case 'TaggedTemplateExpression':
      if (nameOfTag(node.tag) !== 'sql') return []
      return [
        { path, texts: node.quasi.quasis.map(({ value }) => value.cooked ?? value.raw), values: node.quasi.expressions }
      ]
    case 'Identifier':
      return declared(node.name, node.start, path, read, trail).flatMap(({ value, at }) =>
        fragmentsIn(value, at, read, [...trail, value])
      )
    case 'CallExpression': {
      if (node.callee.type !== 'Identifier') return []
      return declared(node.callee.name, node.start, path, read, trail).flatMap(({ value, at }) =>
        returned(value).flatMap((result) => fragmentsIn(result, at, read, [...trail, value]))
      )
    }
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(within)
    case 'LogicalExpression':
      return [node.left, node.right].flatMap(within)
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return within(node.expression)
    case 'MemberExpression':
      return within(node.object)
    case 'ObjectExpression':
      return node.properties.flatMap((property) => (property.type === 'Property' ? within(property.value) : []))
    default:
      return []
  }
}

function declared(
  name: string,
  before: number,
  path: string,
  read: Read,
  trail: readonly Node[]
): { value: Node; at: string }[] {
  const { values, imports } = read(path)
  const own = values.filter((one) => one.name === name && !trail.includes(one.value))
  const nearest = own.findLast(({ start }) => start < before) ?? own[0]
  if (nearest) return [{ value: nearest.value, at: path }]
  const imported = imports.get(name)
  return imported ? declared(imported.name, Number.POSITIVE_INFINITY, imported.path, read, trail) : []
}

/** What a function can return; the functions inside it return for themselves. */
function returned(node: Node): Expression[] {
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') return [node.body as Expression]
  if (!isFunction(node) || !node.body) return []
  const found: Expression[] = []
  const walk = (inner: Node): void => {
    if (inner.type === 'ReturnStatement' && inner.argument) found.push(inner.argument)
    for (const child of childrenOf(inner)) if (!isFunction(child)) walk(child)
  }
  walk(node.body)
  return found
}

function reader(files: ReadonlyMap<string, Source>): Read {
  const known = new Map<string, Declarations>()
  return (path) => {
    const found = known.get(path) ?? declarationsOf(files.get(path) ?? { path, text: '' })
    known.set(path, found)
    return found
  }
}

function declarationsOf({ path, text }: Source): Declarations {
  const { program, module } = parseSync(path, text)
  const values: Declarations['values'] = []
  new Visitor({
    VariableDeclarator: ({ id, init, start }) => {
      if (id.type === 'Identifier' && init) values.push({ name: id.name, start, value: init })
    },
    FunctionDeclaration: (node) => {
      if (node.id) values.push({ name: node.id.name, start: node.start, value: node })
    }
  }).visit(program)
  const imports: Declarations['imports'] = new Map()
  for (const { moduleRequest, entries } of module.staticImports) {
    for (const { importName, localName } of entries) {
      if (!moduleRequest.value.startsWith('.') || !importName.name) continue
      imports.set(localName.value, {
        path: posix.join(posix.dirname(path), moduleRequest.value),
        name: importName.name
      })
    }
  }
  return { values, imports }
}
