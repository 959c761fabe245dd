import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Problem } from '@motcua/kernel/contract'
import type { Procedure } from '@motcua/procedures/rules'
import fc from 'fast-check'
import * as contract from './contract.ts'
import { aProvince, birthAnswers, type TestProvince } from './test-province.ts'

const problemOf = (reply: { body: unknown }) => reply.body as Problem
const copies: Procedure = JSON.parse(
  readFileSync(new URL('../../data/procedures/2.000815.json', import.meta.url), 'utf8')
)

const aPaper = (title: string, page_count = 1, copy_count = 1) => ({ title, page_count, copy_count })

const settle = (province: TestProvince, version: string, documents: object[], changes: object = {}) =>
  province.as(province.officials.deskOfficer)(contract.settleAtOnce, {
    body: {
      id: randomUUID(),
      procedure: copies.code,
      version,
      answers: {
        desk_place: '19756',
        applicant_name: 'NGUYỄN THỊ HOA',
        documents,
        copies_brought: true,
        electronic: false
      },
      papers: [],
      office: 12203,
      signer: province.officials.chair.personId,
      paid: { receipt: 'BL 0001' },
      ...changes
    }
  })

test('copies are taken in, decided and returned in one act: one number per paper, the fee by pages, a signer who is another', async () => {
  const province = await aProvince()
  const { as, officials } = province
  const version = await province.publish(copies)
  const documents = [aPaper('Bằng tốt nghiệp', 1, 3), aPaper('Hộ khẩu', 12, 2)]
  const done = await settle(province, version, documents)
  assert.equal(done.status, 201, done.text)
  assert.deepEqual(done.body.certificates, [
    { no: '01', book: '01/2021-SCT/BS' },
    { no: '02', book: '01/2021-SCT/BS' }
  ])
  assert.equal(done.body.fee, 3 * 2_000 + 2 * (4_000 + 10 * 1_000))
  assert.equal(done.body.number, 'H57.22.03-211229-0001')
  const seen = (await as(officials.deskOfficer)(contract.openDossier, { params: { id: done.body.id } })).body
  assert.deepEqual([seen.state, seen.outcome, seen.feeDue], ['returned', 'granted', 0])
  assert.deepEqual(seen.timeline.map((entry) => entry.what), ['dossier_taken_in', 'dossier_decided', 'result_returned'])
  assert.equal((await settle(province, version, [aPaper('Thẻ')])).body.certificates[0]?.no, '03')

  const register = await as(officials.deskOfficer)(contract.listCertificates, { query: { office: 12203, year: 2021 } })
  assert.deepEqual(register.body.rows.map((row) => [row.no, row.paper.title, row.fee]), [
    ['03', 'Thẻ', 2_000], ['02', 'Hộ khẩu', 28_000], ['01', 'Bằng tốt nghiệp', 6_000]
  ])
  const foreign = await as(officials.otherDeskOfficer)(contract.listCertificates, { query: { office: 12203, year: 2021 } })
  assert.deepEqual(foreign.body.rows, [])
}) // biome-ignore format: read as a story

test('who receives does not sign, only the deciding post of the office does, and the fee is taken before', async () => {
  const province = await aProvince()
  const { officials } = province
  const version = await province.publish(copies)
  const refused = async (changes: object) => problemOf(await settle(province, version, [aPaper('Thẻ')], changes))
  assert.equal((await refused({ signer: officials.deskOfficer.personId })).code, 'dossier.received_by_you')
  for (const signer of [officials.otherChair, officials.civilStatus])
    assert.equal((await refused({ signer: signer.personId })).fields[0]?.code, 'signer.not_in_post')
  assert.equal((await refused({ paid: undefined })).fields[0]?.code, 'fee.due')
  assert.equal((await refused({ office: 12208 })).code, 'desk.not_yours')
  const sha256 = await province.bring(officials.deskOfficer)
  const papers = [{ code: 'medical_birth_certificate', sha256, name: 'giay-chung-sinh.pdf' }]
  const slow = { procedure: '1.001193', version: province.birth, answers: birthAnswers, papers }
  assert.equal((await refused(slow)).code, 'immediate.none')
  assert.deepEqual(await province.asOwner('select from dossiers.certificate'), [])
})

test('the signer confirms many at once, each once; a signature that is denied is flagged', async () => {
  const province = await aProvince()
  const { as, officials } = province
  const version = await province.publish(copies)
  const [one, two] = [await settle(province, version, [aPaper('Thẻ')]), await settle(province, version, [aPaper('Bằng')])]
  const list = (await as(officials.chair)(contract.listSignatures)).body.rows
  assert.deepEqual(list.map((row) => [row.id, row.certificates[0]?.no]), [[one.body.id, '01'], [two.body.id, '02']])
  assert.deepEqual((await as(officials.otherChair)(contract.listSignatures)).body.rows, [])
  const confirm = (dossiers: string[], theirs: boolean) =>
    as(officials.chair)(contract.confirmSignatures, { body: { dossiers, theirs } })
  assert.equal((await confirm([one.body.id], true)).body.answered, 1)
  assert.equal(problemOf(await confirm([one.body.id, two.body.id], true)).code, 'signature.answered')
  assert.equal((await confirm([two.body.id], false)).status, 201)
  const seen = (await as(officials.deskOfficer)(contract.openDossier, { params: { id: two.body.id } })).body
  assert.deepEqual(seen.flags, ['signature_denied'])
}) // biome-ignore format: read as a story

test('a number of the register is given once and none is left out, however many desks certify at once, and anew each year', async () => {
  const province = await aProvince({ now: '2021-12-31T09:00:00+07:00' })
  const version = await province.publish(copies)
  const given = new Map<string, number[]>()
  const aDay = fc.record({
    year: fc.constantFrom(2021, 2022),
    clients: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 12 }),
    // One in the middle is refused: its numbers go back.
    refused: fc.boolean()
  })
  await fc.assert(
    fc.asyncProperty(aDay, async ({ year, clients, refused }) => {
      province.clock.set(year === 2021 ? '2021-12-31T09:00:00+07:00' : '2022-01-04T09:00:00+07:00')
      const replies = await Promise.all([
        ...clients.map((papers) => settle(province, version, Array.from({ length: papers }, () => aPaper('Thẻ')))),
        ...(refused ? [settle(province, version, [aPaper('Thẻ')], { signer: randomUUID() })] : [])
      ])
      for (const { status, body, text } of replies) {
        if (status === 422) continue
        assert.equal(status, 201, text)
        for (const { no, book } of body.certificates) given.set(book, [...(given.get(book) ?? []), Number(no)])
      }
      for (const numbers of given.values())
        assert.deepEqual(numbers.toSorted((a, b) => a - b), Array.from(numbers, (_, i) => i + 1))
    }),
    { numRuns: 12 }
  )
}) // biome-ignore format: read as a story
