import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Findable, makeFinder } from './finding.ts'

const text = (vi: string, en = vi) => ({ vi, en })
const row = (code: string, name: string, more: Partial<Findable> = {}): Findable => ({
  code,
  name: text(name),
  shortName: text(name),
  field: text('Hộ tịch'),
  lifeEvents: [],
  ...more
})

const rows = [
  row('1.001193', 'Đăng ký khai sinh', { alsoCalled: ['đẻ con'], lifeEvents: ['birth'] }),
  row('1.004884', 'Đăng ký lại khai sinh'),
  row('1.000656', 'Đăng ký khai tử', { name: text('Đăng ký khai tử', 'Registration of a death') }),
  row('1.001612', 'Đăng ký thành lập hộ kinh doanh', { field: text('Hộ kinh doanh'), alsoCalled: ['mở quán'] }),
  row('1.009994', 'Cấp giấy phép xây dựng nhà ở', {
    field: text('Xây dựng'),
    agency: text('Phòng Kinh tế và Hạ tầng')
  }),
  row('2.000880', 'Đăng ký biến động do chuyển nhượng quyền sử dụng đất', { field: text('Đất đai') }),
  row('1.003003', 'Tự công bố sản phẩm', { field: text('An toàn thực phẩm') })
]
const find = makeFinder(rows, {
  events: [{ code: 'birth', name: text('Sinh con và nuôi con nhỏ', 'Birth and small children') }],
  words: [
    { said: 'sổ đỏ', meant: 'quyền sử dụng đất' },
    { said: 'sang tên sổ đỏ', meant: 'chuyển nhượng quyền sử dụng đất' },
    { said: 'cần giấy gì', meant: '' }
  ]
})
const first = (asked: string) => find(asked)[0]?.code

test('accents may be left out, be taken apart, or be wrong; with them the right word is preferred', () => {
  for (const asked of [
    'khai sinh',
    'KHAI SINH',
    'khai sinh'.normalize('NFD'),
    'đăng ký khai sinh',
    'dang ky khai sinh'
  ])
    assert.equal(first(asked), '1.001193', asked)
  assert.equal(first('khai tử'), '1.000656')
  assert.equal(first('tu'), '1.000656')
  assert.equal(first('tự công bố'), '1.003003')
})

test('a letter may be wrong, a sound be written as it is spoken, a Telex keyboard be switched off', () => {
  for (const asked of [
    'khai snih',
    'khai sinhh',
    'khai xinh',
    'dang ki khai sinh',
    'khai sinhs',
    'ddawng kys khai sinh'
  ])
    assert.equal(first(asked), '1.001193', asked)
  assert.equal(first('say dung'), '1.009994')
  assert.equal(first('ho kinh donh'), '1.001612')
})

test('words of the street are understood, and those that say nothing are passed over', () => {
  assert.equal(first('de con'), '1.001193')
  assert.equal(first('đẻ con cần giấy gì'), '1.001193')
  assert.equal(first('sổ đỏ'), '2.000880')
  assert.equal(first('sang ten so do'), '2.000880')
  assert.equal(first('mo quan'), '1.001612')
})

test('agency, event of life and English name lead there too; a code is the procedure itself', () => {
  assert.equal(first('phòng kinh tế và hạ tầng'), '1.009994')
  assert.equal(first('nuôi con nhỏ'), '1.001193')
  assert.equal(first('death'), '1.000656')
  assert.deepEqual(find(' 1.003003 '), [rows[6]])
})

test('the plain matter stands before its variants, and what only shares common words is left out', () => {
  assert.deepEqual(find('khai sinh').map(({ code }) => code).slice(0, 2), ['1.001193', '1.004884']) // biome-ignore format: one line
  assert.ok(!find('mở quán').includes(rows[0] as Findable))
  assert.deepEqual(find('hộ chiếu phổ thông gắn chíp'), [])
})

test('nothing asked is everything, in the given order; hostile questions are only questions', () => {
  assert.deepEqual(find('  '), rows)
  for (const asked of ["'; drop table procedures.version; --".repeat(50), '<script>', '\u0000', '%%__\\', '(((', '🦀'])
    assert.ok(find(asked).length <= rows.length)
})

test('whatever is asked, answers are rows, each once, and the same question has the same answer', () => {
  const words = fc.constantFrom('khai', 'sinh', 'đất', 'xyz', 'dang', 'ky', 'con', '1', 'ở')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((each) => each.join(' '))
      ),
      (asked) => {
        const found = find(asked)
        assert.equal(new Set(found).size, found.length)
        assert.ok(found.every((each) => rows.includes(each)))
        assert.deepEqual(find(asked), found)
      }
    )
  )
})

test('a name is found by itself, with and without its accents', () => {
  for (const { code, name } of rows) {
    assert.equal(first(name.vi), code)
    assert.equal(first(name.vi.normalize('NFD').replace(/\p{M}/gu, '')), code, name.vi)
  }
})
