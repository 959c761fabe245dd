/** What is mine: signing in, what I have filed or taken over, what I say about it, and this phone. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { birthAnswers, birthProcedure } from '@motcua/dossiers/test-province'
import { aPdf } from '@motcua/kernel/testing'
import { aBirthFiledBy, anOfficial, assertAccessible, base, browser, pressAgain } from '@motcua/staff/journeys/province'
import type { APIRequestContext, APIResponse, BrowserContext, Page } from 'playwright-core'
import { failNext, reference } from './failing.ts'
import { fillIn } from './filling.ts'

const small = { width: 360, height: 640 }
const usual = { width: 390, height: 844 }
const aPhone = (viewport = small): Promise<BrowserContext> =>
  browser.newContext({ viewport, baseURL: base, locale: 'vi-VN' })

const minhThu = 'minhthu@demo.motcua.vn'
const password = 'dung-thu-mot-cua'

/** A phone on which this citizen is signed in already. */
async function phoneOf(email: string, viewport = small): Promise<{ context: BrowserContext; page: Page }> {
  const context = await aPhone(viewport)
  await done(context.request.post('/api/auth/sign-in/email', { data: { email, password } }))
  return { context, page: await context.newPage() }
}

async function done<T>(sent: Promise<APIResponse>): Promise<T> {
  const reply = await sent
  assert.ok(reply.ok(), `${reply.url()}: ${await reply.text()}`)
  return reply.json() as Promise<T>
}

const demoText = async (): Promise<string> => (await fetch(`${base}/demo`)).text()

/** The six digits of the last SMS, once it has been put into the spool. */
async function theCode(): Promise<string> {
  for (;;) {
    const found = /Ma dang nhap (\d{6})/.exec(await demoText())?.[1]
    if (found) return found
  }
}

/** An official at work elsewhere: what they do arrives on open phones. */
async function official(prefix: string): Promise<APIRequestContext> {
  const { request } = await browser.newContext({ baseURL: base })
  const people = () =>
    demoText().then((text) => [
      ...text.matchAll(/<code>([^<]+@[^<]+)<\/code><\/td>\s*<td[^>]*><code class="totp">([^<]*)</g)
    ])
  const email = (await people()).find(([, login]) => login?.startsWith(prefix))?.[1] ?? ''
  await done(request.post('/api/auth/sign-in/email', { data: { email, password } }))
  // A code that ran out between reading and sending is refused; the next half minute's is taken.
  for (let tries = 0; tries < 3; tries++) {
    const code = (await people()).find(([, login]) => login === email)?.[2]
    if ((await request.post('/api/auth/two-factor/verify-totp', { data: { code } })).ok()) break
  }
  return request
}

const act = <T = { id: string; number: string }>(who: APIRequestContext, url: string, data: object = {}): Promise<T> =>
  done(who.post(url, { data, headers: { 'idempotency-key': randomUUID(), origin: base } }))

async function storePdf(who: APIRequestContext, remark: string): Promise<string> {
  const data = aPdf(remark)
  const sha256 = createHash('sha256').update(data).digest('hex')
  const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/octet-stream', origin: base }
  await done(who.put(`/api/files/${sha256}`, { data, headers }))
  return sha256
}

const formOf = (who: APIRequestContext, code: string) =>
  done<{ version: string; today: string }>(who.get(`/api/procedures/${code}`))

/** The desk takes a birth in for somebody who stands before it. */
async function birthAtTheDesk(
  desk: APIRequestContext,
  personalId = birthAnswers.applicant_personal_id
): Promise<{ id: string; number: string; trackingCode: string }> {
  const { version, today } = await formOf(desk, '1.001193')
  const sha256 = await storePdf(desk, 'giấy chứng sinh ở quầy')
  return act(desk, '/api/desk/dossiers', {
    id: randomUUID(),
    procedure: '1.001193',
    version,
    answers: {
      ...birthAnswers,
      child_birth_date: today,
      applicant_personal_id: personalId,
      applicant_id_paper: { ...(birthAnswers.applicant_id_paper as object), number: personalId }
    },
    papers: [{ code: 'medical_birth_certificate', sha256, name: 'giay-chung-sinh.pdf' }]
  })
}

