import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { actorOfSession, cookiePrefix } from './access.ts'
import { openAttempts, type Subject } from './attempts.ts'
import type { OneTimeCodes } from './one-time-code.ts'
import { type Caller, openPhoneSignIn, type PhoneSignIn } from './phone-sign-in.ts'
import { languageOf } from './platform/http.ts'
import { cleanInput } from './platform/input.ts'
import { Refusal } from './platform/refusal.ts'
import { validatorOf } from './platform/validators.ts'
import { type Auth, passwordLength, sharedHeader, type SignInParts } from './sign-in-auth.ts'

const Password = Type.String({ minLength: 1, maxLength: passwordLength.max })
const NewPassword = Type.String({ minLength: passwordLength.min, maxLength: passwordLength.max })
// A path of ours and nothing that a browser could read as another host.
const Path = Type.String({ pattern: '^/(?![/\\\\])[^\\\\\\s]*$', maxLength: 500 })
const strict = { additionalProperties: false }
/** “Máy dùng chung”: this computer is used by others as well, and keeps nothing. */
const Shared = Type.Optional(Type.Boolean())
const Phone = Type.String({ maxLength: 30 })

/** What of better-auth is open, with the bodies taken. Whatever is not in this table does not exist for the world. */
const doors: Record<string, { body: TSchema /** Whose password is tried. */; guesses?: 'login' | 'session' }> = {
  '/sign-in/email': {
    body: Type.Object({ email: Type.String({ maxLength: 200 }), password: Password, shared: Shared }, strict),
    guesses: 'login'
  },
  '/two-factor/verify-totp': { body: Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, strict) },
  '/two-factor/verify-backup-code': { body: Type.Object({ code: Type.String({ maxLength: 40 }) }, strict) },
  '/two-factor/enable': { body: Type.Object({ password: Password }, strict), guesses: 'session' },
  '/change-password': {
    body: Type.Object({ currentPassword: Password, newPassword: NewPassword }, strict),
    guesses: 'session'
  },
  '/sign-in/social': {
    body: Type.Object(
      { provider: Type.Literal('vneid'), callbackURL: Path, errorCallbackURL: Type.Optional(Path), shared: Shared },
      strict
    )
  },
  '/sign-out': { body: Type.Object({}, strict) }
}

/** Signing in by telephone is our own, behind doors of the same kind. */
const askBody = Type.Object({ phone: Phone }, strict)
const verifyBody = Type.Object({ phone: Phone, code: Type.String({ pattern: '^\\d{6}$' }), shared: Shared }, strict)

/** Opens the doors under /api/auth: JSON in, JSON out, problems like everywhere else, cookies as better-auth sets them. */
export function mountDoors(app: FastifyInstance, parts: SignInParts, auth: Auth, codes: OneTimeCodes): void {
  const attempts = openAttempts(parts.database, parts.secret)
  mountPhoneDoors(app, parts, auth, openPhoneSignIn(parts, codes, attempts))

  for (const [path, { body: schema, guesses }] of Object.entries(doors)) {
    app.post(`/api/auth${path}`, async (request, reply) => {
      refuseForeignOrigin(request, parts.publicUrl)
      const body = checkBody(schema, request.body)
      const subjects = await subjectsOf(request, guesses, body, parts, auth)
      await attempts.count(subjects, parts.now())
      const { shared: asked, ...rest } = body
      const begins = path === '/sign-in/social' || path === '/sign-in/email'
      const shared = begins ? asked === true : hasSharedMark(request, parts)
      if (begins && shared !== hasSharedMark(request, parts)) reply.header('set-cookie', sharedMark(shared, parts))
      const response = await auth.handle(asRequest(request, parts, shared, { ...rest, ...always[path] }))
      const answer = await readAnswer(response)
      if (response.status >= 400) throw refusalOf(path, response.status, answer.code)
      await attempts.forgive(subjects)
      return send(reply, response, await replyOf(path, answer, response, parts, auth), shared)
    })
  }
  // The way back from VNeID. All that can go wrong there ends in a redirect to the page that asked, with ?error=….
  app.get('/api/auth/callback/vneid', async (request, reply) => {
    const subjects: Subject[] = [{ kind: 'address', name: request.ip }]
    await attempts.count(subjects, parts.now())
    const shared = hasSharedMark(request, parts)
    const response = await auth.handle(asRequest(request, parts, shared))
    const location = response.headers.get('location')
    if (!location) throw new Refusal(400, 'sign_in.begin_again')
    if (!URL.parse(location, parts.publicUrl)?.searchParams.has('error')) await attempts.forgive(subjects)
    return send(reply.code(302).header('location', location), response, '', shared)
  })
}

// What better-auth offers to choose and the house has decided.
const always: Record<string, object> = { '/change-password': { revokeOtherSessions: true } }

/** Other sites keep out: they could not send JSON without asking first, and the origin is compared all the same. */
function refuseForeignOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers
  if (origin !== undefined && URL.parse(origin)?.host !== request.host && origin !== new URL(publicUrl).origin)
    throw new Refusal(403, 'origin')
  if (!String(request.headers['content-type']).startsWith('application/json'))
    throw new Refusal(415, 'input.media_type')
}

function checkBody(schema: TSchema, given: unknown): Record<string, unknown> {
  const validator = validatorOf(schema)
  const body = cleanInput(given ?? {})
  if (validator.Check(body)) return body as Record<string, unknown>
  const faults = validator.Errors(body).map(({ instancePath }) => ({
    field: ['body', ...instancePath.split('/').slice(1)].join('.'),
    code: 'field.form'
  }))
  throw new Refusal(400, 'invalid', { count: faults.length }, faults)
}

