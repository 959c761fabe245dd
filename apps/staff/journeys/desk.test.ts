import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { aBirthFiledBy, anOfficial, assertAccessible, browser } from './province.ts'

/** A scanner is a keyboard: it types quickly, wherever the focus is, and ends with Enter. */
async function scan(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
test('a scanned receipt opens an online birth, which is judged paper by paper and asked to be completed', async () => {
  const citizen = await browser.newContext()
  const { id, number } = await aBirthFiledBy(citizen)
  const desk = await anOfficial('motcua.19756')
  // The receipt, or the number on it, opens its dossier from anywhere.
  await desk.getByRole('button', { name: /^Tiếp nhận.*F2/ }).waitFor()
  await desk.keyboard.press('F4')
  await scan(desk, `http://localhost/tra-cuu?so=${number}&ma=8K3F9T2M`)
  await desk.waitForURL(`**/ho-so/${id}`)
  await desk.getByLabel('Chưa đạt').check()
  await desk.getByRole('button', { name: 'Mờ' }).click()
  await assertAccessible(desk)
  await desk.keyboard.press('F9')
  await desk.getByRole('region', { name: 'Yêu cầu bổ sung' }).waitFor()
  await desk.keyboard.press('F9')
  await desk.getByText('Đã yêu cầu bổ sung; thời hạn tạm dừng.').waitFor()
  await citizen.close()
  await desk.context().close()
})

test('what is done without a network waits in “Chưa gửi” and is sent once when it is back', async () => {
  const citizen = await browser.newContext()
  const { id, number } = await aBirthFiledBy(citizen)
  const desk = await anOfficial('motcua.19756')
  await desk.goto(`${desk.url().replace(/\/staff.*/, '/staff')}/ho-so/${id}`)
  await desk.getByRole('button', { name: /^Tiếp nhận.*F9/ }).waitFor()
  await desk.context().setOffline(true)
  await desk.keyboard.press('F9')
  await desk.getByText('việc vừa làm đang lưu trên máy này').waitFor()
  await desk.getByText(/^Mất mạng từ/).waitFor()
  await desk.context().setOffline(false)
  await desk
    .getByRole('link', { name: /Chưa gửi/ })
    .first()
    .click()
  await desk.getByText(`Tiếp nhận – hồ sơ ${number}`).waitFor()
  await desk.getByText('Đã gửi từ máy này').waitFor()
  await assertAccessible(desk)
  await citizen.close()
  await desk.context().close()
})
