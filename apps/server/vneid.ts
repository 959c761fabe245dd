import { createHmac, generateKeyPairSync } from 'node:crypto'
import type { Database } from '@motcua/kernel/platform/db'
import { type Ctx, type Html, html, type Language, type PageReply, Refusal } from '@motcua/kernel'
import { findPerson, findPersonByPersonalId } from '@motcua/kernel/people'
import { houseCommand, look } from '@motcua/kernel/platform/commands'
import { languageOf } from '@motcua/kernel/platform/http'
import { demoPassword, listDemoCitizens, type VneidClient } from '@motcua/kernel/sign-in'
import type { FastifyInstance } from 'fastify'
import OpenIdProvider, { type Provider, type ProviderContext } from 'oidc-provider'
import { texts } from './texts.ts'

/**
 * A stand-in for VNeID while the data is a demo: an OpenID Connect provider of its own under /vneid, which the sign-in reaches by HTTP
 * as it would the real one. It knows the people of the database by identity number; all have the demo's one password.
 */
export type VneidParts = {
  database: Database
  secret: string
  publicUrl: string
  now: () => Date
  render: (page: PageReply, language: Language) => Html
}

const clientId = 'motcua'
const scopes = 'openid profile identity'
const minutes = (count: number) => count * 60
const derive = (secret: string, what: string) =>
  createHmac('sha256', secret).update(`demo vneid ${what}`).digest('base64url')

/** What `openSignIn` needs to use it. `inside` is how this process reaches itself: a proxy may hide the public address from us. */
export const vneidClient = (parts: { secret: string; publicUrl: string; inside: string }): VneidClient => ({
  authorizationUrl: `${parts.publicUrl}/vneid/auth`,
  tokenUrl: `${parts.inside}/vneid/token`,
  userInfoUrl: `${parts.inside}/vneid/me`,
  clientId,
  clientSecret: derive(parts.secret, 'client')
})

/** One look into the database, as the system itself. */
const asSystem = <T>({ database, now, publicUrl }: VneidParts, verb: (ctx: Ctx) => Promise<T>): Promise<T> =>
  look(database, houseCommand('vneid', now(), publicUrl), verb)

export function mountVneid(app: FastifyInstance, parts: VneidParts): void {
  const provider = aProvider(parts)
  const answer = provider.callback()

  void app.register(async (room) => {
    // The provider reads bodies itself, and is given the address as if it stood at the root.
    room.removeAllContentTypeParsers()
    room.addContentTypeParser('*', (_request, _body, done) => done(null))
    room.all('/vneid/*', (request, reply) => {
      const { raw } = request
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value) reply.raw.setHeader(name, value)
      answer(Object.assign(raw, { originalUrl: raw.url, url: raw.url?.slice('/vneid'.length) }), reply.raw)
    })
  })

  const ask = async (uid: string, language: Language, faulty: boolean): Promise<string> => {
    const people = await asSystem(parts, listDemoCitizens)
    return parts.render({ title: texts[language]['vneid.title'], body: form(uid, people, language, faulty) }, language)
      .markup
  }
  app.get<{ Params: { uid: string } }>('/vneid/interaction/:uid', async (request, reply) => {
    await demandInteraction(provider, request.raw, reply.raw, request.params.uid)
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await ask(request.params.uid, languageOf(request), false))
  })
  app.post<{ Params: { uid: string } }>('/vneid/interaction/:uid', async (request, reply) => {
    await demandInteraction(provider, request.raw, reply.raw, request.params.uid)
    const given = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString() : '')
    const number = (given.get('other') || given.get('number') || '').replace(/\s/g, '')
    const person = /^\d{12}$/.test(number)
      ? await asSystem(parts, (ctx) => findPersonByPersonalId(ctx, number))
      : undefined
    if (!person || given.get('password') !== demoPassword)
      return reply
        .code(401)
        .type('text/html; charset=utf-8')
        .send(await ask(request.params.uid, languageOf(request), true))
    const next = await provider.interactionResult(request.raw, reply.raw, { login: { accountId: person.id } })
    return reply.redirect(next, 303)
  })
}

/** The page belongs to the browser that began: its cookie names the same interaction. */
async function demandInteraction(provider: Provider, ...[request, response, uid]: [...RawPair, string]): Promise<void> {
  const interaction = await provider.interactionDetails(request, response).catch(() => undefined)
  if (interaction?.uid !== uid) throw new Refusal(400, 'sign_in.begin_again')
}
type RawPair = Parameters<Provider['interactionDetails']>

