import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Problem } from '@motcua/kernel/contract'
import * as contract from './contract.ts'
import { aProvince, birthAnswers, type TestProvince } from './test-province.ts'

const problemOf = (reply: { body: unknown }) => reply.body as Problem

async function sendPhotos(province: TestProvince) {
  const [hoa] = province.citizens
  const sha256 = await province.bring(hoa, 'giấy chứng sinh chụp')
  const body = {
    id: randomUUID(),
    procedure: '1.001193',
    commune: '19756',
    phone: '0914000001',
    names: 'TRẦN NGUYỄN AN NHIÊN',
    photos: [{ sha256, name: 'anh-1.pdf' }]
  }
  const sent = await province.as(hoa)(contract.sendPhotos, { body })
  assert.equal(sent.status, 201, sent.text)
  const form = {
    version: province.birth,
    answers: birthAnswers,
    papers: [{ code: 'medical_birth_certificate', sha256, name: 'giay-chung-sinh.pdf' }]
  }
  return { ...sent.body, sha256, form, params: { id: body.id } }
}

test('an officer fills in from photographs, the citizen objects, then confirms: only then it is taken in at the desk', async () => {
  const province = await aProvince()
  const { as, clock, officials, citizens, asOwner } = province
  const [hoa, nam] = citizens
  const { dueAt, sha256, form, params } = await sendPhotos(province)
  assert.equal(dueAt, '2021-12-30T02:00:00.000Z', '8 working hours')
  const list = (await as(officials.deskOfficer)(contract.listPhotoFilings)).body.rows
  assert.deepEqual(list.map((row) => [row.id, row.state]), [[params.id, 'sent']]) // biome-ignore format: one line
  for (const stranger of [nam, officials.otherDeskOfficer, officials.chair])
    assert.notEqual((await as(stranger)(contract.openPhotoFiling, { params })).status, 200)
  assert.equal((await as(officials.otherDeskOfficer)(contract.fillPhotoFiling, { params, body: form })).status, 404)
  const photo = await as(officials.deskOfficer)(contract.openPhoto, { params: { ...params, sha256 } })
  assert.match(photo.text, /chụp/)

  const { papers: _, ...incomplete } = form
  const wrong = await as(officials.deskOfficer)(contract.fillPhotoFiling, { params, body: { ...incomplete, papers: [] } })
  assert.equal(problemOf(wrong).fields[0]?.field, 'papers.medical_birth_certificate')
  assert.equal(problemOf(await as(hoa)(contract.confirmPhotoFiling, { params })).code, 'photo_filing.state')
  clock.set('2021-12-29T10:00:00+07:00')
  assert.equal((await as(officials.deskOfficer)(contract.fillPhotoFiling, { params, body: form })).body.state, 'filled')
  const objected = await as(hoa)(contract.objectToPhotoFiling, { params, body: { objection: 'Sai tên đệm.' } })
  assert.deepEqual([objected.body.state, objected.body.dueAt], ['sent', '2021-12-30T03:00:00.000Z'])
  const again = (await as(officials.deskOfficer)(contract.openPhotoFiling, { params })).body
  assert.deepEqual([again.objection, again.filing?.answers.child_name], ['Sai tên đệm.', birthAnswers.child_name])
  await as(officials.deskOfficer)(contract.fillPhotoFiling, { params, body: form })
  assert.deepEqual(await asOwner('select count(*)::int as count from kernel.case'), [{ count: 0 }], 'no dossier yet')

  clock.set('2021-12-29T11:00:00+07:00')
  const filed = await as(hoa)(contract.confirmPhotoFiling, { params })
  assert.deepEqual([filed.status, filed.body.number], [201, 'H57.22.03-211229-0001'], filed.text)
  const seen = (await as(hoa)(contract.openDossier, { params })).body
  assert.deepEqual([seen.state, seen.way, seen.byPhotographs], ['received', 'desk', true])
  assert.equal(seen.receivedAt, '2021-12-29T04:00:00.000Z', 'its time begins with the confirmation')
  assert.equal((await as(hoa)(contract.openPhotoFiling, { params })).body.filing, null)
  assert.equal(problemOf(await as(hoa)(contract.confirmPhotoFiling, { params })).code, 'photo_filing.state')
  const alone = { ...officials.deskOfficer, appointments: [...officials.deskOfficer.appointments, ...officials.chair.appointments] }
  await as(officials.secondDeskOfficer)(contract.forwardDossier, { params })
  await as(officials.civilStatus)(contract.handOverDossier, { params, body: {} })
  const body = { outcome: 'not_granted' as const, reason: 'thử' }
  assert.equal(problemOf(await as(alone)(contract.decideDossier, { params, body })).code, 'dossier.received_by_you')
}) // biome-ignore format: read as a story

