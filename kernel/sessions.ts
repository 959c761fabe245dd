import { Type } from 'typebox'
import { endMySession, endMySessions, listMySessions, Moment, oneOf, orNull } from './contract.ts'
import { type Ctx, signedIn } from './platform/commands.ts'
import { type Route, route } from './platform/module.ts'
import { Refusal } from './platform/refusal.ts'

const Open = Type.Object({
  id: Type.String(),
  means: oneOf(['password', 'totp', 'vneid', 'code'] as const),
  created_at: Moment,
  expires_at: Moment,
  user_agent: orNull(Type.String())
})

/** A fact of the sign-in itself: what was remembered of sessions counts no more. */
export const sessionsEnded = 'kernel.sessions_ended'

async function listOpen(ctx: Ctx) {
  const { personId, session } = signedIn(ctx)
  const rows = await ctx.db(Open)`
    select id, means, created_at, expires_at, user_agent from auth.session
     where user_id = ${personId} and expires_at > ${ctx.now} order by created_at desc, id limit 50`
  return {
    rows: rows.map(({ id, means, created_at: openedAt, expires_at: endsAt, user_agent: agent }) => ({
      id,
      means,
      openedAt,
      endsAt,
      device: deviceOf(agent ?? ''),
      here: id === session
    }))
  }
}

/** One session, or without its id all of them; never those of another. */
async function end(ctx: Ctx, id?: string): Promise<{ ended: number }> {
  const { personId } = signedIn(ctx)
  const ended = id
    ? await ctx.db`delete from auth.session where id = ${id} and user_id = ${personId}`
    : await ctx.db`delete from auth.session where user_id = ${personId}`
  if (id && ended === 0) throw new Refusal(404, 'session.none')
  ctx.publish(sessionsEnded, { person: personId })
  return { ended }
}

// The first that fits: every browser also calls itself by the names of those it descends from.
const browsers = [
  ['Zalo', /\bZalo/i],
  ['Facebook', /\bFBA[NV]\b|\bFB_IAB\b/],
  ['Cốc Cốc', /\bcoc_coc_browser/i],
  ['Edge', /\bEdg/],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Headless)?Chrome\/|\bCriOS\//],
  ['Safari', /\bSafari\//]
] as const
const systems = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/]
] as const

/** What a browser calls itself, by the names that people know; null where it says nothing we know. */
export function deviceOf(userAgent: string): string | null {
  const named = [browsers, systems].flatMap((known) => known.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? [])
  return named.join(' · ') || null
}

export const sessionRoutes: Route[] = [
  route(listMySessions, (ctx) => listOpen(ctx)),
  route(endMySession, (ctx, { params }) => end(ctx, params.id)),
  route(endMySessions, (ctx) => end(ctx))
]
