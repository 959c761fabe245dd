import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Burst, endsScan, follow, isFast, leaked } from './burst.ts'

/** Keys pressed at this rhythm, and whether Enter behind them ends a scan. */
function typed(keys: string[], every: number): { burst: Burst | undefined; scan: boolean } {
  let burst: Burst | undefined
  let at = 1_000
  for (const key of keys) burst = follow(burst, { key, at: (at += every) })
  return { burst, scan: endsScan(burst, at + every) }
}
const number = [...'046190001234']

test('a scanner is known by its speed and its Enter, a hand is not, nor a held key', () => {
  assert.equal(typed(number, 5).scan, true)
  assert.equal(typed(number, 35).scan, true)
  assert.equal(typed(number, 90).scan, false)
  assert.equal(typed([...'0461900'], 5).scan, false)
  assert.equal(endsScan(typed(number, 5).burst, 9_000), false)
})

test('Shift between the letters of a scan is no letter, and a letter taken back is gone', () => {
  const { burst } = typed(['Shift', 'H', '5', '7', 'e', 'Backspace', 'ê', '.', '0', '1', '-', '2'], 8)
  assert.equal(burst?.text, 'H57ê.01-2')
})

test('what was typed by hand before the scan is not part of it', () => {
  let burst: Burst | undefined
  for (const [i, key] of [...'abc'].entries()) burst = follow(burst, { key, at: i * 100 })
  for (const [i, key] of number.entries()) burst = follow(burst, { key, at: 2_000 + i * 4 })
  assert.equal(burst?.text, '046190001234')
  assert.ok(burst && isFast(burst))
})

test('a function key begins no scan: the one after it begins with its own first sign', () => {
  const { burst } = typed(['F4', ...number], 5)
  assert.equal(burst?.text, '046190001234')
  assert.equal(burst?.count, 12)
})

test('what leaked into a field is found wherever the cursor stood', () => {
  assert.equal(leaked({ value: '', start: 0, end: 0 }, '0461'), '0461')
  assert.equal(leaked({ value: 'Chi Lăng', start: 4, end: 4 }, 'Chi 0461Lăng'), '0461')
  assert.equal(leaked({ value: 'Chi Lăng', start: 0, end: 8 }, '0461'), '0461')
  assert.equal(leaked({ value: 'Chi Lăng', start: 8, end: 8 }, 'Chi Lăng'), '')
})
