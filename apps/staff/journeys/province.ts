/** The province as a newcomer starts it, with a Chromium before it: what every journey of the staff begins with. */
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { birthAnswers } from '@motcua/dossiers/test-province'
import { aPdf } from '@motcua/kernel/testing'

const root = join(import.meta.dirname, '..', '..', '..')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// Pages of ours need no WebGL, and drawn by a processor that stands in for a graphics card they cost twice as much.
chromium.setGraphicsMode = false

/** What never comes fails; how fast a machine with other work shows it is no matter of a journey. */
const patience = 120_000

let dir: string
let server: ChildProcess
export let base: string
export let browser: Browser

/** One server and one browser for all the tests of a file, on a province that is laid out once for all files. */
before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'motcua-journey-'))
  const executablePath = process.env.CHROMIUM_PATH ?? join(await onceForAll('browser', unpackBrowser), 'chromium')
  process.env.TMPDIR = dir
  // With owners and rights: the files of a database belong to whoever may run it.
  execFileSync('cp', ['-a', await onceForAll('province', layOut), join(dir, 'var')])
  ;({ server, base } = await start(join(dir, 'var')))
  // A microphone that hums and a camera that ticks: without somebody to ask, this browser would have none.
  const devices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  // In a single process the contexts of several people would share their cookies.
  const args = [...chromium.args.filter((arg) => arg !== '--single-process'), ...devices]
  browser = await playwright.launch({ executablePath, args })
  browser.on('context', (context) => context.setDefaultTimeout(patience))
})

after(async () => {
  await browser?.close()
  await stop(server)
  rmSync(dir, { recursive: true, force: true })
})

/**
 * What every file of journeys needs alike is made by the first that asks, in the folder of this run; the others wait for it. Made beside its
 * place and put there when it is whole.
 */
async function onceForAll(name: string, make: (place: string) => Promise<void>): Promise<string> {
  const run = process.env.MOTCUA_TEST_FOLDER
  if (!run) throw new Error('Run tests through: node checks/run-tests.ts [paths]')
  const place = join(run, name)
  const making = `${place}.making`
  while (!existsSync(place)) {
    try {
      mkdirSync(making)
    } catch {
      await pause(100)
      continue
    }
    try {
      await make(making)
      renameSync(making, place)
    } finally {
      rmSync(making, { recursive: true, force: true })
    }
  }
  return place
}

/** The browser unpacks itself into the temporary folder: one that another user has filled would be closed to us. */
async function unpackBrowser(place: string): Promise<void> {
  process.env.TMPDIR = place
  await chromium.executablePath()
}

/** A first start, with its month of dossiers to the end. */
async function layOut(place: string): Promise<void> {
  const { server: first } = await start(place)
  const mark = join(place, 'demo-month')
  while (!existsSync(mark) || !JSON.parse(readFileSync(mark, 'utf8')).done) await pause(100)
  await stop(first)
}

async function start(dataDir: string): Promise<{ server: ChildProcess; base: string }> {
  const port = await freePort()
  const address = `http://localhost:${port}`
  const child = spawn(process.execPath, [join(root, 'apps/server/start.mjs')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, NODE_TEST_CONTEXT: undefined },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => text.includes(`/demo`) && resolve())
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)))
  })
  return { server: child, base: address }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  await ended
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Who stands on the page of demo sign-ins, with the digits of this half minute. */
async function demoPeople(): Promise<{ login: string; code: string }[]> {
  const text = await (await fetch(`${base}/demo`)).text()
  return [...text.matchAll(/<code>([^<]+@[^<]+)<\/code><\/td>\s*<td[^>]*><code class="totp">([^<]*)</g)].map(
    ([, login = '', code = '']) => ({ login, code })
  )
}
const demoPassword = 'dung-thu-mot-cua'

/** Signs an official in at the form, as they do: name, password, six digits. */
export async function anOfficialAtTheForm(prefix: string): Promise<Page> {
  const page = await browser.newPage({ viewport: desk })
  const { login } = await findOfficial(prefix)
  await page.goto(`${base}/staff/`)
  await page.locator('input').first().fill(login)
  await page.locator('input[type=password]').fill(demoPassword)
  await page.keyboard.press('Enter')
  const digits = page.locator('input[autocomplete="one-time-code"]')
  await digits.waitFor()
  // A code that ran out between reading and sending is refused; the next half minute's is taken.
  const inside = page.getByText('Đăng xuất').first()
  for (let tries = 0; tries < 4 && !(await inside.isVisible()); tries++) {
    await digits.fill((await findOfficial(prefix)).code)
    await page.keyboard.press('Enter')
    await inside.waitFor({ timeout: 15_000 }).catch(() => {})
  }
  await inside.waitFor()
  return page
}

const desk = { width: 1366, height: 768 }

async function findOfficial(prefix: string): Promise<{ login: string; code: string }> {
  const found = (await demoPeople()).find(({ login }) => login.startsWith(prefix))
  assert.ok(found, `nobody on the page of demo sign-ins begins with ${prefix}`)
  return found
}

