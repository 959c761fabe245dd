import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib'
import { bySystem, houseCtx } from '@motcua/kernel/platform/commands'
import { openSignIn } from '@motcua/kernel/sign-in'
import { aDatabase } from '@motcua/kernel/testing'
import { publishAsTwo } from '@motcua/procedures/test-administrators'
import { catalogueTable } from '../../data/catalogue/make-catalogue.ts'
import { publishedProcedures } from '../../data/province.ts'
import { buildApp } from './app.ts'
import { modules } from './modules.ts'
import { layOutProvince } from './province.ts'

const script = 'export const app = "một cửa"'
const folder = mkdtempSync(join(tmpdir(), 'motcua-app-'))
after(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<div id="root"></div>')
writeFileSync(join(folder, 'robots.json'), '{}')
writeFileSync(join(folder, 'assets', 'index-abc12345.js'), script)
writeFileSync(join(folder, 'assets', 'index-abc12345.js.br'), brotliCompressSync(script))

const { database, asOwner, applicationUrl } = await aDatabase()
const now = () => new Date('2021-12-29T09:00:00+07:00')
await layOutProvince(database, { now: now(), demo: true })
// As large as the province's own: a page that is light with ten procedures may not be with 2,643.
const table = Buffer.from(catalogueTable())
await bySystem(database, (db) => publishAsTwo(houseCtx(db, now()), table, '2021-07-01'))

async function anApp({ demo = false, now: clock = now } = {}) {
  const secret = randomBytes(32).toString('base64url')
  const publicUrl = 'http://localhost:8080'
  const parts = { database, secret, publicUrl, demo, now: clock, log: () => {} }
  const signIn = await openSignIn({ ...parts, databaseUrl: applicationUrl })
  const app = await buildApp({ ...parts, modules, signIn, built: { citizen: folder, staff: folder, viewer: folder } })
  after(async () => {
    await app.close()
    await signIn.end()
  })
  return app
}

const app = await anApp()
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })
const styleOf = (page: string) => /<link rel="stylesheet" href="([^"]+)">/.exec(page)?.[1] ?? ''

/** Pages that can be asked for without knowing anything. */
const openPages = [
  '/',
  '/thu-tuc',
  '/thu-tuc?q=giay',
  '/thu-tuc?viec=driving',
  '/thu-tuc?co-quan=department_of_health&trang=2',
  ...publishedProcedures().map(({ procedure }) => `/thu-tuc/${procedure.code}`),
  '/thu-tuc/9.000001',
  '/tra-cuu',
  '/noi-nop',
  '/noi-nop?xa=19756&thu-tuc=1.001193',
  '/lay-so?noi=H57.22.03',
  '/co-quan/H57.00',
  '/co-quan/H57.22.03',
  '/cach-tinh-ngay-hen'
]

test('all that a first visit to a public page fetches weighs at most 20 KB, and needs neither script nor font', async (t) => {
  const demo = await anApp({ demo: true }) // which has more to say
  for (const address of openPages)
    for (const language of ['vi', 'en']) {
      const page = await demo.inject({ url: `${address}${address.includes('?') ? '&' : '?'}lang=${language}` })
      assert.equal(page.statusCode, 200, address)
      // Whatever a browser fetches by itself; what stands in the page itself (data:) is weighed with it.
      const fetched = [...page.body.matchAll(/<(?:link|img|source|iframe|script)[^>]* (?:href|src)="([^"]+)"/g)]
        .map(([, url = '']) => url)
        .filter((url) => !url.startsWith('data:'))
      const parts = await Promise.all([...new Set(fetched)].map((url) => demo.inject({ url })))
      assert.ok(parts.every(({ statusCode }) => statusCode === 200))
      const bodies = [page, ...parts].map(({ rawPayload }) => rawPayload)
      const weight = bodies.reduce((sum, { length }) => sum + length, 0)
      const packed = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
      t.diagnostic(`${address} ${language}: ${weight} bytes, ${packed} with gzip`)
      assert.ok(weight <= 20_000, `${address}: ${weight} bytes`)
      assert.doesNotMatch(page.body, /<script|<style|style="| on\w+=/, address)
      const style = await get(styleOf(page.body))
      assert.doesNotMatch(style.body, /url\(|@import|@font-face/)
    }
})

test('every field of a public page has its label, and nothing is called twice', async () => {
  for (const address of openPages) {
    const { body } = await get(address)
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length, address)
    for (const [field] of body.matchAll(/<(?:input(?! type="hidden")|select)[^>]*>/g)) {
      const id = / id="([^"]+)"/.exec(field)?.[1]
      assert.ok(body.includes(`<label for="${id}">`), `${address}: ${field}`)
    }
    assert.equal(body.match(/<h1>/g)?.length, 1, address)
  }
})

