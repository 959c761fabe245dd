import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { packRows, type SearchRow, unpackRows } from './search-copy.ts'

const said = fc.string({ minLength: 1, maxLength: 12 })
const text = fc.oneof(
  said.map((vi) => ({ vi, en: vi })),
  fc.record({ vi: said, en: said })
)
const row: fc.Arbitrary<SearchRow> = fc.record({
  code: said,
  name: text,
  shortName: text,
  field: text,
  agency: fc.option(fc.record({ unit: said, vi: said, en: said })),
  lifeEvents: fc.array(said, { maxLength: 2 }),
  alsoCalled: fc.array(said, { maxLength: 2 })
})

test('whatever rows are packed for a telephone come out of it as they were, in their order', () => {
  const sent = <T>(thing: T): T => JSON.parse(JSON.stringify(thing))
  fc.assert(fc.property(fc.array(row), (rows) => assert.deepEqual(unpackRows(sent(packRows(rows))), sent(rows))))
})

test('a field and an agency that many share stand in the copy once', () => {
  const one: SearchRow = {
    code: '1',
    name: { vi: 'Khai sinh', en: 'Khai sinh' },
    shortName: { vi: 'Khai sinh', en: 'Birth' },
    field: { vi: 'Hộ tịch', en: 'Civil status' },
    agency: { unit: 'commune_committee', vi: 'Ủy ban nhân dân xã', en: 'Commune' },
    lifeEvents: [],
    alsoCalled: []
  }
  const { fields, agencies, rows } = packRows([one, { ...one, code: '2' }, { ...one, code: '3', agency: null }])
  assert.deepEqual([fields.length, agencies.length], [1, 1])
  assert.deepEqual(rows[0], ['1', 'Khai sinh', 0, 0, 'Birth', 0, 0, [], []])
  assert.equal(rows[2]?.[6], -1)
})
