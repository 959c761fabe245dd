import { posix } from 'node:path'
import { type Import, importsOf } from './imports.ts'
import { isForTests, type Source } from './sources.ts'

/**
 * The arrows of docs/house.md. A room is a workspace (`kernel`, `modules/dossiers`, `ui`, `apps/staff`) or another folder at the top;
 * a part is what the file is within its room.
 */
type Part =
  | 'contract'
  | 'rules'
  | 'texts'
  | 'web'
  | 'routes'
  | 'index'
  | 'verbs'
  | 'platform'
  | 'testing'
  | 'test'
  | 'config'
  | 'whole'
type Place = { room: string; part: Part }
type Workspace = {
  room: string
  name: string
  exports: Record<string, string>
  uses: Set<string>
  usesForTests: Set<string>
}

const isTypeScript = (path: string) => /\.tsx?$/.test(path)

function placeOf(path: string): Place {
  const [top = '', second = '', third = ''] = path.split('/')
  const room = top === 'modules' || top === 'apps' ? `${top}/${second}` : top
  if (isForTests(path)) return { room, part: room === 'kernel' && path.endsWith('testing.ts') ? 'testing' : 'test' }
  // What a builder reads, and what is made by hand: neither is there when the server runs.
  if (/\.config\.ts$|\/make-[^/]+\.ts$/.test(path)) return { room, part: 'config' }
  if (top === 'kernel') return { room, part: kernelPart(second) }
  if (top === 'modules') return { room, part: modulePart(third) }
  return { room, part: 'whole' }
}

function kernelPart(second: string): Part {
  if (second === 'contract.ts' || second === 'contract') return 'contract'
  if (second === 'texts.ts') return 'texts'
  if (second === 'index.ts') return 'index'
  if (second === 'rules') return 'rules'
  if (second === 'platform') return 'platform'
  return 'verbs'
}

function modulePart(name: string): Part {
  if (name === 'web') return 'web'
  const [stem = ''] = name.split('.')
  const faces: Part[] = ['contract', 'rules', 'texts', 'routes', 'index']
  return faces.find((face) => face === stem) ?? 'verbs'
}

/** Whose part it is: `own`, `kernel`, another `module`, `ui`, or an `app`. */
function relation(from: Place, to: Place): string {
  if (from.room === to.room) return 'own'
  if (to.room.startsWith('modules/')) return 'module'
  if (to.room.startsWith('apps/')) return 'app'
  return to.room
}

const inBrowser = ['kernel contract', 'kernel rules', 'kernel texts']
const kernelFace = ['kernel index', 'kernel verbs', ...inBrowser]

/** Reads: a file of the kind on the left may import what stands on the right. */
const mayImport: Record<string, string[]> = {
  'kernel contract': ['own contract', 'own rules'],
  'kernel rules': ['own rules'],
  'kernel texts': [],
  'module contract': ['own contract', 'own rules', 'module contract', ...inBrowser],
  'module rules': ['own rules', 'kernel rules'],
  'module texts': ['own texts', ...inBrowser],
  'module web': [
    'own web',
    'own contract',
    'own rules',
    'own texts',
    'ui whole',
    'module contract',
    'module rules',
    ...inBrowser
  ],
  'module routes': ['own contract', 'own verbs', ...kernelFace],
  'module index': [
    'own contract',
    'own rules',
    'own texts',
    'own routes',
    'own verbs',
    'module index',
    'module contract',
    'module rules',
    ...kernelFace
  ],
  'module verbs': [
    'own contract',
    'own rules',
    'own texts',
    'own verbs',
    'module index',
    'module contract',
    'module rules',
    ...kernelFace
  ],
  'ui whole': ['own whole', ...inBrowser],
  'browser app': [
    'own whole',
    'ui whole',
    'module web',
    'module contract',
    'module rules',
    'module texts',
    ...inBrowser
  ],
  'server app': [
    'own whole',
    'module index',
    'module contract',
    'module rules',
    'app whole',
    'data whole',
    'kernel platform',
    'kernel verbs',
    ...kernelFace
  ],
  'module test': ['module index', 'module contract', 'module rules', 'kernel testing', ...kernelFace]
}

/** A type leaves nothing behind in the program, so rules and screens may name the types of a declared module's rules and contract. */
const mayImportTypes = ['module contract', 'module rules', 'kernel index', ...inBrowser]

/** These run in the browser as well, where neither Node.js nor a database is. */
const browserKinds = new Set([
  'kernel contract',
  'kernel rules',
  'kernel texts',
  'module contract',
  'module rules',
  'module texts',
  'module web',
  'ui whole',
  'browser app'
])
const pureKinds = new Set([
  'kernel contract',
  'kernel rules',
  'kernel texts',
  'module contract',
  'module rules',
  'module texts'
])

function kindOf({ room, part }: Place): string | undefined {
  if (room === 'ui') return `ui ${part}`
  if (room.startsWith('modules/')) return `module ${part}`
  if (room === 'kernel') return `kernel ${part}`
  if (room === 'apps/server') return part === 'whole' ? 'server app' : undefined
  if (room.startsWith('apps/')) return part === 'whole' ? 'browser app' : undefined
  return undefined
}

function allows(from: Place, to: Place, typeOnly: boolean): boolean {
  const kind = kindOf(from)
  const allowed = kind && mayImport[kind]
  const arrow = `${relation(from, to)} ${to.part}`
  if (from.part === 'test' && (relation(from, to) === 'own' || to.room === 'data')) return true
  if (typeOnly && browserKinds.has(kind ?? '') && mayImportTypes.includes(arrow)) return true
  if (allowed) return allowed.includes(arrow)
  // Kernel verbs, platform and tests move freely within the kernel; bench, checks, data, configurations and journeys everywhere.
  return from.room !== 'kernel' || to.room === 'kernel'
}

