import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readTable } from '@motcua/kernel/rules/table'
import { pictures } from '@motcua/procedures/rules'
import type { Procedure } from '@motcua/procedures/rules'
import { procedureFaults } from '../../modules/procedures/soundness.ts'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'))
const procedures: Procedure[] = files.map((name) => JSON.parse(read(name)))
const [birth, business] = ['1.001193', '1.001612'].map((code) => procedures.find((each) => each.code === code))

const communes = readTable(read('../organisations/communes-2021.tsv'), ['district_code', 'commune_code'])
const kinds = readTable(read('../organisations/office-kinds.tsv'), ['kind', 'staffing'])
const posts = readTable(read('../organisations/posts.tsv'), ['staffing', 'post', 'acts_for'])
const offices = readTable(read('../organisations/offices.tsv'), ['code', 'kind', 'level', 'area_code'])
const officials = readTable(read('../people/officials.tsv'), ['office', 'post'])

/** Seats that the two interlinked procedures still to come need, beside those of the ten published (by the table of offices). */
const seatsOfOthers = [
  { level: 'district', unit: 'district_environment', post: 'specialist' },
  { level: 'district', unit: 'district_justice', post: 'leader' },
  { level: 'district', unit: 'district_tax', post: 'leader' },
  { level: 'district', unit: 'district_social_insurance', post: 'specialist' },
  { level: 'province', unit: 'land_registration_office', post: 'leader' }
]

test('every file of a procedure may be published, under its own code', () => {
  assert.equal(files.length, 10)
  for (const [i, procedure] of procedures.entries()) {
    assert.deepEqual(procedureFaults(procedure), [], procedure.code)
    assert.equal(files[i], `${procedure.code}.json`)
  }
})

test('every step, in all 141 communes, finds exactly one office and at least one person in the post', () => {
  const seats = [...procedures.flatMap(({ steps }) => steps.map(({ seat }) => seat)), ...seatsOfOthers]
  const held = new Set(officials.map(({ office, post }) => `${office} ${post}`))
  for (const { level, unit, post } of seats) {
    const staffing = kinds.find(({ kind }) => kind === unit)?.staffing
    const filling = posts
      .filter((each) => each.staffing === staffing)
      .filter((each) => each.post === post || each.acts_for.split(' ').includes(post))
    for (const { commune_code, district_code } of communes) {
      const area = { commune: commune_code, district: district_code, province: '46' }[level]
      const found = offices.filter((office) => office.kind === unit && office.area_code === area)
      assert.equal(found.length, 1, `${unit} for ${commune_code}`)
      assert.equal(found[0]?.level, level)
      assert.ok(
        filling.some((each) => held.has(`${found[0]?.code} ${each.post}`)),
        `nobody is ${post} in ${found[0]?.code}`
      )
    }
  }
})

