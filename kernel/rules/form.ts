import { brokenRules } from './comparison.ts'
import type { Rule } from './comparison.ts'
import { checkValue, isFilled } from './fields.ts'
import type { Circumstances, Known, Lookup } from './fields.ts'

/**
 * A form is data: sections of questions over named field types, with conditions that only compare. It is drawn in the browser and
 * checked on the server by the same pure functions; nothing in it is ever evaluated as code.
 */

/** A text in both languages of the product. Vietnamese is the official wording. */
export type Text = { vi: string; en: string }

/** What a field holds. The value each type takes is in `AnswerOf` terms below. */
export const fieldTypes = [
  'personName', // string: letters of Vietnamese or of a people's language, spaces, apostrophe, hyphen
  'shortText', // string, one line
  'longText', // string, several lines
  'businessName', // string: own name of a household business (Decree 01/2021 art. 88)
  'personalId', // string, 12 digits
  'idNumber', // string, 12 digits, or the nine of an old card; with `orTaxCode` also a tax code
  'taxCode', // string, 10 digits or 10-3
  'socialInsuranceNo', // string, 10 digits
  'healthCard', // string, 15 signs or the 10 digits of the social insurance number
  'licenceNo', // string, 12 digits; older licences have other numbers
  'landSerial', // string, 'BX 123456': the number printed on a land certificate
  'plotNo', // string: plot or map sheet, '12', '12-1', '45a'
  'phone', // string
  'email', // string
  'date', // 'YYYY-MM-DD'
  'partialDate', // 'YYYY' | 'YYYY-MM' | 'YYYY-MM-DD'
  'integer', // number
  'money', // number, đồng
  'decimal', // number with at most two places
  'yesNo', // boolean
  'choice', // one of options[].value
  'ethnicity', // '01' … '56' (list of 54 peoples and two more)
  'country', // ISO 3166 alpha-2; 'VN'
  'industry', // level-4 code of QĐ 27/2018: four digits
  'address', // { commune: '19801', line: 'số nhà, đường, thôn' } | { elsewhere: 'an address outside the province, as text' }
  'commune', // '19801': a commune of the province
  'idPaper', // { kind: 'cccd' | 'cmnd' | 'passport' | 'other', number, issuedOn: 'YYYY-MM-DD', issuedBy }
  'list' // array of objects of `fields`
] as const
export type FieldType = (typeof fieldTypes)[number]

/** Conditions compare answers, and days between an answer and today. `field` may name a field of the same list row first, then of the form. */
export type Condition =
  | { field: string; is: string | number | boolean }
  | { field: string; in: (string | number)[] }
  | { field: string; filled: boolean }
  | { field: string; atLeast: number } // the number in the field is n or more
  | { field: string; olderThanDays: number } // the date in the field lies more than n days before today
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }

export type Field = {
  name: string // lower snake case, unique in the form (in a list: within the row)
  type: FieldType
  label: Text // the question as a person would ask it
  official?: Text // the form's official label, where it differs
  help?: Text // why it is asked, where to read the answer
  optional?: true // every field is demanded unless it says so
  when?: Condition // asked, demanded and kept only when this holds
  options?: { value: string; label: Text }[] // of a choice
  min?: number // integer, money, decimal: value; list: rows; shortText: length
  max?: number // integer, money, decimal: value; list: rows; shortText, longText: length (default 200 and 2,000)
  notAfterToday?: true // date, partialDate
  inProvince?: true // address: `elsewhere` is not taken
  minAge?: number // date: full years at least, today
  default?: string | number | boolean
  fields?: Field[] // of a list
  exactlyOne?: string // list: exactly one row has this yesNo field true
  orTaxCode?: true // idNumber: an organisation answers with its tax code
  person?: { sex?: string; birthDate?: string } // personalId, idNumber, idPaper: fields the number is compared with, beside it or in the form
}

export type Section = { name: string; title: Text; when?: Condition; fields: Field[] }

/** `rules` compare answers with one another, once each is right in itself. */
export type Form = { sections: Section[]; rules?: Rule[] }

export type Answer = string | number | boolean | { [key: string]: Answer } | Answer[] | null
export type Answers = { [field: string]: Answer | undefined }

/** One thing wrong with one field: `field` is a path such as `industries.1.code`; `code` is the key of its text, with `values` for it. */
export type Fault = { field: string; code: string; values?: Record<string, string | number> }

export type Checked = { faults: Fault[]; warnings: Fault[]; answers: Answers }

type Given = { [key: string]: Answer }

