import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { appendToUpload, finishUpload, storeFile } from '../contract.ts'
import { kernelModule } from '../module.ts'
import { Refusal } from '../platform/refusal.ts'
import { aMp4, anOgg, aWebm, element } from '../platform/sound-testing.ts'
import { aCitizen, aPdf, aServer } from '../platform/testing.ts'
import { mostSoundBytes, readSeconds, sniffSound } from './sound.ts'

const { as, asOwner, database } = await aServer({ modules: [kernelModule] })
const call = as(await aCitizen({ asOwner }))

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const store = (bytes: Buffer) => call(storeFile, { params: { sha256: hashOf(bytes) }, body: bytes })
const judge = async (bytes: Buffer) => {
  const { status, body } = await store(bytes)
  return [status, (body as { mediaType?: string }).mediaType ?? (body as unknown as { code: string }).code]
}
const stored = async () => (await asOwner<{ n: number }>('select count(*)::int as n from kernel.document'))[0]?.n
const secondsOf = async (bytes: Buffer) =>
  (
    await asOwner<{ seconds: number | null }>('select seconds from kernel.document where sha256 = $1', [hashOf(bytes)])
  )[0]?.seconds

const recordings: [string, Buffer, string][] = [
  ['of Chrome', aWebm({ seconds: 23 }), 'audio/webm'],
  ['of an iPhone', aMp4({ seconds: 23 }), 'audio/mp4'],
  ['of an iPhone, piece by piece', aMp4({ seconds: 23, inPieces: true }), 'audio/mp4'],
  ['of Firefox', anOgg({ seconds: 23 }), 'audio/ogg']
]

test('a recording is known by its bytes, and its length is read from them, whatever it calls itself', async () => {
  for (const [name, bytes, mediaType] of recordings) {
    assert.deepEqual(await judge(bytes), [200, mediaType], name)
    assert.equal(await secondsOf(bytes), 23, name)
  }
  const pdf = aPdf('không phải tiếng')
  assert.deepEqual(await judge(pdf), [200, 'application/pdf'])
  assert.equal(await secondsOf(pdf), null)
})

test('a recording with a track of pictures is refused, and says why', async () => {
  for (const made of [aWebm, aMp4, anOgg]) {
    const reply = await store(made({ picture: true }))
    const { code, detail } = reply.body as unknown as { code: string; detail: string }
    assert.deepEqual([reply.status, code], [422, 'file.sound_video'], made.name)
    assert.match(detail, /có hình/)
  }
})

test('what is empty, cut, followed by something else or another thing under the same head is no recording', async () => {
  const before = await stored()
  const page = Buffer.from('<!doctype html><script>alert(1)</script>')
  const webm = aWebm()
  const broken: [string, Buffer][] = recordings.flatMap(([name, bytes]) => [
    [`${name}, cut`, bytes.subarray(0, bytes.length - 2)],
    [`${name}, only its head`, bytes.subarray(0, 40)],
    [`${name}, with a page behind it`, Buffer.concat([bytes, page])],
    [`${name}, with a PDF behind it`, Buffer.concat([bytes, aPdf('sau')])]
  ])
  broken.push(
    ['a page under the head of a WebM', Buffer.concat([webm.subarray(0, 4), page])],
    ['a WebM with a file attached', Buffer.concat([webm, element('1941a469', element('61a7', page))])],
    ['a WebM of two tracks of sound', Buffer.concat([webm, element('83', Buffer.from([2]))])],
    ['a WebM without a frame', webm.subarray(0, webm.indexOf(Buffer.from('1f43b675', 'hex')))]
  )
  for (const [name, bytes] of broken) assert.deepEqual(await judge(bytes), [422, 'file.sound_broken'], name)

  const other: [string, Buffer, string][] = [
    ['a Matroska', Buffer.concat([element('1a45dfa3', element('4282', Buffer.from('matroska')))]), 'file.sound_kind'],
    ['a page before a WebM', Buffer.concat([page, webm]), 'file.type'],
    ['a picture of a telephone (HEIC)', Buffer.concat([aMp4().subarray(0, 8), Buffer.from('heic')]), 'file.type'],
    ['an MP3', Buffer.from('ID3\x03\x00', 'latin1'), 'file.type'],
    ['a WAV', Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt ', 'latin1'), 'file.type']
  ]
  for (const [name, bytes, code] of other) assert.deepEqual(await judge(bytes), [415, code], name)
  assert.deepEqual(await judge(Buffer.alloc(0)), [400, 'file.empty'])
  assert.equal(await stored(), before)
  assert.deepEqual(readdirSync(join(database.files, 'arriving')), [], 'nothing stays')
})

test('a recording of more than two megabytes is refused, whole or in parts', async () => {
  const heavy = aWebm({ seconds: 90, remark: 'x'.repeat(mostSoundBytes / 90 / 50) })
  assert.deepEqual(await judge(heavy), [413, 'file.sound_large'])
  const params = { sha256: hashOf(heavy) }
  await call(appendToUpload, { params, query: { offset: 0 }, body: heavy })
  assert.equal((await call(finishUpload, { params })).status, 413)
})

test('whatever bytes a recording is made of, it is read or refused, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...recordings),
      fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { maxLength: 6 }),
      fc.nat(),
      ([, whole], changes, length) => {
        const bytes = Buffer.from(whole.subarray(0, 1 + (length % whole.length)))
        // The heads are short: half of the changes fall there.
        for (const { at, byte } of changes) bytes[at % (at % 2 ? bytes.length : Math.min(300, bytes.length))] = byte
        const mediaType = sniffSound(bytes)
        if (!mediaType) return
        try {
          assert.ok(readSeconds(bytes, mediaType) >= 1)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
      }
    ),
    { numRuns: 500 }
  )
})
