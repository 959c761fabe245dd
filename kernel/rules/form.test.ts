import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { platformTexts } from '../platform/texts.ts'
import {
  checkAnswers,
  fieldTypes,
  holds,
  keptAnswers,
  visibleFields,
  visibleRowFields,
  visibleSections
} from './form.ts'
import type { Answer, Answers, Condition, Field, FieldType, Form } from './form.ts'

const today = '2021-12-29'
const known = { hasCommune: (code: string) => code === '19801' }
const text = (vi: string) => ({ vi, en: vi })
const field = (name: string, type: FieldType, more: Partial<Field> = {}): Field => ({
  name,
  type,
  label: text(name),
  ...more
})
const formOf = (...fields: Field[]): Form => ({ sections: [{ name: 'all', title: text('all'), fields }] })
const choice = (name: string, values: string[], more: Partial<Field> = {}) =>
  field(name, 'choice', { options: values.map((value) => ({ value, label: text(value) })), ...more })

/** 'code' or 'path: code' of what is wrong. */
function wrong(form: Form, answers: unknown): string[] {
  return checkAnswers(form, answers, today, known).faults.map((fault) => `${fault.field}: ${fault.code}`)
}

const household: Form = {
  sections: [
    {
      name: 'owner',
      title: text('owner'),
      fields: [
        field('owner_name', 'personName'),
        choice('owner_sex', ['male', 'female']),
        field('owner_birth_date', 'date', { minAge: 18, notAfterToday: true }),
        field('owner_personal_id', 'personalId', { person: { sex: 'owner_sex', birthDate: 'owner_birth_date' } }),
        field('owner_phone', 'phone', { optional: true }),
        field('business_address', 'address', { inProvince: true }),
        choice('founder_kind', ['person', 'household'])
      ]
    },
    {
      name: 'trades',
      title: text('trades'),
      fields: [
        field('industries', 'list', {
          min: 1,
          max: 3,
          exactlyOne: 'main',
          fields: [
            field('code', 'industry'),
            field('main', 'yesNo', { optional: true }),
            choice('licence', ['yes', 'no'], { when: { field: 'code', in: ['5610', '5630'] } }),
            field('licence_no', 'shortText', { when: { field: 'licence', is: 'yes' } }),
            field('shared', 'yesNo', { when: { field: 'founder_kind', is: 'household' } })
          ]
        })
      ]
    },
    {
      name: 'members',
      title: text('members'),
      when: { field: 'founder_kind', is: 'household' },
      fields: [
        field('members', 'list', { fields: [field('name', 'personName'), field('id_paper', 'idPaper')] }),
        field('agreed', 'yesNo', { when: { field: 'members', filled: true } })
      ]
    }
  ]
}

const filled: Answers = {
  owner_name: 'Trần Thị Bích',
  owner_sex: 'female',
  owner_birth_date: '1985-03-01',
  owner_personal_id: '046185001234',
  business_address: { commune: '19801', line: '5 Lê Lợi' },
  founder_kind: 'person',
  industries: [{ code: '4711', main: true }]
}

test('a form filled in as asked has no faults and is stored as it was meant', () => {
  const given = { ...filled, owner_name: '  trần  Thị Bích '.normalize('NFD'), owner_phone: '+84 912 345 678' }
  const { faults, warnings, answers } = checkAnswers(household, given, today, known)
  assert.deepEqual([faults, warnings], [[], []])
  assert.deepEqual(answers, { ...filled, owner_name: 'trần Thị Bích', owner_phone: '0912345678' })
})

test('every question asked and not optional is demanded, in the order of the form', () => {
  assert.deepEqual(wrong(household, { owner_phone: '' }), [
    'owner_name: field.required',
    'owner_sex: field.required',
    'owner_birth_date: field.required',
    'owner_personal_id: field.required',
    'business_address: field.required',
    'founder_kind: field.required',
    'industries: field.required'
  ])
})

