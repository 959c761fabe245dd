import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBlind, keyOf, nameOfKey, type Press, readMs, secondWayOf } from './keys.ts'

const press = (code: string, held: Partial<Press> = {}): Press => ({
  code,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  isComposing: false,
  ...held
})

test('function keys are read by their place, and F4 and F9 have a second way', () => {
  assert.equal(keyOf(press('F9')), 'F9')
  assert.equal(keyOf(press('Enter', { ctrlKey: true })), 'F9')
  assert.equal(keyOf(press('NumpadEnter', { ctrlKey: true })), 'F9')
  assert.equal(keyOf(press('KeyK', { ctrlKey: true })), 'F4')
  assert.equal(keyOf(press('Digit3', { altKey: true })), 'Alt+3')
  assert.deepEqual([nameOfKey('Escape'), nameOfKey('Ctrl+ArrowDown')], ['Esc', 'Ctrl+↓'])
  assert.equal(secondWayOf('F9'), 'Ctrl+Enter')
})

test('while a letter is being composed no press is ours', () => {
  for (const code of ['F2', 'F9', 'Escape']) assert.equal(keyOf(press(code, { isComposing: true })), undefined)
})

test('letters, and the keys of the browser and of the Vietnamese keyboard, are left alone', () => {
  for (const code of ['KeyA', 'Enter', 'Digit1', 'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12'])
    assert.equal(keyOf(press(code)), undefined, code)
  assert.equal(keyOf(press('KeyZ', { altKey: true })), undefined)
  assert.equal(keyOf(press('KeyS', { ctrlKey: true, shiftKey: true })), undefined)
  // AltGr is Ctrl+Alt on some keyboards, and Alt+F4 closes the window.
  assert.equal(keyOf(press('Digit3', { ctrlKey: true, altKey: true })), undefined)
  assert.equal(keyOf(press('F4', { altKey: true })), undefined)
})

test('a second press in haste does not do what the first has only just brought up; one that was thought over does', () => {
  const shownAt = 1_030
  const second = (at: number) => isBlind({ at, shownAt, before: 1_000 })
  assert.deepEqual([1_020, shownAt, shownAt + readMs - 1].map(second), [true, true, true])
  assert.equal(second(shownAt + readMs), false)
})

test('the same button may be pressed again at once, and one that came of itself the first time, but never before it was there', () => {
  assert.equal(isBlind({ at: 1_040, shownAt: 200, before: 1_000 }), false)
  assert.equal(isBlind({ at: 1_040, shownAt: 1_030, before: undefined }), false)
  assert.equal(isBlind({ at: 1_040, shownAt: 1_050, before: undefined }), true)
})
