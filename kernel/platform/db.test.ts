import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { DatabaseAway, openDatabase } from './db.ts'

const message = (kind: string, body: Buffer) => {
  const head = Buffer.alloc(5)
  head.write(kind)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const letIn = message('R', Buffer.alloc(4))
const ready = message('Z', Buffer.from('I'))
const ended = message(
  'E',
  Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0')
)

test('a database that ends in the moment it lets us in is away, and takes nobody along', async () => {
  // What a backend says whose postmaster is killed just then: all of it in one piece, before anybody can listen.
  const dying = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(Buffer.concat([letIn, ready, ended])))
  })
  dying.listen(0, '127.0.0.1')
  await once(dying, 'listening')
  const { port } = dying.address() as AddressInfo
  const database = openDatabase(`postgres://anybody:secret@127.0.0.1:${port}/province`)
  try {
    const sight = { offices: [], person: null, reach: 'own' } as const
    await assert.rejects(
      database.transaction(sight, (db) => db`select`),
      DatabaseAway
    )
  } finally {
    await database.end()
    dying.close()
  }
})
