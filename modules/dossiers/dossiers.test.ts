import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Problem } from '@motcua/kernel/contract'
import * as contract from './contract.ts'
import { aProvince, birthAnswers, birthProcedure, businessAnswers, type TestProvince } from './test-province.ts'

const aBirth = async (province: TestProvince, changes: object = {}) => {
  const [hoa] = province.citizens
  const proof = await province.bring(hoa)
  return {
    id: randomUUID(),
    procedure: '1.001193',
    version: province.birth,
    answers: { ...birthAnswers, ...changes },
    papers: [{ code: 'medical_birth_certificate', sha256: proof, name: 'giay-chung-sinh.pdf' }]
  }
}
const problemOf = (reply: { body: unknown }) => reply.body as Problem

test('a birth is filed online, received, examined, signed and handed over on the promised day', async () => {
  const province = await aProvince()
  const { as, clock, officials, citizens } = province
  const [hoa] = citizens
  const sent = await as(hoa)(contract.sendDossier, { body: await aBirth(province) })
  assert.equal(sent.status, 201, sent.text)
  assert.equal(sent.body.number, 'H57.22.03-211229-0001')
  assert.equal(sent.body.office, 12203)
  assert.equal(
    sent.body.answerDueAt,
    '2021-12-30T02:00:00.000Z',
    '8 working hours from 9:00 end at 9:00 of the next day'
  )
  const params = { id: sent.body.id }

  clock.set('2021-12-29T10:00:00+07:00')
  const received = await as(officials.deskOfficer)(contract.receiveDossier, { params })
  assert.equal(received.status, 201, received.text)
  assert.equal(received.body.dueAt, '2021-12-29T10:30:00.000Z', 'the same day, 17:30')
  assert.equal((await as(officials.deskOfficer)(contract.forwardDossier, { params })).status, 201)
  assert.equal(
    (await as(officials.civilStatus)(contract.handOverDossier, { params, body: {} })).body.state,
    'processing'
  )
  const result = await province.bring(officials.chair, 'giấy khai sinh')
  const decision = { outcome: 'granted' as const, result: { sha256: result, name: 'giay-khai-sinh.pdf' } }
  assert.equal((await as(officials.chair)(contract.decideDossier, { params, body: decision })).body.state, 'decided')

  const seen = await as(hoa)(contract.openDossier, { params })
  assert.deepEqual(
    [seen.body.state, seen.body.outcome, seen.body.result?.name],
    ['decided', 'granted', 'giay-khai-sinh.pdf']
  )
  const file = await as(hoa)(contract.openPaper, { params: { id: sent.body.id, sha256: result } })
  assert.match(file.text, /giấy khai sinh/)
  assert.match(String(file.headers['content-disposition']), /^attachment/)

  const returned = await as(officials.secondDeskOfficer)(contract.returnResult, {
    params,
    body: { collectedBy: 'applicant' }
  })
  assert.equal(returned.body.state, 'returned')
  const tracked = await as({ kind: 'public' })(contract.trackDossier, {
    query: { number: sent.body.number, code: sent.body.trackingCode.toLowerCase() }
  })
  assert.ok('state' in tracked.body && tracked.body.state === 'returned' && !tracked.body.late)
  assert.doesNotMatch(
    tracked.text,
    /HOA|Chi Lăng|046190000011|0914000001|deskOfficer/,
    'no personal data in public tracking'
  )
})

test('a household business goes to the district of its address and is due after three working days', async () => {
  const province = await aProvince({ now: '2021-12-29T09:00:00+07:00' })
  const { as, officials, bring } = province
  const paper = await bring(officials.districtOfficer)
  const body = {
    id: randomUUID(),
    procedure: '1.001612',
    version: province.business,
    answers: businessAnswers,
    papers: [{ code: 'owner_identity', sha256: paper, name: 'cccd.pdf' }]
  }
  const taken = await as(officials.districtOfficer)(contract.takeInDossier, { body })
  assert.equal(taken.status, 201, taken.text)
  assert.deepEqual(
    [taken.body.number, taken.body.dueAt, taken.body.fee],
    ['H57.22-211229-0001', '2022-01-04T10:30:00.000Z', 100_000]
  )
})

