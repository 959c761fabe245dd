import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { smsOf, smsSigns, width } from './sms.ts'

test('the message of a receipt is one SMS without accents, as in the design', () => {
  const sms = smsOf(
    'MOT CUA: Hồ sơ H57.28.07-211229-0017 đã tiếp nhận. Hẹn trả trước 17:30\u00a0thứ\u00a0Tư\u00a029/12/2021 tại UBND xã Hồng Bắc.',
    'Mã tra cứu 8K3F9T2M. Hỏi đáp 19001075.'
  )
  assert.equal(
    sms,
    'MOT CUA: Ho so H57.28.07-211229-0017 da tiep nhan. Hen tra truoc 17:30 thu Tu 29/12/2021 tai UBND xa Hong Bac. Ma tra cuu 8K3F9T2M. Hoi dap 19001075.'
  )
  assert.ok(sms.length <= 160)
})

test('what is too long is cut between words, and what must arrive is kept', () => {
  const sms = smsOf(
    `MOT CUA: Hồ sơ H57.28.07-211229-0017 đã tiếp nhận, hẹn trả tại Chi nhánh Văn phòng đăng ký đất đai ${'rất dài '.repeat(20)}`,
    'Hỏi đáp 19001075.'
  )
  assert.ok(sms.length <= smsSigns)
  assert.match(sms, /^MOT CUA: Ho so H57\.28\.07-211229-0017 .*(rat|dai)\.\.\. Hoi dap 19001075\.$/)
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: fc.constantFrom(...'aăâđêôơưẤỆử {}[]~|\\^€ .,-’“”\u00a0'), maxLength: 400 })
)

test('whatever is said fits one part, in the alphabet of 7 bits', () => {
  fc.assert(
    fc.property(anyText, anyText, (head, tail) => {
      const sms = smsOf(head, tail)
      assert.ok(width(sms) <= smsSigns, sms)
      assert.match(sms, /^[ -_a-~]*$/)
    }),
    { numRuns: 2_000 }
  )
})

test('words are whole: a cut message is the beginning of the whole one, up to a border', () => {
  const words = fc.array(fc.stringMatching(/^[A-Za-z0-9]{1,30}$/), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(words, fc.stringMatching(/^[A-Z0-9]{0,60}$/), (list, tail) => {
      const sms = smsOf(list.join(' '), tail)
      assert.ok(sms.endsWith(tail))
      const head = sms.slice(0, sms.length - tail.length).trim()
      const kept = head.endsWith('...') ? head.slice(0, -3).split(' ') : head.split(' ')
      assert.deepEqual(kept, list.slice(0, kept.length))
    })
  )
})
