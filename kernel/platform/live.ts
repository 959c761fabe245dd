import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import pg from 'pg'
import { Type } from 'typebox'
import { openLiveStream } from '../contract.ts'
import { type Actor, bySystem, hearCommitted, type Person } from './commands.ts'
import type { Database } from './db.ts'
import { type Module, streamRoute } from './module.ts'
import { Refusal } from './refusal.ts'

/** Something happened to a case: ids and the name of the fact, never what it is about. Whoever may see the case asks again. */
export type Note = { case: string; what: string }

export type Live = {
  /** GET /api/live. */
  module: Module
  /** Sends what waits, now. */
  flush: () => Promise<void>
  /** A sign of life on every line; lines of sessions that have ended are closed. */
  beat: () => Promise<void>
  end: () => Promise<void>
}

type Parts = {
  database: Database
  /** Where other processes of the same province are told; without it there are none. */
  databaseUrl?: string
  actorOf: (headers: IncomingHttpHeaders, now: Date) => Promise<Actor>
  now: () => Date
  log: (line: object) => void
}

type Line = { personId: string; headers: IncomingHttpHeaders; raw: ServerResponse }

const pauseMs = 50
const beatMs = 20_000
// One tab of a browser holds the stream for all; six are a person's telephone, desk and a few forgotten windows.
const linesPerPerson = 6
const linesAtMost = 5_000
const unreadAtMost = 65_536

const Audience = Type.Object({
  id: Type.String(),
  offices: Type.Array(Type.Integer()),
  person_id: Type.Union([Type.String(), Type.Null()])
})
type Audience = Type.Static<typeof Audience>

/**
 * Live screens. What a process has committed it tells after the commit, at most every 50 ms: to its own lines at once, to other
 * processes by NOTIFY on a connection of its own. In the transaction itself NOTIFY would make every commit of the database wait for
 * every other.
 */
export function openLive({ database, databaseUrl, actorOf, now, log }: Parts): Live {
  const lines = new Set<Line>()
  let waiting: Note[] = []
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> = Promise.resolve()

  const write = (line: Line, text: string) => {
    // Who does not read is cut off, and asks anew when they come back.
    if (line.raw.writableLength > unreadAtMost) line.raw.destroy()
    else line.raw.write(text)
  }
  const close = (line: Line) => {
    lines.delete(line)
    line.raw.end()
  }
  /** The person of a line as they are now; somebody else, or nobody, closes it. */
  const holder = async (line: Line): Promise<Person | undefined> => {
    const actor = await actorOf(line.headers, now())
    if (actor.kind === 'person' && actor.personId === line.personId) return actor
    close(line)
    return undefined
  }
  const deliver = async (notes: Note[]) => {
    if (lines.size === 0 || notes.length === 0) return
    const ids = [...new Set(notes.map((note) => note.case))]
    const audiences = await bySystem(
      database,
      (db) => db(Audience)`select id, offices, person_id from kernel.case where id = any (${ids}::uuid[])`
    )
    const byCase = new Map(audiences.map((audience) => [audience.id, audience]))
    for (const line of lines) {
      const person = await holder(line)
      if (!person) continue
      const own = notes.filter((note) => maySee(person, byCase.get(note.case)))
      if (own.length > 0) write(line, `event: notes\ndata: ${JSON.stringify(own)}\n\n`)
    }
  }
  /** Notes may have been missed: whoever looks asks for everything again. */
  const askAgain = () => {
    for (const line of lines) write(line, 'event: again\ndata: \n\n')
  }
  const others = databaseUrl
    ? openOthers(databaseUrl, (notes) => queue(() => deliver(notes)), askAgain, log)
    : undefined

  const queue = (work: () => Promise<void>) => {
    sending = sending.then(work).catch((error: Error) => log({ level: 'error', live: error.name }))
    return sending
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    const notes = unique(waiting)
    waiting = []
    others?.tell(notes)
    return queue(() => deliver(notes))
  }
  const stopHearing = hearCommitted(database, (events) => {
    for (const { type, body } of events) {
      const { id } = body as { id?: unknown }
      if (typeof id === 'string') waiting.push({ case: id, what: type })
    }
    if (waiting.length > 0) timer ??= setTimeout(flush, pauseMs)
  })
  const beat = async () => {
    for (const line of lines) if (await holder(line)) write(line, ': \n\n')
  }
  const beating = setInterval(() => queue(beat), beatMs)

  const open = (person: Person) => {
    const held = [...lines].filter(({ personId }) => personId === person.personId).length
    if (held >= linesPerPerson) throw new Refusal(429, 'live.too_many', { seconds: 60 })
    if (lines.size >= linesAtMost) throw new Refusal(503, 'unavailable', { seconds: 60 })
    return (headers: IncomingHttpHeaders, raw: ServerResponse) => {
      const line: Line = { personId: person.personId, headers, raw }
      lines.add(line)
      raw.on('close', () => lines.delete(line))
      raw.on('error', () => lines.delete(line))
      write(line, 'retry: 3000\n\n')
    }
  }
  return {
    module: {
      name: 'live',
      routes: [
        streamRoute(openLiveStream, async ({ actor }) => {
          if (actor.kind !== 'person') throw new Refusal(401, 'sign_in')
          return open(actor)
        })
      ],
      pages: [],
      texts: {
        vi: { 'live.too_many': 'Tài khoản này đang mở quá nhiều cửa sổ; đóng bớt rồi thử lại.' },
        en: { 'live.too_many': 'This account has too many windows open; close some and try again.' }
      },
      jobs: []
    },
    flush,
    beat: () => queue(beat),
    end: async () => {
      clearInterval(beating)
      clearTimeout(timer)
      stopHearing()
      await others?.end()
      await sending
      for (const line of lines) close(line)
    }
  }
}

