/** The way through a form: which questions stand together, what comes next, what an answer reads like. */
import { countries } from '@motcua/kernel/rules/countries'
import { ethnicities } from '@motcua/kernel/rules/ethnicities'
import {
  type Answer,
  type Answers,
  type Field,
  type Form,
  type Section,
  visibleSections
} from '@motcua/kernel/rules/form'
import { formatDate, formatMoney, formatNumber, type Language } from '@motcua/kernel/rules/text'
import type { Address, District } from '../controls/address-field.tsx'
import type { Option } from '../controls/choice.tsx'
import type { IdPaper } from '../controls/id-paper-field.tsx'
import { makeText, say, texts } from '../texts.ts'

/** What fields choose from and a form does not hold itself. */
export type Lists = { districts: District[]; industries: Option[] }

export type FormStep = {
  /** Names it as long as the form stays the same; answers may make steps come and go around it. */
  key: string
  section: Section
  fields: Field[]
  /** Which section this is, counted from 1, of how many are asked. */
  step: number
  of: number
}

/** One question at a time on a phone; where there is room, a section at a time. */
export function stepsOf(form: Form, answers: Answers, today: string, together: 'question' | 'section'): FormStep[] {
  const sections = visibleSections(form, answers, today)
  return sections.flatMap((section, i) => {
    const around = { section, step: i + 1, of: sections.length }
    if (together === 'section') return [{ ...around, key: section.name, fields: section.fields }]
    return section.fields.map((field) => ({ ...around, key: `${section.name}.${field.name}`, fields: [field] }))
  })
}

/** Where somebody stands who was at `key`: there, or where that question or section now is, or at the start. */
export function stepAt(steps: FormStep[], key: string | undefined): number {
  const exact = steps.findIndex((step) => step.key === key)
  if (exact >= 0) return exact
  const [section, field] = (key ?? '').split('.')
  const near = steps.findIndex(
    (step) => step.section.name === section && (!field || step.fields.some(({ name }) => name === field))
  )
  return Math.max(near, 0)
}

/** Answers that stand before anybody has typed. */
export const firstAnswers = (fields: Field[]): Answers =>
  Object.fromEntries(fields.flatMap((field) => (field.default === undefined ? [] : [[field.name, field.default]])))

export const countryOptions = (language: Language): Option[] => {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const options = [...countries].map((value) => ({ value, label: names.of(value) ?? value }))
  return options.toSorted((one, other) => one.label.localeCompare(other.label, language))
}

export const communeOptions = (districts: District[]): Option[] =>
  districts.flatMap(({ name: note, communes }) =>
    communes.map(({ code, name }) => ({ value: code, label: name, note }))
  )

export const ethnicityOptions: Option[] = Object.entries(ethnicities)
  .map(([value, label]) => ({ value, label }))
  .toSorted((one, other) => one.value.localeCompare(other.value))

/** What a question is called: as a person would ask it to a citizen, by its official name to an officer. */
export const labelOf = (field: Field, official: boolean, language: Language): string =>
  say(official ? (field.official ?? field.label) : field.label, language)

/** An answer as one reads it; undefined where there is none. */
export function shownAnswer(
  field: Field,
  value: Answer | undefined,
  lists: Lists,
  language: Language
): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const t = makeText([texts], language)
  const among = (options: Option[]) => options.find((option) => option.value === value)?.label ?? String(value)
  switch (field.type) {
    case 'yesNo':
      return t(value === true ? 'field.yes' : 'field.no')
    case 'choice':
      return among((field.options ?? []).map((option) => ({ value: option.value, label: say(option.label, language) })))
    case 'ethnicity':
      return among(ethnicityOptions)
    case 'country':
      return among(countryOptions(language))
    case 'commune':
      return shownAddress({ commune: String(value) }, lists.districts)
    case 'industry':
      return [value, lists.industries.find((one) => one.value === value)?.label].filter(Boolean).join(' – ')
    case 'date':
    case 'partialDate':
      return /^\d{4}(-\d{2}){0,2}$/.test(String(value)) ? formatDate(String(value)) : String(value)
    case 'money':
      return typeof value === 'number' ? formatMoney(value, language) : String(value)
    case 'integer':
    case 'decimal':
      return typeof value === 'number' ? formatNumber(value, language) : String(value)
    case 'address':
      return shownAddress(value as Address, lists.districts)
    case 'idPaper':
      return shownPaper(value as IdPaper, language)
    case 'list':
      return undefined
    default:
      return String(value)
  }
}

/** Line, commune, district; the two levels after 30/06/2025 have no district to name. */
function shownAddress(address: Address, districts: District[]): string | undefined {
  if ('elsewhere' in address) return address.elsewhere || undefined
  const inside = address as { commune?: string; line?: string }
  const district = districts.find(({ communes }) => communes.some(({ code }) => code === inside.commune))
  const commune = district?.communes.find(({ code }) => code === inside.commune)
  // The name of a place holds together over the end of a line.
  const names = [commune?.name, districts.length > 1 ? district?.name : undefined].map((name) =>
    name?.replaceAll(' ', '\u00a0')
  )
  return [inside.line, ...names].filter(Boolean).join(', ') || undefined
}

function shownPaper({ kind, number, issuedOn, issuedBy }: IdPaper, language: Language): string | undefined {
  const t = makeText([texts], language)
  const known = (['cccd', 'cmnd', 'passport', 'other'] as const).find((one) => one === kind)
  const issued = issuedOn && t('paper.issued', { day: /^\d{4}-/.test(issuedOn) ? formatDate(issuedOn) : issuedOn })
  const parts = [[known && t(`paper.${known}`), number].filter(Boolean).join(' '), issued, issuedBy]
  return parts.filter(Boolean).join(', ') || undefined
}