test('the code sent to the telephone confirms without signing in; guesses are counted', async () => {
  const province = await aProvince()
  const { as, officials, asOwner } = province
  const { form, params } = await sendPhotos(province)
  await as(officials.deskOfficer)(contract.fillPhotoFiling, { params, body: form })
  const [row] = await asOwner<{ code: string }>('select code from dossiers.photo_filing')
  const anyone = as({ kind: 'public' })
  assert.equal((await anyone(contract.confirmByCode, { body: { code: 'AAAAAAAA' } })).body.filed, null)
  const filed = await anyone(contract.confirmByCode, { body: { code: row?.code.toLowerCase() ?? '' } })
  assert.equal(filed.body.filed?.number, 'H57.22.03-211229-0001', filed.text)
  for (let i = 0; i < 4; i++) await anyone(contract.confirmByCode, { body: { code: 'AAAAAAAA' } })
  assert.equal((await anyone(contract.confirmByCode, { body: { code: 'AAAAAAAA' } })).status, 429)
})

test('photographs that do not do are returned with the reason', async () => {
  const province = await aProvince()
  const { as, officials, citizens } = province
  const { params } = await sendPhotos(province)
  const body = { reason: 'Ảnh mờ, không đọc được ngày sinh.' }
  assert.equal((await as(officials.deskOfficer)(contract.returnPhotoFiling, { params, body })).body.state, 'returned')
  const [mine] = (await as(citizens[0])(contract.listMyPhotoFilings)).body.rows
  assert.deepEqual([mine?.state, mine?.dueAt], ['returned', null])
  assert.equal((await as(citizens[0])(contract.openPhotoFiling, { params })).body.reason, body.reason)
  assert.deepEqual((await as(officials.deskOfficer)(contract.listPhotoFilings)).body.rows, [])
})

test('at most five intakes are put aside at a desk; another officer of it takes one up; the day’s close erases them', async () => {
  const province = await aProvince()
  const { as, clock, officials, asOwner } = province
  const put = (id: string, label: string, who = officials.deskOfficer) =>
    as(who)(contract.putAside, { params: { id }, body: { office: 12203, label, contents: { answers: { label } } } })
  const ids = Array.from({ length: 5 }, () => randomUUID())
  const replies = await Promise.all(ids.map((id, i) => put(id, `Bà Hoa ${i}`)))
  assert.deepEqual(replies.map((reply) => reply.status), [200, 200, 200, 200, 200]) // biome-ignore format: one line
  assert.equal(problemOf(await put(randomUUID(), 'một nữa')).code, 'put_aside.full')
  assert.equal((await put(ids[0] ?? '', 'Bà Hoa, khai sinh', officials.secondDeskOfficer)).status, 200)
  assert.equal((await put(randomUUID(), 'x', officials.otherDeskOfficer)).status, 403)
  const list = (await as(officials.deskOfficer)(contract.listPutAside)).body.rows
  assert.equal(list.length, 5)
  const params = { id: ids[0] ?? '' }
  const up = await as(officials.deskOfficer)(contract.takeUp, { params })
  assert.deepEqual([up.body.contents, up.body.by], [{ answers: { label: 'Bà Hoa, khai sinh' } }, 'secondDeskOfficer'])
  assert.equal((await as(officials.otherDeskOfficer)(contract.takeUp, { params })).status, 404)
  assert.equal((await as(officials.otherDeskOfficer)(contract.dropPutAside, { params })).status, 404)
  assert.equal((await as(officials.deskOfficer)(contract.dropPutAside, { params })).status, 200)

  const sha256 = await province.bring(officials.deskOfficer)
  const papers = [{ code: 'medical_birth_certificate', sha256, name: 'giay-chung-sinh.pdf' }]
  const body = { id: ids[1] ?? '', procedure: '1.001193', version: province.birth, answers: birthAnswers, papers }
  assert.equal((await as(officials.deskOfficer)(contract.takeInDossier, { body })).status, 201)
  const left = await asOwner<{ id: string }>('select id from dossiers.put_aside')
  assert.ok(!left.some(({ id }) => id === ids[1]), 'taken in, its draft is erased')
  clock.set('2021-12-29T17:31:00+07:00')
  assert.deepEqual((await as(officials.deskOfficer)(contract.listPutAside)).body.rows, [])
})
