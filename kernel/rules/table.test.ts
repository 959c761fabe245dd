import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTable, writeTable } from './table.ts'

test('a table is read without its remarks, and written back', () => {
  const text = '# Source: somewhere\ncode\tname\n1\tHuế\n2\tÂm\n'
  const rows = readTable(text, ['code', 'name'])
  assert.deepEqual(rows, [
    { code: '1', name: 'Huế' },
    { code: '2', name: 'Âm' }
  ])
  assert.equal(writeTable(['Source: somewhere'], ['code', 'name'], rows), text)
})

test('accents written as separate signs are put together', () => {
  assert.equal(readTable('name\nHuế'.normalize('NFD'), ['name'])[0]?.name, 'Huế')
})

test('a line with too few or too many fields is refused with its number', () => {
  assert.throws(() => readTable('a\tb\n1\t2\n3', ['a', 'b']), /Line 3 has 1 fields/)
  assert.throws(() => readTable('a\n1\t2', ['a']), /Line 2 has 2 fields/)
})

test('a missing column is refused by name', () => {
  assert.throws(() => readTable('a\tb\n', ['a', 'c']), /no column c/)
})

test('a field that would shift the columns is not written', () => {
  assert.throws(() => writeTable([], ['a'], [{ a: '1\t2' }]), /tab or line break/)
})
