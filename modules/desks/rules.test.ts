import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileCalendar } from '@motcua/kernel/rules/calendar'
import fc from 'fast-check'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import {
  callingOrder,
  minutesUntilCalled,
  openingAt,
  priorities,
  type Priority,
  priorityInARow,
  whyNoNumber
} from './rules.ts'

const calendar = compileCalendar(provinceCalendar)
const ticket = (number: number, priority: Priority | null = null) => ({ number, priority })
const lines = fc
  .array(fc.option(fc.constantFrom(...priorities)), { maxLength: 30 })
  .map((all) => all.map((priority, i) => ticket(i + 1, priority)))
const numbers = (line: { number: number }[]) => line.map(({ number }) => number)

describe('the order in which people are called', () => {
  test('is that of their numbers, and who has precedence goes before them', () => {
    assert.deepEqual(numbers(callingOrder([ticket(1), ticket(2), ticket(3)], 0)), [1, 2, 3])
    assert.deepEqual(numbers(callingOrder([ticket(1), ticket(2, 'elderly'), ticket(3, 'pregnant')], 0)), [2, 3, 1])
  })

  test('after two with precedence in a row somebody without is called, also where the two were called before', () => {
    const line = [ticket(1, 'elderly'), ticket(2, 'elderly'), ticket(3, 'disabled'), ticket(4), ticket(5)]
    assert.deepEqual(numbers(callingOrder(line, 0)), [1, 2, 4, 3, 5])
    assert.deepEqual(numbers(callingOrder(line, 2)), [4, 1, 2, 5, 3])
  })

  test('loses nobody, keeps the numbers within each kind, and never lets more than two go before who waits first', () => {
    fc.assert(
      fc.property(lines, fc.nat(4), (line, inARow) => {
        const order = callingOrder(line, inARow)
        assert.deepEqual(
          numbers(order).toSorted((a, b) => a - b),
          numbers(line)
        )
        for (const first of [true, false]) {
          const kind = numbers(order.filter(({ priority }) => (priority !== null) === first))
          assert.deepEqual(
            kind,
            kind.toSorted((a, b) => a - b)
          )
        }
        let row = inARow
        for (const [i, { priority }] of order.entries()) {
          row = priority ? row + 1 : 0
          const stillWaits = order.slice(i).some((one) => one.priority === null)
          assert.ok(row <= priorityInARow || !stillWaits, `${row} with precedence in a row while others wait`)
        }
      })
    )
  })

  test('who takes a number later never comes before somebody of the same kind who waits', () => {
    fc.assert(
      fc.property(lines, fc.nat(3), fc.option(fc.constantFrom(...priorities)), (line, inARow, priority) => {
        const before = callingOrder(line, inARow).filter((one) => (one.priority === null) === (priority === null))
        const after = callingOrder([...line, ticket(line.length + 1, priority)], inARow)
        const same = after.filter((one) => (one.priority === null) === (priority === null))
        assert.deepEqual(numbers(same), [...numbers(before), line.length + 1])
      })
    )
  })
})

describe('how long one waits', () => {
  test('is what people took today, shared among the counters that call, rounded up to five minutes', () => {
    assert.equal(minutesUntilCalled(0, [], 1), 0)
    assert.equal(minutesUntilCalled(3, [], 0), 30, 'ten minutes each where nothing is known')
    assert.equal(minutesUntilCalled(3, [4, 6, 50], 1), 20, 'the middle of three is six')
    assert.equal(minutesUntilCalled(3, [4, 6, 50], 2), 10)
    assert.equal(minutesUntilCalled(5, [0, 0, 0], 1), 5, 'nobody takes no time')
  })
})

describe('a number from afar', () => {
  const why = (at: string, minutes = 0) => whyNoNumber(new Date(at), openingAt(new Date(at), calendar), minutes)

  test('is to be had from six in the morning of a working day, and while one is still called before the desk closes', () => {
    assert.equal(why('2021-12-29T05:59:00+07:00'), 'too_early')
    assert.equal(why('2021-12-29T06:00:00+07:00'), undefined)
    assert.equal(why('2021-12-29T12:00:00+07:00'), undefined, 'the break at noon passes')
    assert.equal(why('2021-12-29T16:30:00+07:00', 55), undefined)
    assert.equal(why('2021-12-29T16:30:00+07:00', 60), 'too_late')
    assert.equal(why('2021-12-29T18:00:00+07:00'), 'too_late')
  })

  test('is not to be had on a day off, and is on a Saturday that is worked', () => {
    assert.equal(why('2022-02-02T09:00:00+07:00'), 'day_off')
    assert.equal(why('2021-12-25T09:00:00+07:00'), 'day_off')
    assert.equal(why('2024-05-04T09:00:00+07:00'), undefined)
  })

  test('a desk says when it opens next, and why it is off', () => {
    const noon = openingAt(new Date('2021-12-29T12:10:00+07:00'), calendar)
    assert.deepEqual([noon.open, noon.opensAt.toISOString()], [false, '2021-12-29T06:30:00.000Z'])
    const tet = openingAt(new Date('2022-02-02T09:00:00+07:00'), calendar)
    assert.deepEqual([tet.open, tet.worksToday, tet.opensAt.toISOString()], [false, false, '2022-02-07T00:30:00.000Z'])
    assert.match(tet.reason?.vi ?? '', /Tết/)
  })
})
