import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { priorities, type Priority } from '../rules.ts'
import { type Act, believedMoment, type Deed, lineAfter, nextCall, whatBecame } from './calls.ts'

const second = (n: number) => new Date(Date.UTC(2021, 11, 29, 2, 0, n)).toISOString()
/** Who does what with one number, one after the other: `mai called, lan called, mai absent`. */
const story = (...told: string[]): Act[] =>
  told.map((each, i) => {
    const [by = '', did = '', ticket = '5'] = each.split(' ')
    return { ticket, did: did as Deed, by: by === 'holder' ? null : by, counter: by === 'mai' ? 1 : 2, at: second(i) }
  })
const end = (...told: string[]) => {
  const became = whatBecame(story(...told)).get('5')
  return [became?.state, became?.call?.by]
}

describe('what became of a number that was called at two counters', () => {
  test('it belongs to the first that called it, and what the other says of it is not counted', () => {
    assert.deepEqual(end('mai called', 'lan called'), ['called', 'mai'])
    assert.deepEqual(end('mai called', 'lan called', 'lan absent'), ['called', 'mai'])
    assert.deepEqual(end('mai called', 'lan called', 'lan served', 'mai served'), ['served', 'mai'])
    assert.deepEqual(end('mai called', 'lan called', 'mai let_go'), ['called', 'lan'])
  })

  test('absent at one is not absent while the other has the person', () => {
    assert.deepEqual(end('mai called', 'lan called', 'mai absent'), ['called', 'lan'])
    assert.deepEqual(end('mai called', 'lan called', 'mai absent', 'lan served'), ['served', 'lan'])
    assert.deepEqual(end('mai called', 'lan called', 'mai absent', 'lan absent'), ['absent', 'lan'])
  })

  test('who calls the next without a word has let go of it: it waits again, unless the other has it', () => {
    assert.deepEqual(end('mai called', 'mai called 6'), ['waiting', undefined])
    assert.deepEqual(end('mai called', 'lan called', 'mai called 6'), ['called', 'lan'])
  })

  test('who came back waits until the next call; who was served is served, also where the number had been given up', () => {
    assert.deepEqual(end('mai called', 'mai absent', 'mai back')[0], 'waiting')
    assert.deepEqual(end('mai called', 'mai absent', 'mai back', 'lan called'), ['called', 'lan'])
    assert.deepEqual(end('mai called', 'holder given_up')[0], 'given_up')
    assert.deepEqual(end('mai called', 'holder given_up', 'mai served'), ['served', 'mai'])
  })

  test('one call that was written down twice is one, and nobody ends what they did not call', () => {
    assert.deepEqual(end('mai called', 'mai called', 'mai absent'), ['absent', 'mai'])
    assert.deepEqual(end('mai called', 'lan served'), ['called', 'mai'])
    assert.deepEqual(end('mai called', 'lan absent'), ['called', 'mai'])
  })

  test('called out again it keeps the hour of its call', () => {
    const [became] = whatBecame(story('mai called', 'mai again')).values()
    assert.deepEqual([became?.call?.calledAt, became?.call?.announcedAt], [second(0), second(1)])
  })
})

const officers = ['mai', 'lan'] as const
const wishes = [
  'F8',
  'again',
  'absent',
  'served',
  'let_go',
  'back',
  'cut',
  'restored',
  'sent again',
  'given up'
] as const

