import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { publishCalendar } from '@motcua/kernel/calendar'
import { importOrganisations } from '@motcua/kernel/import'
import { aServer } from '@motcua/kernel/testing'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import { catalogueTable, provinceCount } from '../../data/catalogue/make-catalogue.ts'
import { lifeEvents, organisationTables, publishedProcedures } from '../../data/province.ts'
import * as contract from './contract.ts'
import { importLifeEvents, procedures, publishVersion } from './index.ts'
import type { Procedure } from './rules.ts'
import { anAdministrator } from './test-administrators.ts'

const { act, asOwner, as, get } = await aServer({ modules: [procedures], now: '2021-12-29T09:00:00+07:00' })
const written = publishedProcedures()
await act(async (ctx) => {
  await importOrganisations(ctx, organisationTables())
  await importLifeEvents(ctx, lifeEvents())
  await publishCalendar(ctx, provinceCalendar, createHash('sha256').update('test').digest('hex'))
  for (const { procedure, from } of written) await publishVersion(ctx, procedure, from)
})
const [one, other] = await act(async (ctx) => [
  await anAdministrator(ctx, 'Lê Hữu Quân'),
  await anAdministrator(ctx, 'Mai Thị Thanh Quyên')
])
const [office, second] = [as(one), as(other)]
const from = '2021-07-01'
const hashOf = (file: Buffer) => createHash('sha256').update(file).digest('hex')
const previewOf = (file: Buffer) =>
  office(contract.previewImport, { query: { from, sha256: hashOf(file) }, body: file })
const preview = async (text: string) => {
  const reply = await previewOf(Buffer.from(text))
  assert.equal(reply.status, 201, reply.text)
  return reply.body
}
const propose = (file: Buffer, { key = randomUUID(), id = randomUUID(), day = from, who = office } = {}) =>
  who(contract.proposeProcedures, { query: { id, from: day, sha256: hashOf(file) }, body: file, key })
/** Proposed by one administrator, published by the other. */
const apply = async (file: Buffer, day = from) => {
  const proposed = await propose(file, { day })
  const { proposal } = proposed.body
  if (proposal) {
    const published = await second(contract.publishProposal, { params: { id: proposal } })
    assert.deepEqual([published.status, published.body.published], [201, proposed.body.ready], published.text)
  }
  return proposed
}
const count = async () =>
  (await asOwner<{ count: number }>('select count(*)::int as count from procedures.version'))[0]?.count

const header =
  'Mã thủ tục\tTên thủ tục\tLĨNH VỰC\tcap\tCơ quan giải quyết\tThành phần hồ sơ\tThời hạn\tLệ phí\tCách nộp\tSự kiện'
const line = (changes: Partial<Record<number, string>> = {}) =>
  [
    '9.000001',
    'Cấp Giấy phép bán lẻ rượu',
    'Lưu thông hàng hóa',
    'huyện',
    'Phòng Kinh tế và Hạ tầng',
    'Đơn đề nghị; Giấy chứng nhận đăng ký hộ kinh doanh (bản sao) ; Căn cước (xuất trình); Bản vẽ × 2',
    '10 ngày làm việc',
    '1.000.000 đ',
    '',
    ''
  ]
    .map((cell, i) => changes[i] ?? cell)
    .join('\t')

test('a preview says what would be published, and changes nothing', async () => {
  const before = await count()
  const report = await preview(`${header}\n${line()}\n`)
  const nothing = { unchanged: 0, kept: [], changed: 0, changes: [], faultCount: 0, faults: [] }
  assert.deepEqual(report, { total: 1, ready: 1, ...nothing })
  assert.equal(await count(), before)
})

