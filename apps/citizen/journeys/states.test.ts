/** Every screen of the citizen's app while nothing is there, nothing comes, the server fails, and without a line. */
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { aBirthFiledBy, base, browser } from '@motcua/staff/journeys/province'
import {
  aPhotographSentBy,
  asItIs,
  assertEveryScreen,
  fail,
  hold,
  loadApp,
  open,
  type Screens,
  untilSeen,
  whenTheServerFails,
  whileNothingComes,
  withoutALine
} from '@motcua/staff/journeys/states'
import type { Page } from 'playwright-core'

const birth = 'Đăng ký khai sinh'

/** Where they are opened by somebody who has one dossier, one filing of photographs and one draft. */
const screensWith = (id: { dossier: string; photos: string; draft: string }): Screens => ({
  '/': { at: '/', says: 'Sinh con và nuôi con nhỏ' },
  '/thu-tuc': { at: '/thu-tuc', says: 'Theo việc trong đời' },
  '/thu-tuc/:code': { at: '/thu-tuc/1.001193', says: birth },
  '/thu-tuc/:code/cach-nop': { at: '/thu-tuc/1.001193/cach-nop', says: birth },
  '/thu-tuc/:code/gui-anh': { at: '/thu-tuc/1.001193/gui-anh', says: birth },
  '/gui-anh/:id': { at: `/gui-anh/${id.photos}`, says: 'Cán bộ điền tờ khai trước' },
  '/ban-khai/:id': { at: `/ban-khai/${id.draft}`, says: 'Bước 1 trên' },
  '/ban-khai/:id/giay-to': { at: `/ban-khai/${id.draft}/giay-to`, says: 'Giấy tờ gửi kèm' },
  '/ban-khai/:id/xem-lai': { at: `/ban-khai/${id.draft}/xem-lai`, says: 'Xem lại và nộp' },
  '/da-nop/:id': { at: `/da-nop/${id.dossier}`, says: 'Mã tra cứu' },
  '/ho-so': { at: '/ho-so', says: 'Đang giải quyết' },
  '/ho-so/:id': { at: `/ho-so/${id.dossier}`, says: 'Quá trình giải quyết' },
  '/ho-so/:id/bo-sung': { at: `/ho-so/${id.dossier}/bo-sung`, says: 'Hồ sơ này không còn gì phải bổ sung.' },
  '/thong-bao': { at: '/thong-bao', says: 'Cách nhận tin' },
  '/thong-bao/cach-nhan': { at: '/thong-bao/cach-nhan', says: 'Nhận tin thế nào' },
  '/toi': { at: '/toi', says: 'bằng mật khẩu' },
  '/toi/ai-da-xem': { at: '/toi/ai-da-xem', says: 'Chưa có ai xem.' },
  '/dang-nhap': { at: '/dang-nhap', says: 'Đăng nhập bằng VNeID', asksNothing: true }
})

const aPhone = () =>
  browser.newContext({ viewport: { width: 360, height: 640 }, baseURL: base, serviceWorkers: 'block' })

test('the screens that are driven through their states are all that modules declare', () => {
  assertEveryScreen('citizen', screensWith({ dossier: '', photos: '', draft: '' }))
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
  const screens = Object.values(screensWith({ dossier, photos, draft: await aDraft(page) }))
  await asItIs(page, screens)
  await withoutALine(page, screens, /Không có mạng/)
  await page.getByText(/đang xem bản lưu lúc \d\d:\d\d/).waitFor()

  await forgetSeen(page)
  await hold(page)
  await phone.setOffline(false)
  await page.reload()
  await whileNothingComes(page, screens)
  await fail(page)
  await whenTheServerFails(page, screens)
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
  await asItIs(page, [
    { at: '/', says: 'Đã nộp ở quầy? Nhập số trên giấy hẹn.' },
    { at: '/ho-so', says: 'Chọn thủ tục để nộp.' },
    { at: '/thong-bao', says: 'Tin về hồ sơ đã nộp sẽ hiện ở đây.' },
    { at: '/toi', says: 'Chưa có kết quả nào. Kết quả của hồ sơ sẽ nằm ở đây.' },
    { at: '/toi/ai-da-xem', says: 'Chưa có ai xem.' },
    { at: '/thu-tuc?q=xyzxyz', says: 'Thử từ ngắn hơn' },
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
