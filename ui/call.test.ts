import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { endpoint } from '@motcua/kernel/contract'
import { Type } from 'typebox'
import { addressOf, call, callForPdf, Problem } from './call.ts'

const Reply = Type.Object({ ok: Type.Boolean() })
const Id = Type.Object({ id: Type.String() })
const declared = { name: 'x', summary: 'x', may: 'anyone', reply: Reply, example: { ok: true } } as const

let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (piece) => (body += piece))
  request.on('end', () => answer(request, response, body))
})
let origin = ''

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  Object.assign(globalThis, { document: { documentElement: { lang: 'en' } } })
})
after(() => server.close())

const sends = (status: number, kind: string, text: string) => {
  answer = (_request, response) => response.writeHead(status, { 'content-type': kind }).end(text)
}

test('params and query stand in the address, escaped, and what is absent is left out', () => {
  const url = '/api/dossiers/:number/papers/:code'
  assert.equal(addressOf({ url }, { number: 'H57/..', code: 'a b' }), '/api/dossiers/H57%2F../papers/a%20b')
  const asked = { text: 'khai sinh', state: ['1', '2'], office: undefined, after: null }
  assert.equal(addressOf({ url: '/api/x' }, {}, asked), '/api/x?text=khai+sinh&state=1&state=2')
  assert.throws(() => addressOf({ url }, { number: '1' }), /needs :code/)
})

test('a write carries its key, the same one when it is repeated, and the language', async () => {
  const seen: IncomingMessage[] = []
  answer = (request, response, body) => {
    seen.push(request)
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: body === '{"id":"7"}' }))
  }
  const send = endpoint({ ...declared, method: 'POST', url: `${origin}/api/x`, body: Id })
  const key = '01939c5e-4c3a-7000-8000-000000000001'
  assert.deepEqual(await call(send, { body: { id: '7' }, key }), { ok: true })
  await call(send, { body: { id: '7' }, key })
  await call(send, { body: { id: '7' } })
  assert.deepEqual(
    seen.slice(0, 2).map(({ headers }) => headers['idempotency-key']),
    [key, key]
  )
  assert.match(String(seen[2]?.headers['idempotency-key']), /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  assert.equal(seen[0]?.headers['accept-language'], 'en')
})

const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown
  )
  assert.ok(error instanceof Problem)
  return error
}

test('a refusal is thrown with its fields at fault', async () => {
  const fields = [{ field: 'owner_name', code: 'name.sign', text: 'Họ tên có dấu “@”.' }]
  sends(
    422,
    'application/problem+json',
    JSON.stringify({ status: 422, code: 'invalid', title: 't', detail: 'd', fields })
  )
  const problem = await problemOf(call(endpoint({ ...declared, method: 'GET', url: `${origin}/api/x` }), {}))
  assert.deepEqual(
    [problem.status, problem.code, problem.title, problem.detail, problem.fields],
    [422, 'invalid', 't', 'd', fields]
  )
})

test('no network is told apart from an answer that cannot be read', async () => {
  sends(200, 'text/html', '<p>Guest network: please sign in</p>')
  const read = (url: string) => call(endpoint({ ...declared, method: 'GET', url }), {})
  const portal = await problemOf(read(`${origin}/api/x`))
  assert.deepEqual([portal.status, portal.code], [200, 'unreadable'])
  sends(502, 'text/html', '<h1>Bad gateway</h1>')
  assert.equal((await problemOf(read(`${origin}/api/x`))).status, 502)
  assert.equal((await problemOf(read('http://127.0.0.1:1/api/x'))).code, 'offline')
  // The next answer ends the search for the line.
  sends(200, 'application/json', '{"ok":true}')
  assert.deepEqual(await read(`${origin}/api/x`), { ok: true })
})

test('a paper is asked for as bytes: a refusal and the portal of a guest network are none', async () => {
  const print = () => callForPdf(endpoint({ ...declared, method: 'GET', url: `${origin}/api/x.pdf` }), {})
  sends(200, 'application/pdf', '%PDF-1.7')
  assert.equal(Buffer.from(await print()).toString(), '%PDF-1.7')
  sends(503, 'application/problem+json', JSON.stringify({ status: 503, code: 'paper.late' }))
  assert.equal((await problemOf(print())).code, 'paper.late')
  sends(200, 'text/html', '<p>Guest network: please sign in</p>')
  assert.equal((await problemOf(print())).code, 'unreadable')
})

test('whoever leaves before the answer gets no problem shown', async () => {
  answer = () => {}
  const leave = new AbortController()
  const asked = call(endpoint({ ...declared, method: 'GET', url: `${origin}/api/x` }), { signal: leave.signal })
  leave.abort()
  await assert.rejects(asked, { name: 'AbortError' })
  server.closeAllConnections()
})
