import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Person } from '@motcua/kernel'
import { publishCalendar, yearMissing } from '@motcua/kernel/calendar'
import { declareResidence, type Problem, readCalendar } from '@motcua/kernel/contract'
import { kernelModule } from '@motcua/kernel/module'
import { compileCalendar } from '@motcua/kernel/rules/calendar'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import * as contract from './contract.ts'
import { nearnessOf } from './rules.ts'
import { recountDueDates } from './recounting.ts'
import { aProvince, birthAnswers, businessAnswers, type TestProvince } from './test-province.ts'

const problemOf = (reply: { body: unknown }) => reply.body as Problem
const online = { ...birthAnswers, child_birth_date: '2021-12-20' }

/** A birth filed by the mother online. */
async function aBirth(province: TestProvince, answers: object = {}) {
  const [hoa] = province.citizens
  const body = {
    id: randomUUID(),
    procedure: '1.001193',
    version: province.birth,
    answers: { ...online, ...answers },
    papers: [{ code: 'medical_birth_certificate', sha256: await province.bring(hoa), name: 'giay-chung-sinh.pdf' }]
  }
  const sent = await province.as(hoa)(contract.sendDossier, { body })
  assert.equal(sent.status, 201, sent.text)
  return sent.body
}

/** A shop taken in at the district's desk: three working days. */
async function aShop(province: TestProvince, answers: object = {}) {
  const { districtOfficer } = province.officials
  const body = {
    id: randomUUID(),
    procedure: '1.001612',
    version: province.business,
    answers: { ...businessAnswers, ...answers },
    papers: [{ code: 'owner_identity', sha256: await province.bring(districtOfficer), name: 'cccd.pdf' }]
  }
  const taken = await province.as(districtOfficer)(contract.takeInDossier, { body })
  assert.equal(taken.status, 201, taken.text)
  return taken.body
}

const open = async (province: TestProvince, who: Person, id: string) =>
  (await province.as(who)(contract.openDossier, { params: { id } })).body

test('an opinion asked of another ward is seen, answered and kept; the clock runs on, and silence agrees', async () => {
  const province = await aProvince()
  const { as, clock, officials, citizens } = province
  const { id } = await aBirth(province)
  const params = { id }
  await as(officials.deskOfficer)(contract.receiveDossier, { params })
  await as(officials.deskOfficer)(contract.forwardDossier, { params })
  assert.equal((await as(officials.otherChair)(contract.openDossier, { params })).status, 404)
  const before = await open(province, officials.civilStatus, id)
  const ask = (changes: object = {}) =>
    as(officials.civilStatus)(contract.askOpinion, {
      params,
      body: { opinion: randomUUID(), office: 12208, post: 'leader', question: 'Cha có cư trú ở phường?', hours: 4, ...changes }
    }) // biome-ignore format: one request
  assert.equal(problemOf(await ask({ post: 'nobody' })).fields[0]?.code, 'opinion.nobody')
  assert.equal(
    problemOf(await ask({ office: 12203, post: 'civil_status_officer' })).fields[0]?.code,
    'opinion.own_seat'
  )
  const asked = await ask()
  assert.deepEqual([asked.status, asked.body.state, asked.body.dueAt], [201, 'processing', before.dueAt])
  assert.equal(problemOf(await ask()).code, 'opinion.asked_already')

  const list = await as(officials.otherChair)(contract.listWork, { query: { tab: 'opinions' } })
  assert.deepEqual([list.body.rows.map((row) => row.id), list.body.counts.opinions], [[id], 1])
  assert.equal(list.body.rows[0]?.opinionDueAt, '2021-12-29T08:00:00.000Z', '9:00 and four working hours')
  const seen = await open(province, officials.otherChair, id)
  assert.deepEqual(seen.actions, ['giveOpinion'])
  assert.equal(seen.shareDueAt, before.shareDueAt, 'the share of who asks goes on')
  const [opinion] = seen.opinions
  assert.equal(opinion?.standing, 'open')
  const answer = { opinion: opinion?.id ?? '', agrees: false, answer: 'Không cư trú ở đây.' }
  assert.equal((await as(officials.otherDeskOfficer)(contract.giveOpinion, { params, body: answer })).status, 403)
  clock.set('2021-12-29T11:00:00+07:00')
  assert.equal((await as(officials.otherChair)(contract.giveOpinion, { params, body: answer })).status, 201)
  const answered = await open(province, officials.civilStatus, id)
  assert.deepEqual([answered.opinions[0]?.standing, answered.opinions[0]?.agrees], ['answered', false])
  assert.equal(answered.timeline.at(-1)?.details.answer, 'Không cư trú ở đây.')

  const mine = await open(province, citizens[0], id)
  assert.deepEqual(mine.opinions, [])
  assert.ok(mine.timeline.some((entry) => entry.what === 'opinion_asked' && !('question' in entry.details)))

  assert.equal((await ask()).status, 201)
  const second = (await open(province, officials.civilStatus, id)).opinions[1]?.id ?? ''
  clock.set('2021-12-30T08:30:00+07:00')
  const silent = await open(province, officials.civilStatus, id)
  assert.deepEqual([silent.opinions[1]?.standing, silent.opinions[1]?.agrees], ['silent', true])
  const late = await as(officials.otherChair)(contract.giveOpinion, { params, body: { ...answer, opinion: second } })
  assert.equal(problemOf(late).code, 'opinion.closed')
})

