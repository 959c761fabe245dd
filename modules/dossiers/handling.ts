import { type Ctx, Refusal } from '@motcua/kernel'
import { filesBroughtBy } from '@motcua/kernel/documents'
import {
  addLimit,
  type Calendar,
  type Clock,
  dayOf,
  momentOf,
  startClock,
  workingTimeBetween
} from '@motcua/kernel/rules/calendar'
import type { Answers, Fault } from '@motcua/kernel/rules/form'
import { checkFiledAnswers } from '@motcua/procedures'
import { demandsFile, limitOf, type Procedure } from '@motcua/procedures/rules'
import type { Static } from 'typebox'
import { filesHeldBy } from './archive.ts'
import type * as contract from './contract.ts'
import type { PaperFile, StandingReply } from './contract.ts'
import { act, clockOf, type OpenRequest, type Result } from './dossiers.ts'
import {
  answerLimit,
  applicantOf,
  communesOf,
  faultsOfFile,
  faultsOfPapers,
  feeOf,
  promised,
  textOf
} from './filing.ts'
import { feeDue } from './fees.ts'
import { forwardDueAt } from './forwarding.ts'
import { lateWords } from './papers/wording.ts'
import { readReply } from './replies.ts'

export type BodyOf<Name extends keyof typeof contract> = (typeof contract)[Name] extends { body: infer Body }
  ? Static<Body & object>
  : never

export const receiveDossier = (ctx: Ctx, id: string): Promise<StandingReply> =>
  act(ctx, id, 'receive', ({ row, procedure, calendar, person }) => {
    const clock = startClock(limitOf(procedure, row.answers, dayOf(ctx.now)), ctx.now, calendar)
    return {
      to: 'received',
      clock,
      answerDueAt: null,
      receivedAt: ctx.now,
      receivedBy: person.personId,
      forwardDueAt: forwardDueAt(row.route, ctx.now, calendar),
      body: promised(clock)
    }
  })

export const refuseDossier = (ctx: Ctx, id: string, body: BodyOf<'refuseDossier'>): Promise<StandingReply> =>
  act(ctx, id, 'refuse', ({ procedure }) => {
    const { article } = groundOf(procedure, body.ground)
    return { to: 'refused', answerDueAt: null, body: { ...body, article } }
  })

/** A ground on which this procedure may be refused. */
export function groundOf(procedure: Procedure, code: string): Procedure['refusalGrounds'][number] {
  const ground = procedure.refusalGrounds.find((known) => known.code === code)
  if (!ground) throw new Refusal(422, 'invalid', { count: 1 }, [{ field: 'body.ground', code: 'refusal.ground' }])
  return ground
}

/** Everything that is missing at once, and no more often than the procedure allows (Decree 61/2018 art. 19). */
export const askSupplement = (ctx: Ctx, id: string, body: BodyOf<'askSupplement'>): Promise<StandingReply> =>
  act(ctx, id, 'askSupplement', ({ row, procedure, calendar }) => {
    const faults = faultsOfItems(procedure, body.items)
    if (faults.length > 0) throw new Refusal(422, 'invalid', { count: faults.length }, faults)
    const request: OpenRequest = {
      what: 'supplement',
      from: row.state,
      at: ctx.now.toISOString(),
      reason: body.reason,
      items: body.items
    }
    return {
      to: 'awaiting_supplement',
      clock: 'stop',
      answerDueAt: null,
      supplements: row.supplements + 1,
      request,
      ...(isLastTenth(clockOf(row), ctx.now, calendar) ? { flag: 'supplement_in_last_tenth' as const } : {}),
      body
    }
  })

/** Less than a tenth of the whole limit is left, or none: a clock stopped then may be stopped for looks. */
function isLastTenth(clock: Clock | null, now: Date, calendar: Calendar): boolean {
  if (!clock) return false
  const whole = workingTimeBetween(clock.startedAt, addLimit(clock.startedAt, clock.limit, calendar).at, calendar)
  return workingTimeBetween(now, clock.dueAt, calendar) * 10 < whole
}

/** Items that name no paper and no field of the procedure. */
export function faultsOfItems(procedure: Procedure, items: BodyOf<'askSupplement'>['items']): Fault[] {
  const papers = new Set(procedure.papers.map((paper) => paper.code))
  const fields = new Set(procedure.form.sections.flatMap((section) => section.fields.map((field) => field.name)))
  return items.flatMap((item, i) =>
    (item.kind === 'paper' ? papers : fields).has(item.name)
      ? []
      : [{ field: `body.items.${i}.name`, code: 'field.unknown' }]
  )
}

