import { Type } from 'typebox'
import { declareResidence, orNull } from './contract.ts'
import type { Ctx } from './platform/commands.ts'
import { route } from './platform/module.ts'

/** One identity number is one person, however the person came: to a desk, through VNeID, by appointment. */
export const KnownPerson = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('official'), Type.Literal('citizen')]),
  name: Type.String(),
  personal_id: orNull(Type.String()),
  born_on: orNull(Type.String()),
  phone: orNull(Type.String()),
  email: orNull(Type.String())
})

export type NewCitizen = {
  id: string
  name: string
  personalId: string | null
  bornOn?: string | null
  phone?: string | null
  email?: string | null
}

const Id = Type.Object({ id: Type.String() })

export async function findPerson(ctx: Ctx, id: string) {
  const [person] = await ctx.db(KnownPerson)`
    select id, kind, name, personal_id, born_on, phone, email from kernel.person where id = ${id}`
  return person
}

export async function findPersonByPersonalId(ctx: Ctx, personalId: string) {
  const [person] = await ctx.db(KnownPerson)`
    select id, kind, name, personal_id, born_on, phone, email from kernel.person where personal_id = ${personalId}`
  return person
}

/** Makes the citizen known; a number known already keeps its person, whose key is returned. */
export async function registerCitizen(ctx: Ctx, citizen: NewCitizen): Promise<string> {
  const { id, name, personalId, bornOn = null, phone = null, email = null } = citizen
  void ctx.db`
    insert into kernel.person (id, kind, name, personal_id, born_on, phone, email, created_at)
    values (${id}, 'citizen', ${name}, ${personalId}, ${bornOn}, ${phone}, ${email}, ${ctx.now})
    on conflict (personal_id) do nothing`
  if (personalId === null) return id
  const [person] = await ctx.db(Id)`select id from kernel.person where personal_id = ${personalId}`
  return person?.id ?? id
}

/**
 * The person whom VNeID vouches for. What a desk once typed about a citizen gives way to what the identity database says; an
 * official's name stays as in the appointment.
 */
export async function claimPerson(
  ctx: Ctx,
  claim: { id: string; personalId: string; name: string; bornOn: string | null }
): Promise<string> {
  const id = await registerCitizen(ctx, claim)
  void ctx.db`
    update kernel.person set name = ${claim.name}, born_on = coalesce(${claim.bornOn}, born_on)
     where id = ${id} and kind = 'citizen'`
  return id
}

const personOf = ({ actor }: Ctx) => (actor.kind === 'person' ? actor.personId : null)

export const personRoutes = [
  route(declareResidence, async (ctx, { body }) => {
    await ctx.db`update kernel.person set residence = ${JSON.stringify(body)} where id = ${personOf(ctx)}`
    return body
  })
]
