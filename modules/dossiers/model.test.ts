import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Person } from '@motcua/kernel'
import fc from 'fast-check'
import * as contract from './contract.ts'
import {
  type Act,
  acts,
  adviceTime,
  adviser,
  type Dossier,
  draft,
  ends,
  judge,
  type Law,
  perform,
  type Someone
} from './law-model.ts'
import { aProvince, birthAnswers, birthProcedure, businessAnswers, businessProcedure } from './test-province.ts'

const together = 10
const batches = 50
const length = 20

const monday = Date.parse('2021-10-04T00:00:00+07:00')
const momentOf = (minute: number | null) => (minute === null ? null : new Date(monday + minute * 60_000).toISOString())

/** One act, not always a lawful one; most are, or no dossier would get far. */
const aCommand = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('lawful' as const), pick: fc.nat(9_999) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('any' as const),
      act: fc.constantFrom(...(Object.keys(acts) as Act[])),
      pick: fc.nat(9_999)
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('again' as const), pick: fc.nat(9_999), changed: fc.boolean() })
  }
)
const minutesPassed = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 150 }) },
  { weight: 2, arbitrary: fc.integer({ min: 600, max: 3 * 1440 }) }
)
const aBatch = fc.record({
  begins: fc.integer({ min: 7 * 60, max: 18 * 60 }),
  passed: fc.array(minutesPassed, { minLength: length, maxLength: length }),
  runs: fc.array(
    fc.record({
      procedure: fc.nat(2),
      applicant: fc.nat(3),
      commands: fc.array(aCommand, { minLength: length, maxLength: length })
    }),
    { minLength: together, maxLength: together }
  )
})

type Told = { act: Act; who: number; key: string; pick: number; status: number; text: string; opinion: string }
type Run = {
  id: string
  procedure: number
  commands: (typeof aCommand extends fc.Arbitrary<infer Command> ? Command : never)[]
  dossier: Dossier
  told: Told[]
  /** The opinion asked last. */
  opinion: string
}

type Found = {
  id: string
  state: string
  at: number
  asked: number
  receiver: string | null
  answerDue: Date | null
  due: Date | null
  share: Date | null
  stopped: boolean
  closed: boolean
  passOnBy: Date | null
  flags: string[]
  redated: boolean
  adviceDue: Date | null
}

