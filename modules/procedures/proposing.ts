import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { Day, Moment, oneOf, orNull, Text, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import type * as contract from './contract.ts'
import { type Candidate, weigh, weighFile } from './importing.ts'
import type { Procedure } from './rules.ts'
import { publishSound, versionId } from './versions.ts'

// Four eyes: rules that decide what a citizen must bring, pay and wait for are laid down by one administrator and put in force by another.

const names = 3
const shown = 500

/** Lays the good rows of a file before another administrator. */
export async function proposeProcedures(
  ctx: Ctx,
  file: Uint8Array,
  { id, sha256, from }: { id: string; sha256: string; from: string }
): Promise<Static<typeof contract.proposeProcedures.reply>> {
  const { personId } = signedIn(ctx)
  const { report, ready } = await weighFile(ctx, file, { sha256, from })
  if (ready.length === 0) return { ...report, proposal: null }
  const { db, now } = ctx
  void db`
    insert into procedures.proposal (id, in_force_from, sha256, proposed_by, proposed_at)
    values (${id}, ${from}::date, ${sha256}, ${personId}, ${now})`
  await db`
    insert into procedures.proposed_version (proposal_id, row, version_id, body)
    select ${id}, row, version_id, body::jsonb
      from unnest(${ready.map(({ row }) => row)}::int[], ${ready.map(({ procedure }) => versionId(procedure, from))}::uuid[],
                  ${ready.map(({ procedure }) => JSON.stringify(procedure))}::text[]) as proposed (row, version_id, body)`
  ctx.publish('procedures_proposed', { proposal: id, count: ready.length, from, sha256 })
  return { ...report, proposal: id }
}

const Row = Type.Object({
  id: Uuid,
  from: Day,
  state: oneOf(['open', 'published', 'returned', 'withdrawn'] as const),
  own: Type.Boolean(),
  proposedBy: Type.String(),
  proposedAt: Moment,
  decidedBy: orNull(Type.String()),
  decidedAt: orNull(Moment),
  reason: orNull(Type.String()),
  count: Type.Integer(),
  names: Type.Array(Text)
})

/** What waits for another administrator, then the last that were decided. */
export async function listProposals(ctx: Ctx): Promise<Static<typeof contract.listProposals.reply>> {
  const rows = await findProposals(ctx, null)
  return { rows, toDecide: rows.filter(({ state, own }) => state === 'open' && !own).length }
}

const findProposals = (ctx: Ctx, id: string | null) => ctx.db(Row)`
  select proposal.id, in_force_from::text as from, state, proposed_by = ${signedIn(ctx).personId} as own, one.name as "proposedBy",
         proposed_at as "proposedAt", other.name as "decidedBy", decided_at as "decidedAt", reason,
         (select count(*)::int from procedures.proposed_version where proposal_id = proposal.id) as count,
         (select json_agg(first.name)
            from (select body->'name' as name from procedures.proposed_version
                   where proposal_id = proposal.id order by row limit ${names}) first) as names
    from procedures.proposal
    join kernel.person one on one.id = proposed_by
    left join kernel.person other on other.id = decided_by
   where ${id}::uuid is null or proposal.id = ${id}::uuid
   order by (state = 'open') desc, coalesce(decided_at, proposed_at) desc
   limit 20 + (select count(*) from procedures.proposal where state = 'open')`

const Proposed = Type.Object({ row: Type.Integer(), procedure: Type.Unsafe<Procedure>({}) })

/** One of them with what publishing it would change today: the rules may have moved on since it was proposed. */
export async function openProposal(ctx: Ctx, id: string): Promise<Static<typeof contract.openProposal.reply>> {
  const [proposal] = await findProposals(ctx, id)
  if (!proposal) throw new Refusal(404, 'proposal.none')
  const candidates = await proposedBy(ctx, id)
  const { report } = await weighAgain(ctx, candidates, proposal.from)
  const [sole] = candidates
  return {
    proposal,
    report,
    all: candidates.slice(0, shown).map(({ procedure: { code, name } }) => ({ code, name })),
    procedure: candidates.length === 1 && sole ? sole.procedure : null
  }
}

/** Puts in force what another has proposed: all of it, as it was looked at, or nothing. */
export async function publishProposal(ctx: Ctx, id: string): Promise<{ published: number }> {
  const from = await decide(ctx, id, 'published', null)
  const candidates = await proposedBy(ctx, id)
  const { report, ready } = await weighAgain(ctx, candidates, from)
  if (report.faultCount > 0) throw new Refusal(409, 'proposal.outdated', { count: report.faultCount })
  const published = await publishSound(
    ctx,
    ready.map(({ procedure }) => procedure),
    from
  )
  ctx.publish('procedures_published', { proposal: id, published, from })
  return { published }
}

/** Sends it back with the reason; who has proposed it takes it back. */
export async function closeProposal(
  ctx: Ctx,
  id: string,
  { reason }: { reason: string }
): Promise<Static<typeof contract.closeProposal.reply>> {
  const [proposal] = await findProposals(ctx, id)
  const state = proposal?.own ? 'withdrawn' : 'returned'
  await decide(ctx, id, state, reason)
  ctx.publish('procedures_closed', { proposal: id, state })
  return { state }
}

const Decided = Type.Object({ from: Day })

/** The day from which it holds. The statement holds the guard: it is decided once, and never by who has proposed it. */
async function decide(ctx: Ctx, id: string, state: 'published' | 'returned' | 'withdrawn', reason: string | null) {
  const { personId } = signedIn(ctx)
  const [decided] = await ctx.db(Decided)`
    update procedures.proposal
       set state = ${state}, decided_by = ${personId}, decided_at = ${ctx.now}, reason = ${reason}
     where id = ${id} and state = 'open' and (proposed_by = ${personId}) = (${state}::text = 'withdrawn')
    returning in_force_from::text as from`
  if (decided) return decided.from
  const [found] = await findProposals(ctx, id)
  if (!found) throw new Refusal(404, 'proposal.none')
  if (found.state !== 'open') throw new Refusal(409, 'proposal.decided', { name: found.decidedBy ?? '' })
  throw new Refusal(403, 'proposal.own')
}

const proposedBy = async ({ db }: Ctx, id: string): Promise<Candidate[]> =>
  db(Proposed)`select row, body as procedure from procedures.proposed_version where proposal_id = ${id} order by row`

const weighAgain = (ctx: Ctx, candidates: Candidate[], from: string) =>
  weigh(ctx, { candidates, faults: [], total: candidates.length }, from)