const sessions = new Map<string, Promise<Awaited<ReturnType<BrowserContext['storageState']>>>>()

/** An official who is signed in already: the form costs seconds, and their six digits open only one session in half a minute. */
export async function anOfficial(prefix: string): Promise<Page> {
  const context = await browser.newContext({ viewport: desk, storageState: await sessionOf(prefix) })
  const page = await context.newPage()
  await page.goto(`${base}/staff/`)
  await page.getByText('Đăng xuất').first().waitFor()
  return page
}

async function sessionOf(prefix: string) {
  const { login } = await findOfficial(prefix)
  const session = sessions.get(login) ?? signIn(login)
  sessions.set(login, session)
  return session
}

async function signIn(login: string) {
  const context = await browser.newContext({ baseURL: base })
  const post = (path: string, data: object) => context.request.post(`/api/auth${path}`, { data })
  for (;;) {
    const begun = await post('/sign-in/email', { email: login, password: demoPassword })
    assert.equal(begun.status(), 200, await begun.text())
    const { code } = await findOfficial(login)
    const done = await post('/two-factor/verify-totp', { code })
    if (done.ok()) break
    assert.equal((await done.json()).code, 'sign_in.code_wrong')
    await pause(1_000)
  }
  const state = await context.storageState()
  await context.close()
  return state
}

/**
 * A scanner is a keyboard: it types quickly, wherever the focus is, and ends with Enter. Its keys bear the moments at which they were pressed,
 * as a real keyboard's do, however late a busy machine gets to them.
 */
export async function scan(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const begun = Date.now()
  const strokes = [...[...text].map((sign) => ({ key: sign, text: sign })), { key: 'Enter', code: 'Enter', text: '\r' }]
  for (const [i, stroke] of strokes.entries()) {
    const timestamp = (begun + 5 * i) / 1_000
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...stroke, timestamp })
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: stroke.key, timestamp })
  }
  await session.detach()
}

/**
 * F9 once more, by somebody who has read what it does now: a second press in haste does nothing. As with a scan, the key bears the moment of
 * the press, so nobody waits for it.
 */
export async function pressAgain(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const key = { key: 'F9', code: 'F9', windowsVirtualKeyCode: 120, timestamp: Date.now() / 1_000 + 1 }
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
  await session.detach()
}

/** No serious finding of axe on the screen as it stands. */
export async function assertAccessible(page: Page): Promise<void> {
  // Evaluated past the page's own policy, which forbids scripts from elsewhere; once for each page that was loaded, since reading it takes longer than its work.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const serious = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: (
          at: Document,
          how: object
        ) => Promise<{ violations: { impact: string; id: string; nodes: { html: string }[] }[] }>
      }
    }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
  assert.deepEqual(serious, [], page.url())
}

/** A citizen's own browser, which files a birth over the public API it shares with the app. */
export async function aBirthFiledBy(
  citizen: BrowserContext
): Promise<{ id: string; number: string; trackingCode: string }> {
  const signedIn = await citizen.request.post(`${base}/api/auth/sign-in/email`, {
    data: { email: 'minhthu@demo.motcua.vn', password: demoPassword }
  })
  assert.equal(signedIn.status(), 200, await signedIn.text())
  const bytes = aPdf('giấy chứng sinh')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const key = () => ({ 'idempotency-key': randomUUID() })
  const stored = await citizen.request.put(`${base}/api/files/${sha256}`, {
    data: bytes,
    headers: { ...key(), 'content-type': 'application/octet-stream' }
  })
  assert.equal(stored.status(), 200, await stored.text())
  const { version, today } = await (await citizen.request.get(`${base}/api/procedures/1.001193`)).json()
  const sent = await citizen.request.post(`${base}/api/dossiers`, {
    headers: key(),
    data: {
      id: randomUUID(),
      procedure: '1.001193',
      version,
      answers: { ...birthAnswers, child_birth_date: today },
      papers: [{ code: 'medical_birth_certificate', sha256, name: 'giay-chung-sinh.pdf' }]
    }
  })
  assert.equal(sent.status(), 201, await sent.text())
  return sent.json()
}

/** A number that an officer gives to whoever stands there, at any hour: from afar it is only to be had while the desk works. */
export async function aNumberOf(prefix = 'motcua.19756'): Promise<{ number: string; office: number }> {
  const context = await browser.newContext({ storageState: await sessionOf(prefix) })
  const { appointments } = await (await context.request.get(`${base}/api/me`)).json()
  const { office } = appointments[0]
  const number = randomUUID()
  const taken = await context.request.post(`${base}/api/desks/${office}/numbers`, {
    headers: { 'idempotency-key': randomUUID() },
    data: { id: number }
  })
  assert.equal(taken.status(), 201, await taken.text())
  await context.close()
  return { number, office }
}
