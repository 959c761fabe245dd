import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { noteCase } from '@motcua/kernel/cases'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { checkPhone, readPhone } from '@motcua/kernel/rules/identity'
import { getVersion } from '@motcua/procedures'
import { demandsFile, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import type { PostTo } from './contract.ts'
import { getDossier, type Row } from './dossiers.ts'

const open = ['received', 'processing', 'awaiting_supplement', 'awaiting_payment', 'decided']

/**
 * Why the result cannot go by post: the procedure does not, nothing is on its way to a result, or paper and person must meet once, because
 * what was sent over the line was a picture.
 */
export function whyNoPost(
  row: Pick<Row, 'state' | 'way' | 'answers' | 'opened_at'>,
  procedure: Procedure
): 'no_way' | 'not_open' | 'compare' | undefined {
  if (!procedure.ways.includes('post')) return 'no_way'
  if (!open.includes(row.state)) return 'not_open'
  const pictures = requiredPapers(procedure, row.answers, dayOf(new Date(row.opened_at))).filter(demandsFile)
  return row.way === 'online' && pictures.length > 0 ? 'compare' : undefined
}

/** “Nhận qua bưu điện”: the applicant says where to, changes it, or comes after all. */
export async function askPost(ctx: Ctx, id: string, { to }: { to: PostTo | null }) {
  const person = signedIn(ctx)
  const row = await getDossier(ctx, id)
  if (row.person_id !== person.personId) throw new Refusal(404, 'not_found')
  const why = whyNoPost(row, await getVersion(ctx, row.version_id))
  if (why) throw new Refusal(409, `post.${why}`)
  const phone = readPhone(to?.phone ?? '')
  if (to && checkPhone(phone))
    throw new Refusal(400, 'invalid', { count: 1 }, [{ field: 'body.to.phone', code: 'phone.form' }])
  const wanted = to && { ...to, phone }
  await ctx.db`update dossiers.dossier set post_to = ${wanted && JSON.stringify(wanted)}::jsonb where id = ${id}`
  await noteCase(ctx, id, {
    what: wanted ? 'post_asked' : 'post_declined',
    office: row.office_id,
    body: { to: wanted }
  })
  ctx.publish(`dossiers.${wanted ? 'post_asked' : 'post_declined'}`, { id, number: row.number })
  return { id, number: row.number, at: ctx.now.toISOString() }
}
