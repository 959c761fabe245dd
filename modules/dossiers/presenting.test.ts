import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Problem } from '@motcua/kernel/contract'
import { smsOf } from '@motcua/kernel/rules/sms'
import { readPaper } from '@motcua/kernel/platform/paper-testing'
import * as contract from './contract.ts'
import { aProvince, birthAnswers, birthProcedure, type TestProvince } from './test-province.ts'

const problemOf = (reply: { body: unknown }) => reply.body as Problem
const applicant = { name: 'Nguyễn Thị Hoa', personalId: '046190000011' }
const proof = { kind: 'paper' as const, name: 'medical_birth_certificate', how: 'Chưa có giấy chứng sinh.' }
const reason = 'Thiếu thành phần hồ sơ.'

/** A birth on the counter of Gia Hội, without the paper that proves it. */
const aBirth = <Changes extends object>(province: TestProvince, changes: Changes) => ({
  id: randomUUID(),
  procedure: '1.001193',
  version: province.birth,
  office: 12203,
  answers: birthAnswers,
  papers: [],
  applicant,
  ...changes
})

test('an incomplete dossier at the counter gets a number and Mẫu 02, is completed later and only then received', async () => {
  const province = await aProvince()
  const { as, officials, bring } = province
  const desk = as(officials.deskOfficer)
  const { child_name: _, ...nameless } = birthAnswers
  const body = aBirth(province, { answers: { ...nameless, applicant_phone: '0914' } })
  const some = problemOf(await desk(contract.askAtDesk, { body: { ...body, items: [proof], reason } }))
  assert.deepEqual(
    some.fields.map(({ field, code }) => [field, code]),
    [['answers.applicant_phone', 'supplement.also']],
    'everything missing is asked at once'
  )
  const items = [proof, { kind: 'field' as const, name: 'applicant_phone', how: 'Ghi đủ 10 chữ số.' }]
  const before = await desk(contract.previewAskingAtDesk, { body: { ...body, items: [proof], reason } })
  assert.equal(problemOf(before).code, some.code, 'a preview is refused for what the request is refused for')
  const asked = await desk(contract.askAtDesk, { body: { ...body, items, reason } })
  assert.deepEqual(
    [asked.status, asked.body.number, asked.body.state],
    [201, 'H57.22.03-211229-0001', 'awaiting_supplement'],
    asked.text
  )
  const params = { id: body.id }
  const paper = await desk(contract.printSupplementRequest, { params, query: {} })
  assert.match(paper.text, /^%PDF/)
  const seen = (await desk(contract.openDossier, { params })).body
  assert.deepEqual(
    [seen.subject, seen.way, seen.receivedAt, seen.timeline.map(({ what }) => what)],
    ['NGUYỄN THỊ HOA', 'desk', null, ['dossier_presented', 'supplement_asked']]
  )

  const sha256 = await bring(officials.deskOfficer, 'giấy chứng sinh')
  const supplied = await desk(contract.supplyDossier, {
    params,
    body: {
      answers: { child_name: 'TRẦN AN NHIÊN', applicant_phone: '0914000001' },
      papers: [{ code: proof.name, sha256, name: 'gcs.pdf' }]
    }
  })
  assert.equal(supplied.body.state, 'registered', supplied.text)
  const received = await desk(contract.receiveDossier, { params })
  assert.equal(received.body.state, 'received', received.text)
  const receipt = await desk(contract.printReceipt, { params })
  assert.match(receipt.text, /^%PDF/)
})

test('a name given by card stands where the form is still empty; what was typed wrong is asked for and not kept', async () => {
  const province = await aProvince()
  const desk = province.as(province.officials.deskOfficer)
  const answers = { applicant_personal_id: '04619000001', child_sex: 'female' }
  const body = aBirth(province, { answers, ground: 'false_papers', reason: 'Giấy tờ bị sửa chữa.' })
  const signs = problemOf(await desk(contract.refuseAtDesk, { body: { ...body, applicant: { name: 'Hoa<b>' } } }))
  assert.deepEqual([signs.fields[0]?.field, signs.fields[0]?.code], ['applicant.name', 'name.sign'])
  const refused = await desk(contract.refuseAtDesk, { body })
  assert.deepEqual([refused.status, refused.body.state], [201, 'refused'], refused.text)
  const params = { id: body.id }
  const seen = (await desk(contract.openDossier, { params })).body
  assert.deepEqual([seen.subject, seen.answers], ['Nguyễn Thị Hoa', { child_sex: 'female' }])
  const { pages } = await readPaper((await desk(contract.printRefusal, { params })).bytes)
  assert.match(pages.join(' '), /Nguyễn Thị Hoa/, 'a paper without a name is nobody’s')
  const found = await desk(contract.searchDossiers, { query: { q: applicant.personalId } })
  assert.deepEqual(
    found.body.rows.map(({ id, state }) => [id, state]),
    [[body.id, 'refused']]
  )
})

