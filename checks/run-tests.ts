import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { listFiles, root } from './sources.ts'

/** A file of tests that hangs fails after this many milliseconds instead of holding a build machine for ever. */
const limit = 600_000

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

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

function main(args: string[]): void {
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
  const runner = spawn(
    node,
    [
      '--test',
      '--test-concurrency=2',
      `--test-timeout=${limit}`,
      `--test-reporter=${join(import.meta.dirname, 'reporter.ts')}`,
      '--test-reporter-destination=stdout',
      ...(prepares ? [`--test-global-setup=${setup}`] : []),
      ...flags,
      ...tests
    ],
    { cwd: root, env: environment, stdio: ['ignore', 'inherit', 'inherit'] }
  )
  // Ctrl-C reaches the runner by itself; a TERM sent to us alone would leave it and the database behind.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => runner.kill('SIGTERM'))
  runner.on('error', (error) => fail(`The test runner did not start: ${error.message}`))
  runner.on('exit', (code) => process.exit(code ?? 1))
}

if (import.meta.main) main(process.argv.slice(2))
