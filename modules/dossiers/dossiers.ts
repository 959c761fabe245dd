import { type Ctx, type Person, Refusal, signedIn, sql } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { moveCase } from '@motcua/kernel/cases'
import { Moment, oneOf, orNull, StateName, Uuid } from '@motcua/kernel/contract'
import {
  type Calendar,
  type Clock,
  dayOf,
  restartClock,
  resumeClock,
  shareOut,
  stopClock
} from '@motcua/kernel/rules/calendar'
import type { State } from '@motcua/kernel/rules/states'
import type { Answers } from '@motcua/kernel/rules/form'
import { getVersion } from '@motcua/procedures'
import type { Procedure } from '@motcua/procedures/rules'
import { type Static, Type } from 'typebox'
import { type OnBehalf, PostTo, type StandingReply, StoredPaper } from './contract.ts'
import type { Paid } from './fees.ts'
import { placeOf, tellApplicant } from './notices.ts'
import {
  type Applicant,
  type Doer,
  type Flag,
  facts,
  type Known,
  nearnessOf,
  obstacle,
  type Standing,
  type Station,
  type Verb,
  type Warning
} from './rules.ts'

/** The open request of a dossier whose clock stands still. */
export type OpenRequest = {
  what: 'supplement' | 'payment'
  from: State
  at: string
  reason: string
  items?: { kind: 'paper' | 'field'; name: string; how: string }[]
  amount?: number
}

export type Result = { sha256?: string; name?: string; size?: number; mediaType?: string; reason?: string }
export const Row = Type.Object({
  id: Uuid,
  number: Type.String(),
  state: StateName,
  office_id: Type.Integer(),
  holder_id: Type.Integer(),
  post: Type.String(),
  step: Type.String(),
  subject: Type.String(),
  topic: Type.String(),
  person_id: orNull(Uuid),
  clock: orNull(Type.Unsafe<object>({})),
  answer_due_at: orNull(Moment),
  due_at: orNull(Moment),
  share_due_at: orNull(Moment),
  provisional: Type.Boolean(),
  opened_at: Moment,
  received_at: orNull(Moment),
  history_seq: Type.Integer(),
  version_id: Uuid,
  way: oneOf(['online', 'desk']),
  tracking_code: Type.String(),
  applicant: Type.Unsafe<Applicant>({}),
  about: orNull(Type.String()),
  answers: Type.Unsafe<Answers>({}),
  papers: Type.Array(StoredPaper),
  fee: Type.Integer(),
  route: Type.Array(Type.Unsafe<Station>({})),
  step_at: Type.Integer(),
  received_by: orNull(Uuid),
  supplements: Type.Integer(),
  request: orNull(Type.Unsafe<OpenRequest>({})),
  outcome: orNull(oneOf(['granted', 'not_granted'])),
  result: orNull(Type.Unsafe<Result>({})),
  decided_at: orNull(Moment),
  collected_by: orNull(Type.String()),
  forward_due_at: orNull(Moment),
  redated_to: orNull(Moment),
  post_to: orNull(PostTo),
  flags: Type.Array(Type.String()),
  on_behalf: orNull(Type.Unsafe<OnBehalf>({})),
  paid: orNull(Type.Unsafe<Paid>({})),
  by_photographs: Type.Boolean(),
  originals: Type.Array(Type.String()),
  reply_awaited_at: orNull(Moment),
  names_doer: Type.Boolean(),
  doer: orNull(Type.Unsafe<Known>({})),
  opinions: Type.Array(Type.Unsafe<{ office: number; post: string; open: boolean }>({}))
})
export type Row = Static<typeof Row>

/** The rows that a person may see: those of their offices, their own, or all. Row security says the same underneath. */
export function visibleTo(actor: Ctx['actor']) {
  if (actor.kind === 'system') return sql`true`
  if (actor.kind === 'public') return sql`false`
  if (actor.reach === 'province') return sql`true`
  return sql`("case".offices && ${actor.offices}::int[] or "case".person_id = any (${[actor.personId, ...(actor.helped ?? [])]}::uuid[]))`
}

/** A dossier that this person may see; another one is as if it did not exist. */
export async function getDossier(ctx: Ctx, id: string): Promise<Row> {
  const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  const [row] = await ctx.db(Row)`
    select "case".id, number, state, office_id, holder_id, post, step, subject, topic, person_id, clock, answer_due_at, due_at,
           share_due_at, provisional, opened_at, received_at, history_seq, version_id, way, tracking_code, applicant, about, answers, papers,
           fee, route, step_at, received_by, supplements, request, outcome, result, decided_at, collected_by, forward_due_at, flags,
           on_behalf, paid, by_photographs, originals, reply_awaited_at, redated_to, post_to,
           (select json_build_object('name', name, 'phone', phone, 'residence', residence)
              from kernel.person where person.id = ${personId}) as doer,
           coalesce((
             select json_agg(json_build_object('office', asked.office_id, 'post', asked.post, 'open', answered_at is null and asked.due_at > ${ctx.now}))
               from dossiers.opinion asked where case_id = ${id}), '[]') as opinions,
           coalesce(applicant ->> 'personalId' = (select personal_id from kernel.person where person.id = ${personId}), false) as names_doer
      from kernel.case join dossiers.dossier using (id)
     where "case".id = ${id} and ${visibleTo(ctx.actor)}`
  if (!row) throw new Refusal(404, 'not_found')
  return row
}

