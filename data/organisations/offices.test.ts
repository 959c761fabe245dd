import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readTable } from '@motcua/kernel/rules/table'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const communes = readTable(read('communes-2021.tsv'), ['district_code', 'commune_code', 'name'])
const successors = readTable(read('communes-successors.tsv'), ['commune_code_2021', 'name_2025_07_01'])
const newCommunes = readTable(read('communes-2025.tsv'), ['kind', 'name'])
const kinds = readTable(read('office-kinds.tsv'), ['kind', 'level', 'parent', 'staffing'])
const posts = readTable(read('posts.tsv'), ['staffing', 'post', 'role', 'acts_for', 'holders'])
const offices = readTable(read('offices.tsv'), ['id', 'code', 'kind', 'level', 'parent_id', 'area_code'])
const officials = readTable(read('../people/officials.tsv'), ['id', 'name', 'email', 'office', 'post'])
const citizens = readTable(read('../people/citizens.tsv'), ['sex', 'born_on', 'personal_id', 'phone', 'commune'])

const twice = (values: string[]) => values.filter((value, i) => values.indexOf(value) !== i)

test('141 communes of 9 districts go into 40, each into exactly one', () => {
  assert.equal(communes.length, 141)
  assert.equal(new Set(communes.map((row) => row.district_code)).size, 9)
  assert.deepEqual(
    successors.map((row) => row.commune_code_2021).toSorted(),
    communes.map((row) => row.commune_code).toSorted()
  )
  assert.deepEqual(
    [...new Set(successors.map((row) => row.name_2025_07_01))].toSorted(),
    newCommunes.map(({ name }) => name).toSorted()
  )
})

test('the province has a centre, 19 departments and 2 vertical agencies, 9 districts and 141 communes under their codes', () => {
  const count = (pattern: RegExp) => offices.filter(({ code }) => pattern.test(code)).length
  assert.equal(count(/^H57\.00$/), 1)
  assert.equal(count(/^H57\.(0[1-9]|1\d|2[01])$/), 21)
  assert.equal(count(/^H57\.(2[2-9]|30)$/), 9)
  assert.equal(count(/^H57\.\d\d\.\d\d$/), 141)
  assert.deepEqual(twice(offices.map(({ id }) => id)), [])
  assert.deepEqual(twice(offices.map(({ code }) => code)), [])
})

test('communes are numbered within their district by rising code', () => {
  for (const district of new Set(communes.map((row) => row.district_code))) {
    const codes = communes.filter((row) => row.district_code === district).map((row) => row.commune_code)
    const numbered = codes
      .toSorted()
      .map((code) => offices.find(({ kind, area_code }) => kind === 'commune_committee' && area_code === code)?.code)
    assert.deepEqual(numbered, numbered.toSorted())
    assert.match(numbered[0] ?? '', /\.01$/)
    assert.match(numbered.at(-1) ?? '', new RegExp(`\\.${String(codes.length).padStart(2, '0')}$`))
  }
})

test('within one area there is one office of a kind, at the level of the kind, below an office that exists', () => {
  assert.deepEqual(twice(offices.map(({ kind, area_code }) => `${kind} ${area_code}`)), [])
  for (const office of offices) {
    const kind = kinds.find((each) => each.kind === office.kind)
    assert.equal(office.level, kind?.level, office.code)
    const parent = offices.find(({ id }) => id === office.parent_id)
    assert.equal(parent?.kind ?? '', kind?.parent, office.code)
  }
})

test('every post that a kind of office has is held by as many people as it asks for', () => {
  for (const office of offices) {
    const staffing = kinds.find(({ kind }) => kind === office.kind)?.staffing
    const asked = posts.filter((post) => post.staffing === staffing)
    assert.ok(asked.length > 0, office.kind)
    for (const { post, holders } of asked) {
      const held = officials.filter((official) => official.office === office.code && official.post === post).length
      assert.ok(holders.split(' ').includes(String(held)), `${office.code} ${post}: ${held}`)
    }
  }
})

test('a post acts for posts of the same office only, and every office that signs has someone for the head', () => {
  for (const { staffing, post, acts_for } of posts)
    for (const other of acts_for.split(' ').filter(Boolean))
      assert.ok(
        posts.some((each) => each.staffing === staffing && each.post === other),
        `${staffing} ${post}`
      )
  for (const staffing of ['commune_committee', 'district_committee', 'section'])
    assert.ok(posts.some((each) => each.staffing === staffing && each.acts_for.includes('leader')))
})

test('demo people sign in under names of their own, at an address that is nobody’s', () => {
  assert.deepEqual(twice(officials.map(({ id }) => id)), [])
  assert.deepEqual(twice(officials.map(({ email }) => email)), [])
  for (const { email } of officials) assert.match(email, /^[a-z0-9.]+@demo\.motcua\.vn$/)
})

test('demo citizens have identity numbers that follow the rule, and live in the province', () => {
  assert.equal(citizens.length, 10)
  for (const { sex, born_on, personal_id, phone, commune } of citizens) {
    const century = Number(born_on.slice(0, 2)) - 19
    const digits = `${century * 2 + (sex === 'female' ? 1 : 0)}${born_on.slice(2, 4)}`
    assert.match(personal_id, new RegExp(`^04[56]${digits}\\d{6}$`))
    assert.match(phone, /^0900000\d{3}$/)
    assert.ok(communes.some(({ commune_code }) => commune_code === commune))
  }
})
