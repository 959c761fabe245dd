import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchOptions } from './search.ts'

const communes = [
  { value: '19810', label: 'Hương Phong', note: 'Thành phố Huế' },
  { value: '20044', label: 'Hương Phong', note: 'A Lưới' },
  { value: '19801', label: 'An Cựu', note: 'Thành phố Huế' },
  { value: '20001', label: 'Phong An', note: 'Phong Điền' },
  { value: '19999', label: 'Đông Sơn', note: 'A Lưới' }
]
const found = (typed: string) => searchOptions(communes, typed).map(({ value }) => value)

test('accents may be left out, and capitals do not matter', () => {
  assert.deepEqual(found('an cuu'), ['19801'])
  assert.deepEqual(found('AN CỰU'), ['19801'])
  assert.deepEqual(found('dong son'), ['19999'])
})

test('the place around it tells two of one name apart, and the code finds exactly one', () => {
  assert.deepEqual(found('huong phong a luoi'), ['20044'])
  assert.deepEqual(found('19810'), ['19810'])
})

test('what begins with the typed letters comes before what only holds them', () => {
  assert.deepEqual(found('phong'), ['20001', '19810', '20044'])
})

test('nothing typed shows all, nothing that fits shows none', () => {
  assert.equal(found(' ').length, communes.length)
  assert.deepEqual(found('đà nẵng'), [])
})