export function standingOf(row: Row, procedure: Procedure): Standing {
  return {
    state: row.state,
    office: row.office_id,
    holder: row.holder_id,
    route: row.route,
    stepAt: row.step_at,
    applicant: row.person_id,
    namesDoer: row.names_doer,
    receivedBy: row.received_by,
    receivedOn: row.received_at && dayOf(new Date(row.received_at)),
    supplements: row.supplements,
    supplementsAllowed: procedure.supplements,
    apologised: row.redated_to !== null,
    way: row.way,
    opinions: row.opinions
  }
}

export const doerOf = (person: Person, now: Date): Doer => ({
  person: person.personId,
  posts: person.appointments,
  today: dayOf(now),
  helps: person.helped
})

/** Clocks are kept as JSON; their moments come back as texts. */
export function clockOf(row: Pick<Row, 'clock'>): Clock | null {
  if (!row.clock) return null
  const clock = row.clock as unknown as {
    startedAt: string
    dueAt: string
    stopped: null | { at: string; remaining: number }
  } & Omit<Clock, 'startedAt' | 'dueAt' | 'stopped'>
  return {
    ...clock,
    startedAt: new Date(clock.startedAt),
    dueAt: new Date(clock.dueAt),
    stopped: clock.stopped && { at: new Date(clock.stopped.at), remaining: clock.stopped.remaining }
  }
}

/** What history keeps beside the name of who helps: that they acted for another. */
export const asHelper = (row: Pick<Row, 'person_id'>, person: Person): { helper?: true } =>
  row.person_id !== person.personId && isOfMine(row, person) ? { helper: true } : {}

/** One's own, or of somebody whom one helps. */
export const isOfMine = (row: Pick<Row, 'person_id'>, person: Person): boolean =>
  row.person_id !== null && [person.personId, ...(person.helped ?? [])].includes(row.person_id)

/**
 * Refuses who has no part in a dossier, for what an office does without moving it: taking money, answering. Its own cause nobody
 * handles here either.
 */
export function refuseOutsiders(ctx: Ctx, row: Row, seats: 'desk' | 'desk or holder'): Person {
  const person = signedIn(ctx)
  const holds = person.appointments.some(
    ({ office, post, role }) =>
      (office === row.office_id && role === 'officer') ||
      (seats === 'desk or holder' && office === row.holder_id && post === row.post)
  )
  if (!holds) throw new Refusal(403, 'dossier.not_yours', { number: row.number })
  if (row.names_doer || isOfMine(row, person)) throw new Refusal(409, 'dossier.own_cause')
  return person
}

/** What a verb changes; what it leaves out stays. */
export type Change = {
  to: State
  /** 'go on' after a supplement, resuming or restarting as the procedure says; 'resume' after a payment. */
  clock?: 'stop' | 'go on' | 'resume' | Clock
  stepAt?: number
  answerDueAt?: Date | null
  receivedAt?: Date
  receivedBy?: string
  supplements?: number
  request?: OpenRequest | null
  answers?: Answers
  /** What follows from the answers, where they were changed. */
  follows?: { applicant: Applicant; about: string | null; fee: number }
  papers?: StoredPaper[]
  outcome?: 'granted' | 'not_granted'
  result?: Result
  decidedAt?: Date
  collectedBy?: string
  paid?: Paid
  /** When the desk must have passed on what it received; null where it decides itself. */
  forwardDueAt?: Date | null
  /** The new day of an apology; what the law had promised stays. */
  redatedTo?: Date
  flag?: Flag
  /** What is said at once about this act, and kept with it. */
  warnings?: Warning[]
  /** The step goes on as it was: its share does not begin anew. */
  keepsShare?: true
  /** What history keeps of it. */
  body: object
}

type Seen = { row: Row; procedure: Procedure; calendar: Calendar; person: Person }

/**
 * One act on a dossier: reads it, refuses what the law does not allow this person now, and moves it with its clock, share and history.
 * Every verb but the two that file goes through here.
 */