/** Hands in what was asked: it goes back to where it came from, with the rest of its time. */
export const supplyDossier = (ctx: Ctx, id: string, body: BodyOf<'supplyDossier'>): Promise<StandingReply> =>
  act(ctx, id, 'supply', async ({ row, procedure, calendar, person }) => {
    const today = dayOf(ctx.now)
    const request = row.request as OpenRequest
    const answers = { ...row.answers, ...((body.answers ?? {}) as Answers) }
    const papers: PaperFile[] = body.papers
    const [communes, brought, said] = await Promise.all([
      communesOf(ctx),
      filesHeldBy(ctx, person.personId, papers.map((paper) => paper.sha256)),
      readReply(ctx, person.personId, body)
    ]) // biome-ignore format: three questions at once
    const checked = await checkFiledAnswers(ctx, row.version_id, answers, today, {
      hasCommune: (code) => communes.has(code)
    })
    const replaced = new Set(papers.map((paper) => paper.code))
    const kept = row.papers.filter((paper) => !replaced.has(paper.code))
    const files = new Map<string, { size: number; mediaType: string }>([
      ...kept.map((paper) => [paper.sha256, paper] as const),
      ...brought
    ])
    const faults: Fault[] = [
      ...checked.faults.map((fault) => ({ ...fault, field: `answers.${fault.field}` })),
      ...faultsOfPapers(procedure, checked.answers, [...kept, ...papers], files, today),
      ...(request.items ?? [])
        .filter((item) => item.kind === 'paper' && leavesFile(procedure, item.name) && !replaced.has(item.name))
        .map((item) => ({ field: `papers.${item.name}`, code: 'paper.asked' })),
      ...said.faults
    ]
    if (faults.length > 0) throw new Refusal(422, 'invalid', { count: faults.length }, faults)
    const given = papers.map((paper) => ({
      ...paper,
      ...(brought.get(paper.sha256) as { size: number; mediaType: string })
    }))
    return {
      to: request.from,
      clock: 'go on',
      ...(request.from === 'received' ? { forwardDueAt: forwardDueAt(row.route, ctx.now, calendar) } : {}),
      answerDueAt: request.from === 'registered' ? addLimit(ctx.now, answerLimit, calendar).at : null,
      request: null,
      answers: checked.answers,
      follows: {
        applicant: applicantOf(procedure, checked.answers),
        about: textOf(checked.answers, procedure.roles.subjectName),
        fee: feeOf(procedure, checked.answers, today)
      },
      papers: [...kept, ...given],
      body: { answers: body.answers ?? {}, papers: given, ...said.reply }
    }
  })

/** What is only shown leaves no file: the officer saw it, or it is not taken in. */
const leavesFile = (procedure: Procedure, code: string): boolean =>
  procedure.papers.some((paper) => paper.code === code && demandsFile(paper))

export const forwardDossier = (ctx: Ctx, id: string): Promise<StandingReply> =>
  act(ctx, id, 'forward', ({ row }) => {
    const late = row.forward_due_at !== null && new Date(row.forward_due_at) < ctx.now
    return {
      to: 'processing',
      stepAt: row.step_at + 1,
      ...(late ? { flag: 'forward_late' as const } : {}),
      body: late ? { dueAt: row.forward_due_at, late } : {}
    }
  })

export const handOverDossier = (ctx: Ctx, id: string, body: BodyOf<'handOverDossier'>): Promise<StandingReply> =>
  act(ctx, id, 'handOver', ({ row }) => ({ to: 'processing', stepAt: row.step_at + 1, body }))

export const giveBackDossier = (ctx: Ctx, id: string, body: BodyOf<'giveBackDossier'>): Promise<StandingReply> =>
  act(ctx, id, 'giveBack', ({ row }) => ({ to: 'processing', stepAt: row.step_at - 1, body }))

/**
 * Mẫu 04, once (Decree 61/2018/NĐ-CP art. 19): at the latest the day before the promised one; later is flagged, since an apology that comes late
 * is better than none. What was received on that same day could not be apologised for earlier.
 */
export const apologise = (ctx: Ctx, id: string, body: BodyOf<'apologise'>): Promise<StandingReply> =>
  act(ctx, id, 'apologise', ({ row, calendar }) => {
    const dueAt = row.due_at as string
    const redatedTo = newDayOf(ctx, dueAt, body, calendar)
    const today = dayOf(ctx.now)
    const receivedToday = row.received_at !== null && dayOf(new Date(row.received_at)) === today
    return {
      to: row.state,
      keepsShare: true,
      redatedTo,
      ...(today >= dayOf(new Date(dueAt)) && !receivedToday ? { flag: 'apology_late' as const } : {}),
      body: apologyOf(body, dueAt, redatedTo)
    }
  })

/** What history keeps of an apology: with the reason in words, as it stands on the paper. */
export const apologyOf = (body: BodyOf<'apologise'>, dueAt: string, redatedTo: Date) => ({
  ...body,
  because: body.reason === 'other' ? body.detail : lateWords[body.reason],
  dueAt,
  redatedTo: redatedTo.toISOString()
})

