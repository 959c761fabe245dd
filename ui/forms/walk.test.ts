import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field, Form, Text } from '@motcua/kernel/rules/form'
import { shownFaults } from './faults.ts'
import { countryOptions, firstAnswers, type Lists, shownAnswer, stepAt, stepsOf } from './walk.ts'

const both = (text: string): Text => ({ vi: text, en: `${text} (en)` })
const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  name,
  type,
  label: both(name),
  ...more
})

const form: Form = {
  sections: [
    { name: 'child', title: both('Trẻ'), fields: [field('name', 'personName'), field('born', 'date')] },
    {
      name: 'late',
      title: both('Quá hạn'),
      when: { field: 'born', olderThanDays: 60 },
      fields: [field('why', 'longText')]
    },
    {
      name: 'trade',
      title: both('Ngành'),
      fields: [
        field('home', 'address'),
        field('industries', 'list', { fields: [field('code', 'industry'), field('main', 'yesNo')], exactlyOne: 'main' })
      ]
    }
  ]
}
const lists: Lists = {
  districts: [
    { code: '474', name: 'Thành phố Huế', communes: [{ code: '19801', name: 'Phường An Cựu' }] },
    { code: '481', name: 'Huyện A Lưới', communes: [{ code: '20044', name: 'Xã Hồng Bắc' }] }
  ],
  industries: [{ value: '5610', label: 'Nhà hàng' }]
}
const today = '2021-12-29'
const keys = (answers: object, together: 'question' | 'section' = 'question') =>
  stepsOf(form, answers as never, today, together).map(({ key, step, of }) => `${key} ${step}/${of}`)

test('on a phone each question is a step of its own, counted by sections', () => {
  assert.deepEqual(keys({}), ['child.name 1/2', 'child.born 1/2', 'trade.home 2/2', 'trade.industries 2/2'])
  assert.deepEqual(keys({}, 'section'), ['child 1/2', 'trade 2/2'])
})

test('an answer brings steps in and takes them away', () => {
  assert.deepEqual(keys({ born: '2021-10-01' }, 'section'), ['child 1/3', 'late 2/3', 'trade 3/3'])
})

test('whoever comes back stands where they were, even if the screen became wider or the step is gone', () => {
  const onPhone = stepsOf(form, {}, today, 'question')
  const onDesk = stepsOf(form, {}, today, 'section')
  assert.equal(stepAt(onPhone, 'trade.industries'), 3)
  assert.equal(stepAt(onDesk, 'trade.industries'), 1)
  assert.equal(stepAt(onPhone, 'trade'), 2)
  assert.equal(stepAt(onPhone, 'late.why'), 0)
  assert.equal(stepAt(onPhone, undefined), 0)
})

test('defaults stand in the answers before anybody has typed, also "no" and zero', () => {
  const fields = [
    field('a', 'ethnicity', { default: '01' }),
    field('b', 'yesNo', { default: false }),
    field('c', 'date')
  ]
  assert.deepEqual(firstAnswers(fields), { a: '01', b: false })
})

test('a fault says in which row and which part of the field it lies', () => {
  const answers = { name: 'An', born: '2021-12-20', home: { commune: '99999', line: '' }, industries: [{ code: '56' }] }
  const { faults } = shownFaults(form, answers, today, lists, 'vi')
  assert.deepEqual(
    faults.map(({ field: at, label }) => [at, label]),
    [
      ['home.commune', 'home, Xã, phường, thị trấn'],
      ['home.line', 'home, Số nhà, đường, thôn, tổ'],
      ['industries', 'industries'],
      ['industries.0.code', 'industries 1, code'],
      ['industries.0.main', 'industries 1, main']
    ]
  )
  assert.ok(faults.every(({ text }) => text.length > 5 && !text.includes('{')))
})

test('answers are read back as people write them', () => {
  const shown = (type: Field['type'], value: never | unknown) =>
    shownAnswer(field('x', type), value as never, lists, 'vi')?.replaceAll('\u00a0', ' ')
  assert.equal(shown('date', '2021-12-20'), '20/12/2021')
  assert.equal(shown('partialDate', '1950'), '1950')
  assert.equal(shown('date', '31/02'), '31/02')
  assert.equal(shown('money', 50_000_000), '50.000.000 đ')
  assert.equal(shown('yesNo', false), 'Không')
  assert.equal(shown('ethnicity', '31'), 'Ta-ôi')
  assert.equal(shown('country', 'VN'), 'Việt Nam')
  assert.equal(shown('industry', '5610'), '5610 – Nhà hàng')
  assert.equal(shown('address', { commune: '20044', line: 'thôn A Đâng' }), 'thôn A Đâng, Xã Hồng Bắc, Huyện A Lưới')
  assert.equal(shown('address', { elsewhere: 'Lao Bảo, Quảng Trị' }), 'Lao Bảo, Quảng Trị')
  assert.equal(
    shown('idPaper', { kind: 'cccd', number: '046190001234', issuedOn: '2021-04-29', issuedBy: 'Cục Cảnh sát' }),
    'Căn cước công dân 046190001234, cấp ngày 29/04/2021, Cục Cảnh sát'
  )
  for (const empty of [undefined, null, '']) assert.equal(shown('shortText', empty), undefined)
})

test('countries are called in the language of the reader and sorted in it', () => {
  const vi = countryOptions('vi').map(({ label }) => label)
  assert.ok(vi.includes('Việt Nam') && vi.indexOf('Ấn Độ') < vi.indexOf('Brazil'))
  assert.ok(countryOptions('en').some(({ label }) => label === 'Vietnam'))
})
