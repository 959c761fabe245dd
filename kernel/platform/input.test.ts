import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanInput } from './input.ts'
import { Refusal } from './refusal.ts'

const refusedWith = (code: string, field?: string) => (error: unknown) =>
  error instanceof Refusal && error.status === 400 && error.code === code && error.faults[0]?.field === field

test('a name typed in decomposed letters is stored in composed ones', () => {
  const typed = { owner: { name: 'Trần Thị Huế'.normalize('NFD') }, list: ['Phú Lộc'.normalize('NFD')] }
  assert.deepEqual(cleanInput(typed), { owner: { name: 'Trần Thị Huế' }, list: ['Phú Lộc'] })
})

test('text with signs that cannot be seen is refused with the path of its field', () => {
  const signs = [
    '\u0000',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u200e',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\ud800',
    '\udc00'
  ]
  for (const sign of signs)
    assert.throws(
      () => cleanInput({ people: [{ name: 'An' }, { name: `Bình${sign}` }] }),
      refusedWith('invalid', 'people.1.name'),
      `U+${sign.charCodeAt(0).toString(16)}`
    )
  assert.throws(() => cleanInput({ 'a\u202eb': 1 }), refusedWith('invalid', ''))
})

test('line ends, tabs, pictograms and the letters of the peoples of A Lưới pass', () => {
  const text = 'dòng một\r\n\tdòng hai 🌾 Ta-ôi: âr dâh, Pa Kô: mŏ̆'.normalize('NFC')
  assert.equal(cleanInput(text), text)
})

test('a key that could reach a prototype is refused, also far below', () => {
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    const hostile = JSON.parse(`{"a":[{"${key}":{"isAdmin":true}}]}`)
    assert.throws(() => cleanInput(hostile), refusedWith('invalid', 'a.0'))
  }
  assert.equal(({} as { isAdmin?: boolean }).isAdmin, undefined)
})

test('what is nested or counted beyond use is refused and does not fill the stack', () => {
  const deep = (levels: number): unknown => Array.from({ length: levels }).reduce((inner) => [inner], 'x')
  assert.doesNotThrow(() => cleanInput(deep(20)))
  assert.throws(() => cleanInput(deep(21)), refusedWith('input.too_deep'))
  assert.throws(() => cleanInput(deep(100_000)), refusedWith('input.too_deep'))
  assert.doesNotThrow(() => cleanInput(Array(4_999).fill(1)))
  assert.throws(() => cleanInput(Array(5_000).fill(1)), refusedWith('input.too_much'))
})

test('cleaning twice changes nothing more, and what holds no text comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: 'small' }), (value) => {
      let once: unknown
      try {
        once = cleanInput(value)
      } catch (error) {
        return error instanceof Refusal
      }
      assert.deepEqual(cleanInput(once), once)
      return true
    })
  )
  assert.deepEqual(cleanInput([1, true, null, 1.5, {}]), [1, true, null, 1.5, {}])
})
