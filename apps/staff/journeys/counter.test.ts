import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { birthAnswers, businessAnswers } from '@motcua/dossiers/test-province'
import { formatMoment } from '@motcua/kernel/rules/text'
import { aPdf } from '@motcua/kernel/testing'
import { anOfficial, assertAccessible, base, browser, scan } from './province.ts'

const demoPassword = 'dung-thu-mot-cua'
let desk: Promise<BrowserContext> | undefined

/** Another machine of the same desk: its officer is signed in, and nothing else lies on it. */
async function aMachine(): Promise<Page> {
  desk ??= anOfficial('motcua.19756').then((page) => page.context())
  const machine = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  await machine.addCookies(await (await desk).cookies())
  const page = await machine.newPage()
  await page.goto(`${base}/staff/quay`)
  await page.getByRole('button', { name: /^Tiếp nhận.*F2/ }).waitFor()
  return page
}

/** Somebody who acts over the public API, without a screen. */
async function signedIn(prefix: string): Promise<BrowserContext> {
  const context = await browser.newContext()
  const people = await (await fetch(`${base}/demo`)).text()
  const [, email = '', code = ''] =
    new RegExp(`<code>(${prefix}[^<]*)</code></td>\\s*<td[^>]*>(?:<code class="totp">(\\d{6})<)?`).exec(people) ?? []
  const doors = `${base}/api/auth`
  await context.request.post(`${doors}/sign-in/email`, { data: { email, password: demoPassword } })
  if (code) {
    const verified = await context.request.post(`${doors}/two-factor/verify-totp`, { data: { code } })
    assert.equal(verified.status(), 200, await verified.text())
  }
  return context
}

async function send<Reply>(who: BrowserContext, method: 'POST' | 'PUT', path: string, data: unknown): Promise<Reply> {
  const reply = await who.request.fetch(base + path, { method, headers: { 'idempotency-key': randomUUID() }, data })
  assert.ok(reply.ok(), `${path}: ${await reply.text()}`)
  return reply.json()
}

async function bring(who: BrowserContext, text: string): Promise<string> {
  const bytes = aPdf(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/octet-stream' }
  const stored = await who.request.put(`${base}/api/files/${sha256}`, { data: bytes, headers })
  assert.equal(stored.status(), 200, await stored.text())
  return sha256
}

type Form = { version: string; today: string; answers: object; sha256: string; paper: string }

async function aForm(who: BrowserContext, procedure: '1.001193' | '1.001612'): Promise<Form> {
  const { version, today } = await (await who.request.get(`${base}/api/procedures/${procedure}`)).json()
  const birth = procedure === '1.001193'
  return {
    version,
    today,
    answers: birth ? { ...birthAnswers, child_birth_date: today } : businessAnswers,
    sha256: await bring(who, `giấy tờ ${randomUUID()}`),
    paper: birth ? 'medical_birth_certificate' : 'owner_identity'
  }
}

/** What a colleague typed at another machine and put aside. */
async function putAside(who: BrowserContext, id: string, procedure: string, form: Form, label: string): Promise<void> {
  const { appointments } = await (await who.request.get(`${base}/api/me`)).json()
  const contents = {
    id,
    since: new Date().toISOString(),
    procedure,
    answers: form.answers,
    filled: JSON.stringify([procedure]),
    files: { [form.paper]: { sha256: form.sha256, name: 'giay-to.pdf' } },
    seen: ['applicant_identity', 'residence_proof', 'marriage_certificate']
  }
  const body = { office: appointments[0].office, label, contents, files: [form.sha256] }
  await send(who, 'PUT', `/api/desk/put-aside/${id}`, body)
}

/** Opens the intake of a procedure, by words and keys alone. */
async function beginIntake(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: /F2$/ }).waitFor()
  await page.keyboard.press('F2')
  await page.locator('#procedure').fill(words)
  await page.keyboard.press('Enter')
  await page.locator('#part-form').waitFor()
  await page.getByRole('button', { name: 'Từ chối', exact: true }).waitFor()
}

