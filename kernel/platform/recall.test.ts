import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Db } from './db.ts'
import { aDatabase } from './testing.ts'

const { database } = await aDatabase()
const sight = { offices: [], person: null, reach: 'own' } as const
const at = (second: number) => new Date(Date.UTC(2021, 11, 29, 2, 0, second))

let loads = 0
const recall = (second: number, change = false) =>
  database.transaction(sight, (db: Db) => {
    if (change) db.forget()
    return db.recall('thing', at(second), async () => ++loads)
  })

test('what hardly ever changes is read once and believed for five seconds', async () => {
  assert.equal(await recall(0), 1)
  assert.equal(await recall(4), 1)
  assert.equal(await recall(5), 2)
})

test('who changes it reads it anew, keeps nothing that is not committed, and makes the others ask', async () => {
  const before = await recall(5)
  assert.equal(await recall(5, true), before + 1)
  assert.equal(await recall(5), before + 2)
  assert.equal(await recall(5), before + 2)
})

test('what could not be read is asked again', async () => {
  const failing = () =>
    database.transaction(sight, (db) => db.recall('missing', at(0), () => Promise.reject(new Error('not there'))))
  await assert.rejects(failing, /not there/)
  const found = await database.transaction(sight, (db) => db.recall('missing', at(0), async () => 'there now'))
  assert.equal(found, 'there now')
})
