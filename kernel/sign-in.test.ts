import assert from 'node:assert/strict'
import { createHook } from 'node:async_hooks'
import { test } from 'node:test'
import { runJob } from './platform/jobs.ts'
import { aSignInServer, password } from './platform/sign-in-testing.ts'
import { totp } from './totp.ts'

const server = await aSignInServer()
const { anAccount, anOffice, asOwner, clock, visit, signedIn } = server
await anOffice(901)

const me = async (browser: Awaited<ReturnType<typeof signedIn>>) => (await browser.get('/api/me')).json()

test('an official signs in with password and code, and acts for the offices of the appointments', async () => {
  const official = await anAccount({ appointments: [{ office: 901, role: 'officer' }] })
  const browser = visit()

  const first = await browser.post('/sign-in/email', { email: official.email.toUpperCase(), password })
  assert.deepEqual([first.statusCode, first.json()], [200, { next: 'code' }])
  assert.equal((await me(browser)).person, null)

  const second = await browser.post('/two-factor/verify-totp', { code: totp(official.secret, new Date()) })
  assert.deepEqual([second.statusCode, second.json()], [200, { next: 'done' }])
  const { person, roles, appointments } = await me(browser)
  assert.deepEqual([person, roles], [{ id: official.id, name: 'Nguyễn Văn Thử' }, ['officer']])
  assert.equal(appointments[0].code, 'T901')
})

test('a citizen signs in with a password alone and is a citizen only', async () => {
  const browser = await signedIn(await anAccount({ kind: 'citizen' }))
  assert.deepEqual((await me(browser)).roles, ['citizen'])
})

test('an official without a second factor gets nowhere until one is set up', async () => {
  const official = await anAccount({ secondFactor: false, appointments: [{ office: 901, role: 'leader' }] })
  const browser = visit()
  const reply = await browser.post('/sign-in/email', { email: official.email, password })
  assert.deepEqual(reply.json(), { next: 'second-factor' })
  assert.deepEqual(await me(browser), { person: null, roles: [], reach: 'own', appointments: [] })

  const setUp = (await browser.post('/two-factor/enable', { password })).json()
  assert.match(setUp.uri, /^otpauth:\/\/totp\/M%E1%BB%99t%20C%E1%BB%ADa:/)
  assert.equal(setUp.spareCodes.length, 10)
  assert.equal((await me(browser)).person, null)

  const secret = Buffer.from(decodeBase32(String(URL.parse(setUp.uri)?.searchParams.get('secret')))).toString()
  const confirmed = await browser.post('/two-factor/verify-totp', { code: totp(secret, new Date()) })
  assert.deepEqual(confirmed.json(), { next: 'done' })
  assert.deepEqual((await me(browser)).roles, ['leader'])
})

test('a spare code stands in for the telephone, once', async () => {
  const official = await anAccount({ secondFactor: false, appointments: [{ office: 901, role: 'leader' }] })
  const browser = visit()
  await browser.post('/sign-in/email', { email: official.email, password })
  const { uri, spareCodes } = (await browser.post('/two-factor/enable', { password })).json()
  const secret = Buffer.from(decodeBase32(String(URL.parse(uri)?.searchParams.get('secret')))).toString()
  await browser.post('/two-factor/verify-totp', { code: totp(secret, new Date()) })

  const outcomes = []
  for (const _ of [1, 2]) {
    const elsewhere = visit()
    await elsewhere.post('/sign-in/email', { email: official.email, password })
    outcomes.push((await elsewhere.post('/two-factor/verify-backup-code', { code: spareCodes[0] })).statusCode)
  }
  assert.deepEqual(outcomes, [200, 401])
})

test('an unknown login and a wrong password get the same answer after the same work', async () => {
  const { email } = await anAccount()
  const answers = []
  for (const login of [email, 'nobody@example.vn']) {
    const scrypts = countScrypts()
    const reply = await visit().post('/sign-in/email', { email: login, password: 'not the password' })
    answers.push({
      status: reply.statusCode,
      body: reply.body,
      cookies: reply.headers['set-cookie'],
      hashes: scrypts()
    })
  }
  assert.deepEqual(answers[0], answers[1])
  assert.equal(answers[0]?.status, 401)
  assert.equal(answers[0]?.hashes, 1)
})

test('what cannot be a login is refused with the same sentence', async () => {
  const { email } = await anAccount()
  const wrong = await visit().post('/sign-in/email', { email, password: 'not the password' })
  const odd = await visit().post('/sign-in/email', { email: "' or 1=1 --", password })
  assert.deepEqual([odd.statusCode, odd.body], [401, wrong.body])
})

