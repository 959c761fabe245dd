import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import type { Static } from 'typebox'
import { type Endpoint, isWrite } from '../contract.ts'
import { type Actor, bySystem, type Ctx, houseCtx, type Person } from './commands.ts'
import { applicationUrl, type Database, openDatabase } from './db.ts'
import type { Gate } from './gate.ts'
import { buildServer } from './http.ts'
import { runJob } from './jobs.ts'
import { enrolListeners, tell } from './listeners.ts'
import { type Note, openLive } from './live.ts'
import type { Module } from './module.ts'
import { html } from './page.ts'

export type TestDatabase = {
  database: Database
  /** A statement as the owner: to look at what happened, or to plant what the application cannot. */
  asOwner: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>
  /** Where the application connects to. */
  applicationUrl: string
  /** Where the owner connects to. Whoever asks may do anything there, so no other test gets this database afterwards. */
  ownerUrl: () => string
}

type Copy = { name: string; url: string; owner: pg.Pool; files: string }

const template = process.env.MOTCUA_TEST_DATABASE ?? ''
let copies = 0
let over = false
/** Copies that a test of this process has done with, emptied: to make one takes longer than most tests. */
const emptied: Copy[] = []

after(async () => {
  over = true
  await Promise.all(emptied.map(dropCopy))
})

async function asAdmin(text: string): Promise<void> {
  const admin = new pg.Client({ connectionString: template.replace(/motcua$/, 'postgres') })
  await admin.connect()
  await admin.query(text).finally(() => admin.end())
}

async function makeCopy(): Promise<Copy> {
  if (!template) throw new Error('Run tests through: node checks/run-tests.ts [paths]')
  const name = `test_${process.pid}_${++copies}`
  await asAdmin(`create database ${name} template motcua`)
  const url = template.replace(/motcua$/, name)
  const owner = new pg.Pool({ connectionString: url, max: 2 })
  owner.on('error', () => {}) // the database is dropped under it at the end
  return { name, url, owner, files: mkdtempSync(join(tmpdir(), 'motcua-files-')) }
}

async function dropCopy({ name, owner, files }: Copy): Promise<void> {
  rmSync(files, { recursive: true, force: true })
  await owner.end()
  await asAdmin(`drop database ${name} with (force)`)
}

/** As the migrations left it: they fill three tables of their own, tests any other. Its folder of files stays, and with it who inspects them. */
async function emptyCopy({ owner, files }: Copy): Promise<void> {
  await owner.query(`
    do $$ declare filled text := (
      select string_agg(pg_class.oid::regclass::text, ', ') from pg_class join pg_namespace on pg_namespace.oid = relnamespace
       where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema') and pg_relation_size(pg_class.oid) > 0
         and pg_class.oid <> all (array['kernel.migration', 'dossiers.try_salt', 'desks.taker_salt']::regclass[]));
    begin
      set local lock_timeout = '10s';
      if filled is not null then execute 'truncate ' || filled || ' restart identity cascade'; end if;
    end $$`)
  for (const name of readdirSync(files)) rmSync(join(files, name), { recursive: true })
}

/** A fresh copy of the migrated database for this test. */
export async function aDatabase(): Promise<TestDatabase> {
  const copy = emptied.pop() ?? (await makeCopy())
  const database = openDatabase(applicationUrl(copy.url), { checkRows: true, patienceMs: 120_000, files: copy.files })
  let spoilt = false
  after(async () => {
    await database.end()
    const fit =
      !spoilt &&
      !over &&
      (await emptyCopy(copy).then(
        () => true,
        () => false
      ))
    if (fit) emptied.push(copy)
    else await dropCopy(copy)
  })
  const asOwner = async <Row extends object>(text: string, values: unknown[] = []) => {
    spoilt ||= /\b(create|alter|drop|grant|revoke)\b/i.test(text)
    return (await copy.owner.query(text, values)).rows as Row[]
  }
  const ownerUrl = () => {
    spoilt = true
    return copy.url
  }
  return { database, asOwner, applicationUrl: applicationUrl(copy.url), ownerUrl }
}

