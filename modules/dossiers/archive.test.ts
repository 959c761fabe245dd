import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Problem } from '@motcua/kernel/contract'
import * as contract from './contract.ts'
import { standsFor } from './rules.ts'
import {
  aBirthAtTheDesk,
  aProvince,
  birthAnswers,
  businessAnswers,
  decideBirth,
  type TestProvince
} from './test-province.ts'

/** A birth that the desk took in, with what it scanned, decided and in the account of the mother. */
async function aDecidedBirth() {
  const province = await aProvince()
  const { as, birth, citizens } = province
  const [hoa, nam] = citizens
  const { id, number, trackingCode, scanned } = await aBirthAtTheDesk(province)
  const result = await decideBirth(province, id)
  const claim = () => as(hoa)(contract.claimDossier, { body: { number, code: trackingCode } })
  const send = (sha256: string, who = hoa) => {
    const papers = [{ code: 'medical_birth_certificate', sha256, name: 'giay-chung-sinh.pdf' }]
    const body = { id: randomUUID(), procedure: '1.001193', version: birth, answers: birthAnswers, papers }
    return as(who)(contract.sendDossier, { body })
  }
  const papers = async (who = hoa) => (await as(who)(contract.listMyPapers)).body.rows
  return { ...province, hoa, nam, id, number, scanned, result, claim, send, papers }
}

test('what one has handed in and been given is there once, the newest first, and nobody else’s', async () => {
  const { claim, papers, send, nam, id, number, scanned, result, clock } = await aDecidedBirth()
  assert.deepEqual(await papers(), [])
  await claim()
  clock.set('2021-12-29T10:00:00+07:00')
  await send(scanned)
  const rows = await papers()
  assert.deepEqual(
    rows.map(({ code, sha256 }) => [code, sha256]),
    [
      ['medical_birth_certificate', scanned],
      [null, result]
    ]
  )
  const given = rows.find(({ code }) => code === null)
  assert.deepEqual(
    [given?.dossier, given?.number, given?.name, given?.mediaType],
    [id, number, 'giay-khai-sinh.pdf', 'application/pdf']
  )
  assert.match(given?.what.vi ?? '', /Giấy khai sinh/)
  assert.deepEqual(await papers(nam), [])
})

test('it may be named again in a filing without being sent again, by whoever’s dossier it lies with', async () => {
  const { claim, send, nam, scanned, result } = await aDecidedBirth()
  const early = await send(scanned)
  assert.deepEqual(
    (early.body as unknown as Problem).fields.map(({ code }) => code),
    ['paper.not_stored'],
    'before the dossier is theirs'
  )
  await claim()
  assert.equal((await send(scanned)).status, 201)
  assert.equal((await send(result)).status, 201)
  const foreign = await send(result, nam)
  assert.deepEqual([foreign.status, (foreign.body as unknown as Problem).fields[0]?.code], [422, 'paper.not_stored'])
})

const nam = { personalId: '046090000022', name: 'Trần Văn Nam' }

/** A shop that Nam opens; the desk has scanned his card, or names what it found. */
async function takeInShop({ as, business, officials }: TestProvince, sha256: string, answers = businessAnswers) {
  const papers = [{ code: 'owner_identity', sha256, name: 'cccd.pdf' }]
  const body = { id: randomUUID(), procedure: '1.001612', version: business, answers, papers }
  return as(officials.districtOfficer)(contract.takeInDossier, { body })
}

const findFor = ({ as, officials }: TestProvince, whose: typeof nam, procedure = '1.001612') =>
  as(officials.otherDeskOfficer)(contract.findInArchive, { body: { procedure, ...whose } })

test('the desk looks in the archive first: what another office scanned is found by number and name, and not asked for again', async () => {
  const province = await aProvince()
  const scanned = await province.bring(province.officials.districtOfficer, 'căn cước')
  const earlier = (await takeInShop(province, scanned)).body
  const { rows } = (await findFor(province, nam)).body
  assert.deepEqual(
    rows.map(({ code, number, sha256, name }) => [code, number, sha256, name]),
    [
      ['owner_identity', earlier.number, scanned, 'cccd.pdf'],
      ['member_identities', earlier.number, scanned, 'cccd.pdf']
    ]
  )
  const accents = (await findFor(province, { ...nam, name: 'TRAN VAN NAM' })).body
  assert.equal(accents.rows.length, 2)
  // Whoever looks is written down at each dossier that was found.
  const looks = await province.asOwner('select how, cases from kernel.reading where name = $1', [
    'desk.find_in_archive'
  ])
  assert.deepEqual(looks, [0, 1].map(() => ({ how: 'searched', cases: [earlier.id] }))) // biome-ignore format: one line
})

