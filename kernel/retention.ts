import { Type } from 'typebox'
import { Sha256, Uuid } from './contract.ts'
import type { Ctx } from './platform/commands.ts'
import type { openOwner } from './platform/owner.ts'
import { dayOf } from './rules/calendar.ts'

/** A file that nobody has put into anything is kept for so long: a draft may wait for a paper. */
const looseDays = 30

const Due = Type.Object({ id: Uuid })

/** Closed cases of this kind that have been kept as long as their procedure says. */
export async function casesToExpire({ db, now }: Ctx, kind: string, most: number): Promise<string[]> {
  const rows = await db(Due)`
    select id from kernel.case
     where kind = ${kind} and expired_at is null and retain_until < ${dayOf(now)}::date
     order by retain_until, id limit ${most}`
  return rows.map(({ id }) => id)
}

const Expired = Type.Object({ expired: Type.Boolean() })

/**
 * Lets go what a case is about: its words in the history, the name of the applicant, the files it names. Number, dates and the chain of its
 * history stay, so that nothing can be said never to have been. False: it must still be kept, by the calendar of the database itself.
 */
export async function expireCase({ db, now }: Ctx, id: string): Promise<boolean> {
  const [row] = await db(Expired)`select kernel.expire_case(${id}, ${now}) as expired`
  return row?.expired === true
}

const Gone = Type.Object({ sha256: Sha256 })

/** Forgets files that no case names and nobody has brought lately; the sweep removes them from the disk. */
export async function clearDocuments({ db, now }: Ctx): Promise<void> {
  const before = new Date(now.getTime() - looseDays * 24 * 60 * 60 * 1000)
  const loose = await db(Gone)`
    select sha256 from kernel.document
     where not exists (select from kernel.case_document named where named.sha256 = document.sha256)
       and not exists (select from kernel.document_bringer brought where brought.sha256 = document.sha256 and brought_at >= ${before})
     limit 500 for update skip locked`
  const hashes = loose.map(({ sha256 }) => sha256)
  if (hashes.length === 0) return
  await Promise.all([
    db`delete from kernel.document_bringer where sha256 = any (${hashes})`,
    // A case that names one of them meanwhile holds its row, and this waits and is refused: the next turn sees it.
    db`delete from kernel.document where sha256 = any (${hashes})`
  ])
}

export type RetentionPlan = {
  cases: { number: string; topic: string; closed: string; kept_until: string; files: number }[]
  files: { cases: number; loose: number; bytes: number }
}

/** What would go on a day, to be read before it does: for who runs the server, past row security. */
export async function planRetention(ask: ReturnType<typeof openOwner>['ask'], day: string): Promise<RetentionPlan> {
  const cases = await ask<RetentionPlan['cases'][number]>(
    `select number, topic, (closed_at at time zone 'Asia/Ho_Chi_Minh')::date::text as closed, retain_until::text as kept_until,
            (select count(*)::int from kernel.case_document where case_id = c.id) as files
       from kernel.case c where expired_at is null and retain_until < $1::date order by retain_until, number`,
    [day]
  )
  const [files] = await ask<RetentionPlan['files']>(
    `with kept as (
       select sha256 from kernel.case_document join kernel.case c on c.id = case_id
        where c.expired_at is null and (retain_until is null or retain_until >= $1::date)),
     gone as (
       select size, exists (select from kernel.case_document named where named.sha256 = document.sha256) as named from kernel.document
        where sha256 not in (select sha256 from kept)
          and not exists (select from kernel.document_bringer brought
                           where brought.sha256 = document.sha256 and brought_at >= $1::date - $2::int))
     select count(*) filter (where named)::int as cases, count(*) filter (where not named)::int as loose,
            coalesce(sum(size), 0)::float8 as bytes from gone`,
    [day, looseDays]
  )
  return { cases, files: files ?? { cases: 0, loose: 0, bytes: 0 } }
}
