import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import type { Db } from './platform/db.ts'
import { fill } from './platform/problem.ts'
import { uuidV7 } from './rules/numbers.ts'
import { smsOf } from './rules/sms.ts'
import type { Language } from './rules/text.ts'
import { signInTexts } from './sign-in-texts.ts'

export const codeSeconds = 300
const triesPerCode = 5

/** What a code proves: that who signs in, or this very person, holds the telephone or reads the mail. */
export type Proof = { purpose: 'sign-in' | `contact ${string}`; channel: 'sms' | 'email'; address: string }

export type OneTimeCodes = {
  /** Makes a code, in place of any before, and sends it there at once. */
  send: (db: Db, proof: Proof, language: Language, now: Date) => Promise<void>
  /** Tries a code. A right one is used up; so is one after five wrong tries, and the sixth is wrong whatever it says. */
  check: (db: Db, proof: Proof, code: string, now: Date) => Promise<{ right: boolean; triesLeft: number }>
}

const Tried = Type.Object({ code: Type.Unsafe<Buffer>({}), tries: Type.Integer(), over: Type.Boolean() })

/** Codes of six digits, kept as keyed hashes: what stands in the database opens nothing. */
export function openOneTimeCodes(secret: string): OneTimeCodes {
  const keyed = (text: string) => createHmac('sha256', secret).update(`one-time code ${text}`).digest()
  const subjectOf = ({ purpose, channel, address }: Proof) => keyed(`${purpose} ${channel} ${address}`)
  const codeOf = (subject: Buffer, code: string) => keyed(`${subject.toString('hex')} ${code}`)

  return {
    async send(db, proof, language, now) {
      const subject = subjectOf(proof)
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const texts = signInTexts[language]
      const text = fill(texts[proof.purpose === 'sign-in' ? 'code.sms' : 'code.contact'], { code })
      await Promise.all([
        db`
          insert into auth.one_time_code (subject, code, expires_at) values (${subject}, ${codeOf(subject, code)}, ${end(now)})
          on conflict (subject) do update set code = excluded.code, expires_at = excluded.expires_at, tries = 0`,
        db`
          insert into kernel.delivery (id, channel, address, subject, text, secret, not_before)
          values (${uuidV7(now, randomBytes(10))}, ${proof.channel}, ${proof.address}, ${texts['code.subject']},
                  ${proof.channel === 'sms' ? smsOf(text) : text}, true, ${now})`
      ])
    },
    async check(db, proof, code, now) {
      const subject = subjectOf(proof)
      const given = codeOf(subject, code)
      // Where no code was sent, or it is over, an unguessable one is tried instead: nobody learns which numbers asked for one.
      const [tried] = await db(Tried)`
        insert into auth.one_time_code as held (subject, code, expires_at, tries)
        values (${subject}, ${randomBytes(32)}, ${end(now)}, 1)
        on conflict (subject) do update
           set code = case when held.expires_at <= ${now} then excluded.code else held.code end,
               tries = case when held.expires_at <= ${now} then 1 else held.tries + 1 end,
               expires_at = case when held.expires_at <= ${now} then excluded.expires_at else held.expires_at end
        returning code, tries, tries > ${triesPerCode} as over`
      const { code: held, tries, over } = tried as Type.Static<typeof Tried>
      const right = !over && held.length === given.length && timingSafeEqual(held, given)
      if (right) await db`delete from auth.one_time_code where subject = ${subject}`
      return { right, triesLeft: Math.max(0, triesPerCode - tries) }
    }
  }
}

const end = (now: Date) => new Date(now.getTime() + codeSeconds * 1_000)