test('after five wrong tries an account is closed for a quarter of an hour, its neighbours at the same address are not', async () => {
  const victim = await anAccount({ kind: 'citizen' })
  const neighbour = await anAccount({ kind: 'citizen' })
  const from = '10.1.1.1'
  const attempt = (email: string, given: string) => visit().post('/sign-in/email', { email, password: given }, { from })
  for (let tries = 0; tries < 5; tries++) assert.equal((await attempt(victim.email, 'wrong')).statusCode, 401)

  const closed = await attempt(victim.email, password)
  assert.deepEqual([closed.statusCode, closed.json().code], [429, 'sign_in.too_often'])
  assert.equal(closed.headers['retry-after'], '900')
  assert.equal((await attempt(neighbour.email, password)).statusCode, 200)

  clock.set(new Date(clock.now().getTime() + 15 * 60_000).toISOString())
  assert.equal((await attempt(victim.email, password)).statusCode, 200)
  assert.equal((await attempt(victim.email, 'wrong')).statusCode, 401)
})

test('tries made at the same moment all count', async () => {
  const { email } = await anAccount({ kind: 'citizen' })
  const replies = await Promise.all(
    Array.from({ length: 12 }, () => visit().post('/sign-in/email', { email, password: 'wrong' }, { from: '10.1.1.2' }))
  )
  const statuses = replies.map(({ statusCode }) => statusCode)
  assert.deepEqual([statuses.filter((s) => s === 401).length, statuses.filter((s) => s === 429).length], [5, 7])
})

test('an address that tries a hundred accounts is closed, another is not', async () => {
  await asOwner('delete from auth.attempt')
  const attempt = (from: string, i: number) =>
    visit().post('/sign-in/email', { email: `nobody${i}@example.vn`, password: 'wrong' }, { from })
  await attempt('10.1.1.3', 0)
  await asOwner('update auth.attempt set count = 100 where count = 1') // the 99 tries between are not worth their hashes
  assert.equal((await attempt('10.1.1.3', 1)).statusCode, 429)
  assert.equal((await attempt('10.1.1.4', 1)).statusCode, 401)
})

test('five wrong codes end the challenge and close the account to codes', async () => {
  const official = await anAccount({ appointments: [{ office: 901, role: 'officer' }] })
  const browser = visit()
  await browser.post('/sign-in/email', { email: official.email, password })
  const right = totp(official.secret, new Date())
  const wrong = right === '000000' ? '111111' : '000000'
  for (let tries = 0; tries < 5; tries++)
    assert.equal((await browser.post('/two-factor/verify-totp', { code: wrong })).json().code, 'sign_in.code_wrong')
  assert.equal((await browser.post('/two-factor/verify-totp', { code: right })).statusCode, 429)

  const again = visit()
  await again.post('/sign-in/email', { email: official.email, password })
  assert.equal((await again.post('/two-factor/verify-totp', { code: right })).statusCode, 429)
})

test('a code opens one session: whoever read it over the shoulder comes too late', async () => {
  const official = await anAccount({ appointments: [{ office: 901, role: 'officer' }] })
  const code = totp(official.secret, new Date())
  const statuses = []
  for (const browser of [visit(), visit()]) {
    await browser.post('/sign-in/email', { email: official.email, password })
    statuses.push((await browser.post('/two-factor/verify-totp', { code })).statusCode)
  }
  assert.deepEqual(statuses, [200, 401])
})

test('a new password ends every other session and keeps the means of this one', async () => {
  const official = await anAccount({ appointments: [{ office: 901, role: 'officer' }] })
  const desk = await signedIn(official)
  const oldCookies = new Map(desk.jar)
  const elsewhere = visit()
  for (const [name, value] of desk.jar) elsewhere.jar.set(name, value)

  const body = { currentPassword: password, newPassword: 'muoi hai con giap' }
  assert.equal(
    (await desk.post('/change-password', { ...body, currentPassword: 'wrong' })).json().code,
    'sign_in.password_wrong'
  )
  assert.deepEqual((await desk.post('/change-password', body)).json(), { next: 'done' })
  assert.deepEqual((await me(desk)).roles, ['officer'])
  assert.notDeepEqual(desk.jar, oldCookies)
  assert.equal((await me(elsewhere)).person, null)
  assert.equal((await visit().post('/sign-in/email', { email: official.email, password })).statusCode, 401)
})

test('a new password has at least twelve signs', async () => {
  const browser = await signedIn(await anAccount({ kind: 'citizen' }))
  const reply = await browser.post('/change-password', { currentPassword: password, newPassword: 'qua ngan' })
  assert.deepEqual([reply.statusCode, reply.json().fields[0].field], [400, 'body.newPassword'])
})

test('signing out ends the session on the server, not only the cookie', async () => {
  const browser = await signedIn(await anAccount({ kind: 'citizen' }))
  const kept = new Map(browser.jar)
  assert.equal((await browser.post('/sign-out', {})).statusCode, 200)
  for (const [name, value] of kept) browser.jar.set(name, value)
  assert.equal((await me(browser)).person, null)
})

