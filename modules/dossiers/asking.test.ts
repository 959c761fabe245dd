import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { listMyReaders, type Problem } from '@motcua/kernel/contract'
import * as contract from './contract.ts'
import { aProvince, birthAnswers, businessAnswers, type TestProvince } from './test-province.ts'

const problemOf = (reply: { body: unknown }) => reply.body as Problem

async function sendBirth(province: TestProvince, changes: object = {}) {
  const [hoa] = province.citizens
  const body = {
    id: randomUUID(),
    procedure: '1.001193',
    version: province.birth,
    answers: birthAnswers,
    papers: [{ code: 'medical_birth_certificate', sha256: await province.bring(hoa), name: 'giay-chung-sinh.pdf' }],
    ...changes
  }
  return province.as(hoa)(contract.sendDossier, { body })
}

async function takeInShop(province: TestProvince, changes: object = {}) {
  const { districtOfficer } = province.officials
  const body = {
    id: randomUUID(),
    procedure: '1.001612',
    version: province.business,
    answers: businessAnswers,
    papers: [{ code: 'owner_identity', sha256: await province.bring(districtOfficer), name: 'cccd.pdf' }],
    ...changes
  }
  return province.as(districtOfficer)(contract.takeInDossier, { body })
}

test('who files for another says in what relation and how that one agreed; an authorised person brings the paper', async () => {
  const province = await aProvince()
  const { as, officials, citizens, bring } = province
  const faultsOf = async (onBehalfOf: object, where: 'desk' | 'online') => {
    const reply = where === 'desk' ? await takeInShop(province, { onBehalfOf }) : await sendBirth(province, { onBehalfOf })
    assert.equal(reply.status, 422, reply.text)
    return problemOf(reply).fields.map((fault) => [fault.field, fault.code])
  } // biome-ignore format: one question
  const consent = { how: 'present' }
  assert.deepEqual(await faultsOf({ relation: 'child', consent }, 'desk'), [['onBehalfOf.name', 'field.required']])
  assert.deepEqual(await faultsOf({ relation: 'authorised', consent }, 'online'), [
    ['onBehalfOf.consent.how', 'consent.written']
  ])
  assert.deepEqual(await faultsOf({ relation: 'authorised', consent: { how: 'written' } }, 'online'), [
    ['onBehalfOf.consent.file', 'field.required']
  ])
  const file = { sha256: await bring(citizens[0], 'giấy ủy quyền'), name: 'giay-uy-quyen.pdf' }
  const sent = await sendBirth(province, { onBehalfOf: { relation: 'authorised', consent: { how: 'written', file } } })
  assert.equal(sent.status, 201, sent.text)
  const params = { id: sent.body.id }
  const seen = (await as(officials.deskOfficer)(contract.openDossier, { params })).body
  assert.deepEqual([seen.onBehalf?.name, seen.onBehalf?.relation], ['Nguyễn Thị Hoa', 'authorised'])
  const paper = await as(officials.deskOfficer)(contract.openPaper, { params: { ...params, sha256: file.sha256 } })
  assert.match(paper.text, /giấy ủy quyền/)
})

