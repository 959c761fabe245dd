import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { type Endpoint, isWrite } from '../kernel/contract.ts'
import type { Actor } from '../kernel/platform/commands.ts'
import { route } from '../kernel/platform/module.ts'
import { Refusal } from '../kernel/platform/refusal.ts'
import { aServer } from '../kernel/platform/testing.ts'
import { differences, type Knocker, knockers, listEndpoints, readDoors } from './access.ts'

// The whole of it, to be read aloud. Which rows a person sees behind an open door is told further below.
const doors = readDoors(`
endpoint                    public citizen officer specialist leader centre inspector auditor administrator
dossiers.ask_payment        .      .       x       x          x      .      .         .       .
dossiers.ask_supplement     .      .       x       x          x      .      .         .       .
dossiers.confirm_payment    .      .       x       .          .      .      .         .       .
dossiers.decide             .      .       x       x          x      .      .         .       .
dossiers.forward            .      .       x       .          .      .      .         .       .
dossiers.give_back          .      .       x       x          x      .      .         .       .
dossiers.hand_over          .      .       x       x          x      .      .         .       .
dossiers.mine               .      x       .       .          .      .      .         .       .
dossiers.open               .      x       x       x          x      x      x         .       .
dossiers.open_paper         .      x       x       x          x      x      x         .       .
dossiers.promise            x      x       x       x          x      x      x         x       x
dossiers.receive            .      .       x       .          .      .      .         .       .
dossiers.refuse             .      .       x       .          .      .      .         .       .
dossiers.return_result      .      .       x       .          .      .      .         .       .
dossiers.search             .      .       x       x          x      x      x         .       .
dossiers.send               .      x       .       .          .      .      .         .       .
dossiers.stop               .      .       x       x          x      .      .         .       .
dossiers.supply             .      x       x       .          .      .      .         .       .
dossiers.take_in            .      .       x       .          .      .      .         .       .
dossiers.track              x      x       x       x          x      x      x         x       x
dossiers.void               .      .       x       .          .      .      .         .       .
dossiers.withdraw           .      x       x       .          .      .      .         .       .
dossiers.work               .      .       x       x          x      .      .         .       .
files.store                 .      x       x       x          x      .      .         .       .
me.read                     x      x       x       x          x      x      x         x       x
`)

const endpoints = await listEndpoints()

describe('who may knock where', () => {
  test('the table names every endpoint of every contract, and opens it for the same people', () => {
    assert.deepEqual(differences(endpoints, doors), [])
  })

  test('a missing endpoint, a wrong mark and a line too many are found', () => {
    const open = readDoors(
      'endpoint public citizen officer specialist leader centre inspector auditor administrator\na . x . . . . . . .\ngone x x x x x x x x x'
    )
    assert.deepEqual(
      differences(
        [
          { name: 'a', may: ['citizen', 'auditor'] },
          { name: 'new', may: ['officer'] }
        ],
        open
      ),
      [
        'gone stands in the table and in no contract',
        'a opens for citizen, auditor; the table says citizen',
        'new is missing in the table'
      ]
    )
  })
})

// Behind each door a verb that says it was reached: only the edge is tried, with the real permissions.
const reached = async () => {
  throw new Refusal(418, 'reached')
}
const anything: Endpoint['params'] = {}
const routes = endpoints.map((endpoint) =>
  route({ ...endpoint, params: anything, query: anything, body: anything }, reached)
)
const { as, asOwner } = await aServer({
  modules: [{ name: 'doors', routes, pages: [], texts: { vi: {}, en: {} }, jobs: [] }]
})

const knock = async (endpoint: Endpoint, knocker: Knocker) => {
  const params = Object.fromEntries([...endpoint.url.matchAll(/:(\w+)/g)].map(([, name]) => [name, randomUUID()]))
  const body = endpoint.receivesFile ? Buffer.from('file') : {}
  const { status } = await as(anActor(knocker))(endpoint, { params, ...(isWrite(endpoint) ? { body } : {}) })
  return status
}

describe('at every door of the server', () => {
  for (const endpoint of endpoints)
    test(`${endpoint.name} opens for those of the table and for nobody else`, async () => {
      const answers = await Promise.all(knockers.map((knocker) => knock(endpoint, knocker)))
      const open = doors.get(endpoint.name) ?? []
      const expected = knockers.map((knocker) => (open.includes(knocker) ? 418 : knocker === 'public' ? 401 : 403))
      assert.deepEqual(answers, expected)
    })

  test('whoever knocked at a closed door is written down', async () => {
    const [row] = await asOwner<{ count: number }>('select count(*)::int from kernel.command where status = 403')
    assert.ok(row && row.count > 100)
  })
})

function anActor(knocker: Knocker): Actor {
  if (knocker === 'public') return { kind: 'public' }
  return {
    kind: 'person',
    personId: randomUUID(),
    name: 'Nguyễn Văn Thử',
    roles: [knocker],
    appointments: [],
    offices: [],
    reach: 'own'
  }
}