test('what is not forwarded the same day, or after 15:00 the next morning, is flagged and goes on all the same', async () => {
  const province = await aProvince({ now: '2021-12-29T15:01:00+07:00' })
  const { as, clock, officials } = province
  const { id } = await aShop(province)
  const flags = async () => {
    const list = await as(officials.districtOfficer)(contract.listWork, { query: { tab: 'mine' } })
    return list.body.rows.find((row) => row.id === id)?.flags
  }
  assert.equal(
    (await open(province, officials.districtOfficer, id)).forwardDueAt,
    '2021-12-30T04:30:00.000Z',
    'received after 15:00: the next morning, 11:30'
  )
  clock.set('2021-12-30T11:30:00+07:00')
  assert.deepEqual(await flags(), [])
  clock.set('2021-12-30T11:31:00+07:00')
  assert.deepEqual(await flags(), ['forward_late'])
  const forwarded = await as(officials.districtOfficer)(contract.forwardDossier, { params: { id } })
  assert.equal(forwarded.status, 201)
  const seen = await open(province, officials.finance, id)
  assert.deepEqual(seen.flags, ['forward_late'])
  assert.equal(seen.timeline.at(-1)?.details.late, true)
})

test('a supplement asked in the last tenth of the time is flagged; one asked before is not', async () => {
  const province = await aProvince({ now: '2021-12-27T09:00:00+07:00' })
  const { as, clock, officials } = province
  const early = await aShop(province)
  const late = await aShop(province, { business_name: 'BÁNH BÈO O LÀNH' })
  const items = [{ kind: 'paper' as const, name: 'owner_identity', how: 'Chụp lại.' }]
  const flagsAfterAsking = async ({ id }: { id: string }) => {
    const params = { id }
    await as(officials.districtOfficer)(contract.forwardDossier, { params })
    await as(officials.finance)(contract.askSupplement, { params, body: { items, reason: 'Ảnh mờ.' } })
    return (await open(province, officials.finance, id)).flags
  }
  assert.deepEqual(await flagsAfterAsking(early), [])
  // Received on the 27th at 9:00 with three days: 31.5 working hours to the 30th, 17:30, the last tenth from 14:21.
  clock.set('2021-12-30T14:30:00+07:00')
  assert.deepEqual(await flagsAfterAsking(late), ['forward_late', 'supplement_in_last_tenth'])
})

