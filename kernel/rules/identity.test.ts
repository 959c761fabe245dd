import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { countries } from './countries.ts'
import { ethnicities } from './ethnicities.ts'
import {
  checkEmail,
  checkHealthCard,
  checkIdNumber,
  checkLandSerial,
  checkLicenceNo,
  checkName,
  checkOldIdCard,
  checkPersonalId,
  checkPhone,
  checkPlotNo,
  checkSocialInsuranceNo,
  checkTaxCode,
  decodePersonalId,
  readHealthCard,
  readLandSerial,
  readLicenceNo,
  readName,
  readNumber,
  readPassport,
  readPhone,
  readTaxCode,
  warnHealthCard,
  warnLicenceNo,
  warnOldIdCard,
  warnPassport,
  warnPersonalId,
  warnPhone,
  warnTaxCode
} from './identity.ts'
import type { Finding } from './identity.ts'
import { provinceNames } from './provinces.ts'

const codes = (findings: Finding[]) => findings.map((finding) => finding.code)

test('a personal identity number has twelve digits, and the fault says how many were typed', () => {
  assert.equal(checkPersonalId('046185001234'), null)
  assert.deepEqual(checkPersonalId('04618500123'), { code: 'personalId.length', values: { count: 11 } })
  assert.deepEqual(checkPersonalId('0461850012345'), { code: 'personalId.length', values: { count: 13 } })
  assert.deepEqual(checkPersonalId(''), { code: 'personalId.length', values: { count: 0 } })
  assert.deepEqual(checkPersonalId('04618500123O'), { code: 'personalId.sign', values: { sign: 'O' } })
  assert.deepEqual(checkPersonalId('٠٤٦١٨٥٠٠١٢٣٤'), { code: 'personalId.sign', values: { sign: '٠' } })
})

test('a number is read as people group it', () => {
  assert.equal(readNumber(' 046 185.001-234 '), '046185001234')
  assert.equal(readNumber('046\u00a0185–001\u200b234'), '046185001234')
})

test('a personal identity number tells province, sex and year of birth over five centuries', () => {
  const told: [string, 'male' | 'female', number][] = [
    ['046085', 'male', 1985],
    ['046185', 'female', 1985],
    ['046221', 'male', 2021],
    ['046321', 'female', 2021],
    ['046400', 'male', 2100],
    ['046999', 'female', 2399]
  ]
  for (const [start, sex, birthYear] of told) {
    assert.deepEqual(decodePersonalId(`${start}001234`), { province: '046', sex, birthYear })
  }
})

test('a number that does not fit the person is doubted, not refused', () => {
  assert.deepEqual(warnPersonalId('046185001234', { sex: 'female', birthDate: '1985-03-01' }), [])
  assert.deepEqual(warnPersonalId('046185001234'), [])
  assert.deepEqual(codes(warnPersonalId('046185001234', { sex: 'male' })), ['personalId.sex'])
  assert.deepEqual(warnPersonalId('046185001234', { birthDate: '1986' }), [
    { code: 'personalId.birthYear', values: { year: 1985 } }
  ])
  assert.deepEqual(warnPersonalId('047185001234'), [{ code: 'personalId.province', values: { province: '047' } }])
  assert.deepEqual(codes(warnPersonalId('003285001234', { sex: 'female', birthDate: '1985-03-01' })), [
    'personalId.province',
    'personalId.sex',
    'personalId.birthYear'
  ])
})

test('an old identity card has nine or twelve digits and ended with 2024', () => {
  assert.equal(checkOldIdCard('191234567'), null)
  assert.equal(checkOldIdCard('046185001234'), null)
  assert.deepEqual(checkOldIdCard('1912345678'), { code: 'cmnd.length', values: { count: 10 } })
  assert.deepEqual(checkOldIdCard('19123456A'), { code: 'cmnd.sign', values: { sign: 'A' } })
  assert.deepEqual(warnOldIdCard('2024-12-31'), [])
  assert.deepEqual(codes(warnOldIdCard('2025-01-01')), ['cmnd.ended'])
})

test('a passport number is only ever doubted', () => {
  for (const number of ['C1234567', 'P12345678', 'X0X0X0', readPassport(' c 123 4567 ')]) {
    assert.deepEqual(warnPassport(number), [], number)
  }
  for (const number of ['C123', 'C'.repeat(21), 'C12345/7', 'Đ1234567']) {
    assert.deepEqual(codes(warnPassport(number)), ['passport.form'], number)
  }
})

test('a tax code has ten digits, thirteen, or since 2025 the twelve of a person', () => {
  for (const typed of ['0100109106', '0100109106-001', '0100109106001', ' 0100 109 106 - 001', '046185001234']) {
    assert.equal(checkTaxCode(readTaxCode(typed)), null, typed)
  }
  assert.equal(readTaxCode('0100109106001'), '0100109106-001')
  for (const typed of ['010010910', '01001091061', '0100109106-000', '0100109106-01', 'O100109106', '']) {
    assert.deepEqual(checkTaxCode(readTaxCode(typed)), { code: 'taxCode.form' }, typed)
  }
})

