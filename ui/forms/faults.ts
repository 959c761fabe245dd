/** What is wrong with the answers, in the words of the language, and where. */
import { type Answers, checkAnswers, type Fault, type Field, type Form } from '@motcua/kernel/rules/form'
import { formatNumber, type Language } from '@motcua/kernel/rules/text'
import { texts as checkTexts } from '@motcua/kernel/texts'
import { makeText, texts } from '../texts.ts'
import { labelOf, type Lists } from './walk.ts'

/** A fault as it is shown: `field` is the path of its field, `label` what the person knows it by. */
export type ShownFault = { field: string; label: string; text: string }

export type ShownFaults = { faults: ShownFault[]; warnings: ShownFault[] }

/** Checks as the server will, by the same rules. */
export function shownFaults(
  form: Form,
  answers: Answers,
  today: string,
  lists: Lists,
  language: Language,
  official = false
): ShownFaults {
  const communes = new Set(lists.districts.flatMap((district) => district.communes.map(({ code }) => code)))
  const { faults, warnings } = checkAnswers(form, answers, today, { hasCommune: (code) => communes.has(code) })
  const show = (fault: Fault): ShownFault => ({
    field: fault.field,
    label: labelAt(form, fault.field, language, official),
    text: textOf(fault, language)
  })
  return { faults: faults.map(show), warnings: warnings.map(show) }
}

function textOf({ code, values = {} }: Fault, language: Language): string {
  const numbers = Object.entries(values).map(([name, value]) => {
    // Years are never grouped.
    const grouped = typeof value === 'number' && value > 9999
    return [name, grouped ? formatNumber(value, language) : value] as const
  })
  return makeText([checkTexts], language)(code as keyof (typeof checkTexts)['vi'], Object.fromEntries(numbers))
}

/** `industries.1.code` → "Ngành, nghề kinh doanh 2, Mã ngành". */
export function labelAt(form: Form, path: string, language: Language, official: boolean): string {
  const [name, ...rest] = path.split('.')
  const field = form.sections.flatMap((section) => section.fields).find((one) => one.name === name)
  if (!field) return ''
  const label = labelOf(field, official, language)
  if (field.type !== 'list') return withPart(field, label, rest[0], language)
  const [row, column, part] = rest
  if (row === undefined) return label
  const inner = field.fields?.find((one) => one.name === column)
  const numbered = `${labelOf(field, true, language)} ${Number(row) + 1}`
  return inner ? `${numbered}, ${withPart(inner, labelOf(inner, official, language), part, language)}` : numbered
}

const parts = {
  address: { commune: 'address.commune', line: 'address.line', elsewhere: 'address.whole' },
  idPaper: {
    kind: 'paper.kind',
    number: 'paper.number',
    issuedOn: 'paper.issuedOn',
    issuedBy: 'paper.issuedBy'
  }
} as const

function withPart(field: Field, label: string, part: string | undefined, language: Language): string {
  const known: Record<string, keyof (typeof texts)['vi']> =
    field.type === 'address' || field.type === 'idPaper' ? parts[field.type] : {}
  const key = part === undefined ? undefined : known[part]
  return key ? `${label}, ${makeText([texts], language)(key)}` : label
}

/** Whether a fault lies in the field of this name or below it. */
export const liesIn = ({ field }: { field: string }, name: string): boolean =>
  field === name || field.startsWith(`${name}.`)
