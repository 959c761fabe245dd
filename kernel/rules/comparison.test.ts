import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { brokenRules, type Rule } from './comparison.ts'
import type { Answers, Field, Form } from './form.ts'
import { checkAnswers } from './form.ts'

const today = '2021-12-29'
const text = { vi: 'không khớp', en: 'does not fit' }

const faults = (rule: Rule, answers: Answers, day = today) =>
  brokenRules(
    [rule],
    (name) => answers[name],
    day,
    () => true
  ).faults.map(({ field, code }) => `${field} ${code}`)

test('answers are compared with numbers and with each other; what is not answered is not compared', () => {
  const ground: Rule = { at: 'ground', text, left: { field: 'ground' }, is: '<=', right: { field: 'plot' } }
  assert.deepEqual(faults(ground, { ground: 80, plot: 80 }), [])
  assert.deepEqual(faults(ground, { ground: 80.01, plot: 80 }), ['ground rule.broken'])
  assert.deepEqual(faults(ground, { ground: 90 }), [])
  const floor: Rule = {
    at: 'area',
    text,
    left: { divide: [{ field: 'area' }, { field: 'persons' }] },
    is: '>=',
    right: 8
  }
  assert.deepEqual(faults(floor, { area: 24, persons: 3 }), [])
  assert.deepEqual(faults(floor, { area: 23.9, persons: 3 }), ['area rule.broken'])
  assert.deepEqual(faults(floor, { area: 24, persons: 0 }), [])
  const two: Rule = { at: 'wife', text, left: { field: 'wife' }, is: '!=', right: { field: 'husband' } }
  assert.deepEqual(faults(two, { wife: '046185001234', husband: '046185001234' }), ['wife rule.broken'])
})

test('a child has the surname of one of those who are there; who is not named is not asked', () => {
  const names = ['mother', 'father'].map((surname) => ({ surname }))
  const child: Rule = { at: 'father', text, left: { surname: 'child' }, among: names }
  const family = { child: 'TRẦN NGUYỄN AN', mother: 'Nguyễn Thị Hoa', father: 'trần văn nam' }
  assert.deepEqual(faults(child, family), [])
  assert.deepEqual(faults(child, { ...family, child: 'NGUYỄN AN'.normalize('NFD') }), [])
  assert.deepEqual(faults(child, { ...family, child: 'LÊ TRẦN AN' }), ['father rule.broken'])
  assert.deepEqual(faults(child, { child: 'TRẦN AN', mother: 'NGUYỄN THỊ HOA' }), ['father rule.broken'])
  assert.deepEqual(faults(child, { child: 'LÊ AN' }), [])
  const people: Rule = {
    at: 'child',
    text,
    left: { field: 'child' },
    among: [{ field: 'mother' }, { field: 'father' }]
  }
  assert.deepEqual(faults(people, { child: '31', mother: '01', father: '31' }), [])
  assert.deepEqual(faults(people, { child: '26', mother: '01', father: '31' }), ['child rule.broken'])
})

test('shares of a list add up to a hundred, also in hundredths', () => {
  const whole: Rule = { at: 'owners', text, left: { sum: 'owners.share' }, is: '=', right: 100 }
  const shares = (...list: unknown[]) => faults(whole, { owners: list.map((share) => ({ share })) } as Answers)
  assert.deepEqual(shares(33.33, 33.33, 33.34), [])
  assert.deepEqual(shares(50, 49), ['owners rule.broken'])
  assert.deepEqual(shares(50, undefined), [])
})

test('a span is counted in full years, months or days, to another date or to today', () => {
  const months: Rule = { at: 'issued', text, left: { since: 'issued', unit: 'months' }, is: '<', right: 6 }
  assert.deepEqual(faults(months, { issued: '2021-06-30' }), [])
  assert.deepEqual(faults(months, { issued: '2021-06-29' }), ['issued rule.broken'])
  const mother: Rule = {
    at: 'mother',
    text,
    left: { since: 'mother', until: 'child', unit: 'years' },
    is: '>=',
    right: 12
  }
  assert.deepEqual(faults(mother, { mother: '2010', child: '2021-12-20' }), ['mother rule.broken'])
  assert.deepEqual(faults(mother, { mother: '2009-12-20', child: '2021-12-20' }), [])
  assert.deepEqual(faults(mother, { mother: '2009-12-21', child: '2021-12-20' }), ['mother rule.broken'])
})

