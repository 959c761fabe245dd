import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAnswers } from './form.ts'
import type { Fault, Field, FieldType } from './form.ts'

const known = { hasCommune: (code: string) => code === '19801' }

/** What becomes of a value: itself, its faults, or itself with warnings. */
function stored(type: FieldType, value: unknown, more: Partial<Field> = {}, today = '2021-12-29') {
  const field: Field = { name: 'it', type, label: { vi: 'it', en: 'it' }, ...more }
  const form = { sections: [{ name: 'all', title: { vi: 'all', en: 'all' }, fields: [field] }] }
  const { answers, faults, warnings } = checkAnswers(form, { it: value }, today, known)
  if (faults.length > 0) return faults
  return warnings.length > 0 ? { value: answers.it, warnings } : answers.it
}

/** 'path: code' of the faults, or the value. */
function judged(type: FieldType, value: unknown, more: Partial<Field> = {}) {
  const found = stored(type, value, more)
  return Array.isArray(found) ? (found as Fault[]).map((fault) => `${fault.field}: ${fault.code}`) : found
}

/** The code of the first fault, or the value. */
function code(found: unknown): unknown {
  return Array.isArray(found) ? (found[0] as Fault).code : found
}

test('dates are days of the calendar within reason', () => {
  const date = (value: string, more: Partial<Field> = {}) => code(stored('date', value, more))
  assert.equal(date('2020-02-29'), '2020-02-29')
  assert.equal(date('2021-02-29'), 'date.none')
  assert.equal(date('2021-13-01'), 'date.none')
  assert.equal(date('29/12/2021'), 'date.form')
  assert.equal(date('2021'), 'date.form')
  assert.equal(date('0221-12-29'), 'date.year')
  assert.equal(date('2031-12-29'), '2031-12-29')
  assert.equal(date('2021-12-29', { notAfterToday: true }), '2021-12-29')
  assert.equal(date('2021-12-30', { notAfterToday: true }), 'date.future')
  assert.equal(date('2003-12-29', { minAge: 18 }), '2003-12-29')
  assert.equal(date('2003-12-30', { minAge: 18 }), 'date.minAge')
})

test('a date may be known only to the year or month', () => {
  const date = (value: string, more: Partial<Field> = {}) => code(stored('partialDate', value, more))
  for (const value of ['1940', '1940-08', '1940-08-15']) assert.equal(date(value), value)
  for (const value of ['40', '1940-8', '1940-']) assert.equal(date(value), 'date.partialForm')
  assert.equal(date('1940-13'), 'date.none')
  assert.equal(date('2021', { notAfterToday: true }), '2021')
  assert.equal(date('2021-12', { notAfterToday: true }), '2021-12')
  assert.equal(date('2022', { notAfterToday: true }), 'date.future')
})

test('texts and numbers keep their bounds', () => {
  assert.equal(stored('shortText', ' một\n hai '), 'một hai')
  assert.equal(stored('longText', ' một\r\n hai '), 'một\n hai')
  assert.deepEqual(stored('shortText', 'a'.repeat(201)), [
    { field: 'it', code: 'text.long', values: { max: 200, count: 201 } }
  ])
  assert.equal(code(stored('longText', 'a'.repeat(2001))), 'text.long')
  assert.equal(stored('longText', 'a'.repeat(2000)), 'a'.repeat(2000))
  assert.deepEqual(stored('shortText', 'ab', { min: 3 }), [
    { field: 'it', code: 'text.short', values: { min: 3, count: 2 } }
  ])
  assert.deepEqual(stored('shortText', 'a\u202eb'), [{ field: 'it', code: 'text.signs', values: { sign: 'U+202E' } }])
  assert.equal(code(stored('personName', 'a'.repeat(201))), 'text.long')
  assert.equal(stored('integer', -5), -5)
  assert.equal(stored('integer', 8, { min: 8, max: 8 }), 8)
  assert.equal(code(stored('integer', 1.5)), 'number.whole')
  assert.equal(code(stored('integer', 2 ** 53)), 'number.whole')
  assert.deepEqual(stored('integer', 0, { min: 1 }), [{ field: 'it', code: 'number.min', values: { min: 1 } }])
  assert.deepEqual(stored('integer', 9, { max: 8 }), [{ field: 'it', code: 'number.max', values: { max: 8 } }])
  assert.equal(code(stored('money', -1)), 'number.min')
  assert.equal(code(stored('integer', '5')), 'field.form')
  assert.equal(code(stored('yesNo', 'true')), 'field.form')
  assert.equal(code(stored('shortText', 5)), 'field.form')
  assert.equal(code(stored('yesNo', { a: 1 })), 'field.form')
})

test('areas and shares have at most two places', () => {
  assert.equal(stored('decimal', 85.25), 85.25)
  assert.equal(stored('decimal', 0), 0)
  for (const wrong of [85.255, -1, Number.NaN, Number.POSITIVE_INFINITY, '85', 1e12])
    assert.match(String(judged('decimal', wrong)), /^it: (number\.(places|min|max)|field\.form)$/)
  assert.equal(code(stored('decimal', 0, { min: 1 })), 'number.min')
})

test('a number of a person or an organisation is read by its length', () => {
  assert.equal(code(stored('idNumber', '191234567')), '191234567')
  assert.equal(code(stored('idNumber', '046 185 001 234')), '046185001234')
  assert.equal(code(stored('idNumber', '0100109106')), 'idNumber.form')
  assert.equal(stored('idNumber', '0100109106001', { orTaxCode: true }), '0100109106-001')
  assert.equal(code(stored('idNumber', 'abc', { orTaxCode: true })), 'idNumber.orTaxCode')
})

