import assert from 'node:assert/strict'
import { test } from 'node:test'
import { birthAnswers, birthProcedure } from '@motcua/dossiers/test-province'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { aBirthFiledBy, anOfficial, assertAccessible, base, browser } from '@motcua/staff/journeys/province'
import { failNext, reference } from './failing.ts'
import { fillIn } from './filling.ts'

const small = { width: 360, height: 640 }
const aPhone = (): Promise<BrowserContext> => browser.newContext({ viewport: small, baseURL: base, locale: 'vi-VN' })

/** A small picture, made by the browser itself. */
async function aPicture(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const address = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 400
    const context = canvas.getContext('2d')!
    context.fillText('giấy chứng sinh', 40, 40)
    return canvas.toDataURL('image/png')
  })
  return {
    name: 'giay-chung-sinh.png',
    mimeType: 'image/png',
    buffer: Buffer.from(address.split(',')[1] ?? '', 'base64')
  }
}

/** Begins a birth without signing in, and stands before its first question. */
async function beginBirth(page: Page): Promise<void> {
  await page.goto('/app/thu-tuc/1.001193/cach-nop')
  await page.getByRole('button', { name: 'Tự khai trên máy này' }).click()
  await page.getByRole('button', { name: 'Tiếp tục' }).waitFor()
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByText('Hoặc bằng tài khoản Một Cửa').click()
  await page.getByLabel('Thư điện tử').fill(email)
  await page.getByLabel('Mật khẩu').fill('dung-thu-mot-cua')
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
}

/** A birth filled in to the end, its paper chosen, on the last screen before it is sent. */
async function aBirthReadyToSend(page: Page): Promise<void> {
  const { today } = (await (await page.request.get('/api/procedures/1.001193')).json()) as { today: string }
  await beginBirth(page)
  await fillIn(page, birthProcedure, { ...birthAnswers, child_birth_date: today })
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await aPicture(page))
  await page.locator('img.thumbnail').waitFor()
  await page.getByRole('link', { name: 'Tiếp tục' }).click()
  await page.getByRole('button', { name: 'Nộp hồ sơ' }).waitFor()
}

const mineOf = async (page: Page): Promise<{ number: string }[]> =>
  ((await (await page.request.get('/api/my/dossiers')).json()) as { rows: { number: string }[] }).rows

test('a birth is filled in by hand without signing in, survives a reload, and is filed once though the server failed', async () => {
  const phone = await (await aPhone()).newPage()
  await phone.goto('/app/')
  await phone.getByRole('heading', { name: 'Chuyện trong đời' }).waitFor()
  await assertAccessible(phone)
  await aBirthReadyToSend(phone)
  await assertAccessible(phone)
  await phone.reload()
  await phone.getByText('TRẦN NGUYỄN AN NHIÊN').waitFor()
  await phone.locator('img.thumbnail').waitFor()
  await phone.getByRole('button', { name: 'Nộp hồ sơ' }).click()
  await phone.getByRole('heading', { name: 'Đăng nhập', exact: true }).waitFor()
  await assertAccessible(phone)
  await signIn(phone, 'minhthu@demo.motcua.vn')
  await phone.getByRole('button', { name: 'Nộp hồ sơ' }).waitFor()
  const before = (await mineOf(phone)).length
  await failNext(phone.context(), /\/api\/dossiers$/, 'after')
  await phone.getByRole('button', { name: 'Nộp hồ sơ' }).click()
  await phone
    .getByText(`Bản khai còn nguyên trên máy này và sẽ tự gửi lại; không cần khai lại. Mã lỗi: ${reference}.`)
    .waitFor()
  await assertAccessible(phone)
  await phone.getByRole('heading', { name: 'Đã nộp hồ sơ' }).waitFor()
  const [filed, ...others] = await mineOf(phone)
  assert.equal(others.length, before, 'once, though the first answer was lost')
  await phone.getByText(filed?.number ?? 'no number').waitFor()
  await phone.getByText('Tệp đã gửi (1)').click()
  await phone.getByText(/SHA-256 [0-9a-f]{64}/).waitFor()
  await assertAccessible(phone)
  await phone.goto('/app/ho-so')
  await phone.getByText('Đã gửi, chờ cơ quan trả lời').first().waitFor()
  assert.equal(await phone.getByText('Bản nháp trên máy này').count(), 0, 'what was filed is no draft any more')
})

