import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Answer, Field } from '@motcua/kernel/rules/form'
import { amountByTiers, deskAddressOf, demandsFile, feesOf, limitOf, preparingFields, requiredPapers } from './rules.ts'
import type { Procedure } from './rules.ts'

const today = '2021-12-29'
const text = (vi: string) => ({ vi, en: vi })
const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  name,
  type,
  label: text(name),
  ...more
})

/** As much of a birth registration as its papers, fees, limits and desk depend on. */
const birth: Procedure = {
  source: 'test',
  code: '1.001193',
  name: text('Đăng ký khai sinh'),
  shortName: text('Khai sinh'),
  field: text('Hộ tịch'),
  lifeEvents: ['birth'],
  level: 'commune',
  desk: [{ when: { field: 'desk_by', is: 'father' }, address: 'father_residence' }, { address: 'mother_residence' }],
  who: text('cha, mẹ'),
  ways: ['desk', 'online'],
  prepare: ['abandoned', 'married', 'birth_date'],
  limits: [
    { when: { field: 'abandoned', is: true }, limit: { amount: 5, unit: 'workingDay' } },
    { limit: { sameDay: true, cutOff: '15:00' } }
  ],
  papers: [
    { code: 'declaration', name: text('Tờ khai'), kind: 'handIn', sets: 1, fromAnswers: true },
    {
      code: 'birth_certificate',
      name: text('Giấy chứng sinh'),
      kind: 'handIn',
      sets: 1,
      when: { field: 'abandoned', is: false }
    },
    {
      code: 'marriage',
      name: text('Giấy chứng nhận kết hôn'),
      kind: 'show',
      sets: 1,
      when: { field: 'married', is: true }
    },
    {
      code: 'authorisation',
      name: text('Văn bản ủy quyền'),
      kind: 'copy',
      sets: 1,
      when: { field: 'authorised', is: true }
    },
    { code: 'residence', name: text('Nơi cư trú'), kind: 'database', sets: 1 }
  ],
  fees: [
    {
      code: 'late',
      name: text('Lệ phí quá hạn'),
      amount: 8000,
      when: { field: 'birth_date', olderThanDays: 60 },
      exemptions: [{ name: text('Hộ nghèo'), when: { field: 'exemption', is: 'poor' } }]
    },
    { code: 'copies', name: text('Bản sao'), amount: 3000, each: 'copies', exemptions: [] }
  ],
  steps: [],
  supplements: 1,
  afterSupplement: 'resume',
  refusalGrounds: [],
  result: text('Giấy khai sinh'),
  retention: { years: 20 },
  legal: [],
  form: {
    sections: [
      {
        name: 'all',
        title: text('all'),
        fields: [
          field('abandoned', 'yesNo'),
          field('married', 'yesNo', { when: { field: 'abandoned', is: false } }),
          field('authorised', 'yesNo'),
          field('birth_date', 'date'),
          field('exemption', 'shortText', { optional: true }),
          field('copies', 'integer', { optional: true, min: 0 }),
          field('desk_by', 'shortText', { when: { field: 'abandoned', is: false } }),
          field('father_residence', 'address', { when: { field: 'desk_by', is: 'father' } }),
          field('mother_residence', 'address', { when: { not: { field: 'abandoned', is: true } } })
        ]
      }
    ]
  },
  declaration: text('Tôi cam đoan'),
  roles: { applicantName: 'a', applicantAddress: 'b', subjectName: 'c' },
  doubts: [],
  asOf: '2021-12-31'
}

const codes = (list: { code: string }[]) => list.map(({ code }) => code)

test('the papers follow from the answers', () => {
  assert.deepEqual(codes(requiredPapers(birth, { abandoned: false, married: true, authorised: true }, today)), [
    'declaration',
    'birth_certificate',
    'marriage',
    'authorisation',
    'residence'
  ])
  assert.deepEqual(codes(requiredPapers(birth, { abandoned: true }, today)), ['declaration', 'residence'])
})

test('before applying only those questions are asked that the answers so far leave open', () => {
  const asked = (answers: Parameters<typeof preparingFields>[1]) =>
    preparingFields(birth, answers, today).map(({ name }) => name)
  assert.deepEqual(asked({}), ['abandoned', 'birth_date'])
  assert.deepEqual(asked({ abandoned: false }), ['abandoned', 'married', 'birth_date'])
})

test('an answer left behind in a hidden question asks for no paper and chooses no desk', () => {
  const residence = { commune: '19801', line: '5 Lê Lợi' }
  const left = {
    abandoned: true,
    married: true,
    desk_by: 'father',
    father_residence: residence,
    mother_residence: residence
  }
  assert.deepEqual(codes(requiredPapers(birth, left, today)), ['declaration', 'residence'])
  assert.equal(deskAddressOf(birth, left, today), undefined)
})

test('a file is demanded of papers handed in or copied, not of those shown, looked up or made from the answers', () => {
  assert.deepEqual(codes(birth.papers.filter(demandsFile)), ['birth_certificate', 'authorisation'])
})

