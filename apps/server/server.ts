import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { type Config, OperatorError } from '@motcua/kernel/platform/config'
import { applicationUrl, openDatabase } from '@motcua/kernel/platform/db'
import { buildServer } from '@motcua/kernel/platform/http'
import { startJobs } from '@motcua/kernel/platform/jobs'
import { migrate, migrationFolders, readMigrations } from '@motcua/kernel/platform/migrate'
import { startPostgres } from '@motcua/kernel/platform/postgres'
import { readSecret } from '@motcua/kernel/platform/secret'
import { openSignIn } from '@motcua/kernel/sign-in'
import type { FastifyInstance } from 'fastify'
import { frame } from './frame.ts'
import { modules } from './modules.ts'
import { seed } from './seed.ts'
import { mountVneid, vneidClient } from './vneid.ts'
import { buildWebApps, webApps } from './web.ts'

const root = join(import.meta.dirname, '..', '..')

export type Running = { demo: boolean; databaseDied: Promise<void>; stop: () => Promise<void> }

/** Brings the province up: database, migrations, data, web apps, server. Whatever was started before a failure is stopped again. */
export async function startServer(config: Config, log: (line: string) => void): Promise<Running> {
  const { dataDir, port, publicUrl } = config
  const secret = readSecret(dataDir)
  if (!config.databaseUrl) log('starting PostgreSQL')
  const postgres = config.databaseUrl
    ? undefined
    : await startPostgres({ dir: join(dataDir, 'postgres'), durable: true, log })
  const ownerUrl = config.databaseUrl ?? (postgres?.url as string)
  const ends: (() => Promise<unknown>)[] = [async () => postgres?.stop()]
  const stop = async () => {
    for (const end of ends.toReversed()) await end()
  }
  try {
    await migrate(ownerUrl, readMigrations(migrationFolders(root)), log)
    const databaseUrl = applicationUrl(ownerUrl)
    const database = openDatabase(databaseUrl)
    ends.push(() => database.end())
    const now = () => new Date()
    // Until a province brings its own data, every installation is a demo, and says so.
    const demo = true
    log('laying out the offices, posts, people and procedures')
    await seed(database, now(), demo)
    const writeLog = (line: object) => process.stdout.write(`${JSON.stringify({ at: now().toISOString(), ...line })}\n`)
    const inside = `http://127.0.0.1:${port}`
    const signIn = await openSignIn({
      database,
      databaseUrl,
      secret,
      publicUrl,
      demo,
      now,
      log: writeLog,
      vneid: demo ? vneidClient({ secret, publicUrl, inside }) : undefined
    })
    ends.push(() => signIn.end())
    await signIn.makeDemoAccounts()
    const built = await buildWebApps({ log })
    const all = [...modules, signIn.module]
    const app = await buildServer({
      database,
      modules: all,
      actorOf: signIn.actorOf,
      now,
      publicUrl,
      frame,
      log: (line) => ('level' in line && line.level === 'error' ? writeLog(line) : undefined)
    })
    signIn.mount(app)
    if (demo) mountVneid(app, { database, secret, publicUrl, now, render: (page) => frame(page, 'vi') })
    servePublicFiles(app, built)
    const stopJobs = startJobs(database, all.flatMap((module) => module.jobs), now, writeLog) // biome-ignore format: one line
    ends.push(stopJobs)
    await app.listen({ port, host: '127.0.0.1' }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? new OperatorError(`Port ${port} is in use; choose another with PORT.`) : error
    })
    ends.push(() => app.close())
    return { demo, databaseDied: postgres?.died ?? new Promise<void>(() => {}), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The stylesheet of the pages, and the web apps: files named by their contents stay for ever, the index is asked for anew. */
function servePublicFiles(app: FastifyInstance, built: Record<string, string>): void {
  const css = readFileSync(join(import.meta.dirname, 'pages.css'), 'utf8')
  app.get('/pages.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=600').send(css)
  )
  for (const [prefix, name] of Object.entries(webApps)) {
    const folder = built[name] as string
    void app.register(async (room) => {
      await room.register(fastifyStatic, {
        root: folder,
        prefix,
        preCompressed: true,
        wildcard: false,
        cacheControl: false,
        setHeaders: (reply, path) =>
          void reply.header(
            'cache-control',
            /-[\w-]{8,}\.\w+(\.br|\.gz)?$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
          )
      })
      // Every address below is a screen of the app: it finds its own way from the index.
      const index = readFileSync(join(folder, 'index.html'), 'utf8')
      room.get(`${prefix}*`, async (_request, reply) =>
        reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(index)
      )
    })
  }
}
