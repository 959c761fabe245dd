import { type Ctx, Refusal } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { Moment, orNull, Uuid } from '@motcua/kernel/contract'
import { describeOffice, officesOfSeats } from '@motcua/kernel/organisations'
import { addLimit, dayOf } from '@motcua/kernel/rules/calendar'
import type { Answers } from '@motcua/kernel/rules/form'
import { type Static, Type } from 'typebox'
import type { listVersions, tryProcedure } from './contract.ts'
import { deskAddressOf, feesOf, limitOf, type Procedure, requiredPapers } from './rules.ts'
import { procedureFaults } from './soundness.ts'

const Version = Type.Object({
  id: Uuid,
  from: Type.String(),
  published_at: Moment,
  doubts: Type.Integer(),
  proposed_by: orNull(Type.String()),
  published_by: orNull(Type.String())
})
const Running = Type.Object({ running: Type.Integer() })

/** The versions of a procedure, the one that is or will be in force last first, and how many dossiers are under way. */
export async function listVersionsOf({ db, now }: Ctx, code: string): Promise<Static<(typeof listVersions)['reply']>> {
  const [rows, [counted]] = await Promise.all([
    db(Version)`
      select version.id, version.in_force_from::text as from, published_at, jsonb_array_length(version.body->'doubts') as doubts,
             by_two.proposed_by, by_two.published_by
        from procedures.version
        left join lateral (
          select one.name as proposed_by, other.name as published_by
            from procedures.proposed_version proposed
            join procedures.proposal on proposal.id = proposed.proposal_id and proposal.state = 'published'
            join kernel.person one on one.id = proposal.proposed_by
            join kernel.person other on other.id = proposal.decided_by
           where proposed.version_id = version.id
           order by decided_at limit 1) by_two on true
       where code = ${code} order by version.in_force_from desc, published_at desc limit 50`,
    db(Running)`select running from procedures.running where code = ${code}`
  ])
  if (rows.length === 0) throw new Refusal(404, 'procedure.none')
  const today = dayOf(now)
  const current = rows.find(({ from }) => from <= today)?.id
  return {
    running: counted?.running ?? 0,
    rows: rows.map(({ id, from, published_at, doubts, proposed_by, published_by }) => ({
      id,
      from,
      publishedAt: published_at,
      doubts,
      proposedBy: proposed_by,
      publishedBy: published_by,
      standing: id === current ? 'current' : from > today ? 'coming' : 'past'
    }))
  }
}

/** What a procedure would ask of somebody with these answers and promise them, if the dossier were received now. */
export async function tryProcedureWith(
  ctx: Ctx,
  procedure: Procedure,
  given: object
): Promise<Static<(typeof tryProcedure)['reply']>> {
  const faults = procedureFaults(procedure)
  if (faults.length > 0) throw new Refusal(422, 'invalid', { count: faults.length }, faults)
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
