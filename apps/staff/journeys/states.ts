/**
 * What may happen to a screen: nothing is there yet, nothing comes, the server fails, the line is gone. Every screen that the modules declare is
 * driven through all four on one page that is loaded but a few times; it is opened as its links open it.
 */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { aPdf } from '@motcua/kernel/testing'
import { texts } from '@motcua/ui/texts.ts'
import type { Language } from '@motcua/kernel/rules/text'
import type { APIRequestContext, BrowserContext, Locator, Page } from 'playwright-core'
import { base } from './province.ts'

type Says = string | RegExp

/** How a screen is looked at. From screen to screen, and from state to state, it is another of those that are given. */
export type Sight = { language: Language; viewport: { width: number; height: number } }

export type Screen = {
  /** Where it is opened, with what is there in the place of `:id`. */
  at: string
  /** Words that stand only where its contents have come. */
  says: Says | Record<Language, Says>
  /** It asks the server nothing, or nothing of its own. */
  asksNothing?: true
}
/** By the path that a module declares. */
export type Screens = Record<string, Screen>

const modules = join(import.meta.dirname, '..', '..', '..', 'modules')

/** The screens that all modules declare for one of the apps: whoever adds one says here how it is when things go wrong. */
export function assertEveryScreen(house: 'citizen' | 'staff', screens: Screens): void {
  const declared = readdirSync(modules).flatMap((module) => {
    const index = readFileSync(join(modules, module, 'web', house, 'index.tsx'), 'utf8')
    return [...index.matchAll(/\{ path: '([^']+)', load:/g)].map(([, path]) => path)
  })
  assert.deepEqual(Object.keys(screens).toSorted(), declared.toSorted())
}

/** Without a service worker, whose copies would hide what is tried here; its clock can be moved on. */
export async function loadApp(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(`${base}${path}`)
  await page.locator('h1').first().waitFor()
  return page
}

/** Opens a screen of the app that is loaded. */
export const open = (page: Page, { at }: Screen): Promise<void> =>
  page.evaluate((path) => history.pushState(null, '', `/${location.pathname.split('/')[1]}${path}`), at)

// Who is signed in is known before anything else is asked.
const asked = /\/api\/(?!me$|live$|auth\/)/

const main = (page: Page) => page.locator('#main')

/** Looks at the page as it is this screen's turn to be looked at; without anything to choose from, as it stands and in Vietnamese. */
async function look(page: Page, sights: readonly Sight[], turn: number): Promise<Language> {
  const sight = sights[turn % sights.length]
  if (!sight) return 'vi'
  await page.setViewportSize(sight.viewport)
  if ((await page.locator('html').getAttribute('lang')) !== sight.language) await changeLanguage(page, sight.language)
  return sight.language
}

/** A button on top of the citizen's app, a choice in the settings of the staff's, which are folded in. */
async function changeLanguage(page: Page, language: Language): Promise<void> {
  const button = page.locator('.top-bar button[lang]')
  // A board covers the frame: nobody changes the language of a waiting room's screen there.
  if (await button.count()) await button.dispatchEvent('click')
  else await page.locator('.settings select:has(option[value="en"])').selectOption(language, { force: true })
}

const wordsOf = ({ says }: Screen, language: Language): Says =>
  typeof says === 'string' || says instanceof RegExp ? says : says[language]

/** What does not come is drawn as a sign of our own. */
async function assertNoBrokenPicture(page: Page): Promise<void> {
  const broken = await page.evaluate(async () => {
    const pictures = [...document.images]
    const come = (one: HTMLImageElement) =>
      new Promise((resolve) => {
        for (const event of ['load', 'error']) one.addEventListener(event, resolve)
        if (one.complete) resolve(undefined)
      })
    await Promise.all(pictures.map(come))
    // The page draws it anew: a moment, whatever its clock says.
    await fetch('/health').catch(() => undefined)
    return pictures.filter((one) => one.isConnected && one.naturalWidth === 0).map(({ src }) => src)
  })
  assert.deepEqual(broken, [], page.url())
}

async function assertFits(page: Page): Promise<void> {
  const [wide = 0, screen = 0] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  assert.ok(wide <= screen, `${page.url()} is ${wide} px wide on a screen of ${screen} px`)
}

/** Each screen says that it is on its way, and after a while that it takes long. The app must be loaded with nothing in memory. */
export async function whileNothingComes(page: Page, screens: Screen[], sights: readonly Sight[] = []): Promise<void> {
  for (const [i, screen] of screens.entries()) {
    const language = await look(page, sights, i)
    await open(page, screen)
    await assertFits(page)
    const onItsWay = main(page).getByText(texts[language]['page.loading']).first()
    if (screen.asksNothing) continue
    await onItsWay.waitFor()
    const claims = await main(page)
      .getByText(/^(Chưa có|Không có|Không còn|No |Nobody |Nothing )/)
      .allInnerTexts()
    assert.deepEqual(claims, [], `${screen.at} says what it cannot know yet`)
    assert.equal(await onItsWay.evaluate((one) => one.tagName), 'OUTPUT', 'what is read aloud when it changes')
    await page.clock.fastForward(6_000)
    await main(page)
      .getByText(/Máy chủ trả lời chậm|The server is slow to answer/)
      .first()
      .waitFor()
  }
}

/** Each screen says that its parts did not come, and offers to try again; the last of them comes when it is asked for again. */
export async function whenTheServerFails(page: Page, screens: Screen[], sights: readonly Sight[] = []): Promise<void> {
  const againIn = (language: Language) =>
    main(page)
      .getByRole('alert')
      .filter({ hasText: texts[language]['wait.failed'] })
      .getByRole('button', { name: texts[language]['page.again'] })
      .first()
  const asking = screens.filter(({ asksNothing }) => !asksNothing)
  let language: Language = 'vi'
  for (const [i, screen] of asking.entries()) {
    language = await look(page, sights, i + 1)
    await open(page, screen)
    await untilSeen(page, againIn(language))
    await assertFits(page)
  }
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await againIn(language).click()
  const last = asking.at(-1)
  if (last) await main(page).getByText(wordsOf(last, language)).first().waitFor()
}

/** A question is put again after a second and after two more: the page's clock goes on until nothing is waited for and this is seen. */
export async function untilSeen(page: Page, wanted: Locator): Promise<void> {
  const onItsWay = page.getByText(new RegExp(`${texts.vi['page.loading']}|${texts.en['page.loading']}`))
  for (let tries = 0; tries < 70; tries++) {
    if ((await onItsWay.count()) === 0 && (await wanted.isVisible())) return
    await page.clock.fastForward(1_000)
    // An answer of the server takes its time, whatever the clock of the page says.
    await page.evaluate(() => fetch('/health').catch(() => undefined))
  }
  assert.fail(`${page.url()} is on its way for good`)
}

export async function hold(page: Page): Promise<void> {
  await page.route(asked, () => undefined)
}

export async function fail(page: Page, what = asked): Promise<void> {
  // Over what is held, which would get through if it were let go.
  await page.route(what, (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>502</h1>' }))
}

/** Each screen with what belongs on it, or with the words for that there is nothing yet. */
export async function asItIs(page: Page, screens: Screen[], sights: readonly Sight[] = []): Promise<void> {
  for (const [i, screen] of screens.entries()) {
    const language = await look(page, sights, i)
    await open(page, screen)
    await main(page).getByText(wordsOf(screen, language)).first().waitFor()
    await assertFits(page)
  }
}

/** Each screen that was seen keeps what it showed, and the app says since when there has been no line or of which hour the copy is. */
export async function withoutALine(
  page: Page,
  screens: Screen[],
  said: RegExp,
  sights: readonly Sight[] = []
): Promise<void> {
  await page.context().setOffline(true)
  for (const [i, screen] of screens.entries()) {
    const language = await look(page, sights, i + 1)
    await open(page, screen)
    await main(page).getByText(wordsOf(screen, language)).first().waitFor()
    await page.getByText(said).first().waitFor()
    await assertFits(page)
    await assertNoBrokenPicture(page)
  }
}

/** What an administrator lays before another: a birth with one question of law answered otherwise. */
export async function aProposalOf(request: APIRequestContext): Promise<string> {
  const id = randomUUID()
  const procedure = await (await request.get(`${base}/api/procedures/1.001193/file`)).json()
  const data = Buffer.from(JSON.stringify({ ...procedure, supplements: procedure.supplements + 1 }))
  const sha256 = createHash('sha256').update(data).digest('hex')
  const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/octet-stream' }
  const sent = await request.post(`${base}/api/procedures/proposals?id=${id}&from=2099-01-01&sha256=${sha256}`, {
    data,
    headers
  })
  assert.ok(sent.ok(), await sent.text())
  return id
}

/** What somebody who is signed in sends as a photograph, for an officer to fill in. */
export async function aPhotographSentBy({ request }: BrowserContext): Promise<string> {
  const id = randomUUID()
  const data = aPdf('ảnh')
  const sha256 = createHash('sha256').update(data).digest('hex')
  const key = () => ({ 'idempotency-key': randomUUID() })
  const headers = { ...key(), 'content-type': 'application/octet-stream' }
  await request.put(`${base}/api/files/${sha256}`, { data, headers })
  const photos = [{ sha256, name: 'giay.pdf' }]
  const names = 'TRẦN NGUYỄN AN NHIÊN'
  const sent = await request.post(`${base}/api/photo-filings`, {
    headers: key(),
    data: { id, procedure: '1.001193', commune: '19756', phone: '0914000001', names, photos }
  })
  assert.ok(sent.ok(), await sent.text())
  return id
}