test('the fee is taken at intake, later or with the result; one handed over unpaid is warned of and flagged', async () => {
  const province = await aProvince()
  const { as, officials, bring } = province
  const officer = as(officials.districtOfficer)
  const decided = async (changes: object = {}) => {
    const { id } = (await takeInShop(province, changes)).body
    const params = { id }
    await officer(contract.forwardDossier, { params })
    await as(officials.finance)(contract.handOverDossier, { params, body: {} })
    const result = { sha256: await bring(officials.financeHead, 'giấy chứng nhận'), name: 'kq.pdf' }
    const reply = await as(officials.financeHead)(contract.decideDossier, { params, body: { outcome: 'granted', result } })
    assert.equal(reply.status, 201, reply.text)
    return params
  } // biome-ignore format: one road
  const collected = { collectedBy: 'applicant' as const }
  const open = await decided({ originals: ['owner_identity'] })
  const refused = problemOf(await officer(contract.returnResult, { params: open, body: collected }))
  assert.deepEqual(
    refused.fields.map((fault) => fault.code),
    ['originals.kept']
  )
  assert.equal((await officer(contract.takeFee, { params: open, body: { receipt: 'BL 0017' } })).status, 201)
  assert.equal(
    problemOf(await officer(contract.takeFee, { params: open, body: { receipt: 'BL 18' } })).code,
    'fee.none_due'
  )
  const list = await officer(contract.listWork, { query: { tab: 'toReturn' } })
  assert.deepEqual(
    list.body.rows.map((row) => [row.id, row.feeDue]),
    [[open.id, 0]]
  )
  const relative = { collectedBy: 'relative' as const, name: 'TRẦN VĂN BA', originals: ['owner_identity'] }
  assert.deepEqual(
    problemOf(await officer(contract.returnResult, { params: open, body: relative })).fields.map(({ field }) => field),
    ['body.relation']
  )
  const returned = await officer(contract.returnResult, {
    params: open,
    body: { ...relative, relation: 'father', signature: 'paper' }
  })
  assert.equal(returned.status, 201, returned.text)
  const paidAtOnce = await decided({ paid: { receipt: 'BL 0019' } })
  assert.equal((await officer(contract.returnResult, { params: paidAtOnce, body: collected })).status, 201)
  const unpaid = await officer(contract.returnResult, { params: await decided(), body: collected })
  assert.deepEqual([unpaid.status, unpaid.body.warnings], [201, ['fee_due']])
  assert.deepEqual((await officer(contract.openDossier, { params: { id: unpaid.body.id } })).body.flags, [
    'returned_unpaid'
  ])
  const paidAtLast = await decided()
  const body = { ...collected, paid: { receipt: 'BL 0020' } }
  assert.equal((await officer(contract.returnResult, { params: paidAtLast, body })).status, 201)
  const seen = (await officer(contract.openDossier, { params: paidAtLast })).body
  assert.deepEqual([seen.paid?.receipt, seen.paid?.amount, seen.feeDue], ['BL 0020', 100_000, 0])
})

test('a late office is reminded once a working day, sees it in its list and answers by 16:30 of the next one', async () => {
  const province = await aProvince({ now: '2021-12-29T09:00:00+07:00' })
  const { as, clock, officials, citizens } = province
  const [hoa] = citizens
  const { id } = (await sendBirth(province)).body
  const params = { id }
  const remind = () => as(hoa)(contract.remind, { params, body: { reminder: randomUUID() } })
  assert.equal(problemOf(await remind()).code, 'reminder.not_late')
  await as(officials.deskOfficer)(contract.receiveDossier, { params })
  await as(officials.deskOfficer)(contract.forwardDossier, { params })
  clock.set('2021-12-30T08:00:00+07:00')
  assert.equal((await as(hoa)(contract.openDossier, { params })).body.mayRemind, true)
  const sent = await remind()
  assert.deepEqual([sent.status, sent.body.dueAt], [201, '2021-12-31T09:30:00.000Z'], sent.text)
  clock.set('2021-12-30T17:00:00+07:00')
  assert.equal(problemOf(await remind()).code, 'reminder.once_a_day')

  const [row] = (await as(officials.civilStatus)(contract.listWork, { query: { tab: 'overdue' } })).body.rows
  assert.deepEqual([row?.id, row?.reminderDueAt], [id, '2021-12-31T09:30:00.000Z'])
  const { reminders } = (await as(officials.civilStatus)(contract.openDossier, { params })).body
  const body = { reminder: reminders[0]?.id ?? '', answer: 'Đang chờ xác minh.', expectedOn: '2022-01-04' }
  assert.equal((await as(officials.chair)(contract.answerReminder, { params, body })).status, 403)
  assert.equal((await as(officials.civilStatus)(contract.answerReminder, { params, body })).status, 201)
  assert.equal(
    problemOf(await as(officials.civilStatus)(contract.answerReminder, { params, body })).code,
    'reminder.answered'
  )
  const seen = (await as(hoa)(contract.openDossier, { params })).body
  assert.deepEqual([seen.reminders[0]?.answer, seen.reminders[0]?.expectedOn], ['Đang chờ xác minh.', '2022-01-04'])
  // 1 January is a Saturday, the 3rd off in lieu: a reminder on the Saturday counts for the Tuesday, and so does one on it.
  clock.set('2022-01-01T09:00:00+07:00')
  assert.equal((await remind()).status, 201)
  clock.set('2022-01-04T09:00:00+07:00')
  assert.equal(problemOf(await remind()).code, 'reminder.once_a_day')
})

