/** How officials handle what lies before them: taken in and printed, asked to be completed, refused, moved on by a colleague. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { addLimit, compileCalendar, dayOf } from '@motcua/kernel/rules/calendar'
import { aPdf } from '@motcua/kernel/testing'
import { provinceCalendar } from '../../../data/calendar/days-off.ts'
import { completeAnswers } from '../../../data/procedures/answers.ts'
import { aBirthFiledBy, anOfficial, assertAccessible, base, browser, pressAgain, scan } from './province.ts'

const card = '046090000022||Trần Văn Nam|04031990|Nam|45 Nguyễn Sinh Cung, Vỹ Dạ, Huế, Thừa Thiên Huế|10052021'

const field = (page: Page, id: string) => page.locator(`[id="q.${id}"]`)

/** What a search field finds first for these letters. */
async function choose(page: Page, id: string, letters: string): Promise<void> {
  await field(page, id).fill(letters)
  await page.locator('[role=option]').first().waitFor()
  await page.keyboard.press('Enter')
}

/** The answer that brings a paper, as the browser gets it to print. */
async function printedBy(page: Page, paper: string, act: () => Promise<void>): Promise<void> {
  const [reply] = await Promise.all([page.waitForResponse((one) => one.url().endsWith(`/${paper}.pdf`)), act()])
  assert.equal(reply.status(), 200)
  assert.equal(reply.headers()['content-type'], 'application/pdf')
}

/** One sign-in for all that an official does here. */
const once = (prefix: string) => {
  let page: Promise<Page> | undefined
  return () => (page ??= anOfficial(prefix))
}
const districtDesk = once('motcua.hcc.474')
const financeOffice = once('chuyenvien.tckh.474')
const communeDesk = once('motcua.19756')

/** Where the household business of the first test lies. */
let business = ''

/** A PDF that this citizen brings, by its hash. */
async function storedBy(citizen: BrowserContext, remark: string): Promise<string> {
  const data = aPdf(remark)
  const sha256 = createHash('sha256').update(data).digest('hex')
  const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/octet-stream' }
  await citizen.request.put(`${base}/api/files/${sha256}`, { data, headers })
  return sha256
}

/** What the citizen's own app sends when the paper that was asked for is there. */
async function supply(citizen: BrowserContext, id: string): Promise<void> {
  const sha256 = await storedBy(citizen, 'giấy chứng sinh, đủ trang')
  const key = () => ({ 'idempotency-key': randomUUID() })
  const papers = [{ code: 'medical_birth_certificate', sha256, name: 'du-trang.pdf' }]
  const supplied = await citizen.request.post(`${base}/api/dossiers/${id}/supplement`, {
    headers: key(),
    data: { papers }
  })
  assert.equal(supplied.status(), 201, await supplied.text())
}

