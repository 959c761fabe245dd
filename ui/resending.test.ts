import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pauseAfter } from './resending.ts'

const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('what fails is sent again within two seconds at first, then ever later, and never more than twenty minutes apart', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), chances, (tries, chance) => {
      const pause = pauseAfter(tries, chance)
      assert.ok(pause >= 750 && pause <= 1_200_000)
      if (tries === 1) assert.ok(pause < 2_000)
      if (tries < 10) assert.ok(pauseAfter(tries + 1, chance) > 1.7 * pause)
      else assert.ok(pauseAfter(tries + 1, chance) >= pause)
    })
  )
})

test('phones that failed together do not come back together', () => {
  assert.ok(pauseAfter(11, 0.9) - pauseAfter(11, 0.1) > 300_000)
})
