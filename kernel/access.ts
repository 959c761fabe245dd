import { createHmac, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import type { Role } from './contract.ts'
import { type Actor, bySystem } from './platform/commands.ts'
import type { Database } from './platform/db.ts'
import { dayOf } from './rules/calendar.ts'

const Session = Type.Object({
  id: Type.String(),
  person_id: Type.String(),
  name: Type.String(),
  kind: Type.Union([Type.Literal('official'), Type.Literal('citizen')]),
  means: Type.Union([Type.Literal('password'), Type.Literal('totp'), Type.Literal('vneid'), Type.Literal('code')]),
  second_factor: Type.Boolean(),
  appointments: Type.Array(
    Type.Object({
      office: Type.Integer(),
      post: Type.String(),
      role: Type.Unsafe<Role>(Type.String())
    })
  ),
  offices: Type.Array(Type.Integer()),
  helped: Type.Array(Type.String())
})
/** An open session with what its person is appointed to on that day. */
export type Session = Type.Static<typeof Session>

export type Access = {
  actorOf: (headers: Headers, now: Date) => Promise<Actor>
  findSession: (headers: Headers, now: Date) => Promise<Session | undefined>
  /** Sessions were ended or opened here: nothing remembered counts any more. */
  forget: () => void
}
type Headers = Record<string, string | string[] | undefined>

/** `__Host-` binds the cookie to this host and to https; on http://localhost a browser would refuse such a name. */
export const cookiePrefix = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-motcua' : 'motcua')

// A session ended in another process is believed for so long here.
const rememberedFor = 5_000
const rememberedAtMost = 20_000

/** Tells from a request's cookie who asks and what that person's appointments of today allow. */
export function openAccess(database: Database, secret: string, publicUrl: string): Access {
  const cookie = `${cookiePrefix(publicUrl)}.session_token`
  const remembered = new Map<string, { session: Session | undefined; at: number }>()

  const findSession = async (headers: Headers, now: Date) => {
    const token = readToken(headers, cookie, secret)
    if (!token) return undefined
    const known = remembered.get(token)
    if (known && Math.abs(now.getTime() - known.at) < rememberedFor) return known.session
    const session = await readSession(database, token, now)
    if (remembered.size >= rememberedAtMost) remembered.clear()
    remembered.set(token, { session, at: now.getTime() })
    return session
  }
  return {
    findSession,
    actorOf: async (headers, now) => actorOfSession(await findSession(headers, now)),
    forget: () => remembered.clear()
  }
}

/** The session's token, if the cookie carries our signature: a token read in the database or a backup opens nothing. */
function readToken(headers: Headers, cookie: string, secret: string): string | undefined {
  const pairs = String(headers.cookie ?? '').split(/;\s*/)
  const pair = pairs.find((text) => text.startsWith(`${cookie}=`))
  if (!pair) return undefined
  let value: string
  try {
    value = decodeURIComponent(pair.slice(cookie.length + 1))
  } catch {
    return undefined // not a value of ours: nobody is signed in
  }
  const dot = value.lastIndexOf('.')
  const token = value.slice(0, dot)
  const signature = Buffer.from(value.slice(dot + 1), 'base64')
  const expected = createHmac('sha256', secret).update(token).digest()
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? token : undefined
}

function readSession(database: Database, token: string, now: Date): Promise<Session | undefined> {
  const day = dayOf(now)
  return bySystem(database, async (db) => {
    // A head and an inspector read what lies below their office; administrators and auditors read no rows of offices at all.
    const [session] = await db(Session)`
      with recursive holder as (
        select session.id as session_id, person.id, person.name, person.kind, session.means, account.two_factor_enabled
          from auth.session session
          join auth.user account on account.id = session.user_id
          join kernel.person person on person.id = account.id
         where session.token = ${token} and session.expires_at > ${now}
      ), held as (
        select appointment.office_id, appointment.post, appointment.role
          from holder
          join kernel.appointment appointment on appointment.person_id = holder.id and appointment.in_force @> ${day}::date
      ), seen (office_id, below) as (
        select office_id, role in ('leader', 'inspector') from held where role not in ('auditor', 'administrator')
        union
        select office.id, true from seen join kernel.office office on office.parent_id = seen.office_id where seen.below
      )
      select session_id as id, id as person_id, name, kind, means, two_factor_enabled as second_factor,
             coalesce((select json_agg(json_build_object('office', office_id, 'post', post, 'role', role)
                                       order by office_id, post) from held), '[]') as appointments,
             array(select distinct office_id from seen order by office_id) as offices,
             array(select helped_id from kernel.helping
                    where helper_id = holder.id and ended_at is null and until >= ${day}::date order by helped_id) as helped
        from holder`
    return session
  })
}

/**
 * An official acts only in a session opened with the second factor; through VNeID the same person is a citizen with matters of their
 * own; an official's password alone opens nothing. Appointments that ended leave no powers behind.
 */
export function actorOfSession(session: Session | undefined): Actor {
  if (!session) return { kind: 'public' }
  const { id, person_id: personId, name, kind, means, appointments, offices, helped } = session
  const citizen: Actor = {
    kind: 'person',
    personId,
    name,
    roles: ['citizen'],
    appointments: [],
    offices: [],
    reach: 'own',
    helped,
    session: id
  }
  if (means === 'vneid' || means === 'code') return citizen
  if (kind === 'citizen' && appointments.length === 0) return citizen
  if (means === 'password') return kind === 'citizen' ? citizen : { kind: 'public' }
  const held = [...new Set(appointments.map(({ role }) => role))]
  const reach = held.includes('centre') ? 'province' : 'own'
  return { kind: 'person', personId, name, roles: held, appointments, offices, reach, helped, session: id }
}
