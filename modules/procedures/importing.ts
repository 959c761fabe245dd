import { createHash } from 'node:crypto'
import { type Before, type Ctx, fill, Refusal, type Taken } from '@motcua/kernel'
import { Day, Uuid } from '@motcua/kernel/contract'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { formatDate } from '@motcua/kernel/rules/text'
import { type Static, Type } from 'typebox'
import { listAgencies } from './agencies.ts'
import type { ImportReport } from './contract.ts'
import { readList, type RowFault } from './import-table.ts'
import { listLifeEvents } from './life-events.ts'
import { differencesBetween, type Procedure } from './rules.ts'
import { emptySeats } from './seats.ts'
import { procedureFaults } from './soundness.ts'
import { isStandard, standardProcedure, standardSection } from './standard-form.ts'
import { texts } from './texts.ts'
import { versionId } from './versions.ts'

type Report = Static<typeof ImportReport>
export type Candidate = { row: number; procedure: Procedure }
type Read = { candidates: Candidate[]; faults: RowFault[]; total: number }

const Code = Type.Object({ code: Type.String() })
const Id = Type.Object({ id: Uuid })
const Begun = Type.Object({ code: Type.String(), since: Day })
const Counted = Type.Object({ changed: Type.Integer() })
const Replaced = Type.Object({
  code: Type.String(),
  since: Day,
  body: Type.Unsafe<Procedure>({}),
  running: Type.Integer()
})
// As many as a person looks at one by one before publishing.
const compared = 50
// As many faults as a person mends before trying again; the count says how many there are.
const shown = 200

/** The bytes of a list, in memory: a list of a whole province is a few megabytes. */
export async function takeList({ bytes }: Before): Promise<Taken & { file: Uint8Array }> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return { file: Buffer.concat(chunks), drop: async () => {} }
}

/** What an import of this file would do, without doing it. */
export async function previewImport(ctx: Ctx, file: Uint8Array, { sha256, from }: Asked): Promise<Report> {
  return (await weighFile(ctx, file, { sha256, from })).report
}

/**
 * The good rows of a file, and a report that lists the others, so that one wrong row does not keep a thousand right ones out; after mending,
 * the whole file comes again and what stands already stays. A procedure that somebody has written out is never replaced by a plain one.
 */
export async function weighFile(ctx: Ctx, file: Uint8Array, { sha256, from }: Asked): Promise<Weighed> {
  demandSame(file, sha256)
  return weigh(ctx, await readFile(ctx, file, from), from)
}

type Asked = { sha256: string; from: string }
type Weighed = { report: Report; ready: Candidate[] }

/** The command is remembered by its address, so the address names the file. */
function demandSame(file: Uint8Array, sha256: string): void {
  if (createHash('sha256').update(file).digest('hex') !== sha256)
    throw new Refusal(422, 'invalid', { count: 1 }, [{ field: 'query.sha256', code: 'import.hash' }])
}

/** What publishing these would do today, and which of them may be published. */
export async function weigh(ctx: Ctx, { candidates, faults, total }: Read, from: string): Promise<Weighed> {
  const sound = await judge(ctx, candidates, from, faults)
  const ids = new Map(sound.map((each) => [versionId(each.procedure, from), each]))
  const codes = sound.filter(({ procedure }) => isStandard(procedure)).map(({ procedure }) => procedure.code)
  const [written, standing] = await Promise.all([
    ctx.db(Code)`
      select distinct code from procedures.version
       where code = any(${codes}::text[]) and body->'form'->'sections'->0->>'name' <> ${standardSection}`,
    ctx.db(Id)`select id from procedures.version where id = any(${[...ids.keys()]}::uuid[])`
  ])
  const writtenOut = new Set(written.map(({ code }) => code))
  const isKept = ({ procedure }: Candidate) => isStandard(procedure) && writtenOut.has(procedure.code)
  const known = new Set(standing.map(({ id }) => id))
  const next = [...ids].filter(([id, each]) => !known.has(id) && !isKept(each)).map(([, each]) => each)
  const late = await neverInForce(ctx, next, from)
  for (const { row, since } of late)
    faults.push({ row, column: 'from', code: 'import.before', values: { day: formatDate(since) } })
  const ready = next.filter(({ row }) => !late.some((each) => each.row === row))
  return {
    ready,
    report: {
      total,
      ready: ready.length,
      unchanged: known.size,
      kept: sound.filter(isKept).map(({ row, procedure: { code, name } }) => ({ row, code, name: name.vi })),
      ...(await whatChanges(ctx, ready, from)),
      faultCount: faults.length,
      faults: faults
        .toSorted((one, other) => one.row - other.row)
        .slice(0, shown)
        .map(({ row, column, code, values = {} }) => ({ row, column, code, text: inBoth(code, values) }))
    }
  }
}

