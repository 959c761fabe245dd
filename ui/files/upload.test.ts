import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, test } from 'node:test'
import { appendToUpload, storeFile } from '@motcua/kernel/contract'
import { kernelModule } from '@motcua/kernel/module'
import { aPdf, aServer } from '@motcua/kernel/testing'
import fc from 'fast-check'
import { Problem } from '../call.ts'
import { hashOf, uploadFile } from './upload.ts'

// The real server behind a bad line: what `line` says happens to each request on its way.
const { app, as, asOwner, enter } = await aServer({ modules: [kernelModule] })
const person = {
  kind: 'person' as const,
  personId: randomUUID(),
  name: 'Nguyễn Thị Thử',
  roles: ['citizen' as const],
  appointments: [],
  offices: [],
  reach: 'own' as const
}
type Fate = 'arrives' | 'request lost' | 'answer lost'
let line: () => Fate = () => 'arrives'
let requests: string[] = []

before(async () => {
  await asOwner(`insert into kernel.person (id, kind, name, created_at) values ($1, 'citizen', 'Thử', now())`, [
    person.personId
  ])
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const passOn = globalThis.fetch
  const token = enter(person)
  const fetch = async (address: string, given: RequestInit) => {
    const fate = line()
    if (fate === 'request lost') throw new TypeError('cut')
    requests.push(`${given.method}`)
    const reply = await passOn(origin + address, {
      ...given,
      headers: { ...(given.headers as Record<string, string>), 'x-test-actor': token }
    })
    if (fate === 'answer lost') throw new TypeError('cut')
    return reply
  }
  Object.assign(globalThis, { fetch, document: { documentElement: { lang: 'vi' } } })
})

const wait = async () => {}
let files = 0
const aFile = (bytes: number) => new Blob([new Uint8Array(aPdf(`${++files} ${'x'.repeat(bytes)}`))])

test('a small file goes in one piece, a large one in growing parts, and progress ends with the whole', async () => {
  requests = []
  const small = await uploadFile(aFile(1_000))
  assert.equal(small.mediaType, 'application/pdf')
  assert.deepEqual(requests, ['PUT'])
  requests = []
  const heard: number[] = []
  const large = aFile(1_000_000)
  const { size } = await uploadFile(large, { onProgress: (arrived) => heard.push(arrived) })
  assert.equal(size, large.size)
  assert.deepEqual(requests, ['GET', 'PATCH', 'PATCH', 'PATCH', 'PATCH', 'PATCH', 'POST'])
  assert.deepEqual(
    heard,
    heard.toSorted((a, b) => a - b)
  )
  assert.equal(heard.at(-1), large.size)
})

test('over any line a file arrives whole, or the person is told; whoever tries again goes on', async () => {
  const fates = fc.array(fc.constantFrom<Fate>('arrives', 'arrives', 'request lost', 'answer lost'), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(fates, fc.constantFrom(500, 70_000, 400_000), async (fate, bytes) => {
      const file = aFile(bytes)
      const sha256 = await hashOf(file)
      const coming = [...fate]
      line = () => coming.shift() ?? 'arrives'
      for (let tries = 0; ; tries++) {
        assert.ok(tries < 10)
        const stored = await uploadFile(file, { sha256, wait }).catch((error) => {
          assert.ok(error instanceof Problem && error.code === 'offline')
          return undefined
        })
        if (!stored) continue
        assert.deepEqual(stored, { sha256, size: file.size, mediaType: 'application/pdf' })
        break
      }
      line = () => 'arrives'
      // Brought once more it is not sent again.
      requests = []
      await uploadFile(file, { sha256, wait })
      assert.ok(!requests.includes('PATCH'))
    }),
    { numRuns: 30 }
  )
})

test('what another page has begun is gone on with', async () => {
  const file = aFile(200_000)
  const sha256 = await hashOf(file)
  const bytes = Buffer.from(await file.arrayBuffer())
  await as(person)(appendToUpload, { params: { sha256 }, query: { offset: 0 }, body: bytes.subarray(0, 150_000) })
  const heard: number[] = []
  await uploadFile(file, { onProgress: (arrived) => heard.push(arrived) })
  assert.equal(heard[0], 150_000)
})

test('a no of the server is told at once and not tried again', async () => {
  requests = []
  const page = new Blob(['<!doctype html>', 'x'.repeat(100_000)])
  await assert.rejects(uploadFile(page, { wait }), (error) => error instanceof Problem && error.code === 'file.type')
  assert.deepEqual(requests.at(-1), 'POST')
  assert.equal(storeFile.method, 'PUT')
})
