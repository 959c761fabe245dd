import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Person } from '@motcua/kernel'
import { type Problem, storeFile } from '@motcua/kernel/contract'
import { kernelModule } from '@motcua/kernel/module'
import { readPaper } from '@motcua/kernel/platform/paper-testing'
import { aMp4, anOgg, aWebm } from '@motcua/kernel/platform/sound-testing'
import { verify } from '@motcua/kernel/verify'
import * as contract from './contract.ts'
import { dossiers } from './index.ts'
import { mostVoiceSeconds } from './rules.ts'
import { aProvince, birthAnswers, birthProcedure, businessAnswers } from './test-province.ts'

const province = await aProvince()
const { as, asOwner, bring, clock, database, officials, citizens } = province
const [hoa, nam] = citizens
const { deskOfficer, otherDeskOfficer } = officials

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const certificate = (sha256: string) => ({ code: 'medical_birth_certificate', sha256, name: 'giay-chung-sinh.pdf' })
const faultsIn = ({ body }: { body: unknown }) => (body as Problem).fields.map(({ field, code }) => [field, code])

/** Stores a recording under who made it; gives its hash. */
async function record(person: Person, bytes: Buffer): Promise<string> {
  const sha256 = hashOf(bytes)
  const stored = await as(person)(storeFile, { params: { sha256 }, body: bytes })
  assert.equal(stored.status, 200, stored.text)
  return sha256
}

/** A birth of which the desk asks for a better picture, before it is received. */
async function aBirthAsked(): Promise<{ id: string; number: string; code: string; paper: string }> {
  const id = randomUUID()
  const paper = await bring(hoa, id)
  const body = {
    id,
    procedure: '1.001193',
    version: province.birth,
    answers: birthAnswers,
    papers: [certificate(paper)]
  }
  const sent = await as(hoa)(contract.sendDossier, { body })
  assert.equal(sent.status, 201, sent.text)
  const items = [{ kind: 'paper' as const, name: 'medical_birth_certificate', how: 'Chụp lại cho rõ số.' }]
  const asked = await as(deskOfficer)(contract.askSupplement, { params: { id }, body: { items, reason: 'Ảnh mờ.' } })
  assert.equal(asked.status, 201, asked.text)
  return { id, number: sent.body.number, code: sent.body.trackingCode, paper }
}

const supply = async (id: string, said: object = {}, key?: string) =>
  as(hoa)(contract.supplyDossier, {
    params: { id },
    body: { papers: [certificate(await bring(hoa, `rõ hơn ${id}`))], ...said },
    ...(key ? { key } : {})
  })

test('a supplement takes words and a recording along, and applicant and office find both in the dossier', async () => {
  const { id } = await aBirthAsked()
  const bytes = aWebm({ seconds: 23, remark: id })
  const sha256 = await record(hoa, bytes)
  const loose = '  Bản gốc bị ố, số là 1234.\r\nXin cảm ơn! '.normalize('NFD')
  const supplied = await supply(id, { text: loose, voice: { sha256 } })
  assert.equal(supplied.status, 201, supplied.text)
  const said = {
    text: 'Bản gốc bị ố, số là 1234.\nXin cảm ơn!',
    voice: { sha256, size: bytes.length, mediaType: 'audio/webm', seconds: 23 }
  }
  for (const who of [hoa, deskOfficer]) {
    const { body } = await as(who)(contract.openDossier, { params: { id } })
    assert.deepEqual(
      body.replies.map(({ text, voice }) => ({ text, voice })),
      [said]
    )
    const file = await as(who)(contract.openPaper, { params: { id, sha256 } })
    assert.equal(hashOf(file.bytes), sha256)
    assert.equal(file.headers['content-type'], 'audio/webm')
    assert.equal(file.headers['x-content-type-options'], 'nosniff')
    assert.match(String(file.headers['content-disposition']), /^attachment; filename="loi-nhan\.webm"/)
  }
  const [heard] = await asOwner<{ n: number }>(
    `select count(*)::int as n from kernel.reading
      where name = 'dossiers.open_paper' and cases @> array[$1::uuid] and person_id = $2`,
    [id, deskOfficer.personId]
  )
  assert.equal(heard?.n, 1, 'that an officer has listened is written down')
})

