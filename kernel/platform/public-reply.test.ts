import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Type } from 'typebox'
import { endpoint } from '../contract.ts'
import { route } from './module.ts'
import { aServer } from './testing.ts'
import { platformTexts } from './texts.ts'

let word = 'khai sinh'
const Said = Type.Object({ words: Type.Array(Type.String()) })
const asked = (name: string, forAll?: true) =>
  endpoint({
    name: `test.${name}`,
    method: 'GET',
    url: `/api/${name}`,
    summary: 'Says a word many times.',
    may: 'anyone',
    ...(forAll ? { forAll } : {}),
    reply: Said,
    example: { words: [] }
  })
const say = async () => ({ words: Array.from({ length: 500 }, () => word) })
const { get } = await aServer({
  modules: [
    {
      name: 'test',
      routes: [
        route(asked('all', true), say),
        route(asked('one'), say),
        route(asked('short', true), async () => ({ words: [word] }))
      ],
      pages: [],
      texts: platformTexts,
      jobs: []
    }
  ]
})

test('what is the same for all is sent compressed to whoever takes it, and plain to whoever does not', async () => {
  const plain = await get('/api/all')
  assert.equal(plain.headers['content-encoding'], undefined)
  for (const [accepted, encoding, unpack] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync]
  ] as const) {
    const { headers, bytes } = await get('/api/all', { 'accept-encoding': accepted })
    assert.deepEqual([headers['content-encoding'], headers.vary], [encoding, 'accept-encoding'], accepted)
    assert.equal(unpack(bytes).toString(), plain.text)
    assert.ok(bytes.length < 200, `${bytes.length} bytes`)
  }
})

test('whoever has it already is sent nothing, until it changes', async () => {
  const { etag } = (await get('/api/all')).headers
  const again = await get('/api/all', { 'if-none-match': `"other", ${etag}`, 'accept-encoding': 'br' })
  assert.deepEqual([again.status, again.text], [304, ''])
  word = 'khai tử'
  const changed = await get('/api/all', { 'if-none-match': String(etag) })
  assert.equal(changed.status, 200)
  assert.notEqual(changed.headers.etag, etag)
  assert.match(changed.text, /khai tử/)
})

test('a reply that is not declared the same for all, and one that fits a packet, go out as they are', async () => {
  for (const address of ['/api/one', '/api/short']) {
    const { headers } = await get(address, { 'accept-encoding': 'br' })
    assert.deepEqual([headers['content-encoding'], headers.etag], [undefined, undefined], address)
  }
})