test('what is filed without a line waits on the phone, says so, and goes off by itself once', async () => {
  const context = await aPhone()
  const phone = await context.newPage()
  await phone.goto('/app/dang-nhap?den=/')
  await signIn(phone, 'minhthu@demo.motcua.vn')
  await phone.getByRole('heading', { name: 'Chuyện trong đời' }).waitFor()
  const before = (await mineOf(phone)).length
  await aBirthReadyToSend(phone)
  await context.setOffline(true)
  await phone.reload()
  const thumbnail = phone.locator('img.thumbnail')
  await thumbnail.waitFor()
  assert.ok(
    await thumbnail.evaluate((one: HTMLImageElement) =>
      one.decode().then(
        () => one.naturalWidth > 0,
        () => false
      )
    ),
    'the picture is drawn from the phone'
  )
  await phone.getByRole('button', { name: 'Lưu để gửi khi có mạng' }).click()
  await phone.getByText(/Chưa gửi – đang lưu trên máy này từ \d\d:\d\d\. Chưa có số hồ sơ/).waitFor()
  await assertAccessible(phone)
  // Signed out from elsewhere: it asks for the sign-in, and waits.
  const cookies = await context.cookies()
  await context.clearCookies()
  await context.setOffline(false)
  await phone.getByText('Phiên đăng nhập đã hết nên bản khai chưa đi được.').waitFor()
  await phone.getByRole('link', { name: 'Đăng nhập', exact: true }).waitFor()
  await assertAccessible(phone)
  await context.addCookies(cookies)
  await context.setOffline(true)
  // The app itself lies on the phone: it opens again, and shows what was seen last with its hour.
  await phone.goto('/app/ho-so')
  await phone.getByText('Không có mạng – đang xem bản lưu lúc').waitFor()
  await phone.getByText('Chưa gửi – lưu trên máy này từ').waitFor()
  await context.setOffline(false)
  await phone.getByText('Chưa gửi – lưu trên máy này từ').waitFor({ state: 'detached' })
  assert.equal((await mineOf(phone)).length, before + 1)
  await phone.reload()
  await phone.getByText('Đã gửi, chờ cơ quan trả lời').first().waitFor()
  assert.equal((await mineOf(phone)).length, before + 1, 'and not again')
})

test('another person on the same phone sees nothing of a draft; its maker’s PIN opens it, a wrong one does not', async () => {
  const context = await aPhone()
  const first = await context.newPage()
  await beginBirth(first)
  await first.locator('input[name="q.birth_proof_kind"][value="medical_certificate"]').check()
  await first.getByRole('button', { name: 'Khóa bản khai bằng mã PIN' }).click()
  const dialog = first.getByRole('dialog')
  await dialog.getByLabel('Mã PIN 6 số').fill('271828')
  await dialog.getByLabel('Nhập lại mã PIN').fill('271828')
  await dialog.getByRole('button', { name: 'Khóa', exact: true }).click()
  await first.getByText('Đã khóa bằng mã PIN.').waitFor()
  const stored = await first.evaluate(async () => {
    const store = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('mot-cua')
      opening.addEventListener('success', () => resolve(opening.result))
    })
    return new Promise<string>((resolve) => {
      const all = store.transaction('drafts').objectStore('drafts').getAll()
      all.addEventListener('success', () => resolve(JSON.stringify(all.result)))
    })
  })
  assert.doesNotMatch(stored, /medical_certificate|khai sinh/i, 'on the disk it is sealed')
  const draft = new URL(first.url()).pathname
  await first.close()

  const second = await context.newPage()
  await second.goto('/app/dang-nhap?den=/ho-so')
  await signIn(second, 'minhthu@demo.motcua.vn')
  await second.getByText('Trên máy này có bản khai đã khóa').waitFor()
  assert.equal(await second.getByText('Bản nháp trên máy này').count(), 0)
  await second.goto(draft)
  await second.getByRole('heading', { name: 'Mở bản khai đã khóa' }).waitFor()
  await assertAccessible(second)
  await second.getByLabel('Mã PIN 6 số').fill('314159')
  await second.getByRole('button', { name: 'Mở', exact: true }).click()
  await second.getByText('Mã PIN sai, còn 4 lần.').waitFor()
  await second.getByLabel('Mã PIN 6 số').fill('271828')
  await second.getByRole('button', { name: 'Mở', exact: true }).click()
  await second.locator('input[value="medical_certificate"]:checked').waitFor()
})

