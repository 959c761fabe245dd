import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { uuidV7 } from '../kernel/rules/numbers.ts'
import { citizens, fileOf, personOf, rawSubmission } from './fill.ts'

/** What a worker thread is asked to do, so that the clients' work does not hold up the server's. */
export type Order = {
  what: 'lifecycles' | 'submissions' | 'raw' | 'work' | 'tracking' | 'search' | 'flood'
  seconds: number
  desks: { id: number; commune: string }[]
  numbers: string[]
  /** How many at once, where it is not as many as usual. */
  lanes?: number
}
export type Done = { count: number; seconds: number; ms: number[]; turnedAway?: number }
export type Setting = { port: number; ownerUrl: string; version: string; answers: object }

const clients = 32
const { port, ownerUrl, version, answers } = workerData as Setting

/** As the apps make them: new keys lie beside each other in an index. */
const newKey = () => uuidV7(new Date(), randomBytes(10))

type Lane = (method: string, path: string, actor: string, body?: object) => Promise<void>

/** Told to come again: what a flood is answered. */
class TurnedAway extends Error {}

/**
 * One client on a connection of its own. Written by hand: Node's client costs as much per request as the half of a submission, and
 * on two cores that would be measured too.
 */
async function openLane(): Promise<Lane> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true).unref()
  await once(socket, 'connect')
  let arrived = ''
  let answer: ((reply: string | Error) => void) | undefined
  socket.setEncoding('latin1').on('data', (part: string) => {
    arrived += part
    const end = arrived.indexOf('\r\n\r\n')
    if (end < 0) return
    const length = Number(/^content-length: (\d+)/im.exec(arrived.slice(0, end))?.[1])
    if (arrived.length < end + 4 + length) return
    const reply = arrived
    arrived = ''
    answer?.(reply)
  })
  socket.on('error', (error) => answer?.(error)).on('close', () => answer?.(new Error('The server hung up.')))
  return async (method, path, actor, body) => {
    const payload = body ? JSON.stringify(body) : ''
    const written = body
      ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(payload)}\r\nidempotency-key: ${newKey()}\r\n`
      : ''
    socket.write(`${method} ${path} HTTP/1.1\r\nhost: localhost\r\nx-bench-actor: ${actor}\r\n${written}\r\n${payload}`)
    const reply = await new Promise<string | Error>((resolve) => {
      answer = resolve
    })
    if (reply instanceof Error) throw reply
    if (/^HTTP\/1.1 503.*retry-after: \d/is.test(reply)) throw new TurnedAway()
    if (!/^HTTP\/1.1 2/.test(reply)) throw new Error(`${path}: ${reply}`)
  }
}

const pick = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)] as T

async function submit(call: Lane, { commune }: { commune: string }): Promise<string> {
  const id = newKey()
  const citizen = Math.floor(Math.random() * citizens)
  const papers = [
    { code: 'medical_birth_certificate', sha256: fileOf('citizen', citizen), name: 'giay-chung-sinh.pdf' }
  ]
  const answered = { ...answers, mother_residence: { commune, line: '12 Chi Lăng' } }
  await call('POST', '/api/dossiers', `citizen ${citizen}`, {
    id,
    procedure: '9.000001',
    version,
    answers: answered,
    papers
  })
  return id
}

const one: Record<Exclude<Order['what'], 'raw' | 'flood'>, (call: Lane, order: Order) => Promise<unknown>> = {
  submissions: (call, { desks }) => submit(call, pick(desks)),
  lifecycles: async (call, { desks }) => {
    const desk = pick(desks)
    const id = await submit(call, desk)
    await call('POST', `/api/dossiers/${id}/receipt`, `receiver ${desk.id}`, {})
    const result = { sha256: fileOf('decider', desk.id), name: 'ket-qua.pdf' }
    await call('POST', `/api/dossiers/${id}/decision`, `decider ${desk.id}`, { outcome: 'granted', result })
    await call('POST', `/api/dossiers/${id}/return`, `receiver ${desk.id}`, { collectedBy: 'applicant' })
  },
  work: (call, { desks }) => call('GET', '/api/work?tab=mine', `receiver ${pick(desks).id}`),
  search: (call, { desks }) =>
    call(
      'GET',
      `/api/dossiers?q=${encodeURIComponent(`nguyễn văn ${1_000 + Math.floor(Math.random() * 9_000)}`)}`,
      `receiver ${pick(desks).id}`
    ),
  tracking: (call, { numbers }) => call('GET', `/api/tracking?number=${pick(numbers)}&code=8K3F9T2M`, 'public')
}

/**
 * Three times as many citizens as the house lets in at once all file without a pause, and ask again a tenth of a second after a no. Beside
 * them one officer asks for the list of work: `ms` is how long that takes.
 */
async function flood(order: Order): Promise<Done> {
  const begun = performance.now()
  const until = begun + order.seconds * 1000
  const ms: number[] = []
  let count = 0
  let turnedAway = 0
  const citizen = async () => {
    const lane = await openLane()
    while (performance.now() < until)
      await submit(lane, pick(order.desks)).then(
        () => count++,
        async (error: Error) => {
          if (!(error instanceof TurnedAway)) throw error
          turnedAway++
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
      )
  }
  const officer = async () => {
    const lane = await openLane()
    while (performance.now() < until) {
      const from = performance.now()
      await one.work(lane, order)
      ms.push(performance.now() - from)
    }
  }
  await Promise.all([officer(), ...Array.from({ length: 450 }, citizen)])
  return { count, seconds: (performance.now() - begun) / 1000, ms, turnedAway }
}

async function measure(order: Order): Promise<Done> {
  const { what, seconds, desks } = order
  if (what === 'flood') return flood(order)
  // Waiting times are those of one person at a time; what is counted per second comes from many at once.
  const wide = what === 'work' || what === 'tracking' || what === 'search' ? 1 : (order.lanes ?? clients)
  const raw = what === 'raw' ? await Promise.all(Array.from({ length: wide }, openRaw)) : []
  const lanes = what === 'raw' ? [] : await Promise.all(Array.from({ length: wide }, openLane))
  const ms: number[] = []
  const begun = performance.now()
  const until = begun + seconds * 1000
  await Promise.all(
    Array.from({ length: wide }, async (_, lane) => {
      while (performance.now() < until) {
        const from = performance.now()
        if (what === 'raw') await submitRaw(raw[lane] as pg.Client, pick(desks))
        else await one[what](lanes[lane] as Lane, order)
        ms.push(performance.now() - from)
      }
    })
  )
  const took = (performance.now() - begun) / 1000
  await Promise.all(raw.map((client) => client.end()))
  return { count: ms.length, seconds: took, ms }
}

const words = JSON.stringify({
  vi: { title: 'Đã gửi hồ sơ', text: 'x'.repeat(300) },
  en: { title: 'Sent', text: 'x'.repeat(300) }
})

async function submitRaw(client: pg.Client, { id: office }: Order['desks'][number]): Promise<void> {
  const citizen = Math.floor(Math.random() * citizens)
  const written = JSON.stringify(answers)
  const values = [
    newKey(),
    office,
    version,
    written,
    newKey(),
    personOf('citizen', citizen),
    fileOf('citizen', citizen),
    words,
    newKey()
  ]
  await client.query({ name: 'submission', text: rawSubmission, values })
}

async function openRaw(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  return client
}

parentPort?.on('message', (order: Order) => {
  measure(order).then(
    (done) => parentPort?.postMessage(done),
    (error: Error) => parentPort?.postMessage(error)
  )
})
