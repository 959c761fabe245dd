import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Answer, type Answers, checkAnswers } from '@motcua/kernel/rules/form'
import {
  deskAddressOf,
  feesOf,
  limitOf,
  type Procedure,
  preparingFields,
  requiredPapers
} from '@motcua/procedures/rules'
import { completeAnswers } from './answers.ts'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const procedures = new Map<string, Procedure>(
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name.replace(/\.json$/, ''), JSON.parse(read(name))])
)
const today = '2021-12-29'
const known = { hasCommune: (code: string) => /^(19|20)\d{3}$/.test(code) }

const of = (code: string, more: Answers = {}) => {
  const procedure = procedures.get(code) as Procedure
  const answers: Answers = { ...completeAnswers[code], ...more }
  const checked = checkAnswers(procedure.form, answers, today, known)
  return {
    faults: checked.faults.map((fault) => `${fault.field}: ${fault.code}`),
    warnings: checked.warnings.map((warning) => `${warning.field}: ${warning.code}`),
    papers: requiredPapers(procedure, answers, today).map((paper) => paper.code),
    charges: feesOf(procedure, answers, today).map((charge) => `${charge.code} ${charge.amount}`),
    limit: limitOf(procedure, answers, today),
    desk: deskAddressOf(procedure, answers, today)?.commune
  }
}
const refuses = (code: string, more: Answers, fault: string) => {
  const { faults } = of(code, more)
  assert.ok(faults.includes(fault), `${fault} not among ${faults.join(', ')}`)
}
const warns = (code: string, more: Answers, warning: string) => {
  const { faults, warnings } = of(code, more)
  assert.deepEqual(faults, [])
  assert.ok(warnings.includes(warning), `${warning} not among ${warnings.join(', ')}`)
}

test('each of the ten procedures takes a plausible set of answers without fault or doubt', () => {
  assert.deepEqual([...procedures.keys()].toSorted(), Object.keys(completeAnswers).toSorted())
  assert.equal(procedures.size, 10)
  for (const code of procedures.keys()) {
    assert.deepEqual(of(code).faults, [], code)
    assert.deepEqual(of(code).warnings, [], code)
  }
})

test('what is answered before applying decides papers, limit and desk as the whole form does', () => {
  for (const [code, procedure] of procedures) {
    const whole = completeAnswers[code] as Answers
    const asked = preparingFields(procedure, whole, today)
    assert.ok(asked.length <= 5 && asked.length > 0, code)
    const few = Object.fromEntries(asked.map(({ name }) => [name, whole[name] as Answer]))
    const papers = (answers: Answers) => requiredPapers(procedure, answers, today).map((paper) => paper.code)
    for (const paper of papers(few))
      assert.ok(papers(whole).includes(paper), `${code}: ${paper} is not in the end demanded`)
    assert.deepEqual(limitOf(procedure, few, today), limitOf(procedure, whole, today), code)
    if (!['2.000488'].includes(code))
      assert.equal(deskAddressOf(procedure, few, today)?.commune, deskAddressOf(procedure, whole, today)?.commune, code)
  }
})

test('birth: on time it costs nothing, after sixty days 8,000 đ unless the family is exempt', () => {
  assert.deepEqual(of('1.001193').charges, [])
  assert.deepEqual(of('1.001193', { child_birth_date: '2021-10-29' }).charges, ['late_registration 8000'])
  assert.deepEqual(of('1.001193', { child_birth_date: '2021-10-29', fee_exemption: 'poor' }).charges, [
    'late_registration 0'
  ])
  refuses('1.001193', { child_name: 'NGUYỄN AN 2' }, 'child_name: name.digit')
  refuses('1.001193', { child_birth_date: '2021-12-30' }, 'child_birth_date: date.future')
  warns('1.001193', { mother_birth_year: '2012' }, 'mother_birth_year: rule.broken')
  warns('1.001193', { child_name: 'LÊ AN NHIÊN' }, 'father_name: rule.broken')
  warns('1.001193', { child_ethnicity: '26' }, 'father_ethnicity: rule.broken')
  const alone = { parents_married: false, father_recorded: false }
  warns('1.001193', { ...alone, child_name: 'LÊ AN NHIÊN' }, 'mother_name: rule.broken')
  warns('1.001193', { ...alone, child_ethnicity: '31' }, 'mother_ethnicity: rule.broken')
})

