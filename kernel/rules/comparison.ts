/**
 * What must hold between several answers of a form, as data: comparisons only, of answers, numbers and spans of time. A rule whose
 * answers are not all there, or not yet right in themselves, is not asked.
 */
import type { Lookup } from './fields.ts'
import type { Answer, Condition, Fault, Text } from './form.ts'
import { formatDate } from './text.ts'

/** A number, an answer, or a figure reckoned from answers. */
export type Term =
  | number
  | { value: string | boolean }
  | { field: string }
  /** The first word of a name: the surname, in capitals or not. */
  | { surname: string }
  /** The sum of a column of a list: `owners.share`. */
  | { sum: string }
  /** Full years, months or days from the date in one answer to the date in another, or to today. */
  | { since: string; until?: string; unit: 'years' | 'months' | 'days' }
  | { divide: [Term, Term] }

export type Comparison = '<' | '<=' | '=' | '!=' | '>=' | '>'

/** `text` tells the person what does not fit, at the question `at`. A rule that warns keeps nobody from sending. */
export type Rule = { at: string; text: Text; warn?: true; when?: Condition } & (
  | { left: Term; is: Comparison; right: Term }
  /** One of several that are there: what a child has of its mother or of its father. */
  | { left: Term; among: Term[] }
  /** The answer at `at` must be among those that the answer to `of` allows. */
  | { of: string; allows: { [answer: string]: string[] } }
  /** The rows of the list at `at` follow one another without a gap of a month, from an age on until today (an empty `to` is today). */
  | { covers: { from: string; to: string; birth: string; age: number } }
)

/** What is wrong by the rules, in their order. `lookup` knows only answers that are asked and right in themselves. */
export function brokenRules(
  rules: Rule[],
  lookup: Lookup,
  today: string,
  applies: (when: Condition) => boolean
): { faults: Fault[]; warnings: Fault[] } {
  const broken = rules
    .filter(({ when }) => !when || applies(when))
    .map((rule) => ({ rule, faults: faultsOf(rule, lookup, today) }))
  return {
    faults: broken.filter(({ rule }) => !rule.warn).flatMap(({ faults }) => faults),
    warnings: broken.filter(({ rule }) => rule.warn).flatMap(({ faults }) => faults)
  }
}

/** The answers that a rule reads, `at` and the fields of its condition aside. */
export function namesInRule(rule: Rule): string[] {
  if ('covers' in rule) return [rule.covers.birth]
  if ('allows' in rule) return [rule.of]
  return [rule.left, ...('among' in rule ? rule.among : [rule.right])].flatMap(namesInTerm)
}

function namesInTerm(term: Term): string[] {
  if (typeof term === 'number' || 'value' in term) return []
  if ('field' in term) return [term.field]
  if ('surname' in term) return [term.surname]
  if ('sum' in term) return [term.sum]
  if ('since' in term) return [term.since, ...(term.until === undefined ? [] : [term.until])]
  return term.divide.flatMap(namesInTerm)
}

function faultsOf(rule: Rule, lookup: Lookup, today: string): Fault[] {
  const fault: Fault = { field: rule.at, code: 'rule.broken', values: { text: rule.text.vi, text_en: rule.text.en } }
  if ('covers' in rule) return gapsOf(rule.at, rule.covers, lookup, today)
  if ('allows' in rule) {
    const [asked, by] = [lookup(rule.at), lookup(rule.of)]
    if (typeof asked !== 'string' || typeof by !== 'string') return []
    const allowed = Object.hasOwn(rule.allows, by) ? rule.allows[by] : []
    return allowed?.includes(asked) ? [] : [fault]
  }
  if ('among' in rule) {
    const [left, ...others] = [rule.left, ...rule.among].map((term) => figure(term, lookup, today))
    const there = others.filter((other) => other !== undefined)
    return left === undefined || there.length === 0 || there.includes(left) ? [] : [fault]
  }
  const [left, right] = [figure(rule.left, lookup, today), figure(rule.right, lookup, today)]
  return left === undefined || right === undefined || compare(left, rule.is, right) ? [] : [fault]
}

type Figure = number | string | boolean

