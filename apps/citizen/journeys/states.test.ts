/** Every screen of the citizen's app while nothing is there, nothing comes, the server fails, and without a line. */
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { aBirthFiledBy, aNumberOf, base, browser } from '@motcua/staff/journeys/province'
import {
  aPhotographSentBy,
  asItIs,
  assertEveryScreen,
  fail,
  hold,
  loadApp,
  open,
  type Screens,
  type Sight,
  untilSeen,
  whenTheServerFails,
  whileNothingComes,
  withoutALine
} from '@motcua/staff/journeys/states'
import type { Page } from 'playwright-core'

const birth = { vi: 'Đăng ký khai sinh', en: 'Birth registration' }

/** Each screen is seen in both languages and sizes, in one state or another. */
const sights: Sight[] = [
  { language: 'vi', viewport: { width: 360, height: 640 } },
  { language: 'en', viewport: { width: 390, height: 844 } }
]

/** Where they are opened by somebody who has one dossier, one filing of photographs and one draft. */
const screensWith = (id: {
  dossier: string
  photos: string
  draft: string
  number: string
  office: number
}): Screens => ({
  '/so/:id': { at: `/so/${id.number}`, says: { vi: 'Số của ông/bà ở', en: 'Your number at' } },
  '/goi-so/:office': { at: `/goi-so/${id.office}`, says: { vi: 'Tiếp theo', en: 'Next' } },
  '/': { at: '/', says: { vi: 'Sinh con và nuôi con nhỏ', en: 'Birth and small children' } },
  '/thu-tuc': { at: '/thu-tuc', says: { vi: 'Theo việc trong đời', en: 'By what happened' } },
  '/thu-tuc/:code': { at: '/thu-tuc/1.001193', says: birth },
  '/thu-tuc/:code/cach-nop': { at: '/thu-tuc/1.001193/cach-nop', says: birth },
  '/thu-tuc/:code/gui-anh': { at: '/thu-tuc/1.001193/gui-anh', says: birth },
  '/thu-tuc/:code/goi-lai': { at: '/thu-tuc/1.001193/goi-lai', says: birth },
  '/goi-lai': { at: '/goi-lai', says: { vi: 'Cần hỏi việc gì?', en: 'What is it about?' } },
  '/gui-anh/:id': {
    at: `/gui-anh/${id.photos}`,
    says: { vi: 'Cán bộ điền tờ khai trước', en: 'The form is filled in before' }
  },
  '/ban-khai/:id': { at: `/ban-khai/${id.draft}`, says: { vi: 'Bước 1 trên', en: 'Step 1 of' } },
  '/ban-khai/:id/giay-to': {
    at: `/ban-khai/${id.draft}/giay-to`,
    says: { vi: 'Giấy tờ gửi kèm', en: 'Papers to send' }
  },
  '/ban-khai/:id/xem-lai': {
    at: `/ban-khai/${id.draft}/xem-lai`,
    says: { vi: 'Xem lại và nộp', en: 'Check and file' }
  },
  '/da-nop/:id': { at: `/da-nop/${id.dossier}`, says: { vi: 'Mã tra cứu', en: 'Tracking code' } },
  '/ho-so': { at: '/ho-so', says: { vi: 'Đang giải quyết', en: 'In progress' } },
  '/ho-so/:id': { at: `/ho-so/${id.dossier}`, says: { vi: 'Quá trình giải quyết', en: 'What has happened' } },
  '/ho-so/:id/bo-sung': {
    at: `/ho-so/${id.dossier}/bo-sung`,
    says: { vi: 'Hồ sơ này không còn gì phải bổ sung.', en: 'Nothing is asked for any more.' }
  },
  '/thong-bao': { at: '/thong-bao', says: { vi: 'Cách nhận tin', en: 'How news reaches me' } },
  '/thong-bao/cach-nhan': { at: '/thong-bao/cach-nhan', says: { vi: 'Nhận tin thế nào', en: 'How to send news' } },
  '/toi': { at: '/toi', says: { vi: 'bằng mật khẩu', en: 'by password' } },
  '/toi/giup-nhau': { at: '/toi/giup-nhau', says: { vi: 'Chưa nhờ ai.', en: 'Nobody yet.' } },
  '/toi/ai-da-xem': { at: '/toi/ai-da-xem', says: { vi: 'Chưa có ai xem.', en: 'Nobody has looked yet.' } },
  '/dang-nhap': { at: '/dang-nhap', says: { vi: 'Đăng nhập bằng VNeID', en: 'Sign in by VNeID' }, asksNothing: true }
})

