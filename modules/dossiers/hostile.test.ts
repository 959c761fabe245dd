import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Problem } from '@motcua/kernel/contract'
import * as contract from './contract.ts'
import { aProvince, birthAnswers } from './test-province.ts'

/** What people, scanners and attackers put into text fields. */
const nasty = [
  `'; drop table kernel."case"; --`,
  `" or 1=1 --`,
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}${7*7}<%= 7 %>',
  '=HYPERLINK("http://x")',
  '../../etc/passwd',
  '\r\nSet-Cookie: a=b',
  'An\u202Enhoj',
  'A\u0000B',
  '\ud800',
  'Tiê\u0301ng Viê\u0323t',
  '𝕹𝖌𝖚𝖞𝖊̂̃𝖓',
  'x'.repeat(100_000),
  '%s%n$1\\',
  '__proto__'
]

test('hostile text in every text field is refused by name or stored as it is, and never fails the server', async () => {
  const province = await aProvince()
  const [hoa] = province.citizens
  const proof = await province.bring(hoa)
  const texts = Object.entries(birthAnswers).filter(([, value]) => typeof value === 'string')
  for (const [name] of texts) {
    for (const text of nasty) {
      const body = {
        id: randomUUID(),
        procedure: '1.001193',
        version: province.birth,
        answers: { ...birthAnswers, [name]: text },
        papers: [{ code: 'medical_birth_certificate', sha256: proof, name: 'a.pdf' }]
      }
      const reply = await province.as(hoa)(contract.sendDossier, { body })
      assert.ok([201, 400, 422].includes(reply.status), `${name} = ${text.slice(0, 20)}: ${reply.status}`)
      if (reply.status !== 201)
        assert.ok((reply.body as unknown as Problem).fields.length > 0, `${name}: no field named`)
    }
  }
  assert.deepEqual(
    province.logged.filter((line) => 'error' in line),
    []
  )
})

test('a name typed with loose accents is one name, found and stored composed', async () => {
  const province = await aProvince()
  const [hoa] = province.citizens
  const proof = await province.bring(hoa)
  const body = {
    id: randomUUID(),
    procedure: '1.001193',
    version: province.birth,
    answers: { ...birthAnswers, applicant_name: 'NGUYỄN THỊ HOA'.normalize('NFD') },
    papers: [{ code: 'medical_birth_certificate', sha256: proof, name: 'a.pdf' }]
  }
  assert.equal((await province.as(hoa)(contract.sendDossier, { body })).status, 201)
  assert.deepEqual(await province.asOwner('select subject from kernel.case'), [{ subject: 'NGUYỄN THỊ HOA' }])
})

test('a marked name, number and telephone are in no log line, figure, error page or public page', async () => {
  const marks = ['HOÀNG KIM YẾN CANARY', '046199777333', '0977133713', 'chimhoangyen@example.vn']
  const [name, id, phone, email] = marks
  const province = await aProvince()
  const [hoa] = province.citizens
  const proof = await province.bring(hoa)
  const answers = {
    ...birthAnswers,
    applicant_name: name as string,
    applicant_personal_id: id as string,
    applicant_phone: phone as string,
    applicant_email: email as string
  }
  const papers = [{ code: 'medical_birth_certificate', sha256: proof, name: 'a.pdf' }]
  const body = { id: randomUUID(), procedure: '1.001193', version: province.birth, answers, papers }
  const sent = await province.as(hoa)(contract.sendDossier, { body })
  assert.equal(sent.status, 201, sent.text)
  // A fault of ours in the middle of an act: the database quotes the values in its message, the log and the page must not.
  await province.asOwner('alter table dossiers.dossier rename column supplements to gone')
  const failed = await province.as(hoa)(contract.sendDossier, {
    body: { ...body, id: randomUUID(), answers: { ...answers } }
  })
  const broken = await province.as(hoa)(contract.openDossier, { params: { id: body.id } })
  assert.equal(broken.status, 500)
  const page = await province.get(`/tra-cuu?so=${sent.body.number}&ma=${sent.body.trackingCode}`)
  const refused = await province.as(hoa)(contract.sendDossier, {
    body: { ...body, id: randomUUID(), version: randomUUID() }
  })
  const metrics = await province.get('/metrics')
  const said = [JSON.stringify(province.logged), failed.text, broken.text, refused.text, page.text, metrics.text].join(
    '\n'
  )
  for (const mark of marks) assert.ok(!said.includes(mark), mark)
})

test('the page that reckons due dates answers whatever it is asked', async () => {
  const province = await aProvince()
  for (const query of [
    'ngay=2026-02-30',
    'ngay=9999-12-31',
    'ngay=0001-01-01',
    'so=-1',
    'so=1e9',
    'gio=25:61',
    'loai=zz',
    'so=999&loai=calendarDay',
    'ngay=%00',
    'ngay=a&ngay=b'
  ]) {
    const { status, text } = await province.get(`/cach-tinh-ngay-hen?${query}`)
    assert.ok(status < 500, `${query}: ${status}`)
    assert.doesNotMatch(text, /<script/)
  }
})
