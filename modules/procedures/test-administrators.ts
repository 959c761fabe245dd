import { createHash, randomUUID } from 'node:crypto'
import type { Ctx, Person } from '@motcua/kernel'
import { proposeProcedures, publishProposal } from './proposing.ts'

/** Somebody who changes the rules; known to the database, so that what they propose bears a name. */
export async function anAdministrator(ctx: Ctx, name: string): Promise<Person> {
  const personId = randomUUID()
  await ctx.db`
    insert into kernel.person (id, kind, name, created_at) values (${personId}, 'official', ${name}, ${ctx.now})`
  return { kind: 'person', personId, name, roles: ['administrator'], appointments: [], offices: [], reach: 'own' }
}

/** A list as it comes into force: proposed by one administrator, published by another. Gives the faults of its rows. */
export async function publishAsTwo(ctx: Ctx, file: Uint8Array, from: string) {
  const one = await anAdministrator(ctx, 'Quản trị một')
  const other = await anAdministrator(ctx, 'Quản trị hai')
  const sha256 = createHash('sha256').update(file).digest('hex')
  const asked = { id: randomUUID(), sha256, from }
  const { proposal, faults } = await proposeProcedures({ ...ctx, actor: one }, file, asked)
  if (proposal) await publishProposal({ ...ctx, actor: other }, proposal)
  return faults
}
