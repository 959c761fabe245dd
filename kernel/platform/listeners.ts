import { Type } from 'typebox'
import { Moment } from '../contract.ts'
import { bySystem, type Ctx, houseCommand, perform } from './commands.ts'
import type { Database } from './db.ts'

/** A fact as a listener is told it. */
export type Told = { type: string; body: Record<string, unknown>; at: string }

/**
 * Who is told of facts after they were committed: in order of transaction, at least once, and what it writes in the database exactly
 * once, as its own place is moved on in the same transaction.
 */
export type Listener = { name: string; hears: readonly string[]; hear: (ctx: Ctx, told: Told) => Promise<void> }

const Place = Type.Object({ xid: Type.String(), command_id: Type.String(), place: Type.Integer() })
const Standing = Type.Object({ ...Place.properties, failures: Type.Integer() })
const Event = Type.Object({
  ...Place.properties,
  type: Type.String(),
  body: Type.Unsafe<Record<string, unknown>>({}),
  at: Moment
})
type Place = Type.Static<typeof Place>

const batch = 200
// After a failure it waits a second, then two, four … and at most ten minutes.
const pauseMs = (failures: number) => Math.min(1_000 * 2 ** (failures - 1), 600_000)

/** A listener that is new hears what is told from now on: it must not tell a year of people what they know. */
export async function enrolListeners(database: Database, listeners: Listener[]): Promise<void> {
  await bySystem(
    database,
    (db) => db`
      insert into kernel.listener (name, xid)
      select name, pg_snapshot_xmin(pg_current_snapshot()) from unnest(${listeners.map(({ name }) => name)}::text[]) as name
      on conflict do nothing`
  )
}

/** Tells one listener what it has not heard yet. Gives the number of facts told; a failure is noted, and thrown. */
export async function tell(database: Database, listener: Listener, now: Date, publicUrl: string): Promise<number> {
  let told = 0
  for (;;) {
    const [standing, events] = await unheard(database, listener.name, now)
    if (!standing || events.length === 0) return told
    let at: Place = standing
    for (const event of events.filter(({ type }) => listener.hears.includes(type))) {
      try {
        if (!(await hearOne(database, listener, at, event, now, publicUrl))) return told
      } catch (error) {
        await postpone(database, listener.name, now, standing.failures + 1)
        throw error
      }
      at = event
      told++
    }
    const last = events.at(-1) as Place
    if (at !== last) await bySystem(database, (db) => moveOn(db, listener.name, at, last))
  }
}

/**
 * The next facts behind a listener's place. Only transactions older than every open one are read: what commits late has its place
 * before what is still to come, and none is left out. A sequence, a time or a uuid as a cursor would lose it.
 */
function unheard(database: Database, name: string, now: Date) {
  return bySystem(database, async (db) => {
    const [standing] = await db(Standing)`
      select xid::text, command_id, place, failures from kernel.listener
       where name = ${name} and (retry_at is null or retry_at <= ${now})`
    if (!standing) return [undefined, []] as const
    const events = await db(Event)`
      select event.xid::text, command_id, place, type, body, command.at
        from kernel.event join kernel.command on command.id = command_id
       where (event.xid, command_id, place) > (${standing.xid}::xid8, ${standing.command_id}::uuid, ${standing.place})
         and event.xid < pg_snapshot_xmin(pg_current_snapshot())
       order by event.xid, command_id, place limit ${batch}`
    return [standing, events] as const
  })
}

class AnotherProcess extends Error {}

/** False: another process is telling this listener, or has done so meanwhile. */
async function hearOne(
  database: Database,
  { name, hear }: Listener,
  from: Place,
  event: Type.Static<typeof Event>,
  now: Date,
  publicUrl: string
): Promise<boolean> {
  const { type, body, at } = event
  try {
    await perform(database, houseCommand(`listener ${name}`, now, publicUrl), async (ctx) => {
      // First of all: the row is held until the commit, so two processes never tell the same fact at once.
      if ((await moveOn(ctx.db, name, from, event)) === 0) throw new AnotherProcess()
      await hear(ctx, { type, body, at })
    })
    return true
  } catch (error) {
    if (error instanceof AnotherProcess) return false
    throw error
  }
}

const moveOn = (db: Ctx['db'], name: string, from: Place, to: Place) => db`
  update kernel.listener
     set xid = ${to.xid}::xid8, command_id = ${to.command_id}, place = ${to.place}, failures = 0, retry_at = null
   where name = ${name} and xid = ${from.xid}::xid8 and command_id = ${from.command_id} and place = ${from.place}`

async function postpone(database: Database, name: string, now: Date, failures: number): Promise<void> {
  const retryAt = new Date(now.getTime() + pauseMs(failures))
  await bySystem(
    database,
    (db) => db`update kernel.listener set failures = ${failures}, retry_at = ${retryAt} where name = ${name}`
  )
}

/** Tells every listener by itself, a second after the last time, until stopped. What fails is logged and told again later. */
export function startListeners(
  database: Database,
  listeners: Listener[],
  now: () => Date,
  publicUrl: string,
  log: (line: object) => void
): () => Promise<void> {
  const rounds = listeners.map((listener) => {
    let round: Promise<unknown> | undefined
    const timer = setInterval(() => {
      round ??= tell(database, listener, now(), publicUrl)
        .catch((error: Error) => log({ level: 'error', listener: listener.name, error: error.name }))
        .finally(() => {
          round = undefined
        })
    }, 1_000)
    return async () => {
      clearInterval(timer)
      await round
    }
  })
  return async () => {
    await Promise.all(rounds.map((stop) => stop()))
  }
}
