import type { Answers, Condition, Form, Text } from '@motcua/kernel/rules/form'
import type { Limit } from '@motcua/kernel/rules/calendar'

/** A part of the published data that the source leaves doubtful: it stays marked for the administrator and on the public page. */
export type Doubt = { at: string; why: string }

export type Paper = {
  code: string // lower snake case, unique in the version
  name: Text
  /** handIn: the original is handed in · copy: a copy, compared with the original · show: only shown · database: read from a database, not asked. */
  kind: 'handIn' | 'copy' | 'show' | 'database'
  sets: number
  when?: Condition
  /** The printed form filled in by the answers themselves: no file is demanded. */
  fromAnswers?: true
}

export type Fee = {
  code: string
  name: Text
  amount: number
  /** An integer field: the amount is due for each. */
  each?: string
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
  level: 'commune' | 'district' | 'province'
  /** The desk follows from this address: the first rule whose condition holds. */
  desk: { when?: Condition; address: string }[]
  who: Text
  ways: ('desk' | 'online' | 'post')[]
  limits: { when?: Condition; limit: Limit; note?: Text }[] // the first that holds
  papers: Paper[]
  fees: Fee[]
  steps: Step[]
  supplements: number // how often a supplement may be asked, default once
  afterSupplement: 'resume' | 'restart'
  refusalGrounds: { code: string; text: Text; article: string }[]
  result: Text
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