test('what is missing or wrong is told field by field and paper by paper, and nothing is written', async () => {
  const province = await aProvince()
  const [hoa] = province.citizens
  const filing = await aBirth(province, {
    child_name: 'AN <b>',
    applicant_personal_id: '04619000001',
    mother_residence: { commune: '99999', line: 'x' },
    nonsense: 1
  })
  const reply = await province.as(hoa)(contract.sendDossier, { body: { ...filing, papers: [] } })
  assert.equal(reply.status, 422)
  const { fields } = problemOf(reply)
  assert.deepEqual(fields.map((fault) => fault.field).toSorted(), [
    'answers.applicant_personal_id', 'answers.child_name', 'answers.mother_residence.commune', 'answers.nonsense', 'papers.medical_birth_certificate'
  ]) // biome-ignore format: a list
  assert.match(
    fields.find((fault) => fault.field === 'answers.applicant_personal_id')?.text ?? '',
    /12 chữ số; đã nhập 11/
  )
  assert.deepEqual(await province.asOwner('select count(*)::int as count from kernel.case'), [{ count: 0 }])
})

test('what one desk refuses goes to the right one with the answers and files it came with, brought only once', async () => {
  const province = await aProvince()
  const { as, officials, citizens } = province
  const [hoa, nam] = citizens
  const { id } = (await as(hoa)(contract.sendDossier, { body: await aBirth(province) })).body
  const body = {
    ground: birthProcedure.refusalGrounds[0]?.code ?? '',
    reason: 'Không cư trú.',
    rightPlace: 'Phường Vỹ Dạ'
  }
  await as(officials.deskOfficer)(contract.refuseDossier, { params: { id }, body })
  const { version, answers, papers, timeline } = (await as(hoa)(contract.openDossier, { params: { id } })).body
  assert.equal(timeline.at(-1)?.details.rightPlace, 'Phường Vỹ Dạ')
  const again = {
    procedure: '1.001193',
    version,
    answers: { ...answers, mother_residence: { commune: '19777', line: '1 Nguyễn Sinh Cung' } },
    papers: papers.map(({ code, sha256, name }) => ({ code, sha256, name }))
  }
  const sent = await as(hoa)(contract.sendDossier, { body: { ...again, id: randomUUID() } })
  assert.equal(sent.status, 201, sent.text)
  assert.match(sent.body.number, /^H57\.22\.\d\d-211229-0001$/)
  assert.notEqual(sent.body.office, 12203)
  const foreign = await as(nam)(contract.sendDossier, { body: { ...again, id: randomUUID() } })
  assert.equal(problemOf(foreign).fields[0]?.code, 'paper.not_stored', 'they are hers alone')
})

