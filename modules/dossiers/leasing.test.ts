import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import type { Problem } from '@motcua/kernel/contract'
import { compileCalendar, startClock } from '@motcua/kernel/rules/calendar'
import { parseDossierNumber, trackingCode } from '@motcua/kernel/rules/numbers'
import { type Ask, verify } from '@motcua/kernel/verify'
import { limitOf } from '@motcua/procedures/rules'
import fc from 'fast-check'
import * as contract from './contract.ts'
import { aProvince, birthAnswers, birthProcedure, type TestProvince } from './test-province.ts'

const ward = 12203
const today = '2021-12-29'

async function aDesk() {
  const province = await aProvince({ now: `${today}T08:00:00+07:00` })
  const { as, officials, bring, clock } = province
  const { deskOfficer } = officials
  const paper = await bring(deskOfficer)
  const lend = (more: object = {}, officer = deskOfficer) =>
    as(officer)(contract.leaseNumbers, {
      params: { id: randomUUID() },
      body: { office: ward, day: today, device: randomUUID(), ...more }
    })
  const take = (offline?: contract.Offline, more: object = {}) =>
    as(deskOfficer)(contract.takeInDossier, {
      body: {
        id: randomUUID(),
        procedure: '1.001193',
        version: province.birth,
        answers: birthAnswers,
        papers: [{ code: 'medical_birth_certificate', sha256: paper, name: 'giay-chung-sinh.pdf' }],
        ...(offline ? { offline } : {}),
        ...more
      }
    })
  return { ...province, lend, take, clock, paper }
}

const offlineAt = (lease: { id: string }, serial: number, happenedAt: string): contract.Offline => ({
  lease: lease.id,
  serial,
  happenedAt,
  trackingCode: trackingCode(randomBytes(5))
})
const codeOf = (reply: { body: unknown }) => (reply.body as Problem).code
const numbersOf = async ({ asOwner }: Pick<TestProvince, 'asOwner'>) =>
  (await asOwner<{ number: string }>('select number from kernel.case order by number')).map(({ number }) => number)

describe('numbers lent to a machine', () => {
  test('are given by nobody else: two machines have blocks of their own, and whoever is taken in with a line comes after them', async () => {
    const { lend, take } = await aDesk()
    const [one, other] = [await lend(), await lend()]
    assert.deepEqual([one.body.first, one.body.last, other.body.first, other.body.last], [1, 20, 21, 40])
    assert.equal((await take()).body.number, 'H57.22.03-211229-0041')
  })

  test('today and two weeks ahead, at one’s own desk, ten times a day for one machine', async () => {
    const { lend, officials } = await aDesk()
    assert.equal((await lend({ day: '2022-01-12' })).status, 200)
    assert.deepEqual(
      [codeOf(await lend({ day: '2022-01-13' })), codeOf(await lend({ day: '2021-12-28' }))],
      ['invalid', 'invalid']
    )
    assert.equal((await lend({}, officials.otherDeskOfficer)).status, 403)
    const device = randomUUID()
    for (let i = 0; i < 10; i++) assert.equal((await lend({ device })).status, 200)
    assert.equal(codeOf(await lend({ device })), 'lease.enough')
  })
})