test('everything wrong is told at once: row, column, what, and how to mend it', async () => {
  const { faults, ready, total } = await preview(
    [
      '# từ cổng quốc gia',
      header,
      line({ 0: '1.00119' }),
      line({ 0: '9.000002', 3: 'liên xã', 6: 'sớm nhất', 7: 'năm nghìn' }),
      line({ 0: '9.000003', 4: 'Phòng Kinh tế' }),
      line({ 0: '9.000004', 1: '' }),
      '',
      line({ 0: '9.000005', 8: 'trực tiếp; fax', 9: 'du lịch' }),
      line({ 0: '9.000006' }),
      line({ 0: '9.000006' }),
      line({ 0: '9.000007', 1: 'Cấp\u202egiấy' })
    ].join('\n')
  )
  assert.equal(total, 8)
  assert.equal(ready, 1)
  assert.deepEqual(
    faults.map(({ row, column, code }) => `${row} ${column} ${code}`),
    [
      '3 Mã thủ tục import.code',
      '4 Cấp import.level',
      '4 Thời hạn import.limit',
      '4 Lệ phí import.fee',
      '5 Cơ quan giải quyết import.agency',
      '6 Tên thủ tục import.empty',
      '8 Cách nộp import.ways',
      '8 Sự kiện import.events',
      '10 Mã thủ tục import.twice',
      '11 Tên thủ tục import.signs'
    ]
  )
  const text = (code: string) => faults.find((fault) => fault.code === code)?.text
  assert.match(
    text('import.agency')?.vi ?? '',
    /Không có “Phòng Kinh tế” ở cấp này\. Gần giống: Phòng Kinh tế và Hạ tầng/
  )
  assert.match(text('import.limit')?.en ?? '', /“sớm nhất” cannot be read\. Write: 5 ngày làm việc/)
  assert.match(text('import.twice')?.vi ?? '', /dòng 9/)
})

test('a file that is no table is refused, a missing column is named', async () => {
  const bytes = await previewOf(Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe]))
  assert.equal(bytes.status, 422)
  assert.match(bytes.text, /import\.unreadable/)
  const { faults } = await preview('Mã thủ tục,Tên thủ tục\n1.000001,"Tên, có phẩy"\n')
  assert.deepEqual(faults.map(({ column }) => column), ['Lĩnh vực', 'Cấp', 'Cơ quan giải quyết', 'Thành phần hồ sơ', 'Thời hạn']) // biome-ignore format: one list
  assert.equal((await previewOf(Buffer.from('{"a":'))).status, 422)
  assert.equal((await preview('[]')).total, 0)
  assert.ok((await preview('[1, null, {"code": "x"}]')).faultCount > 0)
})

test('commas, semicolons and Unicode text of a spreadsheet are read alike, cells in quotes whole', async () => {
  const rows = [header.split('\t'), line({ 0: '9.000020' }).split('\t')]
  const quoted = (separator: string) =>
    rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\r\n')
  const wide = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from(rows.map((cells) => cells.join('\t')).join('\r\n'), 'utf16le')
  ])
  for (const text of [quoted(','), quoted(';'), `\ufeff${quoted(',')}`])
    assert.equal((await preview(text)).ready, 1, text.slice(0, 40))
  const reply = await previewOf(wide)
  assert.equal(reply.body.ready, 1, reply.text)
})

test('good rows are published, the others are listed; mended and sent again, what stands stays', async () => {
  const before = (await count()) ?? 0
  const file = Buffer.from([header, line({ 0: '9.000011' }), line({ 0: '9.000012', 6: 'mai' })].join('\n'))
  const done = await apply(file)
  assert.equal(done.status, 201, done.text)
  assert.deepEqual([done.body.ready, done.body.faultCount], [1, 1])
  assert.equal(await count(), before + 1)
  const mended = await apply(Buffer.from([header, line({ 0: '9.000011' }), line({ 0: '9.000012' })].join('\n')))
  assert.deepEqual([mended.body.ready, mended.body.unchanged, mended.body.faultCount], [1, 1, 0])
  assert.equal(await count(), before + 2)
})

test('the same command again is done once, a file that is not the one named is refused', async () => {
  const file = Buffer.from([header, line({ 0: '9.000031' })].join('\n'))
  const same = { key: randomUUID(), id: randomUUID() }
  const first = await propose(file, same)
  const again = await propose(file, same)
  assert.deepEqual(again.body, first.body)
  const { body } = await office(contract.listProposals)
  assert.equal(body.rows.filter(({ id }) => id === same.id).length, 1)
  const twice = [randomUUID(), randomUUID()].map((key) =>
    second(contract.publishProposal, { params: { id: same.id }, key })
  )
  assert.deepEqual(
    (await Promise.all(twice)).map(({ status }) => status).toSorted(),
    [201, 409],
    'by whichever came first'
  )
  const foreign = await office(contract.proposeProcedures, {
    query: { id: randomUUID(), from, sha256: '0'.repeat(64) },
    body: file
  })
  assert.equal(foreign.status, 422)
  assert.match(foreign.text, /import\.hash/)
})

