import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { keepPicture, writeSheet } from './contact-sheet.ts'
import { aBirthFiledBy, aNumberOf, anOfficial, assertAccessible, base, browser } from './province.ts'

const languages = ['vi', 'en'] as const

/** Nothing of ours stands half outside the screen. */
async function assertFits(page: Page): Promise<void> {
  const [wide = 0, screen = 0] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  assert.ok(wide <= screen, `${page.url()} is ${wide} px wide on a screen of ${screen} px`)
}

/** Opens a screen, as a link of the app does where the app is loaded already, and waits until it has its title and nothing is being fetched. */
async function open(page: Page, path: string): Promise<void> {
  const { pathname: here } = new URL(page.url())
  if (here !== path && here.startsWith(`/${path.split('/')[1]}/`))
    await page.evaluate((to) => {
      document.querySelector('h1')?.setAttribute('data-left', '')
      history.pushState(null, '', to)
    }, path)
  else await page.goto(`${base}${path}`)
  await page.locator('h1:not([data-left])').first().waitFor()
  await page.waitForFunction(() => !/(Đang mở|Opening)…/.test(document.body.innerText))
}

async function speak(context: BrowserContext, language: (typeof languages)[number]): Promise<void> {
  await context.addInitScript((chosen) => localStorage.setItem('lang', chosen), language)
}

const phones = { vi: { width: 360, height: 640 }, en: { width: 390, height: 844 } }
for (const language of languages)
  test(`the citizen's screens fit a phone of ${phones[language].width} px and can be read aloud (${language})`, async () => {
    const context = await browser.newContext({ viewport: phones[language] })
    await speak(context, language)
    const { id } = await aBirthFiledBy(context)
    const { number, office } = await aNumberOf()
    const page = await context.newPage()
    for (const path of [
      '/app/',
      '/app/thu-tuc',
      '/app/thu-tuc/1.001193',
      '/app/thu-tuc/2.000880/cach-nop',
      '/app/thu-tuc/1.001193/goi-lai',
      `/app/so/${number}`,
      `/app/goi-so/${office}`,
      '/app/ho-so',
      `/app/ho-so/${id}`,
      '/app/thong-bao',
      '/app/toi',
      '/app/toi/giup-nhau',
      '/app/toi/ai-da-xem'
    ]) {
      await open(page, path)
      assert.equal(await page.locator('html').getAttribute('lang'), language)
      await assertFits(page)
      await assertAccessible(page)
      await keepPicture(page, `${path.replace(id, '…').replace(number, '…')} · ${phones[language].width}`)
    }
    await context.close()
  })

const desks = { vi: { width: 1366, height: 768 }, en: { width: 1440, height: 900 } }
for (const language of languages)
  test(`the screens of the desk fit ${desks[language].width} px and can be read aloud (${language})`, async () => {
    const citizen = await browser.newContext()
    const { id } = await aBirthFiledBy(citizen)
    await citizen.close()
    const page = await anOfficial('motcua.19756')
    await speak(page.context(), language)
    await page.setViewportSize(desks[language])
    // Loaded anew, since the language is chosen when the app begins.
    await page.goto(`${base}/staff/chua-gui`)
    await page.locator('h1').first().waitFor()
    for (const path of [
      '/staff/quay',
      '/staff/tiep-nhan',
      '/staff/viec',
      `/staff/truc-tuyen/${id}`,
      `/staff/ho-so/${id}`,
      '/staff/tra-ket-qua',
      '/staff/chua-gui'
    ]) {
      await open(page, path)
      assert.equal(await page.locator('html').getAttribute('lang'), language)
      await assertFits(page)
      await assertAccessible(page)
      await keepPicture(page, `${path.replace(id, '…')} · ${desks[language].width}`)
    }
    await page.close()
  })

test('when the server fails or the network is away, screens say so and offer to try again', async () => {
  const phone = await browser.newContext({ viewport: phones.vi })
  const { id } = await aBirthFiledBy(phone)
  const page = await phone.newPage()
  await page.route('**/api/dossiers/**', (route) => route.fulfill({ status: 500, body: '{}' }))
  await page.goto(`${base}/app/ho-so/${id}`)
  await page.getByRole('button', { name: 'Thử lại' }).first().waitFor()
  await keepPicture(page, 'server error · 360')
  await phone.close()

  const desk = await anOfficial('motcua.19756')
  await open(desk, '/staff/viec')
  await desk.context().setOffline(true)
  await desk.getByText('Mất mạng', { exact: false }).first().waitFor()
  await keepPicture(desk, 'no network · 1366')
  await desk.close()
  await writeSheet('screens', { width: 2_300, height: 620 })
})