test('every paper shows what it looks like, by a drawing that is there and small', () => {
  for (const name of pictures) {
    const drawing = read(`../../ui/pictures/${name}.svg`)
    assert.match(drawing, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 48 48">/)
    assert.doesNotMatch(drawing, /<script|<style| on\w+=|href/)
    assert.ok(drawing.length < 1_500, name)
  }
  for (const { code, papers } of procedures)
    for (const paper of papers) assert.ok(paper.picture, `${code} ${paper.code}`)
})

test('life events that procedures name are in the list of twelve', () => {
  const events = readTable(read('life-events.tsv'), ['code', 'name_vi', 'name_en']).map(({ code }) => code)
  assert.equal(events.length, 12)
  for (const { lifeEvents } of procedures) for (const code of lifeEvents) assert.ok(events.includes(code), code)
})

test('trades have codes of four digits, each once, in both languages', () => {
  const trades = readTable(read('industries.tsv'), ['code', 'name_vi', 'name_en', 'condition', 'trust'])
  assert.ok(trades.length >= 120)
  assert.equal(new Set(trades.map(({ code }) => code)).size, trades.length)
  for (const { code, name_vi, name_en, trust } of trades) {
    assert.match(code, /^\d{4}$/)
    assert.ok(name_vi && name_en && ['k', '?'].includes(trust), code)
  }
  assert.ok(trades.some(({ condition }) => condition !== ''))
})

test('birth is registered in one working day and costs nothing in time', () => {
  assert.deepEqual(birth?.limits[0]?.limit, { sameDay: true, cutOff: '15:00' })
  const late = birth?.fees.find(({ code }) => code === 'late_registration')
  assert.deepEqual(late?.when, { field: 'child_birth_date', olderThanDays: 60 })
  assert.ok(birth?.doubts.some(({ at }) => at === 'fees.late_registration'))
})

test('a household business takes three working days and goes to the district of its address', () => {
  assert.deepEqual(business?.limits, [{ ...business?.limits[0], limit: { amount: 3, unit: 'workingDay' } }])
  assert.deepEqual(business?.desk, [{ address: 'business_address' }])
  assert.equal(business?.steps[0]?.seat.level, 'district')
})

test('what may not be published is found, with its place', () => {
  const broken = (change: (procedure: Procedure) => void) => {
    const copy: Procedure = structuredClone(birth as Procedure)
    change(copy)
    return procedureFaults(copy).map(({ field, code }) => `${field} ${code}`)
  }
  const field = (procedure: Procedure, name: string) => {
    const found = procedure.form.sections.flatMap(({ fields }) => fields).find((each) => each.name === name)
    assert.ok(found)
    return found
  }
  const finds = (findings: string[], expected: string) => assert.ok(findings.includes(expected), findings.join('\n'))

  finds(
    broken((each) => {
      each.name.en = ''
    }),
    'name.en procedure.shape'
  )
  finds(
    broken((each) => {
      each.shortName.vi = 'Đăng ký khai sinh cho trẻ em'
    }),
    'shortName.vi procedure.long'
  )
  finds(
    broken((each) => {
      field(each, 'child_sex').name = 'child_name'
    }),
    'form procedure.twice'
  )
  finds(
    broken((each) => {
      field(each, 'child_sex').options = []
    }),
    'form.child_sex procedure.field'
  )
  finds(
    broken((each) => {
      field(each, 'father_recorded').when = { not: { field: 'nowhere', is: 1 } }
    }),
    'form.father_recorded procedure.no_field'
  )
  finds(
    broken((each) => {
      each.desk = [{ address: 'child_name' }]
    }),
    'desk.0 procedure.no_field'
  )
  finds(
    broken((each) => {
      each.desk.pop()
    }),
    'desk procedure.open_end'
  )
  finds(
    broken((each) => {
      each.roles.subjectName = 'nowhere'
    }),
    'roles.subjectName procedure.no_field'
  )
  finds(
    broken((each) => {
      if (each.steps[1]) each.steps[1].hours = 5
    }),
    'steps procedure.hours'
  )
  finds(
    broken((each) => {
      each.prepare = ['child_birth_date', 'child_name']
    }),
    'prepare procedure.no_field'
  )
  finds(
    broken((each) => {
      each.prepare.push('surrogacy')
    }),
    'prepare procedure.prepare'
  )
  finds(
    broken((each) => {
      Object.assign(each.papers[0] ?? {}, { picture: 'nothing_like_it' })
    }),
    'papers.0.picture procedure.shape'
  )
  finds(
    broken((each) => {
      each.form.rules = [{ at: 'nowhere', text: each.name, left: { field: 'child_sex' }, is: '=', right: 1 }]
    }),
    'form.rules.0 procedure.no_field'
  )
  finds(
    broken((each) => {
      Object.assign(each.fees[1] ?? {}, { tiers: { by: 'copies_wanted', steps: [{ upTo: 2, amount: 1 }] } })
    }),
    'fees.extract_copies procedure.tiers'
  )
  finds(
    broken((each) => {
      Object.assign(each.fees[1] ?? {}, { over: 'child_name' })
    }),
    'fees.extract_copies procedure.no_field'
  )
  finds(
    broken((each) => {
      Object.assign(field(each, 'applicant_personal_id'), { person: { sex: 'nowhere' } })
    }),
    'form procedure.no_field'
  )
  finds(
    broken((each) => {
      for (const step of each.steps) delete step.decides
      if (each.steps[1]) each.steps[1].decides = true
    }),
    'steps procedure.decides_early'
  )
  finds(
    broken((each) => {
      for (const step of each.steps) delete step.decides
    }),
    'steps procedure.decides'
  )
  finds(
    broken((each) => {
      Object.assign(each, { script: 'alert(1)' })
    }),
    ' procedure.shape'
  )
})
