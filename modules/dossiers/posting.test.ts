import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import type { Problem } from '@motcua/kernel/contract'
import * as contract from './contract.ts'
import { aBirthAtTheDesk, aProvince, birthAnswers, decideBirth } from './test-province.ts'

const to = { name: 'Nguyễn Thị Hoa', phone: '0914 000 001', address: '12 Chi Lăng, phường Gia Hội, thành phố Huế' }
const codeOf = (reply: { body: unknown }) => (reply.body as Problem).code

/** A birth taken in at the desk, decided, and in the account of the mother. */
async function aResult() {
  const province = await aProvince()
  const { as, officials, citizens, clock } = province
  const [hoa] = citizens
  const { id, number, trackingCode } = await aBirthAtTheDesk(province)
  const params = { id }
  await as(hoa)(contract.claimDossier, { body: { number, code: trackingCode } })
  const decide = () => decideBirth(province, id)
  const ask = (wanted: contract.PostTo | null, who = hoa) => as(who)(contract.askPost, { params, body: { to: wanted } })
  const giveBack = (body: object) =>
    as(officials.secondDeskOfficer)(contract.returnResult, { params, body: body as { collectedBy: 'post' } })
  const seen = async () => (await as(hoa)(contract.openDossier, { params })).body
  return { ...province, id, params, decide, ask, giveBack, seen, clock }
}

describe('a result by post', () => {
  test('goes to the address the applicant gave, with the number of the consignment, which they see', async () => {
    const { decide, ask, giveBack, seen, as, officials, params } = await aResult()
    assert.equal((await ask(to)).status, 200)
    await decide()
    assert.deepEqual((await seen()).postTo, { ...to, phone: '0914000001' })
    const desk = (await as(officials.deskOfficer)(contract.openDossier, { params })).body
    assert.equal(desk.postTo?.address, to.address)
    const unnumbered = await giveBack({ collectedBy: 'post' })
    assert.equal((unnumbered.body as unknown as Problem).fields[0]?.field, 'body.parcel')
    assert.equal((await giveBack({ collectedBy: 'post', parcel: 'EP123456789VN' })).body.state, 'returned')
    const { collectedBy, timeline } = await seen()
    assert.equal(collectedBy, 'Bưu điện, EP123456789VN')
    assert.deepEqual(
      timeline.slice(-1).map(({ what, details }) => [what, details.parcel]),
      [['result_returned', 'EP123456789VN']]
    )
  })

  test('may be changed and taken back; the post gets nothing that nobody asked it to carry', async () => {
    const { decide, ask, giveBack, seen } = await aResult()
    await decide()
    assert.equal(codeOf(await giveBack({ collectedBy: 'post', parcel: 'EP1234' })), 'post.not_asked')
    await ask(to)
    await ask({ ...to, address: '45 Nguyễn Sinh Cung, phường Vỹ Dạ, thành phố Huế' })
    assert.match((await seen()).postTo?.address ?? '', /Vỹ Dạ/)
    await ask(null)
    const { postTo, timeline } = await seen()
    assert.equal(postTo, null)
    assert.deepEqual(
      timeline.slice(-3).map(({ what }) => what),
      ['post_asked', 'post_asked', 'post_declined']
    )
    assert.equal(codeOf(await giveBack({ collectedBy: 'post', parcel: 'EP1234' })), 'post.not_asked')
    assert.equal((await giveBack({ collectedBy: 'applicant' })).status, 201)
    assert.equal(codeOf(await ask(to)), 'post.not_open')
  })

  test('not where what was sent as a picture must be compared with its original first', async () => {
    const { as, citizens, officials, bring, birth } = await aResult()
    const [hoa] = citizens
    const sent = await as(hoa)(contract.sendDossier, {
      body: {
        id: randomUUID(),
        procedure: '1.001193',
        version: birth,
        answers: birthAnswers,
        papers: [{ code: 'medical_birth_certificate', sha256: await bring(hoa), name: 'giay-chung-sinh.jpg' }]
      }
    })
    const params = { id: sent.body.id }
    assert.equal(codeOf(await as(hoa)(contract.askPost, { params, body: { to } })), 'post.not_open')
    await as(officials.deskOfficer)(contract.receiveDossier, { params })
    assert.equal(codeOf(await as(hoa)(contract.askPost, { params, body: { to } })), 'post.compare')
    assert.equal((await as(hoa)(contract.openDossier, { params })).body.whyNoPost, 'compare')
  })

  test('another citizen asks for nothing, and a wrong telephone is named', async () => {
    const { ask, citizens, seen } = await aResult()
    assert.equal((await ask(to, citizens[1])).status, 404)
    const wrong = await ask({ ...to, phone: '123' })
    assert.deepEqual([wrong.status, (wrong.body as unknown as Problem).fields[0]?.field], [400, 'body.to.phone'])
    assert.equal((await seen()).postTo, null)
  })

  test('the address goes with what the dossier was about', async () => {
    const { ask, asOwner, id, act } = await aResult()
    await ask(to)
    const { expireJob } = await import('./expiring.ts')
    await asOwner(
      `update kernel.case set state = 'returned', closed_at = now() - interval '100 years', retain_until = '1999-01-01' where id = $1`,
      [id]
    )
    await act((ctx) => expireJob.run(ctx))
    const [row] = await asOwner<{ post_to: unknown }>('select post_to from dossiers.dossier where id = $1', [id])
    assert.equal(row?.post_to, null)
  })
})