test('whoever may not see the dossier gets neither its words nor its recording', async () => {
  const { id, number, code } = await aBirthAsked()
  const sha256 = await record(hoa, anOgg({ remark: id }))
  await supply(id, { text: 'Lời riêng của tôi', voice: { sha256 } })
  for (const who of [nam, otherDeskOfficer])
    assert.equal((await as(who)(contract.openPaper, { params: { id, sha256 } })).status, 404, who.name)
  assert.equal((await as({ kind: 'public' })(contract.openPaper, { params: { id, sha256 } })).status, 401)
  // Nor through a dossier of one's own that does not name it.
  const other = await aBirthAsked()
  assert.equal((await as(hoa)(contract.openPaper, { params: { id: other.id, sha256 } })).status, 404)
  const page = await province.get(`/tra-cuu?so=${number}&ma=${code}`)
  assert.equal(page.status, 200)
  for (const secret of ['Lời riêng', 'ghi âm', sha256]) assert.ok(!page.text.includes(secret), secret)
})

test('the same supplement sent twice is one message', async () => {
  const { id } = await aBirthAsked()
  const voice = { sha256: await record(hoa, aMp4({ remark: id })) }
  const key = randomUUID()
  const [first, again] = [
    await supply(id, { text: 'Một lần', voice }, key),
    await supply(id, { text: 'Một lần', voice }, key)
  ]
  assert.deepEqual([first.status, again.status], [201, 201])
  assert.deepEqual(again.body, first.body)
  const { body } = await as(hoa)(contract.openDossier, { params: { id } })
  assert.equal(body.replies.length, 1)
  assert.equal(body.timeline.filter(({ what }) => what === 'supplement_supplied').length, 1)
})

test('a message may be left out, and one of blanks is none', async () => {
  const { id } = await aBirthAsked()
  assert.equal((await supply(id, { text: '   ' })).status, 201)
  assert.deepEqual((await as(hoa)(contract.openDossier, { params: { id } })).body.replies, [])
})

test('words too long, with hidden signs or none, and a recording too long, of another or no recording, are refused by name', async () => {
  const { id } = await aBirthAsked()
  const long = await record(hoa, aWebm({ seconds: mostVoiceSeconds + 3, remark: id }))
  const ofNam = await record(nam, aWebm({ remark: `nam ${id}` }))
  const pdf = await bring(hoa, `không phải tiếng ${id}`)
  const wrong: [object, number, string[][]][] = [
    [{ text: 'x'.repeat(2_001) }, 400, [['body.text', 'field.form']]],
    [{ text: 'gpj.\u202eexe' }, 400, [['text', 'text.signs']]],
    [{ voice: { sha256: long } }, 422, [['voice', 'voice.too_long']]],
    [{ voice: { sha256: ofNam } }, 422, [['voice', 'voice.not_stored']]],
    [{ voice: { sha256: pdf } }, 422, [['voice', 'voice.not_stored']]],
    [{ voice: { sha256: 'ab'.repeat(32) } }, 422, [['voice', 'voice.not_stored']]]
  ]
  for (const [said, status, faults] of wrong) {
    const reply = await supply(id, said)
    assert.equal(reply.status, status, reply.text)
    assert.deepEqual(faultsIn(reply), faults)
  }
  const most = await record(hoa, aWebm({ seconds: mostVoiceSeconds, remark: id }))
  assert.equal((await supply(id, { voice: { sha256: most } })).status, 201)
})

