import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { type Endpoint, type FileReply, isWrite, type Problem } from '../contract.ts'
import type { Fault } from '../rules/form.ts'
import { type Actor, type Ctx, look, perform } from './commands.ts'
import type { Database } from './db.ts'
import { arrivingBytes, sendFile, takeBodiesAsStreams } from './files.ts'
import type { Gate, Kind } from './gate.ts'
import { serveHealth } from './health.ts'
import { cleanInput } from './input.ts'
import type { Module, Route, Stream, Taken, Texts } from './module.ts'
import { type Html, html, type Language, type Page, type PageReply } from './page.ts'
import { problemOf } from './problem.ts'
import { sendPublic } from './public-reply.ts'
import { Refusal } from './refusal.ts'
import { validatorOf } from './validators.ts'

export type ServerParts = {
  database: Database
  modules: Module[]
  /** Who asks: from the session cookie, or the public. */
  actorOf: (headers: Record<string, string | string[] | undefined>, now: Date) => Promise<Actor>
  /** The one place where the time is read. */
  now: () => Date
  /** https: cookies and HSTS demand it; also the only origin that may write. */
  publicUrl: string
  /** Frames a page: header, styles, footer. `address` is what was asked for, so that the page can offer itself in the other language. */
  frame: (page: PageReply, language: Language, address: string) => Html
  /** Keeps floods away; left out, nobody is counted. */
  gate?: Gate
  log?: (line: object) => void
}

const jsonLimit = 1_000_000

/** Builds the server: every endpoint and page of the modules behind one set of rules. It does not listen yet. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const texts = mergeTexts(parts.modules)
  const app = Fastify({
    logger: false,
    bodyLimit: jsonLimit,
    requestTimeout: 30_000,
    trustProxy: 'loopback',
    genReqId: () => randomUUID(),
    // An address that cannot even be read passes no hook.
    frameworkErrors: (error, request, reply) =>
      void answerError(error, request, reply.headers(securityHeaders), parts, texts),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 }
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const metrics = measure(app, parts)
  serveHealth(app, parts.database)
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(securityHeaders)
    if (parts.publicUrl.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000')
  })
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, parts, texts))
  app.setNotFoundHandler((request, reply) => answerError(new Refusal(404, 'not_found'), request, reply, parts, texts))

  for (const module of parts.modules) {
    for (const route of module.routes.filter(({ endpoint }) => !endpoint.receivesFile)) serve(app, route, parts)
    for (const page of module.pages) servePage(app, page, parts)
  }
  await app.register(async (scope) => {
    takeBodiesAsStreams(scope)
    const routes = parts.modules.flatMap((module) => module.routes)
    for (const route of routes.filter(({ endpoint }) => endpoint.receivesFile)) serve(scope, route, parts)
  })
  return app
}

function serve(app: FastifyInstance, { endpoint, take, verb }: Route, parts: ServerParts): void {
  const check = {
    params: checker(endpoint.params, true),
    query: checker(endpoint.query, true),
    body: checker(endpoint.body, false)
  }
  const write = isWrite(endpoint)
  app.route({
    method: endpoint.method,
    url: endpoint.url,
    config: { endpoint },
    handler: async (request, reply) => {
      const now = parts.now()
      const actor = await parts.actorOf(request.headers, now)
      const leave = parts.gate?.enter(actor, request.ip, kindOf(endpoint), now)
      try {
        return await answer(request, reply, actor, now)
      } finally {
        leave?.()
      }
    }
  })

  async function answer(request: FastifyRequest, reply: FastifyReply, actor: Actor, now: Date) {
    const id = write ? commandId(request, parts.publicUrl) : randomUUID()
    if (endpoint.may !== 'anyone') {
      if (actor.kind === 'public') throw new Refusal(401, 'sign_in')
      if (!permitted(endpoint, actor)) {
        // A forbidden act is written down like any other, as refused.
        const refuse = async () => {
          throw new Refusal(403, 'forbidden')
        }
        await perform(
          parts.database,
          { id, name: endpoint.name, actor, content: null, now, from: request.ip, publicUrl: parts.publicUrl },
          refuse
        )
      }
    }
    const input = {
      params: check.params(request.params, 'params'),
      query: check.query(request.query, 'query'),
      body: endpoint.receivesFile ? {} : check.body(request.body ?? {}, 'body')
    }
    const run = verb as (ctx: Ctx, input: unknown, taken?: Taken) => Promise<unknown>
    if (!write) {
      const result = await look(
        parts.database,
        { id, name: endpoint.name, actor, now, from: request.ip, publicUrl: parts.publicUrl },
        (ctx) => run(ctx, input),
        endpoint.shows
      )
      reply.header('cache-control', cachingOf(endpoint))
      if (endpoint.sendsEvents) return sendEvents(request, reply, result as Stream)
      if (endpoint.sendsFile) return sendFile(reply, result as FileReply)
      const text = JSON.stringify(result)
      return endpoint.forAll ? sendPublic(request, reply, text) : reply.type('application/json').send(text)
    }
    const content = endpoint.receivesFile ? { params: input.params, query: input.query } : input
    const bytes = arrivingBytes(request, endpoint.receivesFile?.maxBytes ?? 0)
    const taken = await take?.({ files: parts.database.files, actor, now, bytes }, input as never)
    let committed = false
    const command = { id, name: endpoint.name, actor, content, now, from: request.ip, publicUrl: parts.publicUrl }
    const done = await perform(parts.database, command, (ctx) => run(ctx, input, taken))
      .then((result) => {
        committed = true
        return result
      })
      .finally(() => taken?.drop(committed))
    if (done.replayed) reply.header('idempotent-replayed', 'true')
    return reply
      .code(endpoint.method === 'POST' ? 201 : 200)
      .type('application/json')
      .send(JSON.stringify(done.reply))
  }
}

const kindOf = (endpoint: Endpoint): Kind =>
  endpoint.receivesFile || endpoint.sendsFile ? 'file' : isWrite(endpoint) ? 'write' : 'read'

/** Events as they come, past proxies that would gather them. */
function sendEvents(request: FastifyRequest, reply: FastifyReply, stream: Stream): void {
  reply.hijack()
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream',
    'x-accel-buffering': 'no'
  })
  stream(request.headers, reply.raw)
}

