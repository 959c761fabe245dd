import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Endpoint } from '@motcua/kernel/contract'
import { listNotices, markAllRead, markRead } from '@motcua/kernel/contract'
import { smsOf, smsSigns, width } from '@motcua/kernel/rules/sms'
import * as contract from './contract.ts'
import { noticeTexts } from './notice-texts.ts'
import { aProvince, birthAnswers } from './test-province.ts'

type Words = Record<'vi' | 'en', { title: string; text: string; sms: { head: string; tail: string } }>
type Told = { kind: string; phone: string | null; email: string | null; person_id: string | null; words: Words }

const province = await aProvince()
const { officials, citizens } = province
const [hoa] = citizens
const proof = await province.bring(hoa)
const aDossier = () => ({
  id: randomUUID(),
  procedure: '1.001193',
  version: province.birth,
  answers: { ...birthAnswers, applicant_email: 'hoa@example.vn' },
  papers: [{ code: 'medical_birth_certificate', sha256: proof, name: 'a.pdf' }]
})
const toldOf = (id: string) =>
  province.asOwner<Told>('select * from kernel.notice where case_id = $1 order by xmin::text::bigint', [id])
const kindsOf = async (id: string) => (await toldOf(id)).map(({ kind }) => kind)

async function does(who: (typeof citizens)[0], act: Endpoint, id: string, body: object = {}) {
  const reply = await province.as(who)(act, { params: { id }, body })
  assert.ok(reply.status < 300, `${act.name}: ${reply.text}`)
}

test('who filed online is told at each step that concerns them, in the words of the design', async () => {
  const filed = await province.as(hoa)(contract.sendDossier, { body: aDossier() })
  const { id, number, trackingCode } = filed.body
  province.clock.set('2021-12-29T09:05:00+07:00')
  await does(officials.deskOfficer, contract.receiveDossier, id)
  await does(officials.deskOfficer, contract.forwardDossier, id)
  const asked = [{ kind: 'paper', name: 'medical_birth_certificate', how: 'ảnh mờ, tên NGUYỄN THỊ HOA' }]
  await does(officials.civilStatus, contract.askSupplement, id, { items: asked, reason: 'thiếu của bà HOA' })
  await does(hoa, contract.supplyDossier, id, {
    papers: [{ code: 'medical_birth_certificate', sha256: await province.bring(hoa, 'rõ'), name: 'b.pdf' }]
  })
  await does(officials.civilStatus, contract.handOverDossier, id)
  const sha256 = await province.bring(officials.chair, 'giấy khai sinh')
  await does(officials.chair, contract.decideDossier, id, { outcome: 'granted', result: { sha256, name: 'ks.pdf' } })
  await does(officials.deskOfficer, contract.returnResult, id, { collectedBy: 'applicant' })

  const told = await toldOf(id)
  assert.deepEqual(
    told.map(({ kind }) => kind.replace('dossiers.', '')),
    ['sent', 'received', 'supplement_asked', 'supplied', 'decided', 'returned']
  )
  const [sent, received, supplement, , decided] = told as [Told, Told, Told, Told, Told]
  assert.deepEqual([sent.person_id, sent.phone, sent.email], [hoa.personId, '0914000001', 'hoa@example.vn'])
  assert.match(
    sent.words.vi.text,
    /đến Cơ quan H57\.22\.03 lúc 09:00.*trước 09:00\u00a0thứ\u00a0Năm\u00a030\/12\/2021\./
  )
  assert.match(
    received.words.vi.text,
    /^Đã tiếp nhận hồ sơ H57.*lúc 09:05.*Hẹn trả kết quả: trước 17:30.*Thủ tục này không thu tiền/
  )
  assert.equal(
    smsOf(received.words.vi.sms.head, received.words.vi.sms.tail),
    `MOT CUA: Ho so ${number} da tiep nhan. Hen tra truoc 17:30 thu Tu 29/12/2021 tai Co quan H57.22.03. Ma tra cuu ${trackingCode}. Hoi dap 19001075.`
  )
  assert.match(supplement.words.vi.text, /cần bổ sung 1 mục: .*chứng sinh/i)
  assert.match(decided.words.vi.text, /mang theo giấy hẹn và giấy tờ tùy thân, cùng bản chính: /)

  const { body } = await province.as(hoa)(listNotices)
  assert.equal(body.unread, 6)
  assert.ok(body.rows.some(({ text }) => text.vi === sent.words.vi.text))
})

test('what is told holds number, procedure and place, and nothing else of a person', async () => {
  const of = 'HOA,NAM,NHIÊN,mờ,thiếu của,046190000011,0914000001,hoa@example.vn,Chi Lăng,1990'
  const personal = of.split(',')
  const all = await province.asOwner<{ words: string }>('select words::text from kernel.notice')
  assert.ok(all.length > 5)
  for (const { words } of all) for (const mark of personal) assert.ok(!words.includes(mark), `${mark} in ${words}`)
})

test('who stood at the desk is told by the telephone in the dossier, having no account', async () => {
  const bring = await province.bring(officials.deskOfficer)
  const taken = await province.as(officials.deskOfficer)(contract.takeInDossier, {
    body: { ...aDossier(), papers: [{ code: 'medical_birth_certificate', sha256: bring, name: 'a.pdf' }] }
  })
  assert.equal(taken.status, 201, taken.text)
  await does(officials.deskOfficer, contract.voidDossier, taken.body.id, { reason: 'nhập nhầm' })
  const told = await toldOf(taken.body.id)
  assert.deepEqual(
    told.map(({ kind, person_id, phone }) => [kind, person_id, phone]),
    [
      ['dossiers.received', null, '0914000001'],
      ['dossiers.voided', null, '0914000001']
    ]
  )
})

