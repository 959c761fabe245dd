/** Every screen of the staff's app while nothing is there, nothing comes, the server fails, and without a line. */
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { aBirthFiledBy, anOfficial, browser } from './province.ts'
import {
  aPhotographSentBy,
  aProposalOf,
  asItIs,
  assertEveryScreen,
  fail,
  hold,
  open,
  type Screens,
  type Sight,
  untilSeen,
  whenTheServerFails,
  whileNothingComes,
  withoutALine
} from './states.ts'

/** Each screen is seen in both languages and sizes, in one state or another. */
const sights: Sight[] = [
  { language: 'vi', viewport: { width: 1366, height: 768 } },
  { language: 'en', viewport: { width: 1440, height: 900 } }
]

/** The head of a list, or that there is nothing on it. */
const list = /^(Còn lại$|Không (có|còn) |Time left$|No |Nothing )/
const machine = { vi: 'Máy ở quầy', en: 'This machine' }
const story = { vi: 'Quá trình giải quyết', en: 'History' }
const birth = { vi: 'Đăng ký khai sinh', en: 'Birth registration' }

/** Where an officer opens them, with a dossier and photographs before them. */
const screensOfTheDesk = (dossier = '', photos = ''): Screens => ({
  '/': { at: '/', says: machine },
  '/quay': { at: '/quay', says: machine },
  '/viec': { at: '/viec', says: list },
  '/viec/:tab': { at: '/viec/cho-cong-dan', says: list },
  '/viec/:tab/:id': { at: `/viec/cho-tra-loi/${dossier}`, says: story },
  '/truc-tuyen': { at: '/truc-tuyen', says: { vi: 'Khai sinh', en: 'Birth' } },
  '/truc-tuyen/:id': { at: `/truc-tuyen/${dossier}`, says: story },
  '/truc-tuyen/anh/:id': { at: `/truc-tuyen/anh/${photos}`, says: { vi: 'Trước khi bắt đầu', en: 'Before you start' } },
  '/tra-ket-qua': { at: '/tra-ket-qua', says: list },
  '/tra-ket-qua/:id': { at: `/tra-ket-qua/${dossier}`, says: story },
  '/tra-cuu': {
    at: '/tra-cuu',
    says: { vi: 'Họ tên không cần dấu.', en: 'Accents may be left out.' },
    asksNothing: true
  },
  '/chua-gui': {
    at: '/chua-gui',
    says: { vi: 'Không có gì chờ gửi từ máy này.', en: 'Nothing waits on this machine.' },
    asksNothing: true
  },
  '/ho-so/:id': { at: `/ho-so/${dossier}`, says: story },
  '/tiep-nhan': { at: '/tiep-nhan', says: birth }
})

const screensOfTheAdministrator = (proposal = ''): Screens => ({
  '/thu-tuc/nhap': {
    at: '/thu-tuc/nhap',
    says: { vi: 'Các cột của danh mục', en: 'Columns of a list' },
    asksNothing: true
  },
  '/thu-tuc': { at: '/thu-tuc', says: birth },
  '/thu-tuc/:code': { at: '/thu-tuc/1.001193', says: { vi: 'Các bản công bố', en: 'Published versions' } },
  '/thu-tuc/trinh/:id': { at: `/thu-tuc/trinh/${proposal}`, says: { vi: 'Thông tin chung', en: 'General' } }
})

test('the screens that are driven through their states are all that modules declare', () => {
  assertEveryScreen('staff', { ...screensOfTheDesk(), ...screensOfTheAdministrator() })
})

const offline = /(Mất mạng từ|No network since) \d\d:\d\d/

/** Loaded anew, with nothing of the server in memory but who is signed in; its clock can be moved on. */
async function beginWithNothing(page: Page): Promise<void> {
  await page.clock.install()
  await hold(page)
  await page.reload()
  await page.locator('h1').first().waitFor()
}

/** The server's own answers, of a desk at which nothing is to be done. */
const emptyLists = (page: Page) =>
  page.route(/\/api\/work\?/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), rows: [] } })
  })

