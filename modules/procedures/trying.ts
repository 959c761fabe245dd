import { type Ctx, Refusal } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { Moment, Uuid } from '@motcua/kernel/contract'
import { describeOffice, officesOfSeats } from '@motcua/kernel/organisations'
import { addLimit, dayOf } from '@motcua/kernel/rules/calendar'
import type { Answers } from '@motcua/kernel/rules/form'
import { type Static, Type } from 'typebox'
import type { listVersions, tryVersion } from './contract.ts'
import { deskAddressOf, feesOf, limitOf, requiredPapers } from './rules.ts'
import { getVersion } from './versions.ts'

const Version = Type.Object({ id: Uuid, from: Type.String(), published_at: Moment, doubts: Type.Integer() })
const Running = Type.Object({ running: Type.Integer() })

/** The versions of a procedure, the one that is or will be in force last first, and how many dossiers are under way. */
export async function listVersionsOf({ db, now }: Ctx, code: string): Promise<Static<(typeof listVersions)['reply']>> {
  const [rows, [counted]] = await Promise.all([
    db(Version)`
      select id, in_force_from::text as from, published_at, jsonb_array_length(body->'doubts') as doubts
        from procedures.version where code = ${code} order by in_force_from desc, published_at desc limit 50`,
    db(Running)`select running from procedures.running where code = ${code}`
  ])
  if (rows.length === 0) throw new Refusal(404, 'procedure.none')
  const today = dayOf(now)
  const current = rows.find(({ from }) => from <= today)?.id
  return {
    running: counted?.running ?? 0,
    rows: rows.map(({ id, from, published_at, doubts }) => ({
      id,
      from,
      publishedAt: published_at,
      doubts,
      standing: id === current ? 'current' : from > today ? 'coming' : 'past'
    }))
  }
}

/** What a version would ask and promise somebody with these answers, if the dossier were received now. */
export async function tryVersionWith(
  ctx: Ctx,
  id: string,
  given: object
): Promise<Static<(typeof tryVersion)['reply']>> {
  const procedure = await getVersion(ctx, id)
  const today = dayOf(ctx.now)
  const answers = given as Answers
  const limit = limitOf(procedure, answers, today)
  const due = addLimit(ctx.now, limit, await currentCalendar(ctx))
  const address = deskAddressOf(procedure, answers, today)
  const [seat] = procedure.steps
  const [desk] = address && seat ? await officesOfSeats(ctx, [seat.seat], address.commune) : []
  const office = desk && (await describeOffice(ctx, desk.code))
  return {
    papers: requiredPapers(procedure, answers, today).map(({ name, kind, sets }) => ({ name, kind, sets })),
    charges: feesOf(procedure, answers, today).map(({ name, amount, exemption }) => ({
      name,
      amount,
      exemption: exemption ?? null
    })),
    dueAt: due.at.toISOString(),
    desk: office ? { vi: office.name_vi, en: office.name_en } : null
  }
}