/** Somebody who is known, to act for in a test. */
export async function aCitizen({ asOwner }: Pick<TestDatabase, 'asOwner'>): Promise<Person> {
  const personId = randomUUID()
  await asOwner(
    `insert into kernel.person (id, kind, name, created_at) values ($1, 'citizen', 'Nguyễn Thị Thử', now())`,
    [personId]
  )
  return {
    kind: 'person',
    personId,
    name: 'Nguyễn Thị Thử',
    roles: ['citizen'],
    appointments: [],
    offices: [],
    reach: 'own'
  }
}

/** A clock that stands until it is set. */
export type TestClock = { now: () => Date; set: (moment: string) => void }

export const aClock = (moment = '2026-11-24T09:00:00+07:00'): TestClock => {
  let at = new Date(moment)
  return {
    now: () => at,
    set: (next) => {
      at = new Date(next)
    }
  }
}

export type Reply<R> = {
  status: number
  headers: LightMyRequestResponse['headers']
  body: R
  text: string
  bytes: Buffer
}

type CallInput<E extends Endpoint> = {
  params?: Static<E['params']>
  query?: Static<E['query']>
  body?: Static<E['body']> | Buffer
  /** The command's id; a new one unless a copy is meant. */
  key?: string
  language?: 'vi' | 'en'
}

export type Caller = <E extends Endpoint>(endpoint: E, input?: CallInput<E>) => Promise<Reply<Static<E['reply']>>>

export type TestServer = TestDatabase & {
  app: FastifyInstance
  clock: TestClock
  /** What this actor puts into the header x-test-actor, for requests made by hand. */
  enter: (actor: Actor) => string
  /** Calls endpoints over HTTP as this actor. */
  as: (actor: Actor) => Caller
  get: (url: string, headers?: Record<string, string>) => Promise<Reply<string>>
  /** Runs a verb as the system, in a transaction of its own, for what a test finds laid out already. */
  act: <T>(verb: (ctx: Ctx) => Promise<T>) => Promise<T>
  /** Tells the listeners of the modules all that was committed before. */
  tellAll: () => Promise<void>
  /** Runs a job of a module now. */
  runJobOf: (module: Module, name: string) => Promise<void>
  /** Opens the event stream as this actor. */
  watch: (actor: Actor) => Promise<Watch>
  logged: object[]
}

/** What comes over an event stream. `next` waits for the next notes, `heard` gives those nobody waited for; `ended` resolves when the server closes it. */
export type Watch = {
  status: number
  next: () => Promise<Note[]>
  heard: () => Note[]
  ended: Promise<void>
  leave: () => void
}