test('a dossier that will be late is apologised for once by the head of where it stands; the promised day still counts', async () => {
  const province = await aProvince({ now: '2021-12-27T09:00:00+07:00' })
  const { as, clock, officials, citizens } = province
  const { id, number, trackingCode } = await aShop(province)
  const params = { id }
  await as(officials.districtOfficer)(contract.forwardDossier, { params })
  const say = (who: Person, body: object = {}) =>
    as(who)(contract.apologise, { params, body: { reason: 'site_check', day: '2022-01-05', ...body } })
  assert.equal((await say(officials.finance)).status, 403, 'only a head says it')
  assert.equal((await say(officials.chair)).status, 404, 'and only where it stands')
  const faultOf = async (body: object) => problemOf(await say(officials.financeHead, body)).fields
  const [holiday] = await faultOf({ day: '2022-01-03' })
  assert.deepEqual([holiday?.field, holiday?.code], ['body.day', 'apology.day_off'])
  const [early] = await faultOf({ day: '2021-12-30' })
  assert.deepEqual([early?.field, early?.code], ['body.day', 'apology.day_early'])
  const [unsaid] = await faultOf({ reason: 'other' })
  assert.deepEqual([unsaid?.field, unsaid?.code], ['body.detail', 'field.required'])
  const promised = (await open(province, officials.financeHead, id)).dueAt

  clock.set('2021-12-29T10:00:00+07:00')
  assert.equal((await say(officials.financeHead)).status, 201)
  const seen = await open(province, officials.financeHead, id)
  assert.deepEqual([seen.dueAt, seen.redatedTo, seen.flags], [promised, '2022-01-05T10:30:00.000Z', []])
  assert.equal(problemOf(await say(officials.financeHead, { day: '2022-01-12' })).code, 'dossier.apology_again')
  const query = new URLSearchParams({ so: number, ma: trackingCode })
  const page = await province.get(`/tra-cuu?${query}`)
  assert.match(page.text, /Xin lỗi, hẹn lại trước.*17:30.*05\/01\/2022/s)
  assert.doesNotMatch(page.text, /thực địa/, 'the reason stands in the account')

  const items = [{ kind: 'paper' as const, name: 'owner_identity', how: 'Chụp lại.' }]
  await as(officials.finance)(contract.askSupplement, { params, body: { items, reason: 'Ảnh mờ.' } })
  clock.set('2022-01-20T09:00:00+07:00')
  const papers = [{ code: 'owner_identity', sha256: await province.bring(officials.districtOfficer), name: 'cccd.pdf' }]
  await as(officials.districtOfficer)(contract.supplyDossier, { params, body: { papers } })
  const later = await open(province, officials.financeHead, id)
  assert.ok(later.dueAt && later.dueAt > '2022-01-05T10:30:00.000Z')
  assert.equal(later.redatedTo, null, 'what is promised now comes after it')

  clock.set('2021-12-29T10:30:00+07:00')
  const other = await aBirth(province)
  await as(officials.deskOfficer)(contract.receiveDossier, { params: { id: other.id } })
  clock.set('2021-12-31T08:00:00+07:00')
  const late = { reason: 'system' as const, day: '2022-01-04' }
  const said = await as(officials.chair)(contract.apologise, { params: { id: other.id }, body: late })
  assert.equal(said.status, 201, said.text)
  assert.deepEqual((await open(province, officials.chair, other.id)).flags.toSorted(), ['apology_late', 'forward_late'])
  const told = (await open(province, citizens[0], other.id)).timeline.at(-1)
  assert.equal(told?.details.because, 'hệ thống hoặc đường truyền gặp sự cố')
})

test('the desk writes down a withdrawal where the applicant stands before it, not of what came online', async () => {
  const province = await aProvince()
  const { as, officials } = province
  const body = { reason: 'Xin rút.' }
  const desk = await aShop(province)
  const withdrawn = await as(officials.districtOfficer)(contract.withdrawDossier, { params: { id: desk.id }, body })
  assert.equal(withdrawn.body.state, 'withdrawn')
  const sent = await aBirth(province)
  const refused = await as(officials.deskOfficer)(contract.withdrawDossier, { params: { id: sent.id }, body })
  assert.equal(refused.status, 403)
  assert.ok(!(await open(province, officials.deskOfficer, sent.id)).actions.includes('withdraw'))
})

test('a dossier filed again tells when the matter was first filed, across desks, and an unrelated one does not', async () => {
  const province = await aProvince()
  const { as, clock, officials, citizens } = province
  const first = await aShop(province)
  await as(officials.districtOfficer)(contract.withdrawDossier, { params: { id: first.id }, body: { reason: 'Trả lại.' } })
  clock.set('2022-01-10T09:00:00+07:00')
  const again = await open(province, officials.districtOfficer, (await aShop(province)).id)
  assert.equal(again.firstFiledAt, '2021-12-29T02:00:00.000Z')
  assert.deepEqual(
    again.earlier.map(({ number, state }) => [number, state]),
    [[first.number, 'withdrawn']]
  )
  const other = await open(
    province,
    officials.districtOfficer,
    (await aShop(province, { owner_personal_id: '046090000033' })).id
  )
  assert.deepEqual(other.earlier, [])
  const sent = await aBirth(province)
  const mine = await open(province, citizens[0], sent.id)
  assert.deepEqual([mine.earlier, mine.firstFiledAt], [[], mine.openedAt])
}) // biome-ignore format: read as a story