test('what the counter does not take in goes out with a number, a paper and the reason, and comes back whole', async () => {
  const page = await aMachine()
  await beginIntake(page, 'khai sinh')
  await page.getByRole('button', { name: 'Bổ sung', exact: true }).press('Enter')
  await page.getByRole('region', { name: 'Bổ sung' }).waitFor()
  await assertAccessible(page)
  // Nobody's name is known yet: a paper without a name is nobody's.
  await page.keyboard.press('F9')
  await page.waitForFunction(() => document.activeElement?.id === 'act.name')
  await page.keyboard.type('Nguyễn Thị Hoa')
  await page.keyboard.press('F9')
  await page.getByRole('heading', { name: /^Hồ sơ .* chờ bổ sung/ }).waitFor()
  await assertAccessible(page)
  await page.getByRole('link', { name: 'Mở hồ sơ' }).press('Enter')
  await page.getByText('Đang chờ người nộp bổ sung', { exact: true }).waitFor()
  await page.keyboard.press('F9')
  await page.getByRole('region', { name: 'Nhận bổ sung' }).waitFor()
  await assertAccessible(page)
  // What nobody had put to the applicant yet is asked now.
  await page.locator('[id="q.child_name"]').waitFor()
  const id = page.url().split('/').at(-1)
  const form = await aForm(page.context(), '1.001193')
  const papers = [{ code: form.paper, sha256: form.sha256, name: 'giay-chung-sinh.pdf' }]
  await send(page.context(), 'POST', `/api/dossiers/${id}/supplement`, { answers: form.answers, papers })
  await page.reload()
  await page.getByRole('button', { name: /^Tiếp nhận.*F9/ }).waitFor()
  await page.keyboard.press('F9')
  await page.getByText('Đã tiếp nhận hồ sơ.').waitFor()

  await page.getByRole('link', { name: 'Quầy' }).press('Enter')
  await beginIntake(page, 'khai sinh')
  await page.getByRole('button', { name: 'Từ chối', exact: true }).press('Enter')
  await page.locator('[id="act.name"]').fill('Nguyễn Thị Hoa')
  await page.locator('[id="act.ground"]').selectOption('false_papers')
  await assertAccessible(page)
  await page.keyboard.press('F9')
  await page.getByRole('heading', { name: /^Đã từ chối hồ sơ/ }).waitFor()
  await page.context().close()
})

test('an intake put aside at one machine is taken up at another, and goes on to the desk that is responsible', async () => {
  const [one, other] = [await aMachine(), await aMachine()]
  await beginIntake(one, 'ho kinh doanh')
  await one.getByRole('heading', { name: /^Nơi nhận đúng: Trung tâm Hành chính công/ }).waitFor()
  await assertAccessible(one)
  await one.locator('[id="q.owner_name"]').fill('Trần Văn Nam')
  // Without a line it waits on this machine, and goes to the desk by itself when the line is back.
  await one.context().setOffline(true)
  await one.keyboard.press('Control+s')
  await one.waitForURL('**/quay')
  await one.getByText(/^gác lúc .*, chưa gửi$/).waitFor()
  await one.context().setOffline(false)
  await one.getByText(/^gác lúc [\d:]+$/).waitFor()
  await one.getByText('Tạm gác (1/5)').waitFor()
  await assertAccessible(one)

  await other.reload()
  await other.getByRole('button', { name: 'Làm tiếp' }).click()
  await other.locator('[id="q.owner_name"]').waitFor()
  assert.equal(await other.locator('[id="q.owner_name"]').inputValue(), 'Trần Văn Nam')
  await other.keyboard.press('Control+s')
  await other.waitForURL('**/quay')

  const { rows } = await (await one.request.get(`${base}/api/desk/put-aside`)).json()
  const form = await aForm(other.context(), '1.001612')
  await putAside(other.context(), rows[0].id, '1.001612', form, rows[0].label)
  await one.getByRole('button', { name: 'Làm tiếp' }).click()
  await one.getByRole('button', { name: /^Chuyển nơi đúng/ }).waitFor()
  await one.locator('[id="q.business_name"]').waitFor()
  await one.keyboard.press('F9')
  await one.getByRole('heading', { name: /^Đã chuyển hồ sơ H57\.22-/ }).waitFor()
  await assertAccessible(one)
  await other.reload()
  await other.getByRole('button', { name: /^Tiếp nhận.*F2/ }).waitFor()
  assert.equal(await other.getByRole('button', { name: 'Làm tiếp' }).count(), 0, 'what was sent on waits nowhere')
  await Promise.all([one.context().close(), other.context().close()])
})

