import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Refusal } from '@motcua/kernel'
import { publishCalendar } from '@motcua/kernel/calendar'
import { importOfficials, importOrganisations } from '@motcua/kernel/import'
import { aServer } from '@motcua/kernel/testing'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import {
  bundles,
  lifeEvents,
  officialsTable,
  organisationTables,
  publishedProcedures,
  searchWords,
  trades
} from '../../data/province.ts'
import * as contract from './contract.ts'
import {
  getVersion,
  importBundles,
  importIndustries,
  importLifeEvents,
  importSearchWords,
  checkFiledAnswers,
  procedures,
  publishVersion,
  versionInForce
} from './index.ts'
import { makeFinder, type Procedure, unpackRows } from './rules.ts'

// Wednesday, a working day.
const { act, asOwner, as, get, clock } = await aServer({ modules: [procedures], now: '2021-12-29T09:00:00+07:00' })

const published = publishedProcedures()
await act(async (ctx) => {
  await importOrganisations(ctx, organisationTables())
  await importOfficials(ctx, officialsTable())
  await importIndustries(ctx, trades())
  await importLifeEvents(ctx, lifeEvents())
  await importBundles(ctx, bundles())
  await importSearchWords(ctx, searchWords())
  await publishCalendar(ctx, provinceCalendar, createHash('sha256').update('test').digest('hex'))
  for (const { procedure, from } of published) await publishVersion(ctx, procedure, from)
})
const anyone = as({ kind: 'public' })
const birth = published.find(({ procedure }) => procedure.code === '1.001193')?.procedure as Procedure

test('anybody finds a procedure by the words of the street and reads it whole', async () => {
  const found = await anyone(contract.listProcedures, { query: { q: 'lam giay khai sanh' } })
  assert.deepEqual(
    found.body.rows.map(({ code }) => code),
    ['1.001193']
  )
  assert.equal((await anyone(contract.listProcedures)).body.rows.length, published.length)
  const opened = await anyone(contract.openProcedure, { params: { code: '1.001193' } })
  assert.deepEqual(opened.body.procedure, birth)
  assert.deepEqual([opened.body.from, opened.body.today], ['2021-07-01', '2021-12-29'])
  assert.equal((await anyone(contract.openProcedure, { params: { code: '9.999999' } })).status, 404)
})

test('who is without network gets all that the search needs', async () => {
  const { words, events } = (await anyone(contract.listSearchWords)).body
  assert.ok(words.some(({ said, meant }) => said === 'đẻ con' && meant === 'khai sinh'))
  assert.equal(events.length, 12)
  const { rows } = (await anyone(contract.listProcedures)).body
  const [first] = makeFinder(rows, { words, events })('lam giay khai sanh')
  assert.equal(first?.code, '1.001193')
  assert.equal(first?.agency?.vi, 'Ủy ban nhân dân xã')
})

test('the copy for a telephone finds what the server finds, and names the bundles of an event with procedures that exist', async () => {
  const copy = (await anyone(contract.openSearchCopy)).body
  const { rows } = (await anyone(contract.listProcedures)).body
  const unpacked = unpackRows(copy)
  assert.deepEqual(
    unpacked.map(({ code, name, agency }) => [code, name, agency]),
    rows.map(({ code, name, agency }) => [code, name, agency])
  )
  const find = makeFinder(unpacked, copy)
  for (const asked of ['lam giay khai sanh', 'sang ten so do', 'mo quan', 'uy ban nhan dan xa'])
    assert.deepEqual(
      find(asked).map(({ code }) => code),
      (await anyone(contract.listProcedures, { query: { q: asked } })).body.rows.map(({ code }) => code),
      asked
    )
  const [born] = copy.bundles
  assert.equal(born?.event, 'birth')
  assert.deepEqual(born?.procedures.filter((code) => rows.every((row) => row.code !== code)), []) // biome-ignore format: one line
})

test('an event of life narrows the list', async () => {
  const { rows } = (await anyone(contract.listProcedures, { query: { event: 'business' } })).body
  assert.deepEqual([...new Set(rows.flatMap(({ lifeEvents: events }) => events))], ['business'])
})

