import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Held, type Here, mayShow } from './draft-owner.ts'

const nobody = new Set<string>()
const draft: Held = { owner: null, visit: 'morning' }
const here = (part: Partial<Here> = {}): Here => ({ person: null, visit: 'evening', open: nobody, ...part })

test('a draft begun without signing in is there again for whoever has not signed in', () => {
  assert.equal(mayShow(draft, here()), true)
})

test('another sign-in never shows it; in the visit in which it was begun, signing in keeps it', () => {
  assert.equal(mayShow(draft, here({ person: 'Bình' })), false)
  assert.equal(mayShow(draft, here({ person: 'An', visit: 'morning' })), true)
})

test('a draft of somebody signed in shows to them alone', () => {
  const ofAn = { ...draft, owner: 'An' }
  assert.equal(mayShow(ofAn, here({ person: 'An' })), true)
  for (const person of ['Bình', null, undefined]) assert.equal(mayShow(ofAn, here({ person })), false, String(person))
  assert.equal(mayShow(ofAn, here({ person: 'Bình', visit: 'morning' })), false, 'not even in the same tab')
})

test('while it is not known who is signed in, nothing of an earlier visit shows', () => {
  assert.equal(mayShow(draft, here({ person: undefined })), false)
})

test('a draft in a locker shows only while its PIN has opened it, and then still not to another owner', () => {
  const locked = { ...draft, locker: 'a' }
  for (const part of [{}, { person: 'An' }, { visit: 'morning' }]) assert.equal(mayShow(locked, here(part)), false)
  const open = new Set(['a'])
  assert.equal(mayShow(locked, here({ open })), true)
  assert.equal(mayShow({ ...locked, owner: 'An' }, here({ open, person: 'Bình' })), false)
  assert.equal(mayShow({ ...locked, owner: 'An' }, here({ open, person: 'An' })), true)
})