async function aPicture(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const address = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 400
    canvas.getContext('2d')?.fillText('giấy chứng sinh', 40, 40)
    return canvas.toDataURL('image/png')
  })
  return { name: 'giay.png', mimeType: 'image/png', buffer: Buffer.from(address.split(',')[1] ?? '', 'base64') }
}

test('a telephone and the six digits that came open an account; a dossier filed at the desk is added by number and code', async () => {
  const { number, trackingCode } = await birthAtTheDesk(await official('motcua.19756'))
  const phone = await (await aPhone()).newPage()
  await phone.goto('/app/dang-nhap?den=/ho-so')
  await phone.getByLabel('Số điện thoại').fill('0914 000 777')
  await phone.getByRole('button', { name: 'Nhận mã' }).click()
  const digits = phone.getByLabel(/Mã 6 số/)
  await digits.waitFor()
  await assertAccessible(phone)
  await digits.fill('000000')
  const enter = phone.locator('form').filter({ has: digits }).getByRole('button', { name: 'Đăng nhập' })
  await enter.click()
  await phone.getByText('Mã sai, còn 4 lần.').waitFor()
  await digits.fill(await theCode())
  await enter.click()
  await phone.getByText('Thêm hồ sơ nộp ở quầy').click()
  await phone.getByLabel('Số hồ sơ').fill(number.toLowerCase())
  await phone.getByLabel('Mã tra cứu').fill('22222222')
  await phone.getByRole('button', { name: 'Thêm hồ sơ' }).click()
  await phone.getByText('Không tìm thấy hồ sơ với số và mã này.').waitFor()
  await assertAccessible(phone)
  await phone.getByLabel('Mã tra cứu').fill(trackingCode)
  await phone.getByRole('button', { name: 'Thêm hồ sơ' }).click()
  await phone.getByRole('heading', { name: 'Đăng ký khai sinh' }).waitFor()
  await phone.getByText(number).first().waitFor()
  await phone.getByText('giay-chung-sinh.pdf').click()
  await phone.getByRole('dialog').locator('iframe').waitFor()
  await assertAccessible(phone)
})

async function signInByVneid(phone: Page, personalId: string): Promise<void> {
  await phone.goto('/app/dang-nhap?den=/ho-so')
  await phone.getByRole('button', { name: 'Đăng nhập bằng VNeID' }).click()
  await phone.locator('#other').fill(personalId)
  await phone.locator('#password').fill(password)
  await phone.locator('button[type=submit]').click()
  await phone.waitForURL('**/app/ho-so')
}

test('who proves their identity through VNeID finds what a desk took in under the same number, and writes to the office', async () => {
  const thuyDuong = '046301000066'
  const { id, number } = await birthAtTheDesk(await official('motcua.19756'), thuyDuong)
  const phone = await (await aPhone()).newPage()
  await signInByVneid(phone, thuyDuong)
  await phone.getByText(number).first().waitFor()
  await phone.goto(`/app/ho-so/${id}`)
  await phone.getByText('Nhắn cơ quan giải quyết').click()
  await phone.getByLabel('Viết điều cần hỏi hoặc báo').fill('Tôi cần giấy trước thứ Sáu.')
  await failNext(phone.context(), /\/messages$/, 'after')
  await phone.getByRole('button', { name: 'Gửi', exact: true }).click()
  await phone.getByText(`Giữ trang này mở: sẽ tự gửi lại. Mã lỗi: ${reference}.`).waitFor()
  await phone.locator('.talk').getByText('Tôi cần giấy trước thứ Sáu.').waitFor()
  await assertAccessible(phone)
})

