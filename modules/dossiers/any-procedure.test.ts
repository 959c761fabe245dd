import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { proposeProcedures, publishProposal, versionInForce } from '@motcua/procedures'
import * as contract from './contract.ts'
import { aProvince } from './test-province.ts'

test('a procedure of which only name, papers and limit are known is filed, received, examined and decided', async () => {
  const province = await aProvince()
  const { act, as, officials, citizens, asOwner } = province
  await asOwner(
    `insert into kernel.office_kind (kind, staffing, does_vi, does_en)
     values ('district_centre', 'district_centre', '', ''), ('district_finance', 'section', '', '')`
  )
  await asOwner(
    `insert into kernel.post (staffing, post, role, acts_for, name_vi, name_en)
     values ('district_centre', 'officer', 'officer', '{}', 'Cán bộ một cửa', 'One-stop officer'),
            ('section', 'specialist', 'specialist', '{}', 'Chuyên viên', 'Specialist'),
            ('section', 'leader', 'leader', '{}', 'Trưởng phòng', 'Head of section')`
  )
  const file = Buffer.from(
    'Mã thủ tục;Tên thủ tục;Lĩnh vực;Cấp;Cơ quan giải quyết;Thành phần hồ sơ;Thời hạn;Lệ phí\n' +
      '9.100001;Cấp Giấy phép bán lẻ rượu;Lưu thông hàng hóa;huyện;Cơ quan H57.22/TC;Đơn đề nghị;10 ngày làm việc;100000'
  )
  const sha256 = createHash('sha256').update(file).digest('hex')
  const version = await act(async (ctx) => {
    // Two people, whatever else they are: what one proposes the other publishes.
    const asked = { id: randomUUID(), sha256, from: '2021-07-01' }
    const { proposal, faults } = await proposeProcedures({ ...ctx, actor: officials.chair }, file, asked)
    assert.deepEqual(faults, [])
    await publishProposal({ ...ctx, actor: officials.finance }, proposal as string)
    return versionInForce(ctx, '9.100001')
  })

  const [hoa] = citizens
  const filing = (papers: { code: string; sha256: string; name: string }[]) => ({
    id: randomUUID(),
    procedure: '9.100001',
    version,
    answers: {
      applicant_name: 'NGUYỄN THỊ HOA',
      applicant_personal_id: '046190000011',
      applicant_phone: '0914000001',
      applicant_address: { commune: '19756', line: '12 Chi Lăng' },
      request: 'Bán lẻ rượu tại 12 Chi Lăng'
    },
    papers
  })
  const without = await as(hoa)(contract.sendDossier, { body: filing([]) })
  assert.equal(without.status, 422, 'the paper of the list is demanded')
  const paper = await province.bring(hoa)
  const sent = await as(hoa)(contract.sendDossier, {
    body: filing([{ code: 'paper_1', sha256: paper, name: 'don.pdf' }])
  })
  assert.equal(sent.status, 201, sent.text)
  assert.match(sent.body.number, /^H57\.22-211229-0001$/)

  const params = { id: sent.body.id }
  const received = await as(officials.districtOfficer)(contract.receiveDossier, { params })
  assert.equal(received.body.dueAt, '2022-01-13T10:30:00.000Z', 'ten working days, New Year passed over')
  assert.equal((await as(officials.districtOfficer)(contract.forwardDossier, { params })).status, 201)
  assert.equal((await as(officials.finance)(contract.handOverDossier, { params, body: {} })).status, 201)
  const result = await province.bring(officials.financeHead, 'giấy phép')
  const decided = await as(officials.financeHead)(contract.decideDossier, {
    params,
    body: { outcome: 'granted', result: { sha256: result, name: 'giay-phep.pdf' } }
  })
  assert.equal(decided.body.state, 'decided', decided.text)
  const returned = await as(officials.districtOfficer)(contract.returnResult, {
    params,
    body: { collectedBy: 'applicant' }
  })
  assert.equal(returned.body.state, 'returned', returned.text)
})
