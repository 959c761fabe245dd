import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Person } from './index.ts'
import { appendToUpload, finishUpload, findUpload, storeFile } from './contract.ts'
import { kernelModule } from './module.ts'
import { runJob } from './platform/jobs.ts'
import { aPdf, aServer } from './platform/testing.ts'

const { app, as, asOwner, enter, clock, database } = await aServer({ modules: [kernelModule] })

let people = 0
async function aCitizen(): Promise<Person> {
  const personId = `00000000-0000-7000-8000-${String(++people).padStart(12, '0')}`
  await asOwner(
    `insert into kernel.person (id, kind, name, created_at) values ($1, 'citizen', 'Nguyễn Thị Thử', now())`,
    [personId]
  )
  const may = { roles: ['citizen' as const], appointments: [], offices: [], reach: 'own' as const }
  return { kind: 'person', personId, name: 'Nguyễn Thị Thử', ...may }
}
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const arrivals = () => readdirSync(join(database.files, 'arriving'))
const isStored = async (sha256: string) =>
  (await asOwner('select from kernel.document where sha256 = $1', [sha256])).length === 1
const onDisk = (sha256: string) => join(database.files, sha256.slice(0, 2), sha256)

test('a file is stored by its hash, and the same bytes again change nothing', async () => {
  const call = as(await aCitizen())
  const bytes = aPdf('một')
  const sha256 = hashOf(bytes)
  for (const turn of ['first', 'second']) {
    const reply = await call(storeFile, { params: { sha256 }, body: bytes })
    const expected = [200, { sha256, size: bytes.length, mediaType: 'application/pdf' }]
    assert.deepEqual([reply.status, reply.body], expected, turn)
  }
  assert.deepEqual((await call(findUpload, { params: { sha256 } })).body, { stored: true, offset: bytes.length })
  assert.equal(hashOf(readFileSync(onDisk(sha256))), sha256)
  assert.deepEqual(arrivals(), [])
})

test('a file that another person has stored is not there for who has not brought it', async () => {
  const bytes = aPdf('của người khác')
  const params = { sha256: hashOf(bytes) }
  await as(await aCitizen())(storeFile, { params, body: bytes })
  const stranger = as(await aCitizen())
  assert.deepEqual((await stranger(findUpload, { params })).body, { stored: false, offset: 0 })
  assert.equal((await stranger(finishUpload, { params })).status, 409)
})

test('however a file is cut into parts, repeated and mixed with gaps, it is stored whole or not at all', async () => {
  const person = await aCitizen()
  const call = as(person)
  let files = 0
  const step = fc.record({ from: fc.nat(), length: fc.nat(), wrong: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const bytes = aPdf(`${++files}${'x'.repeat(200)}`)
      const params = { sha256: hashOf(bytes) }
      // What the server must hold: a beginning of the file, right or wrong.
      let held = Buffer.alloc(0)
      for (const { from, length, wrong } of steps) {
        const offset = from % (bytes.length + 20)
        const part = Buffer.from(bytes.subarray(offset, offset + 1 + (length % bytes.length)))
        if (wrong && part.length > 0) part[0] = (part[0] ?? 0) ^ 1
        const { status, body } = await call(appendToUpload, { params, query: { offset }, body: part })
        if (offset > held.length) assert.equal(status, 409, 'a gap is refused')
        else {
          held = Buffer.concat([held.subarray(0, offset), part, held.subarray(offset + part.length)])
          assert.deepEqual([status, body], [200, { offset: held.length }])
        }
        assert.deepEqual((await call(findUpload, { params })).body, { stored: false, offset: held.length })
      }
      const { status } = await call(finishUpload, { params })
      const right = held.equals(bytes)
      assert.equal(status, right ? 201 : held.length === 0 ? 409 : 422)
      assert.equal(await isStored(params.sha256), right)
      assert.equal(existsSync(onDisk(params.sha256)), right)
      // Whatever went wrong, it can be begun anew and ends well.
      const { body } = await call(findUpload, { params })
      assert.deepEqual(body, right ? { stored: true, offset: bytes.length } : { stored: false, offset: 0 })
      if (right) return
      await call(appendToUpload, { params, query: { offset: 0 }, body: bytes })
      assert.equal((await call(finishUpload, { params })).status, 201)
    }),
    { numRuns: 30 }
  )
  assert.deepEqual(arrivals(), [])
})

test('a line cut at any byte leaves a beginning to go on from, and never a stored file', async () => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const person = await aCitizen()
  const call = as(person)
  const token = enter(person)
  let files = 0
  /** Sends a request up to a byte of its body, then breaks the line. */
  const cutAfter = (line: string, body: Buffer, length: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        const head = `${line} HTTP/1.1\r\nhost: localhost\r\nx-test-actor: ${token}\r\nidempotency-key: ${randomUUID()}\r\ncontent-type: application/pdf\r\ncontent-length: ${body.length}\r\n\r\n`
        socket.write(Buffer.concat([Buffer.from(head), body.subarray(0, length)]), () => socket.destroy())
      })
      socket.once('close', () => resolve()).once('error', reject)
    })
  const cut = fc.record({ at: fc.nat(), length: fc.nat() })
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), async (cuts) => {
      const bytes = aPdf(`cắt ${++files} ${randomBytes(40).toString('hex')}`)
      const params = { sha256: hashOf(bytes) }
      await cutAfter(`PUT /api/files/${params.sha256}`, bytes, (cuts[0]?.at ?? 0) % bytes.length)
      let least = 0
      for (const { length } of cuts) {
        const { offset, stored } = (await call(findUpload, { params })).body
        assert.equal(stored, false)
        assert.ok(offset >= least && offset < bytes.length)
        least = offset
        const rest = bytes.subarray(offset)
        await cutAfter(`PATCH /api/files/${params.sha256}?offset=${offset}`, rest, length % rest.length)
        assert.equal(await isStored(params.sha256), false)
      }
      const { offset } = (await call(findUpload, { params })).body
      const last = await call(appendToUpload, { params, query: { offset }, body: bytes.subarray(offset) })
      assert.deepEqual(last.body, { offset: bytes.length })
      assert.equal((await call(finishUpload, { params })).status, 201)
      assert.equal(hashOf(readFileSync(onDisk(params.sha256))), params.sha256)
    }),
    { numRuns: 25 }
  )
})

test('files begun and left make room for others, and are cleared away after a day', async () => {
  const call = as(await aCitizen())
  const begun = () => arrivals().length
  const before = begun()
  for (let i = 0; i < 40; i++) {
    const bytes = Buffer.from(`%PDF-${i}`)
    await call(appendToUpload, { params: { sha256: hashOf(bytes) }, query: { offset: 0 }, body: bytes })
  }
  assert.equal(begun() - before, 30)
  writeFileSync(join(database.files, 'arriving', 'left-by-a-crash'), 'x')
  const job = kernelModule.jobs.find(({ name }) => name === 'arrivals')
  assert.ok(job)
  clock.set(new Date().toISOString())
  await runJob(database, job, clock.now(), '')
  assert.equal(begun() - before, 31, 'not yet')
  await runJob(database, job, new Date(clock.now().getTime() + 25 * 3_600_000), '')
  assert.equal(begun(), 0)
})
