import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { letterTexts } from './notice-texts.ts'
import type { Words } from './notifications.ts'
import { bySystem } from './platform/commands.ts'
import { orNull } from './contract.ts'
import type { Database, Db } from './platform/db.ts'
import type { Letter, Outcome, Post } from './platform/post.ts'
import { fill } from './platform/problem.ts'
import { quietUntil, usualQuietHours } from './rules/quiet.ts'
import { uuidV7 } from './rules/numbers.ts'
import { smsOf } from './rules/sms.ts'
import type { Language } from './rules/text.ts'

type Parts = { database: Database; post: Post; publicUrl: string; log: (line: object) => void }

const Unplanned = Type.Object({
  id: Type.String(),
  words: Type.Unsafe<Record<Language, Words>>({}),
  aloud: Type.Boolean(),
  urgent: Type.Boolean(),
  phone: orNull(Type.String()),
  email: orNull(Type.String()),
  language: Type.Unsafe<Language>(Type.String()),
  quiet_from: orNull(Type.String()),
  quiet_until: orNull(Type.String())
})

/** Makes of each new notice the letters that follow from how its person wants to be reached. */
async function plan(db: Db, publicUrl: string, now: Date): Promise<number> {
  const { from, until } = usualQuietHours
  const notices = await db(Unplanned)`
    select notice.id, words, aloud, urgent,
           case when coalesce(by_sms, true) then case when phone_proven_at is null then notice.phone else contact.phone end end as phone,
           case when coalesce(by_email, true) then case when email_proven_at is null then notice.email else contact.email end end as email,
           coalesce(language, 'vi') as language,
           case when contact.person_id is null then ${from} else quiet_from end as quiet_from,
           case when contact.person_id is null then ${until} else quiet_until end as quiet_until
      from kernel.notice left join kernel.contact using (person_id)
     where planned_at is null order by told_at limit 100 for update of notice skip locked`
  if (notices.length === 0) return 0
  const letters = notices
    .filter(({ aloud }) => aloud)
    .flatMap((notice) => {
      const { title, text, sms } = notice.words[notice.language]
      const footer = fill(letterTexts[notice.language], { url: `${publicUrl}/app/ho-so` })
      const quiet =
        notice.urgent || notice.quiet_from === null || notice.quiet_until === null
          ? null
          : { from: notice.quiet_from, until: notice.quiet_until }
      const common = {
        notice_id: notice.id,
        subject: title,
        quiet_from: quiet?.from ?? null,
        quiet_until: quiet?.until ?? null,
        not_before: quietUntil(now, quiet).toISOString()
      }
      const make = (channel: Letter['channel'], address: string, text: string) => ({
        id: uuidV7(now, randomBytes(10)),
        channel,
        address,
        text,
        ...common
      })
      return [
        // A landline takes no messages.
        ...(notice.phone && !notice.phone.startsWith('02')
          ? [make('sms', notice.phone, smsOf(sms.head, sms.tail))]
          : []),
        ...(notice.email ? [make('email', notice.email, `${text}\n\n-- \n${footer}\n`)] : [])
      ]
    })
  await Promise.all([
    db`
      insert into kernel.delivery (id, notice_id, channel, address, subject, text, quiet_from, quiet_until, not_before)
      select id, notice_id, channel, address, subject, text, quiet_from, quiet_until, not_before
        from jsonb_to_recordset(${JSON.stringify(letters)}::jsonb) as letter (id uuid, notice_id uuid, channel text, address text,
             subject text, text text, quiet_from text, quiet_until text, not_before timestamptz)
      on conflict (notice_id, channel) do nothing`,
    db`update kernel.notice set planned_at = ${now} where id = any (${notices.map(({ id }) => id)}::uuid[])`
  ])
  return notices.length
}

const Claimed = Type.Object({
  id: Type.String(),
  channel: Type.Unsafe<Letter['channel']>(Type.String()),
  address: Type.String(),
  subject: Type.String(),
  text: Type.String(),
  tries: Type.Integer(),
  quiet_from: orNull(Type.String()),
  quiet_until: orNull(Type.String())
})

