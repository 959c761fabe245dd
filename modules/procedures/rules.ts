import type { Limit } from '@motcua/kernel/rules/calendar'
import { holds, keptAnswers, visibleFields } from '@motcua/kernel/rules/form'
import type { Answers, Condition, Field, Form, Text } from '@motcua/kernel/rules/form'

/** A part of the published data that the source leaves doubtful: it stays marked for the administrator and on the public page. */
export type Doubt = { at: string; why: string }

/** Small drawings by which people tell papers apart; the file of each is `ui/pictures/<name>.svg`, served as `pictureAddress` says. */
export const pictures = [
  'birth_notice',
  'certificate',
  'contract',
  'drawing',
  'form_sheet',
  'health_certificate',
  'household_book',
  'identity_card',
  'letter',
  'licence',
  'photo',
  'red_book'
] as const
export type Picture = (typeof pictures)[number]

export const pictureAddress = (name: Picture): string => `/hinh/${name}.svg`

export type Paper = {
  code: string // lower snake case, unique in the version
  name: Text
  /** handIn: the original is handed in · copy: a copy, compared with the original · show: only shown · database: read from a database, not asked. */
  kind: 'handIn' | 'copy' | 'show' | 'database'
  sets: number
  when?: Condition
  /** The printed form filled in by the answers themselves: no file is demanded. */
  fromAnswers?: true
  picture?: Picture
  /** Of one file; without it the platform's own limit holds. */
  maxBytes?: number
}

/** So much for each of the first, so much for each further one, and at most so much: the last step has no end. */
export type Tiers = { by: string; steps: { upTo?: number; amount: number }[]; most?: number }

export type Fee = {
  code: string
  name: Text
  amount: number
  /** An integer field: what is due is due for each. */
  each?: string
  /** Beside `amount`, what is due by a count of pages, copies … */
  tiers?: Tiers
  /** A list: reckoned anew for every row, of which `each` and `tiers.by` name fields. */
  over?: string
  /** How it is reckoned, in words: demanded of what has tiers. */
  note?: Text
  when?: Condition
  exemptions: { name: Text; when: Condition }[]
}

/** Which office and which post acts. `unit` names a kind of office below the commune, district or province that the dossier belongs to. */
export type Seat = { level: 'commune' | 'district' | 'province'; unit: string; post: string }

export type Step = { code: string; name: Text; seat: Seat; hours: number; decides?: true }

export type Procedure = {
  source: string // where the data come from and how far they can be trusted
  code: string // national code, 1.001193
  name: Text
  shortName: Text // vi at most 22 letters, for lists
  field: Text // lĩnh vực
  lifeEvents: string[]
  alsoCalled?: string[] // words of the street under which people look for it
  level: 'commune' | 'district' | 'province'
  /** The desk follows from this address or commune: the first rule whose condition holds. */
  desk: { when?: Condition; address: string }[]
  who: Text
  ways: ('desk' | 'online' | 'post')[]
  /** Done while the applicant waits: taken in and returned in one go, without a receipt paper. */
  immediate?: true
  /**
   * Questions of the form asked before applying, of which any one person meets at most five: their answers alone tell papers, fee,
   * desk and limit as far as these can be told, and are carried into the form.
   */
  prepare: string[]
  limits: { when?: Condition; limit: Limit; note?: Text }[] // the first that holds
  papers: Paper[]
  fees: Fee[]
  steps: Step[]
  supplements: number // how often a supplement may be asked, default once
  afterSupplement: 'resume' | 'restart'
  refusalGrounds: { code: string; text: Text; article: string }[]
  result: Text
  /** How long the dossier and its files are kept after it has ended. */
  retention: { years: number }
  legal: { number: string; articles: string }[]
  form: Form
  /** What the applicant declares by sending: the form's own sentence. */
  declaration: Text
  /** Which answer names the applicant, their identity number, telephone and e-mail; whom the dossier is about. */
  roles: {
    applicantName: string
    applicantId?: string
    applicantPhone?: string
    applicantEmail?: string
    applicantAddress: string
    subjectName: string
  }
  doubts: Doubt[]
  asOf: string // 'YYYY-MM-DD': "theo quy định đến …"
}

export type { Answers }
export { type Change, type Difference, differencesBetween } from './rules/difference.ts'
export { conditionInWords } from './rules/condition-words.ts'
export { type PackedRow, type PackedRows, packRows, type SearchRow, unpackRows } from './rules/search-copy.ts'
export { type Findable, type Finder, makeFinder, type SearchWords } from './rules/finding.ts'

