import { createHash } from 'node:crypto'
import { type Before, type Ctx, fill, Refusal, type Taken } from '@motcua/kernel'
import { Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { listAgencies } from './agencies.ts'
import type { ImportReport } from './contract.ts'
import { readList, type RowFault } from './import-table.ts'
import { listLifeEvents } from './life-events.ts'
import type { Procedure } from './rules.ts'
import { procedureFaults } from './soundness.ts'
import { isStandard, standardProcedure, standardSection } from './standard-form.ts'
import { texts } from './texts.ts'
import { publishSound, versionId } from './versions.ts'

type Report = Static<typeof ImportReport>
type Candidate = { row: number; procedure: Procedure }
type Read = { candidates: Candidate[]; faults: RowFault[]; total: number }

const Code = Type.Object({ code: Type.String() })
const Id = Type.Object({ id: Uuid })
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
  demandSame(file, sha256)
  return (await weigh(ctx, file, from)).report
}

/**
 * Publishes the good rows of a file and lists the others, so that one wrong row does not keep a thousand right ones out; after mending,
 * the whole file comes again and what stands already stays. A procedure that somebody has written out is never replaced by a plain one.
 */
export async function importProcedures(ctx: Ctx, file: Uint8Array, { sha256, from }: Asked): Promise<Report> {
  demandSame(file, sha256)
  const { report, ready } = await weigh(ctx, file, from)
  const published = await publishSound(ctx, ready, from)
  ctx.publish('procedures_imported', { published, from, sha256 })
  return { ...report, applied: true }
}

type Asked = { sha256: string; from: string }

/** The command is remembered by its address, so the address names the file. */
function demandSame(file: Uint8Array, sha256: string): void {
  if (createHash('sha256').update(file).digest('hex') !== sha256)
    throw new Refusal(422, 'invalid', { count: 1 }, [{ field: 'query.sha256', code: 'import.hash' }])
}

async function weigh(ctx: Ctx, file: Uint8Array, from: string): Promise<{ report: Report; ready: Procedure[] }> {
  const { candidates, faults, total } = await readFile(ctx, file, from)
  const sound = candidates.filter(({ row, procedure }) => {
    const found = procedureFaults(procedure)
    for (const { field, code, values } of found)
      faults.push({ row, column: field, code, ...(values ? { values } : {}) })
    return found.length === 0
  })
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
  const ready = [...ids].filter(([id, each]) => !known.has(id) && !isKept(each)).map(([, { procedure }]) => procedure)
  return {
    ready,
    report: {
      total,
      ready: ready.length,
      unchanged: known.size,
      kept: sound.filter(isKept).map(({ row, procedure: { code, name } }) => ({ row, code, name: name.vi })),
      faultCount: faults.length,
      faults: faults
        .toSorted((one, other) => one.row - other.row)
        .slice(0, shown)
        .map(({ row, column, code, values = {} }) => ({ row, column, code, text: inBoth(code, values) })),
      applied: false
    }
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