test('what was imported can be read, found, and looked at on its page like any other', async () => {
  const { procedure } = (await office(contract.openProcedure, { params: { code: '9.000011' } })).body
  assert.deepEqual(
    procedure.papers.map(({ name, kind, sets }) => [name.vi, kind, sets]),
    [
      ['Đơn đề nghị', 'handIn', 1],
      ['Giấy chứng nhận đăng ký hộ kinh doanh', 'copy', 1],
      ['Căn cước', 'show', 1],
      ['Bản vẽ', 'handIn', 2]
    ]
  )
  assert.equal(procedure.fees[0]?.amount, 1_000_000)
  assert.deepEqual(
    procedure.steps.map(({ seat, hours }) => [seat.unit, seat.post, hours]),
    [
      ['district_centre', 'officer', 4],
      ['district_infrastructure', 'specialist', 60],
      ['district_infrastructure', 'leader', 16]
    ]
  )
  const { rows } = (await office(contract.listProcedures, { query: { q: 'ban le ruou' } })).body
  assert.ok(rows.slice(0, 3).some(({ code }) => code === '9.000011'))
  assert.match((await get('/thu-tuc/9.000011')).body, /chưa theo quy trình nội bộ đã công bố/)
})

test('a procedure that is written out is not replaced by a plain one', async () => {
  const row = line({ 0: '1.001193', 1: 'Đăng ký khai sinh', 3: 'xã', 4: 'Công chức tư pháp – hộ tịch' })
  const { kept, ready } = await preview(`${header}\n${row}`)
  assert.deepEqual([kept, ready], [[{ row: 2, code: '1.001193', name: 'Đăng ký khai sinh' }], 0])
})

test('a procedure is exported as a file, and recognised when it comes back', async () => {
  const file = await get('/api/procedures/1.001193/file')
  assert.equal(file.status, 200)
  assert.match(String(file.headers['content-disposition']), /1\.001193\.json/)
  const { unchanged, ready } = await preview(file.body)
  assert.deepEqual([unchanged, ready], [1, 0])
  const changed = await preview(file.body.replace('"supplements": 1', '"supplements": 2'))
  assert.deepEqual([changed.unchanged, changed.ready], [0, 1])
})

const exported = async (): Promise<Procedure> => JSON.parse((await get('/api/procedures/1.001193/file')).body)

test('before a version takes the place of another it is told what changes, in what place, and how many dossiers are under way', async () => {
  const procedure = await exported()
  const [step] = procedure.steps
  assert.ok(step)
  const changed = { ...procedure, supplements: 2, steps: [{ ...step, name: { vi: 'Nhận hồ sơ', en: 'Receive' } }, ...procedure.steps.slice(1)] } // biome-ignore format: one thing
  const { changes, changed: count } = await preview(JSON.stringify(changed))
  assert.equal(count, 1)
  assert.deepEqual(
    changes.map(({ code, since, running, differences }) => [
      code,
      since,
      running,
      differences.flatMap(({ part, changes: at }) => at.map(({ what, was, now }) => [part, what, was, now]))
    ]),
    [
      [
        '1.001193',
        '2021-07-01',
        0,
        [
          ['about', 'supplements', procedure.supplements, 2],
          ['steps', 'name', step.name, { vi: 'Nhận hồ sơ', en: 'Receive' }]
        ]
      ]
    ]
  )
})

test('a step in a seat where nobody can sit is refused, and named', async () => {
  const procedure = await exported()
  const [first, second, ...others] = procedure.steps
  assert.ok(first && second)
  const moved = (seat: object) =>
    preview(
      JSON.stringify({ ...procedure, steps: [first, { ...second, seat: { ...second.seat, ...seat } }, ...others] })
    )
  for (const seat of [{ unit: 'office_of_dreams' }, { post: 'astronomer' }, { level: 'province' }]) {
    const { faults, ready } = await moved(seat)
    assert.deepEqual(
      [ready, faults.map(({ column, code }) => [column, code])],
      [0, [['steps.1', 'procedure.no_office']]]
    )
  }
  const { faults } = await moved({ post: 'astronomer' })
  assert.match(faults[0]?.text.vi ?? '', new RegExp(`Bước “${second.name.vi}” chưa có cơ quan.*“astronomer”`))
  const { rows } = (await office(contract.listSeats)).body
  assert.ok(rows.some(({ unit, post }) => unit === second.seat.unit && post === second.seat.post))
  assert.ok(rows.every(({ office: { vi }, title }) => vi && title.vi))
})