/** Two machines and a server, whose lines come and go; the clock moves on with every act. */
function desk(people: (Priority | null)[]) {
  const persons = people.map((priority, i) => ({ id: `${i + 1}`, number: i + 1, priority, takenAt: second(0) }))
  const server: (Act & { id: string })[] = []
  const machines = { mai: aMachine(), lan: aMachine() }
  let clock = 0

  function aMachine() {
    return { cut: false, kept: [] as (Act & { id: string })[], sent: [] as (Act & { id: string })[], seen: linesOf('') }
  }
  /** The line as the server tells it to an officer. */
  function linesOf(officer: string) {
    const became = whatBecame(server.toSorted((one, other) => one.at.localeCompare(other.at)))
    const rows = persons.map((one) => ({
      ...one,
      ...(became.get(one.id) ?? { state: 'waiting' as const, call: undefined })
    }))
    const called = rows
      .filter(({ state }) => state === 'called')
      .map((one) => {
        const { by = '', counter = 1, calledAt = '', announcedAt = '' } = one.call ?? {}
        return { ...one, by, counter, calledAt, announcedAt, mine: by === officer }
      })
    const absent = rows
      .filter(({ state }) => state === 'absent')
      .map((one) => ({ ...one, calledAt: one.call?.calledAt ?? '' }))
    const line = rows.filter(({ state }) => state === 'waiting')
    return lineAfter({ waiting: line.length, inARow: 0, line, called, absent }, [], officer)
  }
  /** Written down as often as it comes. */
  const bringIn = (acts: (Act & { id: string })[]) => void server.push(...acts)
  const reach = (officer: (typeof officers)[number]) => {
    const machine = machines[officer]
    if (machine.cut) return
    bringIn(machine.kept)
    machine.sent.push(...machine.kept)
    machine.kept = []
    machine.seen = linesOf(officer)
  }
  const stateOf = (id: string) =>
    whatBecame(server.toSorted((one, other) => one.at.localeCompare(other.at))).get(id)?.state ?? 'waiting'

  return {
    server,
    persons,
    stateOf,
    states: () => persons.map(({ id }) => stateOf(id)),
    /** Whom this officer has, as their screen shows. */
    shown: (officer: (typeof officers)[number]) => lineAfter(machines[officer].seen, machines[officer].kept, officer),
    do(officer: (typeof officers)[number], wish: (typeof wishes)[number], which = 0) {
      const machine = machines[officer]
      if (wish === 'cut') machine.cut = true
      if (wish === 'restored') machine.cut = false
      if (wish === 'sent again' && !machine.cut) bringIn(machine.sent)
      reach(officer)
      const shown = lineAfter(machine.seen, machine.kept, officer)
      const mine = shown.called.filter((one) => one.mine)
      const write = (ticket: string, did: Deed, by: string | null = officer) => {
        const act = { id: `${++clock}`, ticket, did, by, counter: by === 'mai' ? 1 : 2, at: second(clock) }
        if (did === 'given_up') server.push(act)
        else machine.kept.push(act)
      }
      const held = persons[which % persons.length]
      if (wish === 'given up' && held && ['waiting', 'called', 'absent'].includes(stateOf(held.id)))
        write(held.id, 'given_up', null)
      if (wish === 'F8') for (const { ticket, did } of nextCall({ mine, next: shown.line[0] })) write(ticket.id, did)
      else if (wish === 'back' && shown.absent[0]) write(shown.absent[0].id, 'back')
      else if (['again', 'absent', 'served', 'let_go'].includes(wish) && mine[0]) write(mine[0].id, wish as Deed)
      reach(officer)
    }
  }
}

const days = fc.record({
  people: fc.array(fc.option(fc.constantFrom(...priorities)), { minLength: 1, maxLength: 12, size: 'max' }),
  acts: fc.array(fc.tuple(fc.constantFrom(...officers), fc.constantFrom(...wishes), fc.nat(11)), {
    maxLength: 60,
    size: 'max'
  })
})
/** A day at whose end both machines have their line again. */
const played = ({
  people,
  acts
}: {
  people: (Priority | null)[]
  acts: [(typeof officers)[number], (typeof wishes)[number], number][]
}) => {
  const day = desk(people)
  for (const act of acts) day.do(...act)
  for (const officer of officers) day.do(officer, 'restored')
  return day
}

const numbersIn = (rows: { number: number }[] = []) => rows.map(({ number }) => number).toSorted((a, b) => a - b)
const placesOf = ({
  line,
  called,
  absent
}: Pick<ReturnType<ReturnType<typeof desk>['shown']>, 'line' | 'called' | 'absent'>) => [
  numbersIn(line),
  called.map(({ number, calledAt, announcedAt, mine }) => [number, calledAt, announcedAt, mine]),
  numbersIn(absent)
]