test('the tenth digit of a tax code checks the nine before', () => {
  for (const code of ['0100109106', '0101248141', '0300588569', '0100109106-001', '046185001234']) {
    assert.deepEqual(warnTaxCode(code), [], code)
  }
  for (const code of ['0100109105', '0101248142', '0300588569'.replace('88', '89')]) {
    assert.deepEqual(codes(warnTaxCode(code)), ['taxCode.checkDigit'], code)
  }
})

test('a health card shows fifteen signs or only its ten digits', () => {
  for (const typed of ['TE1461234567890', 'te1 46 1234567890', 'HN2461234567890', '1234567890']) {
    assert.equal(checkHealthCard(readHealthCard(typed)), null, typed)
  }
  for (const typed of ['TE6461234567890', 'T1461234567890', '123456789', 'TE146123456789', 'TE14612345678901']) {
    assert.deepEqual(checkHealthCard(readHealthCard(typed)), { code: 'healthCard.form' }, typed)
  }
  assert.deepEqual(codes(warnHealthCard('TE2461234567890')), ['healthCard.child'])
  assert.deepEqual(warnHealthCard('TE1461234567890'), [])
  assert.deepEqual(warnHealthCard('HN2461234567890'), [])
})

test('a form for those with an old card takes nine digits or twelve', () => {
  for (const number of ['191234567', '046185001234']) assert.equal(checkIdNumber(number), null)
  for (const number of ['19123456', '1912345678', '19123456a', ''])
    assert.equal(checkIdNumber(number)?.code, 'idNumber.form')
})

test('a social insurance number has ten digits', () => {
  assert.equal(checkSocialInsuranceNo('4612345678'), null)
  for (const number of ['461234567', '46123456789', '461234567x']) assert.ok(checkSocialInsuranceNo(number))
})

test('a driving licence of plastic has twelve digits; an older one is only doubted', () => {
  assert.equal(readLicenceNo('46 0123.456789'), '460123456789')
  assert.equal(checkLicenceNo('460123456789'), null)
  assert.deepEqual(warnLicenceNo('460123456789'), [])
  assert.equal(checkLicenceNo(readLicenceNo('ab 123456')), null)
  assert.deepEqual(warnLicenceNo('AB123456'), [{ code: 'licenceNo.length' }])
  for (const number of ['', '12', 'KHÔNG', '12?4567']) assert.equal(checkLicenceNo(number)?.code, 'licenceNo.form')
})

test('a land certificate is known by letters and digits, a plot by its number', () => {
  assert.equal(readLandSerial('bx123456'), 'BX 123456')
  assert.equal(readLandSerial(' Đ 0123 456'), 'Đ 0123456')
  for (const number of ['BX 123456', 'Đ 0123456', 'AA 01234567']) assert.equal(checkLandSerial(number), null)
  for (const number of ['BX 12345', 'ABC 123456', '123456', ''])
    assert.equal(checkLandSerial(number)?.code, 'landSerial.form')
  for (const number of ['12', '45a', '12-1', '127, 128', '3/2']) assert.equal(checkPlotNo(number), null, number)
  for (const number of ['', 'a', '12--1', '1'.repeat(50)])
    assert.equal(checkPlotNo(number)?.code, 'plotNo.form', number)
})

test('a telephone number is read with or without the country’s code', () => {
  for (const typed of [
    '0912345678',
    '+84 912 345 678',
    '0084912345678',
    '84912345678',
    '+84 (0)912.345.678',
    '0912-345-678'
  ]) {
    assert.equal(readPhone(typed), '0912345678', typed)
  }
  assert.equal(readPhone('+84 234 3822 123'), '02343822123')
  assert.equal(readPhone('0845678901'), '0845678901')
  assert.equal(readPhone('84123'), '84123')
})

test('a telephone number that cannot be one is refused, an unknown prefix only doubted', () => {
  for (const phone of ['0912345678', '02343822123']) {
    assert.equal(checkPhone(phone), null)
    assert.deepEqual(warnPhone(phone), [])
  }
  assert.equal(checkPhone('0951234567'), null)
  assert.deepEqual(warnPhone('0951234567'), [{ code: 'phone.prefix', values: { prefix: '095' } }])
  for (const phone of [
    '',
    '912345678',
    '0112345678',
    '09123456',
    '091234567890',
    '+1 202 555 0100',
    '1900 1075',
    '09123456a8'
  ]) {
    assert.deepEqual(checkPhone(readPhone(phone)), { code: 'phone.form' }, phone)
  }
})