test('a household business is taken in at the desk, and its receipt is printed', async () => {
  const desk = await districtDesk()
  await desk.getByRole('button', { name: /^Tiếp nhận.*F2/ }).waitFor()
  await desk.keyboard.press('F2')
  await desk.waitForFunction(() => document.activeElement?.id === 'procedure')
  await scan(desk, card)
  await desk.locator('.who-name', { hasText: 'Trần Văn Nam' }).waitFor()
  await desk.locator('#procedure').fill('ho kinh doanh')
  await desk.keyboard.press('Enter')
  await desk.waitForFunction(() => document.activeElement?.id === 'q.owner_ethnicity')
  await desk.keyboard.type('kinh')
  await desk.keyboard.press('Enter')
  await field(desk, 'business_name').fill('Bún bò cô Ba')
  await choose(desk, 'business_address.commune', 'vy da')
  await field(desk, 'business_address.line').fill('45 Nguyễn Sinh Cung')
  await choose(desk, 'industries.0.code', 'nha hang')
  await field(desk, 'industries.0.main').check()
  await field(desk, 'capital').fill('50000000')
  await desk.getByLabel('Một cá nhân').check()
  await desk
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'can-cuoc.pdf',
      mimeType: 'application/pdf',
      buffer: aPdf('căn cước')
    })
  // The name alone already stands there while the file is on its way.
  await desk.locator('.brought', { hasText: 'can-cuoc.pdf' }).waitFor()
  await assertAccessible(desk)
  await printedBy(desk, 'receipt', async () => {
    await desk.keyboard.press('F9')
    await desk.keyboard.press('F9')
  })
  await desk.getByText('Đã đưa giấy hẹn ra máy in.').waitFor()
  await assertAccessible(desk)
  await desk.getByRole('link', { name: 'Mở hồ sơ' }).click()
  await desk.getByRole('button', { name: /^In giấy hẹn.*Ctrl\+P/ }).waitFor()
  await printedBy(desk, 'receipt', () => desk.keyboard.press('Control+p'))
  await desk.getByText('Đã đưa giấy hẹn ra máy in.').waitFor()
  const place = desk.url()
  // A paper that does not come out is not forgotten.
  await desk.context().setOffline(true)
  await desk.keyboard.press('Control+p')
  await desk.getByText('Chưa in được giấy hẹn. Không có mạng; có mạng thì in lại.').waitFor()
  await desk.context().setOffline(false)
  await desk.getByRole('link', { name: 'Quầy' }).click()
  await desk.getByRole('heading', { name: 'In lại (1)' }).waitFor()
  await desk.getByText('Còn 1 giấy chưa in được').waitFor()
  await assertAccessible(desk)
  await printedBy(desk, 'receipt', () => desk.getByRole('button', { name: 'In lại' }).click())
  await desk.getByRole('heading', { name: /^In lại/ }).waitFor({ state: 'detached' })
  await desk.getByText(/^Lần gần nhất \d\d:\d\d: giấy hẹn của hồ sơ/).waitFor()
  await desk.goto(place)
  await desk.getByRole('button', { name: /^Chuyển xử lý.*F9/ }).waitFor()
  await desk.keyboard.press('F9')
  await desk.keyboard.press('F9')
  await desk.getByText('Đã chuyển xử lý.').waitFor()
  business = place

  // Of the next dossier of the same person the card need not be scanned again.
  await desk.goto(`${base}/staff/quay`)
  await desk.getByRole('button', { name: /^Tiếp nhận.*F2/ }).waitFor()
  await desk.keyboard.press('F2')
  await desk.waitForFunction(() => document.activeElement?.id === 'procedure')
  await scan(desk, card)
  await desk.locator('#procedure').fill('ho kinh doanh')
  await desk.keyboard.press('Enter')
  await desk.getByText(/^Kho đã có: .* hồ sơ H57\.22-/).waitFor()
  await assertAccessible(desk)
  await desk.getByRole('button', { name: 'Dùng, không phải nộp' }).click()
  await desk.locator('.brought', { hasText: 'can-cuoc.pdf' }).waitFor()
  await desk.getByText(/^Lấy từ kho, hồ sơ H57\.22-/).waitFor()

  // What comes online of the same person: of what lies there already nothing is asked for again.
  const citizen = await browser.newContext()
  await aBirthFiledBy(citizen)
  const form = (await (await citizen.request.get(`${base}/api/procedures/1.001612`)).json()) as { version: string }
  const sent = await citizen.request.post(`${base}/api/dossiers`, {
    headers: { 'idempotency-key': randomUUID() },
    data: {
      id: randomUUID(),
      procedure: '1.001612',
      version: form.version,
      answers: completeAnswers['1.001612'],
      papers: [{ code: 'owner_identity', sha256: await storedBy(citizen, 'căn cước'), name: 'cccd.pdf' }],
      onBehalfOf: { relation: 'relative', consent: { how: 'by_telephone' } }
    }
  })
  assert.equal(sent.status(), 201, await sent.text())
  const { id } = (await sent.json()) as { id: string }
  await desk.goto(`${base}/staff/truc-tuyen/${id}`)
  await desk.getByRole('heading', { name: 'Kho đã có, không yêu cầu nộp lại' }).waitFor()
  await assertAccessible(desk)
  await citizen.close()
})

test('an office is asked for its opinion and gives it, while the clock runs on', async () => {
  const office = await financeOffice()
  await office.goto(business)
  await office.getByRole('button', { name: 'Xin ý kiến' }).click()
  const form = office.getByRole('region', { name: 'Xin ý kiến' })
  await form.getByLabel('Cơ quan được hỏi').fill('uy ban nhan dan thanh pho hue')
  await form.locator('[role=option]').first().waitFor()
  await office.keyboard.press('Enter')
  await form.getByLabel('Hỏi điều gì').fill('Địa điểm này có trong quy hoạch chợ không?')
  await assertAccessible(office)
  await office.keyboard.press('F9')
  await office.keyboard.press('F9')
  await office.getByText('Đã gửi yêu cầu cho ý kiến; thời hạn vẫn tính.').waitFor()

  const chair = await anOfficial('chutich.474')
  await chair.goto(business)
  await chair.getByRole('button', { name: /^Cho ý kiến.*F9/ }).waitFor()
  await chair.keyboard.press('F9')
  const answer = chair.getByRole('region', { name: 'Cho ý kiến' })
  await answer.getByText('Địa điểm này có trong quy hoạch chợ không?').waitFor()
  await answer.getByLabel('Đồng ý', { exact: true }).check()
  await answer.getByLabel('Nội dung trả lời').fill('Không thuộc quy hoạch chợ.')
  await assertAccessible(chair)
  await chair.keyboard.press('F9')
  await chair.getByText('Đã gửi ý kiến.').waitFor()
  await chair.context().close()
  await office.reload()
  await office.getByText('Không thuộc quy hoạch chợ.').first().waitFor()
})

