import { randomBytes } from 'node:crypto'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import { Type } from 'typebox'
import { type Access, cookiePrefix, openAccess } from './access.ts'
import { type Actor, houseCommand, perform } from './platform/commands.ts'
import type { Database } from './platform/db.ts'
import { Refusal } from './platform/refusal.ts'
import { openSignInPool } from './platform/sign-in-pool.ts'
import { claimPerson } from './people.ts'
import { uuidV7 } from './rules/numbers.ts'

export type VneidClient = {
  authorizationUrl: string
  tokenUrl: string
  userInfoUrl: string
  clientId: string
  clientSecret: string
}

export type SignInParts = {
  database: Database
  /** Address of the application role: better-auth brings its own way to the database. */
  databaseUrl: string
  secret: string
  publicUrl: string
  /** Where the SMS of a demonstration can be read. */
  spool?: string
  /** The data was laid out as a demo: its people may sign in. */
  demo: boolean
  vneid?: VneidClient
  now: () => Date
  log: (line: object) => void
}

export type Auth = {
  access: Access
  /** better-auth's own handler: only the doors of sign-in-doors.ts lead to it. */
  handle: (request: Request) => Promise<Response>
  end: () => Promise<void>
}

/**
 * One working day; whoever forgets to sign out is signed out by the next morning. On a computer that others use as well an hour, and
 * the cookie ends with the browser.
 */
export const sessionSeconds = (shared: boolean): number => (shared ? 3_600 : 12 * 3_600)
/** Told to better-auth by our doors alone, which make the headers of its requests. */
export const sharedHeader = 'x-motcua-shared'
export const passwordLength = { min: 12, max: 128 }

const meansOf: Record<string, 'password' | 'totp' | 'vneid'> = {
  '/sign-in/email': 'password',
  '/two-factor/verify-totp': 'totp',
  '/two-factor/verify-backup-code': 'totp',
  '/callback/:id': 'vneid'
}

const system = { offices: [], person: null, reach: 'province' } as const
const Flag = Type.Object({ demo: Type.Boolean(), name: Type.String() })
const Id = Type.Object({ id: Type.String() })

/**
 * Sets up better-auth on the tables of schema auth: passwords (scrypt), second factors (TOTP) and VNeID (OpenID Connect with explicit
 * endpoints). It is the one exception to `serve`; what happens at its doors is written down as commands by the hooks below.
 */
