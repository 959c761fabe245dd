import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Person } from '@motcua/kernel'
import { listMyReaders, type Problem } from '@motcua/kernel/contract'
import * as contract from './contract.ts'
import { aBirthAtTheDesk, aBirthSentBy, aProvince, type TestProvince } from './test-province.ts'

/** Hoa has sent in a birth; Nam helps her. */
async function aHelpedOne() {
  const province = await aProvince()
  const [hoa, nam] = province.citizens
  const helper: Person = { ...nam, helped: [hoa.personId] }
  await province.asOwner(
    `insert into kernel.helping (id, helped_id, helper_id, relation, offered_until, began_at, until)
     values (gen_random_uuid(), $1, $2, 'sibling', now(), now(), '2022-12-29')`,
    [hoa.personId, nam.personId]
  )
  return { province, hoa, nam, helper, id: await aBirthSentBy(province, hoa) }
}

const askForPaper = ({ as, officials }: TestProvince, id: string) =>
  as(officials.deskOfficer)(contract.askSupplement, {
    params: { id },
    body: {
      reason: 'Ảnh mờ, không đọc được số.',
      items: [{ kind: 'paper', name: 'medical_birth_certificate', how: 'Chụp lại cho rõ' }]
    }
  })

test('who helps sees the dossiers of the one they help beside their own, by name, and opens them', async () => {
  const { province, hoa, nam, helper, id } = await aHelpedOne()
  const own = await aBirthSentBy(province, nam)
  const { rows, helped } = (await province.as(helper)(contract.listMyDossiers)).body
  assert.deepEqual([rows.map((row) => row.id), helped.map((one) => one.name)], [[own], ['Nguyễn Thị Hoa']])
  assert.deepEqual(helped[0]?.rows.map((row) => row.id), [id]) // biome-ignore format: one line
  const view = (await province.as(helper)(contract.openDossier, { params: { id } })).body
  assert.deepEqual([view.helps, view.trackingCode, view.actions], ['Nguyễn Thị Hoa', null, []])
  const { sha256 } = view.papers[0] as { sha256: string }
  assert.equal((await province.as(helper)(contract.openPaper, { params: { id, sha256 } })).status, 200)
  const byHoa = (await province.as(hoa)(contract.openDossier, { params: { id } })).body
  assert.deepEqual([byHoa.helps, byHoa.actions], [null, ['withdraw']])
  assert.equal((await province.as(nam)(contract.openDossier, { params: { id } })).status, 404, 'without the agreement')
})

test('who helps hands in what is asked for and writes to the office, under their own name', async () => {
  const { province, nam, helper, id } = await aHelpedOne()
  const { as, officials, bring } = province
  assert.equal((await askForPaper(province, id)).status, 201)
  assert.deepEqual((await as(helper)(contract.openDossier, { params: { id } })).body.actions, ['supply'])
  const papers = [{ code: 'medical_birth_certificate', sha256: await bring(nam, 'rõ'), name: 'chung-sinh.pdf' }]
  const supplied = await as(helper)(contract.supplyDossier, { params: { id }, body: { papers } })
  assert.equal(supplied.status, 201, supplied.text)
  const said = await as(helper)(contract.sendMessage, { params: { id }, body: { text: 'Mẹ tôi nhờ tôi gửi.' } })
  assert.equal(said.status, 201, said.text)
  const { timeline } = (await as(officials.deskOfficer)(contract.openDossier, { params: { id } })).body
  const byHelper = timeline.filter(({ details }) => 'helper' in details)
  assert.deepEqual(
    byHelper.map(({ what, by }) => [what, by]),
    [
      ['supplement_supplied', 'Trần Văn Nam'],
      ['message_sent', 'Trần Văn Nam']
    ]
  )
})

test('what is the applicant’s alone no helper does: withdraw, rate, say where the result is sent', async () => {
  const { province, helper, id } = await aHelpedOne()
  const asHelper = province.as(helper)
  const withdrawn = await asHelper(contract.withdrawDossier, { params: { id }, body: { reason: 'Không cần nữa' } })
  const rated = await asHelper(contract.rateDossier, { params: { id }, body: { answers: { overall: 2 } } })
  const body = { to: { name: 'Trần Văn Nam', phone: '0914000222', address: '2 Chi Lăng, Gia Hội, Huế' } }
  const posted = await asHelper(contract.askPost, { params: { id }, body })
  assert.deepEqual([withdrawn.status, rated.status, posted.status], [403, 403, 404])
})

test('an official who helps an applicant does not handle their dossier', async () => {
  const { province, hoa, id } = await aHelpedOne()
  const { as, officials } = province
  const close: Person = { ...officials.deskOfficer, helped: [hoa.personId] }
  const received = await as(close)(contract.receiveDossier, { params: { id }, body: {} })
  assert.deepEqual([received.status, (received.body as unknown as Problem).code], [409, 'dossier.own_cause'])
  const atDesk = await aBirthAtTheDesk(province)
  await as(hoa)(contract.claimDossier, { body: { number: atDesk.number, code: atDesk.trackingCode } })
  const body = { reason: 'Không cần nữa' }
  const withdrawn = await as(close)(contract.withdrawDossier, { params: { id: atDesk.id }, body })
  assert.deepEqual([withdrawn.status, (withdrawn.body as unknown as Problem).code], [409, 'dossier.own_cause'])
  assert.equal(
    (await as(officials.secondDeskOfficer)(contract.receiveDossier, { params: { id }, body: {} })).status,
    201
  )
})

test('“Ai đã xem dữ liệu của tôi” names the helper, after the help has ended too', async () => {
  const { province, hoa, helper, id } = await aHelpedOne()
  await province.as(helper)(contract.openDossier, { params: { id } })
  await province.asOwner('update kernel.helping set ended_at = now(), ended_by = helped_id')
  const { opened } = (await province.as(hoa)(listMyReaders)).body
  assert.deepEqual(
    opened.map(({ name, numbers }) => [name, numbers.length]),
    [['Trần Văn Nam', 1]]
  )
})
