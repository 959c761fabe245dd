import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSignInServer, password } from './platform/sign-in-testing.ts'

const server = await aSignInServer()
const { anAccount, app, asOwner, clock, logged, visit } = server

let phones = 0
const aPhone = () => `0915${String(++phones).padStart(6, '0')}`
const ask = (phone: string, from?: string) => visit().post('/sign-in/code', { phone }, from ? { from } : {})
const smsTo = async (phone: string) => {
  const [row] = await asOwner<{ text: string }>(
    'select text from kernel.delivery where address = $1 order by xmin::text::bigint desc limit 1',
    [phone]
  )
  return row?.text ?? ''
}
const codeTo = async (phone: string) => /\d{6}/.exec(await smsTo(phone))?.[0] ?? ''
async function signIn(phone: string, more: object = {}) {
  await ask(phone)
  const browser = visit()
  const reply = await browser.post('/sign-in/code/verify', { phone, code: await codeTo(phone), ...more })
  return { browser, reply }
}
const me = async (browser: ReturnType<typeof visit>) => (await browser.get('/api/me')).json()

test('a new telephone is a new account after one code, and the same one ever after', async () => {
  const phone = aPhone()
  const asked = await ask(`+84 ${phone.slice(1, 4)} ${phone.slice(4)}`)
  assert.deepEqual([asked.statusCode, asked.json()], [200, { next: 'code', seconds: 300 }])
  assert.match(await smsTo(phone), /^MOT CUA: Ma dang nhap \d{6}, dung trong 5 phut\. Khong dua ma nay cho bat ky ai/)
  const { browser, reply } = await signIn(phone)
  assert.deepEqual([reply.statusCode, reply.json()], [200, { next: 'done' }])
  const first = await me(browser)
  assert.deepEqual([first.roles, first.person.name], [['citizen'], `*******${phone.slice(-3)}`])

  const again = await me((await signIn(phone)).browser)
  assert.equal(again.person.id, first.person.id)
  assert.notEqual((await me((await signIn(aPhone())).browser)).person.id, first.person.id)
  await browser.post('/sign-out', {})
  assert.equal((await me(browser)).person, null)
})

test('the telephone of an account made by other means opens that account to nobody', async () => {
  const phone = aPhone()
  const { id } = await anAccount({ kind: 'official', appointments: [] })
  await asOwner('update kernel.person set phone = $2 where id = $1', [id, phone])
  await asOwner('insert into kernel.contact (person_id, phone, phone_proven_at) values ($1, $2, now())', [id, phone])
  const mine = await me((await signIn(phone)).browser)
  assert.notEqual(mine.person.id, id)
  assert.deepEqual(mine.roles, ['citizen'])
})

test('a code opens one session, within five minutes and five tries', async () => {
  const phone = aPhone()
  await ask(phone)
  const code = await codeTo(phone)
  const wrong = code === '000000' ? '000001' : '000000'
  const give = (given: string) => visit().post('/sign-in/code/verify', { phone, code: given })
  const said = []
  for (let tries = 0; tries < 4; tries++) said.push((await give(wrong)).json().detail)
  assert.deepEqual(said, ['Mã sai, còn 4 lần.', 'Mã sai, còn 3 lần.', 'Mã sai, còn 2 lần.', 'Mã sai, còn 1 lần.'])
  assert.equal((await give(code)).statusCode, 200)
  assert.equal((await give(code)).statusCode, 401)

  await ask(phone)
  const second = await codeTo(phone)
  for (let tries = 0; tries < 5; tries++) await give(second === '000000' ? '000001' : '000000')
  assert.deepEqual([(await give(second)).statusCode, (await give(second)).json().code], [401, 'sign_in.sms_code_over'])
  const late = aPhone()
  await ask(late)
  const third = await codeTo(late)
  clock.set(new Date(clock.now().getTime() + 300_000).toISOString())
  assert.equal((await visit().post('/sign-in/code/verify', { phone: late, code: third })).statusCode, 401)
})