test('photographs taken without signing in survive a reload and the sign-in, and go to the desk', async () => {
  const phone = await (await aPhone(usual)).newPage()
  await phone.goto('/app/thu-tuc/1.001193/gui-anh')
  await phone
    .locator('input[type=file]')
    .first()
    .setInputFiles(await aPicture(phone))
  await phone.locator('img.thumbnail').waitFor()
  await phone.getByLabel('Gửi đến xã, phường nào').fill('gia hoi')
  await phone.getByRole('option', { name: /Gia Hội/ }).click()
  await phone.getByLabel('Làm giấy cho ai').fill('TRẦN NGUYỄN AN NHIÊN')
  await phone.getByLabel('Số điện thoại').fill('0914000001')
  await assertAccessible(phone)
  await phone.reload()
  await phone.locator('img.thumbnail').waitFor()
  assert.equal(await phone.getByLabel('Làm giấy cho ai').inputValue(), 'TRẦN NGUYỄN AN NHIÊN')
  await phone.getByRole('button', { name: 'Gửi ảnh' }).click()
  await phone.getByText('Hoặc bằng tài khoản Một Cửa').click()
  await phone.getByLabel('Thư điện tử').fill(minhThu)
  await phone.getByLabel('Mật khẩu').fill(password)
  await phone.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await phone.locator('img.thumbnail').waitFor()
  await failNext(phone.context(), /\/api\/photo-filings$/, 'after')
  await phone.getByRole('button', { name: 'Gửi ảnh' }).click()
  await phone.getByText(`không cần chụp lại. Mã lỗi: ${reference}.`).waitFor()
  await phone.getByText(/Đã gửi đến .+\. Cán bộ điền tờ khai trước/).waitFor()
  await assertAccessible(phone)
  await phone.goto('/app/ho-so')
  await phone.getByText('Ảnh gửi cho cán bộ điền giúp').waitFor()
  assert.equal(await phone.getByText('Bản nháp trên máy này').count(), 0, 'what was sent is no draft any more')
})

