import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askContactCode, forgetContact, proveContact, readContact, setContact } from './contract.ts'
import { aSignInServer } from './platform/sign-in-testing.ts'

const server = await aSignInServer()
const { anAccount, asOwner, call, clock, signedIn } = server

const codeSent = async (address: string) => {
  const [row] = await asOwner<{ text: string }>(
    'select text from kernel.delivery where address = $1 order by xmin::text::bigint desc limit 1',
    [address]
  )
  return /\d{6}/.exec(row?.text ?? '')?.[0] ?? ''
}
const aCitizen = async () => signedIn(await anAccount({ kind: 'citizen' }))
let phones = 0
const aPhone = () => `09140${String(++phones).padStart(5, '0')}`

test('who has said nothing is told in Vietnamese, by both ways, not at night', async () => {
  const { body } = await call(await aCitizen(), readContact)
  assert.deepEqual(body, {
    phone: null,
    email: null,
    language: 'vi',
    bySms: true,
    byEmail: true,
    quiet: { from: '21:00', until: '07:00' }
  })
})

test('a telephone is kept once the code sent to it is given back, and taken out again', async () => {
  const hoa = await aCitizen()
  const phone = aPhone()
  const asked = await call(hoa, askContactCode, { way: 'phone', address: `+84 ${phone.slice(1)}` })
  assert.deepEqual(asked.body, { address: phone, seconds: 300 })
  assert.equal((await call(hoa, readContact)).body.phone, null)
  const proof = { way: 'phone', address: phone, code: await codeSent(phone) }
  const proven = await call(hoa, proveContact, proof)
  assert.deepEqual([proven.body.proven, proven.body.contact.phone], [true, { address: phone, proven: true }])
  assert.equal((await call(hoa, proveContact, proof)).body.proven, false, 'a code proves once')
  assert.equal((await call(hoa, forgetContact, {}, { way: 'phone' })).body.phone, null)
})

test('a code of one person proves nothing for another, and none but the last one counts', async () => {
  const [hoa, nam] = [await aCitizen(), await aCitizen()]
  const address = 'hoa@example.vn'
  await call(hoa, askContactCode, { way: 'email', address })
  const first = await codeSent(address)
  assert.equal((await call(nam, proveContact, { way: 'email', address, code: first })).body.proven, false)
  await call(hoa, askContactCode, { way: 'email', address })
  const last = await codeSent(address)
  if (first !== last)
    assert.equal((await call(hoa, proveContact, { way: 'email', address, code: first })).body.proven, false)
  assert.equal((await call(hoa, proveContact, { way: 'email', address, code: last })).body.proven, true)
})

test('five wrong tries end a code, and so do five minutes', async () => {
  const hoa = await aCitizen()
  const phone = aPhone()
  const right = async () => {
    await call(hoa, askContactCode, { way: 'phone', address: phone })
    return codeSent(phone)
  }
  const give = async (code: string) => (await call(hoa, proveContact, { way: 'phone', address: phone, code })).body
  const code = await right()
  const wrong = code === '000000' ? '000001' : '000000'
  const left = []
  for (let tries = 0; tries < 5; tries++) left.push((await give(wrong)).triesLeft)
  assert.deepEqual(left, [4, 3, 2, 1, 0])
  assert.equal((await give(code)).proven, false)

  const late = await right()
  clock.set(new Date(clock.now().getTime() + 300_000).toISOString())
  assert.equal((await give(late)).proven, false)
})

test('three codes to one address in a quarter of an hour, then no more; what is no address is told at the field', async () => {
  const hoa = await aCitizen()
  const phone = aPhone()
  const statuses = []
  for (let n = 0; n < 4; n++) statuses.push((await call(hoa, askContactCode, { way: 'phone', address: phone })).status)
  assert.deepEqual(statuses, [201, 201, 201, 429])
  const bad = await call(hoa, askContactCode, { way: 'email', address: 'hoa@' })
  assert.deepEqual([bad.status, bad.body.fields[0].field, bad.body.fields[0].code], [422, 'body.address', 'email.form'])
  const header = await call(hoa, askContactCode, { way: 'email', address: 'a@b.vn\r\nBcc: x@y.vn' })
  assert.equal(header.status, 422)
})

test('language, ways and quiet hours are one’s own to set', async () => {
  const hoa = await aCitizen()
  const wanted = { language: 'en', bySms: false, byEmail: true, quiet: { from: '22:00', until: '06:30' } }
  const set = await call(hoa, setContact, wanted)
  assert.deepEqual(set.body, { phone: null, email: null, ...wanted })
  assert.equal((await call(hoa, setContact, { ...wanted, quiet: null })).body.quiet, null)
  assert.equal((await call(hoa, setContact, { ...wanted, quiet: { from: '25:00', until: '06:30' } })).status, 400)
  assert.equal((await call(await aCitizen(), readContact)).body.language, 'vi')
})