test('a refusal at the counter names a ground of the procedure and the right place, wherever that is', async () => {
  const province = await aProvince()
  const desk = province.as(province.officials.deskOfficer)
  const elsewhere = { ...birthAnswers, mother_residence: { commune: '19777', line: '45 Nguyễn Sinh Cung' } }
  const body = aBirth(province, {
    answers: elsewhere,
    ground: 'not_competent',
    reason: 'Mẹ cư trú tại phường Vỹ Dạ.',
    rightPlace: 'UBND phường Vỹ Dạ'
  })
  const unknown = await desk(contract.refuseAtDesk, { body: { ...body, ground: 'no_time' } })
  assert.deepEqual([unknown.status, problemOf(unknown).fields[0]?.code], [422, 'refusal.ground'], 'nothing was written')
  const refused = await desk(contract.refuseAtDesk, { body })
  assert.deepEqual([refused.body.state, refused.body.office], ['refused', 12203], refused.text)
  const other = province.as(province.officials.otherDeskOfficer)
  assert.equal((await other(contract.refuseAtDesk, { body })).status, 403, 'in the name of another desk')
  assert.equal((await other(contract.openDossier, { params: { id: body.id } })).status, 404)
})

test('a whole dossier of another desk goes there to be answered within 8 working hours, and both see it', async () => {
  const province = await aProvince()
  const { as, officials, bring } = province
  const desk = as(officials.deskOfficer)
  const { applicant: _, ...filing } = aBirth(province, {})
  const sha256 = await bring(officials.deskOfficer)
  const body = {
    ...filing,
    answers: { ...birthAnswers, mother_residence: { commune: '19777', line: '45 Nguyễn Sinh Cung' } },
    papers: [{ code: proof.name, sha256, name: 'gcs.pdf' }]
  }
  const here = await desk(contract.sendOn, { body: { ...body, answers: birthAnswers } })
  assert.equal(problemOf(here).code, 'dossier.this_desk')
  const gap = await desk(contract.sendOn, { body: { ...body, papers: [] } })
  assert.equal(problemOf(gap).fields[0]?.code, 'paper.missing')
  const sent = await desk(contract.sendOn, { body })
  assert.deepEqual(
    [sent.body.number, sent.body.office, sent.body.answerDueAt],
    ['H57.22.08-211229-0001', 12208, '2021-12-30T02:00:00.000Z'],
    sent.text
  )
  const params = { id: body.id }
  const work = (await as(officials.otherDeskOfficer)(contract.listWork, { query: { tab: 'toAnswer' } })).body.rows
  assert.deepEqual(
    work.map(({ id }) => id),
    [body.id]
  )
  assert.equal((await desk(contract.receiveDossier, { params })).status, 403, 'the first desk only looks on')
  assert.equal((await as(officials.otherDeskOfficer)(contract.receiveDossier, { params })).body.state, 'received')
  assert.equal((await desk(contract.openDossier, { params })).body.state, 'received')
})

test('nobody is refused or asked by who they are themselves, and what is done at once is not kept waiting', async () => {
  const province = await aProvince()
  const own = province.as(province.officials.secondDeskOfficer)
  const answers = { ...birthAnswers, applicant_personal_id: '046090000099' }
  const body = aBirth(province, { answers })
  for (const reply of [
    await own(contract.askAtDesk, { body: { ...body, items: [proof], reason } }),
    await own(contract.refuseAtDesk, { body: { ...body, ground: 'false_papers', reason } })
  ])
    assert.equal(problemOf(reply).code, 'dossier.own_cause', reply.text)
  const version = await province.publish({ ...birthProcedure, code: '9.000002', immediate: true })
  const atOnce = { ...body, procedure: '9.000002', version, items: [proof], reason }
  const desk = province.as(province.officials.deskOfficer)
  assert.equal(problemOf(await desk(contract.askAtDesk, { body: atOnce })).code, 'immediate.no_supplement')
  assert.deepEqual(await province.asOwner('select count(*)::int as count from kernel.case'), [{ count: 0 }])
})