test('marriage: both of age, certificates no older than six months, the same day or five days to verify', () => {
  const { papers, charges, limit, desk } = of('1.000894')
  assert.deepEqual(papers, ['declaration', 'husband_status_certificate', 'identities', 'residence_proof'])
  assert.deepEqual(charges, ['extract_copies 16000'])
  assert.deepEqual(limit, { sameDay: true, cutOff: '15:00' })
  assert.equal(desk, '19756')
  assert.deepEqual(of('1.000894', { husband_status_proof: 'verify' }).limit, { amount: 5, unit: 'workingDay' })
  assert.equal(of('1.000894', { desk_by: 'husband' }).desk, '19777')
  refuses('1.000894', { wife_birth_date: '2003-12-30' }, 'wife_birth_date: date.minAge')
  refuses('1.000894', { husband_birth_date: '2001-12-30' }, 'husband_birth_date: date.minAge')
  refuses('1.000894', { husband_status_date: '2021-06-29' }, 'husband_status_date: rule.broken')
  refuses('1.000894', { both_come: false }, 'both_come: rule.broken')
  refuses('1.000894', { husband_personal_id: '046195000031' }, 'husband_personal_id: rule.broken')
})

test('certified copies: at any commune, while one waits, for the pages of the original', () => {
  const procedure = procedures.get('2.000815')
  assert.equal(procedure?.immediate, true)
  assert.deepEqual(procedure?.ways, ['desk'])
  const { papers, charges, desk } = of('2.000815')
  assert.deepEqual(papers, ['original', 'copy_to_certify'])
  // Three copies of a diploma of one page, one of a land certificate of four.
  assert.deepEqual(charges, ['certification 12000'])
  assert.equal(desk, '19777')
  refuses(
    '2.000815',
    { documents: [{ title: 'Bằng', page_count: 0, copy_count: 1 }] },
    'documents.0.page_count: number.min'
  )
  refuses('2.000815', { documents: [] }, 'documents: field.required')
})

test('residence: papers by the kind of dwelling, 8 m² for each person, consent of head and owner', () => {
  const { papers, charges, limit, desk } = of('1.004222')
  assert.deepEqual(papers, ['declaration', 'rental_contract', 'floor_area_proof', 'identity_data'])
  assert.deepEqual(charges, ['registration 15000'])
  assert.deepEqual(limit, { amount: 7, unit: 'workingDay' })
  assert.equal(desk, '19756')
  assert.deepEqual(of('1.004222', { dwelling_case: 'own' }).papers, ['declaration', 'dwelling_proof', 'identity_data'])
  assert.deepEqual(of('1.004222', { dwelling_case: 'join' }).papers, ['declaration', 'kinship_proof', 'identity_data'])
  assert.deepEqual(of('1.004222', { fee_group: 'merit' }).charges, ['registration 0'])
  refuses('1.004222', { floor_area_m2: 31.9, persons_after: 4 }, 'floor_area_m2: rule.broken')
  refuses('1.004222', { owner_consent: false }, 'owner_consent: rule.broken')
  refuses('1.004222', { birth_date: '2005-01-01', personal_id: '046205000044' }, 'parent_consent: field.required')
})

