import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileCalendar, dayOf, resumeClock, startClock, stopClock } from '@motcua/kernel/rules/calendar'
import { provinceCalendar } from '../../../data/calendar/days-off.ts'
import { answeredOn, completeAnswers } from '../../../data/procedures/answers.ts'
import { publishedProcedures } from '../../../data/province.ts'
import { limitOf } from '@motcua/procedures/rules'
import { castOf } from './cast.ts'
import { openChance } from './chance.ts'
import { type Course, courseOf } from './course.ts'
import type { Plan } from './dossiers.ts'
import { demandOf, tellSpan } from './province-life.ts'

const calendar = compileCalendar(provinceCalendar)
const offers = publishedProcedures().map(({ procedure }) => ({
  procedure,
  version: procedure.code,
  sample: { filledOn: answeredOn, answers: completeAnswers[procedure.code] ?? {} },
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

/** How a course ended against its due day, with the clock stopped while something was asked. */
function endOf(course: Course, offer: (typeof offers)[number]): string {
  const moment = (verb: string) => course.acts.find((act) => act.verb === verb)?.at
  if (moment('refuse')) return 'refused'
  if (moment('withdraw')) return 'withdrawn'
  if (moment('settle')) return 'onTime'
  const received = (moment('receive') ?? moment('takeIn')) as Date
  let clock = startClock(limitOf(offer.procedure, offer.sample.answers, dayOf(received)), received, calendar)
  const [asked, supplied] = [moment('askSupplement'), moment('supply')]
  if (asked && supplied) clock = resumeClock(stopClock(clock, asked, calendar), supplied, calendar)
  const decided = moment('decide') as Date
  if (decided > clock.dueAt) return 'late'
  return dayOf(decided) < dayOf(clock.dueAt) ? 'early' : 'onTime'
}

test('a year runs as the province’s own figures say: 48.6 % early, 7.7 % late, 10 % supplemented, 3 % withdrawn, 2 % refused', () => {
  const chance = openChance(7)
  const counts: Record<string, number> = {}
  const rounds = 12_000
  for (let i = 0; i < rounds; i++) {
    const offer = chance.weighted(offers.map((each) => [each, each.weight] as const))
    const course = courseOf(offer.procedure, offer.sample.answers, '2021-10-04', calendar, chance)
    const ended = endOf(course, offer)
    counts[ended] = (counts[ended] ?? 0) + 1
    if (course.acts.some(({ verb }) => verb === 'askSupplement')) counts.supplemented = (counts.supplemented ?? 0) + 1
  }
  const share = (what: string) => (100 * (counts[what] ?? 0)) / rounds
  for (const [what, wanted] of Object.entries({ early: 48.6, late: 7.7, supplemented: 10, withdrawn: 3, refused: 2 }))
    assert.ok(Math.abs(share(what) - wanted) < 1.2, `${what}: ${share(what).toFixed(1)} %, ${wanted} % wanted`)
})

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
