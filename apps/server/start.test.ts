import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@motcua/kernel/platform/postgres'
import { readTable } from '@motcua/kernel/rules/table'
import { demoPassword } from '@motcua/kernel/sign-in'
import { aDatabase } from '@motcua/kernel/testing'
import { officialsTable, organisationTables, publishedProcedures } from '../../data/province.ts'

// The real thing: `npm start` as a process of its own, with its own PostgreSQL, killed in the ways that happen.
const root = join(import.meta.dirname, '..', '..')
const isRoot = process.getuid?.() === 0
const citizens = ['minhthu', 'quocbao', 'huuphuoc', 'anhi', 'vandinh'].map((name) => `${name}@demo.motcua.vn`)

type Settings = Record<string, string>
type Server = {
  url: string
  dir: string
  said: () => string
  /** Its exit code and what it last said, once it has ended. */
  ended: Promise<{ code: number | null; said: string }>
  /** As Ctrl-C in a terminal does: to npm and the server at once. */
  interrupt: () => void
  pids: () => { server: number; database: number }
}

const folders: string[] = []
const groups = new Set<number>()
after(() => {
  for (const group of groups) signal(-group, 'SIGKILL')
  for (const dir of folders) {
    if (existsSync(lockOf(dir))) signal(pidIn(lockOf(dir)), 'SIGKILL')
    if (existsSync(postmasterOf(dir))) signal(pidIn(postmasterOf(dir)), 'SIGKILL')
    rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'motcua-start-'))
  folders.push(dir)
  return dir
}

const lockOf = (dir: string) => join(dir, 'lock')
const postmasterOf = (dir: string) => join(dir, 'postgres', 'data', 'postmaster.pid')
const pidIn = (file: string) => Number.parseInt(readFileSync(file, 'utf8'), 10)

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/** A process that has ended may keep its number until whoever adopted it looks: in a container nobody may. */
function isRunning(pid: number): boolean {
  if (!signal(pid, 0)) return false
  return (
    !existsSync('/proc') || (existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '')
  )
}

/** Only what a newcomer's shell would hold. */
const environment = (dir: string, settings: Settings): Settings => ({
  PATH: String(process.env.PATH),
  HOME: dir,
  LANG: 'C.UTF-8',
  ...settings
})

function listen(child: ChildProcess): { said: () => string; ended: Server['ended'] } {
  let said = ''
  const hear = (text: string) => {
    said += text
  }
  child.stdout?.setEncoding('utf8').on('data', hear)
  child.stderr?.setEncoding('utf8').on('data', hear)
  return {
    said: () => said,
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))
  }
}

/** Starts the server and waits until it is open. */
async function start(dir: string, settings: Settings = {}, as: string[] = []): Promise<Server> {
  const port = settings.PORT ?? String(await freePort())
  const [program = 'npm', ...args] = [...as, 'npm', 'start']
  const child = spawn(program, args, {
    cwd: root,
    detached: true,
    env: environment(dir, { DATA_DIR: dir, PORT: port, ...settings }),
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const group = child.pid as number
  groups.add(group)
  const { said, ended } = listen(child)
  void ended.then(() => groups.delete(group))
  const url = `http://localhost:${port}`
  const open = async () => {
    while (!said().includes(`Một Cửa is open: ${url}`)) await sleep(50)
  }
  const failed = ended.then(({ code }) => assert.fail(`The server ended with ${code}:\n${said()}`))
  await Promise.race([open(), failed])
  return {
    url,
    dir,
    said,
    ended,
    interrupt: () => signal(-group, 'SIGINT'),
    pids: () => ({ server: pidIn(lockOf(dir)), database: pidIn(postmasterOf(dir)) })
  }
}

async function stop(server: Server): Promise<void> {
  server.interrupt()
  assert.equal((await server.ended).code, 0, server.said())
}

/** A start that is to be refused: one line and exit code 1. Without npm, which adds lines of its own to every failure. */
async function refusal(dir: string, settings: Settings): Promise<string> {
  const env = environment(dir, { DATA_DIR: dir, PORT: String(await freePort()), ...settings })
  const child = spawn(process.execPath, ['apps/server/start.mjs'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text
  })
  const { code, said } = await listen(child).ended
  assert.equal(code, 1, said)
  assert.match(complaint, /^[^\n]+\n$/, 'one line')
  return complaint.trim()
}

/** Signs a citizen in: the session is a row that the server has acknowledged. */
async function signIn({ url }: Server, email: string | undefined): Promise<string> {
  const reply = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: demoPassword })
  })
  assert.equal(reply.status, 200, await reply.clone().text())
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function whoIs({ url }: Server, cookie: string): Promise<string | undefined> {
  const reply = await fetch(`${url}/api/me`, { headers: { cookie } })
  const { person } = (await reply.json()) as { person: { name: string } | null }
  return person?.name
}

const home = aFolder()
let server: Server

before(async () => {
  server = await start(home)
})

