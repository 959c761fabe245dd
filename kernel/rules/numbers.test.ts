import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { formatDossierNumber, parseDossierNumber, readTrackingCode, trackingCode, uuidV7 } from './numbers.ts'

const pair = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'))
const anOffice = fc.array(pair, { minLength: 1, maxLength: 3 }).map((parts) => `H57.${parts.join('.')}`)
const aDay = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const aSerial = fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 999_999_999 }))
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

test('a dossier number names desk, day and serial', () => {
  const number = { office: 'H57.22.03', day: '2021-12-29', serial: 1 }
  assert.equal(formatDossierNumber(number), 'H57.22.03-211229-0001')
  assert.deepEqual(parseDossierNumber('H57.22.03-211229-0001'), number)
  assert.equal(formatDossierNumber({ ...number, serial: 10_000 }), 'H57.22.03-211229-10000')
  assert.equal(formatDossierNumber({ ...number, serial: 9_999 }), 'H57.22.03-211229-9999')
})

test('what is formatted is parsed back', () => {
  fc.assert(
    fc.property(anOffice, aDay, aSerial, (office, day, serial) => {
      assert.deepEqual(parseDossierNumber(formatDossierNumber({ office, day, serial })), { office, day, serial })
    }),
    { numRuns: 1000 }
  )
})

test('a dossier number is understood as people type it', () => {
  for (const typed of [' h57.22.03-211229-0001 ', 'H57.22.03 – 211229 – 0001', 'h57.22.03‑211229‑0001']) {
    assert.equal(parseDossierNumber(typed)?.serial, 1, typed)
  }
})

test('one dossier has one number, and a wrong one is none', () => {
  const wrong = [
    '',
    'H57.22.03',
    'H57.22.03-211229-001',
    'H57.22.03-211229-0000',
    'H57.22.03-211229-00001',
    'H57.22.03-210229-0001',
    'H57.22.03-211329-0001',
    'H57.2.3-211229-0001',
    'H57.22.03-211229-0001-1',
    "H57.22.03-211229-0001'; drop table dossier",
    'H57.22.03-٢١١٢٢٩-0001',
    'H'.repeat(1_000_000)
  ]
  for (const typed of wrong) assert.equal(parseDossierNumber(typed), undefined, typed.slice(0, 60))
})

test('a number that could not be read back is not given', () => {
  const number = { office: 'H57.22.03', day: '2021-12-29', serial: 1 }
  const wrong = [
    { serial: 0 },
    { serial: 1.5 },
    { serial: -1 },
    { office: 'x' },
    { day: '2021-02-29' },
    { day: '1999-12-29' }
  ]
  for (const part of wrong)
    assert.throws(() => formatDossierNumber({ ...number, ...part }), RangeError, JSON.stringify(part))
})

test('a tracking code spells five bytes in base 32', () => {
  assert.equal(trackingCode(new Uint8Array([0, 0, 0, 0, 0])), '00000000')
  assert.equal(trackingCode(new Uint8Array([255, 255, 255, 255, 255])), 'ZZZZZZZZ')
  assert.equal(trackingCode(new Uint8Array([0, 68, 50, 20, 199])), '01234567')
  assert.equal(trackingCode(new Uint8Array([66, 84, 182, 53, 207])), '89ABCDEF')
  assert.throws(() => trackingCode(new Uint8Array(4)), RangeError)
})

test('no two draws of bytes give one tracking code', () => {
  const value = (drawn: Uint8Array) => drawn.reduce((sum, byte) => sum * 256 + byte, 0)
  fc.assert(
    fc.property(bytes(5), (drawn) => {
      let back = 0
      for (const sign of trackingCode(drawn)) back = back * 32 + '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(sign)
      assert.equal(back, value(drawn))
    }),
    { numRuns: 1000 }
  )
})

test('a tracking code is understood as people type it', () => {
  for (const typed of ['01ab-0kz1', ' 01AB 0KZ1 ', 'OIab okzl', 'olAB–oKZi'])
    assert.equal(readTrackingCode(typed), '01AB0KZ1', typed)
})

test('any code, in small letters and with a hyphen, is read as itself', () => {
  fc.assert(
    fc.property(bytes(5), (drawn) => {
      const code = trackingCode(drawn)
      assert.equal(readTrackingCode(`${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`), code)
    })
  )
})

test('what cannot be a tracking code is none', () => {
  for (const typed of [
    '',
    '1234567',
    '123456789',
    'ABCDEFGU',
    'ABCDEFG!',
    'ABCDEFGÁ',
    '１2345678',
    'A'.repeat(1_000_000)
  ]) {
    assert.equal(readTrackingCode(typed), undefined, typed.slice(0, 20))
  }
})

test('a uuid v7 carries its moment, its version and its random bits', () => {
  const zero = uuidV7(new Date('2021-12-29T02:00:00.000Z'), new Uint8Array(10))
  assert.equal(zero, '017e03ea-6500-7000-8000-000000000000')
  const full = uuidV7(new Date(0), new Uint8Array(10).fill(255))
  assert.equal(full, '00000000-0000-7fff-bfff-ffffffffffff')
  assert.throws(() => uuidV7(new Date(-1), new Uint8Array(10)), RangeError)
  assert.throws(() => uuidV7(new Date(0), new Uint8Array(9)), RangeError)
})

test('uuids sort by the moment they were made', () => {
  const aMoment = fc.integer({ min: 0, max: 2 ** 48 - 1 })
  fc.assert(
    fc.property(aMoment, aMoment, bytes(10), bytes(10), (a, b, x, y) => {
      fc.pre(a !== b)
      assert.equal(uuidV7(new Date(a), x) < uuidV7(new Date(b), y), a < b)
    })
  )
})
