import { type Node, parseSync, Visitor } from 'oxc-parser'
import { importsOf } from './imports.ts'
import { isForTests, lineAt, type Source } from './sources.ts'
import { childrenOf, isFunction } from './tree.ts'

const isCode = (path: string) => /\.tsx?$/.test(path)
const standsIn = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(folder))

function parsed({ path, text }: Source) {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  return program
}

const isNamed = (node: Node, name: string) => node.type === 'Identifier' && node.name === name

/**
 * Screens that begin again with every drawing: a function made on the spot is another one each time, so what listens by it listens anew, and an
 * effect that names nothing it depends on starts its clock from nought. Each has once kept a desk's machine busy, or its acts unsent, for good.
 */
export function begunAnew(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => /\.tsx?$/.test(path) && !isForTests(path))
    .flatMap((source) => {
      const found: string[] = []
      const at = ({ start }: Node) => `${source.path}:${lineAt(source.text, start)}`
      new Visitor({
        CallExpression: (node) => {
          const [first, second] = node.arguments
          if (isNamed(node.callee, 'useSyncExternalStore') && first && isFunction(first))
            found.push(`${at(node)} listens anew at every drawing`)
          if (
            isNamed(node.callee, 'useEffect') &&
            !second &&
            source.text.slice(node.start, node.end).includes('setInterval(')
          )
            found.push(`${at(node)} starts its clock anew at every drawing`)
        }
      }).visit(parsed(source))
      return found
    })
}

/** Readings of the machine's clock below the edge, where time is `ctx.now`. A moment made from a text or a number is none. */
export function clocksBelowTheEdge(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => isCode(path) && !isForTests(path))
    .filter(({ path }) => !standsIn(path, 'kernel/platform/', 'apps/server/', 'checks/', 'bench/', 'ui/clock.ts'))
    .flatMap((source) => {
      const found: string[] = []
      const note = (at: number, what: string) =>
        found.push(`${source.path}:${lineAt(source.text, at)} asks the clock by ${what}`)
      new Visitor({
        NewExpression: (node) => {
          if (isNamed(node.callee, 'Date') && node.arguments.length === 0) note(node.start, 'new Date()')
        },
        CallExpression: (node) => {
          if (isNamed(node.callee, 'Date')) note(node.start, 'Date()')
        },
        MemberExpression: (node) => {
          if (isNamed(node.object, 'Date') && isNamed(node.property, 'now')) note(node.start, 'Date.now')
          if (isNamed(node.object, 'Temporal') && isNamed(node.property, 'Now')) note(node.start, 'Temporal.Now')
        }
      }).visit(parsed(source))
      return found
    })
}

/** Settings read anywhere but where `npm start -- --help` lists them. */
export function settingsReadElsewhere(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => isCode(path) && !isForTests(path) && !path.endsWith('.config.ts'))
    .filter(({ path }) => !standsIn(path, 'kernel/platform/config.ts', 'kernel/platform/test', 'checks/', 'bench/'))
    .flatMap((source) => {
      const found = importsOf(source)
        .filter(({ specifier }) => specifier === 'node:process' || specifier === 'process')
        .map(({ line }) => `${source.path}:${line} imports node:process`)
      new Visitor({
        MemberExpression: (node) => {
          if (!isNamed(node.object, 'process') || !isNamed(node.property, 'env')) return
          found.push(`${source.path}:${lineAt(source.text, node.start)} reads process.env`)
        }
      }).visit(parsed(source))
      return found
    })
}

/** Handles to the database besides the open transaction. The benchmark compares with one raw prepared statement. */
export function otherHandles(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => isCode(path) && !standsIn(path, 'kernel/platform/', 'bench/', 'checks/'))
    .flatMap((source) =>
      importsOf(source)
        .filter(({ specifier, typeOnly }) => !typeOnly && /^(pg|pg-.+|postgres|kysely|knex)(\/|$)/.test(specifier))
        .map(({ specifier, line }) => `${source.path}:${line} imports ${specifier}: only ctx.db reaches the database`)
    )
}

// One letter of each word stands in brackets, so that this file does not find itself.
const leftForLater = /\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b/
const switchedOff =
  /\b(?:test|it|describe)\.(?:skip|only|todo)\b|@ts-(?:ignore|nocheck)|\bas [a]ny\b|\b[o]xlint-disable\b/
const machinePath = /(?<![\w.:/-])\/(?:[w]ork|[f]arm|[t]mp)\/[a-z.]/

/** What is left for later, switched off, or true on one machine only. */
export function looseEnds(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => /\.(tsx?|sql|css|html|md|json|yml|sh)$/.test(path) && path !== 'package-lock.json')
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, i) => {
        const at = `${path}:${i + 1}`
        if (isCode(path) || path.endsWith('.sql')) {
          if (leftForLater.test(line)) return [`${at} leaves something for later`]
          if (switchedOff.test(line)) return [`${at} switches a test or the compiler off`]
        }
        return machinePath.test(line) ? [`${at} names a path of one machine`] : []
      })
    )
}

/**
 * Tests that prepare something at the top of a file after their first test: while the file waits, the runner sees its tests finished and
 * ends what they were given. It shows only on a busy machine, as a database that is gone.
 */
export function preparedTooLate(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => path.endsWith('.test.ts'))
    .flatMap((source) => {
      const { body } = parsed(source)
      const first = body.findIndex((node) => node.type === 'ExpressionStatement' && isTestCall(node.expression))
      return (first < 0 ? [] : body.slice(first))
        .filter(waits)
        .map(({ start }) => `${source.path}:${lineAt(source.text, start)} waits for something after the first test`)
    })
}

const isTestCall = (node: Node) =>
  node.type === 'CallExpression' && ['test', 'describe', 'it'].some((name) => isNamed(node.callee, name))

function waits(node: Node): boolean {
  return node.type === 'AwaitExpression' || (!isFunction(node) && childrenOf(node).some(waits))
}
