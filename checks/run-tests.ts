import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { listFiles, root } from './sources.ts'

/** A file of tests that hangs fails after so many milliseconds instead of holding a build machine for ever. */
const limits = { test: 600_000, begun: 900_000, ended: 30_000 }

/** The test files that the given paths name: files, or folders with all that is below. No path means the whole repository. */
export function selectTests(files: string[], paths: string[]): string[] {
  const tests = files.filter((file) => file.endsWith('.test.ts'))
  if (paths.length === 0) return tests
  return tests.filter((file) => paths.some((path) => path === '' || file === path || file.startsWith(`${path}/`)))
}

/** The Node.js to run the tests with: this one where it is version 24, else the one that `npm install` brought along. */
export function chooseNode(running: string, execPath: string, installed: string | undefined): string | undefined {
  return running.startsWith('24.') ? execPath : installed
}

type Stuck = { file: string; atEnd: boolean }
type Run = { code: number; failed: string[]; stuck: Stuck[] }

/**
 * Kills the processes of test files (seat.ts says which) that have taken longer than their limit, in milliseconds since they have begun or
 * since they have begun to end, and names their files.
 */
export function endStuck(seats: string, limits: { begun: number; ended: number }): Stuck[] {
  const stuck: Stuck[] = []
  for (const seat of readdirSync(seats)) {
    const [pid, phase] = seat.split('.') as [string, 'begun' | 'ended']
    const path = join(seats, seat)
    if (!(phase in limits) || Date.now() - statSync(path).mtimeMs < limits[phase]) continue
    const file = relative(root, readFileSync(path, 'utf8'))
    rmSync(path)
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      continue // it has gone by itself, as nearly all do
    }
    console.error(
      phase === 'ended'
        ? `${file} said all its results and did not end.`
        : `${file} did not end in ${limits.begun / 60_000} minutes.`
    )
    stuck.push({ file, atEnd: phase === 'ended' })
  }
  return stuck
}

/** The files to run once more: those stuck after the last of their tests, where nothing else has failed. `failed`: names of tests and files. */
export function worthRepeating({ code, failed, stuck }: Run): string[] {
  const files = stuck.filter(({ atEnd }) => atEnd).map(({ file }) => file)
  return code !== 0 && failed.every((name) => files.includes(name)) ? files : []
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

async function main(args: string[]): Promise<void> {
  const bundled = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  const node = chooseNode(process.versions.node, process.execPath, existsSync(bundled) ? bundled : undefined)
  if (!node) {
    fail(
      `The tests need Node.js 24; this is ${process.versions.node}, and node_modules/.bin/node is missing: run npm install.`
    )
  }

  const withoutDatabase = args.includes('--without-database')
  const flags = args.filter((arg) => arg.startsWith('--') && arg !== '--without-database')
  const paths = args.filter((arg) => !arg.startsWith('-')).map((arg) => relative(root, resolve(arg)))
  const missing = paths.find((path) => !existsSync(join(root, path)))
  if (missing !== undefined) fail(`There is no ${missing}.`)
  const tests = selectTests(listFiles(), paths)
  if (tests.length === 0) fail(`There is no *.test.ts in ${paths.join(', ') || 'the repository'}.`)

  const setup = join(root, 'kernel', 'platform', 'test-setup.ts')
  const prepares = !withoutDatabase && existsSync(setup) && statSync(setup).isFile()
  // Inside a test of ours the variable would make the inner runner believe that it is a file of the outer one.
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  // A hundred processes read the same sources: what one has translated the others need not.
  environment.NODE_COMPILE_CACHE ??= join(root, '.cache', 'compiled')

  function run(files: string[]): Promise<Run> {
    const seats = mkdtempSync(join(tmpdir(), 'motcua-seats-'))
    const runner = spawn(
      node as string,
      [
        '--test',
        '--test-concurrency=2',
        `--test-timeout=${limits.test}`,
        `--test-reporter=${join(import.meta.dirname, 'reporter.ts')}`,
        '--test-reporter-destination=stdout',
        `--import=${join(import.meta.dirname, 'seat.ts')}`,
        ...(prepares ? [`--test-global-setup=${setup}`] : []),
        ...flags,
        ...files
      ],
      { cwd: root, env: { ...environment, MOTCUA_TEST_SEATS: seats }, stdio: ['ignore', 'inherit', 'inherit'] }
    )
    // A TERM sent to us alone would leave the runner and the database behind.
    const stop = () => void runner.kill('SIGTERM')
    process.on('SIGTERM', stop)
    const stuck: Stuck[] = []
    const watch = setInterval(() => {
      stuck.push(...endStuck(seats, limits))
      const said = statSync(join(seats, 'code'), { throwIfNoEntry: false })
      if (said && Date.now() - said.mtimeMs > limits.ended) runner.kill('SIGKILL')
    }, 5_000)
    runner.on('error', (error) => fail(`The test runner did not start: ${error.message}`))
    return new Promise((tell) => {
      runner.on('exit', (code) => {
        clearInterval(watch)
        process.off('SIGTERM', stop)
        const said = (name: string) => (existsSync(join(seats, name)) ? readFileSync(join(seats, name), 'utf8') : '')
        tell({ code: code ?? Number(said('code') || 1), failed: said('failed').split('\n').filter(Boolean), stuck })
        rmSync(seats, { recursive: true })
      })
    })
  }

  // Ctrl-C reaches the runner by itself.
  process.on('SIGINT', () => {})
  const first = await run(tests)
  const again = worthRepeating(first)
  if (again.length === 0) process.exit(first.code)
  console.log(`\nAll tests of ${again.join(', ')} had passed before its process stuck at its end: once more.\n`)
  process.exit((await run(again)).code)
}

if (import.meta.main) await main(process.argv.slice(2))
