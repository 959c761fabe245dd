import { createHmac, randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { cookiePrefix } from './access.ts'
import type { Attempts } from './attempts.ts'
import { keepProven } from './contacts.ts'
import { codeSeconds, type OneTimeCodes, type Proof } from './one-time-code.ts'
import { bySystem, type Ctx, houseCommand, perform } from './platform/commands.ts'
import { Refusal } from './platform/refusal.ts'
import { registerCitizen } from './people.ts'
import { checkPhone, readPhone } from './rules/identity.ts'
import { uuidV7 } from './rules/numbers.ts'
import type { Language } from './rules/text.ts'
import { sessionSeconds, type SignInParts } from './sign-in-auth.ts'

/** Who asks from where, and with what: what the door knows of a request. */
export type Caller = { from: string; language: Language; userAgent: string }

export type PhoneSignIn = {
  /** Sends a code to a telephone, whoever it belongs to: an account is made at the first right one, so nothing can be found out. */
  ask: (phone: string, caller: Caller) => Promise<{ next: 'code'; seconds: number }>
  /** Opens a session for a right code; gives its cookie. */
  verify: (phone: string, code: string, shared: boolean, caller: Caller) => Promise<{ cookie: string }>
}

const Owner = Type.Object({ id: Type.String() })

/**
 * Signing in by telephone. Who holds the telephone is a citizen with matters of their own and never an official, nor the owner of an
 * account that was opened by other means: a number changes hands.
 */
export function openPhoneSignIn(parts: SignInParts, codes: OneTimeCodes, attempts: Attempts): PhoneSignIn {
  const { database, secret, publicUrl, now } = parts

  return {
    async ask(typed, { from, language }) {
      const phone = readMobile(typed)
      const at = now()
      await attempts.count(
        [
          { kind: 'codesTo', name: phone },
          { kind: 'codesFrom', name: from }
        ],
        at
      )
      await bySystem(database, (db) => codes.send(db, proofOf(phone), language, at))
      return { next: 'code', seconds: codeSeconds }
    },
    async verify(typed, code, shared, { from, userAgent }) {
      const phone = readMobile(typed)
      const at = now()
      await attempts.count([{ kind: 'address', name: from }], at)
      // In a transaction of its own: a wrong try counts.
      const { right, triesLeft } = await bySystem(database, (db) => codes.check(db, proofOf(phone), code, at))
      const token = randomBytes(24).toString('base64url')
      await perform(database, houseCommand('sign_in.code', at, publicUrl), async (ctx) => {
        if (!right)
          throw triesLeft > 0
            ? new Refusal(401, 'sign_in.sms_code_wrong', { left: triesLeft })
            : new Refusal(401, 'sign_in.sms_code_over')
        const person = await admit(ctx, phone)
        const expiresAt = new Date(at.getTime() + sessionSeconds(shared) * 1_000)
        await ctx.db`
          insert into auth.session (user_id, token, means, user_agent, expires_at, created_at, updated_at)
          values (${person}, ${token}, 'code', ${userAgent}, ${expiresAt}, ${at}, ${at})`
        return { person }
      })
      await attempts.forgive([{ kind: 'address', name: from }])
      return { cookie: sessionCookie(token, secret, publicUrl, shared) }
    }
  }
}

const proofOf = (phone: string): Proof => ({ purpose: 'sign-in', channel: 'sms', address: phone })

function readMobile(typed: string): string {
  const phone = readPhone(typed)
  const fault = checkPhone(phone) ?? (phone.startsWith('02') ? { code: 'phone.mobile' } : null)
  if (fault) throw new Refusal(422, 'invalid', { count: 1 }, [{ field: 'body.phone', ...fault }])
  return phone
}

/** The person of this telephone; at the first time a new one, called by the last digits until a form says the name. */
async function admit(ctx: Ctx, phone: string): Promise<string> {
  const [owner] = await ctx.db(Owner)`
    select user_id as id from auth.account where provider_id = 'phone' and account_id = ${phone}`
  if (owner) return owner.id
  const id = uuidV7(ctx.now, randomBytes(10))
  await registerCitizen(ctx, { id, name: `${'*'.repeat(phone.length - 3)}${phone.slice(-3)}`, personalId: null })
  await ctx.db`insert into auth.user (id, email) values (${id}, ${`${id}@motcua.invalid`})`
  await ctx.db`insert into auth.account (user_id, provider_id, account_id) values (${id}, 'phone', ${phone})`
  await keepProven(ctx, id, 'phone', phone)
  return id
}

/** As better-auth signs it, so that its sign-out knows it: the token, and our signature behind it. */
function sessionCookie(token: string, secret: string, publicUrl: string, shared: boolean): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return [
    `${cookiePrefix(publicUrl)}.session_token=${encodeURIComponent(`${token}.${signature}`)}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(publicUrl.startsWith('https:') ? ['Secure'] : []),
    // Without an age it ends with the browser.
    ...(shared ? [] : [`Max-Age=${sessionSeconds(false)}`])
  ].join('; ')
}
