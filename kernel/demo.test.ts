import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoPassword } from './demo.ts'
import { aSignInServer } from './platform/sign-in-testing.ts'

const { anOffice, app, asOwner, signIn, visit } = await aSignInServer({ demo: true })
const official = '017a5f5d-7c00-7781-a4dc-58d8f3dd4a55'
const citizen = '017a5fb2-7c00-7001-8000-000000000001'

const people = [
  [official, 'official', 'Lê Duy Tuấn', 'motcua.giahoi@demo.motcua.vn', null],
  [citizen, 'citizen', 'Nguyễn Thị Minh Thư', 'minhthu@demo.motcua.vn', '046194000011']
]
for (const [id, kind, name, email, personalId] of people)
  await asOwner(
    'insert into kernel.person (id, kind, name, email, personal_id, demo, created_at) values ($1, $2, $3, $4, $5, true, now())',
    [id, kind, name, email, personalId]
  )
await anOffice(12203)
await asOwner(`update kernel.office set kind = 'commune_committee', area_code = '19756' where id = 12203`)
await asOwner(
  `insert into kernel.appointment (person_id, office_id, post, role, in_force) values ($1, 12203, 'officer', 'officer', '[2021-07-01,)')`,
  [official]
)
await asOwner(
  `insert into kernel.office_kind values ('commune_committee', 'commune_committee', 'Tiếp nhận hồ sơ', 'Takes dossiers in')`
)
await asOwner(
  `insert into kernel.post values ('commune_committee', 'officer', 'officer', '{}', 'Cán bộ một cửa', 'One-stop officer')`
)
await signIn.makeDemoAccounts()
const demo = () => app.inject({ method: 'GET', url: '/demo' })

test('the page lists people with their post, office, login and code, and says in red why they exist', async () => {
  const { body, statusCode } = await demo()
  assert.equal(statusCode, 200)
  for (const text of ['Lê Duy Tuấn', 'Cán bộ một cửa', 'Phòng thử', 'motcua.giahoi@demo.motcua.vn', '046194000011'])
    assert.ok(body.includes(text), text)
  assert.match(body, /<p class="notice late" role="alert">Các tài khoản này chỉ tồn tại vì/)
  assert.match(body, /đổi sau \d{1,2} giây/)
})

test('what stands on the page opens the door, again and again', async () => {
  for (const _ of [1, 2]) {
    const browser = visit()
    const email = 'motcua.giahoi@demo.motcua.vn'
    assert.deepEqual((await browser.post('/sign-in/email', { email, password: demoPassword })).json(), { next: 'code' })
    const code = /class="totp">(\d{6})</.exec((await demo()).body)?.[1]
    assert.equal((await browser.post('/two-factor/verify-totp', { code })).statusCode, 200)
    assert.deepEqual((await browser.get('/api/me')).json().roles, ['officer'])
  }
})

test('a citizen of the demo needs no code', async () => {
  const reply = await visit().post('/sign-in/email', { email: 'minhthu@demo.motcua.vn', password: demoPassword })
  assert.deepEqual(reply.json(), { next: 'done' })
})

test('accounts are made once, and only for people of the demo', async () => {
  await asOwner(
    `insert into kernel.person (id, kind, name, email, created_at) values ('017a5fb2-7c00-7001-8000-0000000000ff', 'citizen', 'Thật', 'that@example.vn', now())`
  )
  await signIn.makeDemoAccounts()
  const [{ count } = { count: 0 }] = await asOwner<{ count: number }>('select count(*)::int from auth.user')
  assert.equal(count, 2)
})

test('without the mark of a demo there is neither page nor account', async () => {
  const earnest = await aSignInServer()
  await earnest.asOwner(
    `insert into kernel.person (id, kind, name, email, demo, created_at) values ($1, 'citizen', 'Thử', 'thu@demo.motcua.vn', true, now())`,
    [citizen]
  )
  await earnest.signIn.makeDemoAccounts()
  assert.deepEqual(await earnest.asOwner('select from auth.user'), [])
  assert.equal((await earnest.app.inject({ method: 'GET', url: '/demo' })).statusCode, 404)
})