test('choices, peoples, countries and industries are of their lists', () => {
  assert.equal(stored('ethnicity', '31'), '31')
  assert.equal(code(stored('ethnicity', '57')), 'choice.unknown')
  assert.equal(code(stored('ethnicity', 'toString')), 'choice.unknown')
  assert.equal(stored('country', 'VN'), 'VN')
  assert.equal(code(stored('country', 'vn')), 'choice.unknown')
  assert.equal(stored('industry', '5610'), '5610')
  assert.equal(code(stored('industry', '56101')), 'industry.form')
  assert.equal(code(stored('choice', 'x')), 'choice.unknown')
})

test('numbers and addresses of people are checked as everywhere', () => {
  assert.equal(stored('taxCode', '0100109106001'), '0100109106-001')
  assert.equal(code(stored('taxCode', '010010910')), 'taxCode.form')
  assert.deepEqual(stored('taxCode', '0100109105'), {
    value: '0100109105',
    warnings: [{ field: 'it', code: 'taxCode.checkDigit' }]
  })
  assert.equal(code(stored('phone', '12345')), 'phone.form')
  assert.deepEqual(stored('phone', '0951234567'), {
    value: '0951234567',
    warnings: [{ field: 'it', code: 'phone.prefix', values: { prefix: '095' } }]
  })
  assert.equal(stored('email', ' an@example.vn '), 'an@example.vn')
  assert.equal(code(stored('email', 'an')), 'email.form')
  assert.equal(code(stored('personalId', '04618500123')), 'personalId.length')
})

test('an address is a commune of the province with a line, or a text elsewhere', () => {
  const address = (value: unknown, more: Partial<Field> = {}) => judged('address', value, more)
  assert.deepEqual(address({ commune: '19801', line: ' 5  Lê Lợi' }), { commune: '19801', line: '5 Lê Lợi' })
  assert.deepEqual(address({ commune: '19801', line: 'x', elsewhere: '' }), { commune: '19801', line: 'x' })
  assert.deepEqual(address({ elsewhere: 'Đà Nẵng', commune: '' }), { elsewhere: 'Đà Nẵng' })
  assert.deepEqual(address({ elsewhere: 'Đà Nẵng' }, { inProvince: true }), ['it.elsewhere: address.outside'])
  assert.deepEqual(address({ commune: '00001', line: '' }), ['it.commune: address.commune', 'it.line: field.required'])
  assert.deepEqual(address({ commune: 19801, line: 'x', city: 'Huế' }), [
    'it.commune: field.form',
    'it.city: field.unknown'
  ])
  assert.deepEqual(address('5 Lê Lợi'), ['it: field.form'])
  assert.deepEqual(address(['19801']), ['it: field.form'])
})

test('an identity paper is checked by its kind', () => {
  const paper = (value: unknown) => judged('idPaper', value)
  const rest = { issuedOn: '2020-05-04', issuedBy: 'Cục Cảnh sát QLHC về TTXH' }
  assert.deepEqual(paper({ kind: 'cccd', number: '046 185 001234', ...rest }), {
    kind: 'cccd',
    number: '046185001234',
    ...rest
  })
  assert.deepEqual(paper({ kind: 'cmnd', number: '191234567', ...rest }), {
    kind: 'cmnd',
    number: '191234567',
    ...rest
  })
  assert.deepEqual(paper({ kind: 'passport', number: 'c1234567', ...rest }), {
    kind: 'passport',
    number: 'C1234567',
    ...rest
  })
  assert.deepEqual(paper({ kind: 'other', number: 'QĐ-12/5', ...rest }), { kind: 'other', number: 'QĐ-12/5', ...rest })
  assert.deepEqual(paper({ kind: 'cccd', number: '191234567', ...rest }), ['it.number: personalId.length'])
  assert.deepEqual(paper({ kind: 'cmnd', number: '1912345678', ...rest }), ['it.number: cmnd.length'])
  assert.deepEqual(paper({ kind: 'x', number: '1', issuedOn: '2021-12-30', sold: 1 }), [
    'it.kind: choice.unknown',
    'it.issuedOn: date.future',
    'it.issuedBy: field.required',
    'it.sold: field.unknown'
  ])
  assert.deepEqual(paper('046185001234'), ['it: field.form'])
  assert.deepEqual(stored('idPaper', { kind: 'passport', number: 'C1', ...rest }), {
    value: { kind: 'passport', number: 'C1', ...rest },
    warnings: [{ field: 'it.number', code: 'passport.form' }]
  })
  const old = { kind: 'cmnd', number: '191234567', ...rest }
  assert.deepEqual(stored('idPaper', old, {}, '2025-01-01'), {
    value: old,
    warnings: [{ field: 'it.number', code: 'cmnd.ended' }]
  })
})

test('the own name of a household business follows Decree 01/2021 art. 88', () => {
  for (const name of ['Bún bò Mụ Rớt', 'Café 88 & Bánh', 'Zum-Zum “Huế”'])
    assert.equal(stored('businessName', name), name)
  assert.deepEqual(stored('businessName', 'Công Ty Bích'), [
    { field: 'it', code: 'businessName.word', values: { word: 'Công Ty' } }
  ])
  assert.equal(code(stored('businessName', 'doanh nghiệp An')), 'businessName.word')
  assert.deepEqual(stored('businessName', 'Quán 🍜'), [
    { field: 'it', code: 'businessName.sign', values: { sign: '🍜' } }
  ])
  assert.equal(code(stored('businessName', 'Müller')), 'businessName.sign')
  assert.equal(code(stored('businessName', '88')), 'name.letter')
  assert.deepEqual(stored('businessName', 'Hộ kinh doanh An'), {
    value: 'Hộ kinh doanh An',
    warnings: [{ field: 'it', code: 'businessName.prefix' }]
  })
})
