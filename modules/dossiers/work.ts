import { type Ctx, type Person, signedIn, sql } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { Moment, orNull, StateName, Uuid } from '@motcua/kernel/contract'
import { type Calendar, dayOf, momentOf, workingTimeBetween } from '@motcua/kernel/rules/calendar'
import { type Static, Type } from 'typebox'
import type { DossierRow, listMyDossiers as mine, workTabs } from './contract.ts'
import { clockOf, visibleTo } from './dossiers.ts'
import { feeDue, type Paid } from './fees.ts'
import { flagsOf } from './forwarding.ts'
import { workingMsLeft } from './opening.ts'

const Listed = Type.Object({
  id: Uuid,
  number: Type.String(),
  state: StateName,
  topic: Type.String(),
  subject: Type.String(),
  holder_id: Type.Integer(),
  name_vi: Type.String(),
  name_en: Type.String(),
  post: Type.String(),
  opened_at: Moment,
  answer_due_at: orNull(Moment),
  due_at: orNull(Moment),
  share_due_at: orNull(Moment),
  clock: orNull(Type.Unsafe<object>({})),
  forward_due_at: orNull(Moment),
  flags: Type.Array(Type.String()),
  opinions_open: Type.Integer(),
  opinion_due_at: orNull(Moment),
  reminder_due_at: orNull(Moment),
  reply_awaited_at: orNull(Moment),
  fee: Type.Integer(),
  paid: orNull(Type.Unsafe<Paid>({})),
  decided_at: orNull(Moment)
})
type Listed = Static<typeof Listed>

const columns = (now: Date) => sql`"case".id, number, state, topic, subject, holder_id, name_vi,
  name_en, "case".post, opened_at, answer_due_at, "case".due_at, share_due_at, clock, forward_due_at, flags,
  (select count(*)::int from dossiers.opinion asked
    where asked.case_id = "case".id and asked.answered_at is null and asked.due_at > ${now}) as opinions_open,
  (select min(reminder.due_at) from dossiers.reminder where reminder.case_id = "case".id and reminder.answered_at is null) as reminder_due_at,
  reply_awaited_at, fee, paid, decided_at`

/** A row of a list, once it is chosen: its office by name, and what stands beside the case. */
const beside = sql`join kernel.office on office.id = holder_id join dossiers.dossier on dossier.id = "case".id`
const awaitsOpinions = sql`state in ('processing', 'awaiting_supplement', 'awaiting_payment')`

type Tab = (typeof workTabs)[number]
type Work = { rows: DossierRow[]; counts: Record<Tab, number>; at: string }

/** The seats of an official: whose turn it can be. */
const seatsOf = (person: Person) => ({
  offices: person.appointments.map((held) => held.office),
  posts: person.appointments.map((held) => held.post)
})

/**
 * The work of one's posts, what runs out first on top. Each seat walks its own index and takes at most a page; the merge sorts what
 * little is left, so that a list costs the same with ten thousand dossiers and with a million.
 */
export async function listWork(ctx: Ctx, tab: Tab, limit = 100): Promise<Work> {
  const person = signedIn(ctx)
  const { offices, posts } = seatsOf(person)
  const endOfDay = momentOf(dayOf(new Date(ctx.now.getTime() + 86_400_000)), '00:00')
  // Written out: a stage that is a parameter would keep a prepared statement from the partial indexes.
  const stage = tab === 'waiting' ? sql`stage = 'waiting'` : sql`stage = 'open'`
  const which = {
    mine: sql`state in ('received', 'processing')`,
    toAnswer: sql`state = 'registered'`,
    overdue: sql`state in ('registered', 'received', 'processing') and runs_out_at < ${ctx.now}`,
    today: sql`state in ('registered', 'received', 'processing') and runs_out_at >= ${ctx.now} and runs_out_at < ${endOfDay}`,
    waiting: sql`true`,
    toReturn: sql`false`,
    opinions: sql`false`
  }[tab]
  const [rows, [counts], [asked], calendar] = await Promise.all([
    tab === 'opinions'
      ? listOpinions(ctx, offices, posts, limit)
      : tab === 'toReturn'
        ? listResults(ctx, offices, posts, limit)
        : ctx.db(Listed)`
      select ${columns(ctx.now)}, null::timestamptz as opinion_due_at
        from unnest(${offices}::int[], ${posts}::text[]) as seat (office, in_post)
        cross join lateral (
          select * from kernel.case
           where holder_id = seat.office and post = seat.in_post and ${stage} and ${which}
           order by runs_out_at, id limit ${limit}) "case"
        ${beside}
       order by runs_out_at, "case".id limit ${limit}`,
    ctx.db(Counts)`
      select count(*) filter (where state in ('received', 'processing'))::int as mine,
             count(*) filter (where state = 'registered')::int as "toAnswer",
             count(*) filter (where stage = 'open' and state <> 'decided' and runs_out_at < ${ctx.now})::int as overdue,
             count(*) filter (where stage = 'open' and state <> 'decided' and runs_out_at >= ${ctx.now}
                                and runs_out_at < ${endOfDay})::int as today,
             count(*) filter (where stage = 'waiting')::int as waiting,
             count(*) filter (where state = 'decided')::int as "toReturn"
        from unnest(${offices}::int[], ${posts}::text[]) as seat (office, in_post)
        cross join lateral (
          select state, stage, runs_out_at from kernel.case
           where holder_id = seat.office and post = seat.in_post and stage = 'open'
          union all
          select state, stage, runs_out_at from kernel.case
           where holder_id = seat.office and post = seat.in_post and stage = 'waiting') running`,
    ctx.db(Asked)`
      select count(*)::int as opinions
        from unnest(${offices}::int[], ${posts}::text[]) as seat (office, in_post)
        join dossiers.opinion asked on asked.office_id = seat.office and asked.post = seat.in_post
        join kernel.case on "case".id = case_id
       where answered_at is null and asked.due_at > ${ctx.now} and ${awaitsOpinions}`,
    currentCalendar(ctx)
  ])
  return {
    rows: rows.map((row) => rowOf(row, ctx.now, calendar)),
    counts: { ...(counts as Static<typeof Counts>), opinions: asked?.opinions ?? 0 },
    at: ctx.now.toISOString()
  }
}

