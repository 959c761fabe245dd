import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freePort } from '@motcua/kernel/platform/postgres'
import { aSignInServer } from '@motcua/kernel/platform/sign-in-testing'
import { demoPassword } from '@motcua/kernel/sign-in'
import { mountVneid, vneidClient } from './vneid.ts'

const port = await freePort()
const publicUrl = `http://localhost:${port}`
const secret = 'k'.repeat(43)
const server = await aSignInServer({
  demo: true,
  publicUrl,
  secret,
  vneid: vneidClient({ secret, publicUrl, inside: `http://127.0.0.1:${port}` })
})
const { app, anAccount, asOwner, parts, visit } = server
mountVneid(app, { ...parts, render: ({ body }) => body })
await app.listen({ port, host: '127.0.0.1' })

const citizen = { number: '046194000011', name: 'Nguyễn Thị Minh Thư' }
await asOwner(
  `insert into kernel.person (id, kind, name, personal_id, born_on, demo, created_at)
   values ('017a5fb2-7c00-7001-8000-000000000001', 'citizen', $1, $2, '1994-03-12', true, now())`,
  [citizen.name, citizen.number]
)

/** Goes the way of the browser: to VNeID, its page, and back. Ends where our own pages would begin. */
async function goThroughVneid(number: string, { password = demoPassword, browser = visit(), tamper = '' } = {}) {
  const start = await browser.post('/sign-in/social', {
    provider: 'vneid',
    callbackURL: '/ho-so',
    errorCallbackURL: '/dang-nhap'
  })
  let at = new URL(start.json().url)
  for (let steps = 0; steps < 8; steps++) {
    if (at.pathname === '/api/auth/callback/vneid' && tamper) at.searchParams.set('state', tamper)
    let reply = await browser.get(at.pathname + at.search)
    if (at.pathname.startsWith('/vneid/interaction/') && reply.statusCode === 200) {
      assert.match(reply.body, /Đây không phải VNeID của Bộ Công an/)
      reply = await browser.submit(at.pathname, { number, password })
    }
    if (!reply.headers.location) return { browser, end: at, reply }
    at = new URL(String(reply.headers.location), publicUrl)
    if (at.pathname === '/ho-so' || at.pathname === '/dang-nhap') return { browser, end: at, reply }
  }
  throw new Error(`VNeID turns in circles at ${at}.`)
}

test('a citizen comes through VNeID and is the person of that identity number', async () => {
  const { browser, end } = await goThroughVneid(citizen.number)
  assert.equal(end.pathname + end.search, '/ho-so')
  const me = (await browser.get('/api/me')).json()
  assert.deepEqual(me, {
    person: { id: '017a5fb2-7c00-7001-8000-000000000001', name: citizen.name },
    roles: ['citizen'],
    reach: 'own',
    appointments: []
  })
})

test('who comes a second time, or has a password already, is the same person', async () => {
  const known = await anAccount({ kind: 'citizen', personalId: '046080000021' })
  for (const _ of [1, 2]) {
    const { browser } = await goThroughVneid('046080000021')
    assert.equal((await browser.get('/api/me')).json().person.id, known.id)
  }
  const accounts = await asOwner('select provider_id from auth.account where user_id = $1 order by 1', [known.id])
  assert.deepEqual(accounts, [{ provider_id: 'credential' }, { provider_id: 'vneid' }])
})

test('an official who comes through VNeID is a citizen, without the powers of the post', async () => {
  await server.anOffice(901)
  await anAccount({ personalId: '046080000022', appointments: [{ office: 901, role: 'leader' }] })
  const { browser } = await goThroughVneid('046080000022')
  assert.deepEqual((await browser.get('/api/me')).json().roles, ['citizen'])
})

test('a subject that belongs to somebody else signs nobody in', async () => {
  const somebody = await anAccount({ kind: 'citizen' })
  const claimed = await anAccount({ kind: 'citizen', personalId: '046080000023' })
  await asOwner(`insert into auth.account (user_id, provider_id, account_id) values ($1, 'vneid', $2)`, [
    somebody.id,
    claimed.id
  ])
  const { browser, end } = await goThroughVneid('046080000023')
  assert.equal(end.pathname + end.search, '/dang-nhap?error=unable_to_get_user_info')
  assert.equal((await browser.get('/api/me')).json().person, null)
})

test('a wrong password and an unknown number get the same page again', async () => {
  const wrong = await goThroughVneid(citizen.number, { password: 'wrong' })
  const unknown = await goThroughVneid('046080999999')
  const page = ({ reply }: typeof wrong) => reply.body.replace(/interaction\/[\w-]+/, 'interaction')
  assert.deepEqual([wrong.reply.statusCode, unknown.reply.statusCode], [401, 401])
  assert.equal(page(wrong), page(unknown))
})

test('a way back that this browser did not begin signs nobody in', async () => {
  const { browser, end } = await goThroughVneid(citizen.number, { tamper: 'x'.repeat(32) })
  assert.match(end.search, /error=/)
  assert.equal((await browser.get('/api/me')).json().person, null)
})

test('a stranger cannot answer the page that another browser opened', async () => {
  const start = await visit().post('/sign-in/social', { provider: 'vneid', callbackURL: '/' })
  const owner = visit()
  const toPage = await owner.get(start.json().url.slice(publicUrl.length))
  const { pathname } = new URL(String(toPage.headers.location), publicUrl)
  assert.equal((await visit().get(pathname)).statusCode, 400)
  const answer = await visit().submit(pathname, { number: citizen.number, password: demoPassword })
  assert.equal(answer.statusCode, 400)
})

test('the way back leads to pages of ours only', async () => {
  for (const callbackURL of ['https://evil.example', '//evil.example', '/\\evil.example'])
    assert.equal(
      (await visit().post('/sign-in/social', { provider: 'vneid', callbackURL })).statusCode,
      400,
      callbackURL
    )
})

test('no token of VNeID is kept', async () => {
  await goThroughVneid(citizen.number)
  const tokens = await asOwner(
    'select from auth.account where coalesce(access_token, refresh_token, id_token) is not null'
  )
  assert.deepEqual(tokens, [])
})

test('an identity proven through VNeID is told to who listens; a password tells nothing', async () => {
  await asOwner('delete from kernel.event')
  await goThroughVneid(citizen.number)
  const told = () => asOwner('select type, body from kernel.event')
  const proven = { type: 'kernel.identity_proven', body: { person: '017a5fb2-7c00-7001-8000-000000000001' } }
  assert.deepEqual(await told(), [proven])
  const account = await anAccount({ kind: 'citizen', personalId: '046194000077' })
  await server.signedIn(account)
  assert.deepEqual(await told(), [proven])
})
