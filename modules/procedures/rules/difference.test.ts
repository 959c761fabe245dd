import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Procedure } from '../rules.ts'
import { differencesBetween } from './difference.ts'

const birth: Procedure = JSON.parse(
  readFileSync(new URL('../../../data/procedures/1.001193.json', import.meta.url), 'utf8')
)

test('the same contents differ in nothing, in whatever order their keys stand', () => {
  const turned = Object.fromEntries(Object.entries(structuredClone(birth)).toReversed()) as Procedure
  assert.deepEqual(differencesBetween(birth, turned), [])
})

test('what is added, removed or changed is told part by part, by the name that a person knows', () => {
  const after = structuredClone(birth)
  const [first, second] = after.papers
  assert.ok(first && second)
  after.papers = [
    { ...first, sets: 2 },
    ...after.papers.slice(2),
    { ...second, code: 'new_one', name: { vi: 'Giấy mới', en: 'New paper' } }
  ]
  after.supplements = 2
  after.limits = [{ limit: { amount: 2, unit: 'workingDay' } }]
  const found = differencesBetween(birth, after).map(({ part, how, name }) => `${part} ${how} ${name.vi}`.trim())
  assert.deepEqual(found, [
    'about changed supplements',
    'limits changed',
    `papers changed ${first.name.vi}`,
    'papers added Giấy mới',
    `papers removed ${second.name.vi}`
  ])
})