/** As row security says it, for the rows of kernel.case. */
function maySee(person: Person, audience: Audience | undefined): boolean {
  if (!audience) return false
  if (person.reach === 'province' || audience.person_id === person.personId) return true
  return audience.offices.some((office) => person.offices.includes(office))
}

const unique = (notes: Note[]): Note[] => [
  ...new Map(notes.map((note) => [`${note.case} ${note.what}`, note])).values()
]

const channel = 'motcua_live'
// A payload of NOTIFY is shorter than 8,000 bytes, and a note at most 130.
const notesPerPayload = 50

/** The other processes of the province. What could not be told is made up for by asking everybody to look again. */
function openOthers(url: string, hear: (notes: Note[]) => void, again: () => void, log: (line: object) => void) {
  const me = randomUUID()
  let client: pg.Client | undefined
  let ended = false
  let lost = false
  let timer: NodeJS.Timeout | undefined

  const send = (message: object) => {
    const sent = client?.query('select pg_notify($1, $2)', [channel, JSON.stringify({ from: me, ...message })])
    if (sent) sent.catch(() => {})
    else lost = true
  }
  const receive = (payload: string) => {
    const message = JSON.parse(payload) as { from: string; notes?: Note[] }
    if (message.from === me) return
    if (message.notes) hear(message.notes)
    else again()
  }
  const connect = async (pause: number): Promise<void> => {
    const next = new pg.Client({ connectionString: url, keepAlive: true })
    const broken = () => {
      if (client === next) client = undefined
      next.removeAllListeners('end')
      if (ended || timer) return
      lost = true
      timer = setTimeout(() => {
        timer = undefined
        void connect(Math.min(pause * 2, 30_000))
      }, pause)
    }
    next.on('error', broken)
    next.on('end', broken)
    next.on('notification', ({ payload }) => receive(payload ?? '{}'))
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
      client = next
      if (lost) {
        lost = false
        again()
        send({})
      }
    } catch (error) {
      log({ level: 'error', live: 'listen', error: (error as Error).name })
      broken()
    }
  }
  const connecting = connect(1_000)
  return {
    tell: (notes: Note[]) => {
      for (let i = 0; i < notes.length; i += notesPerPayload) send({ notes: notes.slice(i, i + notesPerPayload) })
    },
    end: async () => {
      ended = true
      clearTimeout(timer)
      await connecting
      await client?.end().catch(() => {})
    }
  }
}