// What a form can ask at most; the longest of the catalogue stays under 400.
const maxValues = 2000
const maxDepth = 6
const maxSigns = 20_000

/** Whether a condition holds for answers as they are stored; `row` is the list row in which it is asked. */
export function holds(condition: Condition, answers: Answers, today: string, row?: Answers): boolean {
  return evaluate(condition, (name) => (row && Object.hasOwn(row, name) ? row[name] : own(answers, name)), today)
}

/** The sections and questions asked of someone who has answered so far, in their order; sections without a question are left out. */
export function visibleSections(form: Form, answers: Answers, today: string): Section[] {
  const { isAsked } = read(form, answers, today)
  return form.sections
    .map((section) => ({ ...section, fields: section.fields.filter((field) => isAsked(field.name)) }))
    .filter((section) => section.fields.length > 0)
}

export function visibleFields(form: Form, answers: Answers, today: string): Field[] {
  return read(form, answers, today).fields
}

/** The questions of one row of a list. */
export function visibleRowFields(form: Form, list: Field, row: Answers, answers: Answers, today: string): Field[] {
  return readRow(list, row, read(form, answers, today).lookup, today).fields
}

/** The answers to what is asked: what was typed before another answer made a question disappear is left out. */
export function keptAnswers(form: Form, answers: Answers, today: string): Answers {
  const reading = read(form, answers, today)
  return pick(reading.fields, answers, (list, row) => pick(readRow(list, row, reading.lookup, today).fields, row))
}

/**
 * Checks answers from outside, whatever they are. `answers` are those to store: in one spelling, hidden and empty ones left out; they
 * are whole only when there are no faults. Warnings never keep anyone from sending.
 */
export function checkAnswers(form: Form, given: unknown, today: string, known: Known): Checked {
  const checked: Checked = { faults: [], warnings: [], answers: {} }
  if (!isObject(given)) return { ...checked, faults: [{ field: '', code: 'field.form' }] }
  const excess = findExcess(given)
  if (excess) return { ...checked, faults: [excess] }

  const { fields, lookup } = read(form, given, today)
  for (const field of fields) {
    const answer = checkField(field, own(given, field.name), field.name, checked, { lookup, today, known })
    if (answer !== undefined) checked.answers[field.name] = answer
  }
  checkNames(
    given,
    form.sections.flatMap((section) => section.fields),
    '',
    checked
  )
  const right: Lookup = (name) => own(checked.answers, name)
  const broken = brokenRules(form.rules ?? [], right, today, (when) => evaluate(when, right, today))
  checked.faults.push(...broken.faults)
  checked.warnings.push(...broken.warnings)
  return checked
}

function checkField(
  field: Field,
  value: Answer | undefined,
  path: string,
  checked: Checked,
  around: Circumstances
): Answer | undefined {
  if (!isFilled(value)) {
    const mayBeEmpty = field.optional || (field.type === 'list' && field.min === 0)
    if (!mayBeEmpty) checked.faults.push({ field: path, code: 'field.required' })
    return undefined
  }
  if (field.type === 'list') return checkRows(field, value, path, checked, around)
  const found = checkValue(field, value, path, around)
  checked.faults.push(...found.faults)
  checked.warnings.push(...found.warnings)
  return found.value
}

function checkRows(
  list: Field,
  value: Answer,
  path: string,
  checked: Checked,
  around: Circumstances
): Answer | undefined {
  const { faults } = checked
  if (!Array.isArray(value)) {
    faults.push({ field: path, code: 'field.form' })
    return undefined
  }
  const { min = 1, max = 100, exactlyOne } = list
  if (value.length < min) faults.push({ field: path, code: 'list.min', values: { min, count: value.length } })
  if (value.length > max) faults.push({ field: path, code: 'list.max', values: { max, count: value.length } })
  const marked = value.filter((row) => exactlyOne && isObject(row) && own(row, exactlyOne) === true).length
  if (exactlyOne && marked !== 1) faults.push({ field: path, code: 'list.exactlyOne', values: { count: marked } })

  return value.map((row, index) => {
    const rowPath = `${path}.${index}`
    const clean: Given = {}
    if (!isObject(row)) {
      faults.push({ field: rowPath, code: 'field.form' })
      return clean
    }
    const { fields, lookup } = readRow(list, row, around.lookup, around.today)
    for (const field of fields) {
      const answer = checkField(field, own(row, field.name), `${rowPath}.${field.name}`, checked, { ...around, lookup })
      if (answer !== undefined) clean[field.name] = answer
    }
    checkNames(row, list.fields ?? [], `${rowPath}.`, checked)
    return clean
  })
}

