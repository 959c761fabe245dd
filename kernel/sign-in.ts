import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Access } from './access.ts'
import { openAttempts } from './attempts.ts'
import { contactRoutes } from './contacts.ts'
import { readMe } from './contract.ts'
import { helpingRoutes, helpingSweep } from './helping.ts'
import { demoPage, makeDemoAccounts } from './demo.ts'
import { openOneTimeCodes } from './one-time-code.ts'
import { type Ctx, hearCommitted } from './platform/commands.ts'
import { type Job, type Module, route } from './platform/module.ts'
import { openAuth, type SignInParts } from './sign-in-auth.ts'
import { mountDoors } from './sign-in-doors.ts'
import { sessionRoutes, sessionsEnded } from './sessions.ts'
import { signInTexts } from './sign-in-texts.ts'

export { demoPassword, listDemoCitizens } from './demo.ts'
export type { SignInParts, VneidClient } from './sign-in-auth.ts'

export type SignIn = {
  /** Who asks: for `buildServer`. */
  actorOf: Access['actorOf']
  /** What signing in adds to the server: /api/me, sentences, the sweep, and in a demo the page of its people. */
  module: Module
  /** Opens the doors under /api/auth of a server that was built with the module. */
  mount: (app: FastifyInstance) => void
  /** In a demo: gives every person of it an account, unless they have one. */
  makeDemoAccounts: () => Promise<void>
  end: () => Promise<void>
}

/** Sets up how people prove who they are; the server needs nothing else of it. */
export async function openSignIn(parts: SignInParts): Promise<SignIn> {
  const auth = await openAuth(parts)
  const codes = openOneTimeCodes(parts.secret)
  const attempts = openAttempts(parts.database, parts.secret)
  const deaf = hearCommitted(parts.database, (told) => {
    if (told.some(({ type }) => type === sessionsEnded)) auth.access.forget()
  })
  return {
    actorOf: auth.access.actorOf,
    module: {
      name: 'sign-in',
      routes: [
        route(readMe, describeMe),
        ...sessionRoutes,
        ...contactRoutes(codes, attempts),
        ...helpingRoutes(parts.secret, attempts)
      ],
      pages: parts.demo ? [demoPage(parts)] : [],
      texts: signInTexts,
      jobs: [sweep, helpingSweep]
    },
    mount: (app) => mountDoors(app, parts, auth, codes),
    makeDemoAccounts: async () => {
      if (parts.demo) await makeDemoAccounts(parts)
    },
    end: () => {
      deaf()
      return auth.end()
    }
  }
}

const OfficeName = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String()
})

/** Who is signed in here, and for which offices: what the web apps ask first. */
async function describeMe(ctx: Ctx) {
  const { actor } = ctx
  if (actor.kind !== 'person') return { person: null, roles: [], reach: 'own' as const, appointments: [] }
  const ids = actor.appointments.map(({ office }) => office)
  const offices = await ctx.db(OfficeName)`
    select id, code, name_vi, name_en from kernel.office where id = any (${ids}::int[])`
  const byId = new Map(offices.map((office) => [office.id, office]))
  return {
    person: { id: actor.personId, name: actor.name },
    roles: actor.roles,
    reach: actor.reach,
    appointments: actor.appointments.map(({ office, post, role }) => {
      const { code = '', name_vi: vi = '', name_en: en = '' } = byId.get(office) ?? {}
      return { office, code, name: { vi, en }, post, role }
    })
  }
}

/** What is over: sessions, unfinished sign-ins, counted tries, codes that nobody could use again anyway. */
const sweep: Job = {
  name: 'sign_in.sweep',
  everySeconds: 900,
  run: async ({ db, now }) => {
    const hourAgo = new Date(now.getTime() - 3_600_000)
    void db`delete from auth.session where expires_at < ${now}`
    void db`delete from auth.verification where expires_at < ${now}`
    void db`delete from auth.one_time_code where expires_at < ${now}`
    void db`delete from auth.attempt where since < ${hourAgo}`
    void db`delete from auth.used_code where used_at < ${hourAgo}`
  }
}