test('null, blanks and empty addresses and lists are not answers', () => {
  for (const empty of [null, '', '  \n', '\u200b', {}, { commune: '', line: null }, []]) {
    assert.deepEqual(
      wrong(formOf(field('it', 'shortText')), { it: empty }),
      ['it: field.required'],
      JSON.stringify(empty)
    )
    assert.deepEqual(checkAnswers(formOf(field('it', 'address', { optional: true })), { it: empty }, today, known), {
      faults: [],
      warnings: [],
      answers: {}
    })
  }
  assert.deepEqual(wrong(formOf(field('it', 'yesNo')), { it: false }), [])
  assert.deepEqual(wrong(formOf(field('it', 'integer')), { it: 0 }), [])
})

test('what is hidden is neither demanded nor kept, even when wrong', () => {
  const given = { ...filled, members: [{ name: '???' }], agreed: 'x' }
  const { faults, answers } = checkAnswers(household, given, today, known)
  assert.deepEqual(faults, [])
  assert.deepEqual(answers, filled)
  assert.deepEqual(wrong(household, { ...given, founder_kind: 'household' }), [
    'industries.0.shared: field.required',
    'members.0.name: name.sign',
    'members.0.id_paper: field.required',
    'agreed: field.form'
  ])
})

test('an answer left behind in a hidden question shows nothing', () => {
  const form = formOf(
    field('c', 'shortText', { when: { field: 'b', is: 'yes' } }),
    choice('b', ['yes'], { when: { field: 'a', is: true } }),
    field('a', 'yesNo')
  )
  const names = (answers: Answers) => visibleFields(form, answers, today).map((one) => one.name)
  assert.deepEqual(names({ a: true, b: 'yes' }), ['c', 'b', 'a'])
  assert.deepEqual(names({ a: false, b: 'yes', c: 'left' }), ['a'])
  assert.deepEqual(keptAnswers(form, { a: false, b: 'yes', c: 'left' }, today), { a: false })
})

test('conditions in a circle end', () => {
  const form = formOf(
    field('a', 'shortText', { when: { field: 'b', filled: true } }),
    field('b', 'shortText', { when: { field: 'a', filled: true } }),
    field('c', 'shortText', { when: { not: { field: 'c', filled: true } } })
  )
  assert.deepEqual(
    visibleFields(form, {}, today).map((one) => one.name),
    ['c']
  )
  assert.deepEqual(
    visibleFields(form, { a: 'x', b: 'x', c: 'x' }, today).map((one) => one.name),
    ['a', 'b']
  )
})

test('a section appears with its first question', () => {
  const titles = (answers: Answers) => visibleSections(household, answers, today).map((section) => section.name)
  assert.deepEqual(titles(filled), ['owner', 'trades'])
  assert.deepEqual(titles({ ...filled, founder_kind: 'household' }), ['owner', 'trades', 'members'])
})

test('a question in a row is asked by the answers of that row first, then of the form', () => {
  const list = household.sections[1]!.fields[0]!
  const asked = (row: Answers, answers: Answers) =>
    visibleRowFields(household, list, row, answers, today).map((one) => one.name)
  assert.deepEqual(asked({ code: '4711' }, filled), ['code', 'main'])
  assert.deepEqual(asked({ code: '5610', licence: 'yes' }, filled), ['code', 'main', 'licence', 'licence_no'])
  assert.deepEqual(asked({ code: '4711', licence: 'yes' }, filled), ['code', 'main'])
  assert.deepEqual(asked({ code: '4711' }, { ...filled, founder_kind: 'household' }), ['code', 'main', 'shared'])
})

test('faults in a list name row and field; hidden answers of a row are dropped', () => {
  const rows: Answer[] = [
    { code: '4711', main: true, licence: 'yes', licence_no: '5' },
    { code: '56', licence: 'no' },
    { code: '5630', licence: 'maybe' }
  ]
  assert.deepEqual(wrong(household, { ...filled, industries: rows }), [
    'industries.1.code: industry.form',
    'industries.2.licence: choice.unknown'
  ])
  const { answers } = checkAnswers(household, { ...filled, industries: rows.slice(0, 1) }, today, known)
  assert.deepEqual(answers.industries, [{ code: '4711', main: true }])
  assert.deepEqual(keptAnswers(household, { ...filled, industries: rows }, today).industries, [
    { code: '4711', main: true },
    { code: '56' },
    { code: '5630', licence: 'maybe' }
  ])
})

