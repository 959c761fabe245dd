import { type Ctx, signedIn } from '@motcua/kernel'
import { Moment, orNull, type StoredFile, Uuid } from '@motcua/kernel/contract'
import { filesBroughtBy, filesOfOwnCases } from '@motcua/kernel/documents'
import { getVersion, versionInForce } from '@motcua/procedures'
import type { Paper } from '@motcua/procedures/rules'
import { Type } from 'typebox'
import { type ArchivedPaper, type MyPaper, StoredPaper } from './contract.ts'
import type { Result } from './dossiers.ts'
import { filesAtDesk } from './put-aside.ts'
import { standsFor } from './rules.ts'

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
export async function filesHeldBy(ctx: Ctx, person: string, hashes: string[]): Promise<Map<string, Archived>> {
  const brought = await filesBroughtBy(ctx, person, hashes)
  const others = hashes.filter((sha256) => !brought.has(sha256))
  // Nearly everybody has brought all of it just now: the second question is asked of the others only.
  return others.length === 0
    ? brought
    : new Map([...brought, ...asArchived(await filesOfOwnCases(ctx, person, others))])
}

type Archived = StoredFile & { archived?: true }

const asArchived = (files: Map<string, StoredFile>): Map<string, Archived> =>
  new Map([...files].map(([sha256, file]) => [sha256, { ...file, archived: true }]))

const Lying = Type.Object({
  dossier: Uuid,
  number: Type.String(),
  topic: Type.String(),
  version_id: Uuid,
  opened_at: Moment,
  paper: StoredPaper
})

type Whose = { personalId: string; name: string }

const lyingWith = ({ db }: Ctx, { personalId, name }: Whose) =>
  db(Lying)`
    select dossier, number, topic, version_id, opened_at, paper from dossiers.archived_papers(${personalId}, ${name})`

/** What lies with a person's dossiers and can stand for a copy that this procedure asks for, each file once for each paper. */
export async function findInArchive(ctx: Ctx, body: Whose & { procedure: string }): Promise<{ rows: ArchivedPaper[] }> {
  const [version, lying] = await Promise.all([versionInForce(ctx, body.procedure), lyingWith(ctx, body)])
  const asked = await getVersion(ctx, version)
  const found = await Promise.all(
    lying.map(async ({ version_id, ...one }) => {
      const earlier = (await getVersion(ctx, version_id)).papers.find(({ code }) => code === one.paper.code)
      return { ...one, earlier }
    })
  )
  const seen = new Set<string>()
  const rows = asked.papers.flatMap((paper) =>
    found
      .filter(({ topic, earlier }) => earlier && standsFor({ ...earlier, topic }, { ...paper, topic: body.procedure }))
      .filter(({ paper: { sha256 } }) => !seen.has(paper.code + sha256) && seen.add(paper.code + sha256))
      .map(({ dossier, number, opened_at, paper: { sha256, name, size, mediaType }, earlier }) => ({
        code: paper.code,
        what: (earlier as Paper).name,
        dossier,
        number,
        at: opened_at,
        sha256,
        name,
        size,
        mediaType
      }))
  )
  return { rows }
}

/** A stored file as a filing names it. */
export type Brought = { size: number; mediaType: string; archived?: true }

/** What a desk may name in an intake: what was scanned there, and for a copy what lies with earlier dossiers of the applicant. */
export async function filesForIntake(
  ctx: Ctx,
  id: string,
  hashes: string[],
  archive: () => Promise<{ personalId: string | null; name: string; copies: string[] }>
): Promise<Map<string, Brought>> {
  const atDesk = await filesAtDesk(ctx, id, hashes)
  const others = hashes.filter((sha256) => !atDesk.has(sha256))
  if (others.length === 0) return atDesk
  const { personalId, name, copies } = await archive()
  const lying = personalId ? await lyingWith(ctx, { personalId, name }) : []
  const found = lying
    .filter(({ paper: { sha256 } }) => others.includes(sha256) && copies.includes(sha256))
    .map(({ paper: { sha256, size, mediaType } }) => [sha256, { size, mediaType, archived: true }] as const)
  return new Map<string, Brought>([...atDesk, ...found])
}
