import { Type } from 'typebox'
import { listNotices, markAllRead, markRead, Moment, orNull } from './contract.ts'
import { type Ctx, signedIn } from './platform/commands.ts'
import { route } from './platform/module.ts'
import { Refusal } from './platform/refusal.ts'
import { dayOf } from './rules/calendar.ts'
import { smsOf } from './rules/sms.ts'
import type { Language } from './rules/text.ts'

/**
 * What a notice says: a line, the whole, and as an SMS what may be cut and what may not. Number, procedure and place, and nothing else
 * of a person: it leaves the house.
 */
export type Words = { title: string; text: string; sms: { head: string; tail: string } }

export type Notice = {
  kind: string
  words: Record<Language, Words>
  caseId: string | null
  /** The account it is shown to; null where there is none. */
  person: string | null
  /** As typed in the dossier: used where the person has proven no other. */
  phone: string | null
  email: string | null
  /** Also by SMS and e-mail. */
  aloud: boolean
  /** Does not wait for the end of the quiet hours. */
  urgent: boolean
}

/**
 * Tells somebody something: written in the transaction of the fact, sent after it. One plain insert that nobody waits for; a failure of
 * it fails the verb all the same.
 */
export function notify(ctx: Ctx, notice: Notice): void {
  const { kind, words, caseId, person, phone, email, urgent } = notice
  const aloud = notice.aloud && !ctx.hushed
  // What stays in the app needs no plan of letters.
  const plannedAt = aloud ? null : ctx.now
  void ctx.db`
    insert into kernel.notice (id, person_id, case_id, kind, words, phone, email, aloud, urgent, told_at, planned_at)
    values (uuidv7(), ${person}, ${caseId}, ${kind}, ${JSON.stringify(words)}, ${phone}, ${email},
            ${aloud}, ${urgent}, ${ctx.now}, ${plannedAt})`
}

const Reached = Type.Object({ language: orNull(Type.Unsafe<Language>(Type.String())) })

/** The SMS that would leave if these words were told now, sign for sign; null where none would. */
export async function smsBefore(
  { db }: Ctx,
  { words, person, phone }: Pick<Notice, 'words' | 'person' | 'phone'>
): Promise<string | null> {
  const [reached] = await db(Reached)`select kernel.sms_language(${person}::uuid, ${phone}::text) as language`
  if (!reached?.language) return null
  const { head, tail } = words[reached.language].sms
  return smsOf(head, tail)
}

/** Tells the one-stop officers of a desk, in the app only: their work is on the screen before them. */
export function notifyOfficers(
  ctx: Ctx,
  office: number,
  { kind, words, caseId }: Pick<Notice, 'kind' | 'words' | 'caseId'>
): void {
  void ctx.db`
    insert into kernel.notice (id, person_id, case_id, kind, words, aloud, told_at, planned_at)
    select uuidv7(), person_id, ${caseId}, ${kind}, ${JSON.stringify(words)}::jsonb, false, ${ctx.now}, ${ctx.now}
      from (select distinct person_id from kernel.appointment
             where office_id = ${office} and role = 'officer' and in_force @> ${dayOf(ctx.now)}::date) officer`
}

const Told = Type.Object({
  id: Type.String(),
  case_id: orNull(Type.String()),
  kind: Type.String(),
  words: Type.Unsafe<Record<Language, Words>>({}),
  told_at: Moment,
  read_at: orNull(Moment)
})
const Count = Type.Object({ count: Type.Integer() })

/** What was told to who asks: unread first, the newest before the older, at most a hundred. */
async function listMyNotices(ctx: Ctx) {
  const { personId } = signedIn(ctx)
  const [rows, [unread]] = await Promise.all([
    ctx.db(Told)`
      select id, case_id, kind, words, told_at, read_at from kernel.notice
       where person_id = ${personId} order by (read_at is not null), told_at desc, id limit 100`,
    ctx.db(Count)`select count(*)::int from kernel.notice where person_id = ${personId} and read_at is null`
  ])
  return {
    unread: unread?.count ?? 0,
    rows: rows.map(({ id, case_id, kind, words: { vi, en }, told_at, read_at }) => ({
      id,
      case: case_id,
      kind,
      title: { vi: vi.title, en: en.title },
      text: { vi: vi.text, en: en.text },
      at: told_at,
      readAt: read_at
    }))
  }
}

async function readOne(ctx: Ctx, id: string) {
  const { personId } = signedIn(ctx)
  const read = await ctx.db`
    update kernel.notice set read_at = coalesce(read_at, ${ctx.now}) where id = ${id} and person_id = ${personId}`
  if (read === 0) throw new Refusal(404, 'not_found')
  return { unread: await countUnread(ctx, personId) }
}

async function readAll(ctx: Ctx) {
  const { personId } = signedIn(ctx)
  void ctx.db`update kernel.notice set read_at = ${ctx.now} where person_id = ${personId} and read_at is null`
  return { unread: 0 }
}

async function countUnread({ db }: Ctx, person: string): Promise<number> {
  const [unread] = await db(Count)`
    select count(*)::int from kernel.notice where person_id = ${person} and read_at is null`
  return unread?.count ?? 0
}

export const noticeRoutes = [
  route(listNotices, (ctx) => listMyNotices(ctx)),
  route(markRead, (ctx, { params }) => readOne(ctx, params.id)),
  route(markAllRead, (ctx) => readAll(ctx))
]
