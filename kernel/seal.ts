import { createHash } from 'node:crypto'
import { type Static, Type } from 'typebox'
import type { Ctx } from './platform/commands.ts'
import type { Job } from './platform/module.ts'

/** One written row as the seal sees it: a command, a reading, or the link of a history. In the order of `place`. */
export const SealedRow = Type.Object({ kind: Type.String(), id: Type.String(), line: Type.String() })

const Last = Type.Object({ no: Type.Integer(), until_xid: Type.String(), hash: Type.Unsafe<Buffer>({}) })
const Range = Type.Object({ until_xid: Type.String() })
const Head = Type.Object({ case_id: Type.String(), seq: Type.Integer(), hash: Type.Unsafe<Buffer>({}) })

const batch = 1_000

/** What a seal says, from what it covers. */
export function sealHash(
  prev: Buffer,
  no: number,
  sealedAt: string,
  fromXid: string,
  untilXid: string,
  contents: Buffer
): Buffer {
  return createHash('sha256').update(prev).update(`${no}|${sealedAt}|${fromXid}|${untilXid}|`).update(contents).digest()
}

/** The rows of a batch, folded in their order. */
export function contentsHash(rows: Static<typeof SealedRow>[]): Buffer {
  const hash = createHash('sha256')
  for (const { kind, line } of rows) hash.update(`${kind}|${line}\n`)
  return hash.digest()
}

/**
 * Seals what transactions have written since the last seal, up to the oldest one still open: a row that commits late belongs to a
 * later seal, none is lost. Batches end at the border of a transaction, near a thousand rows. Gives the number of seals made, `most` at
 * the utmost.
 */
export async function seal(ctx: Ctx, most: number): Promise<number> {
  const { db, now } = ctx
  for (let made = 0; ; made++) {
    if (made === most) return made
    const [last] = await db(Last)`select no, until_xid::text, hash from kernel.seal order by no desc limit 1`
    const from = last?.until_xid ?? '0'
    const [range] = await db(Range)`
      with written as (
        (select xid from kernel.command where xid >= ${from}::xid8 order by xid limit ${batch + 1}) union all
        (select xid from kernel.reading where xid >= ${from}::xid8 order by xid limit ${batch + 1}) union all
        (select xid from kernel.history where xid >= ${from}::xid8 order by xid limit ${batch + 1})),
      waiting as (select min(xid) as first from written),
      border as (select xid from written order by xid offset ${batch} limit 1),
      -- A transaction with more rows than a batch is a batch of its own.
      border_after_first as (
        select case when border.xid > first then border.xid
                    else least((select min(xid) from kernel.command where xid > first),
                               (select min(xid) from kernel.reading where xid > first),
                               (select min(xid) from kernel.history where xid > first)) end as xid
          from waiting, border)
      select least((select xid from border_after_first), pg_snapshot_xmin(pg_current_snapshot()))::text as until_xid
        from waiting where first < pg_snapshot_xmin(pg_current_snapshot())`
    if (!range) return made
    const until = range.until_xid
    const [rows, heads] = await Promise.all([
      db(SealedRow)`
        select kind, id, line from (
        select 'command' as kind, id::text, concat_ws('|', id, name, actor_kind, coalesce(person_id::text, '-'),
                 (extract(epoch from at) * 1000)::bigint, encode(content_hash, 'hex'), status, md5(reply), xid) as line
          from kernel.command where xid >= ${from}::xid8 and xid < ${until}::xid8
        union all
        select 'reading', id::text, concat_ws('|', id, name, how, actor_kind, coalesce(person_id::text, '-'),
                 (extract(epoch from read_at) * 1000)::bigint, array_to_string(cases, ','), xid)
          from kernel.reading where xid >= ${from}::xid8 and xid < ${until}::xid8
        union all
        select 'history', case_id::text, concat_ws('|', case_id, seq, encode(hash, 'hex'), xid)
          from kernel.history where xid >= ${from}::xid8 and xid < ${until}::xid8
        ) written order by kind, line collate "C"`,
      db(Head)`
        select distinct on (case_id) case_id::text, seq, hash from kernel.history
         where xid >= ${from}::xid8 and xid < ${until}::xid8 order by case_id, seq desc`
    ])
    const no = (last?.no ?? 0) + 1
    const prev = last?.hash ?? Buffer.alloc(0)
    const contents = contentsHash(rows)
    const hash = sealHash(prev, no, now.toISOString(), from, until, contents)
    await Promise.all([
      db`
        insert into kernel.seal (no, sealed_at, from_xid, until_xid, rows, contents, prev, hash)
        values (${no}, ${now}, ${from}::xid8, ${until}::xid8, ${rows.length}, ${contents}, ${prev}, ${hash})`,
      db`
        insert into kernel.seal_head (seal_no, case_id, seq, hash)
        select ${no}, case_id, seq, decode(hash, 'hex')
          from jsonb_to_recordset(${JSON.stringify(heads.map((head) => ({ ...head, hash: head.hash.toString('hex') })))}::jsonb)
            as head (case_id uuid, seq int, hash text)`
    ])
  }
}

const sealsInOneGo = 20

/** Every ten seconds: nothing that was written stays unsealed for a minute. A year laid out at once takes several goes. */
export const sealJob: Job = {
  name: 'seal',
  everySeconds: 10,
  run: async (ctx) => ((await seal(ctx, sealsInOneGo)) === sealsInOneGo ? 'more' : undefined)
}
