import { spawn, spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { importsOf } from './imports.ts'
import { secondsTaken } from './reporter.ts'
import { selectTests } from './run-tests.ts'
import { listFiles, readSource, root, type Source } from './sources.ts'

/**
 * `npm run check`: all that must hold before work lands. `npm run check -- --quick` (`npm run check:quick`): the same before a commit,
 * with the tests of the changed rooms only, as many as can be waited for, and without browser journeys.
 */
type Part = { name: string; command: string; args: string[] }
type Outcome = { part: Part; ok: boolean; seconds: number; output: string }

const cores = 2
/** Checks that ask a migrated database and that every commit must pass: of the SQL, and of who may do what. */
const onDatabase = ['checks/sql.test.ts', 'checks/access.test.ts']
/** Seconds: what a check before a commit may take in all, what the database of the tests needs, what a file needs before its first test. */
const quick = { all: 40, database: 6, begin: 2.5, unknown: 5 }

/** The room a file stands in: a folder of its own where the tree of docs/house.md has one, else the folder at the top. */
export function roomOf(file: string): string {
  const [top, second, third] = file.split('/')
  if (!top || !second) return ''
  if (top === 'modules' && third === 'web') return `${top}/${second}/${third}`
  if (top === 'modules' || top === 'apps') return `${top}/${second}`
  if (top === 'kernel' && third && second !== 'migrations') return `${top}/${second}`
  return top
}

/**
 * The changed tests, and those that stand in a room with a changed file. The kernel's own nouns are one room: they share tables. A module's
 * screens hear of what changes behind them, and nothing behind them reads a screen.
 */
export function testsOfChanges(tests: string[], changed: string[]): string[] {
  const rooms = new Set(changed.filter((file) => !file.endsWith('.test.ts')).map(roomOf))
  const isNear = (room: string) =>
    rooms.has(room) || (room.endsWith('/web') && rooms.has(room.slice(0, -'/web'.length)))
  return tests.filter((file) => (changed.includes(file) || isNear(roomOf(file))) && !file.includes('/journeys/'))
}

/**
 * The changed tests; then those named after a changed file; then those that have not run for longest, as long as the seconds of one core last.
 * `took`: seconds by file, the one that ran last at the end.
 */
export function testsThatFit(
  tests: string[],
  { changed, took, seconds }: { changed: string[]; took: Record<string, number>; seconds: number }
): { run: string[]; left: string[] } {
  const nameOf = (file: string) => file.replace(/(\.test)?\.tsx?$/, '')
  const names = new Set(changed.map(nameOf))
  const farness = (file: string) => (changed.includes(file) ? 0 : names.has(nameOf(file)) ? 1 : 2)
  const order = Object.keys(took)
  const cost = (file: string) => quick.begin + (took[file] ?? quick.unknown)
  let rest = seconds
  const run = tests
    .toSorted((a, b) => farness(a) - farness(b) || order.indexOf(a) - order.indexOf(b))
    .filter((file) => {
      const fits = farness(file) === 0 || cost(file) <= rest
      if (fits) rest -= cost(file)
      return fits
    })
  return { run, left: tests.filter((file) => !run.includes(file)) }
}

/** What differs from main, or on main itself from the last commit, with the files that git does not know yet. */
function changedFiles(): string[] {
  const git = (...args: string[]) =>
    spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.split('\n').filter(Boolean)
  const [base] = git('merge-base', 'HEAD', 'main')
  return [...git('diff', '--name-only', base ?? 'HEAD'), ...git('ls-files', '--others', '--exclude-standard')]
}

/** Whether a test asks a database: such tests get one from what only tests may import. */
export function needsDatabase(source: Source): boolean {
  return importsOf(source).some(({ specifier }) => /testing(\.ts)?$|\/test-[^/]+$/.test(specifier))
}

function partsBeforeTests(tests: string[]): Part[] {
  const structure = tests.filter((file) => file.startsWith('checks/') && !needsDatabase(readSource(file)))
  return [
    { name: 'format', command: 'biome', args: ['format', '.'] },
    { name: 'lint', command: 'oxlint', args: ['--deny-warnings'] },
    // What has not changed since the last time is not looked at again: 13 s of work become 1.
    { name: 'types', command: 'tsc', args: ['--incremental', '--tsBuildInfoFile', '.cache/types.tsbuildinfo'] },
    runTests('structure', ['--without-database', ...structure])
  ]
}

const runTests = (name: string, args: string[]): Part => ({
  name,
  command: process.execPath,
  args: ['checks/run-tests.ts', ...args]
})

function runPart(part: Part): Promise<Outcome> {
  const began = performance.now()
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  return new Promise((resolve) => {
    let output = ''
    const end = (ok: boolean) => resolve({ part, ok, seconds: (performance.now() - began) / 1000, output })
    const child = spawn(part.command, part.args, {
      cwd: root,
      env: { ...process.env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    child.stdout.on('data', (piece) => (output += piece))
    child.stderr.on('data', (piece) => (output += piece))
    child.on('error', (error) => {
      output += `${part.command} did not start (${error.message}): run npm install.\n`
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}

/** Runs the parts, as many at once as there are cores, and says each as it ends. */
async function runParts(parts: Part[], atOnce: number): Promise<Outcome[]> {
  const waiting = [...parts]
  const outcomes: Outcome[] = []
  const work = async (): Promise<void> => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const outcome = await runPart(part)
      outcomes.push(outcome)
      console.log(
        `${part.name.padEnd(10)} ${outcome.ok ? 'ok    ' : 'FAILED'} ${outcome.seconds.toFixed(1).padStart(6)} s`
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return outcomes
}

function stopOnFailures(outcomes: Outcome[]): void {
  const failed = outcomes.filter((outcome) => !outcome.ok)
  if (failed.length === 0) return
  for (const { part, output } of failed)
    console.log(`\n── ${part.name}: ${part.command} ${part.args.join(' ')}\n${output.trimEnd()}`)
  console.log(`\nnot in order: ${failed.map(({ part }) => part.name).join(', ')}`)
  process.exit(1)
}

async function main(isQuick: boolean): Promise<void> {
  const began = performance.now()
  const passed = () => (performance.now() - began) / 1000
  const tests = selectTests(listFiles(), [])
  const parts = partsBeforeTests(tests)
  stopOnFailures(await runParts(parts, cores))
  const done = new Set([...parts.flatMap(({ args }) => args), ...onDatabase])
  const beside = tests.filter((file) => !done.has(file))
  const changed = isQuick ? changedFiles() : []
  const seconds = isQuick ? (quick.all - quick.database - passed()) * cores : Infinity
  const took = secondsTaken()
  const spent = onDatabase.reduce((sum, file) => sum + quick.begin + (took[file] ?? quick.unknown), 0)
  const { run, left } = testsThatFit(isQuick ? testsOfChanges(beside, changed) : beside, {
    changed,
    took,
    seconds: seconds - spent
  })
  // The runner of the tests uses both cores itself.
  stopOnFailures(await runParts([runTests('tests', [...onDatabase, ...run])], 1))
  if (left.length > 0) console.log(`no time was left for ${left.join(', ')}: npm run check runs them`)
  console.log(`all in order, ${passed().toFixed(1)} s`)
}

if (import.meta.main) await main(process.argv.includes('--quick'))