test('the front door leads to the search, to a dossier, to the events of a life and to both web apps', async () => {
  const { body } = await get('/')
  assert.match(body, /<form action="\/thu-tuc" method="get"[^>]*role="search">/)
  assert.match(body, /<a href="tel:19001075">1900\u00a01075<\/a>/)
  for (const link of ['/app/', '/staff/', '/thu-tuc?viec=birth', '/thu-tuc?viec=business'])
    assert.ok(body.includes(`href="${link}"`), link)
  assert.match((await get('/thu-tuc?viec=birth')).body, /<h1>Sinh con[^]*1\.001193/)
  assert.match((await get('/thu-tuc')).body, /id="birth"[^]*id="business"/)
  const fields = [...body.matchAll(/<input id="\w+" name="(\w+)"/g)].map(([, name]) => name)
  assert.deepEqual(fields, ['q', 'so', 'ma'])
  const unknown = await get('/tra-cuu?so=H57.28.07-211229-0017&ma=8K3F9T2M')
  assert.equal(unknown.statusCode, 404)
  assert.match(unknown.body, /Không tìm thấy hồ sơ/)
})

test('a page says where one is, and offers itself in the other language with all that was asked', async () => {
  const { body } = await get('/thu-tuc?q=khai+sinh&lang=vi')
  assert.match(body, /<a href="\/thu-tuc" aria-current="page">Thủ tục<\/a>/)
  assert.match(body, /href="\/thu-tuc\?q=khai\+sinh&amp;lang=en" lang="en"/)
  const english = await get('/thu-tuc?q=khai+sinh&lang=en')
  assert.match(english.body, /<html lang="en">[^]*<a href="\/thu-tuc" aria-current="page">Procedures<\/a>/)
})

test('a demonstration says so in red on every page, also where there is none; a real province does not', async () => {
  const demo = await anApp({ demo: true })
  for (const url of [...openPages, '/demo', '/không-có']) {
    assert.match((await demo.inject({ url: encodeURI(url) })).body, /<aside class="demo">Đây là bản minh họa/, url)
    assert.doesNotMatch((await get(encodeURI(url))).body, /minh họa/, url)
  }
  assert.equal((await get('/demo')).statusCode, 404)
  assert.equal((await get('/vneid/.well-known/openid-configuration')).statusCode, 404)
})

test('the drawings of papers are small, kept by the browser, and nothing else lies beside them', async () => {
  const drawing = await get('/hinh/identity_card.svg')
  assert.deepEqual([drawing.statusCode, drawing.headers['content-type']], [200, 'image/svg+xml'])
  assert.match(String(drawing.headers['cache-control']), /max-age=604800/)
  assert.equal((await get('/hinh/..%2ftokens.css')).statusCode, 404)
})

