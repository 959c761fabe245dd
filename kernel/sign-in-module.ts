import { Type } from 'typebox'
import { readMe } from './contract.ts'
import type { Ctx } from './platform/commands.ts'
import { type Job, type Module, route } from './platform/module.ts'
import { signInTexts } from './sign-in-texts.ts'

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
    void db`delete from auth.attempt where since < ${hourAgo}`
    void db`delete from auth.used_code where used_at < ${hourAgo}`
  }
}

export const signInModule: Module = {
  name: 'sign-in',
  routes: [route(readMe, describeMe)],
  pages: [],
  texts: signInTexts,
  jobs: [sweep]
}