test('social allowance: twelve working days at the commune, ten at the district, by the group’s form and age', () => {
  const { papers, charges, limit } = of('1.001776')
  assert.deepEqual(papers, ['declaration_1d', 'identity', 'residence'])
  assert.deepEqual(charges, [])
  assert.deepEqual(limit, { amount: 22, unit: 'workingDay' })
  const share = (level: string) =>
    procedures
      .get('1.001776')
      ?.steps.filter(({ seat }) => seat.level === level)
      .reduce((sum, { hours }) => sum + hours, 0)
  assert.deepEqual([share('commune'), share('district')], [12 * 8, 10 * 8])
  refuses('1.001776', { birth_date: '1942-01-01', id_paper: paperOf('046042000051') }, 'birth_date: rule.broken')
  refuses('1.001776', { group: 'old_poor_alone' }, 'poverty_status: rule.broken')
  refuses('1.001776', { group: 'disabled_severe' }, 'disabled: rule.broken')
  refuses('1.001776', { health_card_no: 'TE1' }, 'health_card_no: healthCard.form')
  warns('1.001776', { pension_amount: 2_500_000 }, 'pension_amount: rule.broken')
  assert.ok(of('1.001776', { group: 'child_hiv' }).papers.includes('hiv_confirmation'))
})

test('support for giving care: form 2a for one’s own household, 2b for somebody taken in, and 03 where that one has no allowance', () => {
  const cared: Answers = {
    request: 'care',
    cared_name: 'TRẦN VĂN SÁU',
    cared_birth_date: '1970-05-02',
    cared_sex: 'male',
    cared_ethnicity: '01',
    cared_residence: { commune: '19756', line: '12 Chi Lăng' },
    cared_relation: 'em trai',
    cared_since: '2020-02-01',
    cared_disability_no: '12/XNKT',
    household_size: 3,
    carer_occupation: 'Thợ may tại nhà',
    carer_housing: 'Nhà riêng 80 m²',
    carer_health: 'Tốt'
  }
  const whole = { ...completeAnswers['1.001776'], ...cared }
  for (const name of ['group', 'poverty_status', 'disabled', 'has_health_card', 'health_card_no', 'supporters'])
    delete whole[name]
  const withCare = (more: Answers) => {
    const answers = { ...whole, ...more }
    const procedure = procedures.get('1.001776') as Procedure
    const { faults } = checkAnswers(procedure.form, answers, today, known)
    return { faults: faults.map(({ field, code }) => `${field}: ${code}`), papers: requiredPapers(procedure, answers, today).map(({ code }) => code) } // biome-ignore format: one view
  }
  assert.deepEqual(withCare({ care_kind: 'own_household' }), {
    faults: [],
    papers: ['declaration_2a', 'identity', 'residence', 'disability_certificate']
  })
  const takenIn = { care_kind: 'taken_in', cared_group: 'disabled', cared_has_allowance: false, carer_sentenced: false }
  assert.deepEqual(withCare(takenIn), {
    faults: [],
    papers: ['declaration_2b', 'declaration_03', 'identity', 'residence', 'disability_certificate']
  })
  assert.ok(!withCare({ ...takenIn, cared_has_allowance: true }).papers.includes('declaration_03'))
  assert.deepEqual(withCare({ ...takenIn, carer_sentenced: true }).faults, ['carer_sentenced: rule.broken'])
})

test('an allowance that is being paid is changed or ended by a request of its own, with what proves the reason', () => {
  const { full_name, birth_date, sex, ethnicity, id_paper, permanent_address, current_address, filed_by } =
    completeAnswers['1.001776'] as Answers
  const person = { full_name, birth_date, sex, ethnicity, id_paper, permanent_address, current_address, filed_by }
  const procedure = procedures.get('1.001776') as Procedure
  const asks = (more: Answers) => {
    const answers = { ...person, running_kind: 'allowance', changed_since: '2021-12-01', ...more } as Answers
    const { faults, warnings } = checkAnswers(procedure.form, answers, today, known)
    const papers = requiredPapers(procedure, answers, today).map(({ code }) => code)
    return { found: [...faults, ...warnings].map(({ field, code }) => `${field}: ${code}`), papers }
  }
  const always = ['request_change', 'decision', 'identity', 'residence']
  assert.deepEqual(asks({ request: 'change', change_reason: 'payee' }), { found: [], papers: always })
  const degree = asks({ request: 'change', change_reason: 'disability_degree' })
  assert.deepEqual(degree, { found: [], papers: [...always, 'disability_certificate'] })
  const died = asks({ request: 'end', end_reason: 'died' })
  assert.deepEqual([died.found, died.papers.includes('death_extract')], [[], true])
  assert.deepEqual(asks({ request: 'end', end_reason: undefined } as never).found, ['end_reason: field.required'])
  assert.deepEqual(asks({ request: 'end', end_reason: 'own_wish', changed_since: '2022-03-01' }).found, [
    'changed_since: rule.broken'
  ])
})