function checkNames(given: Answers, fields: Field[], path: string, { faults }: Checked): void {
  const names = new Set(fields.map((field) => field.name))
  for (const name of Object.keys(given)) {
    if (!names.has(name)) faults.push({ field: path + name.slice(0, 100), code: 'field.unknown' })
  }
}

function evaluate(condition: Condition, lookup: Lookup, today: string): boolean {
  if ('all' in condition) return condition.all.every((part) => evaluate(part, lookup, today))
  if ('any' in condition) return condition.any.some((part) => evaluate(part, lookup, today))
  if ('not' in condition) return !evaluate(condition.not, lookup, today)
  const value = lookup(condition.field)
  if ('is' in condition) return value === condition.is
  if ('in' in condition) return condition.in.some((one) => one === value)
  if ('filled' in condition) return isFilled(value) === condition.filled
  if ('atLeast' in condition) return typeof value === 'number' && value >= condition.atLeast
  // Only a whole date has an age in days: '1940' or anything else is not older than any number of them.
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  return (Date.parse(today) - Date.parse(value)) / 86_400_000 > condition.olderThanDays
}

type Reading = { fields: Field[]; isAsked: (name: string) => boolean; lookup: Lookup }

/**
 * Which questions are asked. A condition reads only answers to questions that are themselves asked, in whatever order they stand; in
 * a circle of conditions the question that closes it counts as asked. Names that the form does not have are those of `around`.
 */
function read(form: Form, answers: Answers, today: string, around: Lookup = () => undefined): Reading {
  const { places, all } = layOf(form)
  const decided = new Map<string, boolean>()
  const isAsked = (name: string): boolean => {
    const before = decided.get(name)
    if (before !== undefined) return before
    decided.set(name, true)
    const asked = (places.get(name) ?? []).every((when) => evaluate(when, lookup, today))
    decided.set(name, asked)
    return asked
  }
  const lookup: Lookup = (name) => {
    if (!places.has(name)) return around(name)
    return isAsked(name) ? own(answers, name) : undefined
  }
  return { fields: all.filter((field) => isAsked(field.name)), isAsked, lookup }
}

/** Every question in order, and the conditions over each. */
type Lay = { all: Field[]; places: Map<string, Condition[]> }
const lays = new WeakMap<Form, Lay>()

/** Laid out once for each form: it is read for every paper, fee, limit and field of every dossier. */
function layOf(form: Form): Lay {
  const known = lays.get(form)
  if (known) return known
  const all = form.sections.flatMap((section) => section.fields)
  const places = new Map(
    form.sections.flatMap((section) =>
      section.fields.map((field) => [field.name, [section.when, field.when].filter((when) => when !== undefined)])
    )
  )
  lays.set(form, { all, places })
  return { all, places }
}

/** A row is a small form of its own inside the form around it. */
function readRow(list: Field, row: Answers, around: Lookup, today: string): Reading {
  let form = rowForms.get(list)
  if (!form) {
    form = { sections: [{ name: list.name, title: list.label, fields: list.fields ?? [] }] }
    rowForms.set(list, form)
  }
  return read(form, row, today, around)
}
const rowForms = new WeakMap<Field, Form>()

function pick(fields: Field[], from: Answers, pickRow?: (list: Field, row: Given) => Given): Given {
  const kept: Given = {}
  for (const field of fields) {
    const value = own(from, field.name)
    if (value === undefined) continue
    kept[field.name] =
      pickRow && field.type === 'list' && Array.isArray(value)
        ? value.map((row) => (isObject(row) ? pickRow(field, row) : row))
        : value
  }
  return kept
}

/** Counted without recursion: a body nested a hundred thousand deep must not end the process. */
function findExcess(given: unknown): Fault | undefined {
  const waiting: [value: unknown, depth: number][] = [[given, 0]]
  let values = 0
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, depth] = next
    if (depth > maxDepth) return { field: '', code: 'answers.tooDeep', values: { max: maxDepth } }
    if (typeof value === 'string' && value.length > maxSigns)
      return { field: '', code: 'answers.tooLong', values: { max: maxSigns } }
    if (typeof value !== 'object' || value === null) continue
    const parts = Object.values(value)
    values += parts.length
    if (values > maxValues) return { field: '', code: 'answers.tooMany', values: { max: maxValues } }
    for (const part of parts) waiting.push([part, depth + 1])
  }
  return undefined
}

/** Never what an object inherits: a question called `constructor` has no answer unless one was given. */
function own(answers: Answers, name: string): Answer | undefined {
  return Object.hasOwn(answers, name) ? answers[name] : undefined
}

function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
