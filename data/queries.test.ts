import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readTable } from '@motcua/kernel/rules/table'
import { type Findable, makeFinder } from '@motcua/procedures/rules'
import { catalogueTable, provinceCount } from './catalogue/make-catalogue.ts'
import { lifeEvents, organisationTables, publishedProcedures, searchWords } from './province.ts'

const questions = readTable(readFileSync(new URL('queries.tsv', import.meta.url), 'utf8'), ['query', 'right', 'how'])
const events = lifeEvents().map(({ code, name_vi, name_en }) => ({ code, name: { vi: name_vi, en: name_en } }))
const same = (vi: string) => ({ vi, en: vi })

const kinds = readTable(organisationTables().kinds, ['kind', 'name_vi', 'name_en'])
const detailed: Findable[] = publishedProcedures().map(({ procedure }) => {
  const unit = procedure.steps.find(({ decides }) => decides)?.seat.unit
  const kind = kinds.find((each) => each.kind === unit)
  return { ...procedure, agency: kind ? { vi: kind.name_vi, en: kind.name_en } : null }
})
const listed: Findable[] = readTable(catalogueTable(), ['Mã thủ tục', 'Tên thủ tục', 'Tên tiếng Anh', 'Lĩnh vực', 'Cơ quan giải quyết', 'Sự kiện', 'Tên thường gọi'])
  .filter((row) => detailed.every(({ code }) => code !== row['Mã thủ tục']))
  .map((row) => ({
    code: row['Mã thủ tục'],
    name: { vi: row['Tên thủ tục'], en: row['Tên tiếng Anh'] || row['Tên thủ tục'] },
    shortName: same(row['Tên thủ tục'].slice(0, 22)),
    field: same(row['Lĩnh vực']),
    agency: same(row['Cơ quan giải quyết']),
    lifeEvents: row['Sự kiện'] ? [row['Sự kiện']] : [],
    alsoCalled: row['Tên thường gọi'].split('; ').filter(Boolean)
  })) // biome-ignore format: one row after another
const all = [...detailed, ...listed]
const find = makeFinder(all, { events, words: searchWords() })

test('of sixty questions as people type them, at least 57 find the right procedure among the first three of 2,643', () => {
  assert.equal(questions.length, 60)
  assert.equal(all.length, provinceCount)
  const missed = questions.filter(({ query, right, how }) => {
    const found = find(how === 'NFD' ? query.normalize('NFD') : query).slice(0, 3)
    return !found.some(({ code }) => right.split(' ').includes(code))
  })
  const named = missed.map(({ query }) => query).join(', ')
  assert.ok(missed.length <= 3, `missed: ${named}`)
})

test('every one of the twelve events of life leads to a procedure, by its own name too', () => {
  for (const { code, name } of events) {
    assert.ok(
      all.some(({ lifeEvents }) => lifeEvents.includes(code)),
      code
    )
    const [first] = find(name.vi)
    assert.ok(first?.lifeEvents.includes(code), `${name.vi}: ${first?.name.vi}`)
  }
})
