import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import type { Role } from '../contract.ts'
import { uuidV7 } from '../rules/numbers.ts'
import { type Database, type Db, isUniqueViolation, type Sight } from './db.ts'
import { Refusal } from './refusal.ts'

/** A post held today. `offices` of the actor are these and, for a head, those below. */
export type Appointment = { office: number; post: string; role: Role }

export type Person = {
  kind: 'person'
  personId: string
  name: string
  roles: Role[]
  appointments: Appointment[]
  /** Offices whose rows this person may see. */
  offices: number[]
  reach: 'own' | 'province'
  /** Whom this person helps by agreement: their dossiers they see too. */
  helped?: string[]
  /** The session that asks; none where a person is made by the system itself. */
  session?: string
}

/** Who acts: a person signed in, somebody unknown, or the system itself (jobs and listeners). */
export type Actor = Person | { kind: 'public' } | { kind: 'system' }

/** What a verb is handed, and nothing else: the open transaction, who acts, when, and what to tell afterwards. */
export type Ctx = {
  db: Db
  actor: Actor
  now: Date
  /** Id of the command; of a read, one made for it. */
  command: string
  /** Network address of who asks, for limits on tries; empty for the system itself. */
  from: string
  /** Where the public finds us, for what leaves the system: QR codes, e-mails. */
  publicUrl: string
  /** It happened long ago and is only brought in now: told in the app, by no letter. */
  hushed?: true
  /** Tells a fact: written with the command, delivered afterwards at least once. */
  publish: (type: string, body: object) => void
}

export type Command = {
  id: string
  name: string
  actor: Actor
  /** Everything the command says: two uses of one id with different contents are told apart by it. */
  content: unknown
  now: Date
  from: string
  publicUrl: string
}

export const sightOf = (actor: Actor): Sight => {
  if (actor.kind === 'system') return { offices: [], person: null, reach: 'province' }
  if (actor.kind === 'public') return { offices: [], person: null, reach: 'own' }
  const { offices, personId: person, reach, helped = [] } = actor
  return { offices, person, reach, helped }
}

/** A transaction of the house itself, which sees all rows: for work that belongs to nobody. */
export const bySystem = <T>(database: Database, work: (db: Db) => Promise<T>): Promise<T> =>
  database.transaction(sightOf({ kind: 'system' }), work)

/** What the house itself hands a verb: nothing asks it from anywhere, and nobody is told. */
export const houseCtx = (db: Db, now: Date, publicUrl = ''): Ctx => ({
  db,
  actor: { kind: 'system' },
  now,
  command: randomUUID(),
  from: '',
  publicUrl,
  publish: () => {}
})

/** A write of the house itself: nobody asked for it, or nobody who is signed in. */
export const houseCommand = (name: string, now: Date, publicUrl = '', content: unknown = null): Command => ({
  id: uuidV7(now, randomBytes(10)),
  name,
  actor: { kind: 'system' },
  content,
  now,
  from: '',
  publicUrl
})

/** Who is signed in; anybody else is asked to. */
export function signedIn({ actor }: Pick<Ctx, 'actor'>): Person {
  if (actor.kind !== 'person') throw new Refusal(401, 'sign_in')
  return actor
}

const personOf = (actor: Actor) => (actor.kind === 'person' ? actor.personId : null)

const hearers = new WeakMap<Database, Set<(told: Told[]) => void>>()

/** What this process has told is passed on to whoever hears, once its transaction is committed. Gives the way to stop. */
export function hearCommitted(database: Database, hear: (told: Told[]) => void): () => void {
  const heard = hearers.get(database) ?? new Set()
  hearers.set(database, heard.add(hear))
  return () => void heard.delete(hear)
}

const Stored = Type.Object({ content_hash: Type.Unsafe<Buffer>({}), status: Type.Integer(), reply: Type.String() })

/**
 * Runs a write once. There is no look-up before: a copy of a command that has run meets the guard of its statement or the key of the
 * command's row, is rolled back, and gets the stored reply. Refusals are remembered too, in a transaction of their own.
 */