test('files of a web app stay for ever under their names; the app itself is asked for anew, at every address below it', async () => {
  for (const base of ['/app', '/staff']) {
    const asset = await get(`${base}/assets/index-abc12345.js`)
    assert.equal(asset.body, script)
    assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(asset.headers['content-type'], 'text/javascript; charset=utf-8')
    for (const address of ['', '/', '/ho-so/H57.28.07-211229-0017', '/assets']) {
      const { statusCode, headers, body } = await get(base + address)
      assert.deepEqual([statusCode, body], [200, '<div id="root"></div>'], address)
      assert.equal(headers['cache-control'], 'no-cache')
      assert.equal(headers['content-type'], 'text/html; charset=utf-8')
    }
    assert.equal((await get(`${base}/robots.json`)).headers['cache-control'], 'no-cache')
    assert.equal((await get(`${base}/assets/index-gone.js`)).statusCode, 404, 'a file of an edition that is gone')
  }
})

test('only the app of the desks may show bytes it holds in a frame, to print them; the frame that draws PDF is no origin', async () => {
  const policyOf = async (url: string) => String((await app.inject({ url })).headers['content-security-policy'])
  assert.match(await policyOf('/staff/quay'), /object-src 'none'.*; frame-src 'self' blob:$/)
  for (const url of ['/app/', '/', '/api/me']) assert.doesNotMatch(await policyOf(url), /frame-src|sandbox/, url)
  assert.match(await policyOf('/viewer/'), /^sandbox allow-scripts allow-modals; default-src 'none';/)
})

test('only the apps play sounds they hold, and only that of the citizens may ask for the microphone', async () => {
  const headersOf = async (url: string) => {
    const { headers } = await app.inject({ url })
    return [String(headers['content-security-policy']), String(headers['permissions-policy'])]
  }
  for (const [url, heard, speaks] of [
    ['/app/', true, true],
    ['/staff/quay', true, false],
    ['/', false, false],
    ['/viewer/', false, false],
    ['/api/me', false, false]
  ] as const) {
    const [policy = '', permissions = ''] = await headersOf(url)
    assert.equal(/; media-src 'self' blob:(;|$)/.test(policy), heard, url)
    assert.equal(permissions.includes('microphone=(self)'), speaks, url)
    assert.equal(permissions.includes('microphone=()'), !speaks, url)
  }
})

test('a browser that takes brotli gets what was compressed beforehand, another the plain file', async () => {
  const url = '/app/assets/index-abc12345.js'
  const small = await get(url, { 'accept-encoding': 'gzip, deflate, br' })
  assert.deepEqual([small.headers['content-encoding'], small.headers.vary], ['br', 'accept-encoding'])
  assert.equal(brotliDecompressSync(small.rawPayload).toString(), script)
  for (const accepted of ['gzip', 'br;q=0', 'identity'])
    assert.equal((await get(url, { 'accept-encoding': accepted })).body, script, accepted)
})

test('nothing outside the built folder can be asked for', async () => {
  for (const way of [
    '../package.json',
    '..%2f..%2fpackage.json',
    'assets/..%2f..%2fsecret',
    '%2e%2e/secret',
    'assets/%00'
  ]) {
    const { body, statusCode } = await get(`/app/${way}`)
    assert.ok(statusCode >= 400 || body === '<div id="root"></div>', `${way}: ${statusCode}`)
  }
})

let visitors = 0
const pageIn = async (url: string, language: 'vi' | 'en', more: object = {}, server = app) => {
  const at = `${url}${url.includes('?') ? '&' : '?'}lang=${language}`
  // Each from an address of its own: wrong tries from one are counted.
  const reply = await server.inject({ method: 'GET', url: at, remoteAddress: `10.0.0.${++visitors}`, ...more })
  assert.match(reply.body, new RegExp(`<html lang="${language}">[^]*<header[^]*<h1>[^<]+</h1>[^]*tel:19001075`), at)
  return reply
}