function figure(term: Term, lookup: Lookup, today: string): Figure | undefined {
  if (typeof term === 'number') return term
  if ('value' in term) return term.value
  if ('field' in term) return scalar(lookup(term.field))
  if ('surname' in term) return surnameOf(lookup(term.surname))
  if ('sum' in term) return sumOf(term.sum, lookup)
  if ('since' in term) {
    const from = lookup(term.since)
    const until = term.until === undefined ? today : lookup(term.until)
    return isDay(from) && isDay(until) ? span(from, until, term.unit) : undefined
  }
  const [dividend, divisor] = term.divide.map((part) => figure(part, lookup, today))
  if (typeof dividend !== 'number' || typeof divisor !== 'number' || divisor === 0) return undefined
  return dividend / divisor
}

const scalar = (value: Answer | undefined): Figure | undefined =>
  typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : undefined

const surnameOf = (name: Answer | undefined): string | undefined =>
  typeof name === 'string'
    ? name.normalize('NFC').trim().split(/\s+/)[0]?.toLocaleUpperCase('vi') || undefined
    : undefined

function sumOf(path: string, lookup: Lookup): number | undefined {
  const [list = '', column = ''] = path.split('.')
  const rows = lookup(list)
  if (!Array.isArray(rows) || rows.length === 0) return undefined
  const numbers = rows.map((row) => (isRow(row) ? row[column] : undefined))
  if (!numbers.every((one) => typeof one === 'number')) return undefined
  // Shares have two places: summed in hundredths, 33.33 + 33.33 + 33.34 is 100.
  return numbers.reduce((sum, one) => sum + Math.round(one * 100), 0) / 100
}

/** Days are compared as texts, which is their order; a text and a number are never the same. */
function compare(left: Figure, is: Comparison, right: Figure): boolean {
  if (is === '=') return left === right
  if (is === '!=') return left !== right
  if (typeof left !== typeof right) return false
  switch (is) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>=':
      return left >= right
    case '>':
      return left > right
  }
}

const isDay = (value: Answer | undefined): value is string =>
  typeof value === 'string' && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(value)

/** Of a date known in part, its first day counts. */
const whole = (day: string): [year: number, month: number, date: number] => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return [year, month, date]
}

function span(from: string, until: string, unit: 'years' | 'months' | 'days'): number {
  const [[year, month, date], [untilYear, untilMonth, untilDate]] = [whole(from), whole(until)]
  if (unit === 'days')
    return (Date.UTC(untilYear, untilMonth - 1, untilDate) - Date.UTC(year, month - 1, date)) / 86_400_000
  const months = (untilYear - year) * 12 + untilMonth - month - (untilDate < date ? 1 : 0)
  return unit === 'months' ? months : Math.floor(months / 12)
}

type Stretch = { at: number; from: number; to: number }

/** A month as a number; where only the year is known, its first or its last month. */
function monthOf(day: string, whenUnknown: 1 | 12): number {
  const [year = 0, month = whenUnknown] = day.split('-').map(Number)
  return year * 12 + month - 1
}

const monthInWords = (month: number) =>
  formatDate(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`)

function gapsOf(
  list: string,
  { from, to, birth, age }: { from: string; to: string; birth: string; age: number },
  lookup: Lookup,
  today: string
): Fault[] {
  const [rows, born] = [lookup(list), lookup(birth)]
  if (!Array.isArray(rows) || !isDay(born)) return []
  const thisMonth = monthOf(today, 1)
  const stretches: Stretch[] = []
  for (const [at, row] of rows.entries()) {
    const [begin, end] = isRow(row) ? [row[from], row[to]] : []
    if (!isDay(begin)) return []
    const stretch = { at, from: monthOf(begin, 1), to: isDay(end) ? monthOf(end, 12) : thisMonth }
    if (stretch.to < stretch.from) return [{ field: `${list}.${at}.${to}`, code: 'history.order' }]
    stretches.push(stretch)
  }
  const gap = (at: number, column: string, after: number, before: number): Fault => ({
    field: `${list}.${at}.${column}`,
    code: 'history.gap',
    values: { from: monthInWords(after), to: monthInWords(before) }
  })
  stretches.sort((one, other) => one.from - other.from)
  const faults: Fault[] = []
  let reached = monthOf(born, 1) + 12 * age - 1
  for (const { at, from: begin, to: end } of stretches) {
    if (begin > reached + 1) faults.push(gap(at, from, reached + 1, begin - 1))
    reached = Math.max(reached, end)
  }
  const last = stretches.findLast((stretch) => stretch.to === reached)
  if (last && reached < thisMonth - 1) faults.push(gap(last.at, to, reached + 1, thisMonth))
  return faults
}

const isRow = (row: Answer): row is { [key: string]: Answer } =>
  typeof row === 'object' && row !== null && !Array.isArray(row)