/** The real server on a real database; only who asks and what time it is are given. */
export async function aServer({
  modules,
  now,
  gate
}: {
  modules: Module[]
  now?: string
  gate?: Gate
}): Promise<TestServer> {
  const base = await aDatabase()
  const clock = aClock(now)
  const actors = new Map<string, Actor>()
  const logged: object[] = []
  const actorOf = async (headers: Record<string, string | string[] | undefined>): Promise<Actor> =>
    actors.get(String(headers['x-test-actor'])) ?? { kind: 'public' }
  const log = (line: object) => void logged.push(line)
  const live = openLive({ database: base.database, actorOf, now: clock.now, log })
  const app = await buildServer({
    database: base.database,
    modules: modules.some(({ routes }) => routes.some(({ endpoint }) => endpoint.name === 'live.open'))
      ? modules
      : [...modules, live.module],
    actorOf,
    now: clock.now,
    publicUrl: 'http://localhost:8080',
    ...(gate ? { gate } : {}),
    frame: ({ title, body }, language) =>
      html`<!doctype html><html lang="${language}"><title>${title}</title><main>${body}</main></html>`,
    log
  })
  after(async () => {
    await live.end()
    await app.close()
  })
  const watch = async (actor: Actor): Promise<Watch> => {
    const token = randomUUID()
    actors.set(token, actor)
    const reply = await app.inject({ url: '/api/live', headers: { 'x-test-actor': token }, payloadAsStream: true })
    return watchOf(reply, () => actors.delete(token))
  }
  const listeners = modules.flatMap((module) => module.listeners ?? [])
  await enrolListeners(base.database, listeners)
  const runJobOf = async (module: Module, name: string) => {
    const job = module.jobs.find((one) => one.name === name)
    if (!job) throw new Error(`There is no job ${name}.`)
    await runJob(base.database, job, clock.now(), 'http://localhost:8080')
  }
  const tellAll = async () => {
    const [last] = await base.asOwner<{ xid: string }>(`select coalesce(max(xid), '0')::text as xid from kernel.event`)
    // Transactions of other tests hold the watermark down for a moment: it is one for the whole cluster.
    for (let behind = listeners.length; behind > 0; ) {
      for (const listener of listeners) await tell(base.database, listener, clock.now(), 'http://localhost:8080')
      const [row] = await base.asOwner<{ behind: number }>(
        'select count(*)::int as behind from kernel.listener where xid < $1::xid8',
        [last?.xid]
      )
      behind = row?.behind ?? 0
    }
  }
  const enter = (actor: Actor): string => {
    const token = randomUUID()
    actors.set(token, actor)
    return token
  }
  const as = (actor: Actor): Caller => {
    const token = enter(actor)
    return async (endpoint, input = {}) => {
      const reply = await app.inject({
        method: endpoint.method as 'GET',
        url: urlOf(endpoint, input.params, input.query),
        headers: {
          'x-test-actor': token,
          'accept-language': input.language ?? 'vi',
          ...(isWrite(endpoint) ? { 'idempotency-key': input.key ?? randomUUID() } : {}),
          ...(endpoint.receivesFile ? { 'content-type': 'application/octet-stream' } : {})
        },
        ...(endpoint.method !== 'GET' ? { payload: (input.body ?? {}) as Buffer } : {})
      })
      return replyOf(reply)
    }
  }
  const get = async (url: string, headers: Record<string, string> = {}) => {
    const reply = await app.inject({ method: 'GET', url, headers })
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: reply.body,
      text: reply.body,
      bytes: reply.rawPayload
    }
  }
  const act = <T>(verb: (ctx: Ctx) => Promise<T>): Promise<T> =>
    bySystem(base.database, (db) => verb(houseCtx(db, clock.now())))
  return { ...base, app, clock, enter, as, act, get, runJobOf, tellAll, watch, logged }
}

function watchOf(reply: LightMyRequestResponse, leave: () => void): Watch {
  const stream = reply.stream()
  const come: Note[][] = []
  const wanted: ((notes: Note[]) => void)[] = []
  let rest = ''
  stream.on('data', (bytes: Buffer) => {
    const parts = (rest + bytes.toString()).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const data = /^event: notes\ndata: (.*)$/m.exec(part)?.[1]
      if (!data) continue
      const notes = JSON.parse(data) as Note[]
      const next = wanted.shift()
      if (next) next(notes)
      else come.push(notes)
    }
  })
  return {
    status: reply.statusCode,
    next: () => new Promise((resolve) => (come.length > 0 ? resolve(come.shift() as Note[]) : wanted.push(resolve))),
    heard: () => come.flat(),
    ended: new Promise((resolve) => stream.on('end', resolve)),
    leave
  }
}

function replyOf<R>(reply: LightMyRequestResponse): Reply<R> {
  const json = String(reply.headers['content-type']).includes('json')
  return {
    status: reply.statusCode,
    headers: reply.headers,
    body: (json ? reply.json() : reply.body) as R,
    text: reply.body,
    bytes: reply.rawPayload
  }
}

/** The smallest PDF that a reader opens: one empty page, told from others by a remark. */
export function aPdf(remark: string): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>'
  ]
  let text = `%PDF-1.4\n% ${remark}\n`
  const places = objects.map((object, i) => {
    const place = Buffer.byteLength(text)
    text += `${i + 1} 0 obj${object}endobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const table = Buffer.byteLength(text)
  text += `xref\n0 4\n0000000000 65535 f \n${places.join('')}trailer<</Size 4/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(text)
}

/** Puts params into the pattern of an endpoint's url, and the query behind it. */
export function urlOf(endpoint: Endpoint, params: unknown, query: unknown): string {
  const values = (params ?? {}) as Record<string, string>
  const path = endpoint.url.replace(/:(\w+)/g, (_place, name: string) => encodeURIComponent(String(values[name])))
  const search = new URLSearchParams(
    Object.entries(query ?? {}).map(([name, value]) => [name, String(value)])
  ).toString()
  return search ? `${path}?${search}` : path
}
