import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aPdf } from '@motcua/kernel/testing'
import {
  aBirthFiledBy,
  anOfficial,
  anOfficialAtTheForm,
  assertAccessible,
  base,
  browser,
  pressAgain
} from './province.ts'

test('a birth goes from the citizen over desk, register and chair back to the desk, in the browser', async () => {
  const citizen = await browser.newContext({ viewport: { width: 360, height: 640 } })
  const { id, number, trackingCode } = await aBirthFiledBy(citizen)
  const phone = await citizen.newPage()
  await phone.goto(`${base}/app/ho-so/${id}`)
  await phone.getByText(number).first().waitFor()
  await assertAccessible(phone)

  const desk = await anOfficialAtTheForm('motcua.19756')
  await desk.goto(`${base}/staff/ho-so/${id}`)
  await desk.getByRole('button', { name: /^Tiếp nhận/ }).waitFor()
  await assertAccessible(desk)
  // A second press before the screen has the new state does nothing.
  await desk.keyboard.press('F9')
  await desk.keyboard.press('F9')
  await desk.getByText('Đã tiếp nhận hồ sơ.').waitFor()
  await pressAgain(desk)
  await desk.getByText('Đã chuyển xử lý.').waitFor()

  const register = await anOfficial('hotich.19756')
  await register.goto(`${base}/staff/viec`)
  await register.getByText(number).first().waitFor()
  await assertAccessible(register)
  await register.goto(`${base}/staff/ho-so/${id}`)
  await register.getByRole('button', { name: /^Chuyển bước tiếp/ }).click()
  await register.getByRole('heading', { name: 'Chuyển bước tiếp' }).waitFor()
  await register.keyboard.press('F9')
  await register.getByText('Đã chuyển bước tiếp theo.').waitFor()

  const chair = await anOfficial('chutich.19756')
  await chair.goto(`${base}/staff/ho-so/${id}`)
  await chair.getByRole('button', { name: /^Quyết định/ }).click()
  const form = chair.getByRole('region', { name: 'Quyết định' })
  await form.getByText('Đồng ý, cấp kết quả').click()
  await form.locator('input[type=file]').setInputFiles({
    name: 'giay-khai-sinh.pdf',
    mimeType: 'application/pdf',
    buffer: aPdf('giấy khai sinh')
  })
  // The name alone already stands there while the file is on its way.
  await form.locator('.brought', { hasText: 'giay-khai-sinh.pdf' }).waitFor()
  await assertAccessible(chair)
  await form.getByRole('button', { name: /^Quyết định/ }).click()
  await chair.getByText('Đã ghi quyết định.').waitFor()

  await desk.goto(`${base}/staff/ho-so/${id}`)
  await desk.getByRole('button', { name: /^Trả kết quả.*F9/ }).waitFor()
  await desk.keyboard.press('F9')
  await desk.getByText('Người nhận kết quả').waitFor()
  await desk.getByLabel(/^Kết quả:/).check()
  await desk.keyboard.press('F9')
  await desk.getByText('Đã trả kết quả.').first().waitFor()

  const stranger = await browser.newPage({ viewport: { width: 360, height: 640 }, javaScriptEnabled: false })
  await stranger.goto(`${base}/tra-cuu?so=${number}&ma=${trackingCode}`)
  await stranger.getByText('Đã nhận kết quả').waitFor()
  assert.doesNotMatch(await stranger.content(), /<script|NGUYỄN THỊ HOA|Chi Lăng/)
  await phone.reload()
  await phone.getByText('giay-khai-sinh.pdf').first().waitFor()
})

test('the public pages have no serious fault for a screen reader, in both languages', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 640 } })
  for (const path of [
    '/',
    '/thu-tuc',
    '/thu-tuc/1.001193',
    '/tra-cuu',
    '/noi-nop',
    '/cach-tinh-ngay-hen',
    '/niem-phong',
    '/demo',
    '/co-quan/H57.22.03'
  ])
    for (const language of ['vi', 'en']) {
      await page.goto(`${base}${path}?lang=${language}`)
      await assertAccessible(page)
    }
})