test('a list has as many rows as it may, each an object, exactly one of them marked', () => {
  const list = (industries: unknown) => wrong(household, { ...filled, industries })
  const row = { code: '4711' }
  assert.deepEqual(list([row]), ['industries: list.exactlyOne'])
  assert.deepEqual(
    list([
      { ...row, main: true },
      { ...row, main: true }
    ]),
    ['industries: list.exactlyOne']
  )
  assert.deepEqual(list([{ ...row, main: true }, row, row, row]), ['industries: list.max'])
  assert.deepEqual(list([{ ...row, main: true }, 'x']), ['industries.1: field.form'])
  assert.deepEqual(list({ 0: row }), ['industries: field.form'])
  const atLeastTwo = formOf(field('rows', 'list', { min: 2, fields: [field('a', 'yesNo')] }))
  assert.deepEqual(wrong(atLeastTwo, { rows: [{ a: true }] }), ['rows: list.min'])
  const maybeNone = formOf(field('rows', 'list', { min: 0, fields: [field('a', 'yesNo')] }))
  assert.deepEqual(wrong(maybeNone, { rows: [] }), [])
})

test('unknown questions are refused with their path', () => {
  const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "owner_nmae": "x"}')
  const { faults, answers } = checkAnswers(
    household,
    { ...filled, ...hostile, industries: [{ code: '4711', main: true, extra: 1 }] },
    today,
    known
  )
  assert.deepEqual(
    faults.map((fault) => `${fault.field}: ${fault.code}`),
    [
      'industries.0.extra: field.unknown',
      '__proto__: field.unknown',
      'constructor: field.unknown',
      'owner_nmae: field.unknown'
    ]
  )
  assert.deepEqual(wrong(household, JSON.parse('{"__proto__": {"polluted": true}}')).at(-1), '__proto__: field.unknown')
  assert.equal(Object.hasOwn(answers, '__proto__'), false)
  assert.equal(({} as Record<string, unknown>).polluted, undefined)
})

test('a question called like something every object has is unanswered until answered', () => {
  const form = formOf(field('constructor', 'shortText'))
  assert.deepEqual(wrong(form, {}), ['constructor: field.required'])
  assert.equal(holds({ field: 'constructor', filled: true }, {}, today), false)
})

test('too much and too deep is refused at once', () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`f${i}`, 1]))
  assert.deepEqual(checkAnswers(household, many, today, known).faults, [
    { field: '', code: 'answers.tooMany', values: { max: 2000 } }
  ])
  let deep: unknown = 1
  for (let i = 0; i < 100_000; i++) deep = [deep]
  assert.deepEqual(checkAnswers(household, { deep }, today, known).faults, [
    { field: '', code: 'answers.tooDeep', values: { max: 6 } }
  ])
  for (const none of [null, undefined, 1, 'x', [], true]) assert.deepEqual(wrong(household, none), [': field.form'])
})

test('a single text longer than any answer is refused at once', () => {
  assert.deepEqual(wrong(household, { ...filled, owner_name: 'a'.repeat(20_001) }), [': answers.tooLong'])
})

test('conditions compare answers, and days with today', () => {
  assert.equal(holds({ field: 'pages', atLeast: 3 }, { pages: 3 }, today), true)
  for (const pages of [2, '3', null]) assert.equal(holds({ field: 'pages', atLeast: 3 }, { pages }, today), false)
  const answers: Answers = { a: 'x', n: 3, yes: true, born: '2021-10-30', year: '1940', empty: ' ' }
  const cases: [Condition, boolean][] = [
    [{ field: 'a', is: 'x' }, true],
    [{ field: 'a', is: 'y' }, false],
    [{ field: 'n', is: 3 }, true],
    [{ field: 'n', is: '3' }, false],
    [{ field: 'a', in: ['y', 'x'] }, true],
    [{ field: 'n', in: [1, 2] }, false],
    [{ field: 'empty', filled: true }, false],
    [{ field: 'none', filled: false }, true],
    [{ field: 'born', olderThanDays: 59 }, true],
    [{ field: 'born', olderThanDays: 60 }, false],
    [{ field: 'year', olderThanDays: 60 }, false],
    [{ field: 'n', olderThanDays: 0 }, false],
    [
      {
        all: [
          { field: 'a', is: 'x' },
          { field: 'yes', is: true }
        ]
      },
      true
    ],
    [
      {
        all: [
          { field: 'a', is: 'x' },
          { field: 'yes', is: false }
        ]
      },
      false
    ],
    [
      {
        any: [
          { field: 'a', is: 'y' },
          { field: 'yes', is: true }
        ]
      },
      true
    ],
    [{ any: [] }, false],
    [{ all: [] }, true],
    [{ not: { field: 'a', is: 'x' } }, false]
  ]
  for (const [condition, expected] of cases)
    assert.equal(holds(condition, answers, today), expected, JSON.stringify(condition))
  assert.equal(holds({ field: 'a', is: 'row' }, answers, today, { a: 'row' }), true)
  assert.equal(holds({ field: 'n', is: 3 }, answers, today, { a: 'row' }), true)
})

