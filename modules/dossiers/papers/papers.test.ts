import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import type { Person } from '@motcua/kernel'
import type { Problem } from '@motcua/kernel/contract'
import { readPaper } from '@motcua/kernel/platform/paper-testing'
import { smsOf } from '@motcua/kernel/rules/sms'
import * as contract from '../contract.ts'
import { aProvince, birthAnswers, birthProcedure } from '../test-province.ts'

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const problemOf = (reply: { body: unknown }) => reply.body as Problem

const province = await aProvince()

/** A birth filed online by Hoa, at nine o'clock of that day. */
async function aBirth(answers: object = {}) {
  province.clock.set('2021-12-29T09:00:00+07:00')
  const [hoa] = province.citizens
  const proof = await province.bring(hoa)
  const sent = await province.as(hoa)(contract.sendDossier, {
    body: {
      id: randomUUID(),
      procedure: '1.001193',
      version: province.birth,
      answers: { ...birthAnswers, ...answers },
      papers: [{ code: 'medical_birth_certificate', sha256: proof, name: 'giay-chung-sinh.pdf' }]
    }
  })
  assert.equal(sent.status, 201, sent.text)
  return { params: { id: sent.body.id }, number: sent.body.number, code: sent.body.trackingCode, proof }
}

const print = async (who: Person, endpoint: typeof contract.printReceipt, params: { id: string }) => {
  const reply = await province.as(who)(endpoint, { params })
  assert.equal(reply.status, 200, reply.text)
  assert.equal(reply.headers['content-type'], 'application/pdf')
  return reply.bytes
}
const linesOf = async (bytes: Uint8Array) => (await readPaper(bytes)).pages.join(' ')

const supplement = {
  items: [{ kind: 'paper' as const, name: 'medical_birth_certificate', how: 'Ảnh mờ, chụp lại cho rõ số giấy.' }],
  reason: 'Không đọc được số giấy chứng sinh.'
}
const refusal = (ground: string) => ({ ground, reason: 'Cha mẹ cư trú nơi khác.', rightPlace: 'UBND phường Vỹ Dạ' })