test('a recording is no paper: not of a dossier, a supplement, a consent, a photograph or a result, whoever brings it', async () => {
  const isSound = (reply: { status: number; body: unknown; text: string }, field: string) => {
    assert.equal(reply.status, 422, reply.text)
    assert.deepEqual(faultsIn(reply), [[field, 'paper.sound']])
    assert.match(reply.text, /là bản ghi âm, không phải giấy tờ/)
  }
  const sound = await record(hoa, aMp4({ remark: 'không phải giấy' }))
  const filing = { procedure: '1.001193', version: province.birth, answers: birthAnswers }
  const onlySound = { ...filing, id: randomUUID(), papers: [certificate(sound)] }
  isSound(await as(hoa)(contract.sendDossier, { body: onlySound }), 'papers.medical_birth_certificate')

  const { id, paper } = await aBirthAsked()
  const supplied = { params: { id }, body: { papers: [certificate(sound)] } }
  isSound(await as(hoa)(contract.supplyDossier, supplied), 'papers.medical_birth_certificate')
  await supply(id, { voice: { sha256: sound } })
  // What lies with one's own dossiers may be used again as a paper; what was said may not.
  isSound(
    await as(hoa)(contract.sendDossier, { body: { ...onlySound, id: randomUUID() } }),
    'papers.medical_birth_certificate'
  )
  const { rows } = (await as(hoa)(contract.listMyPapers, {})).body
  assert.ok(!rows.some(({ sha256 }) => sha256 === sound))

  const consent = { how: 'written' as const, file: { sha256: sound, name: 'uy-quyen.m4a' } }
  const onBehalfOf = { relation: 'authorised' as const, consent }
  const forAnother = { ...filing, id: randomUUID(), papers: [certificate(paper)], onBehalfOf }
  isSound(await as(hoa)(contract.sendDossier, { body: forAnother }), 'onBehalfOf.consent.file')

  const photos = [{ sha256: sound, name: 'anh.jpg' }]
  const sent = { id: randomUUID(), procedure: '1.001193', commune: '19756', phone: '0914000001', names: 'AN', photos }
  isSound(await as(hoa)(contract.sendPhotos, { body: sent }), 'body.photos.0')

  const atDesk = await record(officials.districtOfficer, aWebm({ remark: 'ở quầy' }))
  const shop = {
    id: randomUUID(),
    procedure: '1.001612',
    version: province.business,
    answers: businessAnswers,
    papers: [{ code: 'owner_identity', sha256: atDesk, name: 'cccd.pdf' }]
  }
  isSound(await as(officials.districtOfficer)(contract.takeInDossier, { body: shop }), 'papers.owner_identity')

  const counter = await record(deskOfficer, aWebm({ remark: 'trước quầy' }))
  const items = [{ kind: 'paper' as const, name: 'medical_birth_certificate', how: 'Chụp lại.' }]
  const shown = {
    ...filing,
    id: randomUUID(),
    office: 12203,
    applicant: { name: 'NGUYỄN THỊ HOA' },
    items,
    reason: 'thử'
  }
  const asksFor = (body: Pick<contract.Presented, 'papers' | 'onBehalfOf'>) =>
    as(deskOfficer)(contract.askAtDesk, { body: { ...shown, ...body } })
  isSound(await asksFor({ papers: [certificate(counter)] }), 'papers.medical_birth_certificate')
  const spokenConsent = { how: 'written' as const, file: { sha256: counter, name: 'uy-quyen.webm' } }
  isSound(
    await asksFor({ papers: [], onBehalfOf: { name: 'AN', relation: 'authorised', consent: spokenConsent } }),
    'onBehalfOf.consent.file'
  )

  const ready = await aBirthAsked()
  await supply(ready.id)
  const params = { id: ready.id }
  await as(deskOfficer)(contract.receiveDossier, { params })
  await as(deskOfficer)(contract.forwardDossier, { params })
  await as(officials.civilStatus)(contract.handOverDossier, { params, body: {} })
  const result = { sha256: await record(officials.chair, aWebm({ remark: 'kết quả' })), name: 'ket-qua.pdf' }
  isSound(
    await as(officials.chair)(contract.decideDossier, { params, body: { outcome: 'granted', result } }),
    'body.result'
  )
})

test('the receipt lists a recorded message with its length, size and SHA-256, as it does every file', async () => {
  const { id } = await aBirthAsked()
  const bytes = aWebm({ seconds: 83, remark: id })
  const sha256 = await record(hoa, bytes)
  await supply(id, { text: 'Lời này không in ra', voice: { sha256 } })
  await as(deskOfficer)(contract.receiveDossier, { params: { id } })
  const { pages } = await readPaper((await as(hoa)(contract.printReceipt, { params: { id } })).bytes)
  const text = pages.join(' ')
  const said = `Lời nhắn ghi âm, 1:23 · ${Math.ceil(bytes.length / 1_000)} KB · SHA-256 ${(sha256.match(/.{8}/g) ?? []).join(' ')}`
  assert.ok(text.includes(said), text)
  assert.ok(!text.includes('không in ra'))
})

test('when the time of keeping is over, words and recording go, and the history stays whole', async () => {
  const { id } = await aBirthAsked()
  const sha256 = await record(hoa, anOgg({ remark: id }))
  const onDisk = () => existsSync(join(database.files, sha256.slice(0, 2), sha256))
  await supply(id, { text: 'Sẽ được xóa', voice: { sha256 } })
  const ground = birthProcedure.refusalGrounds[0]?.code ?? ''
  const refused = await as(deskOfficer)(contract.refuseDossier, { params: { id }, body: { ground, reason: 'thử' } })
  assert.equal(refused.status, 201, refused.text)
  assert.ok(onDisk())
  await asOwner(`update kernel.case set retain_until = '2026-01-01' where id = $1`, [id])
  clock.set(new Date(clock.now().getTime() + 21 * 365 * 86_400_000).toISOString())
  await province.runJobOf(dossiers, 'dossiers.expire')
  await province.runJobOf(kernelModule, 'documents')
  await province.runJobOf(kernelModule, 'files')
  assert.ok(!onDisk())
  const [left] = await asOwner<{ n: number }>(
    'select count(*)::int as n from kernel.history where case_id = $1 and body is not null',
    [id]
  )
  assert.equal(left?.n, 0)
  const { findings } = await verify((text, values) => asOwner(text, values) as never)
  assert.deepEqual(findings, [])
})