test('a version that another has followed already would never be in force, and is not published', async () => {
  const procedure = { ...(await exported()), supplements: 3 }
  const file = Buffer.from(JSON.stringify(procedure))
  const { body } = await propose(file, { day: '2021-06-01' })
  assert.deepEqual(
    [body.ready, body.faults.map(({ column, code }) => [column, code])],
    [0, [['from', 'import.before']]]
  )
  assert.match(body.faults[0]?.text.vi ?? '', /Đã có bản từ 01\/07\/2021/)
  assert.equal(body.proposal, null, 'nothing is left to be published')
  const later = await apply(file, '2022-02-01')
  assert.equal(later.body.ready, 1, later.text)
  const { rows } = (await office(contract.listVersions, { params: { code: '1.001193' } })).body
  assert.deepEqual(
    rows.map(({ standing, from: day, proposedBy, publishedBy }) => [standing, day, proposedBy, publishedBy]),
    [
      ['coming', '2022-02-01', 'Lê Hữu Quân', 'Mai Thị Thanh Quyên'],
      ['current', '2021-07-01', null, null]
    ],
    'what came with the program was proposed by nobody'
  )
  const coming = await get(`/api/procedures/1.001193/file?version=${rows[0]?.id}`)
  assert.equal(JSON.parse(coming.body).supplements, 3)
  assert.equal((await get(`/api/procedures/1.000894/file?version=${rows[0]?.id}`)).status, 404)
})

test('nobody publishes what they have proposed themselves: another does, and both stand in the journal', async () => {
  const before = await count()
  const { body } = await propose(Buffer.from([header, line({ 0: '9.000041' })].join('\n')))
  const params = { id: body.proposal as string }
  assert.equal(await count(), before, 'a proposal is not in force')
  const alone = await office(contract.publishProposal, { params })
  assert.equal(alone.status, 403, alone.text)
  assert.match(alone.text, /proposal\.own/)
  const waits = async (who = office) => (await who(contract.listProposals)).body.toDecide
  assert.deepEqual([await waits(), await waits(second)], [0, 1])
  const seen = (await second(contract.openProposal, { params })).body
  assert.deepEqual(
    [seen.proposal.proposedBy, seen.proposal.own, seen.report.ready, seen.all, seen.procedure?.code],
    ['Lê Hữu Quân', false, 1, [{ code: '9.000041', name: seen.procedure?.name }], '9.000041']
  )
  assert.equal((await second(contract.publishProposal, { params })).body.published, 1)
  assert.equal(await count(), (before ?? 0) + 1)
  const late = await second(contract.closeProposal, { params, body: { reason: 'Thiếu căn cứ.' } })
  assert.deepEqual(
    [late.status, (await office(contract.openProposal, { params })).body.proposal.decidedBy],
    [409, 'Mai Thị Thanh Quyên']
  )
  const journal = await asOwner<{ name: string; person_id: string }>(
    `select name, person_id from kernel.command
      where status = 200 and id in (select command_id from kernel.event where body->>'proposal' = $1) order by name`,
    [params.id]
  )
  assert.deepEqual(journal, [
    { name: 'procedures.propose', person_id: one.personId },
    { name: 'procedures.publish', person_id: other.personId }
  ])
})

test('under the verbs the table itself refuses one person for both', async () => {
  const { body } = await propose(Buffer.from([header, line({ 0: '9.000042' })].join('\n')))
  const alone = asOwner(
    `update procedures.proposal set state = 'published', decided_by = proposed_by, decided_at = now() where id = $1`,
    [body.proposal]
  )
  await assert.rejects(alone, /check constraint/)
})

