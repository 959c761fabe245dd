import { type Ctx, type Listener, Refusal, signedIn } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { noteCase } from '@motcua/kernel/cases'
import { Day, Moment, orNull, Uuid } from '@motcua/kernel/contract'
import { addLimit, addWorkingTime, type Calendar, dayOf } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import type { Reminder } from './contract.ts'
import { getDossier, isOfMine, refuseOutsiders, type Row } from './dossiers.ts'
import type { BodyOf } from './handling.ts'

const hour = 3_600_000

/** What a reminder waits for: it runs, and its moment has passed. */
const isLate = (row: Pick<Row, 'state' | 'due_at' | 'answer_due_at'>, now: Date): boolean => {
  if (!['registered', 'received', 'processing'].includes(row.state)) return false
  const due = row.due_at ?? row.answer_due_at
  return due !== null && new Date(due) < now
}

/** The working day a moment counts for: on a day off the next one. */
const workingDayOf = (now: Date, calendar: Calendar) =>
  dayOf(addLimit(now, { sameDay: true, cutOff: '23:59' }, calendar).at)

/** One hour before the close of the next working day: 16:30. */
const answerDueAt = (now: Date, calendar: Calendar) =>
  addWorkingTime(addLimit(now, { amount: 1, unit: 'workingDay' }, calendar).at, -hour, calendar).at

export async function remind(ctx: Ctx, id: string, { reminder }: BodyOf<'remind'>) {
  const [row, calendar] = await Promise.all([getDossier(ctx, id), currentCalendar(ctx)])
  if (!isOfMine(row, signedIn(ctx))) throw new Refusal(403, 'dossier.not_yours', { number: row.number })
  if (!isLate(row, ctx.now)) throw new Refusal(409, 'reminder.not_late', { number: row.number })
  const dueAt = await writeReminder(ctx, row, reminder, ctx.now, calendar)
  if (!dueAt) throw new Refusal(409, 'reminder.once_a_day')
  return { id, number: row.number, at: ctx.now.toISOString(), dueAt: dueAt.toISOString() }
}

/** Until when it is to be answered; undefined where the dossier was reminded of on that working day already. */
async function writeReminder(ctx: Ctx, row: Row, reminder: string, at: Date, calendar: Calendar) {
  const dueAt = answerDueAt(at, calendar)
  const sent = await ctx.db`
    insert into dossiers.reminder (id, case_id, day, sent_at, due_at)
    values (${reminder}, ${row.id}, ${workingDayOf(at, calendar)}, ${at}, ${dueAt}) on conflict (case_id, day) do nothing`
  if (sent !== 1) return undefined
  await noteCase(ctx, row.id, { what: 'reminder_sent', office: row.holder_id, body: { reminder, dueAt } })
  ctx.publish('dossiers.reminder_sent', { id: row.id, number: row.number })
  return dueAt
}

/** Who holds number and code reminds without an account: told as a fact, for nobody unknown writes into a dossier. */
export async function askReminder(
  ctx: Ctx,
  row: Pick<Row, 'id' | 'number' | 'state' | 'due_at' | 'answer_due_at'>,
  earlier: Pick<Reminder, 'sentAt'>[]
): Promise<Date> {
  const calendar = await currentCalendar(ctx)
  if (!isLate(row, ctx.now)) throw new Refusal(409, 'reminder.not_late', { number: row.number })
  const dueAt = answerDueAt(ctx.now, calendar)
  const asked =
    mayRemind(row, earlier, ctx.now, calendar) &&
    (await ctx.db`
      insert into dossiers.asked_reminder (case_id, day, sent_at, due_at)
      values (${row.id}, ${workingDayOf(ctx.now, calendar)}, ${ctx.now}, ${dueAt}) on conflict (case_id, day) do nothing`)
  if (asked !== 1) throw new Refusal(409, 'reminder.once_a_day')
  ctx.publish('dossiers.reminder_asked', { id: row.id, reminder: ctx.command })
  return dueAt
}

/** The reminder that somebody asked for with number and code, written down as of then. */
export const writeAskedReminder: Listener = {
  name: 'dossiers.write_asked_reminder',
  hears: ['dossiers.reminder_asked'],
  hear: async (ctx, { body, at }) => {
    const [row, calendar] = await Promise.all([getDossier(ctx, String(body.id)), currentCalendar(ctx)])
    void ctx.db`delete from dossiers.asked_reminder where case_id = ${row.id} and sent_at <= ${new Date(at)}`
    // Decided meanwhile, there is nothing to remind of.
    if (isLate(row, new Date(at))) await writeReminder(ctx, row, String(body.reminder), new Date(at), calendar)
  }
}

export async function answerReminder(ctx: Ctx, id: string, body: BodyOf<'answerReminder'>) {
  const row = await getDossier(ctx, id)
  const person = refuseOutsiders(ctx, row, 'desk or holder')
  const answered = await ctx.db`
    update dossiers.reminder set answered_at = ${ctx.now}, answered_by = ${person.personId}, answer = ${body.answer},
           expected_on = ${body.expectedOn ?? null}
     where id = ${body.reminder} and case_id = ${id} and answered_at is null`
  if (answered !== 1) throw new Refusal(409, 'reminder.answered')
  await noteCase(ctx, id, { what: 'reminder_answered', office: row.holder_id, body })
  ctx.publish('dossiers.reminder_answered', { id, number: row.number })
  return { id, number: row.number, at: ctx.now.toISOString() }
}

const Sent = Type.Object({
  id: Uuid,
  sent_at: Moment,
  due_at: Moment,
  answered_at: orNull(Moment),
  answered_by: orNull(Type.String()),
  answer: orNull(Type.String()),
  expected_on: orNull(Day)
})

export async function remindersOf({ db }: Ctx, id: string): Promise<Reminder[]> {
  const rows = await db(Sent)`
    select reminder.id, sent_at, due_at, answered_at, person.name as answered_by, answer, expected_on
      from dossiers.reminder left join kernel.person on person.id = answered_by where case_id = ${id} order by sent_at`
  return rows.map((row) => ({
    id: row.id,
    sentAt: row.sent_at,
    dueAt: row.due_at,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
    answer: row.answer,
    expectedOn: row.expected_on
  }))
}

/** Whether the applicant may remind now: late, and not reminded on this working day. */
export const mayRemind = (
  row: Pick<Row, 'state' | 'due_at' | 'answer_due_at'>,
  reminders: Pick<Reminder, 'sentAt'>[],
  now: Date,
  calendar: Calendar
): boolean =>
  isLate(row, now) &&
  !reminders.some(({ sentAt }) => workingDayOf(new Date(sentAt), calendar) === workingDayOf(now, calendar))
