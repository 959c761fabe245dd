import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { kernelModule } from '@motcua/kernel/module'
import { planRetention } from '@motcua/kernel/retention'
import { verify } from '@motcua/kernel/verify'
import { aPdf } from '@motcua/kernel/testing'
import * as contract from './contract.ts'
import { dossiers } from './index.ts'
import { aProvince, birthAnswers, birthProcedure } from './test-province.ts'

const province = await aProvince()
const { as, asOwner, clock, database, officials, citizens, runJobOf } = province
const [hoa, nam] = citizens

const ask = (text: string, values?: unknown[]) => asOwner(text, values) as never
const filing = (...files: string[]) => ({
  id: randomUUID(),
  procedure: '1.001193',
  version: province.birth,
  answers: birthAnswers,
  papers: files.map((sha256) => ({ code: 'medical_birth_certificate', sha256, name: 'a.pdf' }))
})
const onDisk = (sha256: string) => existsSync(join(database.files, sha256.slice(0, 2), sha256))
const file = async (...files: string[]) => {
  const sent = await as(hoa)(contract.sendDossier, { body: filing(...files) })
  assert.equal(sent.status, 201, sent.text)
  return sent.body
}
const later = async (days: number) => {
  clock.set(new Date(clock.now().getTime() + days * 86_400_000).toISOString())
  await runJobOf(dossiers, 'dossiers.expire')
  await runJobOf(kernelModule, 'documents')
  await runJobOf(kernelModule, 'files')
}

test('a closed dossier is kept as long as its procedure says, then its contents go and its history stays whole', async () => {
  const [own, both, loose] = [
    await province.bring(hoa, 'riêng'),
    await province.bring(hoa, 'chung'),
    await province.bring(nam, 'rời')
  ]
  const closed = await file(own, both)
  const running = await file(both)
  assert.deepEqual(
    closed.files.map(({ sha256, name, size }) => ({ sha256, name, size })),
    [
      { sha256: own, name: 'a.pdf', size: aPdf('riêng').length },
      { sha256: both, name: 'a.pdf', size: aPdf('chung').length }
    ],
    'the receipt lists what was filed'
  )
  const refused = await as(officials.deskOfficer)(contract.refuseDossier, {
    params: { id: closed.id },
    body: { ground: birthProcedure.refusalGrounds[0]?.code ?? '', reason: 'thử' }
  })
  assert.equal(refused.status, 201, refused.text)
  const [row] = await asOwner<{ until: string }>('select retain_until::text as until from kernel.case where id = $1', [
    closed.id
  ])
  assert.equal(row?.until, '2041-12-29', 'twenty years, as the register demands')
  assert.deepEqual((await planRetention(ask, '2041-12-29')).cases, [])
  const plan = await planRetention(ask, '2041-12-30')
  assert.deepEqual(
    plan.cases.map(({ number, files }) => [number, files]),
    [[closed.number, 2]]
  )
  assert.deepEqual(plan.files, { cases: 1, loose: 1, bytes: aPdf('riêng').length + aPdf('rời').length })

  // The application cannot bring the day nearer: the database has its own calendar.
  await later(365 * 21)
  const answersOf = async (id: string) =>
    (await asOwner<{ answers: object }>('select answers from dossiers.dossier where id = $1', [id]))[0]?.answers
  assert.notDeepEqual(await answersOf(closed.id), {})

  await asOwner(
    `insert into dossiers.opinion (id, case_id, office_id, post, question, asked_at, asked_by, due_at, answered_at, answered_by, agrees, answer)
     select gen_random_uuid(), id, office_id, 'officer', 'hỏi về bà Hoa', now(), $2, now(), now(), $2, true, 'đồng ý' from kernel.case where id in ($1, $3)`,
    [closed.id, officials.deskOfficer.personId, running.id]
  )
  await asOwner(
    `insert into dossiers.rating (case_id, person_id, rated_at, answers, words) values ($1, $2, now(), '[5]', 'cảm ơn cô Hoa')`,
    [closed.id, hoa.personId]
  )
  await asOwner(`update kernel.case set retain_until = '2026-01-01' where id = $1`, [closed.id])
  await later(40)
  assert.deepEqual(await answersOf(closed.id), {})
  const bodies = await asOwner('select from kernel.history where case_id = $1 and body is not null', [closed.id])
  assert.equal(bodies.length, 0)
  const [gone] = await asOwner<{ subject: string; number: string }>(
    'select subject, number from kernel.case where id = $1',
    [closed.id]
  )
  assert.deepEqual(gone, { subject: '', number: closed.number })
  assert.deepEqual(
    [onDisk(own), onDisk(both), onDisk(loose)],
    [false, true, false],
    'what a running history names stays'
  )
  assert.notDeepEqual(await answersOf(running.id), {})
  const around = await asOwner(
    `select question, answer, (select words from dossiers.rating where rating.case_id = opinion.case_id) as words,
            (select count(*)::int from kernel.notice where notice.case_id = opinion.case_id) as told
       from dossiers.opinion order by question`
  )
  assert.deepEqual(around, [
    { question: '', answer: null, words: null, told: 0 },
    { question: 'hỏi về bà Hoa', answer: 'đồng ý', words: null, told: 1 }
  ])
  const { findings, erased } = await verify(ask)
  assert.deepEqual([findings, erased], [[], 2])
})

test('a file that was cleared away can be brought again', async () => {
  const sha256 = await province.bring(nam, 'rời')
  assert.equal(onDisk(sha256), true)
  assert.equal(createHash('sha256').update(aPdf('rời')).digest('hex'), sha256)
})

test('a paper takes files up to its own limit and no larger ones', async () => {
  clock.set('2021-12-29T10:00:00+07:00')
  const papers = birthProcedure.papers.map((paper) => ({ ...paper, maxBytes: 100_000 }))
  const version = await province.publish({ ...birthProcedure, papers })
  const body = { ...filing(await province.bring(hoa, 'x'.repeat(100_000))), version }
  const refused = await as(hoa)(contract.sendDossier, { body })
  assert.equal(refused.status, 422)
  const { fields } = refused.body as unknown as { fields: { field: string; code: string }[] }
  assert.deepEqual(
    fields.map(({ field, code }) => [field, code]),
    [['papers.medical_birth_certificate', 'paper.too_large']]
  )
})