test('a number that does not fit the person beside it is stored with warnings', () => {
  const given = { ...filled, owner_sex: 'male', owner_birth_date: '1986-03-01' }
  const { faults, warnings, answers } = checkAnswers(household, given, today, known)
  assert.deepEqual(faults, [])
  assert.deepEqual(
    warnings.map((warning) => `${warning.field}: ${warning.code}`),
    ['owner_personal_id: personalId.sex', 'owner_personal_id: personalId.birthYear']
  )
  assert.equal(answers.owner_personal_id, '046185001234')
})

test('in a list a number is compared with the person of its own row', () => {
  const list = formOf(
    choice('sex', ['male', 'female']),
    field('rows', 'list', {
      fields: [choice('sex', ['male', 'female']), field('id', 'personalId', { person: { sex: 'sex' } })]
    })
  )
  const rows = [
    { sex: 'female', id: '046185001234' },
    { sex: 'male', id: '046185001234' }
  ]
  const { warnings } = checkAnswers(list, { sex: 'male', rows }, today, known)
  assert.deepEqual(warnings, [{ field: 'rows.1.id', code: 'personalId.sex' }])
})

const types = fieldTypes.filter((type) => type !== 'list')
const everyType: Form = formOf(
  ...types.map((type) =>
    field(type, type, { optional: true, notAfterToday: true, minAge: 18, person: { sex: 'choice', birthDate: 'date' } })
  ),
  field('list', 'list', {
    optional: true,
    exactlyOne: 'yesNo',
    fields: types.map((type) => field(type, type, { optional: true }))
  })
)

const aKey = fc.oneof(
  fc.constantFrom(
    ...types,
    'list',
    'commune',
    'line',
    'elsewhere',
    'kind',
    'number',
    'issuedOn',
    'issuedBy',
    '__proto__',
    'constructor'
  ),
  fc.string()
)
const aLeaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '19801',
    'cccd',
    'cmnd',
    'passport',
    '2020-02-29',
    '2021-02-30',
    '046185001234',
    'male',
    'VN',
    '01',
    ''
  ),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null)
)
const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    aLeaf,
    fc.array(tie('anything'), { maxLength: 4 }),
    fc.array(fc.tuple(aKey, tie('anything')), { maxLength: 8 }).map((entries) => Object.fromEntries(entries))
  )
}))
const someAnswers = fc.array(fc.tuple(aKey, anything!), { maxLength: 15 }).map((entries) => Object.fromEntries(entries))

test('no answers make the check fail, and every fault has its sentence with every place filled', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.oneof(someAnswers, anything!), (given) => {
      const { faults, warnings } = checkAnswers(everyType, given, today, known)
      for (const { code, values = {} } of [...faults, ...warnings]) {
        seen.add(code)
        for (const language of ['vi', 'en'] as const) {
          const sentence = (platformTexts[language] as Record<string, string>)[code]
          assert.ok(sentence, code)
          for (const [, name = ''] of sentence.matchAll(/\{(\w+)\}/g))
            assert.ok(name in values, `${code} lacks ${name}`)
        }
      }
    }),
    { numRuns: 5000 }
  )
  assert.ok(seen.size > 20, [...seen].join(' '))
})

test('what is stored is stored the same when it is sent again', () => {
  fc.assert(
    fc.property(someAnswers, (given) => {
      const first = checkAnswers(everyType, given, today, known).answers
      const again = checkAnswers(everyType, first, today, known)
      assert.deepEqual(again.answers, first)
    }),
    { numRuns: 2000 }
  )
})