describe('the receipt (Mẫu 01)', () => {
  test('says everything the form asks, and lists every file with size and SHA-256', async () => {
    const { params, number, code, proof } = await aBirth()
    const [hoa] = province.citizens
    assert.equal((await province.as(hoa)(contract.printReceipt, { params })).status, 404, 'not before it was received')
    province.clock.set('2021-12-29T10:05:00+07:00')
    await province.as(province.officials.deskOfficer)(contract.receiveDossier, { params })
    const bytes = await print(hoa, contract.printReceipt, params)
    const { title, pages, width, height, left, right } = await readPaper(bytes)
    assert.equal(title, `Giấy tiếp nhận hồ sơ và hẹn trả kết quả ${number}`, 'what a list of papers calls it')
    const text = pages.join(' ')
    const said = [
      'Mẫu số 01', 'CƠ QUAN H57.22.03', 'BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập – Tự do – Hạnh phúc',
      `Số: ${number.slice(10)}/TNHS`, 'Gia Hội, ngày 29 tháng 12 năm 2021', 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
      `Mã hồ sơ: ${number}`, `Mã tra cứu: ${code}`, 'Tiếp nhận hồ sơ của: NGUYỄN THỊ HOA', 'Địa chỉ: 12 Chi Lăng, phường Gia Hội, thành phố Huế',
      'Số điện thoại: 0914000001', 'Nội dung yêu cầu giải quyết: Đăng ký khai sinh', '2. Giấy chứng sinh – bản chính (gửi tệp trực tuyến), số lượng: 1',
      `giay-chung-sinh.pdf · 1 KB · SHA-256 ${proof.match(/.{8}/g)?.join(' ')}`, 'chỉ xuất trình', 'Số lượng hồ sơ: 1 (bộ)',
      'Thời gian giải quyết hồ sơ theo quy định là: trong ngày', 'Thời gian nhận hồ sơ: 10 giờ 05 phút, ngày 29 tháng 12 năm 2021',
      'Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 30 phút, ngày 29 tháng 12 năm 2021', 'Đăng ký nhận kết quả tại: Bộ phận Tiếp nhận',
      `Quyển số: 2021 (sổ điện tử), Số thứ tự: ${number.slice(10)}`, 'NGƯỜI NỘP HỒ SƠ', 'NGƯỜI TIẾP NHẬN HỒ SƠ', 'deskOfficer'
    ] // biome-ignore format: a form read from top to bottom
    for (const words of said) assert.ok(text.includes(words), `“${words}” is not in: ${text}`)
    // A4; left 30–35 mm, right 15–20 mm (Decree 30/2020/NĐ-CP, annex I).
    const mm = (points: number) => (points * 25.4) / 72
    assert.deepEqual([Math.round(mm(width)), Math.round(mm(height)), pages.length], [210, 297, 1])
    assert.ok(mm(left) >= 29.9 && mm(width - right) >= 14.9, `text from ${mm(left)} to ${mm(right)} mm`)
  })

  test('printed again after a supplement, a decision and by somebody else, it has the same bytes', async () => {
    const { params } = await aBirth()
    const { deskOfficer, secondDeskOfficer } = province.officials
    const [hoa] = province.citizens
    const call = province.as(deskOfficer)
    await call(contract.receiveDossier, { params })
    const first = await print(hoa, contract.printReceipt, params)
    province.clock.set('2021-12-29T11:00:00+07:00')
    assert.equal((await call(contract.askSupplement, { params, body: supplement })).status, 201)
    const better = await province.bring(hoa, 'ảnh rõ')
    province.clock.set('2022-01-05T08:00:00+07:00')
    const papers = [{ code: 'medical_birth_certificate', sha256: better, name: 'moi.pdf' }]
    const answers = { applicant_phone: '0914000002' }
    const supplied = await province.as(hoa)(contract.supplyDossier, { params, body: { papers, answers } })
    assert.equal(supplied.status, 201, supplied.text)
    assert.deepEqual(await print(secondDeskOfficer, contract.printReceipt, params), first)
  })

  test('of a dossier taken in at the desk the day promised then is kept, whatever happens to the clock', async () => {
    province.clock.set('2021-12-29T09:00:00+07:00')
    const { deskOfficer } = province.officials
    const proof = await province.bring(deskOfficer)
    const body = {
      id: randomUUID(),
      procedure: '1.001193',
      version: province.birth,
      answers: birthAnswers,
      papers: [{ code: 'medical_birth_certificate', sha256: proof, name: 'a.pdf' }]
    }
    const taken = await province.as(deskOfficer)(contract.takeInDossier, { body })
    assert.equal(taken.status, 201, taken.text)
    const params = { id: body.id }
    await province.as(deskOfficer)(contract.askSupplement, { params, body: supplement })
    const text = await linesOf(await print(deskOfficer, contract.printReceipt, params))
    assert.match(text, /trả kết quả giải quyết hồ sơ: 17 giờ 30 phút, ngày 29 tháng 12 năm 2021/)
    assert.doesNotMatch(text, /gửi tệp trực tuyến/)
  })

  test('hostile texts of the applicant stand on it as they were written', async () => {
    const place = '#eval("1") \\ *đậm* $x$ "}) ' + 'x'.repeat(120)
    const residence = { commune: '19756', line: place }
    const { params } = await aBirth({ applicant_residence: residence, mother_residence: residence })
    await province.as(province.officials.deskOfficer)(contract.receiveDossier, { params })
    const { pages, right, width } = await readPaper(await print(province.citizens[0], contract.printReceipt, params))
    assert.ok(pages.join('').replaceAll(' ', '').includes(place.replaceAll(' ', '')), pages.join())
    assert.ok(right <= width - 42, `ends at ${right} of ${width}`)
  })
})

