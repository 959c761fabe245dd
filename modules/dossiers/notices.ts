import type { Ctx, Language } from '@motcua/kernel'
import { notify, smsBefore, type Words } from '@motcua/kernel/notifications'
import { formatMoment, formatMoney } from '@motcua/kernel/rules/text'
import { limitOf, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { type Static, Type } from 'typebox'
import type { Row } from './dossiers.ts'
import { noticeTexts } from './notice-texts.ts'
import type { Verb } from './rules.ts'

/** Which verbs tell the applicant something, and under which heading. What passes between offices is no news to them. */
const kinds: Partial<Record<Verb, string>> = {
  send: 'sent',
  takeIn: 'received',
  receive: 'received',
  refuse: 'refused',
  askSupplement: 'supplement_asked',
  supply: 'supplied',
  apologise: 'apology_sent',
  askPayment: 'payment_asked',
  confirmPayment: 'payment_confirmed',
  decide: 'decided',
  returnResult: 'returned',
  withdraw: 'withdrawn',
  stop: 'stopped',
  void: 'voided'
}

/** What of a dossier its notices speak of. */
export type Spoken = Pick<Row, 'id' | 'number' | 'person_id' | 'tracking_code' | 'answers' | 'fee' | 'applicant'> & {
  place: { vi: string; en: string }
  dueAt: Date | null
  provisional: boolean
  answerDueAt: Date | null
  /** What the verb was told: the ground of a refusal, the items of a supplement, the amount of a payment. */
  body: object
}

const Place = Type.Object({ vi: Type.String(), en: Type.String() })

/** The name of the desk that answers to the applicant. */
export const placeOf = (ctx: Ctx, office: number): Promise<Static<typeof Place>> =>
  ctx.db.recall(`name of office ${office}`, ctx.now, async () => {
    const [place] = await ctx.db(Place)`select name_vi as vi, name_en as en from kernel.office where id = ${office}`
    return place ?? { vi: '', en: '' }
  })

/** Tells the applicant what was just done. */
export function tellApplicant(ctx: Ctx, verb: Verb, dossier: Spoken, procedure: Procedure): void {
  const kind = kinds[verb]
  if (kind) tell(ctx, kind, dossier, procedure)
}

/** The SMS in which the applicant would be told of an act, as it would leave; null where none would. */
export async function smsBeforeAct(
  ctx: Ctx,
  verb: 'askSupplement' | 'refuse' | 'apologise',
  row: Omit<Spoken, 'place' | 'dueAt' | 'answerDueAt' | 'body'> & Pick<Row, 'office_id' | 'due_at' | 'answer_due_at'>,
  procedure: Procedure,
  body: object
): Promise<string | null> {
  const moment = (at: string | null) => (at === null ? null : new Date(at))
  const times = { dueAt: moment(row.due_at), provisional: row.provisional, answerDueAt: moment(row.answer_due_at) }
  const dossier = { ...row, ...times, place: await placeOf(ctx, row.office_id), body }
  const words = wordsOf(ctx.now, kinds[verb] ?? '', dossier, procedure)
  return smsBefore(ctx, { words, person: row.person_id, phone: row.applicant.phone })
}

/** Tells the applicant a thing of this kind: see the texts. */
export function tell(ctx: Ctx, kind: string, dossier: Spoken, procedure: Procedure): void {
  notify(ctx, {
    kind: `dossiers.${kind}`,
    words: wordsOf(ctx.now, kind, dossier, procedure),
    caseId: dossier.id,
    person: dossier.person_id,
    phone: dossier.applicant.phone,
    email: dossier.applicant.email,
    aloud: true,
    urgent: false
  })
}

/** The words of one kind of notice in both languages. */
export function wordsOf(now: Date, kind: string, dossier: Spoken, procedure: Procedure): Record<Language, Words> {
  const say = (language: Language): Words => {
    const texts: Record<string, string> = noticeTexts[language]
    const values = valuesOf(now, dossier, procedure, language)
    const text = (key: string) => fill(texts[key] ?? '', values)
    const withCode = kind === 'sent' || kind === 'received'
    return {
      title: text(`${kind}.title`),
      text: text(`${kind}.text`),
      sms: { head: shorten(text(`${kind}.sms`)), tail: text(withCode ? 'tail.code' : 'tail') }
    }
  }
  return { vi: say('vi'), en: say('en') }
}

type Body = {
  ground?: string
  items?: { kind: 'paper' | 'field'; name: string }[]
  amount?: number
}

function valuesOf(now: Date, dossier: Spoken, procedure: Procedure, language: Language) {
  const { number, answers, fee, dueAt, answerDueAt } = dossier
  const body = dossier.body as Body
  const texts: Record<string, string> = noticeTexts[language]
  const moment = (at: Date | null) => (at ? formatMoment(at, language) : '')
  const ground = procedure.refusalGrounds.find(({ code }) => code === body.ground)
  const fields = procedure.form.sections.flatMap((section) => section.fields)
  const nameOf = ({ kind, name }: { kind: 'paper' | 'field'; name: string }) =>
    kind === 'paper'
      ? procedure.papers.find(({ code }) => code === name)?.name[language]
      : fields.find((field) => field.name === name)?.label[language]
  const items = (body.items ?? []).map(nameOf).filter((name) => name !== undefined)
  const due = moment(dueAt)
  const answerDue = moment(answerDueAt)
  const goesOn = due ? fill(texts.goesOn ?? '', { due }) : answerDue ? fill(texts.answers ?? '', { answerDue }) : ''
  return {
    number,
    place: dossier.place[language],
    code: dossier.tracking_code,
    procedure: procedure.name[language],
    time: moment(now),
    due,
    answerDue,
    goesOn,
    provisional: dueAt && dossier.provisional ? (texts.provisional ?? '') : '',
    free: fee === 0 ? (texts.free ?? '') : '',
    // Counted out only for the words that say it.
    get afterCutOff() {
      return afterCutOff(now, answers, procedure, texts.afterCutOff ?? '')
    },
    ground: ground?.text[language] ?? '',
    article: ground?.article ?? '',
    count: String(items.length),
    items: items.join('; '),
    amount: body.amount === undefined ? '' : formatMoney(body.amount, language),
    get originals() {
      return originals(answers, procedure, language, dayOf(now), texts.originals ?? '')
    }
  }
}

/** Only where the limit is "the same day" does the hour of receipt change the day. */
function afterCutOff(now: Date, answers: Row['answers'], procedure: Procedure, text: string): string {
  const limit = limitOf(procedure, answers, dayOf(now))
  if (!('sameDay' in limit)) return ''
  return formatMoment(now, 'vi').slice(0, 5) >= limit.cutOff ? fill(text, { cutOff: limit.cutOff }) : ''
}

/** Papers of which only a copy was sent: the original is compared when the result is handed over. */
function originals(answers: Row['answers'], procedure: Procedure, language: Language, today: string, text: string) {
  const names = requiredPapers(procedure, answers, today)
    .filter(({ kind }) => kind === 'copy' || kind === 'show')
    .map(({ name }) => name[language])
  return names.length > 0 ? fill(text, { names: names.join('; ') }) : ''
}

const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

/** As people write it on a telephone. */
const shorten = (text: string): string =>
  text
    .replaceAll(/Ủy ban nhân dân/gi, 'UBND')
    .replaceAll(/Trung tâm Hành chính công/gi, 'TT HCC')
    .replaceAll(/Trung tâm Phục vụ hành chính công/gi, 'TT PVHCC')
    .replaceAll(/People['’]s Committee/g, 'PC')
