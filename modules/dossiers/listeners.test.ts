import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Person } from '@motcua/kernel'
import { listNotices, listReaders } from '@motcua/kernel/contract'
import * as contract from './contract.ts'
import { aProvince, birthAnswers } from './test-province.ts'

const province = await aProvince()
const { officials, citizens, as, tellAll } = province
const [hoa, nam] = citizens

async function takeIn(changes: object = {}) {
  const sha256 = await province.bring(officials.deskOfficer)
  const reply = await as(officials.deskOfficer)(contract.takeInDossier, {
    body: {
      id: randomUUID(),
      procedure: '1.001193',
      version: province.birth,
      answers: { ...birthAnswers, ...changes },
      papers: [{ code: 'medical_birth_certificate', sha256, name: 'a.pdf' }]
    }
  })
  assert.equal(reply.status, 201, reply.text)
  return reply.body
}

/** What signing in through VNeID tells, whoever the person turns out to be. */
async function provesIdentity({ personId }: Person) {
  const id = randomUUID()
  await province.asOwner(
    `insert into kernel.command (id, name, actor_kind, at, content_hash, status, reply) values ($1, 'people.claim', 'system', now(), '', 200, 'null')`,
    [id]
  )
  await province.asOwner(
    `insert into kernel.event (command_id, place, type, body) values ($1, 1, 'kernel.identity_proven', $2)`,
    [id, JSON.stringify({ person: personId })]
  )
  await tellAll()
}

const mineOf = async (person: Person) => (await as(person)(contract.listMyDossiers)).body.rows.map(({ id }) => id)

test('what a desk took in under an identity number belongs to who proves it through VNeID, and to nobody else', async () => {
  const { id, number } = await takeIn()
  await as(officials.chair)(contract.openDossier, { params: { id } })
  await provesIdentity(nam)
  assert.deepEqual([await mineOf(nam), await mineOf(hoa)], [[], []], 'a number of another person gives nothing')

  await provesIdentity(hoa)
  assert.deepEqual([await mineOf(nam), await mineOf(hoa)], [[], [id]])
  const seen = (await as(hoa)(contract.openDossier, { params: { id } })).body
  assert.deepEqual(seen.timeline.map(({ what }) => what), ['dossier_taken_in', 'dossier_claimed']) // biome-ignore format: one line
  const [notice] = (await as(hoa)(listNotices)).body.rows
  assert.match(notice?.text.vi ?? '', new RegExp(`^Hồ sơ ${number} .*đúng số định danh đã xác thực qua VNeID`))
  const readers = (await as(hoa)(listReaders, { params: { id } })).body
  assert.deepEqual(readers.opened.map(({ name }) => name), ['chair']) // biome-ignore format: one line
})

test('proving it again changes nothing, and a dossier that is somebody’s already stays theirs', async () => {
  const before = await mineOf(hoa)
  await provesIdentity(hoa)
  assert.deepEqual(await mineOf(hoa), before)
  assert.equal((await as(hoa)(listNotices)).body.rows.length, 1)

  const given = await takeIn()
  await province.asOwner('update kernel.case set person_id = $2 where id = $1', [given.id, nam.personId])
  await provesIdentity(hoa)
  assert.deepEqual([await mineOf(nam), (await mineOf(hoa)).includes(given.id)], [[given.id], false])
})

test('a dossier that names no identity number is nobody’s to claim by one', async () => {
  const { id } = await takeIn()
  await province.asOwner(`update dossiers.dossier set applicant = applicant - 'personalId' where id = $1`, [id])
  await province.asOwner('update kernel.person set personal_id = null where id = $1', [nam.personId])
  await provesIdentity(nam)
  assert.ok(!(await mineOf(nam)).includes(id))
})