test('a scanned receipt shows why there is no result yet, then opens what is handed to a relative, thing by thing', async () => {
  const page = await aMachine()
  const form = await aForm(page.context(), '1.001193')
  const { id, number, trackingCode } = await send<{ id: string; number: string; trackingCode: string }>(
    page.context(),
    'POST',
    '/api/desk/dossiers',
    {
      id: randomUUID(),
      procedure: '1.001193',
      version: form.version,
      answers: form.answers,
      papers: [{ code: form.paper, sha256: form.sha256, name: 'giay-chung-sinh.pdf' }],
      originals: [form.paper]
    }
  )
  const scanReceipt = async () => {
    await page.keyboard.press('F4')
    await scan(page, `http://localhost/tra-cuu?so=${number}&ma=${trackingCode}`)
  }
  await send(page.context(), 'POST', `/api/dossiers/${id}/forwarding`, {})
  await scanReceipt()
  await page.waitForURL(`**/ho-so/${id}`)
  await page.getByText(/^Chưa có kết quả: hồ sơ đang ở/).waitFor()
  const [specialist, chair] = await Promise.all([signedIn('hotich.19756'), signedIn('chutich.19756')])
  await send(specialist, 'POST', `/api/dossiers/${id}/hand-over`, {})
  const result = { sha256: await bring(chair, 'giấy khai sinh'), name: 'giay-khai-sinh.pdf' }
  await send(chair, 'POST', `/api/dossiers/${id}/decision`, { outcome: 'granted', result })

  // Whoever left the receipt at home has a card: it finds the one result that lies here.
  await page.goto(`${base}/staff/tra-ket-qua`)
  await page.getByRole('link', { name: number }).waitFor()
  await page.keyboard.press('F4')
  await scan(page, '046190000011||Nguyễn Thị Hoa|28051990|Nữ|12 Chi Lăng, Gia Hội, Huế, Thừa Thiên Huế|29042021')
  await page.getByRole('region', { name: 'Trả kết quả' }).waitFor()
  await page.goto(`${base}/staff/quay`)
  await page.getByRole('button', { name: /^Tiếp nhận.*F2/ }).waitFor()
  await scanReceipt()
  await page.waitForURL(`**/tra-ket-qua/${id}`)
  await page.getByLabel('Người thân').check()
  await page.keyboard.press('F9')
  await page.waitForFunction(() => document.activeElement?.id === 'act.name')
  await assertAccessible(page)
  await page.keyboard.type('Trần Văn Nam')
  await page.getByLabel('Quan hệ với người nộp').selectOption('spouse')
  await page.getByLabel(/^Kết quả:/).check()
  await page.keyboard.press('F9')
  await page.getByText(/^Còn bản chính chưa đánh dấu/).waitFor()
  await page.getByLabel(/^Bản chính trả lại:/).check()
  await page.keyboard.press('F9')
  await page.getByText('Đã trả kết quả.').waitFor()
  await page.getByText('Người nhận: Trần Văn Nam').waitFor()
  await Promise.all([page, specialist, chair].map((one) => one.close()))
})