export async function act(
  ctx: Ctx,
  id: string,
  verb: Verb,
  plan: (seen: Seen) => Change | Promise<Change>
): Promise<StandingReply> {
  const person = signedIn(ctx)
  const [row, calendar] = await Promise.all([getDossier(ctx, id), currentCalendar(ctx)])
  const procedure = await getVersion(ctx, row.version_id)
  const no = obstacle(verb, standingOf(row, procedure), doerOf(person, ctx.now))
  if (no) throw new Refusal(no === 'dossier.not_yours' ? 403 : 409, no, { number: row.number, state: row.state })
  const change = await plan({ row, procedure, calendar, person })
  const warnings = [...warningsOf(row, person), ...(change.warnings ?? [])]

  const clock = nextClock(clockOf(row), change.clock, procedure, ctx.now, calendar)
  const stepAt = change.stepAt ?? row.step_at
  const station = row.route[stepAt] as Station
  const atDesk = change.to === 'decided' || change.to === 'returned'
  const runs = (change.to === 'received' || change.to === 'processing') && clock
  const answerDueAt = change.answerDueAt === undefined ? momentOrNull(row.answer_due_at) : change.answerDueAt
  await Promise.all([
    moveCase(
      ctx,
      { id, historySeq: row.history_seq },
      {
        from: row.state,
        to: change.to,
        what: facts[verb],
        office: row.holder_id,
        holder: atDesk ? row.office_id : station.office,
        post: atDesk ? 'officer' : station.post,
        step: station.code,
        clock,
        answerDueAt,
        shareDueAt: change.keepsShare
          ? momentOrNull(row.share_due_at)
          : runs
            ? shareEnd(row.route, stepAt, ctx.now, runs.dueAt, calendar)
            : null,
        receivedAt: change.receivedAt ?? momentOrNull(row.received_at),
        closed: ['refused', 'withdrawn', 'stopped', 'returned'].includes(change.to) && {
          keepYears: procedure.retention.years
        },
        // Written down for those who oversee: an act on the dossier of somebody of the same household is a question, not a charge.
        body: { ...change.body, ...(warnings.length > 0 ? { warnings } : {}), ...asHelper(row, person) }
      }
    ),
    // What stays is not written: the answers of a dossier are longer than all the rest of its row.
    ctx.db`
      update dossiers.dossier
         set step_at = ${stepAt}, received_by = coalesce(${change.receivedBy}::uuid, received_by),
             supplements = coalesce(${change.supplements}::int, supplements),
             request = case when ${change.request !== undefined} then ${json(change.request)}::jsonb else request end,
             answers = coalesce(${json(change.answers)}::jsonb, answers), papers = coalesce(${json(change.papers)}::jsonb, papers),
             outcome = coalesce(${change.outcome}, outcome), result = coalesce(${json(change.result)}::jsonb, result),
             decided_at = coalesce(${change.decidedAt}::timestamptz, decided_at), collected_by = coalesce(${change.collectedBy}, collected_by),
             applicant = coalesce(${json(change.follows?.applicant)}::jsonb, applicant), fee = coalesce(${change.follows?.fee}::int, fee),
             about = case when ${change.follows !== undefined} then ${change.follows?.about} else about end,
             paid = coalesce(${json(change.paid)}::jsonb, paid), redated_to = coalesce(${change.redatedTo}::timestamptz, redated_to),
             forward_due_at = case when ${change.forwardDueAt !== undefined} then ${change.forwardDueAt}::timestamptz else forward_due_at end,
             flags = case when ${change.flag}::text = any (flags) then flags else array_remove(flags || ${change.flag}::text, null) end
       where id = ${id}`,
    placeOf(ctx, row.office_id).then((place) => {
      const dueAt = change.redatedTo ?? clock?.dueAt ?? null
      const times = { dueAt, provisional: clock?.provisional ?? false, answerDueAt }
      tellApplicant(ctx, verb, { ...row, ...times, place, body: change.body }, procedure)
    })
  ])
  ctx.publish(`dossiers.${facts[verb]}`, { id, number: row.number })
  return {
    id,
    number: row.number,
    state: change.to,
    dueAt: clock ? clock.dueAt.toISOString() : null,
    answerDueAt: answerDueAt ? answerDueAt.toISOString() : null,
    warnings
  }
}

/** What this official should know before acting: refused is only the own cause. */
export const warningsOf = (row: Row, person: Person): Warning[] => {
  if (row.person_id === person.personId || person.appointments.length === 0 || !row.doer) return []
  const near = nearnessOf(row.doer, row.applicant)
  return near ? [near] : []
}

const momentOrNull = (moment: string | null) => (moment === null ? null : new Date(moment))

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))

function nextClock(
  clock: Clock | null,
  change: Change['clock'],
  procedure: Procedure,
  now: Date,
  calendar: Calendar
): Clock | null {
  if (change === undefined || (typeof change === 'string' && !clock)) return clock
  if (typeof change !== 'string') return change
  if (change === 'stop') return stopClock(clock as Clock, now, calendar)
  return procedure.afterSupplement === 'restart' && change === 'go on'
    ? restartClock(clock as Clock, now, calendar)
    : resumeClock(clock as Clock, now, calendar)
}

/** When the share of the step that begins now ends: the rest of the limit divided as the steps' hours are. */
export function shareEnd(route: Station[], stepAt: number, now: Date, dueAt: Date, calendar: Calendar): Date {
  const hours = route.slice(stepAt).map((station) => station.hours)
  return dueAt > now ? (shareOut(now, dueAt, hours, calendar)[0] ?? dueAt) : dueAt
}