const aPhone = () =>
  browser.newContext({ viewport: { width: 360, height: 640 }, baseURL: base, serviceWorkers: 'block' })

test('the screens that are driven through their states are all that modules declare', () => {
  assertEveryScreen('citizen', screensWith({ dossier: '', photos: '', draft: '', number: '', office: 0 }))
})

/** A form is begun, as its first button begins it. */
async function aDraft(page: Page): Promise<string> {
  await open(page, { at: '/thu-tuc/1.001193/cach-nop', says: '' })
  await page.getByRole('button', { name: 'Tự khai trên máy này' }).click()
  await page.waitForURL('**/ban-khai/*')
  return new URL(page.url()).pathname.split('/')[3] ?? ''
}

/** Drafts stay; what was last seen of the server is forgotten. */
const forgetSeen = (page: Page) =>
  page.evaluate(async () => {
    const opening = indexedDB.open('mot-cua')
    await new Promise((resolve) => opening.addEventListener('success', resolve))
    const clearing = opening.result.transaction('seen', 'readwrite').objectStore('seen').clear()
    await new Promise((resolve) => clearing.addEventListener('success', resolve))
    opening.result.close()
  })

test('every screen shows what it has, keeps it without a line, waits in words, and fails part by part with a way to try again', async () => {
  const phone = await aPhone()
  const dossier = (await aBirthFiledBy(phone)).id
  const photos = await aPhotographSentBy(phone)
  const page = await loadApp(phone, '/app/')
  const screens = Object.values(screensWith({ dossier, photos, draft: await aDraft(page), ...(await aNumberOf()) }))
  await asItIs(page, screens, sights)
  await withoutALine(page, screens, /Không có mạng|No network/, sights)
  await page.getByText(/(đang xem bản lưu lúc|showing what was saved at) \d\d:\d\d/).waitFor()

  await forgetSeen(page)
  await hold(page)
  await phone.setOffline(false)
  await page.reload()
  await whileNothingComes(page, screens, sights)
  await fail(page)
  await whenTheServerFails(page, screens, sights)
  await phone.close()
})

test('who has nothing yet is told so, and what to do; a part that fails leaves the others standing', async () => {
  const phone = await aPhone()
  await phone.request.post('/api/auth/sign-in/email', {
    data: { email: 'vandinh@demo.motcua.vn', password: 'dung-thu-mot-cua' }
  })
  const page = await loadApp(phone, '/app/dang-nhap')
  await hold(page)
  await whileNothingComes(page, [
    { at: '/', says: '' },
    { at: '/ho-so', says: '' }
  ])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  const code = /\/assets\/contact-/
  await page.route(code, (route) => route.abort())
  await open(page, { at: '/thong-bao/cach-nhan', says: '' })
  await page.getByText('máy này chưa lưu phần này').waitFor()
  await page.unroute(code)
  await page.clock.fastForward(2_000)
  await page.getByText('Nhận tin thế nào').waitFor()
  await asItIs(page, [
    { at: '/', says: 'Đã nộp ở quầy? Nhập số trên giấy hẹn.' },
    { at: '/ho-so', says: 'Chọn thủ tục để nộp.' },
    { at: '/thong-bao', says: 'Tin về hồ sơ đã nộp sẽ hiện ở đây.' },
    { at: '/toi', says: 'Chưa có kết quả nào. Kết quả của hồ sơ sẽ nằm ở đây.' },
    { at: '/toi/giup-nhau', says: 'Người cần giúp lấy mã trên máy của họ' },
    { at: '/toi/ai-da-xem', says: 'Chưa có ai xem.' },
    { at: '/thu-tuc?q=xyzxyz', says: 'hoặc nhờ cán bộ gọi lại' },
    { at: `/ban-khai/${randomUUID()}`, says: 'Không còn bản khai này' }
  ])
  await fail(page, /\/api\/my\/dossiers$/)
  // Older than that it is asked again by whoever opens it.
  await page.clock.fastForward(11_000)
  await open(page, { at: '/', says: '' })
  await untilSeen(page, page.getByText('Chưa lấy được tin mới; đang xem tin lúc'))
  await page.getByText('Chưa có hồ sơ nào.').waitFor()
  await page.getByText('Sinh con và nuôi con nhỏ').waitFor()
  await phone.close()
})