test('certified copies are done while one waits: F9 goes from gap to gap, the numbers come from the register', async () => {
  const page = await aMachine()
  await beginIntake(page, 'chung thuc ban sao')
  await page.waitForFunction(() => document.activeElement?.id === 'q.applicant_name')
  await page.keyboard.type('Trần Văn Nam')
  const typed: Record<string, string> = {
    'q.documents.0.title': 'Bằng tốt nghiệp trung học phổ thông',
    'q.documents.0.page_count': '2',
    'q.documents.0.copy_count': '3',
    'papers.original': ' ',
    'papers.copy_to_certify': ' ',
    'fee.receipt': 'BL 0021'
  }
  for (const [gap, words] of Object.entries(typed)) {
    await page.keyboard.press('F9')
    await page.waitForFunction((wanted) => document.activeElement?.id === wanted, gap)
    await page.keyboard.type(words)
  }
  await page.keyboard.press('F9')
  await page.waitForFunction(() => document.activeElement?.id === 'signer')
  await assertAccessible(page)
  await page.locator('#signer').selectOption({ index: 1 })
  await page.keyboard.press('F9')
  await page.getByText(/^Thu 12\.000\sđ\./).waitFor()
  await page.getByText(/^Số \d+, quyển 01\/\d{4}-SCT\/BS$/).waitFor()
  await assertAccessible(page)
  await page.context().close()
})

test('from photographs: the officer fills in, mends what the citizen says is wrong, and the citizen’s word makes it a dossier', async () => {
  const [page, citizen] = [await aMachine(), await signedIn('minhthu')]
  const id = randomUUID()
  const form = await aForm(citizen, '1.001193')
  const photos = [{ sha256: form.sha256, name: 'anh-1.pdf' }]
  await send(citizen, 'POST', '/api/photo-filings', {
    id,
    procedure: '1.001193',
    commune: '19756',
    phone: '0914000001',
    names: 'Trần Nguyễn An Nhiên',
    photos
  })
  await page.goto(`${base}/staff/truc-tuyen`)
  await page.getByRole('link', { name: /^Trần Nguyễn An Nhiên · Khai sinh/ }).click()
  await page.getByRole('heading', { name: 'Ảnh giấy tờ chờ điền: Trần Nguyễn An Nhiên' }).waitFor()
  await page.keyboard.press('F9')
  await page.getByText(/^Còn \d+ chỗ cần sửa/).waitFor()
  await assertAccessible(page)
  const papers = photos.map((photo) => ({ ...photo, code: form.paper }))
  await send(page.context(), 'POST', `/api/photo-filings/${id}/form`, { ...filled(form), papers })
  await send(citizen, 'POST', `/api/photo-filings/${id}/objection`, { objection: 'Tên con là An Nhi.' })

  await page.reload()
  await page.getByText('Tên con là An Nhi.').waitFor()
  await page.locator('[id="q.child_name"]').fill('Trần Nguyễn An Nhi')
  await page.keyboard.press('F9')
  await page.getByText('Chờ người nộp xác nhận').waitFor()
  const { number } = await send<{ number: string }>(citizen, 'POST', `/api/photo-filings/${id}/confirmation`, {})
  await page.goto(`${base}/staff/ho-so/${id}`)
  await page.getByRole('heading', { name: `Hồ sơ ${number}` }).waitFor()
  await page.getByText('Trần Nguyễn An Nhi', { exact: true }).first().waitFor()
  await Promise.all([page.context().close(), citizen.close()])
})

const filled = ({ version, answers }: Form) => ({ version, answers })

