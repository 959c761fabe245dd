import { createHash } from 'node:crypto'
import type { Ctx } from '@motcua/kernel'
import { Refusal } from '@motcua/kernel'
import { Day, Uuid } from '@motcua/kernel/contract'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import type { Procedure } from './rules.ts'
import { procedureFaults } from './soundness.ts'

const Id = Type.Object({ id: Uuid })
const Since = Type.Object({ since: Day })
const Body = Type.Object({ body: Type.Unsafe<Procedure>({}) })

// A version's id is a hash of its contents, so one read serves for ever.
const read = new Map<string, Procedure>()

/** A published version by its id. */
export async function getVersion({ db }: Ctx, id: string): Promise<Procedure> {
  const known = read.get(id)
  if (known) return known
  const [row] = await db(Body)`select body from procedures.version where id = ${id}`
  if (!row) throw new Refusal(404, 'procedure.none')
  read.set(id, row.body)
  return row.body
}

const began = new Map<string, string>()

/** From which day on a version is in force. */
export async function inForceFrom({ db }: Ctx, id: string): Promise<string> {
  const known = began.get(id)
  if (known) return known
  const [row] = await db(Since)`select in_force_from as since from procedures.version where id = ${id}`
  if (!row) throw new Refusal(404, 'procedure.none')
  began.set(id, row.since)
  return row.since
}

/** Id of the version of a procedure that is in force on the day of the act. */
export function versionInForce({ db, now }: Ctx, code: string): Promise<string> {
  const day = dayOf(now)
  return db.recall(`version of ${code} on ${day}`, now, async () => {
    const [row] = await db(Id)`
      select id from procedures.version where code = ${code} and in_force_from <= ${day}::date
       order by in_force_from desc, published_at desc limit 1`
    if (!row) throw new Refusal(404, 'procedure.none')
    return row.id
  })
}

/** Publishes a version from a day on; the same contents again change nothing. What is not sound is refused with every place at fault. */
export async function publishVersion(ctx: Ctx, procedure: Procedure, from: string): Promise<string> {
  const faults = procedureFaults(procedure)
  if (faults.length > 0) throw new Refusal(422, 'invalid', { count: faults.length }, faults)
  await publishSound(ctx, [procedure], from)
  return versionId(procedure, from)
}

/** Publishes what has been found sound, in one statement; gives how many of them were new. */
export function publishSound({ db, now }: Ctx, procedures: Procedure[], from: string): Promise<number> {
  db.forget()
  return db`
    insert into procedures.version (id, code, in_force_from, body, published_at)
    select id::uuid, code, ${from}::date, body::jsonb, ${now}
      from unnest(${procedures.map((each) => versionId(each, from))}::text[], ${procedures.map(({ code }) => code)}::text[],
                  ${procedures.map((each) => JSON.stringify(each))}::text[]) as version (id, code, body)
    on conflict do nothing`
}

/** The same contents from the same day on are the same version. */
export function versionId(procedure: Procedure, from: string): string {
  const hash = createHash('sha256')
    .update(`${from} ${JSON.stringify(inOrder(procedure))}`)
    .digest('hex')
    .slice(0, 32)
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Keys in one order: the database keeps them in another than the file they came from, and an exported version must be recognised. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each)])
  )
}