describe('the request to complete (Mẫu 02) and the refusal (Mẫu 03)', () => {
  test('the request names each paper with how to mend it, the reason and whom to ask', async () => {
    const { params, number } = await aBirth()
    await province.as(province.officials.deskOfficer)(contract.askSupplement, { params, body: supplement })
    const text = await linesOf(await print(province.citizens[0], contract.printSupplementRequest, params))
    for (const words of [
      'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
      `Số: ${number.slice(10)}/HDHS`,
      '1. Giấy chứng sinh: Ảnh mờ, chụp lại cho rõ số giấy.',
      'Lý do: Không đọc được số giấy chứng sinh.',
      'số điện thoại 1900 1075'
    ])
      assert.ok(text.includes(words), `“${words}” is not in: ${text}`)
    const second = await province.as(province.citizens[0])(contract.printSupplementRequest, {
      params,
      query: { no: 2 }
    })
    assert.equal(second.status, 404)
  })

  test('the refusal gives ground, article, reason and the right place', async () => {
    const { params } = await aBirth()
    const ground = birthProcedure.refusalGrounds[0]
    assert.ok(ground)
    await province.as(province.officials.deskOfficer)(contract.refuseDossier, { params, body: refusal(ground.code) })
    const text = await linesOf(await print(province.citizens[0], contract.printRefusal, params))
    for (const words of ['vì lý do sau đây', ground.article, 'Cha mẹ cư trú nơi khác.', 'UBND phường Vỹ Dạ'])
      assert.ok(text.includes(words), `“${words}” is not in: ${text}`)
    const again = await aBirth()
    const reason = `${ground.text.vi} (${ground.article}).`
    const body = { ground: ground.code, reason }
    await province.as(province.officials.deskOfficer)(contract.refuseDossier, { params: again.params, body })
    const once = await linesOf(await print(province.citizens[0], contract.printRefusal, again.params))
    assert.equal(
      once.split(ground.text.vi).length,
      2,
      `a reason that only repeats the ground stands there once: ${once}`
    )
  })

  test('both can be seen before they are issued, marked as such, and nothing is written', async () => {
    const { params } = await aBirth()
    const call = province.as(province.officials.deskOfficer)
    const asked = await call(contract.previewSupplementRequest, { params, body: supplement })
    assert.equal(asked.status, 200, asked.text)
    assert.match(await linesOf(asked.bytes), /BẢN XEM TRƯỚC.*Ảnh mờ/)
    const ground = birthProcedure.refusalGrounds[0]?.code ?? ''
    const refused = await call(contract.previewRefusal, { params, body: refusal(ground) })
    assert.match(await linesOf(refused.bytes), /BẢN XEM TRƯỚC.*Cha mẹ cư trú nơi khác/)
    assert.equal((await call(contract.openDossier, { params })).body.state, 'registered')
    assert.equal((await call(contract.printSupplementRequest, { params })).status, 404)
  })

  test('the SMS that goes with them can be seen before, sign for sign as it then leaves', async () => {
    const call = province.as(province.officials.deskOfficer)
    const [hoa] = province.citizens
    const leaves = async (id: string, kind: string) => {
      const [told] = await province.asOwner<{ words: Record<'vi' | 'en', { sms: { head: string; tail: string } }> }>(
        'select words from kernel.notice where case_id = $1 and kind = $2',
        [id, kind]
      )
      return (language: 'vi' | 'en') => told && smsOf(told.words[language].sms.head, told.words[language].sms.tail)
    }
    const asked = await aBirth()
    const before = await call(contract.previewSupplementSms, { params: asked.params, body: supplement })
    assert.equal(before.status, 200, before.text)
    await call(contract.askSupplement, { params: asked.params, body: supplement })
    assert.equal(before.body.sms, (await leaves(asked.params.id, 'dossiers.supplement_asked'))('vi'))
    assert.match(before.body.sms ?? '', /^MOT CUA: Ho so .* can bo sung 1 muc\..* 19001075\.$/)

    const body = refusal(birthProcedure.refusalGrounds[0]?.code ?? '')
    const wants = (language: string, bySms: boolean) =>
      province.asOwner(
        `insert into kernel.contact (person_id, language, by_sms) values ($1, $2, $3)
         on conflict (person_id) do update set language = excluded.language, by_sms = excluded.by_sms`,
        [hoa.personId, language, bySms]
      )
    await wants('en', true)
    const refused = await aBirth()
    const inEnglish = await call(contract.previewRefusalSms, { params: refused.params, body })
    await wants('en', false)
    const none = await call(contract.previewRefusalSms, { params: refused.params, body })
    assert.equal(none.body.sms, null, 'who wants none gets none')
    await wants('vi', true)
    const landline = await aBirth({ applicant_phone: '02343822222' })
    const toLandline = await call(contract.previewRefusalSms, { params: landline.params, body })
    assert.equal(toLandline.body.sms, null, 'a landline takes no messages')
    await call(contract.refuseDossier, { params: refused.params, body })
    assert.equal(inEnglish.body.sms, (await leaves(refused.params.id, 'dossiers.refused'))('en'))
  })

  test('a preview is refused for what the act itself would be refused for', async () => {
    const { params } = await aBirth()
    const call = province.as(province.officials.deskOfficer)
    const unknown = { ...supplement, items: [{ kind: 'paper' as const, name: 'no_such', how: 'x' }] }
    const reply = await call(contract.previewSupplementRequest, { params, body: unknown })
    assert.deepEqual([reply.status, problemOf(reply).fields[0]?.field], [422, 'body.items.0.name'])
    const groundless = await call(contract.previewRefusal, { params, body: refusal('no_such') })
    assert.deepEqual([groundless.status, problemOf(groundless).fields[0]?.field], [422, 'body.ground'])
    await call(contract.receiveDossier, { params })
    const late = await call(contract.previewRefusal, { params, body: refusal('no_such') })
    assert.equal(late.status, 409, 'what was received is not refused at intake any more')
    const sms = await call(contract.previewRefusalSms, { params, body: refusal('no_such') })
    assert.equal(sms.status, 409)
  })
})

