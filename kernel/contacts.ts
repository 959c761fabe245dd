import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { Attempts } from './attempts.ts'
import {
  askContactCode,
  forgetContact,
  Moment,
  oneOf,
  orNull,
  proveContact,
  readContact,
  setContact
} from './contract.ts'
import { codeSeconds, type OneTimeCodes, type Proof } from './one-time-code.ts'
import { type Ctx, signedIn } from './platform/commands.ts'
import { type Route, route } from './platform/module.ts'
import { Refusal } from './platform/refusal.ts'
import { checkEmail, checkPhone, readPhone } from './rules/identity.ts'
import { usualQuietHours } from './rules/quiet.ts'
import { tidyLine } from './rules/text.ts'

const languages = oneOf(['vi', 'en'] as const)

const Row = Type.Object({
  language: languages,
  phone: orNull(Type.String()),
  phone_proven_at: orNull(Moment),
  email: orNull(Type.String()),
  email_proven_at: orNull(Moment),
  by_sms: Type.Boolean(),
  by_email: Type.Boolean(),
  quiet_from: orNull(Type.String()),
  quiet_until: orNull(Type.String())
})

type Contact = Static<typeof readContact.reply>
type Way = 'phone' | 'email'

const untouched: Contact = {
  phone: null,
  email: null,
  language: 'vi',
  bySms: true,
  byEmail: true,
  quiet: usualQuietHours
}

/** How who asks is reached. */
async function contactOf(ctx: Ctx): Promise<Contact> {
  const { personId } = signedIn(ctx)
  const [row] = await ctx.db(Row)`
    select language, phone, phone_proven_at, email, email_proven_at, by_sms, by_email, quiet_from, quiet_until
      from kernel.contact where person_id = ${personId}`
  if (!row) return untouched
  const { phone, email, quiet_from: from, quiet_until: until } = row
  return {
    phone: phone === null ? null : { address: phone, proven: row.phone_proven_at !== null },
    email: email === null ? null : { address: email, proven: row.email_proven_at !== null },
    language: row.language,
    bySms: row.by_sms,
    byEmail: row.by_email,
    quiet: from !== null && until !== null ? { from, until } : null
  }
}

async function changeContact(ctx: Ctx, body: Static<typeof setContact.body>): Promise<Contact> {
  const { personId } = signedIn(ctx)
  const { language, bySms, byEmail, quiet } = body
  void ctx.db`
    insert into kernel.contact (person_id, language, by_sms, by_email, quiet_from, quiet_until)
    values (${personId}, ${language}, ${bySms}, ${byEmail}, ${quiet?.from ?? null}, ${quiet?.until ?? null})
    on conflict (person_id) do update
       set language = excluded.language, by_sms = excluded.by_sms, by_email = excluded.by_email,
           quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until`
  return contactOf(ctx)
}

/** What was meant by what was typed, or a fault at the field. */
function readAddress(way: Way, typed: string): string {
  const address = way === 'phone' ? readPhone(typed) : tidyLine(typed)
  const fault = way === 'phone' ? checkPhone(address) : checkEmail(address)
  if (fault) throw new Refusal(422, 'invalid', { count: 1 }, [{ field: 'body.address', ...fault }])
  return address
}

const proofOf = (person: string, way: Way, address: string): Proof => ({
  purpose: `contact ${person}`,
  channel: way === 'phone' ? 'sms' : 'email',
  address
})

/** The address is kept once it is proven: a slip of the pen must not send a neighbour what concerns another. */
export async function keepProven(ctx: Ctx, person: string, way: Way, address: string): Promise<void> {
  if (way === 'phone')
    await ctx.db`
      insert into kernel.contact (person_id, phone, phone_proven_at) values (${person}, ${address}, ${ctx.now})
      on conflict (person_id) do update set phone = excluded.phone, phone_proven_at = excluded.phone_proven_at`
  else
    await ctx.db`
      insert into kernel.contact (person_id, email, email_proven_at) values (${person}, ${address}, ${ctx.now})
      on conflict (person_id) do update set email = excluded.email, email_proven_at = excluded.email_proven_at`
}

async function forget(ctx: Ctx, way: Way): Promise<Contact> {
  const { personId } = signedIn(ctx)
  if (way === 'phone')
    void ctx.db`update kernel.contact set phone = null, phone_proven_at = null where person_id = ${personId}`
  else void ctx.db`update kernel.contact set email = null, email_proven_at = null where person_id = ${personId}`
  return contactOf(ctx)
}

/** The endpoints of one's own contact; the codes are keyed, so they come with the key. */
export const contactRoutes = (codes: OneTimeCodes, attempts: Attempts): Route[] => [
  route(readContact, (ctx) => contactOf(ctx)),
  route(setContact, (ctx, { body }) => changeContact(ctx, body)),
  route(askContactCode, async (ctx, { body }) => {
    const { personId } = signedIn(ctx)
    const address = readAddress(body.way, body.address)
    const { language } = await contactOf(ctx)
    await attempts.countIn(
      ctx.db,
      [
        { kind: 'codesTo', name: address },
        { kind: 'codesFrom', name: personId }
      ],
      ctx.now
    )
    await codes.send(ctx.db, proofOf(personId, body.way, address), language, ctx.now)
    return { address, seconds: codeSeconds }
  }),
  route(proveContact, async (ctx, { body }) => {
    const { personId } = signedIn(ctx)
    const address = readAddress(body.way, body.address)
    const { right, triesLeft } = await codes.check(ctx.db, proofOf(personId, body.way, address), body.code, ctx.now)
    if (right) await keepProven(ctx, personId, body.way, address)
    return { proven: right, triesLeft, contact: await contactOf(ctx) }
  }),
  route(forgetContact, (ctx, { params }) => forget(ctx, params.way))
]
