import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { claimCase, noteCase } from '@motcua/kernel/cases'
import { orNull } from '@motcua/kernel/contract'
import { Type } from 'typebox'
import { findTracked } from './tracking.ts'

const May = Type.Object({ may: orNull(Type.Boolean()) })
const Owned = Type.Object({ office_id: Type.Integer() })

/**
 * “Thêm hồ sơ nộp ở quầy”: whoever has number and code of a dossier filed at a desk finds it among their own from then on. Wrong tries
 * are counted as in tracking, and `found: false` says either is wrong, never which.
 */
export async function claimDossier(ctx: Ctx, typedNumber: string, typedCode: string) {
  const person = signedIn(ctx)
  const found = await findTracked(ctx, typedNumber, typedCode, `account ${person.personId}`)
  if (!found) return { found: false, id: null, number: null }
  const { id, number } = found
  const [allowed] = await ctx.db(May)`
    select dossiers.may_claim(${id}, (select personal_id from kernel.person where id = ${person.personId})) as may`
  const claimed = allowed?.may ? await claimCase(ctx, id, person.personId) : false
  const [own] = await ctx.db(
    Owned
  )`select office_id from kernel.case where id = ${id} and person_id = ${person.personId}`
  // Theirs already, it stays so; of others it is not told whether it is an account's or names another person.
  if (!own) throw new Refusal(409, 'claim.another_person')
  if (claimed) await noteCase(ctx, id, { what: 'dossier_claimed', office: own.office_id, body: {} })
  return { found: true, id, number }
}