/** The close of the new day: a working one, after the promised moment and after now. */
export function newDayOf(ctx: Ctx, dueAt: string, body: BodyOf<'apologise'>, calendar: Calendar): Date {
  const close = addLimit(momentOf(body.day, '00:00'), { sameDay: true, cutOff: '15:00' }, calendar).at
  const faults: Fault[] = []
  if (dayOf(close) !== body.day) faults.push({ field: 'body.day', code: 'apology.day_off' })
  else if (close <= new Date(dueAt) || close <= ctx.now) faults.push({ field: 'body.day', code: 'apology.day_early' })
  if (body.reason === 'other' && !body.detail?.trim()) faults.push({ field: 'body.detail', code: 'field.required' })
  if (faults.length > 0) throw new Refusal(422, 'invalid', { count: faults.length }, faults)
  return close
}

export const askPayment = (ctx: Ctx, id: string, body: BodyOf<'askPayment'>): Promise<StandingReply> =>
  act(ctx, id, 'askPayment', () => {
    const request: OpenRequest = { what: 'payment', from: 'processing', at: ctx.now.toISOString(), ...body }
    return { to: 'awaiting_payment', clock: 'stop', request, body }
  })

export const confirmPayment = (ctx: Ctx, id: string, body: BodyOf<'confirmPayment'>): Promise<StandingReply> =>
  act(ctx, id, 'confirmPayment', () => ({ to: 'processing', clock: 'resume', request: null, body }))

/** Granted needs the result itself; not granted needs the reason in writing. */
export const decideDossier = (ctx: Ctx, id: string, body: BodyOf<'decideDossier'>): Promise<StandingReply> =>
  act(ctx, id, 'decide', async ({ row, person }) => {
    const { outcome, reason, result } = body
    const needed =
      outcome === 'granted' ? { field: 'body.result', value: result } : { field: 'body.reason', value: reason }
    if (!needed.value)
      throw new Refusal(422, 'invalid', { count: 1 }, [{ field: needed.field, code: 'field.required' }])
    const decided: Result = reason ? { reason } : {}
    if (result) {
      const brought = await filesBroughtBy(ctx, person.personId, [result.sha256])
      const faults = faultsOfFile('body.result', result, brought)
      if (faults.length > 0) throw new Refusal(422, 'invalid', { count: faults.length }, faults)
      Object.assign(decided, { name: result.name, ...brought.get(result.sha256) })
    }
    const stepAt = Math.min(row.step_at + 1, row.route.length - 1)
    return { to: 'decided', stepAt, outcome, result: decided, decidedAt: ctx.now, body: { outcome, ...decided } }
  })

export const returnResult = (ctx: Ctx, id: string, body: BodyOf<'returnResult'>): Promise<StandingReply> =>
  act(ctx, id, 'returnResult', ({ row }) => {
    const faults: Fault[] = []
    const posted = body.collectedBy === 'post'
    if (posted && !row.post_to) throw new Refusal(409, 'post.not_asked')
    if (posted && !body.parcel) faults.push({ field: 'body.parcel', code: 'field.required' })
    if (body.collectedBy !== 'applicant' && !posted && !body.name)
      faults.push({ field: 'body.name', code: 'field.required' })
    if (body.collectedBy === 'relative' && !body.relation)
      faults.push({ field: 'body.relation', code: 'field.required' })
    const kept = row.originals.filter((code) => !body.originals?.includes(code))
    if (kept.length > 0 && !body.note) faults.push({ field: 'body.originals', code: 'originals.kept' })
    if (faults.length > 0) throw new Refusal(422, 'invalid', { count: faults.length }, faults)
    const due = feeDue(row)
    const paid = due > 0 && body.paid ? { ...body.paid, at: ctx.now.toISOString(), amount: due } : undefined
    const unpaid = due > 0 && !paid
    return {
      to: 'returned',
      collectedBy: posted ? `Bưu điện, ${body.parcel}` : (body.name ?? row.applicant.name),
      paid,
      // Who pays by post or later has a right to the result; that it went out unpaid is said at once and kept.
      ...(unpaid ? { flag: 'returned_unpaid' as const, warnings: ['fee_due' as const] } : {}),
      body
    }
  })

export const withdrawDossier = (ctx: Ctx, id: string, body: BodyOf<'withdrawDossier'>): Promise<StandingReply> =>
  act(ctx, id, 'withdraw', () => ({ to: 'withdrawn', answerDueAt: null, request: null, body }))

export const stopDossier = (ctx: Ctx, id: string, body: BodyOf<'stopDossier'>): Promise<StandingReply> =>
  act(ctx, id, 'stop', () => ({ to: 'stopped', request: null, body }))

export const voidDossier = (ctx: Ctx, id: string, body: BodyOf<'voidDossier'>): Promise<StandingReply> =>
  act(ctx, id, 'void', () => ({ to: 'stopped', body }))
