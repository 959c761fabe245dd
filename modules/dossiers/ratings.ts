import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { getDossier } from './dossiers.ts'
import type { BodyOf } from './handling.ts'

/** Once a dossier, by its applicant, after the result was handed over. */
export async function rateDossier(ctx: Ctx, id: string, { answers, words }: BodyOf<'rateDossier'>) {
  const person = signedIn(ctx)
  const row = await getDossier(ctx, id)
  if (row.person_id !== person.personId) throw new Refusal(403, 'dossier.not_yours', { number: row.number })
  if (row.state !== 'returned') throw new Refusal(409, 'rating.too_early')
  const rated = await ctx.db`
    insert into dossiers.rating (case_id, person_id, rated_at, answers, words)
    values (${id}, ${person.personId}, ${ctx.now}, ${JSON.stringify(answers)}, ${words ?? null}) on conflict do nothing`
  if (rated !== 1) throw new Refusal(409, 'rating.once')
  return { id, number: row.number, at: ctx.now.toISOString() }
}