test('a late office is reminded from a phone and, with number and code, from a page without JavaScript; its answer is read at both', async () => {
  const office = await financeOffice()
  const answer = async (number: string, words: string) => {
    await office.goto(`${base}/staff/viec/qua-han`)
    await office.getByText(/^Nhắc: đáp trước/).waitFor()
    await office.getByRole('link', { name: number }).click()
    await office.getByText(/^Người nộp đã gửi nhắc\. Phải trả lời trước 16:30/).waitFor()
    await office.getByLabel('Vì sao chậm').fill(words)
    await office.getByLabel('Dự kiến xong ngày').fill('28/12/2099')
    await office.getByRole('button', { name: 'Trả lời nhắc' }).click()
    await office.getByText('Đã trả lời nhắc.').waitFor()
  }

  const citizen = await browser.newContext({ viewport: { width: 360, height: 640 } })
  const signedIn = await citizen.request.post(`${base}/api/auth/sign-in/email`, {
    data: { email: 'quocbao@demo.motcua.vn', password: 'dung-thu-mot-cua' }
  })
  assert.equal(signedIn.status(), 200, await signedIn.text())
  type Rows = { rows: { id: string; number: string }[] }
  const [mine, late]: Rows[] = await Promise.all(
    [citizen.request.get(`${base}/api/my/dossiers`), office.context().request.get(`${base}/api/work?tab=overdue`)].map(
      async (reply) => (await reply).json()
    )
  )
  const own = mine?.rows[0]
  const other = late?.rows.find(({ id }) => id !== own?.id)
  assert.ok(own && other, 'two whom this office lets wait')
  const phone = await citizen.newPage()
  await phone.goto(`${base}/app/ho-so/${own.id}`)
  await phone.getByText(/^Hồ sơ đã trễ hẹn .* đang ở Phòng Tài chính – Kế hoạch/).waitFor()
  await phone.getByRole('button', { name: 'Gửi nhắc' }).click()
  await phone.getByText(/^Đã gửi nhắc lúc .* Cơ quan phải trả lời trước 16:30/).waitFor()
  await assertAccessible(phone)
  await answer(own.number, 'Chờ ý kiến phường về địa điểm.')
  await assertAccessible(office)
  await phone.reload()
  await phone.getByText('Cơ quan trả lời: Chờ ý kiến phường về địa điểm.').waitFor()
  await phone.getByText('Dự kiến xong ngày 28/12/2099.').waitFor()
  await citizen.close()

  const { trackingCode } = await (
    await (await districtDesk()).context().request.get(`${base}/api/dossiers/${other.id}`)
  ).json()
  const stranger = await browser.newPage({ viewport: { width: 360, height: 640 }, javaScriptEnabled: false })
  await stranger.goto(`${base}/tra-cuu?so=${other.number}&ma=${trackingCode}`)
  await stranger.getByText(/^Hồ sơ đã trễ hẹn/).waitFor()
  await stranger.getByRole('button', { name: 'Gửi nhắc' }).click()
  await stranger.getByText(/^Đã gửi nhắc\. Cơ quan phải trả lời trước 16:30/).waitFor()
  await answer(other.number, 'Đang trình ký.')
  await stranger.goto(`${base}/tra-cuu?so=${other.number}&ma=${trackingCode}`)
  await stranger.getByText(/Cơ quan đã trả lời lúc .* Dự kiến xong ngày 28\/12\/2099\./).waitFor()
  await stranger.close()
})