/** Takes letters to send. The claim is committed before anything leaves, so no two processes send the same. */
const claim = (db: Db, now: Date) => db(Claimed)`
  update kernel.delivery set state = 'sending', tries = tries + 1, claimed_at = ${now}
   where id in (
     select id from kernel.delivery where state = 'waiting' and not_before <= ${now}
      order by not_before, id limit 20 for update skip locked)
  returning id, channel, address, subject, text, tries, quiet_from, quiet_until`

const Abandoned = Type.Object({ id: Type.String(), channel: Type.Unsafe<Letter['channel']>(Type.String()) })
const abandonedAfterMs = 600_000

/** Letters whose sender died with them in hand: sent again where that makes no second one, else left as uncertain. */
async function takeUpAbandoned(db: Db, post: Post, now: Date): Promise<void> {
  const before = new Date(now.getTime() - abandonedAfterMs)
  const abandoned = await db(Abandoned)`
    select id, channel from kernel.delivery where state = 'sending' and claimed_at < ${before} for update skip locked`
  for (const { id, channel } of abandoned) {
    if (post.mayRepeat(channel)) void db`update kernel.delivery set state = 'waiting' where id = ${id}`
    else void db`update kernel.delivery set state = 'uncertain', ended_at = ${now} where id = ${id}`
  }
}

const triesAtMost = 8
// A minute, then two, four … two hours.
const pauseMs = (tries: number) => 60_000 * 2 ** (tries - 1)

function settle(db: Db, letter: Type.Static<typeof Claimed>, outcome: Outcome, now: Date): Promise<number> {
  const { id, tries, quiet_from: from, quiet_until: until } = letter
  if (outcome === 'again' && tries < triesAtMost) {
    const quiet = from !== null && until !== null ? { from, until } : null
    const next = quietUntil(new Date(now.getTime() + pauseMs(tries)), quiet)
    return db`update kernel.delivery set state = 'waiting', not_before = ${next} where id = ${id}`
  }
  const state = { sent: 'sent', refused: 'failed', again: 'failed', uncertain: 'uncertain' }[outcome]
  return db`
    update kernel.delivery set state = ${state}, ended_at = ${now}, text = case when secret then '' else text end where id = ${id}`
}

/**
 * Sends what is to be sent now; gives the number of letters that left. Into a spool each leaves exactly once, as its id is its file.
 * Over SMTP at most once: a letter that was handed over without an answer is left as uncertain and not sent again.
 */
export async function deliver({ database, post, publicUrl, log }: Parts, now: Date): Promise<number> {
  while ((await bySystem(database, (db) => plan(db, publicUrl, now))) > 0);
  await bySystem(database, (db) => takeUpAbandoned(db, post, now))
  let sent = 0
  for (;;) {
    const letters = await bySystem(database, (db) => claim(db, now))
    if (letters.length === 0) return sent
    for (const letter of letters) {
      const outcome = await post.send(letter).catch((error: NodeJS.ErrnoException): Outcome => {
        log({ level: 'error', delivery: letter.channel, error: error.code ?? error.name })
        return 'again'
      })
      if (outcome !== 'sent') log({ level: 'warn', delivery: letter.channel, outcome, tries: letter.tries })
      await bySystem(database, (db) => settle(db, letter, outcome, now))
      if (outcome === 'sent') sent++
    }
  }
}

/** Sends every second what is to be sent, until stopped; what is in hand then is finished. */
export function startDelivery(parts: Parts, now: () => Date): () => Promise<void> {
  let round: Promise<unknown> | undefined
  const timer = setInterval(() => {
    round ??= deliver(parts, now())
      .catch((error: Error) => parts.log({ level: 'error', delivery: 'round', error: error.name }))
      .finally(() => {
        round = undefined
      })
  }, 1_000)
  return async () => {
    clearInterval(timer)
    await round
  }
}
