import { createHash } from 'node:crypto'
import type { Ctx } from '@motcua/kernel'
import { Refusal } from '@motcua/kernel'
import { Uuid } from '@motcua/kernel/contract'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import type { Procedure } from './rules.ts'
import { procedureFaults } from './soundness.ts'

const Id = Type.Object({ id: Uuid })
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
export async function publishVersion({ db, now }: Ctx, procedure: Procedure, from: string): Promise<string> {
  const faults = procedureFaults(procedure)
  if (faults.length > 0) throw new Refusal(422, 'invalid', { count: faults.length }, faults)
  const body = JSON.stringify(procedure)
  const hash = createHash('sha256').update(`${from} ${body}`).digest('hex').slice(0, 32)
  const id = hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  db.forget()
  await db`
    insert into procedures.version (id, code, in_force_from, body, published_at)
    values (${id}, ${procedure.code}, ${from}, ${body}, ${now}) on conflict do nothing`
  return id
}