test('the apology (Mẫu 04) says why, what had been promised and the new day, and is signed by the head', async () => {
  const { params, number, code } = await aBirth()
  const { deskOfficer, chair } = province.officials
  await province.as(deskOfficer)(contract.receiveDossier, { params })
  const body = { reason: 'higher_level' as const, detail: 'Cha mẹ có quốc tịch nước ngoài.', day: '2022-01-05' }
  const before = await province.as(chair)(contract.previewApology, { params, body })
  const draft = await linesOf(before.bytes)
  assert.ok(draft.includes('BẢN XEM TRƯỚC') && draft.includes('ngày 05 tháng 01 năm 2022'), draft)
  const { sms } = (await province.as(chair)(contract.previewApologySms, { params, body })).body
  assert.match(sms ?? '', /^MOT CUA: Xin loi ong\/ba, ho so \S+ chua co ket qua dung hen\. Hen lai truoc 17:30/)
  assert.equal((await province.as(chair)(contract.apologise, { params, body })).status, 201)
  const bytes = await print(chair, contract.printApology, params)
  const { title, pages } = await readPaper(bytes)
  const text = pages.join(' ')
  for (const words of [
    'Mẫu số 04', `Số: ${number.slice(10)}/XLHL`, 'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ', 'NGUYỄN THỊ HOA',
    'Thời gian hẹn trả kết quả: 17 giờ 30 phút, ngày 29 tháng 12 năm 2021', 'vì lý do: phải xin ý kiến cấp trên',
    'Cha mẹ có quốc tịch nước ngoài.', 'Cơ quan H57.22.03 xin lỗi Ông (Bà)', 'trước 17 giờ 30 phút, ngày 05 tháng 01 năm 2022',
    'THỦ TRƯỞNG CƠ QUAN', 'chair'
  ]) // biome-ignore format: a form read from top to bottom
    assert.ok(text.includes(words), `“${words}” is not in: ${text}`)
  assert.equal(title, `Phiếu xin lỗi và hẹn lại ngày trả kết quả ${number}`)
  assert.deepEqual(await print(chair, contract.printApology, params), bytes, 'a reprint has the same bytes')
  const page = await province.get(`/kiem-tra?${new URLSearchParams({ so: number, ma: code })}`)
  assert.match(page.text, /Phiếu xin lỗi và hẹn lại ngày trả kết quả.*Còn hiệu lực/s)
  assert.match(page.text, /ngày hẹn in trên giấy đã đổi.*Ngày hẹn nay là.*05\/01\/2022/s, 'of the receipt')
})

test('who may not see a dossier gets none of its papers, and who printed one is written down for the applicant', async () => {
  const { params } = await aBirth()
  const { deskOfficer, otherDeskOfficer } = province.officials
  await province.as(deskOfficer)(contract.receiveDossier, { params })
  for (const who of [otherDeskOfficer, province.citizens[1]])
    assert.equal((await province.as(who)(contract.printReceipt, { params })).status, 404)
  assert.equal((await province.as({ kind: 'public' })(contract.printReceipt, { params })).status, 401)
  await print(deskOfficer, contract.printReceipt, params)
  const read = await province.asOwner<{ name: string }>(
    'select name from kernel.reading where cases @> array[$1::uuid] and person_id = $2',
    [params.id, deskOfficer.personId]
  )
  assert.deepEqual(read, [{ name: 'dossiers.print_receipt' }])
})

