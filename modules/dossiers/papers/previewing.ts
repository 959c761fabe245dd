import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { numberCode } from '@motcua/kernel/organisations'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { formatDossierNumber } from '@motcua/kernel/rules/numbers'
import { getVersion } from '@motcua/procedures'
import type { Procedure } from '@motcua/procedures/rules'
import { doerOf, getDossier, type Row, standingOf } from '../dossiers.ts'
import { type Checked, refuseOwnCause } from '../filing.ts'
import { apologyOf, type BodyOf, faultsOfItems, groundOf, newDayOf } from '../handling.ts'
import { smsBeforeAct } from '../notices.ts'
import { checkAsking, checkRefusing } from '../presenting.ts'
import { obstacle } from '../rules.ts'
import type { Past } from './past.ts'
import { draw, type Drawn } from './printing.ts'

// Papers and SMS as they would leave now, the papers with a mark across them. Nothing is written, and what could not be done is refused with
// the same words.

type Asking = BodyOf<'askSupplement'>
type Refusing = BodyOf<'refuseDossier'>
type Apologising = BodyOf<'apologise'>

export async function previewSupplementRequest(ctx: Ctx, id: string, body: Asking): Promise<Drawn> {
  const { row, procedure } = await wouldAskSupplement(ctx, id, body)
  const past = pastOfNow(ctx, row, body)
  return draw(ctx, 'supplementRequest', { row, procedure, past, draft: true }, row.supplements + 1)
}

export async function previewRefusal(ctx: Ctx, id: string, body: Refusing): Promise<Drawn> {
  const { row, procedure, article } = await wouldRefuse(ctx, id, body)
  return draw(ctx, 'refusal', { row, procedure, past: pastOfNow(ctx, row, { ...body, article }), draft: true }, 1)
}

/** The SMS that would go with the paper. */
export async function previewSupplementSms(ctx: Ctx, id: string, body: Asking) {
  const { row, procedure } = await wouldAskSupplement(ctx, id, body)
  return { caseId: id, sms: await smsBeforeAct(ctx, 'askSupplement', row, procedure, body) }
}

export async function previewRefusalSms(ctx: Ctx, id: string, body: Refusing) {
  const { row, procedure } = await wouldRefuse(ctx, id, body)
  return { caseId: id, sms: await smsBeforeAct(ctx, 'refuse', row, procedure, body) }
}

export async function previewApology(ctx: Ctx, id: string, body: Apologising): Promise<Drawn> {
  const { row, procedure, redatedTo } = await wouldApologise(ctx, id, body)
  const past = pastOfNow(ctx, row, apologyOf(body, row.due_at as string, redatedTo))
  return draw(ctx, 'apology', { row, procedure, past, draft: true }, 1)
}

export async function previewApologySms(ctx: Ctx, id: string, body: Apologising) {
  const { row, procedure, redatedTo } = await wouldApologise(ctx, id, body)
  const promised = { ...row, due_at: redatedTo.toISOString() }
  return { caseId: id, sms: await smsBeforeAct(ctx, 'apologise', promised, procedure, body) }
}

export async function previewAskingAtDesk(ctx: Ctx, body: BodyOf<'askAtDesk'>): Promise<Drawn> {
  const { row, procedure } = await wouldAskAtDesk(ctx, body)
  const { items, reason } = body
  return draw(
    ctx,
    'supplementRequest',
    { row, procedure, past: pastOfNow(ctx, row, { items, reason }), draft: true },
    1
  )
}

export async function previewRefusalAtDesk(ctx: Ctx, body: BodyOf<'refuseAtDesk'>): Promise<Drawn> {
  const { row, procedure, article } = await wouldRefuseAtDesk(ctx, body)
  const { ground, reason, rightPlace } = body
  const past = pastOfNow(ctx, row, { ground, reason, rightPlace, article })
  return draw(ctx, 'refusal', { row, procedure, past, draft: true }, 1)
}

export async function previewAskingSmsAtDesk(ctx: Ctx, body: BodyOf<'askAtDesk'>) {
  const { row, procedure } = await wouldAskAtDesk(ctx, body)
  return { sms: await smsBeforeAct(ctx, 'askSupplement', row, procedure, body) }
}

export async function previewRefusalSmsAtDesk(ctx: Ctx, body: BodyOf<'refuseAtDesk'>) {
  const { row, procedure } = await wouldRefuseAtDesk(ctx, body)
  return { sms: await smsBeforeAct(ctx, 'refuse', row, procedure, body) }
}

async function wouldAskSupplement(ctx: Ctx, id: string, body: Asking) {
  const would = await wouldDo(ctx, id, 'askSupplement')
  refuseFaultyItems(would.procedure, body.items)
  return would
}

async function wouldRefuse(ctx: Ctx, id: string, body: Refusing) {
  const would = await wouldDo(ctx, id, 'refuse')
  return { ...would, article: groundOf(would.procedure, body.ground).article }
}

async function wouldApologise(ctx: Ctx, id: string, body: Apologising) {
  const [would, calendar] = await Promise.all([wouldDo(ctx, id, 'apologise'), currentCalendar(ctx)])
  return { ...would, redatedTo: newDayOf(ctx, would.row.due_at as string, body, calendar) }
}

async function wouldDo(ctx: Ctx, id: string, verb: 'askSupplement' | 'refuse' | 'apologise') {
  const person = signedIn(ctx)
  const row = await getDossier(ctx, id)
  const procedure = await getVersion(ctx, row.version_id)
  const no = obstacle(verb, standingOf(row, procedure), doerOf(person, ctx.now))
  if (no) throw new Refusal(no === 'dossier.not_yours' ? 403 : 409, no, { number: row.number, state: row.state })
  return { row, procedure }
}

async function wouldAskAtDesk(ctx: Ctx, body: BodyOf<'askAtDesk'>) {
  const would = await wouldTurnAway(ctx, body.id, await checkAsking(ctx, body))
  refuseFaultyItems(would.procedure, body.items)
  return would
}

async function wouldRefuseAtDesk(ctx: Ctx, body: BodyOf<'refuseAtDesk'>) {
  const would = await wouldTurnAway(ctx, body.id, await checkRefusing(ctx, body))
  return { ...would, article: groundOf(would.procedure, body.ground).article }
}

/** A dossier that is not there yet: dots stand where its number and code will. */
async function wouldTurnAway(ctx: Ctx, id: string, checked: Checked) {
  const { procedure, desk, applicant, answers, papers, fee } = checked
  await refuseOwnCause(ctx, signedIn(ctx).personId, applicant)
  const first = formatDossierNumber({ office: numberCode(desk.code), day: dayOf(ctx.now), serial: 1 })
  const row = {
    id,
    number: first.replace(/\d+$/, '....'),
    tracking_code: '........',
    office_id: desk.id,
    subject: applicant.name,
    way: 'desk' as const,
    applicant,
    answers,
    papers,
    fee,
    person_id: null,
    history_seq: 0,
    due_at: null,
    answer_due_at: null,
    provisional: false
  }
  return { row, procedure }
}

function refuseFaultyItems(procedure: Procedure, items: Asking['items']): void {
  const faults = faultsOfItems(procedure, items)
  if (faults.length > 0) throw new Refusal(422, 'invalid', { count: faults.length }, faults)
}

const pastOfNow = (ctx: Ctx, row: Pick<Row, 'history_seq' | 'answers' | 'papers'>, body: object): Past => ({
  seq: row.history_seq + 1,
  at: ctx.now,
  by: signedIn(ctx).name,
  body: body as Past['body'],
  answers: row.answers,
  papers: row.papers,
  voices: []
})
