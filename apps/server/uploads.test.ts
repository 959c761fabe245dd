import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@motcua/kernel/platform/postgres'
import { demoPassword } from '@motcua/kernel/sign-in'
import { aPdf } from '@motcua/kernel/testing'

// The real server with its real database, killed in the middle of two hundred uploads: what was acknowledged must be there.
const root = join(import.meta.dirname, '..', '..')
const dir = mkdtempSync(join(tmpdir(), 'motcua-uploads-'))
let server: ChildProcess | undefined

const pidIn = (...path: string[]) => Number.parseInt(readFileSync(join(dir, ...path), 'utf8'), 10)
const kill = (pid: number) => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    return
  }
}
after(async () => {
  const ended = new Promise((resolve) => server?.once('exit', resolve))
  server?.kill('SIGINT')
  await ended
  rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

async function start(): Promise<{ base: string; cookie: string; ended: Promise<unknown> }> {
  const port = await freePort()
  const base = `http://localhost:${port}`
  const child = spawn(process.execPath, ['apps/server/start.mjs'], {
    cwd: root,
    env: { PATH: String(process.env.PATH), HOME: dir, LANG: 'C.UTF-8', DATA_DIR: dir, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  server = child
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => text.includes(`is open: ${base}`) && resolve())
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
  const reply = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'minhthu@demo.motcua.vn', password: demoPassword })
  })
  assert.equal(reply.status, 200)
  const cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { base, cookie, ended }
}

type Door = { base: string; cookie: string }
const filesOf = (round: string) =>
  Array.from({ length: 100 }, (_, i) => {
    const bytes = aPdf(`${round} ${i} ${'x'.repeat(20_000)}`)
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
type File = ReturnType<typeof filesOf>[number]

const ask = async ({ base, cookie }: Door, method: string, address: string, body?: Buffer) => {
  const reply = await fetch(base + address, {
    method,
    headers: { cookie, 'idempotency-key': randomUUID(), ...(body ? { 'content-type': 'application/pdf' } : {}) },
    ...(body ? { body: new Uint8Array(body) } : {})
  })
  return { ok: reply.ok, body: (await reply.json()) as { stored: boolean; offset: number } }
}

/** Every other file in one piece, the others in two and a word that they are whole. True: the server has said that it is stored. */
async function upload(door: Door, { bytes, sha256 }: File, i: number): Promise<boolean> {
  const address = `/api/files/${sha256}`
  if (i % 2 === 0) return (await ask(door, 'PUT', address, bytes)).ok
  const half = Math.floor(bytes.length / 2)
  await ask(door, 'PATCH', `${address}?offset=0`, bytes.subarray(0, half))
  await ask(door, 'PATCH', `${address}?offset=${half}`, bytes.subarray(half))
  return (await ask(door, 'POST', address)).ok
}

/** Twelve at a time; whoever is cut off has no answer. `onAnswer` hears how many were acknowledged. */
async function uploadAll(door: Door, files: File[], onAnswer: (count: number) => void): Promise<Set<string>> {
  const acknowledged = new Set<string>()
  let next = 0
  const worker = async () => {
    for (let i = next++; i < files.length; i = next++) {
      const file = files[i] as File
      if (!(await upload(door, file, i).catch(() => false))) continue
      acknowledged.add(file.sha256)
      onAnswer(acknowledged.size)
    }
  }
  await Promise.all(Array.from({ length: 12 }, worker))
  return acknowledged
}

const onDisk = (sha256: string) => join(dir, 'files', sha256.slice(0, 2), sha256)

for (const victim of ['server', 'database'] as const)
  test(`kill -9 of the ${victim} in the middle of uploads: what was acknowledged is there by its hash, the rest can be brought again`, async () => {
    const first = await start()
    const files = filesOf(victim)
    const acknowledged = await uploadAll(first, files, (count) => {
      if (count === 40) kill(victim === 'server' ? pidIn('lock') : pidIn('postgres', 'data', 'postmaster.pid'))
    })
    await first.ended
    assert.ok(acknowledged.size >= 40 && acknowledged.size < files.length, `${acknowledged.size} before the end`)

    const second = await start()
    for (const [i, file] of files.entries()) {
      const { stored, offset } = (await ask(second, 'GET', `/api/files/${file.sha256}`)).body
      if (acknowledged.has(file.sha256)) assert.ok(stored, `${file.sha256} was acknowledged`)
      if (stored) {
        assert.equal(
          createHash('sha256')
            .update(readFileSync(onDisk(file.sha256)))
            .digest('hex'),
          file.sha256
        )
        continue
      }
      assert.ok(offset <= file.bytes.length)
      if (offset > 0) {
        // Gone on from where it stopped.
        const rest = file.bytes.subarray(offset)
        if (rest.length > 0)
          assert.ok((await ask(second, 'PATCH', `/api/files/${file.sha256}?offset=${offset}`, rest)).ok)
        assert.ok((await ask(second, 'POST', `/api/files/${file.sha256}`)).ok)
      } else assert.ok(await upload(second, file, i))
    }
    // What lies under a hash is whole, acknowledged or not.
    const shards = readdirSync(join(dir, 'files')).filter((name) => name.length === 2)
    for (const name of shards.flatMap((shard) => readdirSync(join(dir, 'files', shard))))
      assert.equal(
        createHash('sha256')
          .update(readFileSync(onDisk(name)))
          .digest('hex'),
        name
      )
    server?.kill('SIGINT')
    await second.ended
    while (readdirSync(dir).includes('lock')) await sleep(20)
  })