test('who holds number and code reminds without an account; the desk answers, and the page says until when and for which day', async () => {
  const province = await aProvince({ now: '2021-12-29T09:00:00+07:00' })
  const { as, clock, officials, app, tellAll } = province
  const { id, number, trackingCode } = (await sendBirth(province)).body
  const params = { id }
  const page = async () => (await province.get(`/tra-cuu?so=${number}&ma=${trackingCode}`)).text
  const post = (form: object, headers = {}) =>
    app.inject({
      method: 'POST',
      url: '/tra-cuu',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams({ so: number, ma: trackingCode, key: randomUUID(), ...form }).toString()
    })
  await as(officials.deskOfficer)(contract.receiveDossier, { params })
  await as(officials.deskOfficer)(contract.forwardDossier, { params })
  assert.doesNotMatch(await page(), /Gửi nhắc/)
  assert.equal((await post({})).statusCode, 409, 'it is not late yet')

  clock.set('2021-12-30T09:30:00+07:00')
  assert.match(await page(), /Hồ sơ đã trễ hẹn 2\s+giờ làm việc, đang ở .*<button>Gửi nhắc<\/button>/s)
  assert.equal((await post({}, { origin: 'https://elsewhere.example' })).statusCode, 403)
  assert.equal((await post({ key: 'x' })).statusCode, 400)
  assert.equal((await post({ ma: '22222222' })).statusCode, 404)
  const key = randomUUID()
  const sent = await post({ key })
  assert.equal(sent.statusCode, 200, sent.body)
  assert.match(sent.body, /Đã gửi nhắc\. Cơ quan phải trả lời trước 16:30\sthứ\sSáu\s31\/12\/2021\./)
  assert.equal((await post({ key })).statusCode, 200, 'sent once, however often the page is loaded again')
  for (const told of [false, true]) {
    if (told) await tellAll()
    assert.equal((await post({})).statusCode, 409, `once a working day, ${told ? 'once' : 'before'} the office is told`)
    const again = await page()
    assert.doesNotMatch(again, /<button>Gửi nhắc/)
    assert.match(again, /Đã gửi nhắc lúc 09:30/)
  }

  const { reminders, timeline } = (await as(officials.civilStatus)(contract.openDossier, { params })).body
  assert.deepEqual([reminders.length, reminders[0]?.dueAt], [1, '2021-12-31T09:30:00.000Z'])
  assert.equal(timeline.filter(({ what }) => what === 'reminder_sent').length, 1)
  const body = { reminder: reminders[0]?.id ?? '', answer: 'Chờ bà Hoa bổ sung.', expectedOn: '2022-01-04' }
  await as(officials.civilStatus)(contract.answerReminder, { params, body })
  const answered = await page()
  assert.match(answered, /Cơ quan đã trả lời lúc 09:30\s.* Dự kiến xong ngày 04\/01\/2022\./)
  assert.doesNotMatch(answered, /bà Hoa/, 'the office’s words may name somebody')
})

test('applicant and office write to each other in the history; the public page tells nobody', async () => {
  const province = await aProvince()
  const { as, officials, citizens } = province
  const filed = (await sendBirth(province)).body
  const params = { id: filed.id }
  const say = (who: Parameters<typeof as>[0], text: string) => as(who)(contract.sendMessage, { params, body: { text } })
  assert.equal((await say(citizens[0], 'Cần bản chính không?')).status, 201)
  const waiting = (await as(officials.deskOfficer)(contract.listWork, { query: { tab: 'toAnswer' } })).body.rows[0]
  assert.equal(waiting?.replyAwaitedAt, '2021-12-29T02:00:00.000Z')
  assert.equal((await say(officials.chair, 'không phải việc của tôi')).status, 403)
  assert.equal((await say(officials.deskOfficer, 'Có, mang theo khi nhận.')).status, 201)
  const seen = (await as(citizens[0])(contract.openDossier, { params })).body
  assert.deepEqual(
    seen.timeline.slice(1).map((entry) => [entry.what, entry.by, entry.details.text]),
    [
      ['message_sent', 'Nguyễn Thị Hoa', 'Cần bản chính không?'],
      ['message_answered', 'deskOfficer', 'Có, mang theo khi nhận.']
    ]
  )
  assert.equal(seen.replyAwaitedAt, null)
  const { text } = await province.get(`/tra-cuu?so=${filed.number}&ma=${filed.trackingCode}`)
  assert.doesNotMatch(text, /nhắn|bản chính/)
  for (let i = 1; i < 20; i++) await say(citizens[0], `câu ${i}`)
  assert.equal((await say(citizens[0], 'câu 21')).status, 429)
})

