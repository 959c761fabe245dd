import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileCalendar, dayOf } from '@motcua/kernel/rules/calendar'
import { provinceCalendar } from '../../../data/calendar/days-off.ts'
import { demoForms, publishedProcedures } from '../../../data/province.ts'
import { castOf } from './cast.ts'
import { openChance } from './chance.ts'
import type { Plan } from './dossiers.ts'
import { demandOf, tellSpan } from './province-life.ts'

const calendar = compileCalendar(provinceCalendar)
const forms = demoForms()
const offers = publishedProcedures()
  .filter(({ procedure }) => forms.has(procedure.code))
  .map(({ procedure }) => ({
    procedure,
    version: procedure.code,
    sample: forms.get(procedure.code) as Plan['offers'][number]['sample'],
    weight: demandOf(procedure.code)
  }))
const span = {
  from: '2021-07-01',
  to: '2022-06-30',
  dossiers: 20_000,
  until: new Date('2023-01-01T00:00:00+07:00'),
  seed: 2021,
  publicUrl: ''
}

const planOf = (seed: number): Plan => {
  const chance = openChance(seed)
  return {
    offers,
    chance,
    calendar,
    cast: castOf(chance, 400),
    paper: { sha256: '0'.repeat(64), name: 'a.pdf' },
    publicUrl: ''
  }
}

test('each act comes after the one before, and the desk is not open at night', () => {
  for (const story of tellSpan(planOf(3), { ...span, dossiers: 500 }))
    story.writes.reduce((before, { command }) => {
      assert.ok(command.now >= before, `${command.name} at ${command.now.toISOString()}`)
      const hour = (command.now.getUTCHours() + 7) % 24
      assert.ok(command.name === 'dossiers.send' || (hour >= 7 && hour < 18), `${command.name} at ${hour} o’clock`)
      return command.now
    }, new Date(0))
})

test('the same seed tells the same year, another seed another one', () => {
  const words = (seed: number) =>
    JSON.stringify(
      tellSpan(planOf(seed), { ...span, dossiers: 50 }).map(({ writes }) => writes.map(({ command }) => command))
    )
  assert.equal(words(1), words(1))
  assert.notEqual(words(1), words(2))
})

test('who receives a dossier does not decide it, and months and desks differ', () => {
  const stories = tellSpan(planOf(5), { ...span, dossiers: 2_000 })
  const months = Map.groupBy(stories, ({ openedAt }) => dayOf(openedAt).slice(0, 7))
  const sizes = [...months.values()].map((list) => list.length)
  assert.equal(months.size, 12)
  assert.ok(Math.max(...sizes) > 1.5 * Math.min(...sizes))
  for (const { writes } of stories) {
    const actorOf = (name: string) => writes.find(({ command }) => command.name === name)?.command.actor
    const receiver = actorOf('dossiers.receive') ?? actorOf('dossiers.take_in')
    if (receiver && actorOf('dossiers.decide')) assert.notDeepEqual(receiver, actorOf('dossiers.decide'))
  }
})