test('one answer allows some of another question', () => {
  const classes: Rule = { at: 'wanted', text, of: 'held', allows: { B2: ['B1', 'B2'], A1: ['A1'] } }
  assert.deepEqual(faults(classes, { held: 'B2', wanted: 'B1' }), [])
  assert.deepEqual(faults(classes, { held: 'A1', wanted: 'B2' }), ['wanted rule.broken'])
  assert.deepEqual(faults(classes, { held: 'constructor', wanted: 'B2' }), ['wanted rule.broken'])
})

const history: Rule = { at: 'lived', text, covers: { from: 'from', to: 'to', birth: 'born', age: 14 } }
const lived = (...rows: [string, string?][]): Answers => ({
  born: '1990-05-10',
  lived: rows.map(([from, to]) => ({ from, to: to ?? '' }))
})

test('a history of residence leaves out no month from the fourteenth birthday to today', () => {
  assert.deepEqual(faults(history, lived(['2004-05'])), [])
  assert.deepEqual(faults(history, lived(['2004-05', '2010-08'], ['2010-09'])), [])
  assert.deepEqual(faults(history, lived(['2010-09'], ['2004', '2010'])), [], 'in any order, overlapping')
  assert.deepEqual(faults(history, lived(['2004-06', '2010-08'], ['2010-10'])), [
    'lived.0.from history.gap',
    'lived.1.from history.gap'
  ])
  assert.deepEqual(faults(history, lived(['2004-05', '2021-10'])), ['lived.0.to history.gap'])
  assert.deepEqual(faults(history, lived(['2004-05', '2021-11'])), [], 'the month just ended')
  assert.deepEqual(faults(history, lived(['2004-05', '2003-01'])), ['lived.0.to history.order'])
})

test('whoever joins the stretches of a life without a gap is never told of one, in whatever order', () => {
  const month = (n: number) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
  const first = 2004 * 12 + 4
  const now = 2021 * 12 + 11
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: first + 1, max: now }), { maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      (moves, order) => {
        const begins = [first, ...moves.toSorted((a, b) => a - b)]
        const rows = begins.map(
          (from, i) =>
            [month(from), begins[i + 1] === undefined ? undefined : month(begins[i + 1]! - 1)] as [string, string?]
        )
        const mixed = rows.map((row) => ({ row, by: order.next().value as number })).toSorted((a, b) => a.by - b.by)
        assert.deepEqual(faults(history, lived(...mixed.map(({ row }) => row))), [])
      }
    )
  )
})

test('a rule is asked of right answers that are asked, tells its own sentence, and as a warning keeps nobody back', () => {
  const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
    name,
    type,
    label: text,
    ...more
  })
  const form = (more: Partial<Rule>): Form => ({
    sections: [
      {
        name: 'all',
        title: text,
        fields: [field('own', 'yesNo'), field('area', 'decimal', { when: { field: 'own', is: false } })]
      }
    ],
    rules: [{ at: 'area', text, left: { field: 'area' }, is: '>=', right: 8, ...more } as Rule]
  })
  const check = (given: Answers, more: Partial<Rule> = {}) =>
    checkAnswers(form(more), given, today, { hasCommune: () => true })
  assert.deepEqual(check({ own: false, area: 7 }).faults, [
    { field: 'area', code: 'rule.broken', values: { text: text.vi, text_en: text.en } }
  ])
  assert.deepEqual(check({ own: true, area: 7 }).faults, [])
  assert.deepEqual(check({ own: false, area: 7 }, { warn: true }).faults, [])
  assert.equal(check({ own: false, area: 7 }, { warn: true }).warnings.length, 1)
  assert.deepEqual(check({ own: false, area: 7 }, { when: { field: 'own', is: true } }).faults, [])
})