test('a dossier filed at a desk is claimed by number and code, not by another person, and not by guessing', async () => {
  const province = await aProvince()
  const { as, citizens, officials, asOwner } = province
  const [hoa, nam] = citizens
  const filed = (await takeInShop(province)).body // in the name of Nam, by identity number
  const claim = (who: typeof hoa, code: string) =>
    as(who)(contract.claimDossier, { body: { number: filed.number, code } })
  assert.deepEqual((await claim(nam, 'AAAAAAAA')).body, { found: false, id: null, number: null })
  assert.equal(problemOf(await claim(hoa, filed.trackingCode)).code, 'claim.another_person')
  const claimed = await claim(nam, filed.trackingCode.toLowerCase())
  assert.deepEqual(claimed.body, { found: true, id: filed.id, number: filed.number })
  assert.equal((await claim(nam, filed.trackingCode)).status, 201, 'again changes nothing')
  const mine = (await as(nam)(contract.listMyDossiers)).body.rows
  assert.deepEqual(mine.map((row) => row.id), [filed.id]) // biome-ignore format: one line
  const seen = (await as(officials.districtOfficer)(contract.openDossier, { params: { id: filed.id } })).body
  assert.deepEqual(seen.timeline.map((entry) => entry.what), ['dossier_taken_in', 'dossier_claimed']) // biome-ignore format: one line
  await asOwner(`update kernel.person set personal_id = null where id = $1`, [hoa.personId])
  assert.equal(problemOf(await claim(hoa, filed.trackingCode)).code, 'claim.another_person', 'it is Nam’s now')
  for (let i = 0; i < 4; i++) await claim(nam, 'AAAAAAAA')
  assert.equal((await claim(nam, filed.trackingCode)).status, 429)
})

test('“Ai đã xem dữ liệu của tôi” covers every case of mine, one that was claimed after somebody looked too', async () => {
  const province = await aProvince()
  const { as, citizens, officials } = province
  const filed = (await takeInShop(province)).body
  await as(officials.finance)(contract.openDossier, { params: { id: filed.id } })
  await as(officials.districtOfficer)(contract.listWork, { query: { tab: 'mine' } })
  await as(officials.districtOfficer)(contract.listWork, { query: { tab: 'mine' } })
  assert.deepEqual((await as(citizens[1])(listMyReaders)).body, { opened: [], listed: [] })
  await as(citizens[1])(contract.claimDossier, { body: { number: filed.number, code: filed.trackingCode } })
  await as(citizens[1])(contract.openDossier, { params: { id: filed.id } })
  const { opened, listed } = (await as(citizens[1])(listMyReaders)).body
  assert.deepEqual(
    opened.map(({ how, name, office, numbers }) => [how, name, office?.vi, numbers]),
    [['opened', 'finance', 'Cơ quan H57.22/TC', [filed.number]]]
  )
  assert.deepEqual(
    listed.map(({ name, times }) => [name, times]),
    [['districtOfficer', 2]]
  )
  assert.deepEqual((await as(citizens[0])(listMyReaders)).body.opened, [])
})

test('after the result was handed over its applicant rates it once, skipping what they like; no official reads it', async () => {
  const province = await aProvince()
  const { as, officials, citizens, database } = province
  const [hoa] = citizens
  const { id } = (await sendBirth(province)).body
  const params = { id }
  const rate = () => as(hoa)(contract.rateDossier, { params, body: { answers: { overall: 2, time: 1 }, words: 'Nhanh.' } })
  assert.equal(problemOf(await rate()).code, 'rating.too_early')
  await as(officials.deskOfficer)(contract.receiveDossier, { params })
  await as(officials.deskOfficer)(contract.forwardDossier, { params })
  await as(officials.civilStatus)(contract.handOverDossier, { params, body: {} })
  const body = { outcome: 'not_granted' as const, reason: 'Trùng.' }
  await as(officials.chair)(contract.decideDossier, { params, body })
  await as(officials.deskOfficer)(contract.returnResult, { params, body: { collectedBy: 'applicant' } })
  assert.equal((await as(hoa)(contract.openDossier, { params })).body.mayRate, true)
  assert.equal((await rate()).status, 201)
  assert.equal(problemOf(await rate()).code, 'rating.once')
  const wrong = await as(hoa)(contract.rateDossier, { params, body: { answers: { overall: 3 } } })
  assert.equal(wrong.status, 400)
  const seen = await database.transaction(
    { offices: [12203], person: officials.chair.personId, reach: 'own' },
    (db) => db`select from dossiers.rating`
  )
  assert.equal(seen, 0)
}) // biome-ignore format: read as a story