describe('an intake without a line', () => {
  test('keeps the number, the code and the day that its receipt has promised; both moments stand in the history', async () => {
    const { lend, take, clock, as, officials, asOwner } = await aDesk()
    const { body: lease } = await lend()
    // The machine reckons by the calendar it has kept.
    const { body: source } = await as(officials.deskOfficer)(contract.openCalendar, {
      params: { edition: lease.calendar }
    })
    const at = new Date(`${today}T14:10:00+07:00`)
    const promised = startClock(limitOf(birthProcedure, birthAnswers, today), at, compileCalendar(source)).dueAt
    const offline = offlineAt(lease, 3, at.toISOString())
    clock.set('2021-12-30T08:00:00+07:00')
    const taken = await take(offline)
    assert.equal(taken.status, 201, taken.text)
    assert.deepEqual(
      [taken.body.number, taken.body.trackingCode, taken.body.dueAt],
      ['H57.22.03-211229-0003', offline.trackingCode, promised.toISOString()]
    )
    assert.equal(promised.toISOString(), '2021-12-29T10:30:00.000Z', 'received before 15:00 of its day, due that day')
    const [entry] = await asOwner<{ at: Date; body: string }>('select at, body from kernel.history')
    assert.equal(entry?.at.toISOString(), at.toISOString())
    assert.deepEqual(JSON.parse(entry?.body ?? '').offline, {
      lease: lease.id,
      enteredAt: '2021-12-30T01:00:00.000Z'
    })
    const seen = await as(officials.deskOfficer)(contract.openDossier, { params: { id: taken.body.id } })
    assert.equal(seen.body.receivedAt, at.toISOString())
    assert.deepEqual(seen.body.flags, [], 'brought in within eight working hours, to be passed on from then')
    const { findings } = await verify(asOwner as Ask)
    assert.deepEqual(findings, [])
  })

  test('sent twice it is one dossier; its number for another dossier is refused', async () => {
    const { lend, take, clock, asOwner } = await aDesk()
    const { body: lease } = await lend()
    const offline = offlineAt(lease, 1, `${today}T09:00:00+07:00`)
    clock.set(`${today}T10:00:00+07:00`)
    const id = randomUUID()
    assert.equal((await take(offline, { id })).status, 201)
    assert.equal(codeOf(await take(offline, { id })), 'exists')
    assert.equal(codeOf(await take({ ...offline, trackingCode: '8K3F9T2M' })), 'exists')
    assert.deepEqual(await numbersOf({ asOwner }), ['H57.22.03-211229-0001'])
  })

  test('what does not fit the numbers lent is refused, and says to exchange the receipt', async () => {
    const { lend, take, clock, as, officials } = await aDesk()
    const { body: lease } = await lend()
    const { body: tomorrow } = await lend({ day: '2021-12-30' })
    clock.set(`${today}T10:00:00+07:00`)
    const at = `${today}T09:00:00+07:00`
    const misfits: [string, contract.Offline][] = [
      ['no such lease', offlineAt({ id: randomUUID() }, 1, at)],
      ['behind its last number', offlineAt(lease, 21, at)],
      ['another day’s numbers', offlineAt(tomorrow, 21, at)],
      ['before they were lent', offlineAt(lease, 1, `${today}T07:59:00+07:00`)],
      ['a moment that has not come', offlineAt(lease, 1, `${today}T10:01:00+07:00`)]
    ]
    for (const [why, offline] of misfits) assert.equal(codeOf(await take(offline)), 'offline.unfit', why)
    clock.set('2022-01-05T10:00:00+07:00')
    const late = await take(offlineAt(lease, 1, at))
    assert.equal(late.status, 201, 'brought in a week later')
    const seen = await as(officials.deskOfficer)(contract.openDossier, { params: { id: late.body.id } })
    assert.deepEqual(seen.body.flags, ['brought_in_late'])
    clock.set('2022-01-06T10:00:00+07:00')
    assert.equal(codeOf(await take(offlineAt(lease, 2, at))), 'offline.too_late')
  })

  test('another desk’s numbers serve nobody here', async () => {
    const { as, officials, take, clock, lend } = await aDesk()
    const { body: lease } = await as(officials.otherDeskOfficer)(contract.leaseNumbers, {
      params: { id: randomUUID() },
      body: { office: 12208, day: today, device: randomUUID() }
    })
    await lend()
    clock.set(`${today}T10:00:00+07:00`)
    assert.equal(codeOf(await take(offlineAt(lease, 1, `${today}T09:00:00+07:00`))), 'offline.unfit')
  })

  test('however lines break and come back, no number is given twice and none that was promised is lost', async () => {
    const { lend, take, clock, asOwner } = await aDesk()
    clock.set(`${today}T08:30:00+07:00`)
    const step = fc.oneof(
      fc.constant('with a line' as const),
      fc.constant('lend' as const),
      fc.record({ machine: fc.nat(2), twice: fc.boolean() })
    )
    let told = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const machines: { lease: contract.Lease; next: number }[] = []
        const promised: string[] = []
        for (const each of steps) {
          if (each === 'with a line') {
            promised.push((await take()).body.number)
          } else if (each === 'lend') {
            const { body: lease } = await lend()
            machines.push({ lease, next: lease.first })
          } else {
            const machine = machines[each.machine]
            if (!machine || machine.next > machine.lease.last) continue
            const offline = offlineAt(machine.lease, machine.next++, `${today}T08:30:00+07:00`)
            const more = { id: randomUUID() }
            promised.push(`${machine.lease.code}-211229-${String(offline.serial).padStart(4, '0')}`)
            const sent = await Promise.all([take(offline, more), ...(each.twice ? [take(offline, more)] : [])])
            assert.equal(sent.filter(({ status }) => status === 201).length, 1)
          }
        }
        const given = await numbersOf({ asOwner })
        told += promised.length
        assert.equal(new Set(promised).size, promised.length)
        assert.deepEqual(
          promised.filter((number) => !given.includes(number)),
          []
        )
        assert.equal(given.length, told)
        assert.ok(given.every((number) => parseDossierNumber(number)))
      }),
      { numRuns: 25 }
    )
  })
})