test('500 dossiers, 20 acts each by anybody: the server allows, refuses and counts time as the law does', async (t) => {
  const seed = Number(process.env.MOTCUA_SEED ?? Math.floor(Math.random() * 2 ** 31))
  t.diagnostic(`MOTCUA_SEED=${seed} plays this run again`)
  const province = await aProvince({ now: '2021-10-04T07:00:00+07:00' })
  const { officials, citizens, as, asOwner, clock } = province

  // The two published procedures do not decide at the desk; this one does, asks twice, and counts anew.
  const short = {
    ...birthProcedure,
    code: '9.000001',
    limits: [{ limit: { amount: 1, unit: 'workingDay' as const } }],
    steps: birthProcedure.steps
      .filter((step) => step.code === 'receive' || step.code === 'issue')
      .map((step) => (step.code === 'receive' ? { ...step, hours: 7, decides: true as const } : step)),
    supplements: 2,
    afterSupplement: 'restart' as const
  }
  const commune = (post: string, decides?: boolean) => ({ office: 12203, post, ...(decides ? { decides } : {}) })
  const birth = { ...birthAnswers, child_birth_date: '2021-10-01' }
  const procedures = [
    {
      code: birthProcedure.code,
      version: province.birth,
      answersFor: (identity: string) => ({ ...birth, applicant_personal_id: identity }),
      paper: 'medical_birth_certificate',
      law: {
        stations: [commune('officer'), commune('civil_status_officer'), commune('leader', true), commune('officer')],
        limit: 'same day',
        supplements: 1,
        anew: false
      }
    },
    {
      code: businessProcedure.code,
      version: province.business,
      answersFor: (identity: string) => ({ ...businessAnswers, owner_personal_id: identity }),
      paper: 'owner_identity',
      law: {
        stations: [
          { office: 12281, post: 'officer' },
          { office: 12282, post: 'specialist' },
          { office: 12282, post: 'leader', decides: true },
          { office: 12281, post: 'officer' }
        ],
        limit: 3,
        supplements: 1,
        anew: false
      }
    },
    {
      code: short.code,
      version: await province.publish(short),
      answersFor: (identity: string) => ({ ...birth, applicant_personal_id: identity }),
      paper: 'medical_birth_certificate',
      law: { stations: [commune('officer', true), commune('officer')], limit: 1, supplements: 2, anew: true }
    }
  ] satisfies { code: string; version: string; answersFor: (identity: string) => object; paper: string; law: Law }[]

  // Some hold two posts, and some are citizens too: they can meet themselves in the same dossier.
  const alsoHolds = (person: Person, other: Person): Person => ({
    ...person,
    roles: [...person.roles, ...other.roles],
    appointments: [...person.appointments, ...other.appointments],
    offices: [...new Set([...person.offices, ...other.offices])]
  })
  const alsoCitizen = (person: Person): Person => ({ ...person, roles: [...person.roles, 'citizen'] })
  const people: Person[] = [
    alsoHolds(officials.deskOfficer, officials.chair),
    alsoCitizen(officials.secondDeskOfficer),
    officials.civilStatus,
    officials.chair,
    officials.otherDeskOfficer,
    officials.districtOfficer,
    officials.finance,
    officials.otherChair,
    alsoCitizen(alsoHolds(officials.financeHead, officials.districtOfficer)),
    ...citizens
  ]
  const identities = ['046190000011', '046090000022', '046090000099', '046090000088']
  await asOwner('update kernel.person set personal_id = $1 where id = $2', [
    '046090000088',
    officials.financeHead.personId
  ])
  const identityOf = new Map([
    [citizens[0].personId, '046190000011'],
    [citizens[1].personId, '046090000022'],
    [officials.secondDeskOfficer.personId, '046090000099'],
    [officials.financeHead.personId, '046090000088']
  ])
  const model: Someone[] = people.map((person) => ({
    id: person.personId,
    identity: identityOf.get(person.personId) ?? null,
    citizen: person.roles.includes('citizen'),
    posts: person.appointments
  }))
  const callers = people.map((person) => as(person))
  const files = await Promise.all(people.map((person) => province.bring(person)))
  const transitions = new Map<string, number>()
  const answers = new Map<number, number>()

  const call = (run: Run, who: number, act: Act, pick: number, key: string, opinion = run.opinion) => {
    const send = callers[who] as (typeof callers)[number]
    const procedure = procedures[run.procedure] as (typeof procedures)[number]
    const sha256 = files[who] as string
    const paper = { code: procedure.paper, sha256, name: 'giay-to.pdf' }
    const params = { id: run.id }
    const reason = `Lý do ${pick}`
    const filing = {
      id: run.id,
      procedure: procedure.code,
      version: procedure.version,
      answers: procedure.answersFor(run.dossier.identity),
      papers: [{ ...paper, name: `giay-to-${pick}.pdf` }]
    }
    const decision =
      pick % 2
        ? { outcome: 'granted' as const, result: { sha256, name: `kq-${pick}.pdf` } }
        : { outcome: 'not_granted' as const, reason }
    const ways: Record<Act, () => Promise<{ status: number; text: string }>> = {
      send: () => send(contract.sendDossier, { key, body: filing }),
      takeIn: () => send(contract.takeInDossier, { key, body: filing }),
      receive: () => send(contract.receiveDossier, { key, params, body: {} }),
      refuse: () => send(contract.refuseDossier, { key, params, body: { ground: 'not_competent', reason } }),
      askSupplement: () =>
        send(contract.askSupplement, {
          key,
          params,
          body: { items: [{ kind: 'paper', name: procedure.paper, how: 'Chụp lại.' }], reason }
        }),
      supply: () =>
        send(contract.supplyDossier, { key, params, body: { papers: [{ ...paper, name: `bo-sung-${pick}.pdf` }] } }),
      forward: () => send(contract.forwardDossier, { key, params, body: {} }),
      handOver: () => send(contract.handOverDossier, { key, params, body: { note: reason } }),
      giveBack: () => send(contract.giveBackDossier, { key, params, body: { reason } }),
      askOpinion: () =>
        send(contract.askOpinion, {
          key,
          params,
          body: { opinion: key, ...adviser, question: reason, hours: adviceTime / 60 }
        }),
      giveOpinion: () =>
        send(contract.giveOpinion, {
          key,
          params,
          body: { opinion, agrees: pick % 2 > 0, answer: reason }
        }),
      apologise: () =>
        send(contract.apologise, {
          key,
          params,
          body: { reason: 'other', detail: reason, day: '2022-03-25' }
        }),
      askPayment: () => send(contract.askPayment, { key, params, body: { amount: pick + 1, reason } }),
      confirmPayment: () => send(contract.confirmPayment, { key, params, body: { receipt: `BL ${pick}` } }),
      decide: () => send(contract.decideDossier, { key, params, body: decision }),
      returnResult: () =>
        send(contract.returnResult, {
          key,
          params,
          body: { collectedBy: 'authorised', name: `Người nhận ${pick}`, paid: { receipt: `BL ${pick}` } }
        }),
      withdraw: () => send(contract.withdrawDossier, { key, params, body: { reason } }),
      stop: () => send(contract.stopDossier, { key, params, body: { reason } }),
      void: () => send(contract.voidDossier, { key, params, body: { reason } })
    }
    return ways[act]()
  }

  /** One of the acts open now; what ends a dossier more seldom. */
  const choose = (run: Run, pick: number, now: number): [Act, number] | undefined => {
    const open = (Object.keys(acts) as Act[]).flatMap((act) => {
      const who = model.flatMap((person, i) => (judge(run.dossier, act, person, now) === 201 ? [i] : []))
      const often = ends.includes(acts[act].to) && act !== 'returnResult' ? 1 : act === 'giveOpinion' ? 12 : 4
      return who.length > 0 ? Array.from({ length: often }, () => ({ act, who })) : []
    })
    const chosen = open[pick % Math.max(1, open.length)]
    return chosen && [chosen.act, chosen.who[Math.floor(pick / 97) % chosen.who.length] as number]
  }

  const oneStep = async (run: Run, step: number, now: number) => {
    const command = run.commands[step]
    if (!command) return
    const earlier = command.kind === 'again' ? run.told[command.pick % Math.max(1, run.told.length)] : undefined
    if (earlier && command.kind === 'again') {
      // Only what went through has a reply to give again under the same key, and only to the same words.
      const changed = command.changed && earlier.status === 201 && !['receive', 'forward'].includes(earlier.act)
      const reply = await call(
        run,
        earlier.who,
        earlier.act,
        changed ? earlier.pick + 1 : earlier.pick,
        earlier.key,
        earlier.opinion
      )
      assert.equal(reply.status, changed ? 422 : earlier.status, `${earlier.act} again: ${reply.text}${story(run)}`)
      if (!changed && earlier.status === 201) assert.equal(reply.text, earlier.text)
      return
    }
    const [act, who] =
      command.kind === 'any'
        ? [command.act, command.pick % people.length]
        : (choose(run, command.pick, now) ?? ['withdraw' as const, command.pick % people.length])
    const person = model[who] as Someone
    const expected = judge(run.dossier, act, person, now)
    const key = randomUUID()
    const reply = await call(run, who, act, command.pick, key)
    run.told.push({ act, who, key, pick: command.pick, status: reply.status, text: reply.text, opinion: run.opinion })
    assert.equal(reply.status, expected, `${act} by ${people[who]?.name}: ${reply.text}${story(run)}`)
    answers.set(expected, (answers.get(expected) ?? 0) + 1)
    if (expected !== 201) return
    if (act === 'askOpinion') run.opinion = key
    const from = run.dossier.state
    run.dossier = perform(run.dossier, act, person, now)
    const passage = `${from} ${act} ${run.dossier.state}`
    transitions.set(passage, (transitions.get(passage) ?? 0) + 1)
  }

  const story = (run: Run) =>
    `\n${procedures[run.procedure]?.code} for ${run.dossier.identity}: ${run.told
      .map(({ act, who, status }) => `${act} by ${people[who]?.name} ${status}`)
      .join(', ')}`

  const compare = async (runs: Run[]) => {
    const rows = await asOwner<Found>(
      `select id, state, step_at as at, supplements as asked, received_by as receiver, answer_due_at as "answerDue", due_at as due,
              share_due_at as share, coalesce(clock -> 'stopped' <> 'null', false) as stopped, closed_at is not null as closed,
              forward_due_at as "passOnBy", flags, redated_to is not null as redated,
              (select max(due_at) from dossiers.opinion where case_id = "case".id and answered_at is null
                and asked_at = (select max(asked_at) from dossiers.opinion where case_id = "case".id)) as "adviceDue"
         from kernel.case join dossiers.dossier using (id) where id = any ($1)`,
      [runs.map((run) => run.id)]
    )
    const found = new Map(rows.map((row) => [row.id, row]))
    for (const run of runs) {
      const row = found.get(run.id)
      const { dossier } = run
      assert.equal(row === undefined, dossier.state === 'none', `filed if it may be${story(run)}`)
      if (!row) continue
      const runsNow = dossier.due !== null && ['received', 'processing'].includes(dossier.state)
      const { id: _, share, ...seen } = row
      assert.deepEqual(
        {
          ...seen,
          answerDue: seen.answerDue?.toISOString() ?? null,
          due: runsNow ? (seen.due?.toISOString() ?? null) : 'not asked',
          passOnBy: seen.passOnBy?.toISOString() ?? null,
          flags: seen.flags.toSorted(),
          adviceDue: seen.adviceDue?.toISOString() ?? null
        },
        {
          state: dossier.state,
          at: dossier.station,
          asked: dossier.asked,
          receiver: dossier.receiver,
          answerDue: momentOf(dossier.answerDue),
          due: runsNow ? momentOf(dossier.due) : 'not asked',
          stopped: dossier.left !== null,
          closed: ends.includes(dossier.state),
          passOnBy: momentOf(dossier.passOnBy),
          flags: [
            ...(dossier.passedOnLate ? ['forward_late'] : []),
            ...(dossier.inLastTenth ? ['supplement_in_last_tenth'] : []),
            ...(dossier.redatedLate ? ['apology_late'] : [])
          ].toSorted(),
          redated: dossier.redated,
          adviceDue: momentOf(dossier.adviceDue)
        },
        story(run)
      )
      assert.equal(share !== null, runsNow, `a share while the clock runs, else none${story(run)}`)
      if (share && row.due) assert.ok(share <= row.due, `a share ends within the whole${story(run)}`)
    }
  }

  const played = await fc.check(
    fc.asyncProperty(aBatch, async ({ begins, passed, runs: drawn }) => {
      const runs: Run[] = drawn.map(({ procedure, applicant, commands }) => ({
        id: randomUUID(),
        procedure,
        commands,
        dossier: draft((procedures[procedure] as (typeof procedures)[number]).law, identities[applicant] as string),
        told: [],
        opinion: randomUUID()
      }))
      let now = begins
      for (const [step, minutes] of passed.entries()) {
        now += minutes
        clock.set(String(momentOf(now)))
        await Promise.all(runs.map((run) => oneStep(run, step, now)))
        await compare(runs)
      }
    }),
    // A failure tells the story of its one dossier, which is short enough to be read: no time is spent on looking for a shorter one.
    { seed, numRuns: batches, endOnFailure: true }
  )

  if (played.failed) throw played.errorInstance

  t.diagnostic(`answers ${[...answers].map(([status, count]) => `${status}: ${count}`).join(', ')}`)
  t.diagnostic(
    [...transitions]
      .toSorted()
      .map(([passage, count]) => `${passage}: ${count}`)
      .join(' · ')
  )
  const expected = Object.entries(acts).flatMap(([act, { from, to }]) =>
    to === 'as before'
      ? ['registered', 'received', 'processing'].map((before) => `awaiting_supplement ${act} ${before}`)
      : to === 'the same'
        ? from.map((state) => `${state} ${act} ${state}`)
        : from.map((state) => `${state} ${act} ${to}`)
  )
  assert.deepEqual(
    expected.filter((passage) => !transitions.has(passage)),
    [],
    'transitions nobody went through'
  )
  const states = new Set([...transitions.keys()].map((passage) => passage.split(' ')[2]))
  assert.equal(states.size, 10)
})
