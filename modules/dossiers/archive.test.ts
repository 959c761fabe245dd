import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Problem } from '@motcua/kernel/contract'
import * as contract from './contract.ts'
import { aProvince, birthAnswers } from './test-province.ts'

/** A birth that the desk took in, with what it scanned, decided and in the account of the mother. */
async function aDecidedBirth() {
  const province = await aProvince()
  const { as, officials, citizens, bring } = province
  const [hoa, nam] = citizens
  const { deskOfficer, civilStatus, chair } = officials
  const scanned = await bring(deskOfficer, 'giấy chứng sinh do quầy quét')
  const filing = (id: string, sha256: string) => ({
    id,
    procedure: '1.001193',
    version: province.birth,
    answers: birthAnswers,
    papers: [{ code: 'medical_birth_certificate', sha256, name: 'giay-chung-sinh.pdf' }]
  })
  const { id, number, trackingCode } = (
    await as(deskOfficer)(contract.takeInDossier, { body: filing(randomUUID(), scanned) })
  ).body
  const params = { id }
  await as(deskOfficer)(contract.forwardDossier, { params })
  await as(civilStatus)(contract.handOverDossier, { params, body: {} })
  const result = await bring(chair, 'giấy khai sinh')
  await as(chair)(contract.decideDossier, {
    params,
    body: { outcome: 'granted', result: { sha256: result, name: 'giay-khai-sinh.pdf' } }
  })
  const claim = () => as(hoa)(contract.claimDossier, { body: { number, code: trackingCode } })
  const send = (sha256: string, who = hoa) => as(who)(contract.sendDossier, { body: filing(randomUUID(), sha256) })
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
