import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quietUntil, usualQuietHours } from './quiet.ts'

const at = (text: string) => new Date(`${text}+07:00`)

test('nothing is sent between nine in the evening and seven in the morning', () => {
  for (const [ready, sent] of [
    ['2021-12-29T20:59:59', '2021-12-29T20:59:59'],
    ['2021-12-29T21:00:00', '2021-12-30T07:00:00'],
    ['2021-12-31T23:59:59', '2022-01-01T07:00:00'],
    ['2022-01-01T00:00:00', '2022-01-01T07:00:00'],
    ['2022-01-01T06:59:59', '2022-01-01T07:00:00'],
    ['2022-01-01T07:00:00', '2022-01-01T07:00:00']
  ] as const)
    assert.deepEqual(quietUntil(at(ready), usualQuietHours), at(sent), ready)
})

test('hours within one day, and none at all', () => {
  const nap = { from: '12:00', until: '13:30' }
  assert.deepEqual(quietUntil(at('2021-12-29T12:10:00'), nap), at('2021-12-29T13:30:00'))
  assert.deepEqual(quietUntil(at('2021-12-29T13:30:00'), nap), at('2021-12-29T13:30:00'))
  assert.deepEqual(quietUntil(at('2021-12-29T23:00:00'), null), at('2021-12-29T23:00:00'))
  assert.deepEqual(quietUntil(at('2021-12-29T23:00:00'), { from: '08:00', until: '08:00' }), at('2021-12-29T23:00:00'))
})

test('it is never earlier, never a day later, and never quiet then', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
  const moment = fc.date({
    min: new Date('2021-01-01T00:00:00Z'),
    max: new Date('2027-01-01T00:00:00Z'),
    noInvalidDate: true
  })
  fc.assert(
    fc.property(moment, time, time, (ready, from, until) => {
      const sent = quietUntil(ready, { from, until })
      assert.ok(sent >= ready && sent.getTime() - ready.getTime() <= 86_400_000)
      assert.deepEqual(quietUntil(sent, { from, until }), sent)
    })
  )
})
