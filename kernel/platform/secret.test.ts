import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readSecret } from './secret.ts'

const dir = mkdtempSync(join(tmpdir(), 'motcua-secret-'))
after(() => rmSync(dir, { recursive: true, force: true }))

test('the key is made on the first start, for its owner only, and found again', () => {
  const dataDir = join(dir, 'var')
  const secret = readSecret(dataDir)
  assert.match(secret, /^[\w-]{43}$/)
  assert.equal(statSync(join(dataDir, 'secret')).mode & 0o777, 0o600)
  assert.equal(readSecret(dataDir), secret)
  assert.notEqual(readSecret(join(dir, 'other')), secret)
})

test('a damaged key stops the start instead of opening doors with a weak one', () => {
  writeFileSync(join(dir, 'secret'), 'abc')
  assert.throws(() => readSecret(dir), /is damaged: restore it/)
})