export async function perform<Reply>(
  database: Database,
  command: Command,
  verb: (ctx: Ctx) => Promise<Reply>
): Promise<{ reply: Reply; replayed: boolean }> {
  const { id, actor } = command
  const events: Told[] = []
  try {
    const reply = await database.transaction(sightOf(actor), (db) => verb(ctxOf(command, db, events)), {
      lock: id,
      last: (db, result) => remember(db, command, events, 200, JSON.stringify(result ?? null))
    })
    if (events.length > 0) for (const hear of hearers.get(database) ?? []) hear(events)
    return { reply, replayed: false }
  } catch (error) {
    const stored = await findStored(database, command)
    if (stored) {
      if (!hashOf(command).equals(stored.content_hash)) throw new Refusal(422, 'command.reused')
      const reply = JSON.parse(stored.reply)
      if (stored.status === 200) return { reply, replayed: true }
      throw new Refusal(stored.status, reply.code, reply.values, reply.faults)
    }
    if (error instanceof Refusal) {
      events.length = 0
      const { status, code, values, faults } = error
      await database
        .transaction(sightOf(actor), async () => {}, {
          last: (db) => remember(db, command, events, status, JSON.stringify({ code, values, faults }))
        })
        .catch((second) => {
          if (!isUniqueViolation(second)) throw second // a copy was refused at the same moment
        })
    }
    // Somebody else's command has that id: what it answered is not for this person.
    if (isUniqueViolation(error, 'command_pkey')) throw new Refusal(422, 'command.reused')
    if (isUniqueViolation(error)) throw new Refusal(409, 'exists')
    throw error
  }
}

/**
 * Writes that belong together, in their order and in one transaction: all of them, or none. For what is brought in from elsewhere in
 * great numbers; the rows are those that each would have left by itself, but no telephone rings. The system stands behind it, so row security shows all.
 */
export async function performTogether(
  database: Database,
  writes: { command: Command; verb: (ctx: Ctx) => Promise<unknown> }[]
): Promise<void> {
  await database.transaction(sightOf({ kind: 'system' }), async (db) => {
    for (const { command, verb } of writes) {
      const events: Told[] = []
      const reply = await verb({ ...ctxOf(command, db, events), hushed: true })
      remember(db, command, events, 200, JSON.stringify(reply ?? null))
    }
  })
}

type Told = { type: string; body: object }

const ctxOf = ({ id, actor, now, from, publicUrl }: Command, db: Db, events: Told[]): Ctx => ({
  db,
  actor,
  now,
  from,
  publicUrl,
  command: id,
  publish: (type, body) => void events.push({ type, body })
})

const hashOf = ({ name, actor, content }: Command) =>
  createHash('sha256')
    .update(JSON.stringify([name, personOf(actor), content]))
    .digest()

function remember(db: Db, command: Command, events: Told[], status: number, reply: string): void {
  const { id, name, actor, now } = command
  const types = events.map((event) => event.type)
  const bodies = events.map((event) => JSON.stringify(event.body))
  void db`
    with command as (
      insert into kernel.command (id, name, actor_kind, person_id, at, content_hash, status, reply)
      values (${id}, ${name}, ${actor.kind}, ${personOf(actor)}, ${now}, ${hashOf(command)}, ${status}, ${reply}))
    insert into kernel.event (command_id, place, type, body)
    select ${id}, place, type, body::jsonb
      from unnest(${types}::text[], ${bodies}::text[]) with ordinality as told (type, body, place)`
}

function findStored(database: Database, { id, actor }: Command) {
  return database.transaction(sightOf(actor), async (db) => {
    const [stored] = await db(Stored)`select content_hash, status, reply from kernel.command where id = ${id}`
    return stored
  })
}

/** Runs a read: what it shows of people is written down before the reply leaves. */
export function look<Reply>(
  database: Database,
  read: Omit<Command, 'content'>,
  verb: (ctx: Ctx) => Promise<Reply>,
  shown?: { how: string; cases: (reply: Reply) => string[] }
): Promise<Reply> {
  const { id, name, actor, now, from, publicUrl } = read
  const publish = () => {
    throw new Error(`${name} is a read and cannot tell events.`)
  }
  return database.transaction(sightOf(actor), (db) => verb({ db, actor, now, from, publicUrl, command: id, publish }), {
    last: (db, reply) => {
      const cases = shown?.cases(reply) ?? []
      if (!shown || cases.length === 0) return
      void db`
        insert into kernel.reading (id, name, how, actor_kind, person_id, read_at, cases)
        values (${id}, ${name}, ${shown.how}, ${actor.kind}, ${personOf(actor)}, ${now}, ${cases}::uuid[])`
    }
  })
}