test('a first start opens the province on localhost, with its front page, its procedures and its people', async () => {
  const health = await fetch(`${server.url}/health`)
  assert.equal(health.status, 200)
  assert.match(await (await fetch(`${server.url}/`)).text(), /<title>Một Cửa<\/title>/)
  assert.match(await (await fetch(`${server.url}/thu-tuc`)).text(), /Khai sinh/)
  assert.match(await (await fetch(`${server.url}/demo`)).text(), /minhthu@demo\.motcua\.vn/)
  for (const app of ['/app/', '/staff/']) assert.match(await (await fetch(server.url + app)).text(), /<div id="root">/)
  assert.match(server.said(), /Sign-ins to try it with: .*\/demo/)
})

test('every step of the ten procedures has somebody on the page of sign-ins, in one ward, its city and the province', async () => {
  const page = await (await fetch(`${server.url}/demo`)).text()
  const tables = organisationTables()
  const offices = readTable(tables.offices, ['code', 'kind', 'area_code'])
  const posts = readTable(tables.posts, ['post', 'acts_for'])
  const listed = readTable(officialsTable(), ['email', 'office', 'post']).filter(({ email }) => page.includes(email))
  const areas = { commune: '19756', district: '474', province: '46' }
  const missing = publishedProcedures().flatMap(({ procedure }) =>
    procedure.steps
      .filter(({ seat }) => {
        const office = offices.find(({ kind, area_code }) => kind === seat.unit && area_code === areas[seat.level])
        const holds = (post: string) =>
          post === seat.post || posts.some((one) => one.post === post && one.acts_for.split(' ').includes(seat.post))
        return !listed.some((official) => official.office === office?.code && holds(official.post))
      })
      .map(({ code }) => `${procedure.code} ${code}`)
  )
  assert.deepEqual(missing, [])
})

test('what it writes only its owner can read', () => {
  for (const name of ['secret', 'lock', 'demo', 'postgres', 'postgres/password', 'postgres/data'])
    assert.equal(statSync(join(home, name)).mode & 0o077, 0, name)
})

test('a second server on the same folder, and one on the same port, are refused while the first lives', async () => {
  assert.match(await refusal(home, {}), /^DATA_DIR .* is in use by another server \(process \d+\)/)
  const port = new URL(server.url).port
  assert.match(await refusal(aFolder(), { PORT: port }), new RegExp(`^PORT ${port} is in use`))
  assert.equal((await fetch(`${server.url}/health`)).status, 200, 'and the first goes on')
})

test('a port that is taken costs no database that is laid out in vain', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const dir = aFolder()
  const { port } = other.address() as { port: number }
  assert.match(await refusal(dir, { PORT: String(port) }), new RegExp(`^PORT ${port} is in use`))
  assert.deepEqual(readdirSync(dir), [])
  other.close()
})

test('Ctrl-C finishes what is under way, ends everything with code 0, and the next start finds the data again', async () => {
  const [citizen] = citizens
  const cookie = await signIn(server, citizen)
  const name = await whoIs(server, cookie)
  assert.equal(name, 'Nguyễn Thị Minh Thư')
  const pids = server.pids()
  const { socket, finish, answer } = await aSlowRequest(server, citizen)
  server.interrupt()
  while (!server.said().includes('Stopping')) await sleep(20)
  finish()
  assert.match(await answer, /^HTTP\/1\.1 200 /)
  socket.destroy()
  assert.equal((await server.ended).code, 0)
  assert.deepEqual([isRunning(pids.server), isRunning(pids.database)], [false, false], 'no process stays')
  assert.equal(existsSync(lockOf(home)), false)
  server = await start(home)
  assert.doesNotMatch(server.said(), /migration/)
  assert.equal(await whoIs(server, cookie), name)
})

test('after kill -9 of the server the next start takes its database down and finds what was acknowledged', async () => {
  const cookie = await signIn(server, citizens[1])
  const pids = server.pids()
  signal(pids.server, 'SIGKILL')
  await server.ended
  assert.equal(isRunning(pids.database), true, 'the database is left behind')
  server = await start(home)
  assert.equal(isRunning(pids.database), false)
  assert.equal(await whoIs(server, cookie), 'Trần Quốc Bảo')
})

test('after kill -9 of the database the server says so and ends with code 1; the next start finds what was acknowledged', async () => {
  const cookie = await signIn(server, citizens[2])
  signal(server.pids().database, 'SIGKILL')
  const { code, said } = await server.ended
  assert.equal(code, 1)
  assert.match(said, /^The database has ended, .*$/m)
  server = await start(home)
  assert.equal(await whoIs(server, cookie), 'Lê Hữu Phước')
})

test('a second Ctrl-C ends at once although a request hangs, and takes the database along', async () => {
  const cookie = await signIn(server, citizens[3])
  const pids = server.pids()
  const { socket, answer } = await aSlowRequest(server, citizens[4])
  answer.catch(() => {})
  signal(pids.server, 'SIGINT')
  while (!server.said().includes('Stopping')) await sleep(20)
  await sleep(600) // sooner it would be the same Ctrl-C, passed on by npm
  signal(pids.server, 'SIGINT')
  assert.equal((await server.ended).code, 130)
  socket.destroy()
  while (isRunning(pids.database)) await sleep(20)
  server = await start(home)
  assert.equal(await whoIs(server, cookie), 'Hồ Thị A Nhi')
})

