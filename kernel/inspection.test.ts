import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { appendToUpload, endpoint, finishUpload, mostFileBytes, Sha256, storeFile } from './contract.ts'
import { openFile } from './documents.ts'
import { inspectFile, type Limits } from './inspection.ts'
import { kernelModule } from './module.ts'
import { fileRoute } from './platform/module.ts'
import { aCitizen, aPdf, aServer } from './platform/testing.ts'
import { Type } from 'typebox'

// Files as those send them who mean harm, made here.
const opening = endpoint({
  name: 'test.open',
  method: 'GET',
  url: '/api/opened/:sha256/:name/:as',
  summary: 'Opens a file.',
  may: 'anyone',
  params: Type.Object({ sha256: Sha256, name: Type.String(), as: Type.String() }),
  reply: Type.Object({}),
  example: {},
  sendsFile: true
})
const { app, as, asOwner, enter, database } = await aServer({
  modules: [
    kernelModule,
    {
      name: 'test',
      routes: [
        fileRoute(opening, (ctx, { params }) => openFile(ctx, params.sha256, params.name, params.as === 'shown'))
      ],
      pages: [],
      texts: { vi: {}, en: {} },
      jobs: []
    }
  ]
})
const person = await aCitizen({ asOwner })
const call = as(person)

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const store = (bytes: Buffer) => call(storeFile, { params: { sha256: hashOf(bytes) }, body: bytes })
const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code
const open = (sha256: string, as: 'shown' | 'brought', name = 'a') =>
  app.inject({ method: 'GET', url: `/api/opened/${sha256}/${encodeURIComponent(name)}/${as}` })
const stored = async () => (await asOwner<{ n: number }>('select count(*)::int as n from kernel.document'))[0]?.n

/** A PNG written by hand: its head may claim any size, whatever it holds. */
function aPng(width: number, height: number, pixels: Buffer): Buffer {
  const part = (kind: string, data: Buffer) => {
    const bytes = Buffer.concat([Buffer.from(kind, 'latin1'), data])
    const whole = Buffer.alloc(bytes.length + 8)
    whole.writeUInt32BE(data.length)
    bytes.copy(whole, 4)
    whole.writeUInt32BE(crc(bytes), bytes.length + 4)
    return whole
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const parts = [part('IHDR', head), part('IDAT', deflateSync(pixels, { level: 9 })), part('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}
function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}
const aPicture = () => sharp({ create: { width: 60, height: 40, channels: 3, background: '#aa3366' } })

test('what is no picture and no PDF is refused, whatever it calls itself', async () => {
  const page = '<!doctype html><script>alert(1)</script>'
  const files = {
    html: Buffer.from(page),
    svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    'svg with a head': Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    zip: Buffer.from('PK\x03\x04 and so on', 'latin1'),
    program: Buffer.from('\x7fELF and so on', 'latin1'),
    gif: Buffer.from('GIF89a and so on'),
    tiff: await aPicture().tiff().toBuffer(),
    'html before a PDF': Buffer.concat([Buffer.from(page), aPdf('sau')])
  }
  for (const [name, bytes] of Object.entries(files)) {
    const reply = await store(bytes)
    assert.deepEqual([reply.status, codeOf(reply)], [415, 'file.type'], name)
  }
  const empty = await store(Buffer.alloc(0))
  assert.deepEqual([empty.status, codeOf(empty)], [400, 'file.empty'])
  const other = await call(storeFile, { params: { sha256: 'ab'.repeat(32) }, body: aPdf('khác') })
  assert.deepEqual([other.status, codeOf(other)], [422, 'file.hash'])
  assert.equal(await stored(), 0)
  assert.deepEqual(readdirSync(join(database.files, 'arriving')), [], 'nothing stays')
})

test('pictures that are cut, false inside or bombs are refused, and the next file is judged as if nothing had been', async () => {
  const whole = await aPicture().jpeg().toBuffer()
  const bomb = aPng(60_000, 60_000, Buffer.alloc(1_000_000))
  const bombs: [string, Buffer, string][] = [
    ['cut', whole.subarray(0, whole.length - 200), 'file.broken'],
    ['only a head', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(500)]), 'file.broken'],
    ['3,600 million pixels in a kilobyte', bomb, 'file.pixels'],
    ['a size that is not there', aPng(5_000, 5_000, Buffer.alloc(10)), 'file.broken'],
    [
      'svg behind the head of a PNG',
      Buffer.concat([aPng(1, 1, Buffer.alloc(0)).subarray(0, 8), Buffer.from('<svg/>')]),
      'file.broken'
    ],
    ['a PDF without pages', Buffer.from('%PDF-1.7\ntrailer<</Root 1 0 R>>'), 'file.broken'],
    ['a PDF of rubbish', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5_000, '<<')]), 'file.broken']
  ]
  for (const [name, bytes, code] of bombs) {
    const reply = await store(bytes)
    assert.deepEqual([reply.status, codeOf(reply)], [422, code], name)
    assert.match(String((reply.body as unknown as { detail: string }).detail), /\p{L}{3}/u)
  }
  assert.equal((await store(whole)).status, 200)
})