test('a wrong procedure, an old form, a missing file, a foreign desk and a clerk’s own dossier are refused by name', async () => {
  const province = await aProvince()
  const { as, officials, citizens } = province
  const [hoa] = citizens
  const filing = await aBirth(province)
  const codeOf = async (body: typeof filing) => problemOf(await as(hoa)(contract.sendDossier, { body })).code
  assert.equal(await codeOf({ ...filing, procedure: '9.999999' }), 'procedure.none')
  assert.equal(await codeOf({ ...filing, version: randomUUID() }), 'procedure.none')
  assert.equal(await codeOf({ ...filing, version: province.business }), 'procedure.version_of_another')
  const absent = await as(hoa)(contract.sendDossier, {
    body: { ...filing, papers: [{ ...filing.papers[0]!, sha256: 'ab'.repeat(32) }] }
  })
  assert.equal(problemOf(absent).fields[0]?.code, 'paper.not_stored')
  const proof = await province.bring(officials.otherDeskOfficer)
  const elsewhere = { ...filing, papers: [{ ...filing.papers[0]!, sha256: proof }] }
  assert.equal(
    problemOf(await as(officials.otherDeskOfficer)(contract.takeInDossier, { body: elsewhere })).code,
    'dossier.other_desk'
  )
  const own = await aBirth(province, { applicant_personal_id: '046090000099' })
  const brought = await province.bring(officials.secondDeskOfficer)
  const ownBody = { ...own, papers: [{ ...own.papers[0]!, sha256: brought }] }
  assert.equal(
    problemOf(await as(officials.secondDeskOfficer)(contract.takeInDossier, { body: ownBody })).code,
    'dossier.own_cause'
  )
  province.clock.set('2021-12-29T09:05:00+07:00')
  const renewed = await province.publish({ ...birthProcedure, asOf: '2022-01-01' })
  const late = await as(hoa)(contract.sendDossier, { body: filing })
  assert.deepEqual([late.status, problemOf(late).code], [409, 'procedure.new_version'])
  assert.equal((await as(hoa)(contract.sendDossier, { body: { ...filing, version: renewed } })).status, 201)
})

test('a supplement stops the clock, is asked once, and the rest of the time runs on when the papers come', async () => {
  const province = await aProvince({ now: '2021-12-29T09:00:00+07:00' })
  const { as, clock, officials, bring } = province
  const officer = as(officials.districtOfficer)
  const paper = await bring(officials.districtOfficer)
  const papers = [{ code: 'owner_identity', sha256: paper, name: 'cccd.pdf' }]
  const body = { id: randomUUID(), procedure: '1.001612', version: province.business, answers: businessAnswers, papers }
  await officer(contract.takeInDossier, { body })
  const params = { id: body.id }
  await officer(contract.forwardDossier, { params })
  clock.set('2021-12-30T11:00:00+07:00')
  const items = [{ kind: 'paper' as const, name: 'owner_identity', how: 'Chụp lại rõ số thẻ.' }]
  const asked = await as(officials.finance)(contract.askSupplement, { params, body: { items, reason: 'Ảnh mờ.' } })
  assert.equal(asked.body.state, 'awaiting_supplement', asked.text)
  clock.set('2022-01-10T08:00:00+07:00')
  assert.equal(
    problemOf(await officer(contract.supplyDossier, { params, body: { papers: [] } })).fields[0]?.code,
    'paper.asked'
  )
  const again = await bring(officials.districtOfficer, 'rõ hơn')
  const supplied = await officer(contract.supplyDossier, {
    params,
    body: { papers: [{ ...papers[0]!, sha256: again }] }
  })
  assert.equal(supplied.body.state, 'processing', supplied.text)
  // Stopped with 0.5 + 4 + 8 + 8 = 20.5 working hours left (3/1 is a day off): 7.5 on 10/1, 8 on 11/1, 5 on 12/1.
  assert.equal(supplied.body.dueAt, '2022-01-12T07:30:00.000Z')
  const second = await as(officials.finance)(contract.askSupplement, { params, body: { items, reason: 'Lần nữa.' } })
  assert.equal(problemOf(second).code, 'dossier.supplement_again')
})

