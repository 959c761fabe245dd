import { join } from 'node:path'
import { startDelivery } from '@motcua/kernel/delivery'
import { type Config, OperatorError } from '@motcua/kernel/platform/config'
import { writeOutFile } from '@motcua/kernel/documents'
import { bySystem } from '@motcua/kernel/platform/commands'
import { applicationUrl, type Database, openDatabase } from '@motcua/kernel/platform/db'
import { markDemo } from '@motcua/kernel/platform/demo-mark'
import { startJobs } from '@motcua/kernel/platform/jobs'
import { enrolListeners, startListeners } from '@motcua/kernel/platform/listeners'
import { migrate, migrationFolders, readMigrations } from '@motcua/kernel/platform/migrate'
import { openLive } from '@motcua/kernel/platform/live'
import { openPost } from '@motcua/kernel/platform/post'
import { startPostgres } from '@motcua/kernel/platform/postgres'
import { readSecret } from '@motcua/kernel/platform/secret'
import { openSignIn } from '@motcua/kernel/sign-in'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { layOutMonth } from './demo/month.ts'
import { modules } from './modules.ts'
import { layOutProvince } from './province.ts'
import { vneidClient } from './vneid.ts'
import { buildWebApps } from './web.ts'

const root = join(import.meta.dirname, '..', '..')

/** Brings everything up in order; what was brought up is taken down in the opposite order, whatever ends it. */
export async function runServer(config: Config, asked: AbortSignal, say: (line: string) => void): Promise<void> {
  const ends: (() => unknown)[] = []
  try {
    const building = buildWebApps({ log: say })
    building.catch(() => {}) // told where it is waited for
    const postgres = config.databaseUrl
      ? undefined
      : await startPostgres({ dir: join(config.dataDir, 'postgres'), durable: true, log: say })
    if (postgres) ends.push(postgres.stop)
    const ownerUrl = config.databaseUrl ?? postgres?.url ?? ''
    asked.throwIfAborted()

    const demo = await markDemo(config.dataDir, ownerUrl)
    await migrate(ownerUrl, readMigrations(migrationFolders(root)), say)
    asked.throwIfAborted()

    const databaseUrl = applicationUrl(ownerUrl)
    const database = openDatabase(databaseUrl, { files: join(config.dataDir, 'files') })
    ends.push(database.end)
    const now = () => new Date()
    const { publicUrl } = config
    while (await oneMoved(database)) asked.throwIfAborted()
    say('laying out offices, calendar and procedures')
    await layOutProvince(database, { now: now(), demo })
    asked.throwIfAborted()

    const secret = readSecret(config.dataDir)
    const spool = join(config.dataDir, 'spool')
    const vneid = demo ? { vneid: vneidClient({ secret, publicUrl, inside: `http://127.0.0.1:${config.port}` }) } : {}
    const signIn = await openSignIn({ database, databaseUrl, secret, publicUrl, demo, spool, now, log, ...vneid })
    ends.push(signIn.end)
    await signIn.makeDemoAccounts()
    asked.throwIfAborted()

    const built = await building
    const live = openLive({ database, databaseUrl, actorOf: signIn.actorOf, now, log })
    const app = await buildApp({
      database,
      modules: [...modules, live.module],
      signIn,
      secret,
      demo,
      built,
      now,
      publicUrl,
      log
    })
    const jobs = [...modules, signIn.module].flatMap((module) => module.jobs)
    ends.push(startJobs(database, jobs, now, publicUrl, log))
    const post = openPost({ folder: spool, smtpUrl: config.smtpUrl, publicUrl })
    ends.push(post.end)
    ends.push(startDelivery({ database, post, publicUrl, log }, now))
    const listeners = modules.flatMap((module) => module.listeners ?? [])
    await enrolListeners(database, listeners)
    ends.push(startListeners(database, listeners, now, publicUrl, log))
    ends.push(() => close(app))
    ends.push(live.end) // first: its streams would keep the server open
    await app.listen({ host: '127.0.0.1', port: config.port })
    say(`Một Cửa is open: http://localhost:${config.port}`)
    if (demo) {
      say(`Sign-ins to try it with: http://localhost:${config.port}/demo`)
      const { dataDir } = config
      const life = layOutMonth(database, { dataDir, now: now(), publicUrl, stopped: asked })
      life.catch((error: Error) => log({ level: 'error', job: 'demo.month', error: error.name }))
      ends.push(() => life.catch(() => {}))
    }

    const died = postgres?.died.then(() => {
      throw new OperatorError(
        'The database has ended, and the server with it; the next start recovers what was committed.'
      )
    })
    await Promise.race([aborted(asked), ...(died ? [died] : [])])
    say('Stopping.')
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}

/** Files that an older version kept in the database go to the disk, one by one. */
const oneMoved = (database: Database) => bySystem(database, (db) => writeOutFile(db))

/** Takes no more requests and waits for those under way, though not for ever for one that hangs. */
async function close(app: FastifyInstance): Promise<void> {
  const patience = setTimeout(() => app.server.closeAllConnections(), 8_000)
  await app.close()
  clearTimeout(patience)
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

/** On a terminal only what went wrong; into a file or a collector every request, by route and never by address. */
function log(line: object): void {
  if (!process.stdout.isTTY || ('level' in line && line.level === 'error'))
    console.log(JSON.stringify({ at: new Date().toISOString(), ...line }))
}