test('a refusal names ground and article, a withdrawal is confirmed; one that was refused itself tells nothing', async () => {
  const { id } = (await province.as(hoa)(contract.sendDossier, { body: aDossier() })).body
  await does(officials.deskOfficer, contract.refuseDossier, id, {
    ground: (await grounds())[0],
    reason: 'vì bà HOA'
  })
  const [, refused] = await toldOf(id)
  assert.equal(refused?.kind, 'dossiers.refused')
  assert.match(refused.words.vi.text, /chưa được tiếp nhận vì: .+ \(.+\)\./)
  assert.equal(
    (await province.as(hoa)(contract.withdrawDossier, { params: { id }, body: { reason: 'x' } })).status,
    409
  )

  const other = (await province.as(hoa)(contract.sendDossier, { body: aDossier() })).body
  await does(hoa, contract.withdrawDossier, other.id, { reason: 'nộp nhầm' })
  assert.deepEqual(
    [await kindsOf(id), await kindsOf(other.id)],
    [
      ['dossiers.sent', 'dossiers.refused'],
      ['dossiers.sent', 'dossiers.withdrawn']
    ]
  )
})

const grounds = async (): Promise<string[]> => {
  const [row] = await province.asOwner<{ code: string }>(
    `select body -> 'refusalGrounds' -> 0 ->> 'code' as code from procedures.version where code = '1.001193'`
  )
  return [row?.code ?? '']
}

test('a copy of a command tells once', async () => {
  const key = randomUUID()
  const body = aDossier()
  await Promise.all([1, 2, 3].map(() => province.as(hoa)(contract.sendDossier, { body, key })))
  assert.deepEqual(await kindsOf(body.id), ['dossiers.sent'])
})

test('the officers of the desk find a dossier that came online among their notices, and no other official does', async () => {
  await province.tellAll()
  await province.asOwner(`delete from kernel.notice where kind = 'dossiers.arrived'`)
  const filed = await province.as(hoa)(contract.sendDossier, { body: aDossier() })
  await province.tellAll()
  await province.tellAll()

  const seenBy = async (who: (typeof citizens)[0]) =>
    (await province.as(who)(listNotices)).body.rows.filter(({ case: about }) => about === filed.body.id)
  const [arrived] = await seenBy(officials.deskOfficer)
  assert.match(
    arrived?.text.vi ?? '',
    new RegExp(`^Hồ sơ ${filed.body.number} .*vừa gửi đến Cơ quan H57\\.22\\.03\\. Phải trả lời`)
  )
  assert.equal((await seenBy(officials.secondDeskOfficer)).length, 1)
  for (const who of [officials.civilStatus, officials.chair, officials.otherDeskOfficer, officials.districtOfficer])
    assert.deepEqual(await seenBy(who), [])
})

test('a notice is read by who it was told to, and by nobody else', async () => {
  const stranger = citizens[1]
  const before = (await province.as(hoa)(listNotices)).body
  const [first] = before.rows
  const params = { id: first?.id ?? '' }
  assert.equal((await province.as(stranger)(markRead, { params })).status, 404)
  assert.deepEqual((await province.as(stranger)(listNotices)).body, { unread: 0, rows: [] })

  assert.equal((await province.as(hoa)(markRead, { params })).body.unread, before.unread - 1)
  assert.equal((await province.as(hoa)(markRead, { params })).body.unread, before.unread - 1)
  assert.notEqual((await province.as(hoa)(listNotices)).body.rows[0]?.id, first?.id, 'unread ones come first')
  await province.as(hoa)(markAllRead)
  assert.equal((await province.as(hoa)(listNotices)).body.unread, 0)
})

test('every notice fits one SMS in both languages, with what must arrive at its end', () => {
  for (const texts of [noticeTexts.vi, noticeTexts.en] as Record<string, string>[])
    for (const [key, text] of Object.entries(texts).filter(([name]) => name.endsWith('.sms'))) {
      const place = 'Ủy ban nhân dân thị trấn Phú Lộc, huyện Phú Lộc'
      const filled = text
        .replace('{number}', 'H57.28.07-211229-0017')
        .replace('{place}', place)
        .replace(/\{(due|answerDue|time)\}/, '17:30 thứ Tư 29/12/2021')
      const sms = smsOf(filled, 'Mã tra cứu 8K3F9T2M. Hỏi đáp 19001075.')
      assert.ok(width(sms) <= smsSigns && sms.endsWith('8K3F9T2M. Hoi dap 19001075.'), key)
      // Photographs have no number before they are a dossier.
      if (key !== 'photographs.sms') assert.match(sms, /H57\.28\.07-211229-0017/, key)
    }
})

test('a desk hears of a reminder and a message, the applicant of their answers, and no words of either leave the house', async () => {
  const { id } = (await province.as(hoa)(contract.sendDossier, { body: aDossier() })).body
  await does(hoa, contract.sendMessage, id, { text: 'Có cần bản chính không?' })
  await does(officials.deskOfficer, contract.sendMessage, id, { text: 'Có, mang theo khi nhận.' })
  province.clock.set('2022-01-05T09:00:00+07:00')
  const reminder = randomUUID()
  await does(hoa, contract.remind, id, { reminder })
  await does(officials.deskOfficer, contract.answerReminder, id, { reminder, answer: 'Đang xác minh.' })
  await province.tellAll()
  const told = (await toldOf(id)).filter(({ kind }) => /asked|answered|reminded/.test(kind))
  assert.deepEqual([...new Set(told.map(({ kind }) => kind))].toSorted(), [
    'dossiers.answered', 'dossiers.asked', 'dossiers.reminded', 'dossiers.reminder_answered'
  ]) // biome-ignore format: a list
  assert.ok(told.every(({ words }) => !/bản chính|xác minh/.test(JSON.stringify(words))))
})