test('a version published from tomorrow on is not in force today, and the one of today stays readable', async () => {
  const today = await act((ctx) => versionInForce(ctx, '1.001193'))
  const next = await act((ctx) => publishVersion(ctx, { ...birth, supplements: 2 }, '2021-12-30'))
  assert.notEqual(next, today)
  assert.equal(await act((ctx) => publishVersion(ctx, { ...birth, supplements: 2 }, '2021-12-30')), next)
  assert.equal(await act((ctx) => versionInForce(ctx, '1.001193')), today)
  clock.set('2021-12-30T00:00:00+07:00')
  assert.equal(await act((ctx) => versionInForce(ctx, '1.001193')), next)
  assert.equal((await act((ctx) => getVersion(ctx, today))).supplements, 1)
  clock.set('2021-12-29T09:00:00+07:00')
})

test('the shape of the answers is served as a schema, under an address that never changes what it means', async () => {
  const version = await act((ctx) => versionInForce(ctx, '1.001193'))
  const { status, body, headers } = await anyone(contract.openAnswersSchema, { params: { id: version } })
  assert.equal(status, 200)
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(body.$id, `/api/procedure-versions/${version}/schema`)
  assert.deepEqual((body.properties as Record<string, object>).child_birth_date, {
    title: 'Trẻ sinh ngày nào?',
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}$'
  })
  assert.equal((await anyone(contract.openAnswersSchema, { params: { id: randomUUID() } })).status, 404)
})

test('answers of a wrong shape are refused with the question at fault, by the rules or else by the schema', async () => {
  const version = await act((ctx) => versionInForce(ctx, '1.001193'))
  const check = (given: { [field: string]: unknown }) =>
    act((ctx) => checkFiledAnswers(ctx, version, given, '2021-12-29', { hasCommune: () => true }))
  const { faults } = await check({ birth_proof_kind: 'a rumour', child_birth_date: 20_211_220 })
  for (const [field, code] of [
    ['birth_proof_kind', 'choice.unknown'],
    ['child_birth_date', 'field.form'],
    ['applicant_name', 'field.required']
  ])
    assert.ok(
      faults.some((fault) => fault.field === field && fault.code === code),
      field
    )
})

test('a version is neither changed nor removed by the application', async () => {
  await assert.rejects(
    act((ctx) => ctx.db`update procedures.version set in_force_from = '2030-01-01'`),
    /permission denied/
  )
  await assert.rejects(
    act((ctx) => ctx.db`delete from procedures.version`),
    /permission denied/
  )
})

test('what is not sound is refused with its places, and nothing is published', async () => {
  const broken = { ...birth, code: '1.009999', desk: [{ address: 'nowhere' }] }
  await assert.rejects(
    act((ctx) => publishVersion(ctx, broken, '2021-07-01')),
    (error) => error instanceof Refusal && error.status === 422 && error.faults[0]?.field === 'desk.0'
  )
  assert.deepEqual(await asOwner(`select from procedures.version where code = '1.009999'`), [])
})

test('address fields get 9 districts with 141 communes, trades and life events their lists', async () => {
  const { districts } = (await anyone(contract.listAreas)).body
  assert.equal(districts.length, 9)
  assert.equal(districts.flatMap(({ communes }) => communes).length, 141)
  assert.deepEqual([districts[0]?.name, districts[0]?.communes[0]?.name], ['Thành phố Huế', 'Phường An Cựu'])
  assert.ok((await anyone(contract.listIndustries)).body.rows.length >= 120)
  assert.equal((await anyone(contract.listLifeEvents)).body.rows[0]?.code, 'birth')
})

test('the offices of an area are listed with their kind, which names one office', async () => {
  const { rows } = (await anyone(contract.listOffices, { query: { area: '474' } })).body
  assert.equal(rows[0]?.code, 'H57.22')
  assert.equal(new Set(rows.map(({ kind }) => kind)).size, rows.length)
  assert.equal((await anyone(contract.listOffices)).body.rows.length, 422)
})

test('an office has a page: what it does, who signs, its posts, what lies below; the other holders stay unnamed', async () => {
  const page = await get('/co-quan/H57.22.03')
  assert.equal(page.status, 200)
  assert.match(page.body, /Ủy ban nhân dân phường Gia Hội/)
  assert.match(page.body, /Bộ phận Một cửa tiếp nhận/)
  assert.match(page.body, /href="\/co-quan\/H57\.22"/)
  assert.match(page.body, /href="\/thu-tuc\/1\.001193"/)
  assert.match(page.body, /01\/07\/2025.*1675\/NQ-UBTVQH15.*phường Phú Xuân/)
  const names = await asOwner<{ name: string; post: string }>(`
    select person.name, post from kernel.appointment join kernel.person on person.id = person_id where office_id = 12203`)
  const chair = names.find(
    ({ name, post }) => post === 'leader' && !names.some((other) => other.name === name && other.post === 'deputy')
  )
  assert.ok(chair && page.body.includes(`${chair.name} <span class="muted">Chủ tịch`), 'the chair is named')
  const officer = names.find(({ post }) => post === 'civil_status_officer')
  assert.ok(officer && !page.body.includes(officer.name), 'an officer is not')
  assert.match(page.body, /Công chức tư pháp – hộ tịch: 1/)
  assert.match(page.body, /Chủ tịch Ủy ban nhân dân: 1/)
  assert.doesNotMatch(page.body, /@demo\.motcua\.vn/)
})