/** A PDF of some kilobytes whose catalogue lies in a stream that unpacks to a hundred megabytes. */
function aPdfBomb(): Buffer {
  const objects = '1 0 2 60 <</Type/Catalog/Pages 2 0 R>>'.padEnd(64) + '<</Type/Pages/Count 1/Kids[3 0 R]>>'
  const packed = deflateSync(Buffer.concat([Buffer.from(objects), Buffer.alloc(100_000_000, ' ')]))
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const at: number[] = []
  const add = (...more: Buffer[]) => {
    at.push(Buffer.concat(pieces).length)
    pieces.push(...more)
  }
  const stream = (no: number, words: string, bytes: Buffer) => [
    Buffer.from(`${no} 0 obj<<${words}/Length ${bytes.length}>>stream\n`),
    bytes,
    Buffer.from('\nendstream\nendobj\n')
  ]
  add(Buffer.from('3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n'))
  add(...stream(4, '/Type/ObjStm/N 2/First 9/Filter/FlateDecode', packed))
  const entry = (kind: number, where: number, index: number) => {
    const line = Buffer.alloc(7)
    line[0] = kind
    line.writeUInt32BE(where, 1)
    line.writeUInt16BE(index, 5)
    return line
  }
  const [page = 0, holder = 0] = at
  const start = Buffer.concat(pieces).length
  const table = [
    entry(0, 0, 0),
    entry(2, 4, 0),
    entry(2, 4, 1),
    entry(1, page, 0),
    entry(1, holder, 0),
    entry(1, start, 0)
  ]
  add(...stream(5, '/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R', Buffer.concat(table)))
  return Buffer.concat([...pieces, Buffer.from(`startxref\n${start}\n%%EOF`)])
}

test('what takes more memory or time than it may is given up alone: the next file is judged by another inspector', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inspected-'))
  const inspect = (bytes: Buffer, limits: Limits) => {
    writeFileSync(join(folder, 'brought'), bytes)
    return inspectFile(folder, join(folder, 'brought'), join(folder, 'copy'), limits)
  }
  const narrow = { patienceMs: 90_000, megabytes: 200 }
  const bomb = aPdfBomb()
  assert.ok(bomb.length < 200_000)
  assert.equal((await inspect(aPdf('trước quả bom'), narrow)).pages, 1)
  await assert.rejects(inspect(bomb, narrow), { code: 'file.heavy' })
  assert.equal((await inspect(aPdf('sau quả bom'), narrow)).pages, 1)
  await assert.rejects(inspect(bomb, { ...narrow, patienceMs: 1 }), { code: 'file.heavy' })
  rmSync(folder, { recursive: true })
})