test('a paper that is heavier than its own limit, or no picture, is told before anything is sent', async () => {
  const phone = await (await aPhone()).newPage()
  const sent: string[] = []
  phone.on('request', (request) => request.url().includes('/api/files/') && sent.push(request.url()))
  await phone.goto('/app/thu-tuc/1.001193/gui-anh')
  const input = phone.locator('input[type=file]').first()
  await input.setInputFiles({ name: 'hop-dong.docx', mimeType: 'application/msword', buffer: Buffer.from('x') })
  await phone.getByText(/Chưa nhận được tệp hop-dong\.docx: chỉ nhận ảnh hoặc PDF, mỗi tệp tối đa 10\sMB\./).waitFor()
  // Made in the browser: ten megabytes would take longer to get there than the whole test.
  await input.evaluate((box) => {
    const chosen = new DataTransfer()
    chosen.items.add(new File([new Uint8Array(10_000_001)], 'to.pdf', { type: 'application/pdf' }))
    ;(box as HTMLInputElement).files = chosen.files
    box.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await phone.getByText(/Chưa nhận được tệp to\.pdf/).waitFor()
  assert.deepEqual(sent, [])
})

test('a dossier is filled in for another, who agreed by telephone, and says so to the desk', async () => {
  const { page: phone } = await phoneOf(minhThu)
  await phone.goto('/app/thu-tuc/1.001193/cach-nop')
  await phone.locator('summary').getByText('Làm giúp người khác').click()
  await phone.getByRole('button', { name: 'Khai giúp' }).click()
  await assertAccessible(phone)
  await phone.locator('#relation').selectOption('sibling')
  await phone.getByLabel('Đồng ý qua điện thoại').check()
  await phone.getByRole('button', { name: 'Khai giúp' }).click()
  const { today } = await formOf(phone.request, '1.001193')
  await fillIn(phone, birthProcedure, { ...birthAnswers, child_birth_date: today })
  await phone
    .locator('input[type=file]')
    .first()
    .setInputFiles(await aPicture(phone))
  await phone.locator('img.thumbnail').waitFor()
  await phone.getByRole('link', { name: 'Tiếp tục' }).click()
  await phone.getByRole('button', { name: 'Nộp hồ sơ' }).click()
  await phone.getByRole('heading', { name: 'Đã nộp hồ sơ' }).waitFor()
  const id = new URL(phone.url()).pathname.split('/').at(-1)
  type Filed = { onBehalf: { relation: string; consent: { how: string } } }
  const { onBehalf } = await done<Filed>(phone.request.get(`/api/dossiers/${id}`))
  assert.deepEqual([onBehalf.relation, onBehalf.consent.how], ['sibling', 'by_telephone'])
})

test('an open screen follows the dossier by itself from desk to result; the result is opened, collected and rated', async () => {
  const { context, page: phone } = await phoneOf(minhThu, usual)
  const { id, number } = await aBirthFiledBy(context)
  await phone.goto(`/app/ho-so/${id}`)
  await phone.getByText('Đã gửi, chờ cơ quan trả lời').first().waitFor()
  let loads = 0
  phone.on('load', () => loads++)
  const at = (what: string) => `/api/dossiers/${id}/${what}`

  const [desk, register, chair] = [
    await official('motcua.19756'),
    await official('hotich.19756'),
    await official('chutich.19756')
  ]
  await act(desk, at('receipt'))
  await phone.getByText('Đã nhận hồ sơ').first().waitFor()
  await phone.getByRole('link', { name: 'Thông báo' }).locator('.count').waitFor()
  await act(desk, at('forwarding'))
  await act(register, at('hand-over'))
  const sha256 = await storePdf(chair, 'giấy khai sinh')
  await act(chair, at('decision'), { outcome: 'granted', result: { sha256, name: 'giay-khai-sinh.pdf' } })
  await phone.getByRole('heading', { name: 'Nhận kết quả' }).waitFor()
  await phone.getByText('Bản chính: Giấy chứng sinh').waitFor()
  await assertAccessible(phone)
  await phone.getByRole('button', { name: 'Mở kết quả' }).click()
  await phone.getByRole('dialog').locator('iframe').waitFor()
  await phone.keyboard.press('Escape')
  await phone.getByRole('dialog').waitFor({ state: 'detached' })

  await act(desk, at('return'), { collectedBy: 'applicant' })
  await phone.getByRole('heading', { name: 'Ông/bà thấy việc phục vụ thế nào?' }).waitFor()
  assert.equal(loads, 0, 'nobody has reloaded the screen')
  await assertAccessible(phone)
  await phone.getByRole('button', { name: 'Bỏ qua' }).click()
  await phone.getByText('Ông/bà thấy việc phục vụ thế nào?').waitFor({ state: 'detached' })
  await phone.reload()
  await phone.locator('[id="rating.overall"]').getByLabel('Tốt', { exact: true }).check()
  await phone.getByRole('button', { name: 'Gửi đánh giá' }).click()
  await phone.getByText('Cảm ơn ông/bà đã đánh giá.').waitFor()
  await phone.goto('/app/toi')
  await phone.getByRole('heading', { name: 'Giấy tờ của tôi' }).waitFor()
  await phone.getByText(number).waitFor()
  await phone.goto('/app/thong-bao')
  await phone.getByText('Đăng ký khai sinh').first().waitFor()
  await assertAccessible(phone)
})

test('without a network one finds a procedure, and sees one’s dossiers as they were last, with the hour', async () => {
  const { context, page: phone } = await phoneOf(minhThu)
  const { id, number } = await aBirthFiledBy(context)
  await phone.goto('/app/')
  await phone.evaluate(() => navigator.serviceWorker.ready)
  await phone.getByRole('heading', { name: 'Chuyện trong đời' }).waitFor()
  await phone.goto('/app/thu-tuc/1.001193')
  await phone.getByRole('heading', { name: 'Đăng ký khai sinh' }).waitFor()
  await phone.goto(`/app/ho-so/${id}`)
  await phone.getByText(number).first().waitFor()
  await phone.goto('/app/ho-so')
  await phone.getByText(number).first().waitFor()
  await context.setOffline(true)
  await phone.goto('/app/thu-tuc')
  await phone.getByRole('heading', { name: 'Mới xem gần đây' }).waitFor()
  await assertAccessible(phone)
  await phone.getByLabel('Tìm thủ tục').fill('lam giay khai sanh')
  await phone.getByText('Sinh con: khai sinh + thường trú + thẻ BHYT').waitFor()
  await phone.getByRole('link', { name: /^Đăng ký khai sinh/ }).click()
  await phone.getByRole('heading', { name: 'Ai nộp được' }).waitFor()
  await phone.locator('.bottom-bar').getByText('Hồ sơ').click()
  await phone.getByText(/Không có mạng – đang xem bản lưu lúc \d\d:\d\d/).waitFor()
  await phone.getByRole('link').filter({ hasText: number }).click()
  await phone.getByRole('heading', { name: 'Quá trình giải quyết' }).waitFor()
  await phone.getByText(/đang xem bản lưu lúc \d\d:\d\d/).waitFor()
  await assertAccessible(phone)
})

test('the browser finds nothing that would keep the app from being installed', async () => {
  const context = await aPhone()
  const phone = await context.newPage()
  await phone.goto('/app/')
  await phone.evaluate(() => navigator.serviceWorker.ready)
  const devtools = await context.newCDPSession(phone)
  const { errors, data } = await devtools.send('Page.getAppManifest')
  assert.deepEqual(errors, [])
  assert.equal((JSON.parse(data ?? '{}') as { start_url?: string }).start_url, '/app/')
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  // A window without a trace, as every context of a test is, is never offered an installation.
  assert.deepEqual(
    installabilityErrors.map(({ errorId }) => errorId).filter((error) => error !== 'in-incognito'),
    []
  )
})

test('a session left open elsewhere is ended from here; wiping the phone leaves nothing on it and signs out', async () => {
  const library = await phoneOf('quocbao@demo.motcua.vn')
  const { page: phone } = await phoneOf('quocbao@demo.motcua.vn')
  await phone.goto('/app/toi')
  const others = phone.locator('.devices').getByRole('button', { name: 'Đăng xuất' })
  await others.first().waitFor()
  await assertAccessible(phone)
  const open = await others.count()
  await others.first().click()
  await others.nth(open - 1).waitFor({ state: 'detached' })
  await library.page.goto('/app/toi')
  await library.page.getByText('Đăng nhập để xem giấy tờ của mình').waitFor()

  await phone.goto('/app/thu-tuc/1.001193/cach-nop')
  await phone.getByRole('button', { name: 'Tự khai trên máy này' }).click()
  await phone.getByRole('button', { name: 'Tiếp tục' }).waitFor()
  await phone.goto('/app/toi')
  await phone.getByRole('button', { name: 'Xóa mọi thứ trên máy này' }).click()
  await assertAccessible(phone)
  await phone.getByRole('button', { name: 'Xóa hết' }).click()
  await phone.waitForURL('**/app/')
  await phone.getByText('Chưa có hồ sơ nào.').waitFor()
  const left = await phone.evaluate(async () => {
    const store = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('mot-cua')
      opening.addEventListener('success', () => resolve(opening.result))
    })
    const all = (name: string) =>
      new Promise<unknown[]>((resolve) => {
        const asked = store.transaction(name).objectStore(name).getAll()
        asked.addEventListener('success', () => resolve(asked.result))
      })
    const seen = (await all('seen')) as { person: string | null }[]
    return { drafts: (await all('drafts')).length, ofPeople: seen.filter(({ person }) => person !== null).length }
  })
  assert.deepEqual(left, { drafts: 0, ofPeople: 0 })
  const { person } = await done<{ person: unknown }>(phone.request.get('/api/me'))
  assert.equal(person, null)
})

