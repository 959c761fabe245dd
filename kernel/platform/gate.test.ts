import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Type } from 'typebox'
import { endpoint } from '../contract.ts'
import type { Actor } from './commands.ts'
import { type Kind, type Limits, openGate, usualLimits } from './gate.ts'
import { route } from './module.ts'
import { Refusal } from './refusal.ts'
import { aServer } from './testing.ts'
import { platformTexts } from './texts.ts'

const stranger: Actor = { kind: 'public' }
const someone = (id: string, post?: 'officer'): Actor => ({
  kind: 'person',
  personId: id,
  name: id,
  roles: [post ?? 'citizen'],
  appointments: post ? [{ office: 1, post, role: post }] : [],
  offices: post ? [1] : [],
  reach: 'own'
})
const start = Date.parse('2026-11-24T09:00:00+07:00')
const at = (ms: number) => new Date(start + ms)
const refusal = (work: () => unknown): Refusal => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new assert.AssertionError({ message: 'it was let in' })
}
const same = <T>(value: T): Record<Kind, T> => ({ read: value, write: value, file: value })
const limits = (part: Partial<Limits>): Limits => ({ ...usualLimits, ...part })

test('nobody is let in more often than their burst and what has come to it since, and who waits as told is let in', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 80 }),
      (burst, aSecond, pauses) => {
        const gate = openGate(limits({ person: same({ burst, aSecond }) }))
        const entered: number[] = []
        let now = 0
        for (const pause of pauses) {
          now += pause
          const enter = () => gate.enter(someone('a'), '10.0.0.1', 'write', at(now))()
          try {
            enter()
          } catch (error) {
            assert.ok(error instanceof Refusal && error.status === 429)
            now += Number(error.values.seconds) * 1_000
            enter()
          }
          entered.push(now)
        }
        for (const [i, from] of entered.entries())
          for (const [j, to] of entered.entries())
            if (j >= i) assert.ok(j - i + 1 <= burst + ((to - from) / 1_000) * aSecond + 1e-6)
      }
    )
  )
})

test('kinds, persons and addresses are counted apart; a household’s IPv6 network is one client', () => {
  const gate = openGate(limits({ person: same({ burst: 1, aSecond: 1 }), address: same({ burst: 1, aSecond: 1 }) }))
  const enter = (actor: Actor, address: string, kind: Kind) => gate.enter(actor, address, kind, at(0))
  enter(someone('a'), '10.0.0.1', 'read')
  enter(someone('a'), '10.0.0.1', 'write')
  enter(someone('b'), '10.0.0.1', 'read')
  enter(stranger, '10.0.0.1', 'read')
  enter(stranger, '10.0.0.2', 'read')
  enter(stranger, '2001:db8:1:2::1', 'read')
  enter(stranger, '2001:db8:1:3::1', 'read')
  for (const [actor, address] of [
    [someone('a'), '10.9.9.9'],
    [stranger, '10.0.0.1'],
    [stranger, '::ffff:10.0.0.2'],
    [stranger, '2001:db8:1:2:aaaa:bbbb:cccc:dddd'],
    [stranger, '2001:0db8:0001:0003::77']
  ] as const)
    assert.equal(refusal(() => enter(actor, address, 'read')).status, 429, address)
})

test('when the house is full the public waits and the desks go on, until they too are too many', () => {
  const gate = openGate(limits({ room: { everybody: 2, officials: 3, files: 1, filesOfOfficials: 2 } }))
  const enter = (actor: Actor, kind: Kind = 'read') => gate.enter(actor, '10.0.0.1', kind, at(0))
  const first = enter(stranger)
  enter(someone('a'))
  const waits = Array.from({ length: 8 }, () => refusal(() => enter(stranger)))
  assert.ok(waits.every(({ status, code }) => status === 503 && code === 'busy'))
  assert.ok(new Set(waits.map(({ values }) => values.seconds)).size > 1, 'they do not all come back at once')
  enter(someone('desk', 'officer'))
  assert.equal(refusal(() => enter(someone('desk', 'officer'))).status, 503)
  enter(stranger, 'file')
  assert.equal(refusal(() => enter(stranger, 'file')).status, 503, 'files have room of their own')
  first()
  first()
  assert.equal(refusal(() => enter(someone('a'))).status, 503, 'leaving twice makes room once')
})

test('over HTTP: a 503 says when to come again, a desk is served beside it, and a reply makes room', async () => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  let came = () => {}
  const arrived = new Promise<void>((resolve) => {
    came = resolve
  })
  const simple = (name: string) =>
    endpoint({
      name: `test.${name}`, method: 'GET', url: `/api/${name}`, may: 'anyone', summary: 'Answers.',
      params: Type.Object({}), query: Type.Object({}), body: Type.Object({}), reply: Type.Object({}), example: {}
    }) // biome-ignore format: one line each is enough
  const slow = simple('slow')
  const quick = simple('quick')
  const { as } = await aServer({
    modules: [
      {
        name: 'test',
        routes: [
          route(slow, async () => {
            came()
            await opened
            return {}
          }),
          route(quick, async () => ({}))
        ],
        pages: [],
        texts: platformTexts,
        jobs: []
      }
    ],
    gate: openGate(limits({ room: { everybody: 1, officials: 2, files: 1, filesOfOfficials: 1 } }))
  })
  const first = as(stranger)(slow)
  await arrived
  const turned = await as(stranger)(quick)
  assert.equal(turned.status, 503)
  assert.match(String(turned.headers['retry-after']), /^\d+$/)
  assert.match(turned.text, /thử lại sau \d+ giây/)
  assert.equal((await as(someone('desk', 'officer'))(quick)).status, 200)
  open()
  assert.equal((await first).status, 200)
  assert.equal((await as(stranger)(quick)).status, 200)
})
