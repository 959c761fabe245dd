import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openSignIn } from '@motcua/kernel/sign-in'
import { aDatabase } from '@motcua/kernel/testing'
import chromium from '@sparticuz/chromium'
import { chromium as playwright } from 'playwright-core'
import { publishedProcedures } from '../../../data/province.ts'
import { buildApp } from '../app.ts'
import { modules } from '../modules.ts'
import { layOutProvince } from '../province.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-printing-'))
// The browser unpacks itself into the temporary folder: one that another user has filled would be closed to us.
process.env.TMPDIR = folder
writeFileSync(join(folder, 'index.html'), '<div id="root"></div>')
const { database, applicationUrl } = await aDatabase()
const now = () => new Date('2021-12-29T09:00:00+07:00')
await layOutProvince(database, { now: now(), demo: false })
const parts = {
  database,
  secret: randomBytes(32).toString('base64url'),
  publicUrl: 'http://localhost:8080',
  demo: false,
  now,
  log: () => {}
}
const signIn = await openSignIn({ ...parts, databaseUrl: applicationUrl })
const app = await buildApp({ ...parts, modules, signIn, built: { citizen: folder, staff: folder, viewer: folder } })
const base = await app.listen({ host: '127.0.0.1', port: 0 })
chromium.setGraphicsMode = false
const browser = await playwright.launch({
  executablePath: process.env.CHROMIUM_PATH ?? (await chromium.executablePath()),
  args: chromium.args.filter((arg) => arg !== '--single-process')
})
after(async () => {
  await browser.close()
  await app.close()
  await signIn.end()
  rmSync(folder, { recursive: true, force: true })
})

test('every procedure of the catalogue is printed on one A4 page, in both languages', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  for (const { procedure } of publishedProcedures())
    for (const language of ['vi', 'en']) {
      await page.goto(`${base}/thu-tuc/${procedure.code}?lang=${language}`)
      const printed = await page.pdf({ format: 'A4', preferCSSPageSize: true })
      const pages = /\/Type \/Pages\s+\/Count (\d+)/.exec(printed.toString('latin1'))?.[1]
      assert.equal(pages, '1', `${procedure.code} ${language}`)
    }
})

test('no public page is wider than a telephone of 320 px', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 568 } })
  for (const address of [
    '/',
    '/thu-tuc',
    '/thu-tuc/1.001193',
    '/tra-cuu',
    '/noi-nop?xa=19756',
    '/cach-tinh-ngay-hen'
  ]) {
    await page.goto(`${base}${address}`)
    const { wide, room } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      room: document.documentElement.clientWidth
    }))
    assert.ok(wide <= room, `${address}: ${wide} px`)
  }
})