test('who acts on what a colleague has moved meanwhile is told who, what and when; nothing of theirs is written', async () => {
  const [desk, office] = await Promise.all([districtDesk(), financeOffice()])
  // The stream that would have told of it is cut: what stands on the screen is past.
  await office.route('**/api/live', (route) => route.abort())
  await office.goto(business)
  await office.getByRole('button', { name: /^Chuyển bước tiếp.*F9/ }).waitFor()
  // Pressed twice in haste it asks for a note, and sends nothing before anybody could write one.
  let sent = 0
  office.on('request', (request) => (sent += request.url().endsWith('/hand-over') ? 1 : 0))
  await office.keyboard.press('F9')
  await office.keyboard.press('F9')
  const form = office.getByRole('region', { name: 'Chuyển bước tiếp' })
  await form.getByLabel('Ý kiến kèm theo').fill('Đã đối chiếu bản chính.')
  assert.equal(sent, 0, 'nothing is handed over yet')

  await desk.goto(business)
  await desk.getByRole('button', { name: 'Rút hồ sơ' }).click()
  await desk.getByLabel('Lý do').fill('Người nộp chưa thuê được mặt bằng.')
  await desk.keyboard.press('F9')
  await desk.getByText('Đã ghi việc rút hồ sơ.').waitFor()
  const colleague = await desk.locator('.who b').innerText()

  await pressAgain(office)
  const told = office.getByRole('alert')
  await told
    .getByText(new RegExp(`^${colleague} đã ghi việc rút hồ sơ này lúc \\d\\d:\\d\\d\\. Việc vừa làm`))
    .waitFor()
  await told.getByText('Trước đó: Đang xử lý. Bây giờ: Công dân yêu cầu rút hồ sơ.').waitFor()
  await told.getByText('Người nộp chưa thuê được mặt bằng.').waitFor()
  await office.getByText('Hồ sơ đã kết thúc.').waitFor()
  await assertAccessible(office)
  await Promise.all([desk.context().close(), office.context().close()])
})

test('the desk sees paper and SMS before it asks for what is missing; the citizen brings it, and it is taken up', async () => {
  const citizen = await browser.newContext()
  const { id } = await aBirthFiledBy(citizen)
  const desk = await communeDesk()
  await desk.goto(`${base}/staff/ho-so/${id}`)
  await desk.getByRole('button', { name: 'Yêu cầu bổ sung' }).click()
  const form = desk.getByRole('region', { name: 'Yêu cầu bổ sung' })
  await form.getByRole('checkbox', { name: 'Giấy chứng sinh', exact: true }).check()
  await form.getByRole('button', { name: 'Mờ' }).click()
  await form.getByRole('button', { name: 'Xem trước giấy và tin nhắn' }).click()
  const preview = desk.getByRole('region', { name: 'Bản xem trước' })
  await preview.getByText(/^MOT CUA: Ho so .* can bo sung 1 muc\./).waitFor()
  await preview.frameLocator('iframe').locator('canvas').waitFor()
  // What is changed afterwards is drawn anew.
  await Promise.all([
    desk.waitForResponse((reply) => reply.url().endsWith('/supplement-request/preview') && reply.ok()),
    form.getByRole('button', { name: 'Thiếu trang' }).click()
  ])
  await preview.frameLocator('iframe').locator('canvas').waitFor()
  await assertAccessible(desk)
  await printedBy(desk, 'supplement-request', async () => {
    await desk.keyboard.press('F9')
    await desk.keyboard.press('F9')
  })
  await desk.getByText('Đã yêu cầu bổ sung; thời hạn tạm dừng.').waitFor()
  await desk.getByText('Đã đưa phiếu yêu cầu bổ sung ra máy in.').waitFor()

  await supply(citizen, id)
  await desk.reload()
  await desk.getByRole('button', { name: /^Tiếp nhận.*F9/ }).waitFor()
  // Done, but the new state is still on its way: a second press must not act on the old one.
  const onItsWay = Promise.withResolvers<void>()
  const question = `**/api/dossiers/${id}`
  await desk.route(question, (route) => onItsWay.promise.then(() => route.continue()))
  let sent = 0
  desk.on('request', (request) => (sent += request.url().endsWith(`/${id}/receipt`) ? 1 : 0))
  await Promise.all([
    desk.waitForResponse((reply) => reply.url().endsWith(`/${id}/receipt`)),
    desk.keyboard.press('F9')
  ])
  await desk.keyboard.press('F9')
  onItsWay.resolve()
  await desk.getByText('Đã tiếp nhận hồ sơ.').waitFor()
  await desk.unroute(question)
  await desk.getByRole('button', { name: /^Chuyển xử lý.*F9/ }).waitFor()
  assert.equal(sent, 1, 'received once')
  await assertAccessible(desk)

  const asks = { text: 'Bổ sung đã đủ chưa?' }
  const headers = { 'idempotency-key': randomUUID() }
  const asked = await citizen.request.post(`${base}/api/dossiers/${id}/messages`, { headers, data: asks })
  assert.equal(asked.status(), 201, await asked.text())
  await desk.reload()
  await desk.getByText('Bổ sung đã đủ chưa?').first().waitFor()
  await desk.getByLabel('Tin nhắn cho người nộp').fill('Đã đủ, hẹn trả đúng ngày.')
  await desk.getByRole('button', { name: 'Gửi tin nhắn' }).click()
  await desk.getByText('Đã gửi tin nhắn.').waitFor()
  await assertAccessible(desk)
  const phone = await citizen.newPage()
  await phone.goto(`${base}/app/ho-so/${id}`)
  await phone.getByText('Đã đủ, hẹn trả đúng ngày.').first().waitFor()
  await citizen.close()
})

