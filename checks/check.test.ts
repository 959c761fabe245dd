import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { needsDatabase, roomOf, testsOfChanges, testsThatFit } from './check.ts'
import { root } from './sources.ts'

test('a file stands in the room that the tree gives it', () => {
  const rooms = {
    'kernel/cases.ts': 'kernel',
    'kernel/migrations/20260101-0000_create_case.sql': 'kernel',
    'kernel/rules/calendar.ts': 'kernel/rules',
    'modules/dossiers/papers/printing.ts': 'modules/dossiers',
    'modules/dossiers/web/staff/list.tsx': 'modules/dossiers/web',
    'apps/server/main.ts': 'apps/server',
    'ui/forms/field.tsx': 'ui',
    'README.md': ''
  }
  for (const [file, room] of Object.entries(rooms)) assert.equal(roomOf(file), room)
})

test('before a commit the tests of the changed rooms are run, and no others', () => {
  const tests = [
    'kernel/cases.test.ts',
    'kernel/rules/text.test.ts',
    'modules/dossiers/receipt.test.ts',
    'modules/dossiers/send.test.ts',
    'modules/dossiers/web/staff/scan.test.ts',
    'apps/staff/journeys/desk.test.ts'
  ]
  assert.deepEqual(testsOfChanges(tests, ['kernel/rules/text.ts', 'README.md']), ['kernel/rules/text.test.ts'])
  assert.deepEqual(testsOfChanges(tests, ['kernel/history.ts']), ['kernel/cases.test.ts'])
  assert.deepEqual(testsOfChanges(tests, ['apps/staff/main.tsx']), [])
  const ofScreens = ['modules/dossiers/web/staff/scan.test.ts']
  assert.deepEqual(testsOfChanges(tests, ['modules/dossiers/web/staff/list.tsx']), ofScreens)
  const ofDossiers = ['modules/dossiers/receipt.test.ts', 'modules/dossiers/send.test.ts', ...ofScreens]
  assert.deepEqual(testsOfChanges(tests, ['modules/dossiers/contract.ts']), ofDossiers)
  assert.deepEqual(testsOfChanges(tests, ['modules/dossiers/send.test.ts']), ['modules/dossiers/send.test.ts'])
})

test('before a commit the nearest tests are run, then those not run for longest while there is time, and the changed in any case', () => {
  const tests = ['m/model.test.ts', 'm/new.test.ts', 'm/papers.test.ts', 'm/send.test.ts', 'm/texts.test.ts']
  // In the order in which they last ran.
  const took = { 'm/model.test.ts': 30, 'm/papers.test.ts': 4, 'm/texts.test.ts': 1, 'm/send.test.ts': 8 }
  const of = (changed: string[], seconds: number) => testsThatFit(tests, { changed, took, seconds })
  assert.deepEqual(of(['m/rules.ts'], 16), {
    run: ['m/new.test.ts', 'm/papers.test.ts'],
    left: ['m/model.test.ts', 'm/send.test.ts', 'm/texts.test.ts']
  })
  assert.deepEqual(of(['m/send.ts'], 19).run, ['m/send.test.ts', 'm/new.test.ts'])
  assert.deepEqual(of(['m/model.test.ts'], 12).run, ['m/model.test.ts'])
  assert.deepEqual(of(['m/rules.ts'], Infinity).left, [])
})

test('a check that asks a database is known by what it imports', () => {
  const imports = (from: string) =>
    needsDatabase({ path: 'checks/planted.test.ts', text: `import { x } from '${from}'` })
  assert.deepEqual(
    [
      '../kernel/platform/testing.ts',
      '@motcua/kernel/testing',
      '../modules/dossiers/test-province.ts',
      'node:test'
    ].map(imports),
    [true, true, true, false]
  )
})

/** What the lint says of a planted file. */
function lint(text: string): { ok: boolean; out: string } {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-'))
  try {
    const file = join(folder, 'planted.ts')
    writeFileSync(file, text)
    const program = join(root, 'node_modules', '.bin', 'oxlint')
    const { status, stdout } = spawnSync(program, ['-c', '.oxlintrc.json', '--deny-warnings', file], {
      cwd: root,
      encoding: 'utf8'
    })
    return { ok: status === 0, out: stdout }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('the lint finds a default export and a mistake, and lets plain code pass', () => {
  assert.deepEqual([lint('export const a = 1\n').ok, lint('export default 1\n').ok], [true, false])
  assert.match(lint('export default 1\n').out, /no-default-export/)
  assert.match(lint('export const a = (b: number) => b === NaN\n').out, /use-isnan/)
})
