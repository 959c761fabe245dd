import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { aSignInServer } from './platform/sign-in-testing.ts'
import { deviceOf } from './sessions.ts'

const { app, anAccount, asOwner, signedIn } = await aSignInServer()

type Browser = Awaited<ReturnType<typeof signedIn>>
type Row = { id: string; means: string; here: boolean }

const sessionsOf = async (browser: Browser): Promise<Row[]> => (await browser.get('/api/my/sessions')).json().rows
const remove = (browser: Browser, url: string) =>
  app.inject({
    method: 'DELETE',
    url,
    headers: { cookie: browser.cookie(), 'idempotency-key': randomUUID(), 'content-type': 'application/json' },
    payload: {}
  })
const isIn = async (browser: Browser) => (await browser.get('/api/me')).json().person !== null

test('who is signed in sees where, and which of it is here; never what opens a session', async () => {
  const account = await anAccount({ kind: 'citizen' })
  const [phone, library] = [await signedIn(account), await signedIn(account)]
  const reply = await phone.get('/api/my/sessions')
  const rows = reply.json().rows as Row[]
  assert.deepEqual([rows.length, rows.filter(({ here }) => here).length], [2, 1])
  assert.ok(rows.every(({ means }) => means === 'password'))
  assert.notEqual(rows.find(({ here }) => here)?.id, (await sessionsOf(library)).find(({ here }) => here)?.id)
  const tokens = await asOwner<{ token: string }>('select token from auth.session where user_id = $1', [account.id])
  assert.equal(tokens.length, 2)
  for (const { token } of tokens) assert.ok(!reply.body.includes(token))
})

test('a session left open elsewhere is ended from here, and is nobody at its next request', async () => {
  const account = await anAccount({ kind: 'citizen' })
  const [phone, library] = [await signedIn(account), await signedIn(account)]
  assert.ok(await isIn(library))
  const other = (await sessionsOf(phone)).find(({ here }) => !here)
  const ended = await remove(phone, `/api/my/sessions/${other?.id}`)
  assert.deepEqual([ended.statusCode, ended.json()], [200, { ended: 1 }])
  assert.deepEqual([await isIn(library), await isIn(phone)], [false, true])
  const again = await remove(phone, `/api/my/sessions/${other?.id}`)
  assert.deepEqual([again.statusCode, again.json().code], [404, 'session.none'])
})

test('signing out everywhere ends this one too', async () => {
  const account = await anAccount({ kind: 'citizen' })
  const [phone, library] = [await signedIn(account), await signedIn(account)]
  assert.deepEqual((await remove(phone, '/api/my/sessions')).json(), { ended: 2 })
  assert.deepEqual([await isIn(library), await isIn(phone)], [false, false])
})

test('the session of another can neither be seen nor ended, and who is not signed in has none', async () => {
  const [mine, theirs] = [
    await signedIn(await anAccount({ kind: 'citizen' })),
    await signedIn(await anAccount({ kind: 'citizen' }))
  ]
  const [other] = await sessionsOf(theirs)
  assert.ok((await sessionsOf(mine)).every(({ id }) => id !== other?.id))
  assert.equal((await remove(mine, `/api/my/sessions/${other?.id}`)).statusCode, 404)
  assert.ok(await isIn(theirs))
  assert.equal((await app.inject('/api/my/sessions')).statusCode, 401)
})

test('a browser is called by the name people know it by', () => {
  const chrome = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile'
  const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Safari/604.1'
  for (const [agent, device] of [
    [`${chrome} Safari/537.36`, 'Chrome · Android'],
    [`${chrome} Safari/537.36 Zalo android/12100700`, 'Zalo · Android'],
    [`${chrome} Safari/537.36 EdgA/124.0.0.0`, 'Edge · Android'],
    [`${chrome} Safari/537.36 SamsungBrowser/25.0`, 'Samsung Internet · Android'],
    ['Mozilla/5.0 (Windows NT 10.0; rv:125.0) Gecko/20100101 Firefox/125.0', 'Firefox · Windows'],
    [safari, 'Safari · iPhone'],
    ['', null]
  ] as const)
    assert.equal(deviceOf(agent), device, agent)
})