describe('two machines whose lines are cut at random', () => {
  test('end in one line that both see: each number in one place, none lost', () => {
    fc.assert(
      fc.property(days, (given) => {
        const day = played(given)
        for (const officer of officers) day.do(officer, 'restored')
        const [one, other] = officers.map((officer) => day.shown(officer))
        assert.deepEqual(numbersIn(one?.line), numbersIn(other?.line))
        const places = [...(one?.line ?? []), ...(one?.called ?? []), ...(one?.absent ?? [])].map(({ id }) => id)
        const over = day.persons
          .filter(({ id }) => ['served', 'given_up'].includes(day.stateOf(id)))
          .map(({ id }) => id)
        assert.deepEqual([...places, ...over].toSorted(), day.persons.map(({ id }) => id).toSorted())
      })
    )
  })

  test('what a machine showed without a line is what the server says of it afterwards, if nobody else called', () => {
    const alone = fc.array(fc.constantFrom('F8', 'again', 'absent', 'served', 'back'), { maxLength: 40, size: 'max' })
    fc.assert(
      fc.property(days, alone, ({ people }, wishes) => {
        const day = desk(people)
        day.do('mai', 'cut')
        for (const wish of wishes) day.do('mai', wish)
        const without = placesOf(day.shown('mai'))
        day.do('mai', 'restored')
        assert.deepEqual(placesOf(day.shown('mai')), without)
      })
    )
  })

  test('bringing all in again, in whatever order, changes nothing', () => {
    fc.assert(
      fc.property(days, fc.infiniteStream(fc.nat()), (given, chance) => {
        const day = played(given)
        const before = day.states()
        for (const officer of officers) day.do(officer, 'sent again')
        assert.deepEqual(day.states(), before)
        const order = new Map(day.server.map(({ id }) => [id, chance.next().value ?? 0]))
        day.server.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
        assert.deepEqual(day.states(), before)
      })
    )
  })

  test('nobody is served or absent whom no counter called, and whom one served is served, or stands at the counter that called first', () => {
    fc.assert(
      fc.property(days, (given) => {
        const day = played(given)
        for (const { id } of day.persons) {
          const state = day.stateOf(id)
          const acts = day.server.filter(({ ticket }) => ticket === id)
          const says = (did: Deed) => acts.some((act) => act.did === did)
          if (state === 'served') assert.ok(says('called') && says('served'))
          if (state === 'absent') assert.ok(says('called') && says('absent'))
          if (state === 'given_up') assert.ok(says('given_up'))
          const served = acts.some((act) => act.did === 'served' && holds(day.server, act))
          if (served) assert.ok(state === 'served' || (state === 'called' && !says('given_up')), `${id} is ${state}`)
        }
      })
    )
  })

  test('the rest is called to the end by whoever is left: everybody is served, absent or has given up', () => {
    fc.assert(
      fc.property(days, (given) => {
        const day = played(given)
        for (let i = 0; i <= given.people.length + 1; i++) for (const officer of officers) day.do(officer, 'F8')
        assert.deepEqual(
          day.states().filter((state) => state === 'waiting' || state === 'called'),
          []
        )
      })
    )
  })
})

/** Whether who says that a number is served had called it, and nobody else meanwhile. */
function holds(acts: (Act & { id: string })[], said: Act): boolean {
  const own = acts.filter(({ by, at, did }) => by === said.by && at < said.at && did === 'called')
  return own.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1)?.ticket === said.ticket
}

describe('the moment that a machine says', () => {
  const [taken, now] = [new Date(second(0)), new Date(Date.parse(second(0)) + 3_600_000)]
  const believed = (ms: number) => believedMoment(new Date(taken.getTime() + ms), taken, now)?.getTime()
  test('is believed from when the number was taken until now; a minute beside it is the line’s, more is a wrong clock', () => {
    assert.equal(believed(60_000), taken.getTime() + 60_000)
    assert.equal(believed(-60_000), taken.getTime())
    assert.equal(believed(-60_001), undefined)
    assert.equal(believed(3_660_000), now.getTime())
    assert.equal(believed(3_660_001), undefined)
  })
})