test('a draft begun without signing in and without a PIN does not show to whoever signs in later', async () => {
  const context = await aPhone()
  const first = await context.newPage()
  await beginBirth(first)
  await first.goto('/app/ho-so')
  await first.getByText('Bản nháp trên máy này').waitFor()
  const draft = await first.getByRole('link', { name: /Làm tiếp/ }).getAttribute('href')
  await first.close()
  const second = await context.newPage()
  await second.goto('/app/dang-nhap?den=/ho-so')
  await signIn(second, 'minhthu@demo.motcua.vn')
  await second.getByText('Trên máy này còn bản khai bắt đầu khi chưa đăng nhập.').waitFor()
  assert.equal(await second.getByRole('link', { name: /Làm tiếp/ }).count(), 0)
  await second.goto(draft ?? '')
  await second.getByRole('heading', { name: 'Không còn bản khai này' }).waitFor()
})

/** A birth filed from this phone, whose certificate the desk cannot read. */
async function aBirthAskedFor(context: BrowserContext): Promise<{ id: string; number: string; desk: Page }> {
  const { id, number } = await aBirthFiledBy(context)
  const desk = await anOfficial('motcua.19756')
  const asked = await desk.request.post(`${base}/api/dossiers/${id}/supplement-request`, {
    headers: { 'idempotency-key': crypto.randomUUID(), origin: base },
    data: {
      items: [{ kind: 'paper', name: 'medical_birth_certificate', how: 'Ảnh mờ, chưa đọc được ngày sinh.' }],
      reason: 'Giấy chứng sinh chưa đọc được.'
    }
  })
  assert.equal(asked.status(), 201, await asked.text())
  return { id, number, desk }
}

test('a supplement that is asked is answered from the phone', async () => {
  const context = await aPhone()
  const { id, number } = await aBirthAskedFor(context)
  const phone = await context.newPage()
  await phone.goto('/app/')
  await phone.getByRole('heading', { name: 'Việc cần làm' }).waitFor()
  await phone.goto(`/app/ho-so/${id}`)
  await phone.getByText(number).first().waitFor()
  await phone.getByRole('link', { name: 'Bổ sung' }).click()
  await phone.getByText('Ảnh mờ, chưa đọc được ngày sinh.').waitFor()
  await assertAccessible(phone)
  await phone.getByRole('button', { name: 'Gửi bổ sung' }).click()
  await phone.getByText('Chưa có Giấy chứng sinh.').first().waitFor()
  await phone
    .locator('input[type=file]')
    .first()
    .setInputFiles(await aPicture(phone))
  await phone.locator('img.thumbnail').waitFor()
  await phone.reload()
  await phone.locator('img.thumbnail').waitFor()
  await failNext(context, /\/supplement$/, 'before')
  await phone.getByRole('button', { name: 'Gửi bổ sung' }).click()
  await phone.getByText(`Mã lỗi: ${reference}.`).waitFor()
  await phone.getByText('Đã bổ sung').waitFor()
})

/** Plays until something was heard. */
async function hear(player: Locator): Promise<void> {
  await player.evaluate((audio: HTMLAudioElement) => void audio.play())
  const playing = await player.elementHandle()
  await player.page().waitForFunction((audio) => (audio as HTMLAudioElement).currentTime > 0, playing)
}