function workspacesOf(sources: Source[]): Workspace[] {
  return sources
    .filter(({ path }) => posix.basename(path) === 'package.json')
    .map(({ path, text }) => {
      const { name, exports = {}, dependencies = {}, devDependencies = {} } = JSON.parse(text)
      const uses = new Set(Object.keys(dependencies))
      return {
        room: posix.dirname(path),
        name,
        exports,
        uses,
        usesForTests: new Set([...uses, ...Object.keys(devDependencies)])
      }
    })
}

const packageName = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** The file that an import reaches, or undefined where it is a package of others. A path that is not exported is no way in. */
function target(from: string, specifier: string, workspaces: Workspace[]): string | undefined | 'closed' {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  const workspace = workspaces.find(({ name }) => name === packageName(specifier))
  if (!workspace) return undefined
  const asked = `.${specifier.slice(workspace.name.length)}`
  for (const [pattern, file] of Object.entries(workspace.exports)) {
    const [head = '', tail] = pattern.split('*')
    if (tail === undefined ? asked === pattern : asked.startsWith(head) && asked.endsWith(tail)) {
      const middle = tail === undefined ? '' : asked.slice(head.length, asked.length - tail.length)
      return posix.join(workspace.room, file.replace('*', middle))
    }
  }
  return 'closed'
}

/** Imports that go against the arrows, round a face, or to a package that the workspace does not declare. */
export function brokenArrows(sources: Source[]): string[] {
  const workspaces = workspacesOf(sources)
  return sources
    .filter(({ path }) => isTypeScript(path))
    .flatMap((source) =>
      importsOf(source).flatMap((one) => {
        const why = objection(source.path, one, workspaces)
        return why ? [`${source.path}:${one.line} ${why}`] : []
      })
    )
}

function objection(path: string, { specifier, typeOnly }: Import, workspaces: Workspace[]): string | undefined {
  const from = placeOf(path)
  const kind = kindOf(from) ?? ''
  if (specifier.startsWith('node:'))
    return browserKinds.has(kind) ? `imports ${specifier}, which no browser has` : undefined
  const to = target(path, specifier, workspaces)
  const own = workspaces.find(({ room }) => room === from.room)
  const top = workspaces.find(({ room }) => room === '.')
  if (to === 'closed') return `imports ${specifier}, which its workspace does not export`
  if (!specifier.startsWith('.')) {
    const name = packageName(specifier)
    const forTests = ['test', 'testing', 'config'].includes(from.part) || !own
    const declared = forTests ? own?.usesForTests.has(name) || top?.usesForTests.has(name) : own.uses.has(name)
    // Whatever stands outside the workspaces (bench, checks, data) sees all of them.
    const ours = to !== undefined && !own
    const itself = own?.name === name
    const onlyTypes = typeOnly && own?.usesForTests.has(name)
    if (!declared && !ours && !itself && !onlyTypes)
      return `imports ${name}, which ${own ? `${own.room}/` : ''}package.json does not declare`
  }
  if (to === undefined)
    return pureKinds.has(kind) && specifier !== 'typebox'
      ? `imports ${specifier}: contracts and rules need nothing`
      : undefined
  const there = placeOf(to)
  if (
    specifier.startsWith('.') &&
    there.room !== from.room &&
    own &&
    workspaces.some(({ room }) => room === there.room)
  ) {
    return `reaches into ${there.room} by a path instead of its name`
  }
  return allows(from, there, typeOnly)
    ? undefined
    : `imports ${to}: no arrow from ${kind || from.room} to ${relation(from, there)} ${there.part}`
}

/** Files that need each other before either can run. Types and lazy imports close no circle. */
export function circles(sources: Source[]): string[] {
  const workspaces = workspacesOf(sources)
  const known = new Set(sources.map(({ path }) => path))
  const edges = new Map<string, string[]>()
  for (const source of sources.filter(({ path }) => isTypeScript(path))) {
    const needed = importsOf(source).filter(({ typeOnly, lazy }) => !typeOnly && !lazy)
    const targets = needed.map(({ specifier }) => target(source.path, specifier, workspaces) ?? '')
    edges.set(
      source.path,
      targets.filter((path) => known.has(path))
    )
  }
  return roundTrips(edges).map((path) => `files need each other: ${path.join(' → ')}`)
}

/** Workspaces that declare each other. */
export function roomCircles(sources: Source[]): string[] {
  const workspaces = workspacesOf(sources)
  const rooms = new Map(workspaces.map(({ room, name }) => [name, room]))
  const edges = new Map(
    workspaces.map(({ room, uses }) => [room, [...uses].flatMap((name) => rooms.get(name) ?? [])] as const)
  )
  return roundTrips(edges).map((path) => `rooms declare each other: ${path.join(' → ')}`)
}

function roundTrips(edges: ReadonlyMap<string, string[]>): string[][] {
  const found: string[][] = []
  const done = new Set<string>()
  const visit = (node: string, path: string[]): void => {
    const at = path.indexOf(node)
    if (at >= 0) found.push([...path.slice(at), node])
    if (at >= 0 || done.has(node)) return
    for (const next of edges.get(node) ?? []) visit(next, [...path, node])
    done.add(node)
  }
  for (const node of edges.keys()) visit(node, [])
  return found
}
