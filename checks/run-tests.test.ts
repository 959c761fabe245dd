import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { chooseNode, selectTests } from './run-tests.ts'

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
