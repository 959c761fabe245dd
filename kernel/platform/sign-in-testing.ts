import { randomBytes, randomUUID } from 'node:crypto'
import { after } from 'node:test'
import { hashPassword, symmetricEncrypt } from 'better-auth/crypto'
import type { LightMyRequestResponse } from 'fastify'
import type { Endpoint, Role } from '../contract.ts'
import { buildServer } from './http.ts'
import type { Module } from './module.ts'
import { html } from './page.ts'
import { platformTexts } from './texts.ts'
import { aClock, aDatabase, urlOf } from './testing.ts'
import { openSignIn, type VneidClient } from '../sign-in.ts'
import { totp } from '../totp.ts'

export const password = 'ba con trau den'
const hash = hashPassword(password)

export type TestAccount = { id: string; email: string; secret: string }
type Given = {
  kind?: 'official' | 'citizen'
  demo?: boolean
  personalId?: string
  secondFactor?: boolean
  appointments?: { office: number; role: Role; post?: string; inForce?: string }[]
}

/** The server with its real doors: people sign in as they do, nobody is handed an actor. */
export async function aSignInServer(
  options: { publicUrl?: string; secret?: string; demo?: boolean; vneid?: VneidClient; modules?: Module[] } = {}
) {
  const { publicUrl = 'http://localhost:8080', demo = false, modules = [] } = options
  const { secret = randomBytes(32).toString('base64url') } = options
  const base = await aDatabase()
  // better-auth reads the time itself, so these tests begin at the real moment.
  const clock = aClock(new Date().toISOString())
  const logged: object[] = []
  const log = (line: object) => void logged.push(line)
  const { database, asOwner } = base
  const parts = { database, databaseUrl: base.applicationUrl, secret, publicUrl, demo, now: clock.now, log }
  const signIn = await openSignIn({ ...parts, vneid: options.vneid })
  const app = await buildServer({
    database,
    modules: [{ name: 'platform', routes: [], pages: [], texts: platformTexts, jobs: [] }, signIn.module, ...modules],
    actorOf: signIn.actorOf,
    now: clock.now,
    publicUrl,
    frame: ({ title, body }) => html`<!doctype html><title>${title}</title><main>${body}</main>`,
    log
  })
  signIn.mount(app)
  after(async () => {
    await app.close()
    await signIn.end()
  })

  const anAccount = async (given: Given = {}): Promise<TestAccount> => {
    const id = randomUUID()
    const email = `${id.slice(0, 8)}@example.vn`
    const totpSecret = randomBytes(20).toString('hex')
    const { kind = 'official', secondFactor = kind === 'official' } = given
    await asOwner(
      `insert into kernel.person (id, kind, name, personal_id, demo, created_at) values ($1, $2, 'Nguyễn Văn Thử', $3, $4, now())`,
      [id, kind, given.personalId ?? null, given.demo ?? false]
    )
    await asOwner('insert into auth.user (id, email, two_factor_enabled) values ($1, $2, $3)', [
      id,
      email,
      secondFactor
    ])
    await asOwner(
      `insert into auth.account (user_id, provider_id, account_id, password) values ($1::uuid, 'credential', $1::text, $2)`,
      [id, await hash]
    )
    if (secondFactor) {
      const encrypted = await symmetricEncrypt({ key: secret, data: totpSecret })
      await asOwner('insert into auth.two_factor (user_id, secret, backup_codes, verified) values ($1, $2, $3, true)', [
        id,
        encrypted,
        await symmetricEncrypt({ key: secret, data: '[]' })
      ])
    }
    for (const { office, role, post = role, inForce = '[2021-07-01,)' } of given.appointments ?? [])
      await asOwner(
        'insert into kernel.appointment (person_id, office_id, post, role, in_force) values ($1, $2, $3, $4, $5)',
        [id, office, post, role, inForce]
      )
    return { id, email, secret: totpSecret }
  }
  const anOffice = (id: number, parent: number | null = null) =>
    asOwner(
      `insert into kernel.office (id, code, kind, level, name_vi, name_en, parent_id, area_code, in_force)
       values ($1::int, 'T' || $1, 'section', 'district', 'Phòng thử', 'Test section', $2, '474', '[2021-07-01,)')`,
      [id, parent]
    )
  const visit = () => aBrowser(publicUrl, (request) => app.inject(request))
  /** Signed in with both factors. */
  const signedIn = async (account: TestAccount) => {
    const browser = visit()
    await browser.post('/sign-in/email', { email: account.email, password })
    if ((await account.secret) && browser.has('two_factor'))
      await browser.post('/two-factor/verify-totp', { code: totp(account.secret, new Date()) })
    return browser
  }
  /** One endpoint, from a browser that is signed in. */
  const call = async (
    browser: Awaited<ReturnType<typeof signedIn>>,
    endpoint: Endpoint,
    body: object = {},
    params: object = {}
  ) => {
    const reply = await app.inject({
      method: endpoint.method as 'POST',
      url: urlOf(endpoint, params, {}),
      headers: { cookie: browser.cookie(), 'idempotency-key': randomUUID() },
      ...(endpoint.method === 'GET' ? {} : { payload: body })
    })
    return { status: reply.statusCode, body: reply.json() }
  }
  return { ...base, app, call, clock, secret, parts, signIn, logged, anAccount, anOffice, visit, signedIn }
}

type Injected = {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  payload?: object | string
  remoteAddress?: string
}

/** Keeps cookies as a browser does. */
export function aBrowser(origin: string, inject: (request: Injected) => Promise<LightMyRequestResponse>) {
  const jar = new Map<string, string>()
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (reply: LightMyRequestResponse) => {
    for (const set of [reply.headers['set-cookie'] ?? []].flat()) {
      const [pair = '', ...attributes] = set.split('; ')
      const [name = '', ...value] = pair.split('=')
      if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) jar.delete(name)
      else jar.set(name, value.join('='))
    }
    return reply
  }
  return {
    jar,
    cookie,
    has: (part: string) => [...jar.keys()].some((name) => name.endsWith(`.${part}`)),
    get: async (url: string) => keep(await inject({ method: 'GET', url, headers: { cookie: cookie() } })),
    /** Sends a form without JavaScript. */
    submit: async (url: string, fields: Record<string, string>) =>
      keep(
        await inject({
          method: 'POST',
          url,
          headers: { cookie: cookie(), 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(fields).toString()
        })
      ),
    post: async (path: string, payload: object, extra: { from?: string; origin?: string } = {}) =>
      keep(
        await inject({
          method: 'POST',
          url: `/api/auth${path}`,
          headers: { cookie: cookie(), origin: extra.origin ?? origin },
          payload,
          ...(extra.from ? { remoteAddress: extra.from } : {})
        })
      )
  }
}