test('a unit whose code holds a stroke has its page, an office that never was has none', async () => {
  assert.match((await get('/co-quan/H57.22/TCKH')).body, /Phòng Tài chính – Kế hoạch thành phố Huế/)
  assert.match((await get('/co-quan/H57.22.03/CA')).body, /Công an phường Gia Hội/)
  assert.equal((await get('/co-quan/H57.99')).status, 404)
  assert.equal((await get('/co-quan/%3Cscript%3E')).status, 404)
})

test('a dissolved office is still found, with its last day and who took over', async () => {
  await asOwner(
    `update kernel.office set in_force = daterange('2021-07-01', '2021-12-01'), successor_id = 12204 where id = 12205`
  )
  const { body } = await get('/co-quan/H57.22.05')
  assert.match(body, /đến hết ngày 30\/11\/2021/)
  assert.match(body, /href="\/co-quan\/H57\.22\.04"/)
  assert.doesNotMatch(body, /href="\/thu-tuc/)
  await asOwner(
    `update kernel.office set in_force = daterange('2021-07-01', null), successor_id = null where id = 12205`
  )
})

/** The words of a page, without their markup. */
const said = ({ body }: { body: string }) => body.replace(/<[^>]+>/g, '')

test('where to file: every commune of the province on one small page, open or closed by the calendar', async () => {
  const { body } = await get('/noi-nop')
  assert.equal(body.match(/<option value="\d{5}">/g)?.length, 141)
  assert.equal(body.match(/<optgroup/g)?.length, 9)
  assert.ok(Buffer.byteLength(body) < 20_000, `${Buffer.byteLength(body)} bytes`)
  assert.match(body, /Đang làm việc/)
  clock.set('2022-01-28T17:30:00+07:00')
  assert.match(said(await get('/noi-nop')), /Mở cửa lại lúc 07:30\s+thứ\s+Hai\s+07\/02\/2022/, 'after Tết')
  clock.set('2021-12-29T12:00:00+07:00')
  assert.match(said(await get('/noi-nop')), /Mở cửa lại lúc 13:30/)
  clock.set('2021-12-29T09:00:00+07:00')
})

test('a procedure has a page that says papers, date, money and refusals, in both languages', async () => {
  const page = await get('/thu-tuc/1.001193')
  const { body } = page
  assert.match(body, /Văn bản ủy quyền có chứng thực.*trường hợp “Người được ủy quyền”/)
  assert.match(said(page), /17:30\s+thứ\s+Tư\s+29\/12\/2021/)
  assert.match(body, /Bình thường không mất tiền/)
  assert.match(body, /8\.000\s+đ \(\?\)/)
  assert.match(body, /Bộ luật Dân sự 2015, Điều 26 khoản 3/)
  assert.match(body, /theo quy định đến 31\/12\/2021/)
  assert.ok(Buffer.byteLength(body) < 20_000, `${Buffer.byteLength(body)} bytes`)
  const english = await get('/thu-tuc/1.001612?lang=en')
  assert.match(english.body, /Registration of a household business/)
  assert.match(said(english), /Tuesday\s+04\/01\/2022/)
})

test('the list shows life events, finds by words, and escapes what was asked', async () => {
  assert.match((await get('/thu-tuc')).body, /Sinh con và nuôi con nhỏ[\s\S]*1\.001193[\s\S]*Mở cửa hàng, kinh doanh/)
  const found = await get(`/thu-tuc?q=${encodeURIComponent('mở quán')}`)
  assert.match(found.body, /1\.001612/)
  assert.doesNotMatch(found.body, /1\.001193/)
  const hostile = await get(`/thu-tuc?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
  assert.doesNotMatch(hostile.body, /<script>/)
  assert.match(hostile.body, /Chưa tìm thấy/)
})
