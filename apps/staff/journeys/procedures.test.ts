/** How administrators change the rules: one looks at a procedure, tries it, proposes a list and a changed version; another publishes them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOfficial, assertAccessible } from './province.ts'

const header = 'Mã thủ tục,Tên thủ tục,Lĩnh vực,Cấp,Cơ quan giải quyết,Thành phần hồ sơ,Thời hạn'
const row = (code: string, limit: string) =>
  `${code},Cấp Giấy phép bán lẻ rượu,Lưu thông hàng hóa,huyện,Phòng Kinh tế và Hạ tầng,Đơn đề nghị,${limit}`

test('one administrator looks at a procedure, tries it, proposes a list and a changed version; another publishes the one and returns the other', async () => {
  const page = await anOfficial('quantri.ubnd')
  await page.getByRole('heading', { name: 'Thủ tục' }).waitFor()
  await page.getByRole('searchbox').fill('ho kinh doanh')
  await assertAccessible(page)
  await page.getByRole('link', { name: 'Đăng ký thành lập hộ kinh doanh' }).click()
  await page.getByText('Chuyên viên · Phòng Tài chính – Kế hoạch').first().waitFor()
  await page.getByRole('button', { name: 'Chạy thử' }).click()
  await page.getByText('Nhận bây giờ thì hẹn trả trước').waitFor()
  await page.getByText('100.000 đ').first().waitFor()
  await assertAccessible(page)
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Tải bản này về để sửa' }).click()
  ])
  const procedure = JSON.parse(await (await saved.createReadStream()).reduce((text, part) => text + part, ''))

  await page.getByRole('link', { name: 'Trình ban hành bản mới' }).click()
  const choose = (name: string, text: string) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  await choose('danh-muc.csv', [header, row('9.000001', '10 ngày làm việc'), row('9.000002', 'sớm nhất')].join('\n'))
  await page.getByText('2 dòng · 1 thủ tục mới · 1 lỗi').waitFor()
  await page.getByRole('cell', { name: /^Không đọc được “sớm nhất”\./ }).waitFor()
  await assertAccessible(page)
  await page.getByRole('button', { name: /^Trình ban hành 1 thủ tục/ }).click()
  await page.getByText(/^Đã trình 1 thủ tục/).waitFor()

  const seat = { ...procedure.steps[1].seat, unit: 'nowhere' }
  await choose('sai.json', JSON.stringify({ ...procedure, steps: procedure.steps.with(1, { ...procedure.steps[1], seat }) })) // biome-ignore format: one file
  await page.getByRole('cell', { name: /chưa có cơ quan: không có đơn vị “nowhere”/ }).waitFor()
  assert.equal(await page.getByRole('button', { name: /^Trình ban hành \d/ }).count(), 0)
  await choose('1.001612.json', JSON.stringify({ ...procedure, supplements: 2 }))
  await page.getByText('Số lần yêu cầu bổ sung', { exact: false }).first().waitFor()
  await page
    .getByText(/^\d+ hồ sơ đang giải quyết|thay bản từ 01\/07\/2021/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: /^Trình ban hành 1 thủ tục/ }).click()
  await page.getByRole('link', { name: 'Xem bản trình' }).click()
  await page.getByText('Người trình không tự ban hành').waitFor()
  assert.equal(await page.getByRole('button', { name: /^Ban hành/ }).count(), 0)
  await page.context().close()

  const second = await anOfficial('quantri2.ubnd')
  await second.locator('.rail').getByRole('link', { name: 'Thủ tục 2' }).waitFor()
  await second.getByRole('link', { name: /^1 thủ tục từ .*Cấp Giấy phép bán lẻ rượu/ }).click()
  await second.getByText('Trả lại', { exact: true }).first().click()
  await second.getByRole('button', { name: 'Trả lại' }).click()
  await second.getByLabel('Lý do').fill('Chưa có căn cứ pháp lý.')
  await second.getByRole('button', { name: 'Trả lại' }).click()
  await second.getByText('bị trả lại').waitFor()
  await second.getByRole('link', { name: 'Tất cả thủ tục' }).click()
  await second.getByRole('link', { name: /^1 thủ tục từ .*hộ kinh doanh/ }).click()
  await second.getByText('Số lần yêu cầu bổ sung', { exact: false }).first().waitFor()
  await assertAccessible(second)
  await second.keyboard.press('F9')
  await second.getByText(/^Đã ban hành 1 thủ tục/).waitFor()
  await second.getByRole('link', { name: 'Xem thủ tục' }).click()
  await second.getByText('Khác với bản từ 01/07/2021').waitFor()
  await second.getByText('đã thay thế').waitFor()
  await second.getByText(/ trình, .* ban hành\.$/).waitFor()
  await assertAccessible(second)
  await second.context().close()
})
