import { createHash } from 'node:crypto'
import { contentsHash, sealHash } from './seal.ts'

/** Asks the database, as its owner. */
export type Ask = <Row>(text: string, values?: unknown[]) => Promise<Row[]>

type Entry = {
  case_id: string
  number: string | null
  seq: number
  at_ms: string
  command_id: string
  actor_kind: string
  person_id: string | null
  office_id: number
  what: string
  state: string
  body: string | null
  salt: Buffer | null
  body_hash: Buffer
  prev: Buffer
  hash: Buffer
  last_seq: number | null
  last_hash: Buffer | null
}
type Seal = {
  no: number
  sealed_at: Date
  from_xid: string
  until_xid: string
  rows: number
  contents: Buffer
  prev: Buffer
  hash: Buffer
}

export type Verdict = { findings: string[]; entries: number; cases: number; seals: number; erased: number }

const sha256 = (...parts: (Buffer | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const page = 5_000

/**
 * Recomputes every chain and every seal and names what does not fit: a changed or removed entry of a history, a removed case, a history
 * written anew, an altered seal or batch. Uses no function of the database: who can alter rows can alter functions too.
 */
export async function verify(ask: Ask): Promise<Verdict> {
  const verdict: Verdict = { findings: [], entries: 0, cases: 0, seals: 0, erased: 0 }
  await verifyHistories(ask, verdict)
  await verifySeals(ask, verdict)
  return verdict
}

async function verifyHistories(ask: Ask, verdict: Verdict): Promise<void> {
  let before: Entry | undefined
  let after = ['00000000-0000-0000-0000-000000000000', 0] as [string, number]
  const finish = (last: Entry | undefined) => {
    if (!last) return
    verdict.cases++
    const name = last.number ?? last.case_id
    if (last.last_seq !== null && last.last_seq > last.seq)
      verdict.findings.push(`case ${name}: entries ${last.seq + 1} to ${last.last_seq} of its history are gone`)
    else if (last.last_hash && !last.last_hash.equals(last.hash))
      verdict.findings.push(`case ${name}: its last entry ${last.seq} is not the one the case names`)
  }
  for (;;) {
    const entries = await ask<Entry>(
      `select h.case_id, c.number, h.seq, (extract(epoch from h.at) * 1000)::bigint::text as at_ms, h.command_id, h.actor_kind, h.person_id,
              h.office_id, h.what, h.state, h.body, h.salt, h.body_hash, h.prev, h.hash, c.history_seq as last_seq, c.history_head as last_hash
         from kernel.history h left join kernel.case c on c.id = h.case_id
        where (h.case_id, h.seq) > ($1::uuid, $2::int) order by h.case_id, h.seq limit ${page}`,
      after
    )
    for (const entry of entries) {
      const first = before?.case_id !== entry.case_id
      if (first) finish(before)
      verifyEntry(entry, first ? undefined : before, verdict)
      before = entry
    }
    const last = entries.at(-1)
    if (!last) break
    after = [last.case_id, last.seq]
  }
  finish(before)
  const bare = await ask<{ number: string }>(
    `select number from kernel.case c where not exists (select from kernel.history where case_id = c.id) order by number limit 1000`
  )
  for (const { number } of bare) verdict.findings.push(`case ${number}: its whole history is gone`)
}

function verifyEntry(entry: Entry, before: Entry | undefined, verdict: Verdict): void {
  verdict.entries++
  const name = `case ${entry.number ?? entry.case_id}, entry ${entry.seq}`
  const expected = (before?.seq ?? 0) + 1
  if (entry.seq !== expected) verdict.findings.push(`${name}: entry ${expected} before it is gone`)
  else if (!entry.prev.equals(before?.hash ?? Buffer.alloc(0)))
    verdict.findings.push(`${name}: does not follow from the entry before it`)
  if (entry.body === null || entry.salt === null) verdict.erased++
  else if (!sha256(entry.salt, entry.body).equals(entry.body_hash))
    verdict.findings.push(`${name}: its words were changed`)
  const line = [
    entry.case_id, entry.seq, entry.at_ms, entry.command_id, entry.actor_kind, entry.person_id ?? '-', entry.office_id, entry.what, entry.state
  ].join('|') // biome-ignore format: the order is the formula
  if (!sha256(entry.prev, line, entry.body_hash).equals(entry.hash)) verdict.findings.push(`${name}: was changed`)
}

const written = {
  command: `select id::text, concat_ws('|', id, name, actor_kind, coalesce(person_id::text, '-'), (extract(epoch from at) * 1000)::bigint,
     encode(content_hash, 'hex'), status, md5(reply), xid) as line from kernel.command`,
  history: `select case_id::text as id, concat_ws('|', case_id, seq, encode(hash, 'hex'), xid) as line from kernel.history`,
  reading: `select id::text, concat_ws('|', id, name, how, actor_kind, coalesce(person_id::text, '-'), (extract(epoch from read_at) * 1000)::bigint,
     array_to_string(cases, ','), xid) as line from kernel.reading`
}

async function verifySeals(ask: Ask, verdict: Verdict): Promise<void> {
  const seals = await ask<Seal>(
    'select no, sealed_at, from_xid::text, until_xid::text, rows, contents, prev, hash from kernel.seal order by no'
  )
  let before: Seal | undefined
  for (const known of seals) {
    verdict.seals++
    const expected = (before?.no ?? 0) + 1
    if (known.no !== expected) verdict.findings.push(`seal ${expected} is gone`)
    else if (!known.prev.equals(before?.hash ?? Buffer.alloc(0)) || known.from_xid !== (before?.until_xid ?? '0'))
      verdict.findings.push(`seal ${known.no}: does not follow from the seal before it`)
    if (
      !sealHash(
        known.prev,
        known.no,
        known.sealed_at.toISOString(),
        known.from_xid,
        known.until_xid,
        known.contents
      ).equals(known.hash)
    )
      verdict.findings.push(`seal ${known.no}: was changed`)
    const rows: { kind: string; id: string; line: string }[] = []
    for (const [kind, select] of Object.entries(written)) {
      const found = await ask<{ id: string; line: string }>(
        `select id, line from (${select} where xid >= $1::xid8 and xid < $2::xid8) written order by line collate "C"`,
        [known.from_xid, known.until_xid]
      )
      rows.push(...found.map((row) => ({ kind, ...row })))
    }
    if (!contentsHash(rows).equals(known.contents)) {
      const missing = known.rows - rows.length
      const how =
        missing > 0 ? `${missing} rows are gone` : missing < 0 ? `${-missing} rows were added` : 'a row was changed'
      verdict.findings.push(
        `seal ${known.no} (${known.sealed_at.toISOString()}): ${how} among the ${known.rows} it covers`
      )
    }
    before = known
  }
  const broken = await ask<{ case_id: string; seq: number; seal_no: number; gone: boolean; number: string | null }>(
    `select s.case_id, s.seq, s.seal_no, h.case_id is null as gone, c.number
       from kernel.seal_head s left join kernel.history h on h.case_id = s.case_id and h.seq = s.seq
       left join kernel.case c on c.id = s.case_id
      where h.hash is distinct from s.hash order by s.seal_no limit 1000`
  )
  for (const { case_id, seq, seal_no, gone, number } of broken) {
    const name = `case ${number ?? case_id}`
    const what = gone ? (number ? `entry ${seq} is gone` : 'the whole case is gone') : `entry ${seq} was written anew`
    verdict.findings.push(`${name}: ${what} since seal ${seal_no}`)
  }
}
