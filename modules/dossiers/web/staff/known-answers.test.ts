import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Procedure } from '@motcua/procedures/rules'
import { answersOf, placeOf } from './known-answers.ts'

const districts = [
  {
    code: '474',
    name: 'Thành phố Huế',
    communes: [
      { code: '19756', name: 'Phường Gia Hội' },
      { code: '19777', name: 'Phường Vỹ Dạ' }
    ]
  },
  { code: '481', name: 'Huyện A Lưới', communes: [{ code: '20044', name: 'Xã Hồng Bắc' }] }
]
const business = JSON.parse(
  readFileSync(new URL('../../../../data/procedures/1.001612.json', import.meta.url), 'utf8')
) as Procedure

test('the address of a card becomes commune and line where the commune is one of ours', () => {
  assert.deepEqual(placeOf('12 Chi Lăng, Gia Hội, Thành phố Huế, Thừa Thiên Huế', districts), {
    commune: '19756',
    line: '12 Chi Lăng'
  })
  assert.deepEqual(placeOf('Tổ 2, Thôn A Đâng, Hồng Bắc, A Lưới, Thừa Thiên Huế', districts), {
    commune: '20044',
    line: 'Tổ 2, Thôn A Đâng'
  })
  for (const elsewhere of ['Hồng Bắc, Hướng Hóa, Quảng Trị', 'Vỹ Dạ, A Lưới, Thừa Thiên Huế', 'Paris', ''])
    assert.deepEqual(placeOf(elsewhere, districts), { elsewhere })
})

test('a card answers what a form asks about the applicant, and nothing about anybody else', () => {
  const who = {
    personalId: '046190001234',
    name: 'Nguyễn Thị Hoa',
    birthDate: '1990-05-28',
    sex: 'female' as const,
    address: '12 Chi Lăng, Gia Hội, Huế, Thừa Thiên Huế',
    issuedOn: '2021-04-29'
  }
  assert.deepEqual(answersOf(business, who, districts), {
    owner_name: 'Nguyễn Thị Hoa',
    owner_sex: 'female',
    owner_birth_date: '1990-05-28',
    owner_personal_id: '046190001234',
    owner_id_paper: {
      kind: 'cccd',
      number: '046190001234',
      issuedOn: '2021-04-29',
      issuedBy: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội'
    },
    owner_permanent_address: { commune: '19756', line: '12 Chi Lăng' },
    owner_contact_address: { commune: '19756', line: '12 Chi Lăng' }
  })
  assert.deepEqual(answersOf(business, { personalId: '046190001234' }, districts), {
    owner_personal_id: '046190001234'
  })
})