test('who received does not decide, who is not at the step is refused, and a foreign dossier is as if it did not exist', async () => {
  const province = await aProvince()
  const { as, officials, citizens } = province
  const sent = await as(citizens[0])(contract.sendDossier, { body: await aBirth(province) })
  const params = { id: sent.body.id }
  assert.equal((await as(officials.otherDeskOfficer)(contract.openDossier, { params })).status, 404)
  assert.equal((await as(citizens[1])(contract.openDossier, { params })).status, 404)
  assert.equal((await as(officials.otherDeskOfficer)(contract.receiveDossier, { params })).status, 404)
  assert.equal((await as(officials.civilStatus)(contract.receiveDossier, { params })).status, 403)
  await as(officials.deskOfficer)(contract.receiveDossier, { params })
  assert.equal(problemOf(await as(officials.deskOfficer)(contract.receiveDossier, { params })).code, 'dossier.state')
  const both = {
    ...officials.deskOfficer,
    appointments: [...officials.deskOfficer.appointments, ...officials.chair.appointments]
  }
  await as(officials.deskOfficer)(contract.forwardDossier, { params })
  await as(officials.civilStatus)(contract.handOverDossier, { params, body: {} })
  const result = { sha256: await province.bring(officials.deskOfficer), name: 'kq.pdf' }
  const alone = await as(both)(contract.decideDossier, { params, body: { outcome: 'granted', result } })
  assert.equal(problemOf(alone).code, 'dossier.received_by_you')
})

test('an officer named in a dossier by identity number takes no step in it, whoever filed it', async () => {
  const province = await aProvince()
  const { as, officials, citizens } = province
  const filing = await aBirth(province, { applicant_personal_id: '046090000099' })
  const sent = await as(citizens[0])(contract.sendDossier, { body: filing })
  const params = { id: sent.body.id }
  const own = await as(officials.secondDeskOfficer)(contract.receiveDossier, { params })
  assert.deepEqual([own.status, problemOf(own).code], [409, 'dossier.own_cause'])
  const seen = await as(officials.secondDeskOfficer)(contract.openDossier, { params })
  assert.deepEqual(seen.body.actions, [])
  assert.equal((await as(officials.deskOfficer)(contract.receiveDossier, { params })).status, 201)
})

test('what the desk itself decides is not forwarded past its decision', async () => {
  const province = await aProvince()
  const { as, officials, citizens } = province
  const [receive, , , issue] = birthProcedure.steps
  assert.ok(receive && issue)
  const version = await province.publish({
    ...birthProcedure,
    code: '9.000001',
    steps: [
      { ...receive, hours: 7, decides: true },
      { ...issue, hours: 1 }
    ]
  })
  const filing = { ...(await aBirth(province)), procedure: '9.000001', version }
  const sent = await as(citizens[0])(contract.sendDossier, { body: filing })
  const params = { id: sent.body.id }
  await as(officials.deskOfficer)(contract.receiveDossier, { params })
  const forwarded = await as(officials.deskOfficer)(contract.forwardDossier, { params })
  assert.deepEqual([forwarded.status, problemOf(forwarded).code], [409, 'dossier.decide_now'])
  const decision = { outcome: 'not_granted' as const, reason: 'Trùng hồ sơ.' }
  assert.equal(
    (await as(officials.secondDeskOfficer)(contract.decideDossier, { params, body: decision })).body.state,
    'decided'
  )
})

test('two officers who act at once: one is done, the other is told who was first', async () => {
  const province = await aProvince()
  const { as, officials, citizens } = province
  const sent = await as(citizens[0])(contract.sendDossier, { body: await aBirth(province) })
  const params = { id: sent.body.id }
  const replies = await Promise.all([
    as(officials.deskOfficer)(contract.receiveDossier, { params }),
    as(officials.secondDeskOfficer)(contract.receiveDossier, { params })
  ])
  assert.deepEqual(replies.map((reply) => reply.status).toSorted(), [201, 409])
  assert.deepEqual(await province.asOwner('select count(*)::int as count from kernel.history'), [{ count: 2 }])
})

