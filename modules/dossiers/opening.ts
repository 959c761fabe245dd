import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { type FileReply, Moment, orNull, StateName } from '@motcua/kernel/contract'
import { openFile } from '@motcua/kernel/documents'
import { workingTimeBetween } from '@motcua/kernel/rules/calendar'
import { getVersion } from '@motcua/procedures'
import { Type } from 'typebox'
import type { DossierView } from './contract.ts'
import { clockOf, doerOf, getDossier, isOfMine, standingOf, warningsOf } from './dossiers.ts'
import { feeDue } from './fees.ts'
import { flagsOf } from './forwarding.ts'
import { opinionsOf } from './opinions.ts'
import { whyNoPost } from './posting.ts'
import { mayRemind, remindersOf } from './reminders.ts'
import { findVoice, repliesIn } from './replies.ts'
import { facts, newDayAfter, openVerbs } from './rules.ts'

const Entry = Type.Object({
  at: Moment,
  what: Type.String(),
  state: StateName,
  name_vi: Type.String(),
  name_en: Type.String(),
  by: orNull(Type.String()),
  body: orNull(Type.String())
})
/** Facts whose words pass between offices. */
const between: string[] = [facts.askOpinion, facts.giveOpinion]
const Earlier = Type.Object({ number: Type.String(), opened_at: Moment, state: StateName })
const Named = Type.Object({ name: Type.String() })
const OfficeName = Type.Object({ id: Type.Integer(), name_vi: Type.String(), name_en: Type.String() })

/** One dossier as who asks may see it: with its history, and the verbs open to them now. */
export async function openDossier(ctx: Ctx, id: string): Promise<DossierView> {
  const person = signedIn(ctx)
  const [row, calendar, entries, opinions, reminders, rated, earlier] = await Promise.all([
    getDossier(ctx, id),
    currentCalendar(ctx),
    ctx.db(Entry)`
      select at, what, state, name_vi, name_en, person.name as by, body
        from kernel.history join kernel.office on office.id = office_id left join kernel.person on person.id = person_id
       where case_id = ${id} order by seq`,
    opinionsOf(ctx, id),
    remindersOf(ctx, id),
    ctx.db`select from dossiers.rating where case_id = ${id}`,
    ctx.db(Earlier)`select number, opened_at, state from dossiers.earlier_filings(${id})`
  ])
  const offices = await ctx.db(OfficeName)`
    select id, name_vi, name_en from kernel.office where id = any (${row.route.map((station) => station.office)}::int[])`
  const named = new Map(offices.map((office) => [office.id, office]))
  const procedure = await getVersion(ctx, row.version_id)
  const own = row.person_id === person.personId
  const helps = !own && isOfMine(row, person)
  const [helped] = helps ? await ctx.db(Named)`select name from kernel.person where id = ${row.person_id}` : []
  // What offices write to each other on the way is theirs; that they were asked, and when, the applicant sees too.
  const inside = person.appointments.length > 0 || person.reach === 'province'
  const clock = clockOf(row)
  return {
    id,
    number: row.number,
    // The code opens the public page: it is the applicant's, and the desk's that prints it.
    trackingCode: own || person.appointments.some((held) => held.office === row.office_id) ? row.tracking_code : null,
    state: row.state,
    procedure: row.topic,
    version: row.version_id,
    way: row.way,
    byPhotographs: row.by_photographs,
    subject: row.subject,
    answers: row.answers,
    papers: row.papers,
    fee: row.fee,
    office: row.office_id,
    holder: row.holder_id,
    route: row.route.map(({ code, office, post, hours }) => {
      const name = named.get(office)
      return { code, office, post, hours, officeVi: name?.name_vi ?? '', officeEn: name?.name_en ?? '' }
    }),
    stepAt: row.step_at,
    openedAt: row.opened_at,
    receivedAt: row.received_at,
    answerDueAt: row.answer_due_at,
    dueAt: row.due_at,
    redatedTo: newDayAfter(row.due_at, row.redated_to),
    shareDueAt: row.share_due_at,
    provisional: row.provisional,
    stoppedAt: clock?.stopped?.at.toISOString() ?? null,
    workingMsLeft: row.due_at && !clock?.stopped ? workingMsLeft(ctx.now, new Date(row.due_at), calendar) : null,
    request: row.request,
    outcome: row.outcome,
    result: row.result && {
      sha256: row.result.sha256,
      name: row.result.name,
      size: row.result.size,
      mediaType: row.result.mediaType,
      reason: row.result.reason
    },
    collectedBy: row.collected_by,
    postTo: row.post_to,
    whyNoPost: own ? (whyNoPost(row, procedure) ?? null) : null,
    forwardDueAt: row.forward_due_at,
    flags: inside ? flagsOf(row, ctx.now) : [],
    warnings: warningsOf(row, person),
    firstFiledAt: earlier[0]?.opened_at ?? row.opened_at,
    earlier: earlier.map(({ number, opened_at, state }) => ({ number, openedAt: opened_at, state })),
    opinions: inside ? opinions : [],
    onBehalf: row.on_behalf,
    paid: row.paid,
    feeDue: feeDue(row),
    originals: row.originals,
    reminders,
    helps: helped?.name ?? null,
    mayRemind: (own || helps) && mayRemind(row, reminders, ctx.now, calendar),
    mayRate: own && row.state === 'returned' && rated === 0,
    replyAwaitedAt: row.reply_awaited_at,
    replies: repliesIn(entries),
    timeline: entries.map(({ at, what, state, name_vi, name_en, by, body }) => ({
      at,
      what,
      state,
      officeVi: name_vi,
      officeEn: name_en,
      by,
      details: body && (inside || !between.includes(what)) ? JSON.parse(body) : {}
    })),
    actions: openVerbs(standingOf(row, procedure), doerOf(person, ctx.now))
  }
}

/** Working time to a moment; below zero once it has passed. */
export const workingMsLeft = (now: Date, due: Date, calendar: Parameters<typeof workingTimeBetween>[2]): number =>
  due >= now ? workingTimeBetween(now, due, calendar) : -workingTimeBetween(due, now, calendar)

/** A paper, the result or a recorded message of a dossier that this person may see. */
export async function openPaper(
  ctx: Ctx,
  id: string,
  sha256: string,
  as?: 'shown'
): Promise<FileReply & { caseId: string }> {
  const row = await getDossier(ctx, id)
  const files = [
    ...row.papers,
    ...(row.on_behalf?.consent.file ? [row.on_behalf.consent.file] : []),
    ...(row.result?.sha256 ? [{ sha256: row.result.sha256, name: row.result.name ?? '' }] : [])
  ]
  const file = files.find((known) => known.sha256 === sha256) ?? (await findVoice(ctx, id, sha256))
  if (!file) throw new Refusal(404, 'not_found')
  return { ...(await openFile(ctx, sha256, file.name, as === 'shown')), caseId: id }
}
