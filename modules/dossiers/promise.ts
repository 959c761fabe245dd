import { type Ctx, Refusal } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { officesOfSeats } from '@motcua/kernel/organisations'
import { addLimit, dayOf } from '@motcua/kernel/rules/calendar'
import { getVersion, versionInForce } from '@motcua/procedures'
import { type Static, Type } from 'typebox'
import type * as contract from './contract.ts'
import { answerLimit } from './filing.ts'

const Name = Type.Object({ name_vi: Type.String(), name_en: Type.String() })

/** Which desk would answer for a commune, and by when: what a citizen is told before starting. */
export async function promiseOf(
  ctx: Ctx,
  code: string,
  commune: string
): Promise<Static<(typeof contract.promiseOf)['reply']>> {
  const [version, calendar] = await Promise.all([versionInForce(ctx, code), currentCalendar(ctx)])
  const procedure = await getVersion(ctx, version)
  const [first] = procedure.steps
  const limit = procedure.limits.find((known) => !known.when)?.limit ?? procedure.limits[0]?.limit
  if (!first || !limit) throw new Refusal(404, 'procedure.none')
  const [desk] = await officesOfSeats(ctx, [first.seat], commune)
  const [name] = await ctx.db(Name)`select name_vi, name_en from kernel.office where id = ${desk?.id}`
  const due = addLimit(ctx.now, limit, calendar)
  return {
    office: desk?.id ?? 0,
    officeVi: name?.name_vi ?? '',
    officeEn: name?.name_en ?? '',
    answerDueAt: addLimit(ctx.now, answerLimit, calendar).at.toISOString(),
    dueAt: due.at.toISOString(),
    provisional: due.provisional,
    today: dayOf(ctx.now)
  }
}
