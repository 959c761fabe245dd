import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { after, test } from 'node:test'
import { type Actor, houseCommand, perform, type Person } from './commands.ts'
import { openDatabase } from './db.ts'
import { buildServer } from './http.ts'
import { openLive } from './live.ts'
import { html } from './page.ts'
import { aDatabase } from './testing.ts'

const { asOwner, applicationUrl } = await aDatabase()
await asOwner(`insert into kernel.area (code, level, kind, name, parent_code, in_force) values
  ('46', 'province', 'tỉnh', 'Thừa Thiên Huế', null, '[2021-07-01,)')`)
for (const id of [1, 2])
  await asOwner(
    `insert into kernel.office (id, code, kind, level, name_vi, name_en, parent_id, area_code, in_force)
     values ($1::int, 'T' || $1, 'section', 'province', 'Phòng', 'Section', null, '46', '[2021-07-01,)')`,
    [id]
  )
let cases = 0
async function aCase(office: number): Promise<string> {
  const id = randomUUID()
  await asOwner(
    `insert into kernel.case (id, kind, number, state, office_id, holder_id, offices, post, step, subject, topic, opened_at, history_seq, history_head)
     values ($1, 'dossier', $2, 'registered', $3, $3, array[$3::int], 'officer', 'desk', 'x', 'x', now(), 1, '')`,
    [id, `T-${++cases}`, office]
  )
  return id
}

const an = (offices: number[]): Person => ({
  kind: 'person',
  personId: randomUUID(),
  name: '',
  roles: ['officer'],
  appointments: [],
  offices,
  reach: 'own'
})

/** One process of the province: its own pool, its own hub, its own port. */
async function aProcess() {
  const database = openDatabase(applicationUrl, { patienceMs: 120_000 })
  const actors = new Map<string, Actor>()
  const now = () => new Date('2026-11-24T09:00:00+07:00')
  const actorOf = async ({ cookie }: IncomingHttpHeaders): Promise<Actor> =>
    actors.get(String(cookie)) ?? { kind: 'public' }
  const logged: object[] = []
  const log = (line: object) => void logged.push(line)
  const live = openLive({ database, databaseUrl: applicationUrl, actorOf, now, log })
  const app = await buildServer({
    database,
    modules: [live.module],
    actorOf,
    now,
    publicUrl: 'http://localhost',
    log,
    frame: ({ body }) => html`${body}`
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  after(async () => {
    await live.end()
    await app.close()
    await database.end()
  })
  const tell = (id: string, what = 'test.said', fails = false, key: string = randomUUID()) =>
    perform(database, { ...houseCommand('test', now()), id: key }, async (ctx) => {
      ctx.publish(what, { id })
      if (fails) throw new Error(what)
      return null
    })
  const open = async (actor: Actor) => {
    const cookie = randomUUID()
    actors.set(cookie, actor)
    const response = await fetch(`${address}/api/live`, { headers: { cookie } })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    /** Reads on until this has come; undefined when the stream is over. */
    const until = async (wanted: string): Promise<string | undefined> => {
      while (!text.includes(wanted)) {
        const { value, done } = (await reader?.read()) ?? { done: true, value: undefined }
        if (done) return undefined
        text += value
      }
      const read = text
      text = ''
      return read
    }
    return { response, until, cancel: () => reader?.cancel(), signOut: () => actors.delete(cookie) }
  }
  return { live, tell, open, logged }
}

const [here, there] = [await aProcess(), await aProcess()]

test('a note comes after the commit, in this process and in another, with ids and the fact alone', async () => {
  const mine = await aCase(1)
  const lines = [await here.open(an([1])), await there.open(an([1]))]
  const [near, far] = lines
  assert.match(String(near?.response.headers.get('content-type')), /^text\/event-stream/)
  assert.equal(near?.response.headers.get('cache-control'), 'private, no-store')
  await here.tell(mine)
  const note = `event: notes\ndata: ${JSON.stringify([{ case: mine, what: 'test.said' }])}\n\n`
  assert.ok((await near?.until(mine))?.includes(note))
  assert.ok((await far?.until(mine))?.includes(note))
  for (const line of lines) await line.cancel()
})

test('who may not see a case gets no note of it, in either process', async () => {
  const [mine, theirs] = [await aCase(1), await aCase(2)]
  for (const process of [here, there]) {
    const line = await process.open(an([2]))
    await here.tell(mine)
    await here.tell(theirs)
    const heard = await line.until(theirs)
    assert.ok(!heard?.includes(mine))
    await line.cancel()
  }
})

test('what was rolled back, or done before under the same key, is told to nobody', async () => {
  const mine = await aCase(1)
  const line = await here.open(an([1]))
  await assert.rejects(here.tell(mine, 'undone', true), /undone/)
  const key = randomUUID()
  await here.tell(mine, 'done', false, key)
  await here.tell(mine, 'done', false, key)
  await here.live.flush()
  await here.tell(mine, 'last')
  const heard = (await line.until('"last"')) ?? ''
  assert.deepEqual(heard.match(/"what":"\w+"/g), ['"what":"done"', '"what":"last"'])
  await line.cancel()
})

test('a session that has ended gets no further note: its line is closed', async () => {
  const mine = await aCase(1)
  const line = await here.open(an([1]))
  line.signOut()
  await here.tell(mine)
  assert.equal(await line.until(mine), undefined)
  const idle = await here.open(an([1]))
  idle.signOut()
  await here.live.beat()
  assert.equal(await idle.until('never'), undefined)
})

test('a sign of life keeps a line open; a seventh line of one person is refused', async () => {
  const person = an([1])
  const lines = []
  for (let n = 0; n < 6; n++) lines.push(await here.open(person))
  const seventh = await here.open(person)
  assert.deepEqual([seventh.response.status, seventh.response.headers.get('retry-after')], [429, '60'])
  await here.live.beat()
  assert.ok(await lines[0]?.until(': \n\n'))
  await lines.pop()?.cancel()
  // The server hears of it when it next writes.
  for (;;) {
    await here.live.beat()
    const again = await here.open(person)
    const { status } = again.response
    await again.cancel()
    if (status === 200) break
  }
  for (const line of lines) await line.cancel()
})

test('when the line between processes was cut, everybody is told to ask again', async () => {
  const line = await there.open(an([1]))
  const other = await here.open(an([1]))
  await asOwner(
    `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen motcua_live' and datname = current_database()`
  )
  assert.ok(await line.until('event: again'))
  assert.ok(await other.until('event: again'))
  const mine = await aCase(1)
  await here.tell(mine)
  assert.ok(await line.until(mine))
  await line.cancel()
  await other.cancel()
})

test('nobody signed in gets no stream', async () => {
  assert.equal((await here.open({ kind: 'public' })).response.status, 401)
})
