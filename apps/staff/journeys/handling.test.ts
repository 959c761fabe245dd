/** How officials handle what lies before them: taken in and printed, asked to be completed, refused, moved on by a colleague. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { aPdf } from '@motcua/kernel/testing'
import { anOfficial, assertAccessible } from './province.ts'

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

test('a household business is taken in at the desk, and its receipt is printed', async () => {
  const desk = await anOfficial('motcua.hcc.474')
  await desk.getByRole('button', { name: /^Tiếp nhận.*F2/ }).waitFor()
  await desk.keyboard.press('F2')
  await desk.locator('#procedure').waitFor()
  await desk.keyboard.type(card)
  await desk.keyboard.press('Enter')
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
  await desk.context().close()
})