test('every screen of the desk waits in words, fails part by part, says what is empty, and keeps what it showed without a line', async () => {
  const page = await anOfficial('motcua.19756')
  await beginWithNothing(page)
  const nothing = Object.values(screensOfTheDesk(randomUUID(), randomUUID()))
  await whileNothingComes(page, nothing, sights)
  await fail(page)
  await whenTheServerFails(page, nothing, sights)

  await emptyLists(page)
  const empty: [at: string, vi: string, en: string][] = [
    ['/quay', 'Không có hồ sơ trực tuyến chờ trả lời.', 'No online dossier is waiting for an answer.'],
    ['/viec', 'Không còn việc đến lượt. Hồ sơ mới', 'Nothing is waiting for you. New dossiers'],
    ['/viec/qua-han', 'Không có hồ sơ quá hạn.', 'No dossier is overdue.'],
    ['/viec/hom-nay', 'Không còn việc đến hạn hôm nay.', 'Nothing more is due today.'],
    ['/viec/cho-cong-dan', 'Không có hồ sơ nào đang chờ công dân', 'No dossier is waiting for papers'],
    ['/viec/cho-y-kien', 'Không có yêu cầu cho ý kiến nào đang chờ.', 'No opinion is asked of you.'],
    ['/tra-ket-qua', 'Không có kết quả chờ trả.', 'No result is waiting to be collected.'],
    ['/khong-co', 'Không có trang này', 'There is no such page']
  ]
  const emptyScreens = empty.map(([at, vi, en]) => ({ at, says: { vi, en } }))
  await asItIs(page, emptyScreens, sights)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  // Older than that, lists are asked for again.
  await page.clock.fastForward(11_000)

  const citizen = await browser.newContext()
  const screens = screensOfTheDesk((await aBirthFiledBy(citizen)).id, await aPhotographSentBy(citizen))
  await asItIs(page, Object.values(screens), sights)
  await withoutALine(page, Object.values(screens), offline, sights)
  // A list as it was, with its hour.
  await open(page, { at: '/viec', says: '' })
  await page.getByText(/(đang xem tin lúc|what was known at) \d\d:\d\d/).waitFor()
  await page.context().close()
  await citizen.close()
})

test('what one part of a dossier needs does not come: the rest stands, and the part says so', async () => {
  const citizen = await browser.newContext()
  const { id, number } = await aBirthFiledBy(citizen)
  const page = await anOfficial('motcua.19756')
  await page.clock.install()
  await fail(page, /\/api\/areas$/)
  await page.reload()
  await open(page, { at: `/ho-so/${id}`, says: number })
  await page.getByRole('heading', { name: number }).waitFor()
  await untilSeen(page, page.getByRole('button', { name: 'Thử lại' }))
  await page.getByRole('button', { name: /^Tiếp nhận.*F9/ }).waitFor()
  await page.context().close()
  await citizen.close()
})

test('a screen that was never opened opens without a line, and one whose code did not come says so and comes when it is asked for again', async () => {
  const page = await anOfficial('motcua.19756')
  const fetched = () => performance.getEntriesByType('resource').some(({ name }) => name.includes('/outbox-'))
  await page.waitForFunction(fetched)
  await page.context().setOffline(true)
  await open(page, { at: '/chua-gui', says: '' })
  await page.getByText('Không có gì chờ gửi từ máy này.').waitFor()
  await page.context().setOffline(false)

  const other = await page.context().newPage()
  await other.route(/\/outbox-/, (route) => route.abort())
  await other.goto(page.url().replace('/chua-gui', '/viec'))
  await other.getByRole('heading', { name: 'Việc cần làm' }).waitFor()
  await page.context().setOffline(true)
  await open(other, { at: '/chua-gui', says: '' })
  await other.getByText('Không có mạng và máy này chưa lưu phần này.').waitFor()
  await page.context().setOffline(false)
  await other.getByText('Phần này của ứng dụng chưa tải về được.').waitFor()
  const asked = other.waitForRequest(/\/outbox-/)
  await other.getByRole('button', { name: 'Thử lại' }).click()
  await asked
  await other.unrouteAll({ behavior: 'ignoreErrors' })
  // It is asked for by itself as well: whichever comes first, the button may be gone before it is pressed.
  const come = other.getByText('Không có gì chờ gửi từ máy này.').waitFor()
  await Promise.race([come, other.getByRole('button', { name: 'Thử lại' }).click()])
  await come
  await page.context().close()
})

test('every screen of the administrator does so too', async () => {
  const page = await anOfficial('quantri.ubnd')
  await beginWithNothing(page)
  const { request } = page.context()
  const screens = Object.values(screensOfTheAdministrator(await aProposalOf(request)))
  await whileNothingComes(page, screens, sights)
  await fail(page)
  await whenTheServerFails(page, screens, sights)
  await asItIs(page, screens, sights)
  await withoutALine(page, screens, offline, sights)
  await page.context().close()
})