test('cookies are HttpOnly and SameSite=Lax, each in a header of its own', async () => {
  const { email } = await anAccount()
  const reply = await visit().post('/sign-in/email', { email, password })
  const cookies = [reply.headers['set-cookie'] ?? []].flat()
  assert.equal(cookies.length, 3)
  for (const cookie of cookies) {
    assert.match(cookie, /^motcua\.\w+=/)
    assert.match(cookie, /; Path=\/; HttpOnly; SameSite=Lax$/)
  }
})

test('behind https the cookies are bound to this very host', async () => {
  const behindTls = await aSignInServer({ publicUrl: 'https://motcua.example' })
  const citizen = await behindTls.anAccount({ kind: 'citizen' })
  const browser = behindTls.visit()
  const reply = await browser.post('/sign-in/email', { email: citizen.email, password })
  assert.match(
    String(reply.headers['set-cookie']),
    /^__Host-motcua\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/
  )
  assert.equal((await me(browser)).person.id, citizen.id)
})

test('neither the token nor the account stands in a reply', async () => {
  const citizen = await anAccount({ kind: 'citizen' })
  const reply = await visit().post('/sign-in/email', { email: citizen.email, password })
  assert.equal(reply.body, '{"next":"done"}')
})

test('only the doors of the table exist', async () => {
  const browser = await signedIn(await anAccount({ kind: 'citizen' }))
  const paths = [
    '/sign-up/email',
    '/update-user',
    '/delete-user',
    '/list-sessions',
    '/two-factor/disable',
    '/change-email'
  ]
  for (const path of paths) assert.equal((await browser.post(path, {})).statusCode, 404, path)
  assert.equal((await browser.get('/api/auth/get-session')).statusCode, 404)
})

test('a field that better-auth would take and we did not open is refused', async () => {
  const { email } = await anAccount()
  const reply = await visit().post('/sign-in/email', { email, password, trustDevice: true })
  assert.deepEqual([reply.statusCode, reply.json().code], [400, 'invalid'])
})

test('another site can neither sign anybody in nor out', async () => {
  const { email } = await anAccount({ kind: 'citizen' })
  const origin = 'https://evil.example'
  const reply = await visit().post('/sign-in/email', { email, password }, { origin })
  assert.deepEqual([reply.statusCode, reply.json().code], [403, 'origin'])
  const form = await server.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `email=${email}&password=x`
  })
  assert.equal(form.statusCode, 415)
})

test('people of a demo cannot sign in where the data is not a demo', async () => {
  const { email } = await anAccount({ kind: 'citizen', demo: true })
  const reply = await visit().post('/sign-in/email', { email, password })
  assert.deepEqual([reply.statusCode, reply.json().code], [401, 'sign_in.wrong'])
})

test('every sign-in and every failure is written down, an unknown login is not', async () => {
  await asOwner('truncate kernel.command cascade')
  const official = await anAccount({ appointments: [{ office: 901, role: 'officer' }] })
  const browser = await signedIn(official)
  await browser.post('/two-factor/verify-totp', { code: '000000' })
  await visit().post('/sign-in/email', { email: official.email, password: 'wrong' })
  await visit().post('/sign-in/email', { email: 'my-password-by-mistake@example.vn', password: 'wrong' })
  const rows = await asOwner<{ name: string; person_id: string | null; status: number; reply: string }>(
    'select name, person_id, status, reply from kernel.command order by xid'
  )
  assert.deepEqual(
    rows.map(({ name, person_id, status, reply }) => [name, person_id, status, JSON.parse(reply)?.values?.account]),
    [
      ['sign_in.password', official.id, 200, undefined],
      ['sign_in.totp', official.id, 200, undefined],
      ['sign_in.totp', null, 401, ''],
      ['sign_in.password', null, 401, official.id],
      ['sign_in.password', null, 401, '']
    ]
  )
  assert.doesNotMatch(JSON.stringify(rows), /mistake/)
})

test('what is over is swept away, what counts stays', async () => {
  const citizen = await anAccount({ kind: 'citizen' })
  const browser = await signedIn(citizen)
  await asOwner(`update auth.session set expires_at = now() - interval '1 minute' where user_id <> $1`, [citizen.id])
  for (const job of server.signIn.module.jobs) await runJob(server.database, job, clock.now(), '')
  const left = await asOwner<{ user_id: string }>('select user_id from auth.session')
  assert.deepEqual(left, [{ user_id: citizen.id }])
  assert.equal((await me(browser)).person.id, citizen.id)
})

/** Counts the scrypt computations from here on. */
function countScrypts(): () => number {
  let count = 0
  const hook = createHook({ init: (_id, type) => void (type === 'SCRYPTREQUEST' && count++) }).enable()
  return () => {
    hook.disable()
    return count
  }
}

function decodeBase32(text: string): number[] {
  const bits = [...text]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
}