test('a number that never asked is answered like one that did', async () => {
  const [known, unknown] = [aPhone(), aPhone()]
  await signIn(known)
  await ask(known)
  const wrong = (await codeTo(known)) === '000000' ? '000001' : '000000'
  for (let tries = 0; tries < 7; tries++) {
    const answers = []
    for (const phone of [known, unknown]) {
      const reply = await visit().post('/sign-in/code/verify', { phone, code: wrong })
      answers.push([reply.statusCode, reply.body])
    }
    assert.deepEqual(answers[0], answers[1])
  }
})

test('three codes to a number and sixty from an address in a quarter of an hour, then no more', async () => {
  const phone = aPhone()
  const statuses = []
  for (let n = 0; n < 4; n++) statuses.push((await ask(phone, '10.2.0.1')).statusCode)
  assert.deepEqual(statuses, [200, 200, 200, 429])
  for (let n = 0; n < 57; n++) await ask(aPhone(), '10.2.0.2')
  const rest = []
  for (let n = 0; n < 4; n++) rest.push((await ask(aPhone(), '10.2.0.2')).statusCode)
  assert.deepEqual(rest, [200, 200, 200, 429])
  assert.equal((await ask(aPhone(), '10.2.0.3')).statusCode, 200)
})

test('what is no mobile number, and a request of another site, are refused', async () => {
  const landline = (await ask('0234 3123456')).json()
  assert.deepEqual([landline.status, landline.fields[0].code], [422, 'phone.mobile'])
  assert.equal((await ask('113')).statusCode, 422)
  const alien = await visit().post('/sign-in/code', { phone: aPhone() }, { origin: 'https://elsewhere.example' })
  assert.equal(alien.statusCode, 403)
})

test('on a shared computer the session ends with the browser, and after an hour anyway, whatever the means', async () => {
  const cookieOf = (reply: { headers: Record<string, unknown> }) =>
    [reply.headers['set-cookie'] ?? []].flat().find((set) => String(set).includes('session_token=')) ?? ''
  const minutesOf = async (person: string) => {
    const [row] = await asOwner<{ minutes: number }>(
      'select round(extract(epoch from expires_at - $2) / 60)::int as minutes from auth.session where user_id = $1',
      [person, clock.now()]
    )
    return row?.minutes
  }
  const alone = await signIn(aPhone())
  const shared = await signIn(aPhone(), { shared: true })
  assert.match(String(cookieOf(alone.reply)), /; Max-Age=43200/)
  assert.doesNotMatch(String(cookieOf(shared.reply)), /max-age|expires/i)
  assert.deepEqual(
    [await minutesOf((await me(alone.browser)).person.id), await minutesOf((await me(shared.browser)).person.id)],
    [720, 60]
  )
  const account = await anAccount({ kind: 'citizen' })
  const byPassword = await visit().post('/sign-in/email', { email: account.email, password, shared: true })
  assert.equal(byPassword.statusCode, 200, byPassword.body)
  assert.doesNotMatch(String(cookieOf(byPassword)), /max-age|expires/i)
  assert.equal(await minutesOf(account.id), 60)

  clock.set(new Date(clock.now().getTime() + 61 * 60_000).toISOString())
  assert.deepEqual(
    [(await me(alone.browser)).person === null, (await me(shared.browser)).person === null],
    [false, true]
  )
})

test('neither log, nor command, nor code table holds a telephone or a code; sign-ins and failures are written down', async () => {
  const phone = aPhone()
  const { browser } = await signIn(phone)
  await ask(phone)
  const code = await codeTo(phone)
  await visit().post('/sign-in/code/verify', { phone, code: code === '000000' ? '000001' : '000000' })
  const { person } = await me(browser)
  const commands = await asOwner<{ status: number; reply: string }>(
    `select status, reply from kernel.command where name = 'sign_in.code' order by xid desc limit 2`
  )
  assert.deepEqual(
    commands.map(({ status }) => status),
    [401, 200]
  )
  assert.deepEqual(JSON.parse(commands[1]?.reply ?? ''), { person: person.id })
  const kept = [JSON.stringify(logged), JSON.stringify(commands), (await app.inject('/metrics')).body]
  kept.push(JSON.stringify(await asOwner('select * from auth.one_time_code')))
  for (const said of kept) assert.ok(!said.includes(phone) && !said.includes(code))
})
