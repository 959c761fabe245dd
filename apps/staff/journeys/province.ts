/** The province as a newcomer starts it, with a Chromium before it: what every journey of the staff begins with. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { birthAnswers } from '@motcua/dossiers/test-province'
import { aPdf } from '@motcua/kernel/testing'

const root = join(import.meta.dirname, '..', '..', '..')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let dir: string
let server: ChildProcess
export let base: string
export let browser: Browser

/** One server and one browser for all the tests of a file. */
before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'motcua-journey-'))
  // The browser unpacks itself into the temporary folder: one that another user has filled would be closed to us.
  process.env.TMPDIR = dir
  const port = await freePort()
  base = `http://localhost:${port}`
  server = spawn(process.execPath, [join(root, 'apps/server/start.mjs')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: join(dir, 'var'), NODE_TEST_CONTEXT: undefined },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  await new Promise<void>((resolve, reject) => {
    server.stdout?.setEncoding('utf8').on('data', (text: string) => text.includes(base) && resolve())
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)))
  })
  // In a single process the contexts of several people would share their cookies.
  const args = chromium.args.filter((arg) => arg !== '--single-process')
  browser = await playwright.launch({
    executablePath: process.env.CHROMIUM_PATH ?? (await chromium.executablePath()),
    args
  })
})

after(async () => {
  await browser?.close()
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGINT')
  await ended
  rmSync(dir, { recursive: true, force: true })
})

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

/** Signs an official in as they do: name, password, six digits. */
export async function anOfficial(prefix: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  const login = (await demoPeople()).find((person) => person.login.startsWith(prefix))?.login
  assert.ok(login, `nobody on the page of demo sign-ins begins with ${prefix}`)
  await page.goto(`${base}/staff/`)
  await page.locator('input').first().fill(login)
  await page.locator('input[type=password]').fill(demoPassword)
  await page.keyboard.press('Enter')
  const digits = page.locator('input[autocomplete="one-time-code"]')
  await digits.waitFor()
  // A code that ran out between reading and sending is refused; the next half minute's is taken.
  const inside = page.getByText('Đăng xuất').first()
  for (let tries = 0; tries < 4 && !(await inside.isVisible()); tries++) {
    await digits.fill((await demoPeople()).find((person) => person.login === login)?.code ?? '')
    await page.keyboard.press('Enter')
    await inside.waitFor({ timeout: 15_000 }).catch(() => {})
  }
  await inside.waitFor()
  return page
}

/** No serious finding of axe on the screen as it stands. */
export async function assertAccessible(page: Page): Promise<void> {
  // Evaluated past the page's own policy, which forbids scripts from elsewhere.
  await page.evaluate(axe)
  const serious = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { impact: string; id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
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