const listOpinions = ({ db, now }: Ctx, offices: number[], posts: string[], limit: number) => db(Listed)`
  select ${columns(now)}, asked.due_at as opinion_due_at
    from unnest(${offices}::int[], ${posts}::text[]) as seat (office, in_post)
    join dossiers.opinion asked on asked.office_id = seat.office and asked.post = seat.in_post
    join kernel.case on "case".id = asked.case_id ${beside}
   where answered_at is null and asked.due_at > ${now} and ${awaitsOpinions}
   order by asked.due_at, "case".id limit ${limit}`

/** What waits to be collected, the oldest result first: it has waited longest. */
const listResults = ({ db, now }: Ctx, offices: number[], posts: string[], limit: number) => db(Listed)`
  select ${columns(now)}, null::timestamptz as opinion_due_at
    from unnest(${offices}::int[], ${posts}::text[]) as seat (office, in_post)
    join kernel.case on holder_id = seat.office and "case".post = seat.in_post and stage = 'open' and state = 'decided' ${beside}
   order by decided_at, "case".id limit ${limit}`

const Asked = Type.Object({ opinions: Type.Integer() })
const Counts = Type.Object({
  mine: Type.Integer(),
  toAnswer: Type.Integer(),
  overdue: Type.Integer(),
  today: Type.Integer(),
  waiting: Type.Integer(),
  toReturn: Type.Integer()
})

const Mine = Type.Object({ ...Listed.properties, person_id: orNull(Uuid) })
const Helped = Type.Object({ id: Uuid, name: Type.String() })

/** The dossiers of who is signed in and of those whom they help, newest first. */
export async function listMyDossiers(ctx: Ctx): Promise<Static<typeof mine.reply>> {
  const { personId, helped = [] } = signedIn(ctx)
  const [rows, people, calendar] = await Promise.all([
    ctx.db(Mine)`
      select ${columns(ctx.now)}, null::timestamptz as opinion_due_at, "case".person_id
        from unnest(${[personId, ...helped]}::uuid[]) as of_whom cross join lateral (
          select * from kernel.case where person_id = of_whom order by opened_at desc limit 200) "case" ${beside}
       order by opened_at desc`,
    helped.length === 0
      ? []
      : ctx.db(Helped)`select id, name from kernel.person where id = any (${helped}::uuid[]) order by name, id`,
    currentCalendar(ctx)
  ])
  const rowsOf = (person: string) =>
    rows.filter((row) => row.person_id === person).map((row) => rowOf(row, ctx.now, calendar))
  return { rows: rowsOf(personId), helped: people.map(({ id, name }) => ({ person: id, name, rows: rowsOf(id) })) }
}

/** By the beginnings of words of number and name, with or without accents, or by the applicant's whole identity number; only among what one may see. */
export async function searchDossiers(ctx: Ctx, q: string): Promise<{ rows: DossierRow[] }> {
  const found = /^\d{12}$/.test(q.trim())
    ? sql`"case".id in (select dossiers.filed_for(${q.trim()}))`
    : sql`"case".id in (select kernel.cases_named(${q}))`
  const [rows, calendar] = await Promise.all([
    ctx.db(Listed)`
      select ${columns(ctx.now)}, null::timestamptz as opinion_due_at from kernel.case ${beside}
       where ${found} and ${visibleTo(ctx.actor)} order by opened_at desc limit 50`,
    currentCalendar(ctx)
  ])
  return { rows: rows.map((row) => rowOf(row, ctx.now, calendar)) }
}

function rowOf(row: Listed, now: Date, calendar: Calendar): DossierRow {
  const due = row.due_at ?? row.answer_due_at
  const clock = clockOf(row)
  const left = due && !clock?.stopped ? workingMsLeft(now, new Date(due), calendar) : null
  const whole = clock ? workingTimeBetween(clock.startedAt, clock.dueAt, calendar) : 8 * 3_600_000
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    procedure: row.topic,
    subject: row.subject,
    holder: row.holder_id,
    holderVi: row.name_vi,
    holderEn: row.name_en,
    post: row.post,
    openedAt: row.opened_at,
    answerDueAt: row.answer_due_at,
    dueAt: row.due_at,
    shareDueAt: row.share_due_at,
    workingMsLeft: left,
    flags: flagsOf(row, now),
    opinionsOpen: row.opinions_open,
    opinionDueAt: row.opinion_due_at,
    reminderDueAt: row.reminder_due_at,
    replyAwaitedAt: row.reply_awaited_at,
    feeDue: feeDue(row),
    decidedAt: row.decided_at,
    used: left === null || whole === 0 ? null : (whole - left) / whole
  }
}
