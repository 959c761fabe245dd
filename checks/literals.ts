import { type Node, parseSync, Visitor } from 'oxc-parser'
import { nameOfTag } from './statements.ts'
import { isForTests, lineAt, type Source } from './sources.ts'

/** Attributes and props whose value a person reads or hears. */
const spoken =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label|help|hint|words|does|heading|summary)$/

/** The name of the product, and sample numbers with letters in them, are the same in every language. */
const isWord = (text: string): boolean =>
  /\p{L}/u.test(text.replaceAll('Một Cửa', '').replace(/&\w+;|[A-Z\d.-]*\d[A-Z\d.-]*/g, ''))

/** Words for people that stand in a screen or page itself instead of in a catalogue of both languages. */
export function literalWords(source: Source): string[] {
  const { path, text } = source
  if (!/\.tsx?$/.test(path) || isForTests(path)) return []
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const found: string[] = []
  const note = (at: number, words: string) =>
    found.push(`${path}:${lineAt(text, at)} says “${words.trim().replace(/\s+/g, ' ')}” outside the catalogues`)
  const noteExpression = (expression: Node) => {
    for (const { start, words } of saidBy(expression)) if (isWord(words)) note(start, words)
  }
  const noteChildren = (children: Node[]) => {
    for (const child of children) if (child.type === 'JSXExpressionContainer') noteExpression(child.expression)
  }
  new Visitor({
    JSXText: ({ start, value }) => {
      if (isWord(value)) note(start, value)
    },
    JSXElement: ({ children }) => noteChildren(children),
    JSXFragment: ({ children }) => noteChildren(children),
    JSXAttribute: ({ name, value }) => {
      if (name.type !== 'JSXIdentifier' || !spoken.test(name.name) || !value) return
      noteExpression(value.type === 'JSXExpressionContainer' ? value.expression : value)
    },
    TaggedTemplateExpression: ({ tag, quasi, start }) => {
      if (nameOfTag(tag) !== 'html' || isSwitch(quasi.quasis[0]?.value.raw ?? '')) return
      const { words, values } = readMarkup(quasi.quasis.map(({ value }) => value.cooked ?? value.raw))
      for (const one of words.filter(isWord)) note(start, one)
      for (const at of values) noteExpression(quasi.expressions[at]!)
    }
  }).visit(program)
  return found
}

/** html` open` inside a tag is no word but an attribute without a value. */
const isSwitch = (markup: string): boolean => /^ (open|checked|selected|disabled|required|hidden)$/.test(markup)

/** The texts an expression itself can become: not those it hands to a function, nor those of an attribute that nobody reads. */
function saidBy(node: Node): { start: number; words: string }[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [{ start: node.start, words: node.value }] : []
    case 'TemplateLiteral':
      return [
        ...node.quasis.map(({ start, value }) => ({ start, words: value.cooked ?? value.raw })),
        ...node.expressions.flatMap(saidBy)
      ]
    case 'ConditionalExpression':
      return [...saidBy(node.consequent), ...saidBy(node.alternate)]
    case 'LogicalExpression':
      return saidBy(node.right)
    case 'BinaryExpression':
      return node.operator === '+' ? [...saidBy(node.left), ...saidBy(node.right)] : []
    default:
      return []
  }
}

/** What of a template's markup is read: texts between tags and spoken attributes, and which of its values stand among them. */
function readMarkup(pieces: string[]): { words: string[]; values: number[] } {
  const hole = '\u0000'
  const markup = pieces
    .join(hole)
    .replace(/<!--.*?-->|<(style|script)\b.*?<\/\1>/gs, (part) => hole.repeat(part.split(hole).length - 1))
  const words: string[] = []
  const values: number[] = []
  let value = 0
  const take = (part: string, read: boolean) => {
    const holes = part.split(hole).length - 1
    if (read) {
      words.push(...part.split(hole))
      values.push(...Array.from({ length: holes }, (_, i) => value + i))
    }
    value += holes
  }
  for (const part of markup.split(/(<[^>]*>)/)) {
    if (!part.startsWith('<')) take(part, true)
    else
      for (const [whole, name = '', content] of part.matchAll(/([\w-]+)="([^"]*)"|[^"]+?(?=[\w-]+="|$)|"/g))
        take(content ?? whole, content !== undefined && spoken.test(name))
  }
  return { words, values }
}
