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
  untilSeen,
  whenTheServerFails,
  whileNothingComes,
  withoutALine
} from './states.ts'

/** The head of a list, or that there is nothing on it. */
const list = /^(Còn lại$|Không (có|còn) )/

/** Where an officer opens them, with a dossier and photographs before them. */
const screensOfTheDesk = (dossier = '', photos = ''): Screens => ({
  '/': { at: '/', says: 'Máy ở quầy' },
  '/quay': { at: '/quay', says: 'Máy ở quầy' },
  '/viec': { at: '/viec', says: list },
  '/viec/:tab': { at: '/viec/cho-cong-dan', says: list },
  '/viec/:tab/:id': { at: `/viec/cho-tra-loi/${dossier}`, says: 'Quá trình giải quyết' },
  '/truc-tuyen': { at: '/truc-tuyen', says: 'Khai sinh' },
  '/truc-tuyen/:id': { at: `/truc-tuyen/${dossier}`, says: 'Quá trình giải quyết' },
  '/truc-tuyen/anh/:id': { at: `/truc-tuyen/anh/${photos}`, says: 'Trước khi bắt đầu' },
  '/tra-ket-qua': { at: '/tra-ket-qua', says: list },
  '/tra-ket-qua/:id': { at: `/tra-ket-qua/${dossier}`, says: 'Quá trình giải quyết' },
  '/tra-cuu': { at: '/tra-cuu', says: 'Họ tên không cần dấu.', asksNothing: true },
  '/chua-gui': { at: '/chua-gui', says: 'Không có gì chờ gửi từ máy này.', asksNothing: true },
  '/ho-so/:id': { at: `/ho-so/${dossier}`, says: 'Quá trình giải quyết' },
  '/tiep-nhan': { at: '/tiep-nhan', says: 'Đăng ký khai sinh' }
})

const screensOfTheAdministrator = (proposal = ''): Screens => ({
  '/thu-tuc/nhap': { at: '/thu-tuc/nhap', says: 'Các cột của danh mục', asksNothing: true },
  '/thu-tuc': { at: '/thu-tuc', says: 'Đăng ký khai sinh' },
  '/thu-tuc/:code': { at: '/thu-tuc/1.001193', says: 'Các bản công bố' },
  '/thu-tuc/trinh/:id': { at: `/thu-tuc/trinh/${proposal}`, says: 'Thông tin chung' }
})

test('the screens that are driven through their states are all that modules declare', () => {
  assertEveryScreen('staff', { ...screensOfTheDesk(), ...screensOfTheAdministrator() })
})

const offline = /Mất mạng từ \d\d:\d\d/

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
  await whileNothingComes(page, nothing)
  await fail(page)
  await whenTheServerFails(page, nothing)

  await emptyLists(page)
  await asItIs(page, [
    { at: '/quay', says: 'Không có hồ sơ trực tuyến chờ trả lời.' },
    { at: '/viec', says: 'Không còn việc đến lượt. Hồ sơ mới chuyển đến sẽ hiện ở đây.' },
    { at: '/viec/qua-han', says: 'Không có hồ sơ quá hạn.' },
    { at: '/viec/hom-nay', says: 'Không còn việc đến hạn hôm nay.' },
    { at: '/viec/cho-cong-dan', says: 'Không có hồ sơ nào đang chờ công dân' },
    { at: '/viec/cho-y-kien', says: 'Không có yêu cầu cho ý kiến nào đang chờ.' },
    { at: '/tra-ket-qua', says: 'Không có kết quả chờ trả.' },
    { at: '/khong-co', says: 'Không có trang này' }
  ])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  // Older than that, lists are asked for again.
  await page.clock.fastForward(11_000)

  const citizen = await browser.newContext()
  const screens = screensOfTheDesk((await aBirthFiledBy(citizen)).id, await aPhotographSentBy(citizen))
  await asItIs(page, Object.values(screens))
  await withoutALine(page, Object.values(screens), offline)
  // A list as it was, with its hour.
  await open(page, { at: '/viec', says: '' })
  await page.getByText(/đang xem tin lúc \d\d:\d\d/).waitFor()
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
  await other.unrouteAll()
  await other.getByRole('button', { name: 'Thử lại' }).click()
  await other.getByText('Không có gì chờ gửi từ máy này.').waitFor()
  await page.context().close()
})

test('every screen of the administrator does so too', async () => {
  const page = await anOfficial('quantri.ubnd')
  await beginWithNothing(page)
  const { request } = page.context()
  const screens = Object.values(screensOfTheAdministrator(await aProposalOf(request)))
  await whileNothingComes(page, screens)
  await fail(page)
  await whenTheServerFails(page, screens)
  await asItIs(page, screens)
  await withoutALine(page, screens, offline)
  await page.context().close()
})
