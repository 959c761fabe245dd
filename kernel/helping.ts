import { createHmac, randomInt } from 'node:crypto'
import { Type } from 'typebox'
import type { Attempts } from './attempts.ts'
import {
  beginHelping,
  Day,
  endHelping,
  type Helping,
  listHelping,
  Moment,
  offerHelping,
  oneOf,
  orNull,
  Uuid
} from './contract.ts'
import { notify } from './notifications.ts'
import { type Ctx, signedIn } from './platform/commands.ts'
import { type Job, type Route, route } from './platform/module.ts'
import { Refusal } from './platform/refusal.ts'
import { dayOf } from './rules/calendar.ts'
import { type Relation, relations } from './rules/relations.ts'
import { helpingWords } from './helping-texts.ts'
import { sessionsEnded } from './sessions.ts'

const codeMinutes = 15
const helpersAtMost = 5
const helpedAtMost = 10

const Row = Type.Object({
  id: Uuid,
  mine: Type.Boolean(),
  name: Type.String(),
  relation: oneOf(relations),
  began_at: Moment,
  until: Day
})

/** Those who help who asks, and those they help, the first first. */
async function listOf(ctx: Ctx): Promise<{ helpMe: Helping[]; helpedByMe: Helping[] }> {
  const { personId } = signedIn(ctx)
  const rows = await ctx.db(Row)`
    select helping.id, helped_id = ${personId} as mine, person.name, relation, began_at, until
      from kernel.helping join kernel.person on person.id = case when helped_id = ${personId} then helper_id else helped_id end
     where (helped_id = ${personId} or helper_id = ${personId}) and began_at is not null and ended_at is null
       and until is not null and until >= ${dayOf(ctx.now)}::date
     order by began_at, helping.id`
  const shown = (mine: boolean) =>
    rows
      .filter((row) => row.mine === mine)
      .map(({ id, name, relation, began_at: since, until }) => ({ id, name, relation, since, until }))
  return { helpMe: shown(true), helpedByMe: shown(false) }
}

/** Kept as a hash under our key: who reads the table cannot begin to help. */
const hashOf = (secret: string, code: string) => createHmac('sha256', secret).update(`helping ${code}`).digest()

async function offer(ctx: Ctx, secret: string, { id, relation }: { id: string; relation: Relation }) {
  const { personId } = signedIn(ctx)
  const { helpMe } = await listOf(ctx)
  if (helpMe.length >= helpersAtMost) throw new Refusal(409, 'helping.helpers', { most: helpersAtMost })
  const code = String(randomInt(100_000_000)).padStart(8, '0')
  const until = new Date(ctx.now.getTime() + codeMinutes * 60_000)
  // One code at a time: what was said to the wrong person is undone by a new one.
  void ctx.db`delete from kernel.helping where helped_id = ${personId} and began_at is null`
  await ctx.db`
    insert into kernel.helping (id, helped_id, relation, code_hash, offered_until)
    values (${id}, ${personId}, ${relation}, ${hashOf(secret, code)}, ${until})`
  return { code, until: until.toISOString() }
}

const Begun = Type.Object({ id: orNull(Uuid) })
const Pair = Type.Object({ helped_id: Uuid })
const Known = Type.Object({ known: Type.Boolean() })

async function begin(ctx: Ctx, secret: string, attempts: Attempts, code: string): Promise<{ begun: Helping | null }> {
  const { personId } = signedIn(ctx)
  const [[identified], { helpedByMe }] = await Promise.all([
    ctx.db(Known)`select personal_id is not null as known from kernel.person where id = ${personId}`,
    listOf(ctx)
  ])
  // Whoever is let in must be somebody: an account of a telephone alone is nobody's in particular.
  if (!identified?.known) throw new Refusal(403, 'helping.unidentified')
  if (helpedByMe.length >= helpedAtMost) throw new Refusal(409, 'helping.helped', { most: helpedAtMost })
  await attempts.countIn(ctx.db, [{ kind: 'account', name: `helping ${personId}` }], ctx.now)
  // What has run out makes room for being agreed anew.
  void ctx.db`
    update kernel.helping set ended_at = ${ctx.now}
     where helper_id = ${personId} and ended_at is null and until < ${dayOf(ctx.now)}::date`
  const [begun] = await ctx.db(Begun)`
    select kernel.begin_helping(${hashOf(secret, code)}, ${personId}, ${ctx.now},
                                (${dayOf(ctx.now)}::date + interval '1 year')::date) as id`
  if (!begun?.id) return { begun: null }
  const [[pair], { helpedByMe: now }] = await Promise.all([
    ctx.db(Pair)`select helped_id from kernel.helping where id = ${begun.id}`,
    listOf(ctx)
  ])
  if (!pair) throw new Refusal(404, 'not_found')
  // Their session knows from now on whom they help.
  ctx.publish(sessionsEnded, { person: personId })
  tell(ctx, pair.helped_id, 'began')
  return { begun: now.find(({ id }) => id === begun.id) ?? null }
}

const Ended = Type.Object({ helped_id: Uuid, helper_id: orNull(Uuid) })

async function end(ctx: Ctx, id: string): Promise<{ ended: boolean }> {
  const { personId } = signedIn(ctx)
  const [ended] = await ctx.db(Ended)`
    update kernel.helping set ended_at = ${ctx.now}, ended_by = ${personId}, code_hash = null
     where id = ${id} and (helped_id = ${personId} or helper_id = ${personId}) and ended_at is null
    returning helped_id, helper_id`
  if (!ended) throw new Refusal(404, 'helping.none')
  ctx.publish(sessionsEnded, { person: ended.helper_id })
  if (ended.helper_id === personId) tell(ctx, ended.helped_id, 'ended')
  return { ended: true }
}

/** The one who is helped hears of it at once, wherever they are reached: it may not be what they wanted. */
function tell(ctx: Ctx, person: string, what: 'began' | 'ended'): void {
  notify(ctx, {
    kind: `kernel.helping_${what}`,
    words: helpingWords[what],
    caseId: null,
    person,
    phone: null,
    email: null,
    aloud: what === 'began',
    urgent: what === 'began'
  })
}

/** Codes nobody entered go after a day; who helped whom stays two years after its end, as long as it says who "Ai đã xem" names. */
export const helpingSweep: Job = {
  name: 'helping.sweep',
  everySeconds: 86_400,
  run: async ({ db, now }) => {
    void db`delete from kernel.helping where began_at is null and offered_until < ${new Date(now.getTime() - 86_400_000)}`
    void db`
      delete from kernel.helping
       where coalesce((ended_at at time zone 'Asia/Ho_Chi_Minh')::date, until) < (${dayOf(now)}::date - interval '2 years')::date`
  }
}

export const helpingRoutes = (secret: string, attempts: Attempts): Route[] => [
  route(listHelping, (ctx) => listOf(ctx)),
  route(offerHelping, (ctx, { body }) => offer(ctx, secret, body)),
  route(beginHelping, (ctx, { body }) => begin(ctx, secret, attempts, body.code)),
  route(endHelping, (ctx, { params }) => end(ctx, params.id))
]