type Citizen = { name: string; personal_id: string | null }

function form(uid: string, people: Citizen[], language: Language, faulty: boolean): Html {
  const t = texts[language]
  return html`
    <h1>${t['vneid.title']}</h1>
    <p class="notice late" role="alert">${t['vneid.demo']}</p>
    ${faulty && html`<p class="notice late" role="alert">${t['vneid.faulty']}</p>`}
    <form method="post" action="/vneid/interaction/${uid}">
      <p>
        <label for="number">${t['vneid.choose']}</label>
        <select id="number" name="number">
          <option value="">–</option>
          ${people.map((person) => html`<option value="${person.personal_id}">${person.name} · ${person.personal_id}</option>`)}
        </select>
      </p>
      <p>
        <label for="other">${t['vneid.other']}</label>
        <input id="other" name="other" inputmode="numeric" autocomplete="username" maxlength="20">
      </p>
      <p>
        <label for="password">${t['vneid.password']} (${demoPassword})</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required>
      </p>
      <p><button type="submit">${t['vneid.signIn']}</button></p>
    </form>`
}

function aProvider(parts: VneidParts): Provider {
  const { secret, publicUrl, now } = parts
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const secure = publicUrl.startsWith('https:')
  const cookie = { httpOnly: true, sameSite: 'lax', secure, path: '/vneid' }
  const provider = new OpenIdProvider(`${publicUrl}/vneid`, {
    adapter: rememberInMemory(now),
    clients: [
      {
        client_id: clientId,
        client_secret: derive(secret, 'client'),
        redirect_uris: [`${publicUrl}/api/auth/callback/vneid`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'ES256'
      }
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
    cookies: { keys: [derive(secret, 'cookies')], long: cookie, short: cookie },
    scopes: ['openid'],
    claims: { openid: ['sub'], profile: ['name', 'birthdate'], identity: ['personal_id'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/vneid/interaction/${uid}` },
    ttl: {
      AccessToken: minutes(1),
      AuthorizationCode: minutes(1),
      IdToken: minutes(1),
      Grant: minutes(10),
      Interaction: minutes(10),
      Session: minutes(10)
    },
    findAccount: async (_context: unknown, id: string) => {
      const person = await asSystem(parts, (ctx) => findPerson(ctx, id))
      if (!person?.personal_id) return undefined
      const { name, personal_id, born_on: birthdate } = person
      return { accountId: id, claims: () => ({ sub: id, name, personal_id, birthdate: birthdate ?? undefined }) }
    },
    // VNeID asks its user what may be told; the demo does not.
    loadExistingGrant: async ({ oidc }: ProviderContext) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope(scopes)
      await grant.save()
      return grant
    },
    renderError: (context: ProviderContext) => {
      context.type = 'text/plain; charset=utf-8'
      context.body = `${texts.vi['vneid.over']}\n${texts.en['vneid.over']}\n`
    }
  })
  provider.proxy = secure
  return provider
}

/** What is under way for a few minutes may be lost with the process: whoever was signing in begins again. */
function rememberInMemory(now: () => Date) {
  const kept = new Map<string, { payload: Record<string, unknown>; until: number }>()
  const find = (key: string) => {
    const entry = kept.get(key)
    return entry && entry.until > now().getTime() ? entry.payload : undefined
  }
  const findBy = (model: string, name: string, value: string) => {
    for (const key of kept.keys()) if (key.startsWith(`${model} `) && find(key)?.[name] === value) return find(key)
    return undefined
  }
  return (model: string) => ({
    async upsert(id: string, payload: Record<string, unknown>, seconds: number) {
      for (const [key, { until }] of kept) if (until <= now().getTime()) kept.delete(key)
      kept.set(`${model} ${id}`, { payload, until: now().getTime() + seconds * 1_000 })
    },
    find: async (id: string) => find(`${model} ${id}`),
    findByUid: async (uid: string) => findBy(model, 'uid', uid),
    findByUserCode: async (code: string) => findBy(model, 'userCode', code),
    async consume(id: string) {
      const payload = find(`${model} ${id}`)
      if (payload) payload.consumed = Math.floor(now().getTime() / 1_000)
    },
    async destroy(id: string) {
      kept.delete(`${model} ${id}`)
    },
    async revokeByGrantId(grantId: string) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
    }
  })
}
