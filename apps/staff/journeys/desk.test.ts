import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { aBirthFiledBy, anOfficial, assertAccessible, browser, pressAgain, scan } from './province.ts'

const card = '046190001234||Nguyễn Thị Hoa|28051990|Nữ|12 Chi Lăng, Gia Hội, Huế, Thừa Thiên Huế|29042021'

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '')

/** Presses F9 until the focus stands at a gap with this id. */
async function goToGap(page: Page, id: string): Promise<void> {
  await page.keyboard.press('F9')
  await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id)
}

test('without the mouse: a card fills in the person, broken letters are compared, Telex is typed, F9 goes from gap to gap', async () => {
  const desk = await anOfficial('motcua.hcc.474')
  await desk.getByRole('button', { name: /^Tiếp nhận.*F2/ }).waitFor()
  await assertAccessible(desk)
  await desk.keyboard.press('F2')
  await desk.waitForFunction(() => document.activeElement?.id === 'procedure')
  await scan(desk, card.replace('Nguyễn Thị Hoa', 'Nguyá»…n Thá»‹ Hoa'))
  await desk.getByText('Mã đọc được nhưng chữ bị sai dấu').waitFor()
  await assertAccessible(desk)
  await scan(desk, card)
  await desk.locator('.who-name', { hasText: 'Nguyễn Thị Hoa' }).waitFor()
  assert.equal(
    await desk.locator('#procedure').inputValue(),
    '',
    'the scan has left nothing in the field with the focus'
  )
  await desk.locator('#procedure').fill('ho kinh doanh')
  await desk.keyboard.press('Enter')
  // The card has answered what it can: the first question it cannot answer has the focus.
  await desk.waitForFunction(() => document.activeElement?.id === 'q.owner_ethnicity')
  assert.equal(await desk.locator('[id="q.owner_personal_id"]').inputValue(), '046190001234')
  await desk.keyboard.type('kinh')
  await desk.keyboard.press('Enter')

  await goToGap(desk, 'q.business_name')
  // A letter is being composed: F9 belongs to nobody, and what was composed stays.
  const keyboard = await desk.context().newCDPSession(desk)
  await keyboard.send('Input.imeSetComposition', { text: 'Quá', selectionStart: 3, selectionEnd: 3 })
  await desk.keyboard.press('F9')
  assert.equal(await focused(desk), 'q.business_name')
  await keyboard.send('Input.insertText', { text: 'Quán Bến Ngự' })
  assert.equal(await desk.locator('[id="q.business_name"]').inputValue(), 'Quán Bến Ngự')

  await goToGap(desk, 'q.business_address.commune')
  await desk.keyboard.type('gia hoi')
  await desk.getByRole('option', { name: /Gia Hội/ }).waitFor()
  await desk.keyboard.press('Enter')
  await desk.locator('[id="q.business_address.line"]').fill('3 Bến Ngự')
  await goToGap(desk, 'q.industries.0.code')
  await desk.keyboard.type('nha hang')
  await desk
    .getByRole('option', { name: /[Nn]hà hàng/ })
    .first()
    .waitFor()
  await desk.keyboard.press('Enter')
  await desk.keyboard.press('Enter')
  await desk.keyboard.press('Space')
  await goToGap(desk, 'q.capital')
  await desk.context().close()
})

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
  await pressAgain(desk)
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
