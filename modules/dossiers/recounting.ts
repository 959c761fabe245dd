import type { Ctx, Job } from '@motcua/kernel'
import { calendarOfEdition, currentCalendar } from '@motcua/kernel/calendar'
import { moveCase } from '@motcua/kernel/cases'
import { Moment, orNull, StateName, Uuid } from '@motcua/kernel/contract'
import { type Clock, recountClock } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import { clockOf, shareEnd } from './dossiers.ts'
import type { Station } from './rules.ts'

const Provisional = Type.Object({
  id: Uuid,
  state: StateName,
  office_id: Type.Integer(),
  holder_id: Type.Integer(),
  post: Type.String(),
  step: Type.String(),
  clock: orNull(Type.Unsafe<object>({})),
  answer_due_at: orNull(Moment),
  received_at: orNull(Moment),
  history_seq: Type.Integer(),
  route: Type.Array(Type.Unsafe<Station>({})),
  step_at: Type.Integer()
})

const batch = 200

/**
 * Reckons provisional due dates anew once a newer edition of the calendar is published, each with an entry in its history. A clock that
 * was set by the edition in force is left alone, so running again changes nothing; one that stands still goes on by the calendar of
 * that day anyway. Gives the number of dossiers reckoned.
 */
export async function recountDueDates(ctx: Ctx): Promise<number> {
  const calendar = await currentCalendar(ctx)
  const rows = await ctx.db(Provisional)`
    select "case".id, state, office_id, holder_id, post, step, clock, answer_due_at, received_at, history_seq, route, step_at
      from kernel.case join dossiers.dossier using (id)
     where provisional and stage = 'open' and state <> 'decided' and clock ->> 'edition' <> ${calendar.edition}
     order by "case".id limit ${batch} for update of "case" skip locked`
  for (const row of rows) {
    const old = clockOf(row) as Clock
    const clock = recountClock(old, ctx.now, await calendarOfEdition(ctx, old.edition), calendar)
    const runs = row.state === 'received' || row.state === 'processing'
    await moveCase(
      ctx,
      { id: row.id, historySeq: row.history_seq },
      {
        from: row.state,
        to: row.state,
        what: 'due_recounted',
        office: row.office_id,
        holder: row.holder_id,
        post: row.post,
        step: row.step,
        clock,
        answerDueAt: row.answer_due_at ? new Date(row.answer_due_at) : null,
        shareDueAt: runs ? shareEnd(row.route, row.step_at, ctx.now, clock.dueAt, calendar) : null,
        receivedAt: row.received_at ? new Date(row.received_at) : null,
        closed: false,
        body: { before: old.dueAt, dueAt: clock.dueAt, calendar: calendar.edition, provisional: clock.provisional }
      }
    )
  }
  return rows.length
}

export const recountJob: Job = {
  name: 'recount due dates',
  everySeconds: 60,
  run: async (ctx) => {
    await recountDueDates(ctx)
  }
}
