import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Form } from '@motcua/kernel/rules/form'
import { conditionInWords, type ConditionWords } from './condition-words.ts'

const same = (text: string) => ({ vi: text, en: text })
const form: Form = {
  sections: [
    {
      name: 'child',
      title: same('Trẻ'),
      fields: [
        { name: 'born_on', type: 'date', label: same('Trẻ sinh ngày nào?') },
        { name: 'married', type: 'yesNo', label: same('Cha mẹ có đăng ký kết hôn?') },
        {
          name: 'proof',
          type: 'choice',
          label: same('Có giấy tờ gì?'),
          options: [
            { value: 'notice', label: same('Giấy chứng sinh') },
            { value: 'witness', label: same('Người làm chứng') }
          ]
        },
        { name: 'copies', type: 'integer', label: same('Mấy bản sao?') }
      ]
    }
  ]
}
const words: ConditionWords = {
  and: 'và',
  or: 'hoặc',
  other: 'khác',
  unless: 'trừ khi',
  yes: 'có',
  no: 'không',
  filled: 'có ghi',
  empty: 'để trống',
  atLeast: 'từ {count} trở lên',
  olderThanDays: 'đã quá {count} ngày'
}
const read = (when: Parameters<typeof conditionInWords>[0]) => conditionInWords(when, form, 'vi', words)

test('a condition is read as the questions of the form with the answers it waits for', () => {
  assert.equal(read({ field: 'married', is: false }), 'Cha mẹ có đăng ký kết hôn? không')
  assert.equal(
    read({ field: 'proof', in: ['notice', 'witness'] }),
    'Có giấy tờ gì? “Giấy chứng sinh” / “Người làm chứng”'
  )
  assert.equal(read({ field: 'born_on', olderThanDays: 60 }), 'Trẻ sinh ngày nào? đã quá 60 ngày')
  assert.equal(read({ field: 'copies', atLeast: 3 }), 'Mấy bản sao? từ 3 trở lên')
  assert.equal(
    read({ any: [{ not: { field: 'proof', is: 'notice' } }, { all: [{ field: 'copies', filled: true }, { field: 'married', is: true }] }] }),
    'Có giấy tờ gì? khác “Giấy chứng sinh” hoặc (Mấy bản sao? có ghi và Cha mẹ có đăng ký kết hôn? có)'
  ) // biome-ignore format: one sentence
  assert.equal(read({ not: { field: 'copies', filled: true } }), 'trừ khi Mấy bản sao? có ghi')
})

test('a question that the form does not have is named as it stands in the data', () => {
  assert.equal(read({ field: 'nowhere', is: 'x' }), 'nowhere: x')
})