test('a draft whose form has a new edition since keeps its answers, and says what is new', async () => {
  const phone = await (await aPhone()).newPage()
  await phone.goto('/app/thu-tuc/1.001612/cach-nop')
  await phone.getByRole('button', { name: 'Tự khai trên máy này' }).click()
  const first = phone.locator('form.form-page input.box').first()
  await first.waitFor()
  await first.fill('TRẦN VĂN NAM')
  await phone.getByRole('button', { name: 'Tiếp tục' }).click()
  const draft = new URL(phone.url()).pathname

  const [one, other] = [await official('quantri.ubnd'), await official('quantri2.ubnd')]
  const { today } = await formOf(phone.request, '1.001612')
  type Written = { form: { sections: { fields: object[] }[] } }
  const written = await done<Written>(phone.request.get('/api/procedures/1.001612/file'))
  const added = { vi: 'Biển hiệu ghi gì?', en: 'What does the sign say?' }
  const fields = written.form.sections.at(-1)?.fields ?? []
  fields.push({ name: `sign_text_${fields.length}`, type: 'shortText', label: added })
  const data = Buffer.from(JSON.stringify(written))
  const sha256 = createHash('sha256').update(data).digest('hex')
  const proposal = randomUUID()
  const headers = () => ({ 'idempotency-key': randomUUID(), origin: base })
  const asked = `/api/procedures/proposals?id=${proposal}&from=${today}&sha256=${sha256}`
  const octets = { 'content-type': 'application/octet-stream' }
  const sent = one.post(asked, { data, headers: { ...headers(), ...octets } })
  assert.equal((await done<{ ready: number }>(sent)).ready, 1)
  const published = other.post(`/api/procedures/proposals/${proposal}/publication`, { data: {}, headers: headers() })
  assert.equal((await done<{ published: number }>(published)).published, 1)

  const day = today.split('-').toReversed().join('/')
  const said = new RegExp(`Tờ khai có mẫu mới từ ${day}\\. Phần đã khai được giữ nguyên; còn \\d+ mục cần điền thêm\\.`)
  // The phone believes a form for a minute and the server what is in force for five seconds: the phone’s clock goes on.
  for (let tries = 1; tries <= 8 && !(await phone.getByText(said).isVisible()); tries++) {
    await phone.clock.setSystemTime(new Date(Date.now() + tries * 120_000))
    const told = phone.waitForResponse((reply) => reply.url().endsWith('/api/procedures/1.001612'))
    await phone.goto(`${draft}/xem-lai`)
    await told
    await phone.getByText('TRẦN VĂN NAM').first().waitFor()
  }
  await phone.getByText(said).waitFor()
  await phone.getByText('Biển hiệu ghi gì?').first().waitFor()
  await assertAccessible(phone)
})

