import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { OperatorError } from '@motcua/kernel/platform/config'
import { lockFolder } from './lock.ts'

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-lock-'))
  after(() => rmSync(folder, { recursive: true }))
  return folder
}

const inUse = (error: unknown) => error instanceof OperatorError && error.message.includes('in use')

test('a folder has one server at a time, and is free again when that one ends', () => {
  const folder = aFolder()
  const unlock = lockFolder(folder)
  assert.throws(() => lockFolder(folder), inUse)
  unlock()
  lockFolder(folder)()
  assert.deepEqual(readdirSync(folder), [], 'nothing stays behind')
})

test('the lock of a server that was killed is taken over', async () => {
  const folder = aFolder()
  const module = join(import.meta.dirname, 'lock.ts')
  const program = `import(${JSON.stringify(module)}).then(({ lockFolder }) => { lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1e6) })`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  assert.throws(() => lockFolder(folder), inUse)
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  lockFolder(folder)()
})

test('a lock whose number now belongs to some other process is taken over', () => {
  const folder = aFolder()
  lockFolder(folder)
  const lock = join(folder, 'lock')
  const [pid, began] = readFileSync(lock, 'utf8').split(' ')
  writeFileSync(lock, `${pid} ${Number(began) - 1}`)
  lockFolder(folder)()
})

test('a lock that is damaged belongs to nobody', () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'lock'), '')
  lockFolder(folder)()
})
