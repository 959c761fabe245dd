import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { texts } from './texts.ts'

const rules = new URL('./rules/', import.meta.url)
const sources = readdirSync(rules)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(new URL(file, rules), 'utf8'))
  .join('\n')
const codes = new Set(
  [...sources.matchAll(/(?:code: |\? )'([a-zA-Z]+\.[a-zA-Z]+)'|: '(date\.partialForm)'/g)].map(([, a, b]) => a ?? b!)
)

test('every finding of the rules has a sentence, and every sentence a finding', () => {
  assert.deepEqual(Object.keys(texts.vi).toSorted(), [...codes].toSorted())
})

test('both languages have the same sentences with the same places', () => {
  const places = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted()
  assert.deepEqual(Object.keys(texts.en), Object.keys(texts.vi))
  for (const key of Object.keys(texts.vi) as (keyof typeof texts.vi)[]) {
    // The sentence of a broken rule stands in the form itself, in both languages.
    if (key === 'rule.broken') continue
    assert.deepEqual(places(texts.en[key]), places(texts.vi[key]), key)
    assert.match(texts.vi[key], /^\p{Lu}.*\.$/u, key)
    assert.match(texts.en[key], /^\p{Lu}.*\.$/u, key)
    assert.equal(texts.vi[key], texts.vi[key].normalize('NFC'))
  }
})