test('what is not found, wrong or no such thing is said on every public page, in both languages, with what can be done', async () => {
  const states: [url: string, status: number, vi: RegExp, en: RegExp][] = [
    [
      '/thu-tuc?q=xyzxyz',
      200,
      /role="status">Chưa tìm thấy thủ tục\. Thử từ ngắn hơn/,
      /No procedure was found\. Try a shorter/
    ],
    ['/thu-tuc/9.999999', 404, /role="alert">[^<]{10}/, /role="alert">[^<]{10}/],
    [
      '/tra-cuu?so=H57.28.07-211229-0017&ma=8K3F9T2M',
      404,
      /role="alert">Không tìm thấy hồ sơ với số và mã này/,
      /No dossier has this number/
    ],
    ['/tra-cuu?so=abc&ma=', 404, /Không tìm thấy hồ sơ/, /No dossier has this number/],
    [
      '/kiem-tra?so=H57.28.07-211229-0018&ma=8K3F9T2M',
      404,
      /role="alert">[^]*✕<\/span> Không có/,
      /✕<\/span> Not known/
    ],
    ['/kiem-tra?tep=xyz', 400, /role="alert">Mã SHA-256 gồm 64 ký tự/, /A SHA-256 has 64 signs/],
    ['/noi-nop?xa=99999', 404, /role="alert">[^<]{10}/, /role="alert">[^<]{10}/],
    [
      '/cach-tinh-ngay-hen?ngay=2021-02-31',
      400,
      /role="alert">Không có ngày này trong lịch/,
      /There is no such day in the calendar/
    ],
    ['/khong-co', 404, /role="alert">Không có trang hoặc dữ liệu này/, /There is no such page/]
  ]
  for (const [url, status, vi, en] of states)
    for (const [language, words] of [
      ['vi', vi],
      ['en', en]
    ] as const) {
      const reply = await pageIn(url, language)
      assert.equal(reply.statusCode, status, url)
      assert.match(reply.body, words, url)
    }
})

test('who has tried wrong codes too often is told to come again after an hour, on both pages that take one', async () => {
  const so = 'H57.28.07-211229-0099'
  for (let i = 0; i < 5; i++) await pageIn(`/tra-cuu?so=${so}&ma=2222222${i + 2}`, 'vi')
  for (const page of ['/tra-cuu', '/kiem-tra'])
    for (const [language, words] of [
      ['vi', /Đã thử sai quá nhiều lần/],
      ['en', /try again in an hour/]
    ] as const) {
      const reply = await pageIn(`${page}?so=${so}&ma=8K3F9T2M`, language)
      assert.deepEqual([reply.statusCode, reply.headers['retry-after']], [429, '3600'])
      assert.match(reply.body, words)
    }
})

test('a form that did not come whole, or from elsewhere, changes nothing and says so', async () => {
  const post = (payload: string, headers: object = {}) => ({
    method: 'POST' as const,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }
  })
  for (const language of ['vi', 'en'] as const) {
    assert.equal((await pageIn('/tra-cuu', language, post('so=&ma='))).statusCode, 400)
    const foreign = post(`key=${randomUUID()}`, { origin: 'https://elsewhere.example' })
    assert.equal((await pageIn('/tra-cuu', language, foreign)).statusCode, 403)
  }
})

test('a page whose server fails keeps its frame and gives a code to read out, and nothing of what failed', async (test) => {
  // The next day, when what is believed for some seconds is asked for again.
  const failing = await anApp({ now: () => new Date('2021-12-30T09:00:00+07:00') })
  await asOwner('alter table kernel.calendar_edition rename to gone')
  test.after(() => asOwner('alter table kernel.gone rename to calendar_edition'))
  for (const url of ['/tra-cuu', '/noi-nop', '/cach-tinh-ngay-hen', '/thu-tuc/1.001193'])
    for (const [language, words] of [
      ['vi', /Mã lỗi: [0-9A-F]{6}\./],
      ['en', /Error: [0-9A-F]{6}\./]
    ] as const) {
      const reply = await pageIn(url, language, {}, failing)
      assert.equal(reply.statusCode, 500, url)
      assert.match(reply.body, words)
      assert.doesNotMatch(reply.body, /calendar_edition|relation| at /)
    }
})