function cachingOf({ may, immutable }: Endpoint): string {
  if (may !== 'anyone') return 'private, no-store'
  return immutable ? 'public, max-age=31536000, immutable' : 'no-cache'
}

function servePage(app: FastifyInstance, page: Page, parts: ServerParts): void {
  const { act } = page
  const name = `page ${page.url}`
  const actor = { kind: 'public' } as const
  const entered = <T>(request: FastifyRequest, kind: Kind, now: Date, work: () => Promise<T>): Promise<T> => {
    const leave = parts.gate?.enter(actor, request.ip, kind, now)
    return work().finally(() => leave?.())
  }
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    now: Date,
    query: Record<string, string>,
    told?: Record<string, string>
  ) => {
    const language = languageOf(request)
    const params = cleanInput(request.params) as Record<string, string>
    const asked = { params, query, language, ...(told ? { told } : {}) }
    const read = { id: randomUUID(), name, actor, now, from: request.ip, publicUrl: parts.publicUrl }
    const done = await entered(request, 'read', now, () => look(parts.database, read, (ctx) => page.render(ctx, asked)))
    if (query.lang === language) reply.header('set-cookie', `lang=${language}; Path=/; Max-Age=31536000; SameSite=Lax`)
    // Told no referrer at all, a browser would not say either from where a form comes.
    if (act) reply.header('referrer-policy', 'same-origin')
    const address = told ? `${page.url}?${new URLSearchParams(query)}` : request.url
    return sendPage(reply, parts.frame(done, language, address), done.status ?? 200)
  }
  app.get(page.url, { config: { page: true } }, (request, reply) =>
    show(request, reply, parts.now(), onceEach(cleanInput(request.query)))
  )
  if (!act) return
  app.post(page.url, { config: { page: true } }, async (request, reply) => {
    const now = parts.now()
    demandOwnOrigin(request, parts.publicUrl)
    const { key: id = '', ...form } = fieldsOf(request.body)
    if (!uuid.test(id)) throw new Refusal(400, 'command.key')
    const command = { id, name, actor, content: form, now, from: request.ip, publicUrl: parts.publicUrl }
    const { reply: told } = await entered(request, 'write', now, () =>
      perform(parts.database, command, (ctx) => act(ctx, form))
    )
    return show(request, reply, now, form, told)
  })
}

/** The fields of a form as a browser sends them without a script. */
const fieldsOf = (body: unknown): Record<string, string> =>
  Buffer.isBuffer(body) ? onceEach(cleanInput(Object.fromEntries(new URLSearchParams(body.toString())))) : {}

