import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterWrong, isGuessable, keyOf, seal, unseal } from './locker.ts'

const locker = { salt: new Uint8Array(16).fill(7), iterations: 1_000 }
const text = new TextEncoder().encode('Họ và tên: NGUYỄN THỊ HOA')
const read = (bytes: ArrayBuffer | undefined) => bytes && new TextDecoder().decode(bytes)

test('what lies in a locker opens with its PIN, and with no other', async () => {
  const key = await keyOf('271828', locker)
  const sealed = await seal(key, 'draft.1', text)
  assert.equal(read(await unseal(await keyOf('271828', locker), 'draft.1', sealed)), 'Họ và tên: NGUYỄN THỊ HOA')
  assert.equal(await unseal(await keyOf('271829', locker), 'draft.1', sealed), undefined)
  const otherSalt = { ...locker, salt: new Uint8Array(16).fill(8) }
  assert.equal(await unseal(await keyOf('271828', otherSalt), 'draft.1', sealed), undefined)
})

test('what is sealed shows nothing of itself, is different each time, and does not open when moved or altered', async () => {
  const key = await keyOf('271828', locker)
  const [one, other] = [await seal(key, 'draft.1', text), await seal(key, 'draft.1', text)]
  assert.notDeepEqual(new Uint8Array(one.data), new Uint8Array(other.data))
  assert.doesNotMatch(Buffer.from(one.data).toString('latin1'), /NGUY/)
  assert.equal(await unseal(key, 'draft.2', one), undefined)
  const altered = new Uint8Array(one.data.slice(0))
  altered[3]! ^= 1
  assert.equal(await unseal(key, 'draft.1', { ...one, data: altered.buffer }), undefined)
})

test('the key itself cannot be taken out of the browser', async () => {
  const key = await keyOf('271828', locker)
  assert.equal(key.extractable, false)
  await assert.rejects(crypto.subtle.exportKey('raw', key))
})

test('five wrong tries close the lockers for a minute, and each further one for twice as long', () => {
  const at = 1_000_000
  const waits: number[] = []
  let state = { wrong: 0, closedUntil: 0 }
  for (let tries = 0; tries < 8; tries++) {
    state = afterWrong(state.wrong, at)
    waits.push(state.closedUntil === 0 ? 0 : (state.closedUntil - at) / 60_000)
  }
  assert.deepEqual(waits, [0, 0, 0, 0, 1, 2, 4, 8])
  assert.ok(
    afterWrong(500, at).closedUntil < at + 24 * 3_600_000,
    'never so long that a wrong hand takes the phone away for good'
  )
})

test('a PIN that anybody would try first is told apart', () => {
  for (const pin of ['000000', '123456', '654321', '121212', '123123']) assert.equal(isGuessable(pin), true, pin)
  for (const pin of ['271828', '190045', '112358']) assert.equal(isGuessable(pin), false, pin)
})