test('a number alone, another name, or a dossier that no office has received opens no archive', async () => {
  const province = await aProvince()
  const [hoa] = province.citizens
  await takeInShop(province, await province.bring(province.officials.districtOfficer, 'căn cước'))
  const rows = async (whose: typeof nam) => (await findFor(province, whose)).body.rows
  assert.deepEqual(await rows({ ...nam, name: 'Trần Văn Nữ' }), [])
  assert.deepEqual(await rows({ ...nam, personalId: '046190000011' }), [])
  const papers = [{ code: 'owner_identity', sha256: await province.bring(hoa, 'tự chụp'), name: 'cua-hoa.pdf' }]
  const answers = { ...businessAnswers, owner_name: 'NGUYỄN THỊ HOA', owner_personal_id: '046190000011', owner_sex: 'female', owner_id_paper: { ...(businessAnswers.owner_id_paper as object), number: '046190000011' } } // biome-ignore format: one person
  const body = { id: randomUUID(), procedure: '1.001612', version: province.business, answers, papers }
  const sent = await province.as(hoa)(contract.sendDossier, { body })
  assert.equal(sent.status, 201, sent.text)
  assert.deepEqual(await rows({ personalId: '046190000011', name: 'Nguyễn Thị Hoa' }), [])
})

test('an intake names what lies in the applicant’s archive, and says so; nothing of anybody else', async () => {
  const province = await aProvince()
  const { as, asOwner, officials } = province
  const scanned = await province.bring(officials.districtOfficer, 'căn cước')
  await takeInShop(province, scanned)
  // Years later nobody at the desk has brought it.
  await asOwner('delete from kernel.document_bringer')
  const again = await takeInShop(province, scanned)
  assert.equal(again.status, 201, again.text)
  assert.equal(again.body.files[0]?.archived, true)
  const { papers } = (await as(officials.districtOfficer)(contract.openDossier, { params: { id: again.body.id } })).body
  assert.equal(papers[0]?.archived, true)
  // An original is handed in each time, whatever lies in the archive.
  const certificate = { code: 'medical_birth_certificate', sha256: scanned, name: 'cccd.pdf' }
  const ofNam = { ...birthAnswers, applicant_name: 'TRẦN VĂN NAM', applicant_personal_id: nam.personalId }
  const birth = {
    id: randomUUID(),
    procedure: '1.001193',
    version: province.birth,
    answers: ofNam,
    papers: [certificate]
  }
  const original = await as(officials.deskOfficer)(contract.takeInDossier, { body: birth })
  assert.ok(
    (original.body as unknown as Problem).fields.some(({ code }) => code === 'paper.not_stored'),
    original.text
  )
  const another = { ...businessAnswers, owner_name: 'TRẦN VĂN NỮ' }
  const foreign = await takeInShop(province, scanned, another)
  assert.deepEqual(
    (foreign.body as unknown as Problem).fields.map(({ field, code }) => [field, code]),
    [['papers.owner_identity', 'paper.not_stored']]
  )
})

test('only a copy can be found: an original is handed in or shown each time, and a form is of its own matter', () => {
  const card = { topic: 'a', code: 'identity', kind: 'copy', picture: 'identity_card' }
  assert.ok(standsFor(card, { ...card, topic: 'b', code: 'owner' }), 'a lasting kind, whatever it was handed in for')
  assert.ok(!standsFor(card, { ...card, kind: 'show' }))
  assert.ok(!standsFor(card, { ...card, kind: 'handIn' }))
  const letter = { topic: 'a', code: 'authority', kind: 'copy', picture: 'letter' }
  assert.ok(standsFor(letter, letter), 'the same paper of the same procedure')
  assert.ok(!standsFor(letter, { ...letter, code: 'other' }))
  assert.ok(!standsFor(letter, { ...letter, topic: 'b' }))
})
