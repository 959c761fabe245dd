import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roomOf, testsOfChanges } from './check.ts'

test('a file stands in the room that the tree gives it', () => {
  const rooms = {
    'kernel/cases.ts': 'kernel',
    'kernel/migrations/20260101-0000_create_case.sql': 'kernel',
    'kernel/rules/calendar.ts': 'kernel/rules',
    'modules/dossiers/web/staff/list.tsx': 'modules/dossiers',
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
    'apps/staff/journeys/desk.test.ts'
  ]
  assert.deepEqual(testsOfChanges(tests, ['kernel/rules/text.ts', 'README.md']), ['kernel/rules/text.test.ts'])
  assert.deepEqual(testsOfChanges(tests, ['kernel/history.ts']), ['kernel/cases.test.ts'])
  assert.deepEqual(testsOfChanges(tests, ['apps/staff/main.tsx']), [])
})
