import { type Ctx, type Job, Refusal, signedIn } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { Moment, Uuid } from '@motcua/kernel/contract'
import { filesBroughtBy } from '@motcua/kernel/documents'
import { desksOf } from '@motcua/kernel/organisations'
import { addLimit, dayOf, momentOf } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import type { PutAside, StoredPaper } from './contract.ts'
import type { BodyOf } from './handling.ts'

const atMost = 5
const Count = Type.Object({ count: Type.Integer() })

const columns = Type.Object({
  id: Uuid,
  label: Type.String(),
  by: Type.String(),
  put_at: Moment,
  expires_at: Moment
})
type File = Pick<StoredPaper, 'sha256' | 'size' | 'mediaType'>
const Files = Type.Object({ files: Type.Array(Type.Unsafe<File>({})) })
const Whole = Type.Object({ ...columns.properties, contents: Type.Unsafe<Record<string, unknown>>({}) })

const viewOf = (row: { id: string; label: string; by: string; put_at: string; expires_at: string }): PutAside => ({
  id: row.id,
  label: row.label,
  by: row.by,
  putAt: row.put_at,
  expiresAt: row.expires_at
})

/** Puts an intake aside until the close of this working day. Five are what an officer can still keep apart. */
export async function putAside(ctx: Ctx, id: string, body: BodyOf<'putAside'>): Promise<PutAside> {
  const person = signedIn(ctx)
  const { office, label, contents, files = [] } = body
  if (!desksOf(ctx).includes(office)) throw new Refusal(403, 'desk.not_yours')
  const calendar = await currentCalendar(ctx)
  const close = addLimit(ctx.now, { sameDay: true, cutOff: '23:59' }, calendar).at
  // In the evening and on a day off the day closes at midnight.
  const midnight = momentOf(dayOf(new Date(ctx.now.getTime() + 86_400_000)), '00:00')
  const until = close > ctx.now && close < midnight ? close : midnight
  void ctx.db`select pg_advisory_xact_lock(hashtextextended(${`put aside ${office}`}, 0))`
  const [others] = await ctx.db(Count)`
    select count(*)::int as count from dossiers.put_aside where office_id = ${office} and id <> ${id} and expires_at > ${ctx.now}`
  if ((others?.count ?? 0) >= atMost) throw new Refusal(409, 'put_aside.full', { most: atMost })
  const stored = JSON.stringify([...(await filesAtDesk(ctx, id, files)).values()])
  const put = await ctx.db`
    insert into dossiers.put_aside as known (id, office_id, person_id, label, contents, files, put_at, expires_at)
    values (${id}, ${office}, ${person.personId}, ${label}, ${JSON.stringify(contents)}, ${stored}, ${ctx.now}, ${until})
    on conflict (id) do update
      set label = excluded.label, contents = excluded.contents, files = excluded.files, put_at = excluded.put_at,
          expires_at = excluded.expires_at, person_id = excluded.person_id
     where known.office_id = excluded.office_id`
  if (put !== 1) throw new Refusal(404, 'not_found')
  return { id, label, by: person.name, putAt: ctx.now.toISOString(), expiresAt: until.toISOString() }
}

/** Files that this officer brought, and those of a colleague's intake that was put aside under this id at the same desk. */
export async function filesAtDesk(ctx: Ctx, id: string, hashes: string[]): Promise<Map<string, File>> {
  const [brought, [aside]] = await Promise.all([
    filesBroughtBy(ctx, signedIn(ctx).personId, hashes),
    ctx.db(Files)`select files from dossiers.put_aside where id = ${id} and office_id = any (${desksOf(ctx)}::int[])`
  ])
  const wanted = new Set(hashes)
  const ofDesk = (aside?.files ?? []).filter(({ sha256 }) => wanted.has(sha256))
  return new Map<string, File>([...ofDesk.map((file) => [file.sha256, file] as const), ...brought])
}

/** What was put aside under the id of a dossier is done with it. */
export const endPutAside = (ctx: Ctx, id: string): Promise<number> =>
  ctx.db`delete from dossiers.put_aside where id = ${id} and office_id = any (${desksOf(ctx)}::int[])`

export async function listPutAside(ctx: Ctx): Promise<{ rows: PutAside[] }> {
  const rows = await ctx.db(columns)`
    select put_aside.id, label, person.name as by, put_at, expires_at
      from dossiers.put_aside join kernel.person on person.id = person_id
     where office_id = any (${desksOf(ctx)}::int[]) and expires_at > ${ctx.now} order by put_at`
  return { rows: rows.map(viewOf) }
}

/** Its contents, to go on with. They stay: a browser may close before the intake is done. */
export async function takeUp(ctx: Ctx, id: string) {
  const [row] = await ctx.db(Whole)`
    select put_aside.id, label, person.name as by, put_at, expires_at, contents
      from dossiers.put_aside join kernel.person on person.id = person_id
     where put_aside.id = ${id} and office_id = any (${desksOf(ctx)}::int[]) and expires_at > ${ctx.now}`
  if (!row) throw new Refusal(404, 'not_found')
  return { ...viewOf(row), contents: row.contents }
}

export async function dropPutAside(ctx: Ctx, id: string) {
  if ((await endPutAside(ctx, id)) !== 1) throw new Refusal(404, 'not_found')
  return { id }
}

/** What was put aside is gone with the day: an unfinished form of somebody who left is nobody's file. */
export const putAsideJob: Job = {
  name: 'erase what was put aside',
  everySeconds: 60,
  run: async ({ db, now }) => {
    await db`delete from dossiers.put_aside where expires_at <= ${now}`
  }
}