test('who is of the applicant’s household is warned, and every act of theirs is kept with the warning', async () => {
  const province = await aProvince()
  const { as, officials } = province
  const { id } = await aBirth(province)
  const live = await as(officials.deskOfficer)(declareResidence, { body: { commune: '19756', line: '12, Chi Lăng' } })
  assert.equal(live.status, 200, live.text)
  assert.deepEqual((await open(province, officials.deskOfficer, id)).warnings, ['same_household'])
  assert.deepEqual((await open(province, officials.chair, id)).warnings, [])
  const received = await as(officials.deskOfficer)(contract.receiveDossier, { params: { id } })
  assert.deepEqual([received.status, received.body.warnings], [201, ['same_household']])
  const { timeline } = await open(province, officials.chair, id)
  assert.deepEqual(timeline.at(-1)?.details.warnings, ['same_household'])
})

test('nearness: one telephone, one address, one surname at one house; not a surname alone', () => {
  const official = { name: 'Nguyễn Văn An', phone: '0914000009', residence: { commune: '19756', line: '12 Chi Lăng' } }
  const near = (changes: object) =>
    nearnessOf(official, { name: 'NGUYỄN THỊ HOA', phone: null, address: null, ...changes })
  assert.equal(near({}), null)
  assert.equal(near({ phone: '+84 914 000 009' }), 'same_household')
  assert.equal(near({ address: { commune: '19756', line: '12 chi lang' } }), 'same_household')
  assert.equal(near({ address: { commune: '19756', line: 'Số 12, tổ 3, Chi Lăng' } }), 'same_surname_and_address')
  assert.equal(near({ name: 'TRẦN THỊ HOA', address: { commune: '19756', line: 'Số 12, tổ 3' } }), null)
  assert.equal(near({ address: { commune: '19777', line: '12 Chi Lăng' } }), null)
})

const withYears = (last: number) => {
  const { edition: _, ...source } = provinceCalendar
  const days = source.days.filter(({ day }) => Number(day.slice(0, 4)) <= last)
  return { ...source, days, years: [source.years[0], last] as [number, number] }
}

test('a due date beyond the loaded years is provisional, and reckoned anew, once, when the year is loaded', async () => {
  const province = await aProvince({ now: '2021-12-29T09:00:00+07:00' })
  const { act, as, clock, officials } = province
  const load = (last: number) => {
    const source = withYears(last)
    return act((ctx) => publishCalendar(ctx, source, createHash('sha256').update(JSON.stringify(source)).digest('hex')))
  } // biome-ignore format: one act
  clock.set('2021-12-29T09:01:00+07:00')
  await load(2021)
  const { id, dueAt, provisional } = await aShop(province)
  assert.deepEqual([dueAt, provisional], ['2022-01-03T10:30:00.000Z', true], 'that 3 January is off is not known yet')
  assert.equal(await act(recountDueDates), 0)
  assert.equal((await open(province, officials.districtOfficer, id)).timeline.length, 1, 'nothing new to reckon by')

  clock.set('2021-12-30T10:00:00+07:00')
  await load(2022)
  assert.deepEqual([await act(recountDueDates), await act(recountDueDates)], [1, 0])
  const seen = await open(province, officials.districtOfficer, id)
  assert.deepEqual([seen.dueAt, seen.provisional], ['2022-01-04T10:30:00.000Z', false])
  assert.deepEqual(
    seen.timeline.map((entry) => entry.what),
    ['dossier_taken_in', 'due_recounted']
  )
  assert.equal(seen.timeline.at(-1)?.details.before, '2022-01-03T10:30:00.000Z')
  assert.equal(
    (await as(officials.districtOfficer)(contract.forwardDossier, { params: { id } })).status,
    201,
    'and goes on from there'
  )
})

test('from 1 October the administrator is told which year is missing', async () => {
  const calendar = compileCalendar({ ...withYears(2021), edition: 'x' })
  assert.equal(yearMissing(calendar, '2021-09-30'), null)
  assert.equal(yearMissing(calendar, '2021-10-01'), 2022)
  const province = await aProvince({ now: '2021-12-29T09:00:00+07:00' })
  const administrator: Person = { ...province.officials.chair, roles: ['administrator'] }
  const told = await province.as(administrator)(readCalendar)
  assert.deepEqual([told.status, told.body.missing], [200, null])
  assert.ok(kernelModule.routes.some(({ endpoint }) => endpoint.name === 'calendar.read'))
})
