import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { Compile } from 'typebox/schema'
import { answersSchema } from './answers-schema.ts'
import { checkAnswers, keptAnswers } from './form.ts'
import type { Field, FieldType, Form } from './form.ts'

const today = '2021-12-29'
const known = { hasCommune: (code: string) => code === '19801' }
const text = (vi: string) => ({ vi, en: vi })

/** Answers as people give them, right and wrong. */
const given: Record<Exclude<FieldType, 'list'>, unknown[]> = {
  personName: ['Trần Thị Bích', ' trần  thị bích ', 'Trần 2'],
  shortText: ['một dòng', 'a'.repeat(300)],
  longText: ['nhiều\ndòng'],
  businessName: ['BÚN BÒ CÔ BA', 'Công ty A'],
  personalId: ['046185001234', '046 185 001 234', '046185'],
  idNumber: ['191234567', '046185001234', '0100109106', 'x'],
  taxCode: ['0100109106', '0100109106-001', '1'],
  socialInsuranceNo: ['4601234567', '46'],
  healthCard: ['TE1464601234567', 'te 1 46 4601234567', '4601234567', 'TE'],
  licenceNo: ['460123456789', 'AB 123456', '?'],
  landSerial: ['BX 123456', 'bx123456', 'BX'],
  plotNo: ['12', '45a', '12-1', 'x'],
  phone: ['0914000001', '+84 914 000 001', '12'],
  email: ['hoa@hue.vn', 'hoa'],
  date: ['2020-02-29', '2021-02-30', '29/12/2021'],
  partialDate: ['1950', '1950-02', '1950-02-03', '50'],
  integer: [3, 3.5, '3', -1],
  money: [50_000, -1],
  decimal: [85.25, 85.256, -0.5, 0],
  yesNo: [true, false, 'yes'],
  choice: ['one', 'two', 'three'],
  ethnicity: ['01', '57'],
  country: ['VN', 'XX'],
  industry: ['5610', '561'],
  commune: ['19801', '19802', ' 19801'],
  address: [
    { commune: '19801', line: '5 Lê Lợi' },
    { elsewhere: 'Đà Nẵng', commune: 7 },
    { commune: '19801' },
    { commune: '', line: null },
    { street: '' }
  ],
  idPaper: [
    { kind: 'cccd', number: '046185001234', issuedOn: '2021-05-10', issuedBy: 'Cục Cảnh sát' },
    { kind: 'visa', number: '1', issuedOn: '2021-05-10', issuedBy: 'x' }
  ]
}
const types = Object.keys(given) as (keyof typeof given)[]
const fieldOf = (type: keyof typeof given, more: Partial<Field> = {}): Field => ({
  name: type.toLowerCase(),
  type,
  label: text(type),
  ...(type === 'choice' ? { options: ['one', 'two'].map((value) => ({ value, label: text(value) })) } : {}),
  ...(type === 'idNumber' ? { orTaxCode: true } : {}),
  ...more
})
const formOf = (fields: Field[]): Form => ({ sections: [{ name: 'all', title: text('all'), fields }] })

const nothing = fc.constantFrom<unknown>(undefined, null, '', '  \u00a0\u200b', [], [''], {}, { a: null })
const anAnswer = (type: keyof typeof given) =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...given[type]) }, { weight: 2, arbitrary: nothing }, fc.anything())
const aRow = fc.record(Object.fromEntries(types.map((type) => [type.toLowerCase(), anAnswer(type)])), {
  requiredKeys: []
})

test('what the check accepts, the schema accepts: as it was sent and as it is stored', () => {
  let accepted = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.constantFrom(...types),
      fc.boolean(),
      fc.boolean(),
      aRow,
      fc.oneof(nothing, fc.array(aRow, { maxLength: 2 })),
      (one, other, optional, hidden, row, rows) => {
        const some = { ...(optional ? { optional } : {}), ...(hidden ? { when: { field: 'yesno', is: true } } : {}) }
        const inner = fieldOf(one, optional ? { optional } : {})
        const form = formOf([
          fieldOf('yesNo', { optional: true }),
          ...(one === 'yesNo' ? [] : [fieldOf(one, some as Partial<Field>)]),
          {
            name: 'rows',
            type: 'list',
            label: text('rows'),
            min: 0,
            max: 3,
            fields: [inner, ...(one === other ? [] : [fieldOf(other, { optional: true })])]
          }
        ])
        const names = (fields: Field[] = []) => fields.map(({ name }) => name)
        const only = (from: object, keep: string[]) =>
          Object.fromEntries(Object.entries(from).filter(([name]) => keep.includes(name)))
        const sent = {
          ...only(row, names(form.sections[0]?.fields)),
          rows: Array.isArray(rows)
            ? rows.map((each) => (typeof each === 'object' && each ? only(each, names([inner, fieldOf(other)])) : each))
            : rows
        }
        const { faults, answers } = checkAnswers(form, sent, today, known)
        if (faults.length > 0) return
        accepted++
        const schema = Compile(answersSchema(form))
        // What travels as JSON holds nothing undefined.
        const travelled = JSON.parse(JSON.stringify(keptAnswers(form, sent as never, today)))
        assert.ok(schema.Check(travelled), JSON.stringify(travelled))
        assert.ok(schema.Check(answers), JSON.stringify(answers))
      }
    ),
    { numRuns: 1_500 }
  )
  assert.ok(accepted > 150, `${accepted} accepted`)
})

test('what cannot be an answer of its type is refused by the schema', () => {
  const form = formOf([
    fieldOf('choice'),
    fieldOf('address', { optional: true }),
    fieldOf('integer', { optional: true, min: 1, max: 9 }),
    { name: 'rows', type: 'list', label: text('rows'), optional: true, max: 2, fields: [fieldOf('yesNo')] }
  ])
  const schema = Compile(answersSchema(form))
  assert.ok(schema.Check({ choice: 'one' }))
  for (const wrong of [
    {},
    { choice: 'three' },
    { choice: 'one', other: 1 },
    { choice: 'one', address: 'Huế' },
    { choice: 'one', address: { commune: '19801' } },
    { choice: 'one', integer: 10 },
    { choice: 'one', integer: '5' },
    { choice: 'one', rows: [{ yesno: 'có' }] },
    { choice: 'one', rows: [{ yesno: true }, { yesno: true }, { yesno: true }] },
    [],
    null
  ])
    assert.ok(!schema.Check(wrong), JSON.stringify(wrong))
})
