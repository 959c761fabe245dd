import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { noteCase } from '@motcua/kernel/cases'
import { dayOf, momentOf } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import { asHelper, getDossier, isOfMine, refuseOutsiders } from './dossiers.ts'

const atMostADay = 20
const Count = Type.Object({ count: Type.Integer() })

/** “Nhắn cơ quan giải quyết”: a thread between the applicant and the office, in the history and nowhere else. */
export async function sendMessage(ctx: Ctx, id: string, { text }: { text: string }) {
  const person = signedIn(ctx)
  const row = await getDossier(ctx, id)
  const byApplicant = isOfMine(row, person)
  if (byApplicant) {
    const [today] = await ctx.db(Count)`
      select count(*)::int as count from kernel.history
       where case_id = ${id} and what = 'message_sent' and at >= ${momentOf(dayOf(ctx.now), '00:00')}`
    if (today && today.count >= atMostADay) throw new Refusal(429, 'message.too_many', { seconds: 86_400 })
  } else refuseOutsiders(ctx, row, 'desk or holder')
  const what = byApplicant ? 'message_sent' : 'message_answered'
  // The first unanswered message dates the waiting; an answer ends it.
  void ctx.db`
    update dossiers.dossier
       set reply_awaited_at = case when ${byApplicant} then coalesce(reply_awaited_at, ${ctx.now}::timestamptz) end where id = ${id}`
  await noteCase(ctx, id, { what, office: row.holder_id, body: { text, ...asHelper(row, person) } })
  ctx.publish(`dossiers.${what}`, { id, number: row.number })
  return { id, number: row.number, at: ctx.now.toISOString() }
}
