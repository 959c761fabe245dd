import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseNode, endStuck, selectTests, worthRepeating } from './run-tests.ts'
import { root } from './sources.ts'

const files = ['kernel/a.test.ts', 'kernel/a.ts', 'kernel/rules/b.test.ts', 'kernelled/c.test.ts', 'ui/d.test.ts']

test('without a path every test file of the repository is run', () => {
  assert.deepEqual(selectTests(files, []), [
    'kernel/a.test.ts',
    'kernel/rules/b.test.ts',
    'kernelled/c.test.ts',
    'ui/d.test.ts'
  ])
})

test('a folder names the tests below it and not those of a folder whose name begins alike', () => {
  assert.deepEqual(selectTests(files, ['kernel']), ['kernel/a.test.ts', 'kernel/rules/b.test.ts'])
  assert.deepEqual(selectTests(files, ['kernel/rules/b.test.ts', 'ui']), ['kernel/rules/b.test.ts', 'ui/d.test.ts'])
})

test('another Node.js than 24 hands over to the installed one, and has nothing where none is installed', () => {
  assert.equal(chooseNode('24.21.0', '/usr/bin/node', '/x/node'), '/usr/bin/node')
  assert.equal(chooseNode('22.20.0', '/usr/bin/node', '/x/node'), '/x/node')
  assert.equal(chooseNode('26.1.0', '/usr/bin/node', undefined), undefined)
})

function run(args: string[]): { status: number | null; out: string; errors: string } {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const ran = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  return { status: ran.status, out: ran.stdout, errors: ran.stderr }
}

test('a path that does not exist, or holds no test, is an error and not an empty success', () => {
  const absent = run([join(import.meta.dirname, 'run-tests.ts'), 'kernel/nowhere'])
  assert.equal(absent.status, 1)
  assert.match(absent.errors, /There is no kernel\/nowhere/)
  const empty = run([join(import.meta.dirname, 'run-tests.ts'), 'docs'])
  assert.equal(empty.status, 1)
  assert.match(empty.errors, /no \*\.test\.ts in docs/)
})

test('the counts are the last lines, after failures too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-'))
  try {
    const file = join(folder, 'one.test.mjs')
    writeFileSync(
      file,
      "import { test } from 'node:test'\ntest('yes', () => {})\ntest('no', () => { throw new Error('broken') })\n"
    )
    const ran = run([
      '--test',
      `--test-reporter=${join(import.meta.dirname, 'reporter.ts')}`,
      '--test-reporter-destination=stdout',
      file
    ])
    assert.equal(ran.status, 1)
    assert.match(ran.out, /failing tests/)
    const end = ran.out.trimEnd().split('\n').slice(-8)
    assert.equal(end[0], 'ℹ tests 2')
    assert.deepEqual(end.slice(2, 4), ['ℹ pass 1', 'ℹ fail 1'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a process that has told its results and does not end is ended, and its file named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-'))
  try {
    const file = join(folder, 'stuck.test.ts')
    writeFileSync(
      file,
      "process.on('exit', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))\nprocess.on('SIGTERM', () => {})\n"
    )
    const stuck = spawn(process.execPath, [`--import=${join(import.meta.dirname, 'seat.ts')}`, file], {
      env: { ...process.env, NODE_TEST_CONTEXT: 'child-v8', MOTCUA_TEST_SEATS: folder }
    })
    const gone = once(stuck, 'exit')
    while (!existsSync(join(folder, `${stuck.pid}.ended`))) await sleep(20)
    assert.deepEqual(endStuck(folder, { begun: 900_000, ended: 30_000 }), [])
    assert.deepEqual(endStuck(folder, { begun: 900_000, ended: 0 }), [{ file: relative(root, file), atEnd: true }])
    assert.deepEqual(await gone, [null, 'SIGKILL'])
    assert.deepEqual(endStuck(folder, { begun: 0, ended: 0 }), [], 'what has gone is stuck no longer')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('only files stuck after their last test are run once more, and only where nothing else has failed', () => {
  const file = 'kernel/a.test.ts'
  const stuck = [{ file, atEnd: true }]
  assert.deepEqual(worthRepeating({ code: 1, failed: [file], stuck }), [file])
  assert.deepEqual(worthRepeating({ code: 1, failed: ['a sum is right', file], stuck }), [])
  assert.deepEqual(worthRepeating({ code: 1, failed: [file], stuck: [{ file, atEnd: false }] }), [])
  assert.deepEqual(worthRepeating({ code: 0, failed: [], stuck: [] }), [])
})