/** What is due: `exemption` names the ground on which nothing is. */
export type Charge = { code: string; name: Text; amount: number; exemption?: Text }

export type ProvincialAddress = { commune: string; line: string }

/** The questions asked before applying, of somebody who has answered so far. */
export function preparingFields(procedure: Procedure, answers: Answers, today: string): Field[] {
  return visibleFields(procedure.form, answers, today).filter(({ name }) => procedure.prepare.includes(name))
}

/** The papers these answers call for, those included that are only shown or read from a database. */
export function requiredPapers(procedure: Procedure, answers: Answers, today: string): Paper[] {
  const applies = conditionsOver(procedure, answers, today)
  return procedure.papers.filter(({ when }) => applies(when))
}

/** Whether sending online needs a file of this paper; the others are brought to the desk, looked up, or printed from the answers. */
export function demandsFile({ kind, fromAnswers }: Paper): boolean {
  return (kind === 'handIn' || kind === 'copy') && !fromAnswers
}

export function feesOf(procedure: Procedure, answers: Answers, today: string): Charge[] {
  const applies = conditionsOver(procedure, answers, today)
  const kept = keptAnswers(procedure.form, answers, today)
  return procedure.fees.flatMap((fee) => {
    const { code, name, over, when, exemptions } = fee
    const rows = over === undefined ? [kept] : rowsOf(kept[over])
    const sums = rows.map((row) => sumOf(fee, row)).filter((sum) => sum !== undefined)
    if (sums.length === 0 || !applies(when)) return []
    const exemption = exemptions.find((ground) => applies(ground.when))
    return [
      exemption
        ? { code, name, amount: 0, exemption: exemption.name }
        : { code, name, amount: sums.reduce((total, sum) => total + sum, 0) }
    ]
  })
}

/** What one row of answers owes; undefined where nothing is asked for. */
function sumOf({ amount, each, tiers }: Fee, answers: Answers): number | undefined {
  const quantity = each === undefined ? 1 : countOf(answers[each])
  const one = amount + (tiers ? amountByTiers(tiers, countOf(answers[tiers.by])) : 0)
  return quantity === 0 || (tiers && one === 0) ? undefined : one * quantity
}

const countOf = (answer: Answers[string]): number =>
  typeof answer === 'number' && Number.isSafeInteger(answer) && answer > 0 ? answer : 0

const rowsOf = (answer: Answers[string]): Answers[] =>
  Array.isArray(answer)
    ? answer.flatMap((row) => (typeof row === 'object' && row && !Array.isArray(row) ? [row] : []))
    : []

export function amountByTiers({ steps, most }: Tiers, count: number): number {
  let sum = 0
  let counted = 0
  for (const { upTo, amount } of steps) {
    const here = Math.max(0, Math.min(count, upTo ?? count) - counted)
    sum += here * amount
    counted += here
  }
  return most === undefined ? sum : Math.min(sum, most)
}

export function limitOf(procedure: Procedure, answers: Answers, today: string): Limit {
  const applies = conditionsOver(procedure, answers, today)
  const found = procedure.limits.find(({ when }) => applies(when))
  if (!found) throw new Error(`${procedure.code} has no limit for these answers`)
  return found.limit
}

/** The address from which the desk follows; undefined while it is not answered or lies outside the province. */
export function deskAddressOf(procedure: Procedure, answers: Answers, today: string): ProvincialAddress | undefined {
  const applies = conditionsOver(procedure, answers, today)
  const rule = procedure.desk.find(({ when }) => applies(when))
  const address = rule && keptAnswers(procedure.form, answers, today)[rule.address]
  if (typeof address === 'string') return { commune: address, line: '' }
  if (typeof address !== 'object' || address === null || Array.isArray(address)) return undefined
  const { commune, line } = address
  return typeof commune === 'string' && typeof line === 'string' ? { commune, line } : undefined
}

/** Papers, fees, limits and desks follow from what is asked, not from what an earlier answer left behind in a hidden question. */
function conditionsOver(procedure: Procedure, answers: Answers, today: string): (when?: Condition) => boolean {
  let kept: Answers | undefined
  return (when) => {
    if (!when) return true
    kept ??= keptAnswers(procedure.form, answers, today)
    return holds(when, kept, today)
  }
}