describe('checking a paper', () => {
  const check = (query: Record<string, string>) => province.get(`/kiem-tra?${new URLSearchParams(query)}`)

  test('number and code show what was issued, by whom and when, in force or not, and no name', async () => {
    const { params, number, code } = await aBirth()
    const call = province.as(province.officials.deskOfficer)
    await call(contract.receiveDossier, { params })
    const page = await check({ so: number, ma: code })
    assert.equal(page.status, 200, page.text)
    assert.match(page.text, /✓<\/span> Thật/)
    assert.match(page.text, /Giấy tiếp nhận hồ sơ.*Cơ quan H57\.22\.03, 09:00.*Còn hiệu lực/s)
    assert.match(page.text, /N\. T\. H\./)
    assert.doesNotMatch(page.text, /<script|HOA|Chi Lăng|0914/)
    await call(contract.askSupplement, { params, body: supplement })
    const proof = await province.bring(province.citizens[0], 'rõ hơn')
    const papers = [{ code: 'medical_birth_certificate', sha256: proof, name: 'b.pdf' }]
    await province.as(province.citizens[0])(contract.supplyDossier, { params, body: { papers } })
    assert.match((await check({ so: number, ma: code })).text, /ngày hẹn in trên giấy đã đổi.*Đã dùng xong/s)
  })

  test('the paper of a number entered in error is revoked', async () => {
    province.clock.set('2021-12-29T09:00:00+07:00')
    const { deskOfficer } = province.officials
    const proof = await province.bring(deskOfficer)
    const papers = [{ code: 'medical_birth_certificate', sha256: proof, name: 'a.pdf' }]
    const body = { id: randomUUID(), procedure: '1.001193', version: province.birth, answers: birthAnswers, papers }
    const taken = await province.as(deskOfficer)(contract.takeInDossier, { body })
    const reason = { reason: 'Nhập nhầm' }
    await province.as(deskOfficer)(contract.voidDossier, { params: { id: body.id }, body: reason })
    const page = await check({ so: taken.body.number, ma: taken.body.trackingCode })
    assert.match(page.text, /✕<\/span> Đã hủy/)
  })

  test('a file is known by its hash alone: receipt and result, as they left the system; one sign more and it is not', async () => {
    const { params, number, code } = await aBirth()
    const { deskOfficer, civilStatus, chair } = province.officials
    await province.as(deskOfficer)(contract.receiveDossier, { params })
    const receipt = await print(province.citizens[0], contract.printReceipt, params)
    const hash = sha256Of(receipt)
    const spaced = hash.toUpperCase().replace(/.{8}/g, '$& ')
    const page = await check({ tep: spaced })
    assert.match(page.text, /Thật.*tệp đang kiểm tra/s)
    assert.ok(page.text.includes(number))
    await province.as(deskOfficer)(contract.forwardDossier, { params })
    await province.as(civilStatus)(contract.handOverDossier, { params, body: {} })
    const result = await province.bring(chair, 'giấy khai sinh 2')
    const decision = { outcome: 'granted' as const, result: { sha256: result, name: 'ks.pdf' } }
    assert.equal((await province.as(chair)(contract.decideDossier, { params, body: decision })).status, 201)
    assert.match((await check({ tep: result })).text, /Kết quả giải quyết<\/strong> \(tệp đang kiểm tra\)/)
    const altered = sha256Of(Buffer.concat([receipt, Buffer.from(' ')]))
    const unknown = await check({ tep: altered })
    assert.deepEqual([unknown.status, /✕<\/span> Không có/.test(unknown.text)], [404, true])
    const other = await check({ so: number, ma: code, tep: altered })
    assert.match(other.text, /Không có.*không phải giấy của hồ sơ/s)
    assert.equal((await check({ tep: 'abc' })).status, 400)
  })

  test('five wrong tries close checking and tracking alike, by number and from the address', async () => {
    const { params, number, code } = await aBirth()
    await province.as(province.officials.deskOfficer)(contract.receiveDossier, { params })
    province.clock.set('2021-12-30T09:00:00+07:00')
    for (let i = 0; i < 3; i++) assert.equal((await check({ so: number, ma: 'AAAAAAAA' })).status, 404)
    for (let i = 0; i < 2; i++) await province.get(`/tra-cuu?so=${number}&ma=AAAAAAAA`)
    assert.equal((await check({ so: number, ma: code })).status, 429)
    assert.equal((await province.get(`/tra-cuu?so=${number}&ma=${code}`)).status, 429)
    assert.equal((await check({ tep: 'a'.repeat(64) })).status, 429, 'from the same address')
    province.clock.set('2021-12-30T10:01:00+07:00')
    assert.equal((await check({ so: number, ma: code })).status, 200)
  })
})
