import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { importingFrom, NotFetched } from './code.ts'
import { noteReached } from './network.ts'

let statusOf: Record<string, number> = {}
let asked: string[] = []
const server = createServer(({ url = '' }, response) => {
  asked.push(url)
  const status = statusOf[url] ?? 200
  if (status === 0) response.destroy()
  else response.writeHead(status).end('code')
})
let base = ''
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
after(() => {
  // Ends the search for the line.
  noteReached(true)
  server.closeAllConnections()
  server.close()
})

const files = ['screen.js', 'form.js']

test('a screen is imported only when all its files have come, and what has come is not fetched again', async () => {
  const bring = importingFrom(base)
  let imports = 0
  const open = () => bring(async () => ++imports, files)
  for (const status of [0, 502, 503]) {
    statusOf = { '/form.js': status }
    await assert.rejects(open(), (error) => error instanceof NotFetched && !error.gone)
  }
  assert.equal(imports, 0, 'the browser has nothing to remember')
  statusOf = {}
  asked = []
  assert.equal(await open(), 1)
  assert.deepEqual(asked, ['/form.js'])
})

test('what came with the page is not fetched', async () => {
  asked = []
  await importingFrom('/app/', ['/app/form.js'])(async () => 1, ['form.js'])
  assert.deepEqual(asked, [])
})

test('files of an edition that is there no more are told apart from a bad line', async () => {
  statusOf = { '/screen.js': 404 }
  await assert.rejects(
    importingFrom(base)(async () => 1, files),
    (error) => error instanceof NotFetched && error.gone
  )
})
