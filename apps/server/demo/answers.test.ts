import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkAnswers } from '@motcua/kernel/rules/form'
import { answeredOn, completeAnswers } from '../../../data/procedures/answers.ts'
import { publishedProcedures } from '../../../data/province.ts'
import { answersOf } from './answers.ts'
import { castOf } from './cast.ts'
import { openChance } from './chance.ts'

const { citizens } = castOf(openChance(1), 20)
const procedures = publishedProcedures().map(({ procedure }) => procedure)
const dayAfter = (days: number) => new Date(Date.parse('2021-07-01') + days * 86_400_000).toISOString().slice(0, 10)

test('a form filled in on any day of six years passes its own checks', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...procedures),
      fc.integer({ min: 0, max: 2_190 }),
      fc.nat(19),
      (procedure, days, who) => {
        const day = dayAfter(days)
        const sample = { filledOn: answeredOn, answers: completeAnswers[procedure.code] ?? {} }
        const answers = answersOf(procedure, sample, citizens[who] as (typeof citizens)[number], day)
        assert.deepEqual(checkAnswers(procedure.form, answers, day, { hasCommune: () => true }).faults, [])
      }
    ),
    { numRuns: 600 }
  )
})