test('a picture is shown as a copy made by us: upright, without place and camera, and without what hung behind it', async () => {
  const secret = 'GPS of the house'
  const picture = await aPicture()
    .withExif({ IFD0: { Copyright: secret }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '16/1 27/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const polyglot = Buffer.concat([picture, Buffer.from('<script>alert(1)</script>PK\x03\x04', 'latin1')])
  for (const bytes of [picture, polyglot]) {
    const { body } = await store(bytes)
    assert.equal(body.mediaType, 'image/jpeg')
    const shown = await open(body.sha256, 'shown')
    assert.equal(shown.headers['content-type'], 'image/webp')
    const { width, height, exif, orientation } = await sharp(shown.rawPayload).metadata()
    assert.deepEqual([width, height, exif, orientation], [40, 60, undefined, undefined])
    assert.equal(shown.rawPayload.includes('script'), false)
    const brought = await open(body.sha256, 'brought')
    assert.equal(hashOf(brought.rawPayload), body.sha256, 'the original stays as it was')
  }
})

test('a PDF with a script is kept as it is, has no copy to show, and leaves only as an attachment in a sandbox', async () => {
  const script = '<</S/JavaScript/JS(app.alert\\(1\\))>>'
  const bytes = Buffer.from(aPdf('mã').toString().replace('/Pages 2 0 R>>', `/Pages 2 0 R/OpenAction ${script}>>`))
  const { status, body } = await store(bytes)
  assert.deepEqual([status, body.mediaType], [200, 'application/pdf'])
  assert.equal((await open(body.sha256, 'shown')).statusCode, 404)
  const { headers } = await open(body.sha256, 'brought', 'a.pdf')
  assert.match(String(headers['content-disposition']), /^attachment; /)
  assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'")
  assert.equal(headers['x-content-type-options'], 'nosniff')
})

test('a name can neither leave its folder nor break a header nor turn its direction', async () => {
  const { body } = await store(aPdf('tên'))
  for (const name of ['../../etc/passwd', 'a\r\nset-cookie: x', 'a";b.pdf', 'giấy khai sinh.pdf', 'x'.repeat(190)]) {
    const { statusCode, headers } = await open(body.sha256, 'brought', name)
    if (statusCode === 400) continue
    const header = String(headers['content-disposition'])
    assert.match(header, /^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%!'()*~-]+$/, name)
    assert.equal(headers['set-cookie'], undefined)
  }
  for (const name of ['gpj.\u202eexe', 'a\u0000.pdf', '\u200fa.pdf'])
    assert.equal((await open(body.sha256, 'brought', name)).statusCode, 400, JSON.stringify(name))
})

test('two gigabytes are refused before they come: at the announcement, and at the limit where nothing is announced', async () => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const sizeOfArrivals = () =>
    readdirSync(join(database.files, 'arriving')).reduce(
      (sum, name) => sum + statSync(join(database.files, 'arriving', name)).size,
      0
    )
  /** Sends until the server answers; tells the answer and how much it took until then. */
  const send = (method: string, path: string, length?: number) =>
    new Promise<{ status: number; sent: number }>((resolve, reject) => {
      let sent = 0
      const headers = {
        'x-test-actor': enter(person),
        'idempotency-key': randomUUID(),
        'content-type': 'application/pdf',
        ...(length ? { 'content-length': length } : {})
      }
      const asked = request({ port, method, path, headers }, (reply) => {
        reply.resume()
        resolve({ status: reply.statusCode ?? 0, sent })
      })
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // The line is closed behind the answer, which was heard before.
        if (!['EPIPE', 'ECONNRESET'].includes(error.code ?? '')) reject(error)
      })
      if (length) return void asked.flushHeaders()
      const chunk = Buffer.alloc(1_000_000)
      const more = () => {
        while (!asked.destroyed && sent < 2_000_000_000) {
          sent += chunk.length
          if (!asked.write(chunk)) return void asked.once('drain', more)
        }
      }
      more()
    })
  const sha256 = 'cd'.repeat(32)
  assert.deepEqual(await send('PUT', `/api/files/${sha256}`, 2_000_000_000), { status: 413, sent: 0 })
  const streamed = await send('PUT', `/api/files/${sha256}`)
  assert.equal(streamed.status, 413)
  assert.ok(streamed.sent < mostFileBytes + 20_000_000, `${streamed.sent}`)
  assert.equal(sizeOfArrivals(), 0)
  assert.equal((await send('PATCH', `/api/files/${sha256}?offset=0`)).status, 413)
  assert.ok(sizeOfArrivals() <= mostFileBytes)
  const beyond = { params: { sha256 }, query: { offset: mostFileBytes - 1 }, body: Buffer.from('ab') }
  assert.ok([409, 413].includes((await call(appendToUpload, beyond)).status))
  assert.equal((await call(finishUpload, { params: { sha256 } })).status, 422)
  assert.equal(sizeOfArrivals(), 0)
})
