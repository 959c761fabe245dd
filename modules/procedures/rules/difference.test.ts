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
  const differences = differencesBetween(birth, after)
  assert.deepEqual(differences[0]?.changes, [{ what: 'supplements', was: birth.supplements, now: 2 }])
  assert.deepEqual(differences.find(({ part }) => part === 'papers')?.changes, [{ what: 'sets', was: 1, now: 2 }])
  const found = differences.map(({ part, how, name }) => `${part} ${how} ${name.vi}`.trim())
  assert.deepEqual(found, [
    'about changed supplements',
    'limits changed limits',
    `papers changed ${first.name.vi}`,
    'papers added Giấy mới',
    `papers removed ${second.name.vi}`
  ])
})

test('nothing of a procedure can be changed without being told', () => {
  for (const key of Object.keys(birth) as (keyof Procedure)[]) {
    const after = { ...structuredClone(birth), [key]: key === 'form' ? { sections: [], rules: [] } : [] } as Procedure
    if (key !== 'code') assert.ok(differencesBetween(birth, after).length > 0, key)
  }
  const moved = structuredClone(birth)
  moved.form.rules = [...(moved.form.rules ?? []), ...(moved.form.rules ?? []).slice(0, 1)]
  assert.deepEqual(differencesBetween(birth, moved).map(({ part }) => part), ['rules']) // biome-ignore format: one part
})
