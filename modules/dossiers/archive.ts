import { type Ctx, signedIn } from '@motcua/kernel'
import { Moment, orNull, type StoredFile, Uuid } from '@motcua/kernel/contract'
import { filesBroughtBy, filesOfOwnCases } from '@motcua/kernel/documents'
import { getVersion } from '@motcua/procedures'
import { Type } from 'typebox'
import { type MyPaper, StoredPaper } from './contract.ts'
import type { Result } from './dossiers.ts'

const Held = Type.Object({
  id: Uuid,
  number: Type.String(),
  version_id: Uuid,
  papers: Type.Array(StoredPaper),
  result: orNull(Type.Unsafe<Result>({})),
  opened_at: Moment,
  decided_at: orNull(Moment)
})
const most = 100

/** What one has handed in and been given, each file once and the newest first: to be used again instead of photographed again. */
export async function listMyPapers(ctx: Ctx): Promise<{ rows: MyPaper[] }> {
  const { personId } = signedIn(ctx)
  const held = await ctx.db(Held)`
    select "case".id, number, version_id, papers, result, opened_at, decided_at
      from kernel.case join dossiers.dossier using (id)
     where person_id = ${personId} order by opened_at desc limit ${most}`
  const versions = new Map(
    await Promise.all(
      [...new Set(held.map(({ version_id }) => version_id))].map(async (id) => [id, await getVersion(ctx, id)] as const)
    )
  )
  const rows = held.flatMap(({ id, number, version_id, papers, result, opened_at, decided_at }): MyPaper[] => {
    const procedure = versions.get(version_id)
    if (!procedure) return []
    const from = { dossier: id, number }
    const handedIn = papers.map(({ code, sha256, name, size, mediaType }) => ({
      ...from,
      code,
      what: procedure.papers.find((paper) => paper.code === code)?.name ?? { vi: name, en: name },
      at: opened_at,
      sha256,
      name,
      size,
      mediaType
    }))
    const { sha256, name = '', size = 0, mediaType = '' } = result ?? {}
    const given = sha256
      ? [{ ...from, code: null, what: procedure.result, at: decided_at ?? opened_at, sha256, name, size, mediaType }]
      : []
    return [...given, ...handedIn]
  })
  const stored = await filesOfOwnCases(
    ctx,
    personId,
    rows.map(({ sha256 }) => sha256)
  )
  const seen = new Set<string>()
  return { rows: rows.filter(({ sha256 }) => stored.has(sha256) && !seen.has(sha256) && seen.add(sha256)) }
}

/** What a citizen may name in a filing: what they have brought, and what lies with their own dossiers already. */
export async function filesHeldBy(ctx: Ctx, person: string, hashes: string[]): Promise<Map<string, StoredFile>> {
  const brought = await filesBroughtBy(ctx, person, hashes)
  const others = hashes.filter((sha256) => !brought.has(sha256))
  // Nearly everybody has brought all of it just now: the second question is asked of the others only.
  return others.length === 0 ? brought : new Map([...brought, ...(await filesOfOwnCases(ctx, person, others))])
}
