import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Config, help, OperatorError, readConfig } from '@motcua/kernel/platform/config'
import { applicationUrl, openDatabase } from '@motcua/kernel/platform/db'
import { markDemo } from '@motcua/kernel/platform/demo-mark'
import { startJobs } from '@motcua/kernel/platform/jobs'
import { migrate, migrationFolders, readMigrations } from '@motcua/kernel/platform/migrate'
import { startPostgres } from '@motcua/kernel/platform/postgres'
import { readSecret } from '@motcua/kernel/platform/secret'
import { openSignIn } from '@motcua/kernel/sign-in'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { lockFolder } from './lock.ts'
import { modules } from './modules.ts'
import { layOutProvince } from './province.ts'
import { vneidClient } from './vneid.ts'
import { buildWebApps } from './web.ts'

const root = join(import.meta.dirname, '..', '..')
type Say = (line: string) => void

/** `npm start`: brings up the province and keeps it up until Ctrl-C. */
export async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(help)
  const began = performance.now()
  const say: Say = (line) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`)
  const asked = new AbortController()
  onSignals(() => asked.abort())
  try {
    if (args.length > 0)
      throw new OperatorError(`There is no option ${args[0]}; settings are environment variables, see --help.`)
    await run(readConfig(), asked.signal, say)
    process.exit(0)
  } catch (error) {
    // Whoever stops a start in its middle may see its parts fail.
    if (asked.signal.aborted) process.exit(0)
    console.error(lineOf(error))
    process.exit(1)
  }
}

/** Brings everything up in order; what was brought up is taken down in the opposite order, whatever ends it. */
async function run(config: Config, asked: AbortSignal, say: Say): Promise<void> {
  const ends: (() => unknown)[] = []
  try {
    await demandFreePort(config.port)
    ends.push(lockFolder(config.dataDir))
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
    const database = openDatabase(databaseUrl)
    ends.push(database.end)
    const now = () => new Date()
    const { publicUrl } = config
    say('laying out offices, calendar and procedures')
    await layOutProvince(database, { now: now(), demo })
    asked.throwIfAborted()

    const secret = readSecret(config.dataDir)
    const vneid = demo ? { vneid: vneidClient({ secret, publicUrl, inside: `http://127.0.0.1:${config.port}` }) } : {}
    const signIn = await openSignIn({ database, databaseUrl, secret, publicUrl, demo, now, log, ...vneid })
    ends.push(signIn.end)
    await signIn.makeDemoAccounts()
    asked.throwIfAborted()

    const built = await building
    const app = await buildApp({ database, modules, signIn, secret, demo, built, now, publicUrl, log })
    const jobs = [...modules, signIn.module].flatMap((module) => module.jobs)
    ends.push(startJobs(database, jobs, now, log))
    ends.push(() => close(app))
    await app.listen({ host: '127.0.0.1', port: config.port })
    say(`Một Cửa is open: http://localhost:${config.port}`)
    if (demo) say(`Sign-ins to try it with: http://localhost:${config.port}/demo`)

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

/** Takes no more requests and waits for those under way, though not for ever for one that hangs. */
async function close(app: FastifyInstance): Promise<void> {
  const patience = setTimeout(() => app.server.closeAllConnections(), 8_000)
  await app.close()
  clearTimeout(patience)
}

/** Before anything else is begun: a taken port must not cost a database that is laid out and thrown away. */
async function demandFreePort(port: number): Promise<void> {
  // localhost may mean either: another program on ::1 would be shown in our place.
  for (const host of ['127.0.0.1', '::1']) {
    const code = await new Promise<string | undefined>((resolve) => {
      const probe = createServer()
      probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      probe.listen({ port, host }, () => probe.close(() => resolve(undefined)))
    })
    if (code === 'EADDRINUSE' || code === 'EACCES') throw new OperatorError(portLine(port, code))
  }
}

const portLine = (port: number, code: string) =>
  code === 'EACCES'
    ? `PORT ${port} may not be opened by this user: choose one from 1024 on.`
    : `PORT ${port} is in use by another program: stop it, or choose another PORT.`

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

/** The first Ctrl-C asks to stop, a second one ends at once. */
function onSignals(ask: () => void): void {
  let askedAt: number | undefined
  const receive = () => {
    // npm passes on a Ctrl-C that has reached us from the terminal already.
    if (askedAt !== undefined && performance.now() - askedAt > 500) process.exit(130)
    askedAt ??= performance.now()
    ask()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, receive)
}

/** On a terminal only what went wrong; into a file or a collector every request, by route and never by address. */
function log(line: object): void {
  if (!process.stdout.isTTY || ('level' in line && line.level === 'error'))
    console.log(JSON.stringify({ at: new Date().toISOString(), ...line }))
}

/** One line for whoever runs the server where that person can act; anything else is a fault of ours and told in full. */
function lineOf(error: unknown): string {
  if (error instanceof OperatorError) return error.message
  const { code, path, port, message, stack } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE' && port) return portLine(port, code)
  if (path && ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(code ?? ''))
    return `DATA_DIR cannot be used: ${message}.`
  return stack ?? String(error)
}