test('without its mark the data is no demonstration any more: no list of sign-ins, no notice, no demo account', async () => {
  await stop(server)
  rmSync(join(home, 'demo'))
  server = await start(home)
  assert.equal((await fetch(`${server.url}/demo`)).status, 404)
  assert.doesNotMatch(await (await fetch(server.url)).text(), /minh họa/)
  assert.equal((await fetch(`${server.url}/vneid/.well-known/openid-configuration`)).status, 404)
  await assert.rejects(signIn(server, citizens[4]))
  await stop(server)
})

test('an external server is used through DATABASE_URL, and its database is left running', async () => {
  const { ownerUrl, asOwner } = await aDatabase()
  const external = await start(aFolder(), { DATABASE_URL: ownerUrl() })
  assert.equal((await fetch(`${external.url}/health`)).status, 200)
  assert.equal(existsSync(join(external.dir, 'postgres')), false)
  assert.equal((await fetch(`${external.url}/demo`)).status, 404, 'a database that was not empty is no demonstration')
  await stop(external)
  assert.deepEqual(await asOwner('select 1 as one'), [{ one: 1 }])
})

test('an edited migration and a newer database are refused by name', async () => {
  const { ownerUrl, asOwner } = await aDatabase()
  const [first] = await asOwner<{ name: string; hash: string }>('select name, hash from kernel.migration order by name')
  assert.ok(first)
  await asOwner(`update kernel.migration set hash = 'edited' where name = $1`, [first.name])
  assert.match(
    await refusal(aFolder(), { DATABASE_URL: ownerUrl() }),
    new RegExp(`^Migration ${first.name} was edited`)
  )
  await asOwner('update kernel.migration set hash = $2 where name = $1', [first.name, first.hash])
  await asOwner(`insert into kernel.migration values ('29990101-0000_add_later.sql', 'later', now())`)
  assert.match(
    await refusal(aFolder(), { DATABASE_URL: ownerUrl() }),
    /^The database is newer .* 29990101-0000_add_later/
  )
})

test('a malformed setting is refused by its name, and --help explains it', async () => {
  const wrong = { PORT: 'tám nghìn', PUBLIC_URL: 'localhost', DATABASE_URL: 'mysql://a:b@c/d', SMTP_URL: 'mail' }
  for (const [name, value] of Object.entries(wrong))
    assert.match(await refusal(aFolder(), { [name]: value }), new RegExp(`^${name} must `))
  const help = spawnSync('npm', ['start', '--silent', '--', '--help'], { cwd: root, encoding: 'utf8' })
  assert.equal(help.status, 0)
  for (const name of ['DATA_DIR', ...Object.keys(wrong)]) assert.match(help.stdout, new RegExp(`^ *${name} `, 'm'))
})

test('a DATA_DIR that is a file, and a database that does not answer, are one clear line', async () => {
  const dir = aFolder()
  assert.match(await refusal(dir, { DATA_DIR: join(root, 'package.json') }), /^DATA_DIR cannot be used: /)
  assert.match(
    await refusal(dir, { DATABASE_URL: 'postgres://o:hunter2@127.0.0.1:1/d' }),
    /^The database cannot be reached/
  )
})

const asNobody = isRoot ? ['setpriv', '--reuid=nobody', `--regid=${idOf('-g')}`, '--clear-groups'] : []
const cannot =
  (!isRoot && 'the tests run as an ordinary user already') ||
  (spawnSync(asNobody[0] as string, [...asNobody.slice(1), 'test', '-r', join(root, 'package.json')]).status !== 0 &&
    'this checkout cannot be read by the user nobody')

test('an ordinary user starts it in a folder that nobody else can read', { skip: cannot }, async () => {
  const dir = aFolder()
  chownSync(dir, Number(idOf('-u')), Number(idOf('-g')))
  const theirs = await start(dir, {}, asNobody)
  assert.equal((await fetch(`${theirs.url}/health`)).status, 200)
  assert.equal(statSync(join(dir, 'postgres', 'data')).uid, Number(idOf('-u')))
  assert.equal(statSync(dir).mode & 0o077, 0)
  await stop(theirs)
})

function idOf(flag: '-u' | '-g'): string {
  return execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim()
}

/** A request whose last letter is still to come: what the server has begun and not yet answered. */
async function aSlowRequest({ url }: Server, email: string | undefined) {
  const body = JSON.stringify({ email, password: demoPassword })
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1')
  const answer = new Promise<string>((resolve, reject) => {
    socket.setEncoding('utf8').once('data', (text) => resolve(String(text)))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('The connection was closed without an answer.')))
  })
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  const head = `POST /api/auth/sign-in/email HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`
  await new Promise<void>((resolve) => socket.write(head + body.slice(0, -1), () => resolve()))
  // Another request on its own connection comes back only after the server has seen this one.
  await fetch(`${url}/health`)
  return { socket, answer, finish: () => socket.write(body.slice(-1)) }
}
