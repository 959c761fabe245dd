import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { amountEntry, dayEntry, decimalEntry, digitsEntry, type Entry, lineEntry, partialDayEntry } from './entry.ts'

test('a day is read however its parts are divided', () => {
  for (const typed of ['29/12/2021', '29.12.2021', '29-12-2021', '29 12 2021', '29122021', ' 29 / 12 / 2021 '])
    assert.equal(dayEntry.read(typed), '2021-12-29', typed)
  assert.equal(dayEntry.read('1/2/2022'), '2022-02-01')
  assert.equal(dayEntry.show('2022-02-01'), '01/02/2022')
})

test('a day not finished stays as it was typed', () => {
  for (const typed of ['29/12/21', '29/12', 'hôm qua', '2912202', '29/12/20211']) {
    assert.equal(dayEntry.read(typed), typed)
    assert.equal(dayEntry.show(typed), typed)
  }
  assert.equal(dayEntry.read('  '), undefined)
})

test('a day that no calendar has is handed on whole, for the check to say so', () => {
  assert.equal(dayEntry.read('31/02/2022'), '2022-02-31')
  assert.equal(dayEntry.show('2022-02-31'), '31/02/2022')
  assert.equal(partialDayEntry.read('13/1950'), '1950-13')
})

test('whoever knows only the year or the month of a birth can say so', () => {
  assert.equal(partialDayEntry.read('1950'), '1950')
  assert.equal(partialDayEntry.read('3/1950'), '1950-03')
  assert.equal(partialDayEntry.read('02/03/1950'), '1950-03-02')
  assert.deepEqual(['1950', '1950-03', '1950-03-02'].map(partialDayEntry.show), ['1950', '03/1950', '02/03/1950'])
})

test('an amount is read with or without groups, and never half', () => {
  for (const typed of ['50000000', '50.000.000', '50,000,000', '50 000 000', '50.000.000 đ', '50.000.000 đồng'])
    assert.equal(amountEntry.read(typed), 50_000_000, typed)
  for (const typed of ['1,5', '50.00', 'năm triệu', '5e7', '12345678901234567'])
    assert.equal(amountEntry.read(typed), typed)
  assert.equal(amountEntry.show(50_000_000), '50.000.000')
})

test('an area is read with comma or point, and three digits after a point are a group', () => {
  for (const typed of ['85,5', '85.5', '85,50 m2', '85.50m²']) assert.equal(decimalEntry.read(typed), 85.5, typed)
  for (const typed of ['1.250,5', '1250,5', '1 250.5']) assert.equal(decimalEntry.read(typed), 1250.5, typed)
  assert.equal(decimalEntry.read('1.250'), 1250)
  for (const typed of ['85,555', 'tám mươi', '1.25,5']) assert.equal(decimalEntry.read(typed), typed)
  assert.equal(decimalEntry.show(1250.5), '1.250,5')
})

test('the digits of a number are kept without the spaces people put between them', () => {
  assert.equal(digitsEntry.read('046 190 001 234'), '046190001234')
  assert.equal(digitsEntry.read('0234.3822.000'), '02343822000')
  assert.equal(digitsEntry.read('0100109106-001'), '0100109106-001')
  assert.equal(digitsEntry.read('046 19O 1234'), '046 19O 1234')
})

test('whatever is typed, showing it again and reading it again changes nothing', () => {
  const entries: Entry<string | number>[] = [
    lineEntry,
    digitsEntry,
    dayEntry,
    partialDayEntry,
    amountEntry,
    decimalEntry
  ] as never
  const typed = fc.oneof(fc.string(), fc.stringMatching(/^[\d/. -]{0,12}$/))
  fc.assert(
    fc.property(typed, (text) => {
      for (const { read, show } of entries) {
        const value = read(text)
        assert.equal(read(show(value)), value)
        if (text.trim() !== '') assert.notEqual(value, undefined)
      }
    }),
    { numRuns: 5000 }
  )
})