test('an e-mail address can stand in a header as it is', () => {
  for (const email of ['an@example.vn', 'nguyen.van-an+hue@mail.thuathienhue.gov.vn', "o'hara@example.com"]) {
    assert.equal(checkEmail(email), null, email)
  }
  const refused = [
    '',
    'an',
    'an@',
    '@example.vn',
    'an@example',
    'an@@example.vn',
    'an@example.vn@example.vn',
    'an@example.vn\nBcc: all@example.vn',
    'an @example.vn',
    '"an"@example.vn',
    'an@example..vn',
    '.an@example.vn',
    'ân@example.vn',
    'an@-example.vn',
    'an@1.2.3.4',
    `${'a'.repeat(65)}@example.vn`,
    `a@${'a.'.repeat(130)}vn`
  ]
  for (const email of refused) assert.deepEqual(checkEmail(email), { code: 'email.form' }, email)
})

test('names of Vietnam’s peoples and of foreigners are names', () => {
  const names = [
    'Nguyễn Thị Hằng',
    'ĐẶNG QUỐC TUẤN',
    "H'Hen Niê",
    'H’Hen Niê',
    'Hồ Văn Ắc',
    'Kăn Liêu',
    'Y Ƀlŏ Êban',
    'Kpă Ka\u0331n',
    "Seán O'Neill-Müller",
    'Lê Thị Ỷ'.normalize('NFD')
  ]
  for (const name of names) assert.equal(checkName(readName(name)), null, name)
  assert.equal(readName('  Nguyễn\u00a0 Văn   A '.normalize('NFD')), 'Nguyễn Văn A')
  assert.equal(readName('H’Hen'), "H'Hen")
})

test('digits, signs, hidden signs and look-alike letters are no name, and the fault shows which', () => {
  const refused: [string, Finding][] = [
    ['Nguyễn Văn 2', { code: 'name.digit', values: { sign: '2' } }],
    ['Nguyễn Văn Ⅳ', { code: 'name.digit', values: { sign: 'Ⅳ' } }],
    ['Nguyễn @ An', { code: 'name.sign', values: { sign: '@' } }],
    ['Trần 😀', { code: 'name.sign', values: { sign: '😀' } }],
    ["'; drop table person", { code: 'name.sign', values: { sign: ';' } }],
    ['<b>An</b>', { code: 'name.sign', values: { sign: '<' } }],
    ['Nguyễn\u202eVăn', { code: 'text.signs', values: { sign: 'U+202E' } }],
    ['Nguyễn\u0000Văn', { code: 'text.signs', values: { sign: 'U+0000' } }],
    ['Nguyễn Vаn', { code: 'name.script', values: { sign: 'а' } }],
    ['Ｎguyen', { code: 'name.script', values: { sign: 'Ｎ' } }],
    ['ﬁn', { code: 'name.script', values: { sign: 'ﬁ' } }],
    [`A${'\u0301'.repeat(5)}`, { code: 'name.sign', values: { sign: '\u0301' } }],
    ['-', { code: 'name.letter' }],
    ['', { code: 'name.letter' }],
    ["'An", { code: 'name.letter' }]
  ]
  for (const [name, fault] of refused) assert.deepEqual(checkName(readName(name)), fault, name)
})

test('no text makes a reading or a check fail, and reading twice changes nothing more', () => {
  const aText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789+-. 84ABTEaé@\u0301') })
  )
  fc.assert(
    fc.property(aText, (text) => {
      for (const read of [readNumber, readPassport, readTaxCode, readHealthCard, readName]) {
        assert.equal(read(read(text)), read(text))
      }
      for (const check of [
        checkPersonalId,
        checkOldIdCard,
        checkTaxCode,
        checkHealthCard,
        checkPhone,
        checkEmail,
        checkName
      ]) {
        check(text)
      }
      for (const warn of [warnPersonalId, warnPassport, warnTaxCode, warnHealthCard, warnPhone]) warn(text)
      const phone = readPhone(text)
      if (checkPhone(phone) === null) assert.equal(readPhone(phone), phone)
    }),
    // A letter whose capital is three signs: found by chance in one run of many.
    { numRuns: 3000, examples: [['\u03b0']] }
  )
})

test('the lists are complete', () => {
  assert.equal(Object.keys(provinceNames).length, 63)
  assert.equal(provinceNames['046'], 'Thừa Thiên Huế')
  assert.equal(Object.keys(ethnicities).length, 56)
  assert.equal(ethnicities['31'], 'Ta-ôi')
  assert.equal(ethnicities['54'], 'Rơ-măm')
  assert.equal(countries.size, 249)
  assert.ok(countries.has('VN'))
  for (const name of [...Object.values(provinceNames), ...Object.values(ethnicities)])
    assert.equal(name, name.normalize('NFC').trim())
})
