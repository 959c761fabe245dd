import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Person } from './index.ts'
import { appendToUpload, finishUpload, findUpload, storeFile } from './contract.ts'
import { kernelModule } from './module.ts'
import { aPdf, aServer } from './platform/testing.ts'

const { as, asOwner, database } = await aServer({ modules: [kernelModule] })

let people = 0
async function aCitizen(): Promise<Person> {
  const personId = `00000000-0000-7000-8000-${String(++people).padStart(12, '0')}`
  await asOwner(
    `insert into kernel.person (id, kind, name, created_at) values ($1, 'citizen', 'Nguyễn Thị Thử', now())`,
    [personId]
  )
  return {
    kind: 'person',
    personId,
    name: 'Nguyễn Thị Thử',
    roles: ['citizen'],
    appointments: [],
    offices: [],
    reach: 'own'
  }
}
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const lying = () => readdirSync(join(database.files, 'arriving'))
const stored = async (sha256: string) =>
  (await asOwner<{ one: number }>('select 1 as one from kernel.document where sha256 = $1', [sha256])).length === 1

test('a file is stored by its hash, and the same bytes again change nothing', async () => {
  const call = as(await aCitizen())
  const bytes = aPdf('một')
  const sha256 = hashOf(bytes)
  for (const turn of ['first', 'second']) {
    const reply = await call(storeFile, { params: { sha256 }, body: bytes })
    assert.deepEqual(
      [reply.status, reply.body],
      [200, { sha256, size: bytes.length, mediaType: 'application/pdf' }],
      turn
    )
  }
  assert.deepEqual((await call(findUpload, { params: { sha256 } })).body, { stored: true, offset: bytes.length })
  assert.deepEqual(lying(), [])
})

test('what comes in parts is gathered and stored whole', async () => {
  const call = as(await aCitizen())
  const bytes = Buffer.concat([aPdf('hai'), randomBytes(300)])
  const sha256 = hashOf(bytes)
  const params = { sha256 }
  assert.deepEqual((await call(findUpload, { params })).body, { stored: false, offset: 0 })
  const append = (offset: number, until: number) =>
    call(appendToUpload, { params, query: { offset }, body: bytes.subarray(offset, until) })
  assert.deepEqual((await append(0, 100)).body, { offset: 100 })
  assert.equal((await append(200, 300)).status, 409, 'a gap')
  assert.deepEqual((await append(50, 100)).body, { offset: 100 }, 'twice the same')
  const early = await call(finishUpload, { params })
  assert.equal(early.status, 422)
  assert.equal(await stored(sha256), false)
})