test('numbers of one desk and day are given once each, without gaps, by 200 clients at once over midnight', async () => {
  const province = await aProvince({ now: '2021-12-29T23:59:59+07:00' })
  const [hoa] = province.citizens
  const filing = await aBirth(province)
  const send = () => province.as(hoa)(contract.sendDossier, { body: { ...filing, id: randomUUID() } })
  const before = Array.from({ length: 100 }, send)
  await Promise.all(before.slice(0, 50))
  province.clock.set('2021-12-30T00:00:01+07:00')
  const replies = await Promise.all([...before, ...Array.from({ length: 100 }, send)])
  const numbers = replies.map((reply) => reply.body.number)
  assert.equal(new Set(numbers).size, 200)
  for (const day of ['211229', '211230']) {
    const serials = numbers
      .filter((number) => number.includes(`-${day}-`))
      .map((number) => Number(number.slice(-4)))
      .toSorted((a, b) => a - b)
    assert.deepEqual(
      serials,
      Array.from({ length: serials.length }, (_, i) => i + 1)
    )
  }
})

test('five wrong tries an hour at a number, then nothing is looked up; unknown and wrong are answered alike', async () => {
  const province = await aProvince()
  const sent = await province.as(province.citizens[0])(contract.sendDossier, { body: await aBirth(province) })
  const { number, trackingCode } = sent.body
  const look = (so: string, ma: string) => province.get(`/tra-cuu?so=${encodeURIComponent(so)}&ma=${ma}`)
  const right = await look(number, trackingCode)
  assert.equal(right.status, 200)
  assert.doesNotMatch(right.text, /<script|HOA|Chi Lăng/)
  const wrong = await look(number, 'AAAAAAAA')
  const unknown = await look('H57.22.03-211229-0777', 'AAAAAAAA')
  assert.deepEqual([wrong.status, unknown.status], [404, 404])
  assert.equal(wrong.text.replaceAll(number, ''), unknown.text.replaceAll('H57.22.03-211229-0777', ''))
  for (let i = 0; i < 4; i++) await look(number, 'AAAAAAAA')
  assert.equal((await look(number, trackingCode)).status, 429)
  province.clock.set('2021-12-29T10:30:00+07:00')
  assert.equal((await look(number, trackingCode)).status, 200)
})

test('work lists show what runs out first, to the post whose turn it is and to nobody else', async () => {
  const province = await aProvince()
  const { as, officials, citizens, clock } = province
  const ids: string[] = []
  for (const minute of ['00', '20', '10']) {
    clock.set(`2021-12-29T08:${minute}:00+07:00`)
    ids.push((await as(citizens[0])(contract.sendDossier, { body: await aBirth(province) })).body.id)
  }
  const list = async (who: Parameters<typeof as>[0], tab: (typeof contract.workTabs)[number]) =>
    (await as(who)(contract.listWork, { query: { tab } })).body
  const toAnswer = await list(officials.deskOfficer, 'toAnswer')
  assert.deepEqual(
    toAnswer.rows.map((row) => row.id),
    [ids[0], ids[2], ids[1]]
  )
  assert.equal(toAnswer.counts.toAnswer, 3)
  assert.equal((await list(officials.civilStatus, 'toAnswer')).rows.length, 0)
  assert.equal((await list(officials.otherDeskOfficer, 'toAnswer')).rows.length, 0)
  const search = async (q: string, who = officials.deskOfficer) =>
    (await as(who)(contract.searchDossiers, { query: { q } })).body.rows
  const { number } = (await search('nguyen thi hoa'))[0] ?? { number: '' }
  for (const q of ['Nguyễn Thị Hoa', 'HOA nguyen', 'ngu  ho', '046190000011'])
    assert.equal((await search(q)).length, 3, q)
  for (const q of [number, number.toLowerCase(), number.slice(number.indexOf('-')), number.slice(-4)])
    assert.deepEqual(
      (await search(q)).map((row) => row.number),
      [number],
      q
    )
  for (const q of ['nguyen thi lan', 'guyen', '%%%', "'''", '(((', 'a/b | c', '\\:*'])
    assert.equal((await search(q)).length, 0, q)
  for (const q of ['nguyen thi hoa', number, '046190000011'])
    assert.equal((await search(q, officials.otherDeskOfficer)).length, 0, q)
})
