import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { rawSubmission } from './fill.ts'

/** What a worker thread is asked to do, so that the clients' work does not hold up the server's. */
export type Order = {
  what: 'lifecycles' | 'submissions' | 'raw' | 'work' | 'tracking'
  seconds: number
  desks: { id: number; commune: string }[]
  numbers: string[]
}
export type Done = { count: number; seconds: number; ms: number[] }
export type Setting = { port: number; ownerUrl: string; version: string; answers: object; file: string }

const clients = 16
const { port, ownerUrl, version, answers, file } = workerData as Setting
const agent = new Agent({ keepAlive: true, maxSockets: clients })

function call(method: string, path: string, actor: string, body?: object): Promise<void> {
  const payload = body && JSON.stringify(body)
  const headers = {
    'x-bench-actor': actor,
    ...(payload
      ? {
          'idempotency-key': randomUUID(),
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(payload)
        }
      : {})
  }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      reply.on('end', () =>
        (reply.statusCode ?? 500) < 300 ? resolve() : reject(new Error(`${path}: ${reply.statusCode} ${text}`))
      )
    })
    sent.on('error', reject).end(payload)
  })
}

const pick = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)] as T

async function submit({ commune }: { commune: string }): Promise<string> {
  const id = randomUUID()
  const papers = [{ code: 'medical_birth_certificate', sha256: file, name: 'giay-chung-sinh.pdf' }]
  const answered = { ...answers, mother_residence: { commune, line: '12 Chi Lăng' } }
  await call('POST', '/api/dossiers', 'citizen', { id, procedure: '9.000001', version, answers: answered, papers })
  return id
}

const one: Record<Exclude<Order['what'], 'raw'>, (order: Order) => Promise<unknown>> = {
  submissions: ({ desks }) => submit(pick(desks)),
  lifecycles: async ({ desks }) => {
    const desk = pick(desks)
    const id = await submit(desk)
    await call('POST', `/api/dossiers/${id}/receipt`, `receiver ${desk.id}`, {})
    const result = { sha256: file, name: 'ket-qua.pdf' }
    await call('POST', `/api/dossiers/${id}/decision`, `decider ${desk.id}`, { outcome: 'granted', result })
    await call('POST', `/api/dossiers/${id}/return`, `receiver ${desk.id}`, { collectedBy: 'applicant' })
  },
  work: ({ desks }) => call('GET', '/api/work?tab=mine', `receiver ${pick(desks).id}`),
  tracking: ({ numbers }) => call('GET', `/api/tracking?number=${pick(numbers)}&code=8K3F9T2M`, 'public')
}

async function measure(order: Order): Promise<Done> {
  const { what, seconds, desks } = order
  const raw = what === 'raw' ? await Promise.all(Array.from({ length: clients }, () => connect())) : []
  const ms: number[] = []
  const begun = performance.now()
  const until = begun + seconds * 1000
  // Waiting times are those of one person at a time; what is counted per second comes from sixteen at once.
  const lanes = what === 'work' || what === 'tracking' ? 1 : clients
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (performance.now() < until) {
        const from = performance.now()
        if (what === 'raw')
          await (raw[lane] as pg.Client).query({
            name: 'submission',
            text: rawSubmission,
            values: [
              randomUUID(),
              pick(desks).id,
              version,
              JSON.stringify(answers),
              randomUUID(),
              JSON.stringify(answers)
            ]
          })
        else await one[what](order)
        ms.push(performance.now() - from)
      }
    })
  )
  const took = (performance.now() - begun) / 1000
  await Promise.all(raw.map((client) => client.end()))
  return { count: ms.length, seconds: took, ms }
}

async function connect(): Promise<pg.Client> {
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