test('a message spoken with a supplement survives a reload, waits for the line, and is heard by the office', async () => {
  const context = await aPhone()
  const { id, desk } = await aBirthAskedFor(context)
  const phone = await context.newPage()
  await phone.goto(`/app/ho-so/${id}/bo-sung`)
  await phone.evaluate(() => navigator.serviceWorker.ready)
  await phone.evaluate(() => {
    const { mediaDevices } = navigator
    const given = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async () => {
      mediaDevices.getUserMedia = given
      throw new DOMException('The person said no.', 'NotAllowedError')
    }
  })
  await phone.getByRole('button', { name: 'Ghi âm lời nhắn' }).click()
  const again = phone.getByRole('button', { name: 'Chưa được dùng micrô' })
  await again.waitFor()
  await assertAccessible(phone)
  await phone.getByLabel(/^Lời nhắn cho cán bộ/).fill('Số trên giấy là 1234.')

  await again.focus()
  await phone.keyboard.press('Enter')
  await phone.getByRole('timer').getByText('Đang ghi âm 0:02 / 1:30').waitFor()
  await assertAccessible(phone)
  await phone.keyboard.press('Enter')
  const player = phone.getByLabel(/^Lời nhắn ghi âm, 0:0\d$/)
  await player.waitFor()
  assert.equal(
    await player.evaluate((one) => one === document.activeElement),
    true,
    'the keyboard goes on where it was'
  )
  await phone.reload()
  assert.equal(await phone.getByLabel(/^Lời nhắn cho cán bộ/).inputValue(), 'Số trên giấy là 1234.')
  await hear(player)
  await assertAccessible(phone)

  await phone.getByRole('button', { name: 'Xóa lời nhắn ghi âm' }).click()
  await phone.getByRole('button', { name: 'Ghi âm lời nhắn' }).click()
  await phone.getByRole('timer').getByText('0:01').waitFor()
  await phone.getByRole('button', { name: 'Gửi bổ sung' }).click()
  await phone.getByText('Đang ghi âm: bấm “Dừng ghi âm” rồi gửi.').first().waitFor()
  await phone.getByRole('button', { name: 'Dừng ghi âm' }).click()
  await player.waitFor()
  await phone
    .locator('input[type=file]')
    .first()
    .setInputFiles(await aPicture(phone))
  await phone.locator('img.thumbnail').waitFor()
  await context.setOffline(true)
  await phone.getByRole('button', { name: 'Lưu để gửi khi có mạng' }).click()
  await phone.getByText(/^Chưa gửi – đang lưu trên máy này từ/).waitFor()
  await phone.reload()
  await phone.getByText(/^Chưa gửi – đang lưu trên máy này từ/).waitFor()
  await context.setOffline(false)
  await phone.getByText('Đã bổ sung').waitFor()
  await phone.locator('.talk').getByText('Số trên giấy là 1234.').waitFor()
  await phone.getByRole('button', { name: /^Nghe ghi âm, 0:0\d$/ }).click()
  await hear(player)
  await assertAccessible(phone)

  await desk.goto(`${base}/staff/ho-so/${id}`)
  const said = desk.locator('.reply')
  await said.getByText('Số trên giấy là 1234.').waitFor()
  await said.getByText(/ · Lời nhắn ghi âm, 0:0\d · \d+\sKB$/).waitFor()
  await desk.getByText(/^Kèm lời nhắn ghi âm, 0:0\d\.$/).waitFor()
  await assertAccessible(desk)
  await said.getByRole('button', { name: /^Nghe ghi âm/ }).click()
  await hear(said.getByLabel(/^Lời nhắn ghi âm/))
  await assertAccessible(desk)
})

test('a phone that speaks Vietnamese reads a question when asked, or each one by itself; leaving it, it is silent', async () => {
  const context = await aPhone()
  // This browser has no voice: the phone's is stood in for, and what it is given to say is written down.
  await context.addInitScript(() => {
    const said: string[] = []
    Object.assign(globalThis, {
      said,
      SpeechSynthesisUtterance: class {
        text: string
        constructor(text: string) {
          this.text = text
        }
      }
    })
    Object.defineProperty(globalThis, 'speechSynthesis', {
      value: {
        getVoices: () => [{ lang: 'vi-VN', name: 'Linh' }],
        speak: ({ text }: { text: string }) => said.push(text),
        cancel: () => said.push('(silence)'),
        addEventListener() {},
        removeEventListener() {}
      }
    })
  })
  const phone = await context.newPage()
  const said = () => phone.evaluate(() => (globalThis as unknown as { said: string[] }).said)
  await beginBirth(phone)
  await phone.getByRole('button', { name: 'Nghe câu này' }).waitFor()
  assert.deepEqual((await said()).filter((words) => words !== '(silence)'), []) // biome-ignore format: one line
  await phone.getByRole('button', { name: 'Nghe câu này' }).click()
  assert.match((await said()).at(-1) ?? '', /chứng minh trẻ được sinh ra/)
  const draft = phone.url()
  await phone.goto('/app/toi')
  await phone.getByLabel('Ngay khi câu hỏi hiện ra').check()
  await assertAccessible(phone)
  await phone.goto(draft)
  await phone.getByRole('button', { name: 'Nghe câu này' }).waitFor()
  assert.match((await said()).at(-1) ?? '', /chứng minh trẻ được sinh ra/)
  await phone.getByRole('button', { name: 'Quay lại' }).click()
  await phone.getByRole('button', { name: 'Nghe câu này' }).waitFor({ state: 'detached' })
  assert.equal((await said()).at(-1), '(silence)')
})