test('fees follow from the answers, are due for each copy, and fall away on a ground that is named', () => {
  const amounts = (answers: Parameters<typeof feesOf>[1]) =>
    feesOf(birth, answers, today).map(({ code, amount, exemption }) => [code, amount, exemption?.vi])
  assert.deepEqual(amounts({ birth_date: '2021-10-30' }), [])
  assert.deepEqual(amounts({ birth_date: '2021-10-29' }), [['late', 8000, undefined]])
  assert.deepEqual(amounts({ birth_date: '2021-10-29', exemption: 'poor' }), [['late', 0, 'Hộ nghèo']])
  assert.deepEqual(amounts({ copies: 3 }), [['copies', 9000, undefined]])
  for (const copies of [0, -1, '3', null]) assert.deepEqual(amounts({ copies }), [])
})

/** Circular 226/2016/TT-BTC art. 4: 2,000 đ a page, from the third page 1,000 đ, at most 200,000 đ a copy. */
const copyFee: Procedure['fees'][number] = {
  code: 'copy',
  name: text('Phí chứng thực'),
  amount: 0,
  over: 'documents',
  each: 'copies',
  tiers: { by: 'pages', steps: [{ upTo: 2, amount: 2_000 }, { amount: 1_000 }], most: 200_000 },
  note: text('2.000 đ mỗi trang'),
  exemptions: []
}
const copying: Procedure = {
  ...birth,
  fees: [copyFee],
  form: {
    sections: [
      {
        name: 'all',
        title: text('all'),
        fields: [field('documents', 'list', { fields: [field('pages', 'integer'), field('copies', 'integer')] })]
      }
    ]
  }
}
const copyingCosts = (...documents: { pages: number; copies: number }[]) =>
  feesOf(copying, { documents }, today)[0]?.amount

test('a certified copy costs by its pages, the same for every copy, and never more than 200,000 đ', () => {
  assert.equal(copyingCosts({ pages: 1, copies: 1 }), 2_000)
  assert.equal(copyingCosts({ pages: 3, copies: 2 }), 10_000)
  assert.equal(copyingCosts({ pages: 198, copies: 1 }), 200_000)
  assert.equal(copyingCosts({ pages: 199, copies: 1 }), 200_000)
  assert.equal(copyingCosts({ pages: 1, copies: 1 }, { pages: 3, copies: 2 }), 12_000)
  assert.equal(copyingCosts({ pages: 0, copies: 1 }), undefined)
  assert.equal(copyingCosts(), undefined)
})

test('for every number of pages and copies the sum is that of the formula in the circular, and no page makes it less', () => {
  const formula = (n: number) => (n <= 2 ? 2_000 * n : Math.min(4_000 + 1_000 * (n - 2), 200_000))
  const aDocument = fc.record({ pages: fc.integer({ min: 1, max: 500 }), copies: fc.integer({ min: 1, max: 200 }) })
  fc.assert(
    fc.property(fc.array(aDocument, { minLength: 1, maxLength: 5 }), (documents) => {
      const sum = documents.reduce((total, { pages, copies }) => total + formula(pages) * copies, 0)
      assert.equal(copyingCosts(...documents), sum)
      const [first, ...others] = documents as [(typeof documents)[0]]
      assert.ok((copyingCosts({ ...first, pages: first.pages + 1 }, ...others) ?? 0) >= sum)
    })
  )
})

test('the first of a thing may cost nothing: from the third certificate on, 5,000 đ each', () => {
  const tiers = { by: 'copies', steps: [{ upTo: 2, amount: 0 }, { amount: 5_000 }] }
  assert.deepEqual(
    [0, 1, 2, 3, 5].map((copies) => amountByTiers(tiers, copies)),
    [0, 0, 0, 5_000, 15_000]
  )
})

test('the first limit that holds is the limit', () => {
  assert.deepEqual(limitOf(birth, { abandoned: true }, today), { amount: 5, unit: 'workingDay' })
  assert.deepEqual(limitOf(birth, {}, today), { sameDay: true, cutOff: '15:00' })
  assert.throws(() => limitOf({ ...birth, limits: birth.limits.slice(0, 1) }, {}, today), /1\.001193/)
})

test('where no address decides, the desk follows from a commune that is chosen', () => {
  const form = { sections: [{ name: 'all', title: text('all'), fields: [field('place', 'commune')] }] }
  const anywhere = { ...birth, form, desk: [{ address: 'place' }] }
  assert.deepEqual(deskAddressOf(anywhere, { place: '19801' }, today), { commune: '19801', line: '' })
})

test('the desk follows from the first address rule that holds', () => {
  const father = { commune: '19801', line: '5 Lê Lợi' }
  const mother = { commune: '19804', line: 'Thôn 2' }
  const answers = { abandoned: false, father_residence: father, mother_residence: mother }
  assert.deepEqual(deskAddressOf(birth, { ...answers, desk_by: 'father' }, today), father)
  assert.deepEqual(deskAddressOf(birth, { ...answers, desk_by: 'mother' }, today), mother)
  const nowhere: (Answer | undefined)[] = [
    undefined,
    null,
    ['19801'],
    { elsewhere: 'Đà Nẵng' },
    { commune: '19801' },
    { commune: 1, line: 'x' }
  ]
  for (const mother_residence of nowhere) {
    assert.equal(deskAddressOf(birth, { mother_residence }, today), undefined, JSON.stringify(mother_residence))
  }
})
