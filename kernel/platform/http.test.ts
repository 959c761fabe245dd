import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, page } from '../index.ts'
import { aServer } from './testing.ts'
import { platformTexts } from './texts.ts'

const echo = page('/tim/:what', async (_ctx, { params, query, language }) => ({
  title: 'Tìm',
  body: html`${language} ${params.what} ${query.q?.toUpperCase()}`
}))
const { get } = await aServer({
  modules: [{ name: 'test', routes: [], pages: [echo], texts: platformTexts, jobs: [] }]
})

test('a page reads texts from its address, whatever is put there', async () => {
  assert.match((await get('/tim/a?q=xin')).text, /vi a XIN/)
  assert.match((await get('/tim/a?q=một&q=hai')).text, /HAI/, 'a name given twice counts once')
  for (const address of [
    '/tim/%E0%A4%A',
    '/tim/%zz',
    '/tim/a?q=%00',
    '/tim/a?__proto__=1',
    `/tim/${'x'.repeat(500)}`,
    '/không-có'
  ]) {
    const { status, text } = await get(address)
    assert.ok(status >= 400 && status < 500, `${address}: ${status}`)
    assert.match(text, /<main>/, `${address} is answered by a page`)
  }
})

test('an address of the interface that cannot be read is answered by a problem', async () => {
  for (const address of ['/api/%zz', '/api/none'])
    assert.match(String((await get(address)).headers['content-type']), /problem\+json/, address)
})

test('the language chosen on one page is kept for the next, and Vietnamese is spoken where none was chosen', async () => {
  assert.match((await get('/tim/a', { 'accept-language': 'en' })).text, /<html lang="vi">/)
  const chosen = await get('/tim/a?lang=en')
  assert.match(chosen.text, /<html lang="en">/)
  const cookie = String(chosen.headers['set-cookie']).split(';')[0]
  assert.equal(cookie, 'lang=en')
  assert.match((await get('/tim/a', { cookie: `x=1; ${cookie}` })).text, /<html lang="en">/)
  assert.equal((await get('/tim/a?lang=xx')).headers['set-cookie'], undefined)
})

test('every reply forbids foreign scripts, frames and guessing of types', async () => {
  for (const address of ['/tim/a', '/none', '/api/none', '/health', '/metrics', '/tim/%zz']) {
    const { headers } = await get(address)
    assert.match(String(headers['content-security-policy']), /script-src 'self';.*frame-ancestors 'none'/, address)
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
    assert.equal(headers['x-content-type-options'], 'nosniff', address)
  }
})