async function subjectsOf(
  request: FastifyRequest,
  guesses: 'login' | 'session' | undefined,
  body: Record<string, unknown>,
  parts: SignInParts,
  auth: Auth
): Promise<Subject[]> {
  const address: Subject = { kind: 'address', name: request.ip }
  if (guesses === 'login') return [{ kind: 'account', name: String(body.email).toLowerCase() }, address]
  if (guesses === undefined) return [address]
  const session = await auth.access.findSession(request.headers, parts.now())
  if (!session) throw new Refusal(401, 'sign_in')
  return [{ kind: 'account', name: session.person_id }, address]
}

const userAgentOf = (request: FastifyRequest): string => String(request.headers['user-agent'] ?? '').slice(0, 300)

const callerOf = (request: FastifyRequest): Caller => ({
  from: request.ip,
  language: languageOf(request),
  userAgent: userAgentOf(request)
})

function mountPhoneDoors(app: FastifyInstance, parts: SignInParts, auth: Auth, phone: PhoneSignIn): void {
  app.post('/api/auth/sign-in/code', async (request, reply) => {
    refuseForeignOrigin(request, parts.publicUrl)
    const body = checkBody(askBody, request.body) as Static<typeof askBody>
    const caller = callerOf(request)
    return reply.header('cache-control', 'no-store').send(await phone.ask(body.phone, caller))
  })
  app.post('/api/auth/sign-in/code/verify', async (request, reply) => {
    refuseForeignOrigin(request, parts.publicUrl)
    const body = checkBody(verifyBody, request.body) as Static<typeof verifyBody>
    const caller = callerOf(request)
    const { cookie } = await phone.verify(body.phone, body.code, body.shared === true, caller)
    auth.access.forget()
    return reply.header('set-cookie', cookie).header('cache-control', 'no-store').send({ next: 'done' })
  })
}

// The way through VNeID, and the second step of an official, must still know what was ticked at the first.
const markName = (parts: SignInParts) => `${cookiePrefix(parts.publicUrl)}.shared`
const hasSharedMark = (request: FastifyRequest, parts: SignInParts) =>
  String(request.headers.cookie ?? '')
    .split(/;\s*/)
    .includes(`${markName(parts)}=yes`)
const sharedMark = (shared: boolean, parts: SignInParts) =>
  `${markName(parts)}=${shared ? 'yes; Max-Age=900' : '; Max-Age=0'}; Path=/; HttpOnly; SameSite=Lax${parts.publicUrl.startsWith('https:') ? '; Secure' : ''}`

function asRequest(request: FastifyRequest, { publicUrl }: SignInParts, shared: boolean, body?: object): Request {
  const headers = new Headers({
    // Compared above; better-auth knows the public address only, people also come by 127.0.0.1.
    origin: new URL(publicUrl).origin,
    'x-motcua-from': request.ip,
    [sharedHeader]: shared ? 'yes' : 'no',
    'user-agent': userAgentOf(request)
  })
  if (request.headers.cookie) headers.set('cookie', request.headers.cookie)
  if (!body) return new Request(`${publicUrl}${request.url}`, { headers })
  headers.set('content-type', 'application/json')
  return new Request(`${publicUrl}${request.url}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

type Answer = { code?: string; url?: string; twoFactorRedirect?: boolean; totpURI?: string; backupCodes?: string[] }

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  return text ? (JSON.parse(text) as Answer) : {}
}

/** One sentence for an unknown login and a wrong password; better-auth computes a hash in both cases. */
function refusalOf(path: string, status: number, code: string | undefined): Refusal {
  if (path === '/sign-in/email') return new Refusal(401, 'sign_in.wrong')
  if (code === 'INVALID_PASSWORD') return new Refusal(401, 'sign_in.password_wrong')
  if (status === 429) return new Refusal(429, 'sign_in.too_often', { seconds: 900, minutes: 15 })
  if (code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE') return new Refusal(401, 'sign_in.code_wrong')
  if (path.startsWith('/two-factor/verify')) return new Refusal(401, 'sign_in.begin_again')
  if (code === 'TOTP_ALREADY_ENABLED') return new Refusal(409, 'sign_in.second_factor_exists')
  if (status === 401) return new Refusal(401, 'sign_in')
  return new Refusal(status === 403 ? 403 : 400, 'sign_in.refused')
}

/** Never the token, never the account: what comes next, and what only this answer can tell. */
async function replyOf(path: string, answer: Answer, response: Response, parts: SignInParts, auth: Auth) {
  if (path === '/sign-in/social') return { url: answer.url }
  if (path === '/two-factor/enable') return { uri: answer.totpURI, spareCodes: answer.backupCodes }
  if (path === '/sign-out') return { next: 'sign-in' }
  if (answer.twoFactorRedirect) return { next: 'code' }
  const cookie = response.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
  const session = await auth.access.findSession({ cookie }, parts.now())
  return { next: session && actorOfSession(session).kind === 'public' ? 'second-factor' : 'done' }
}

function send(reply: FastifyReply, response: Response, body: object | string, shared: boolean): FastifyReply {
  // Joined by a comma they would be one broken cookie. Without an age the session's own ends with the browser.
  for (const cookie of response.headers.getSetCookie())
    reply.header('set-cookie', shared && cookie.includes('.session_token=') ? withoutAge(cookie) : cookie)
  reply.header('cache-control', 'no-store')
  return typeof body === 'string' ? reply.send(body) : reply.type('application/json').send(JSON.stringify(body))
}

const withoutAge = (cookie: string): string =>
  /;\s*max-age=0/i.test(cookie) ? cookie : cookie.replace(/;\s*(max-age|expires)=[^;]*/gi, '')