test('household business: three working days, minutes and authorisation only of a household', () => {
  const { papers, charges, limit } = of('1.001612')
  assert.deepEqual(papers, ['application', 'owner_identity'])
  assert.deepEqual(charges, ['registration 100000'])
  assert.deepEqual(limit, { amount: 3, unit: 'workingDay' })
  refuses('1.001612', { owner_birth_date: '2003-12-30' }, 'owner_birth_date: date.minAge')
  refuses('1.001612', { business_name: 'CÔNG TY CÔ BA' }, 'business_name: businessName.word')
})

test('building permit: fifteen calendar days, two sets of drawings, appraisal from three floors on', () => {
  const { papers, charges, limit, desk } = of('1.009994')
  assert.deepEqual(papers, [
    'application',
    'land_right',
    'site_plan',
    'floor_plans',
    'foundation_plan',
    'adjoining_undertaking'
  ])
  assert.deepEqual(charges, ['permit 75000'])
  assert.deepEqual(limit, { amount: 15, unit: 'calendarDay' })
  assert.equal(desk, '19777')
  assert.ok(of('1.009994', { floors: 3 }).papers.includes('appraisal_report'))
  refuses('1.009994', { ground_area_m2: 121 }, 'ground_area_m2: rule.broken')
  refuses('1.009994', { total_floor_area_m2: 79.99 }, 'total_floor_area_m2: rule.broken')
  refuses('1.009994', { owner_id: '1234' }, 'owner_id: idNumber.orTaxCode')
  warns('1.009994', { total_floor_area_m2: 260 }, 'total_floor_area_m2: rule.broken')
})

test('land transfer: ten days, twenty where it is hard to reach, taxes filed with it, shares that add up', () => {
  const { papers, charges, limit, desk } = of('2.000880')
  assert.deepEqual(papers, [
    'application',
    'contract',
    'certificate',
    'income_tax_return',
    'registration_charge_return',
    'identity'
  ])
  assert.deepEqual(charges, ['change_entry 28000'])
  assert.deepEqual(limit, { amount: 10, unit: 'calendarDay' })
  assert.equal(desk, '19777')
  assert.deepEqual(of('2.000880', { hard_area: true }).limit, { amount: 20, unit: 'calendarDay' })
  assert.ok(of('2.000880', { part_of_plot: true }).papers.includes('split_request'))
  refuses('2.000880', { gcn_serial: '123456' }, 'gcn_serial: landSerial.form')
  const [first, second] = (completeAnswers['2.000880'] as Answers).transferees as { [key: string]: Answer }[]
  refuses('2.000880', { transferees: [first as Answer, { ...second, share_percent: 40 }] }, 'transferees: rule.broken')
  warns('2.000880', { contract_date: '2021-11-01' }, 'contract_date: rule.broken')
})