/** Of a name that stands several times in an address, the last counts: a page reads texts, never lists. */
const onceEach = (query: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(query as object).map(([name, value]) => [name, [value].flat().at(-1)]))

// The indentation of the templates is for us; on a thin line it is weight.
const sendPage = (reply: FastifyReply, { markup }: Html, status: number) =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(markup.replace(/\n\s+(?=<)/g, '\n'))

function permitted({ may }: Endpoint, actor: Actor): boolean {
  return may === 'anyone' || (actor.kind === 'person' && actor.roles.some((role) => may.includes(role)))
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function demandOwnOrigin({ headers: { origin }, host }: FastifyRequest, publicUrl: string): void {
  if (origin !== undefined && URL.parse(origin)?.host !== host && origin !== new URL(publicUrl).origin)
    throw new Refusal(403, 'origin')
}

/**
 * The id under which a write is done once. A header of our own also keeps other sites out: a browser sends it across origins only after
 * asking us, and we never agree; the origin is compared all the same.
 */
function commandId(request: FastifyRequest, publicUrl: string): string {
  demandOwnOrigin(request, publicUrl)
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !uuid.test(key)) throw new Refusal(400, 'command.key')
  return key
}

/** A value that does not fit is refused with every field at fault. Texts of a url become numbers where asked. */
function checker(schema: TSchema, fromUrl: boolean): (value: unknown, part: string) => unknown {
  return (value, part) => {
    const validator = validatorOf(schema)
    const cleaned = cleanInput(value)
    const converted = fromUrl ? Value.Convert(schema, cleaned) : cleaned
    if (validator.Check(converted)) return converted
    const faults: Fault[] = validator
      .Errors(converted)
      .slice(0, 50)
      .map((error) => ({
        field: [part, ...error.instancePath.split('/').slice(1), ...missing(error)].join('.'),
        code:
          error.keyword === 'required'
            ? 'field.required'
            : error.keyword === 'additionalProperties'
              ? 'field.unknown'
              : 'field.form'
      }))
    throw new Refusal(400, 'invalid', { count: faults.length }, faults)
  }
}

const missing = (error: { keyword: string; params: object }): string[] => {
  if ('requiredProperties' in error.params) return (error.params.requiredProperties as string[]).slice(0, 1)
  if ('additionalProperties' in error.params) return (error.params.additionalProperties as string[]).slice(0, 1)
  return []
}

export function languageOf(request: FastifyRequest): Language {
  const lang = (request.query as { lang?: unknown } | null)?.lang
  if (lang === 'en' || lang === 'vi') return lang
  const cookie = /(?:^|;\s*)lang=(vi|en)(?:;|$)/.exec(request.headers.cookie ?? '')?.[1]
  if (cookie) return cookie as Language
  // A browser set to English in Huế is common; the province speaks Vietnamese unless somebody chose otherwise for this API call.
  return request.url.startsWith('/api/') && /^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'vi'
}

function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  parts: ServerParts,
  texts: Texts
): FastifyReply {
  const language = languageOf(request)
  const { problem, unexpected, retryAfter } = problemOf(error, texts[language], request.id)
  if (unexpected)
    parts.log?.({ level: 'error', reference: problem.type, route: request.routeOptions.url, ...unexpected })
  if (retryAfter) reply.header('retry-after', String(retryAfter))
  if (request.url.startsWith('/api/'))
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  const page = { title: problem.title, body: errorBody(problem) }
  return sendPage(reply, parts.frame(page, language, request.url), problem.status)
}

const errorBody = ({ title, detail }: Problem) =>
  html`<h1>${title}</h1><p class="notice late" role="alert">${detail}</p>`

function mergeTexts(modules: Module[]): Texts {
  return {
    vi: Object.assign({}, ...modules.map((module) => module.texts.vi)),
    en: Object.assign({}, ...modules.map((module) => module.texts.en))
  }
}

const securityHeaders = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'geolocation=(self), camera=(self), microphone=()'
}

/** Prometheus figures by route pattern, never by address: a url may name a person's dossier. */
function measure(app: FastifyInstance, parts: ServerParts): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'motcua_http_request_seconds',
    help: 'Time to answer, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry]
  })
  new Gauge({
    name: 'motcua_database_connections',
    help: 'Connections to the database: open, idle, and callers waiting for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(parts.database.load())) this.set({ state }, count)
    }
  })
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode)
    }
    duration.observe(labels, reply.elapsedTime / 1_000)
    parts.log?.({ level: 'info', ...labels, ms: Math.round(reply.elapsedTime) })
  })
  return registry
}