test('an online dossier is refused with its ground, seen before, and printed', async () => {
  const citizen = await browser.newContext()
  const { id } = await aBirthFiledBy(citizen)
  const desk = await communeDesk()
  await desk.goto(`${base}/staff/truc-tuyen/${id}`)
  await desk.getByRole('button', { name: 'Từ chối tiếp nhận' }).click()
  const form = desk.getByRole('region', { name: 'Từ chối tiếp nhận' })
  await form.getByRole('button', { name: 'Xem trước giấy và tin nhắn' }).click()
  await desk.getByText('Điền đủ các mục thì xem trước được.').waitFor()
  await form.getByLabel('Căn cứ từ chối').selectOption({ index: 1 })
  const preview = desk.getByRole('region', { name: 'Bản xem trước' })
  await preview.getByText(/^MOT CUA: Ho so .* chua duoc tiep nhan\./).waitFor()
  await preview.frameLocator('iframe').locator('canvas').waitFor()
  await assertAccessible(desk)
  await printedBy(desk, 'refusal', () => desk.keyboard.press('F9'))
  await desk.getByText('Đã từ chối tiếp nhận.').waitFor()
  await assertAccessible(desk)
  await citizen.close()
})

test('a head apologises and gives a new day, seen before and printed; the applicant reads why and until when', async () => {
  const citizen = await browser.newContext({ viewport: { width: 360, height: 640 } })
  const { id } = await aBirthFiledBy(citizen)
  const desk = await communeDesk()
  const headers = { 'idempotency-key': randomUUID() }
  const received = await desk.request.post(`${base}/api/dossiers/${id}/receipt`, { headers, data: {} })
  assert.equal(received.status(), 201, await received.text())
  const head = await anOfficial('chutich.19756')
  await head.goto(`${base}/staff/ho-so/${id}`)
  await head.getByRole('button', { name: 'Xin lỗi, hẹn lại' }).click()
  const form = head.getByRole('region', { name: 'Xin lỗi, hẹn lại' })
  await head.keyboard.press('F9')
  assert.equal(await form.getByText('Chưa ghi mục này.').count(), 2)
  await form.getByLabel('Vì sao chậm').selectOption('site_check')
  const { at } = addLimit(new Date(), { amount: 10, unit: 'workingDay' }, compileCalendar(provinceCalendar))
  await form.getByLabel('Hẹn lại ngày').fill(dayOf(at).split('-').toReversed().join('/'))
  assert.equal(await form.getByText('Chưa ghi mục này.').count(), 0, 'what is filled in is not missing any longer')
  await form.getByRole('button', { name: 'Xem trước giấy và tin nhắn' }).click()
  const preview = head.getByRole('region', { name: 'Bản xem trước' })
  await preview.getByText(/^MOT CUA: Xin loi ong\/ba, ho so/).waitFor()
  await preview.frameLocator('iframe').locator('canvas').waitFor()
  await assertAccessible(head)
  await printedBy(head, 'apology', () => pressAgain(head))
  await head.getByText('Đã xin lỗi và hẹn lại').first().waitFor()
  await assertAccessible(head)
  const phone = await citizen.newPage()
  await phone.goto(`${base}/app/ho-so/${id}`)
  await phone.getByText(/Chúng tôi xin lỗi vì sự chậm trễ \(phải kiểm tra/).waitFor()
  await assertAccessible(phone)
  await phone.getByText(/^Hẹn lại trước 17:30/).waitFor()
  await citizen.close()
})