test('judicial record: ten days or fifteen, half the fee for students, none for the old, never a gap in the residence', () => {
  const { papers, charges, limit, desk } = of('2.000488')
  assert.deepEqual(papers, ['declaration_self', 'identity_copy', 'residence_copy'])
  assert.deepEqual(charges, ['certificate 200000'])
  assert.deepEqual(limit, { amount: 10, unit: 'calendarDay' })
  assert.equal(desk, '19756')
  assert.deepEqual(of('2.000488', { lived_elsewhere: true }).limit, { amount: 15, unit: 'calendarDay' })
  assert.deepEqual(of('2.000488', { nationality: 'FR' }).limit, { amount: 15, unit: 'calendarDay' })
  assert.deepEqual(of('2.000488', { fee_group: 'student' }).charges, ['certificate_reduced 100000'])
  assert.deepEqual(of('2.000488', { fee_group: 'poor' }).charges, ['certificate 0'])
  assert.deepEqual(of('2.000488', { copies: 4 }).charges, ['certificate 200000', 'extra_copies 10000'])
  refuses('2.000488', { fee_group: 'old' }, 'fee_group: rule.broken')
  refuses('2.000488', { certificate_kind: '2', filed_by: 'authorised' }, 'filed_by: rule.broken')
  const lived = (from: string, to: string) => ({ from, to, place: 'Huế' })
  refuses(
    '2.000488',
    { residence_history: [lived('2009-03', '2015-06'), lived('2015-09', '')] },
    'residence_history.1.from: history.gap'
  )
  refuses('2.000488', { residence_history: [lived('2010-01', '')] }, 'residence_history.0.from: history.gap')
})

test('driving licence: five working days, 135,000 đ, a health certificate but for motorcycles, no higher class than held', () => {
  const { papers, charges, limit, desk } = of('1.002809')
  assert.deepEqual(papers, ['application', 'health_certificate', 'licence_copy', 'identity_copy', 'licence_original'])
  assert.deepEqual(charges, ['exchange 135000'])
  assert.deepEqual(limit, { amount: 5, unit: 'workingDay' })
  assert.equal(desk, '19777')
  const motorcycle = of('1.002809', { licence_class: 'A1', requested_class: 'A1', licence_valid_to: '' })
  assert.ok(!motorcycle.papers.includes('health_certificate'))
  assert.deepEqual(motorcycle.faults, [])
  const visitor = { lives_here: false, residence_elsewhere: { elsewhere: 'Đà Nẵng' }, staying_commune: '19756' }
  assert.equal(of('1.002809', visitor).desk, '19756')
  assert.deepEqual(of('1.002809', visitor).faults, [])
  refuses('1.002809', { requested_class: 'C' }, 'requested_class: rule.broken')
  refuses('1.002809', { licence_class: 'E', requested_class: 'E', birth_date: '1995-01-02' }, 'birth_date: rule.broken')
  refuses('1.002809', { licence_no: 'số 46?' }, 'licence_no: licenceNo.form')
  refuses('1.002809', { revoked: true }, 'revoked: rule.broken')
  warns('1.002809', { licence_no: 'AB123456' }, 'licence_no: licenceNo.length')
  warns('1.002809', { licence_valid_to: '2021-09-29' }, 'licence_valid_to: rule.broken')
})

test('what is doubtful is marked: every assumed amount, split of hours and code', () => {
  for (const [code, { doubts, fees }] of procedures) {
    const places = doubts.map(({ at }) => at)
    assert.ok(places.includes('steps'), `${code} steps`)
    assert.ok(places.includes('retention'), `${code} retention`)
    for (const { code: fee } of fees) {
      const national = [
        'certification',
        'certificate',
        'certificate_reduced',
        'extra_copies',
        'exchange',
        'extract_copies'
      ]
      if (!national.includes(fee)) assert.ok(places.includes(`fees.${fee}`), `${code} ${fee}`)
    }
  }
  for (const code of ['1.009994', '2.000880'])
    assert.ok(
      procedures.get(code)?.doubts.some(({ at }) => at === 'code'),
      code
    )
})

function paperOf(number: string): Answer {
  return { kind: 'cccd', number, issuedOn: '2021-05-10', issuedBy: 'Cục Cảnh sát QLHC về TTXH' }
}