/** Those that may be published; what is wrong with the others is added to `faults`. */
async function judge(ctx: Ctx, candidates: Candidate[], from: string, faults: RowFault[]): Promise<Candidate[]> {
  const whole = candidates.filter(({ row, procedure }) => {
    const found = procedureFaults(procedure)
    for (const { field, code, values } of found)
      faults.push({ row, column: field, code, ...(values ? { values } : {}) })
    return found.length === 0
  })
  const today = dayOf(ctx.now)
  const seats = whole.flatMap(({ procedure }) => procedure.steps.map(({ seat }) => seat))
  const empty = new Set(await emptySeats(ctx, seats, from > today ? from : today))
  return whole.filter(({ row, procedure: { steps } }) => {
    const at = steps.flatMap(({ seat }, i) => (empty.has(seat) ? [i] : []))
    for (const i of at)
      faults.push({
        row,
        column: `steps.${i}`,
        code: 'procedure.no_office',
        values: { step: steps[i]?.name.vi ?? '', unit: steps[i]?.seat.unit ?? '', post: steps[i]?.seat.post ?? '' }
      })
    return at.length === 0
  })
}

/** Those whose place another version has taken already on a later day: they would be published, and never hold. */
async function neverInForce(ctx: Ctx, next: Candidate[], from: string): Promise<{ row: number; since: string }[]> {
  const rows = await ctx.db(Begun)`
    select code, max(in_force_from) as since from procedures.version
     where code = any(${next.map(({ procedure }) => procedure.code)}::text[])
       and in_force_from > ${from}::date and in_force_from <= ${dayOf(ctx.now)}::date
     group by code`
  const since = new Map(rows.map((each) => [each.code, each.since]))
  return next.flatMap(({ row, procedure }) => {
    const day = since.get(procedure.code)
    return day === undefined ? [] : [{ row, since: day }]
  })
}

/** How many take the place of a version, and for the first of them what is different and how many dossiers are under way. */
async function whatChanges(ctx: Ctx, ready: Candidate[], from: string): Promise<Pick<Report, 'changed' | 'changes'>> {
  const byCode = new Map(ready.map((each) => [each.procedure.code, each]))
  const [[counted], replaced] = await Promise.all([
    ctx.db(Counted)`
      select count(distinct code)::int as changed from procedures.version
       where code = any(${[...byCode.keys()]}::text[]) and in_force_from <= ${from}::date`,
    ctx.db(Replaced)`
      select distinct on (version.code) version.code, in_force_from as since, body, coalesce(running, 0) as running
        from procedures.version left join procedures.running on running.code = version.code
       where version.code = any(${[...byCode.keys()]}::text[]) and in_force_from <= ${from}::date
       order by version.code, in_force_from desc, published_at desc limit ${compared}`
  ])
  return {
    changed: counted?.changed ?? 0,
    changes: replaced.flatMap(({ code, since, body, running }) => {
      const { row, procedure } = byCode.get(code) as Candidate
      return [{ row, code, name: procedure.name, since, running, differences: differencesBetween(body, procedure) }]
    })
  }
}

async function readFile(ctx: Ctx, file: Uint8Array, from: string): Promise<Read> {
  const text = decode(file)
  if (/^\s*[{[]/.test(text)) return readWritten(text)
  const [agencies, { rows: events }] = await Promise.all([listAgencies(ctx), listLifeEvents(ctx)])
  const { rows, faults, total } = readList(text, { agencies, events })
  return {
    total,
    faults,
    candidates: rows.map(({ row, plain }) => ({ row, procedure: standardProcedure(plain, from) }))
  }
}

/** Procedures written out whole, as `exportProcedure` hands them on: one, or a list of them. */
function readWritten(text: string): Read {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw new Refusal(422, 'import.unreadable')
  }
  const list = [given].flat() as Procedure[]
  return { total: list.length, faults: [], candidates: list.map((procedure, i) => ({ row: i + 1, procedure })) }
}

/** UTF-8, or UTF-16 as spreadsheets write “Unicode text”. Anything else would turn letters into others. */
function decode(file: Uint8Array): string {
  const wide = file[0] === 0xff && file[1] === 0xfe
  try {
    return new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(file).normalize('NFC')
  } catch {
    throw new Refusal(422, 'import.unreadable')
  }
}

const inBoth = (code: string, values: Record<string, string | number>) => ({
  vi: fill((texts.vi as Record<string, string>)[code] ?? code, values),
  en: fill((texts.en as Record<string, string>)[code] ?? code, values)
})