test('a result is sent by post to the address that was given, and its consignment can be followed', async () => {
  const desk = await official('motcua.19756')
  const { id, number, trackingCode } = await birthAtTheDesk(desk, '046194000011')
  const { context, page } = await phoneOf(minhThu)
  await act(context.request, '/api/my/claims', { number, code: trackingCode })
  const [specialist, chair] = [await official('hotich.19756'), await official('chutich.19756')]
  await act(desk, `/api/dossiers/${id}/forwarding`)
  await act(specialist, `/api/dossiers/${id}/hand-over`)
  const result = { sha256: await storePdf(chair, 'giấy khai sinh'), name: 'giay-khai-sinh.pdf' }
  await act(chair, `/api/dossiers/${id}/decision`, { outcome: 'granted', result })

  await page.goto(`/app/ho-so/${id}`)
  await page.getByRole('button', { name: 'Nhận qua bưu điện' }).click()
  await page.getByRole('button', { name: 'Gửi về địa chỉ này' }).click()
  await page.getByText('Ghi đủ số nhà, đường, xã, huyện, tỉnh.').waitFor()
  await assertAccessible(page)
  await page.getByLabel('Người nhận').fill('Nguyễn Thị Minh Thư')
  await page.getByLabel('Số điện thoại').fill('0900 000 001')
  await page.getByLabel(/^Địa chỉ nhận/).fill('12 Chi Lăng, phường Gia Hội, thành phố Huế, Thừa Thiên Huế')
  await page.getByRole('button', { name: 'Gửi về địa chỉ này' }).click()
  await page.getByRole('heading', { name: 'Sẽ gửi qua bưu điện đến' }).waitFor()
  await assertAccessible(page)

  const counter = await anOfficial('motcua.19756')
  await counter.goto(`${base}/staff/tra-ket-qua/${id}`)
  await counter.getByRole('button', { name: /^Trả kết quả.*F9/ }).waitFor()
  await counter.keyboard.press('F9')
  const form = counter.getByRole('region', { name: 'Trả kết quả' })
  await form.getByText('12 Chi Lăng').waitFor()
  await form.getByRole('checkbox').first().check()
  await form.getByLabel('Số vận đơn').fill('EP123456789VN')
  await assertAccessible(counter)
  await pressAgain(counter)
  await counter.getByText('Người nhận: Bưu điện, EP123456789VN').waitFor()

  await page.reload()
  await page.getByText('Đã giao cho bưu điện, số vận đơn EP123456789VN.').waitFor()

  // What was handed in and given once is not photographed again.
  await page.goto('/app/thu-tuc/1.001612/cach-nop')
  await page.getByRole('button', { name: 'Tự khai trên máy này' }).click()
  await page.waitForURL('**/ban-khai/*')
  await page.goto(`${page.url()}/giay-to`)
  await page.getByRole('button', { name: 'Dùng giấy đã có' }).first().click()
  const archive = page.getByRole('dialog', { name: 'Dùng giấy đã có' })
  const choice = archive.getByRole('button', { name: /^Giấy chứng sinh/ }).first()
  await choice.waitFor()
  await assertAccessible(page)
  await choice.click()
  await page.getByText('Trang 1').waitFor()
  await Promise.all([context.close(), counter.context().close()])
})

