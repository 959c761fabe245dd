import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import pg from 'pg'
import { type Ctx, houseCommand, perform } from './commands.ts'
import { openDatabase } from './db.ts'
import { enrolListeners, type Listener, startListeners, tell as tellAt, type Told } from './listeners.ts'
import { aDatabase } from './testing.ts'

const { database, asOwner, ownerUrl, applicationUrl } = await aDatabase()
const at = new Date('2026-11-24T09:00:00+07:00')
const publicUrl = 'http://localhost:8080'
const tell = (...[base, listener, now]: [typeof database, Listener, Date]) => tellAt(base, listener, now, publicUrl)
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000)

const say = (type: string, n: number) =>
  perform(database, houseCommand('test', at, publicUrl), async (ctx) => {
    ctx.publish(type, { n })
    return null
  })
let listeners = 0
async function aListener(hear: (ctx: Ctx, told: Told) => Promise<void>, hears = ['said']): Promise<Listener> {
  const listener = { name: `listener ${++listeners}`, hears, hear }
  await enrolListeners(database, [listener])
  return listener
}

/** The watermark is one for the whole cluster, and other tests hold it down for a moment. */
async function until(done: () => boolean, work: () => Promise<unknown>): Promise<void> {
  while (!done()) await work()
}

test('a listener is told what it hears, once, in order, from its first start on', async () => {
  await say('said', 0)
  await passWatermark()
  const heard: unknown[] = []
  const listener = await aListener(async (_ctx, { type, body }) => void heard.push([type, body.n]))
  await say('said', 1)
  await say('else', 2)
  await say('said', 3)
  await until(
    () => heard.length >= 2,
    () => tell(database, listener, at)
  )
  assert.deepEqual(heard, [
    ['said', 1],
    ['said', 3]
  ])
  assert.equal(await tell(database, listener, at), 0)
})

test('what commits late is told all the same: nothing behind an open transaction is passed over', async () => {
  const heard: unknown[] = []
  const listener = await aListener(async (_ctx, { body }) => void heard.push(body.n))
  const slow = new pg.Client({ connectionString: ownerUrl() })
  await slow.connect()
  const id = randomUUID()
  await slow.query('begin')
  await slow.query(
    `insert into kernel.command (id, name, actor_kind, at, content_hash, status, reply) values ($1, 'slow', 'system', now(), '', 200, 'null')`,
    [id]
  )
  await slow.query(`insert into kernel.event (command_id, place, type, body) values ($1, 1, 'said', '{"n": 1}')`, [id])
  await say('said', 2)
  assert.equal(await tell(database, listener, at), 0)
  await slow.query('commit')
  await slow.end()
  await until(
    () => heard.length >= 2,
    () => tell(database, listener, at)
  )
  assert.deepEqual(heard, [1, 2])
})

test('what a listener writes is undone with its failure; it tries again after a pause, and holds no other', async () => {
  const calm: unknown[] = []
  let broken = true
  const failing = await aListener(async (ctx, { body }) => {
    await ctx.db`insert into kernel.number_counter (code, day, last) values ('told', '2026-11-24', ${body.n})`
    if (broken) throw new Error('out of order')
  })
  const other = await aListener(async (_ctx, { body }) => void calm.push(body.n))
  await say('said', 7)
  await passWatermark()
  await assert.rejects(tell(database, failing, at), /out of order/)
  await until(
    () => calm.length >= 1,
    () => tell(database, other, at)
  )
  const written = () => asOwner<{ last: number }>(`select last from kernel.number_counter where code = 'told'`)
  assert.deepEqual([calm, await written()], [[7], []])

  broken = false
  assert.equal(await tell(database, failing, at), 0, 'it rests')
  assert.equal(await tell(database, failing, later(1)), 1)
  assert.deepEqual(await written(), [{ last: 7 }])
})

test('a process killed in the middle of telling leaves the fact to the next one, and two at once tell it once', async () => {
  let reached = () => {}
  const inside = new Promise<void>((resolve) => {
    reached = resolve
  })
  const doomed = openDatabase(applicationUrl, { max: 2 })
  after(() => doomed.end())
  const heard: string[] = []
  const name = (await aListener(async () => {})).name
  const killed: Listener = {
    name,
    hears: ['said'],
    hear: async (ctx) => {
      heard.push('killed')
      reached()
      await ctx.db`select pg_sleep(60)`
    }
  }
  const alive: Listener = { name, hears: ['said'], hear: async () => void heard.push('alive') }
  await say('said', 1)
  await passWatermark()
  const ending = tell(doomed, killed, at).catch((error: Error) => error.constructor.name)
  await inside
  // The statement is on its way: until it is there, there is nothing to kill.
  let ended: object[] = []
  while (ended.length === 0)
    ended = await asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`
    )
  assert.equal(await ending, 'DatabaseAway')
  await passWatermark()
  const told = await Promise.all([tell(database, alive, later(5)), tell(database, alive, later(5))])
  assert.deepEqual(told.toSorted(), [0, 1])
  assert.deepEqual(heard, ['killed', 'alive'])
})

test('listeners go on by themselves until they are stopped, and a failure is logged without what it was about', async () => {
  const logged: object[] = []
  const done = Promise.withResolvers<void>()
  const fails = await aListener(async () => {
    throw new TypeError('Nguyễn Văn Thử')
  })
  const hears = await aListener(async () => done.resolve())
  const stop = startListeners(
    database,
    [fails, hears],
    () => at,
    publicUrl,
    (line) => logged.push(line)
  )
  await say('said', 1)
  await done.promise
  await stop()
  assert.deepEqual(
    logged.filter((line) => !('listener' in line && 'error' in line && line.error === 'TypeError')),
    []
  )
})

/** Waits, by asking, until everything written so far lies below the watermark. */
async function passWatermark(): Promise<void> {
  const [written] = await asOwner<{ xid: string }>('select max(xid)::text as xid from kernel.event')
  const below = async () => {
    const [row] = await asOwner<{ below: boolean }>(
      'select $1::xid8 < pg_snapshot_xmin(pg_current_snapshot()) as below',
      [written?.xid ?? '0']
    )
    return row?.below
  }
  while (!(await below()));
}