test('filing for another at the desk names who stands there, in what relation, and how the applicant agreed', async () => {
  const page = await aMachine()
  const form = await aForm(page.context(), '1.001193')
  await putAside(page.context(), randomUUID(), '1.001193', form, 'Khai sinh nộp thay')
  await page.reload()
  await page.getByRole('button', { name: 'Làm tiếp' }).click()
  await page.getByRole('button', { name: 'Nộp thay người khác' }).click()
  await page.keyboard.press('F9')
  await page.waitForFunction(() => document.activeElement?.id === 'behalf.name')
  await page.keyboard.type('Trần Thị Lan')
  await page.keyboard.press('F9')
  await page.locator('[id="behalf.relation"]').selectOption('sibling')
  await page.keyboard.press('F9')
  await assertAccessible(page)
  await page.getByLabel('qua điện thoại').check()
  await page.keyboard.press('F9')
  await page.getByText(/^Đã tiếp nhận hồ sơ H57\.22\.03-/).waitFor()
  await page.getByRole('link', { name: 'Mở hồ sơ' }).click()
  await page.getByText(/^Trần Thị Lan \(anh, chị, em;/).waitFor()
  await page.context().close()
})

/** F8 until this number is called: whoever stands before it goes first. */
async function callUntil(desk: Page, shown: number): Promise<void> {
  const called = desk.locator('.called b')
  for (;;) {
    const before = (await called.count()) ? await called.innerText() : ''
    const answered = desk.waitForResponse((response) => response.url().endsWith('/call') && response.ok())
    await desk.keyboard.press('F8')
    await answered
    await called.filter({ hasNotText: new RegExp(`^${before || 'none'}$`) }).waitFor()
    if ((await called.innerText()) === `${shown}`) return
  }
}

test('F8 calls from any screen; who holds the number sees it on the telephone, and the waiting room on its board', async () => {
  const desk = await aMachine()
  const summary = desk.getByText(/^Các số đang chờ \(\d+\)$/)
  await summary.click()
  const give = desk.getByRole('button', { name: 'Lấy số cho người đến' })
  await desk.getByLabel('Được gọi trước vì').selectOption({ label: 'Người cao tuổi' })
  await give.click()
  const given = await desk.getByText(/^Số \d+$/).innerText()
  const shown = Number(given.slice(3))
  await assertAccessible(desk)
  const { rows } = await (await desk.request.get(`${base}/api/desk/lines`)).json()
  const [{ office, line }] = rows
  const { id } = line.find(({ number }: { number: number }) => number === shown)

  const phone = await (await browser.newContext({ viewport: { width: 360, height: 640 } })).newPage()
  await phone.goto(`${base}/app/so/${id}`)
  await phone.getByText(/Sắp đến lượt|Còn \d+ người trước/).waitFor()
  await assertAccessible(phone)

  await desk.getByLabel('Quầy số').selectOption('7')
  await desk.keyboard.press('F2')
  await desk.waitForURL('**/tiep-nhan')
  await desk.locator('#procedure').waitFor()
  await callUntil(desk, shown)
  assert.match(desk.url(), /\/quay$/)
  await phone.reload()
  await phone.getByRole('heading', { name: 'Đến lượt: mời vào quầy số 7' }).waitFor()

  const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
  await wall.goto(`${base}/app/goi-so/${office}`)
  await wall.getByText('Quầy 7').waitFor()
  await assertAccessible(wall)

  await desk.getByRole('button', { name: 'Vắng mặt' }).click()
  await desk.getByText('Chưa gọi số nào').waitFor()
  await phone.reload()
  await phone.getByText('Đến nơi, báo cán bộ để được gọi tiếp.').waitFor()
  await desk.getByRole('button', { name: `${shown} Đã đến` }).click()
  await desk.getByRole('button', { name: `${shown} Đã đến` }).waitFor({ state: 'detached' })
  await callUntil(desk, shown)
  await desk.getByRole('button', { name: 'Xong' }).click()
  await phone.reload()
  await phone.getByText('Đã xong.').waitFor()
  await Promise.all([desk, phone, wall].map((page) => page.context().close()))
})

test('where one files at the desk, C4 says whether it is open and who waits; a number is taken there while one still can', async () => {
  const phone = await (await browser.newContext({ viewport: { width: 360, height: 640 } })).newPage()
  await phone.goto(`${base}/app/thu-tuc/1.001193/cach-nop`)
  await phone.locator('.search-field input').fill('phuong Phu Hoi')
  await phone.locator('.search-field [role=option]').first().click()
  await phone.getByText(/^(Đang làm việc|Đang đóng cửa, mở lúc)/).waitFor()
  await assertAccessible(phone)
  // At night and on a day off there is none to be had, and it is said why.
  const take = phone.getByRole('button', { name: 'Lấy số trước' })
  await take.or(phone.getByText(/Hôm nay (nơi này nghỉ|không còn kịp)|Lấy số trước được từ 6:00/)).waitFor()
  if (await take.isVisible()) {
    await take.click()
    await phone.waitForURL('**/so/*')
    await phone.goto(`${base}/app/`)
    await phone.getByRole('link', { name: /^Số \d+:/ }).click()
    await phone.getByRole('button', { name: 'Không đến nữa' }).click()
    await phone.getByRole('button', { name: 'Bỏ số này' }).click()
    await phone.getByText('Đã bỏ số này.').waitFor()
  }
  await phone.context().close()
})

test('whoever finds nothing asks to be called, and the desk of their commune calls', async () => {
  const phone = await (await browser.newContext({ viewport: { width: 360, height: 640 } })).newPage()
  await phone.goto(`${base}/app/thu-tuc?q=xyzxyz`)
  await phone.getByRole('link', { name: 'Nhờ gọi lại' }).click()
  assert.equal(await phone.getByLabel('Cần hỏi việc gì?').inputValue(), 'xyzxyz')
  await phone.getByRole('button', { name: 'Nhờ gọi lại' }).click()
  await phone.getByText('Ghi họ tên để cán bộ biết gọi cho ai.').waitFor()
  await assertAccessible(phone)
  await phone.locator('.search-field input').fill('Gia Hoi')
  await phone.locator('.search-field [role=option]').first().click()
  await phone.getByLabel('Họ và tên').fill('Lê Thị Bưởi')
  await phone.getByLabel('Số điện thoại').fill('0914 123 456')
  await phone.getByRole('button', { name: 'Nhờ gọi lại' }).click()
  await phone.getByText('Đã nhờ cán bộ gọi lại.').waitFor()
  await assertAccessible(phone)

  const desk = await aMachine()
  const row = desk.getByRole('listitem').filter({ hasText: 'Lê Thị Bưởi' })
  await row.getByText('xyzxyz').waitFor()
  await assertAccessible(desk)
  await row.getByRole('button', { name: 'Không ai nghe' }).click()
  await row.getByText(/đã gọi 1 lần/).waitFor()
  await row.getByRole('button', { name: 'Đã gọi được' }).click()
  await row.waitFor({ state: 'detached' })
  await Promise.all([desk, phone].map((page) => page.context().close()))
})

test('without a line an intake has its number and its day at once, and keeps both when it is sent', async () => {
  const desk = await aMachine()
  await desk.getByText(/^Còn \d+ số của hôm nay/).waitFor()
  const form = await aForm(desk.context(), '1.001193')
  const aside = randomUUID()
  await putAside(desk.context(), aside, '1.001193', form, 'Khai sinh khi mất mạng')
  await desk.reload()
  await desk
    .getByRole('listitem')
    .filter({ hasText: 'Khai sinh khi mất mạng' })
    .getByRole('button', { name: 'Làm tiếp' })
    .click()
  await desk.locator('[id="q.child_name"]').waitFor()
  await desk.context().setOffline(true)
  await desk.getByText(/^Mất mạng từ \d\d:\d\d\. Vẫn nhận hồ sơ; còn \d+ số\.$/).waitFor()
  await desk.keyboard.press('F9')
  const slip = desk.locator('.slip')
  await slip.getByRole('heading', { name: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả' }).waitFor()
  const [number = ''] = /H57\.22\.03-\d{6}-\d{4}/.exec(await slip.innerText()) ?? []
  const due = await slip
    .getByText('Hẹn trả kết quả', { exact: true })
    .locator('xpath=following-sibling::dd')
    .innerText()
  await slip.getByRole('img', { name: 'Mã QR tra cứu hồ sơ' }).waitFor()
  await assertAccessible(desk)

  await desk.context().setOffline(false)
  await desk.getByRole('link', { name: 'Chưa gửi' }).first().click()
  await desk.getByText(`Số hồ sơ ${number}`).waitFor()
  await desk.getByRole('link', { name: 'Mở hồ sơ' }).first().click()
  await desk.getByRole('heading', { name: number }).waitFor()
  await desk.getByText(/Nhận khi mất mạng, đưa lên hệ thống lúc/).waitFor()
  const id = desk.url().split('/').at(-1)
  const { dueAt } = await (await desk.request.get(`${base}/api/dossiers/${id}`)).json()
  assert.equal(
    due.replace(/\u00a0/g, ' ').replace(/ \(.*/, ''),
    formatMoment(new Date(dueAt), 'vi').replace(/\u00a0/g, ' ')
  )
  await desk.context().close()
})

test('without a line F8 calls on from what was last seen; it is brought in once, with its moments, and what does not count is said', async () => {
  const desk = await aMachine()
  const lines = async () => (await (await desk.request.get(`${base}/api/desk/lines`)).json()).rows[0]
  const { office } = await lines()
  for (let i = 0; i < 3; i++) await send(desk.context(), 'POST', `/api/desks/${office}/numbers`, { id: randomUUID() })
  const { line, called: before } = await lines()
  await desk.reload()
  await desk.getByText(`Các số đang chờ (${line.length})`).waitFor()
  const [first, second, third] = line.map(({ number }: { number: number }) => number)
  const called = desk.locator('.called b')

  await desk.context().setOffline(true)
  await desk.getByText('Mất mạng: lời gọi được giữ trên máy này, có mạng sẽ tự ghi.').waitFor()
  await desk.keyboard.press('F8')
  await called.getByText(`${first}`, { exact: true }).waitFor()
  await desk.keyboard.press('F8')
  await called.getByText(`${second}`, { exact: true }).waitFor()
  await desk.getByRole('button', { name: 'Vắng mặt' }).press('Enter')
  await desk.getByRole('button', { name: `${second} Đã đến` }).waitFor()
  await desk.keyboard.press('F8')
  await called.getByText(`${third}`, { exact: true }).waitFor()
  // And whoever was there before: with the first F8 they were done.
  const kept = 3 + before.filter(({ mine }: { mine: boolean }) => mine).length
  await desk.getByText(`(đang giữ ${kept} số)`).waitFor()
  await assertAccessible(desk)
  // Whoever holds the last of them has gone home meanwhile, and said so.
  await send(await browser.newContext(), 'POST', `/api/numbers/${line[2].id}/giving-up`, {})

  await desk.reload().catch(() => undefined)
  const back = new Date().toISOString()
  await desk.context().setOffline(false)
  await desk.goto(`${base}/staff/quay`)
  await desk.getByText(`Số ${third}: người lấy số đã bỏ số này.`).waitFor()
  await desk.getByText('Chưa gọi số nào').waitFor()
  await assertAccessible(desk)
  await desk.getByRole('button', { name: 'Đã xem' }).press('Enter')
  const now = await lines()
  const absent = now.absent.find(({ number }: { number: number }) => number === second)
  assert.ok(absent.calledAt < back, 'called when it was called, not when it was brought in')
  const open = [...now.line, ...now.called].map(({ number }: { number: number }) => number)
  assert.deepEqual(
    [first, second, third].filter((number) => open.includes(number)),
    []
  )
  const served = await (await desk.request.get(`${base}/api/numbers/${line[0].id}`)).json()
  assert.deepEqual([served.state, served.calledAt < absent.calledAt], ['served', true])
  await desk.context().close()
})

test('F8 whose answer was lost on the way calls one number, at the server and on the screen', async () => {
  const desk = await aMachine()
  const lines = async () => (await (await desk.request.get(`${base}/api/desk/lines`)).json()).rows[0]
  const { office } = await lines()
  for (let i = 0; i < 2; i++) await send(desk.context(), 'POST', `/api/desks/${office}/numbers`, { id: randomUUID() })
  const { line } = await lines()
  await desk.reload()
  await desk.getByText(`Các số đang chờ (${line.length})`).waitFor()
  await desk.route('**/call', async (route) => {
    await route.fetch()
    await route.abort()
  })
  const brought = desk.waitForResponse((response) => response.url().endsWith('/brought-in') && response.ok())
  await desk.keyboard.press('F8')
  await brought
  await desk.locator('.called b').getByText(`${line[0].number}`, { exact: true }).waitFor()
  await desk.getByText(`Các số đang chờ (${line.length - 1})`).waitFor()
  const after = await lines()
  const numbers = (rows: { number: number }[]) => rows.map(({ number }) => number)
  assert.deepEqual(numbers(after.called.filter(({ mine }: { mine: boolean }) => mine)), [line[0].number])
  assert.deepEqual(numbers(after.line), numbers(line.slice(1)))
  await desk.context().close()
})