test('a colleague of the desk takes up what was put aside, with the files that were scanned for it', async () => {
  const province = await aProvince()
  const { as, officials, bring } = province
  const [mine, theirs] = [as(officials.deskOfficer), as(officials.secondDeskOfficer)]
  const { applicant: _, office, ...filing } = aBirth(province, {})
  const sha256 = await bring(officials.deskOfficer)
  const body = { ...filing, papers: [{ code: proof.name, sha256, name: 'gcs.pdf' }] }
  const without = await theirs(contract.takeInDossier, { body })
  assert.equal(problemOf(without).fields[0]?.code, 'paper.not_stored', 'a file of somebody else')
  const params = { id: body.id }
  const put = { office, label: 'Khai sinh – Hoa', contents: { answers: birthAnswers }, files: [sha256] }
  assert.equal((await mine(contract.putAside, { params, body: put })).status, 200)
  assert.equal((await theirs(contract.takeUp, { params })).body.label, put.label)
  assert.equal((await theirs(contract.putAside, { params, body: put })).status, 200, 'put aside once more')
  const stranger = await as(officials.otherDeskOfficer)(contract.takeInDossier, { body })
  assert.equal(problemOf(stranger).fields[0]?.code, 'paper.not_stored')
  const taken = await theirs(contract.takeInDossier, { body })
  assert.equal(taken.status, 201, taken.text)
  assert.deepEqual((await mine(contract.listPutAside)).body.rows, [])
})

test('paper and SMS of the counter can be seen before, with dots for the number; nothing is written, and then they leave like that', async () => {
  const province = await aProvince()
  const { officials, asOwner } = province
  const desk = province.as(officials.deskOfficer)
  const body = { ...aBirth(province, {}), items: [proof], reason }
  const drawn = await desk(contract.previewAskingAtDesk, { body })
  assert.equal(drawn.status, 200, drawn.text)
  const text = (await readPaper(drawn.bytes)).pages.join(' ')
  for (const words of ['BẢN XEM TRƯỚC', 'Số: 211229-..../HDHS', 'Nguyễn Thị Hoa', proof.how, reason])
    assert.ok(text.toLowerCase().includes(words.toLowerCase()), `“${words}” is not in: ${text}`)
  const told = await desk(contract.previewAskingSmsAtDesk, { body })
  const cases = await asOwner<{ count: number }>('select count(*)::int from kernel.case')
  assert.deepEqual(cases, [{ count: 0 }], 'no number is spent')
  const { number } = (await desk(contract.askAtDesk, { body })).body
  const [left] = await asOwner<{ words: { vi: { sms: { head: string; tail: string } } } }>(
    `select words from kernel.notice where kind = 'dossiers.supplement_asked'`
  )
  const sms = left && smsOf(left.words.vi.sms.head, left.words.vi.sms.tail)
  assert.equal(told.body.sms?.replace('....', number.slice(-4)), sms, 'sign for sign but for the number')

  const refusal = { ...aBirth(province, {}), ground: 'false_papers', reason: 'Giấy tờ bị sửa chữa.' }
  const refused = await desk(contract.previewRefusalAtDesk, { body: refusal })
  assert.match((await readPaper(refused.bytes)).pages.join(' '), /BẢN XEM TRƯỚC.*Giấy tờ bị sửa chữa\./)
  const sent = await desk(contract.previewRefusalSmsAtDesk, { body: refusal })
  assert.match(sent.body.sms ?? '', /^MOT CUA: Ho so H57\.22\.03-211229-\.\.\.\. chua duoc tiep nhan\./)
  const groundless = await desk(contract.previewRefusalSmsAtDesk, { body: { ...refusal, ground: 'no_time' } })
  assert.equal(problemOf(groundless).fields[0]?.code, 'refusal.ground')
  const other = province.as(officials.otherDeskOfficer)
  assert.equal((await other(contract.previewRefusalAtDesk, { body: refusal })).status, 403, 'of another desk')
  const own = { ...refusal, answers: { ...birthAnswers, applicant_personal_id: '046090000099' } }
  const mine = await province.as(officials.secondDeskOfficer)(contract.previewRefusalAtDesk, { body: own })
  assert.equal(problemOf(mine).code, 'dossier.own_cause')
})