test('a proposal is returned with the reason, or taken back by who made it, and then nothing of it is published', async () => {
  const before = await count()
  const decided = async (code: string, who: typeof office) => {
    const { body } = await propose(Buffer.from([header, line({ 0: code })].join('\n')))
    const params = { id: body.proposal as string }
    const closed = await who(contract.closeProposal, { params, body: { reason: 'Lệ phí chưa có nghị quyết.' } })
    assert.equal((await second(contract.publishProposal, { params })).status, 409)
    const { proposal } = (await office(contract.openProposal, { params })).body
    return [closed.body.state, proposal.state, proposal.decidedBy, proposal.reason]
  }
  const reason = 'Lệ phí chưa có nghị quyết.'
  assert.deepEqual(await decided('9.000043', second), ['returned', 'returned', 'Mai Thị Thanh Quyên', reason])
  assert.deepEqual(await decided('9.000044', office), ['withdrawn', 'withdrawn', 'Lê Hữu Quân', reason])
  assert.equal(await count(), before)
  const nobody = await second(contract.publishProposal, { params: { id: randomUUID() } })
  assert.deepEqual(
    [nobody.status, (await second(contract.openProposal, { params: { id: randomUUID() } })).status],
    [404, 404]
  )
})

test('what has ceased to be right since it was proposed is not published, and whoever looks at it is told why', async () => {
  const procedure = { ...(await exported()), supplements: 4 }
  const { body } = await propose(Buffer.from(JSON.stringify(procedure)), { day: '2021-12-01' })
  const params = { id: body.proposal as string }
  await apply(Buffer.from(JSON.stringify({ ...procedure, supplements: 5 })), '2021-12-20')
  const seen = (await second(contract.openProposal, { params })).body
  assert.deepEqual(
    seen.report.faults.map(({ code }) => code),
    ['import.before']
  )
  const late = await second(contract.publishProposal, { params })
  assert.equal(late.status, 409, late.text)
  assert.match(late.text, /proposal\.outdated/)
  assert.equal(
    (await second(contract.openProposal, { params })).body.proposal.state,
    'open',
    'it can still be returned'
  )
})

test('an administrator sees from when each version holds, what is doubtful, and tries it on sample answers', async () => {
  const { rows, running } = (await office(contract.listVersions, { params: { code: '1.001612' } })).body
  assert.equal(running, 0)
  assert.deepEqual([rows[0]?.standing, rows[0]?.from], ['current', '2021-07-01'])
  assert.ok((rows[0]?.doubts ?? 0) > 0)
  const procedure = await exported()
  const attempt = (body: object) => office(contract.tryProcedure, { body: body as never })
  const tried = await attempt({
    procedure,
    answers: {
      birth_proof_kind: 'medical_certificate',
      desk_by: 'mother',
      mother_residence: { commune: '19756', line: '12 Chi Lăng' }
    }
  })
  assert.equal(tried.status, 200, tried.text)
  assert.equal(tried.body.dueAt, '2021-12-29T10:30:00.000Z')
  assert.equal(tried.body.desk?.vi, 'Ủy ban nhân dân phường Gia Hội')
  assert.ok(tried.body.papers.some(({ name }) => name.vi === 'Giấy chứng sinh'))
  const unsound = await attempt({ procedure: { ...procedure, limits: [] }, answers: {} })
  assert.equal(unsound.status, 422)
  assert.match(unsound.text, /"limits"/)
  assert.equal((await as({ kind: 'public' })(contract.listVersions, { params: { code: '1.001193' } })).status, 401)
  assert.equal((await office(contract.listVersions, { params: { code: '1.999999' } })).status, 404)
})

test('the whole list of the province, 2,643 procedures of 19 departments, goes in at once without a fault', async () => {
  const table = catalogueTable()
  assert.equal(table.split('\n').length, provinceCount + 1)
  const done = await apply(Buffer.from(table))
  assert.equal(done.status, 201, done.text)
  const { total, ready, kept, faultCount } = done.body
  assert.equal(total, provinceCount)
  assert.deepEqual([faultCount, done.body.faults], [0, []])
  assert.equal(ready + kept.length, provinceCount)
  assert.equal(kept.length, written.length)
  const { rows } = (await office(contract.listProcedures)).body
  assert.ok(rows.length >= provinceCount)
  const agencies = new Set(rows.filter(({ level }) => level === 'province').map(({ agency }) => agency?.vi))
  assert.ok(agencies.size >= 19, [...agencies].join('; '))
  // What a telephone keeps of them for its search without a network.
  const address = contract.openSearchCopy.url
  const { bytes } = await get(address, { 'accept-encoding': 'br' })
  assert.ok(bytes.length < 60_000, `${bytes.length} bytes on the line`)
  const copied = (await get(address)).bytes.length
  assert.ok(copied < (await get(contract.listProcedures.url)).bytes.length / 2, `${copied} bytes on the telephone`)
})