export async function openAuth(parts: SignInParts): Promise<Auth> {
  const { database, secret, publicUrl, demo, now, log } = parts
  const access = openAccess(database, secret, publicUrl)
  const pool = openSignInPool(parts.databaseUrl)

  const record = async (name: string, actor: Actor, outcome: Refusal | undefined) => {
    const at = now()
    const command = { id: uuidV7(at, randomBytes(10)), name, actor, content: null, now: at, from: '', publicUrl }
    await perform(database, command, async () => {
      if (outcome) throw outcome
    }).catch((error: unknown) => {
      if (error !== outcome) throw error
    })
  }

  const beforeSession = async (session: { userId: string }, context: HookContext | null) => {
    const path = context?.path ?? ''
    const means = path === '/change-password' ? context?.context.session?.session.means : meansOf[path]
    if (!means) throw new Error(`Nothing says by what a session of ${path} was opened.`)
    const person = await database.transaction(system, async (db) => {
      const [found] = await db(Flag)`select demo, name from kernel.person where id = ${session.userId}`
      return found
    })
    if (!person || (person.demo && !demo)) throw wrong()
    if (means === 'totp' && !person.demo) await useOnce(database, session.userId, String(context?.body?.code), now())
    const shared = context?.headers?.get(sharedHeader) === 'yes'
    return {
      data: {
        ...session,
        means,
        ...(shared ? { expiresAt: new Date(now().getTime() + sessionSeconds(true) * 1_000) } : {})
      }
    }
  }
  const afterSession = async (session: Record<string, unknown>) => {
    access.forget()
    const actor: Actor = {
      kind: 'person',
      personId: String(session.userId),
      name: '',
      roles: [],
      appointments: [],
      offices: [],
      reach: 'own'
    }
    await record(`sign_in.${session.means}`, actor, undefined)
  }
  const after = createAuthMiddleware(async (context) => {
    access.forget()
    const { returned } = context.context
    if (!(returned instanceof APIError) || returned.statusCode < 400) return
    const { path } = context
    if (path === '/sign-in/email') {
      const account = await findAccount(database, String(context.body?.email).toLowerCase())
      await record('sign_in.password', { kind: 'public' }, new Refusal(401, 'sign_in.wrong', { account }))
    } else if (path.startsWith('/two-factor/verify')) {
      const { name } = context.context.createAuthCookie('two_factor')
      const challenge = await context.getSignedCookie(name, secret)
      const step = challenge ? await context.context.internalAdapter.findVerificationValue(challenge) : undefined
      const account = step?.value ?? ''
      await record('sign_in.totp', { kind: 'public' }, new Refusal(401, 'sign_in.code_wrong', { account }))
    }
  })

  const auth = betterAuth({
    ...columns,
    appName: 'Một Cửa',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: pool,
    telemetry: { enabled: false },
    trustedOrigins: [new URL(publicUrl).origin],
    // Its limits count by address alone; ours are in attempts.ts.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max
    },
    advanced: {
      database: { generateId: 'uuid' },
      // Under NODE_ENV=test it would switch these off by itself, and the tests would try another product.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(publicUrl),
      defaultCookieAttributes: { secure: publicUrl.startsWith('https:'), httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: ['x-motcua-from'] }
    },
    onAPIError: { throw: true, errorURL: '/' },
    // Its messages quote what people wrote and what the database answered.
    logger: {
      log: (level, message) => {
        if (level === 'error') log({ level, signIn: message.replace(/["'].*["']|\S*[@:/]\S*/g, '…').slice(0, 120) })
      }
    },
    databaseHooks: { session: { create: { before: beforeSession, after: afterSession } } },
    hooks: { after },
    plugins: [
      twoFactor({
        issuer: 'Một Cửa',
        accountLockout: { maxFailedAttempts: 5, durationSeconds: 900 },
        schema: twoFactorColumns
      }),
      genericOAuth({ config: parts.vneid ? [vneidProvider(parts.vneid, parts)] : [] })
    ]
  } satisfies BetterAuthOptions)
  // Compares its idea of the tables with ours; what is set up wrongly shows now and not at the first sign-in.
  const context = await auth.$context
  await context.checkSchema?.()
  return { access, handle: (request) => auth.handler(request), end: () => pool.end() }
}

type HookContext = {
  path?: string
  headers?: Headers
  body?: { code?: unknown }
  context: { session?: { session: Record<string, unknown> } | null }
}

const wrong = () => new APIError('UNAUTHORIZED', { code: 'INVALID_EMAIL_OR_PASSWORD' })

/** The account a failed try was aimed at; an unknown login is not kept, as people type passwords into that field. */
function findAccount(database: Database, login: string): Promise<string> {
  return database.transaction(system, async (db) => {
    const [account] = await db(Id)`select id from auth.user where email = ${login}`
    return account?.id ?? ''
  })
}

/** A code opens one session (the codes on the demo page are everybody's anyway, and are spared this). */
async function useOnce(database: Database, user: string, code: string, at: Date): Promise<void> {
  const used = await database.transaction(
    system,
    (db) =>
      db`insert into auth.used_code (user_id, code, used_at) values (${user}, ${code}, ${at}) on conflict do nothing`
  )
  if (used === 0) throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE' })
}

type Claims = { sub?: unknown; name?: unknown; personal_id?: unknown; birthdate?: unknown }

function vneidProvider(client: VneidClient, parts: SignInParts) {
  return {
    ...client,
    providerId: 'vneid',
    scopes: ['openid', 'profile', 'identity'],
    pkce: true,
    authentication: 'post' as const,
    // Somebody else's session at VNeID must not sign this person in, on a shared computer least of all.
    prompt: 'login' as const,
    disableSignUp: true,
    accountSubject: ({ profile }: { profile: Record<string, unknown> }) => String(profile.sub),
    // The account is made ready here, by identity number; better-auth then finds it by its subject.
    getUserInfo: async ({ accessToken }: { accessToken?: string }) => {
      const answer = await fetch(client.userInfoUrl, {
        headers: { authorization: `Bearer ${accessToken}` },
        redirect: 'error',
        signal: AbortSignal.timeout(10_000)
      })
      if (!answer.ok) return null
      const claims = (await answer.json()) as Claims
      const person = await admitCitizen(parts, claims, parts.now())
      if (!person) return null
      const id = String(claims.sub)
      return { id, sub: id, email: `${person}@motcua.invalid`, emailVerified: true, name: '' }
    }
  }
}

/** Ties the subject to the person of that identity number; undefined when the claims say too little or speak of two people. */
async function admitCitizen(
  { database, publicUrl }: SignInParts,
  claims: Claims,
  at: Date
): Promise<string | undefined> {
  const { sub, name, personal_id: personalId, birthdate } = claims
  if (typeof sub !== 'string' || typeof name !== 'string' || !name.trim()) return undefined
  if (typeof personalId !== 'string' || !/^\d{12}$/.test(personalId)) return undefined
  const bornOn = typeof birthdate === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(birthdate) ? birthdate : null
  const command = houseCommand('people.claim', at, publicUrl, { sub, personalId })
  const { reply } = await perform(database, command, async (ctx) => {
    const person = await claimPerson(ctx, { id: command.id, personalId, name: name.normalize('NFC').trim(), bornOn })
    void ctx.db`
      insert into auth.user (id, email) values (${person}, ${`${person}@motcua.invalid`}) on conflict (id) do nothing`
    void ctx.db`
      insert into auth.account (user_id, provider_id, account_id) values (${person}, 'vneid', ${sub})
      on conflict do nothing`
    const [owner] = await ctx.db(Id)`
      select user_id as id from auth.account where provider_id = 'vneid' and account_id = ${sub}`
    if (owner?.id !== person) return null
    ctx.publish('kernel.identity_proven', { person })
    return person
  })
  return reply ?? undefined
}

const twoFactorColumns = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'two_factor',
    fields: {
      userId: 'user_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until'
    }
  }
}

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' }

/** Where better-auth's words stand in our tables. */
const columns = {
  user: { modelName: 'user', fields: { emailVerified: 'email_verified', ...stamps } },
  session: {
    modelName: 'session',
    expiresIn: sessionSeconds(false),
    disableSessionRefresh: true,
    fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...stamps },
    additionalFields: { means: { type: 'string', required: true, input: false } }
  },
  account: {
    modelName: 'account',
    updateAccountOnSignIn: false,
    accountLinking: { enabled: false },
    fields: {
      userId: 'user_id',
      providerId: 'provider_id',
      accountId: 'account_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...stamps
    }
  },
  verification: { modelName: 'verification', fields: { expiresAt: 'expires_at', ...stamps } }
} as const satisfies Partial<BetterAuthOptions>