test('a code said to a nephew lets him see and mend a dossier; the aunt sees that he looked, and ends it', async () => {
  const aunt = await phoneOf(minhThu)
  const nephew = await phoneOf('quocbao@demo.motcua.vn', usual)
  const { id, number } = await aBirthFiledBy(aunt.context)
  await aunt.page.goto('/app/toi')
  await aunt.page.getByText('Người tôi giúp, người giúp tôi').click()
  await aunt.page.getByText('Chưa nhờ ai.').waitFor()
  await aunt.page.locator('summary').getByText('Nhờ người giúp').click()
  await aunt.page.getByRole('button', { name: 'Lấy mã để đưa người giúp' }).click()
  await aunt.page.getByText('Chọn người giúp là gì của ông/bà.').first().waitFor()
  await aunt.page.getByLabel('Người giúp là gì của ông/bà?').selectOption({ label: 'Người thân khác' })
  await aunt.page.getByRole('button', { name: 'Lấy mã để đưa người giúp' }).click()
  const code = (await aunt.page.getByText(/^\d{4} \d{4}$/).textContent()) ?? ''
  await assertAccessible(aunt.page)

  await nephew.page.goto('/app/toi/giup-nhau')
  await nephew.page.getByLabel('Mã của người cần giúp').fill('0000 0000')
  await nephew.page.getByRole('button', { name: 'Bắt đầu giúp' }).click()
  await nephew.page.getByText('Không có mã này').first().waitFor()
  await nephew.page.getByLabel('Mã của người cần giúp').fill(code)
  await nephew.page.getByRole('button', { name: 'Bắt đầu giúp' }).click()
  await nephew.page.getByText('Từ nay hồ sơ của').waitFor()
  await assertAccessible(nephew.page)
  const desk = await official('motcua.19756')
  await act(desk, `/api/dossiers/${id}/supplement-request`, {
    reason: 'Ảnh mờ.',
    items: [{ kind: 'paper', name: 'medical_birth_certificate', how: 'Chụp lại cho rõ' }]
  })
  await nephew.page.goto('/app/')
  await nephew.page.getByText(number).click()
  await nephew.page.getByText('Ông/bà đang giúp').waitFor()
  await assertAccessible(nephew.page)
  await nephew.page.getByRole('link', { name: 'Bổ sung' }).click()
  await nephew.page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await aPicture(nephew.page))
  await nephew.page.locator('img.thumbnail').waitFor()
  await nephew.page.getByRole('button', { name: 'Gửi bổ sung' }).click()
  await nephew.page.getByText('Đã bổ sung').first().waitFor()

  await aunt.page.goto('/app/toi/ai-da-xem')
  await aunt.page.getByText('Quốc Bảo').first().waitFor()
  await aunt.page.goto('/app/toi/giup-nhau')
  await aunt.page.getByRole('button', { name: 'Thôi giúp' }).click()
  await aunt.page.getByRole('dialog').getByRole('button', { name: 'Thôi giúp' }).click()
  await aunt.page.getByText('Chưa nhờ ai.').waitFor()
  await nephew.page.goto(`/app/ho-so/${id}`)
  // What was kept on his phone for when there is no line is gone with it.
  await nephew.page.getByText('không thuộc phần được xem').first().waitFor()
  assert.equal(await nephew.page.getByText(number).count(), 0)
})
