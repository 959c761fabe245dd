import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Actor, bySystem, houseCtx } from '../kernel/platform/commands.ts'
import { applicationUrl, openDatabase } from '../kernel/platform/db.ts'
import { openGate, usualLimits } from '../kernel/platform/gate.ts'
import { buildServer } from '../kernel/platform/http.ts'
import { migrate, migrationFolders, readMigrations } from '../kernel/platform/migrate.ts'
import { html } from '../kernel/platform/page.ts'
import { freePort, startPostgres } from '../kernel/platform/postgres.ts'
import { kernelModule } from '../kernel/module.ts'
import { dossiers } from '../modules/dossiers/index.ts'
import { publishVersion } from '../modules/procedures/index.ts'
import type { Procedure } from '../modules/procedures/rules.ts'
import { layOutProvince } from '../apps/server/province.ts'
import pg from 'pg'
import { benchCalendar } from './calendar.ts'
import type { Done, Order, Setting } from './client.ts'
import { citizens, fill, isKindOfPerson, personOf, settle } from './fill.ts'
import { benchPapers, receiptsAsked } from './papers.ts'

const root = join(import.meta.dirname, '..')
const small = process.argv.includes('--small')
const most = Number(process.argv.find((word) => word.startsWith('--most='))?.slice(7) ?? 1_000_000)
const sizes = small ? [1_000, 10_000] : [10_000, 100_000, 1_000_000].filter((size) => size <= most)
const seconds = small ? 3 : 6

// A birth to married parents, at a desk that decides itself: the shortest way the law knows.
const place = { commune: '19756', line: '12 Chi Lăng' }
const answers = {
  birth_proof_kind: 'medical_certificate', birth_proof_no: 'GCS-0017', parents_married: true, desk_by: 'mother', surrogacy: false,
  child_name: 'TRẦN NGUYỄN AN NHIÊN', child_birth_date: '2021-12-20', child_sex: 'female', child_ethnicity: '01',
  child_nationality: 'VN', child_birth_place: place, child_origin: place, mother_name: 'NGUYỄN THỊ HOA', mother_birth_year: '1990',
  mother_ethnicity: '01', mother_nationality: 'VN', mother_residence: place, father_name: 'TRẦN VĂN NAM', father_birth_year: '1988',
  father_ethnicity: '01', father_nationality: 'VN', father_residence: place, applicant_relation: 'mother',
  applicant_name: 'NGUYỄN THỊ HOA', applicant_personal_id: '046190000011', applicant_residence: place, applicant_phone: '0914000001',
  applicant_id_paper: { kind: 'cccd', number: '046190000011', issuedOn: '2021-05-10', issuedBy: 'Cục Cảnh sát QLHC về TTXH' }
} // biome-ignore format: a form filled in

function readProcedure(): Procedure {
  const birth: Procedure = JSON.parse(readFileSync(join(root, 'data/procedures/1.001193.json'), 'utf8'))
  const [receive, , , issue] = birth.steps
  if (!receive || !issue) throw new Error('The birth procedure has lost its steps.')
  return {
    ...birth,
    code: '9.000001',
    steps: [
      { ...receive, hours: 7, decides: true },
      { ...issue, hours: 1 }
    ]
  }
}

/** `citizen 17`, `receiver 2807` and `decider 2807`: many who file, and two officers of each desk, since who receives does not decide. */
function actorOf(word: string): Actor {
  const [who = '', number] = word.split(' ')
  if (!isKindOfPerson(who)) return { kind: 'public' }
  const person = { kind: 'person' as const, personId: personOf(who, Number(number)), name: who, reach: 'own' as const }
  if (who === 'citizen') return { ...person, roles: ['citizen'], appointments: [], offices: [] }
  const held = { office: Number(number), post: 'officer', role: 'officer' as const }
  return { ...person, roles: ['officer'], appointments: [held], offices: [held.office] }
}

const names = { work: 'work list of an office', search: 'search by name in an office', tracking: 'public tracking' }

function halfAndMost(ms: number[]): string {
  const sorted = ms.toSorted((a, b) => a - b)
  const part = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
  return `${part(0.5)} / ${part(0.99)} ms`
}

const endless = { burst: 1e9, aSecond: 1e9 }
const same = <T>(value: T) => ({ read: value, write: value, file: value })

async function bench(dir: string): Promise<string[]> {
  const lines: string[] = []
  const say = (what: string, figure: string) => {
    lines.push(`| ${what} | ${figure} |`)
    console.log(`${what.padEnd(64)} ${figure}`)
  }
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), durable: true })
  await migrate(postgres.url, readMigrations(migrationFolders(root)))
  const owner = new pg.Client({ connectionString: postgres.url })
  await owner.connect()
  const database = openDatabase(applicationUrl(postgres.url), { files: join(dir, 'files') })
  const now = new Date('2021-12-29T09:00:00+07:00')
  await layOutProvince(database, { now: new Date(), demo: false })
  await owner.query(settle, [citizens])
  const version = await bySystem(database, (db) => publishVersion(houseCtx(db, now), readProcedure(), '2021-07-01'))
  const app = await buildServer({
    database,
    modules: [kernelModule, dossiers],
    actorOf: async (headers) => actorOf(String(headers['x-bench-actor'])),
    now: () => now,
    publicUrl: 'http://localhost:8080',
    // All clients share one address here, and the clock by which nobody's share is filled up again stands still.
    gate: openGate({ ...usualLimits, person: same(endless), address: same(endless) }),
    frame: ({ body }) => html`${body}`
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  const setting: Setting = { port, ownerUrl: postgres.url, version, answers }
  const worker = new Worker(join(import.meta.dirname, 'client.ts'), { workerData: setting })
  const ask = (order: Omit<Order, 'seconds'>) =>
    new Promise<Done>((resolve, reject) => {
      worker.once('message', (done: Done | Error) => (done instanceof Error ? reject(done) : resolve(done)))
      worker.postMessage({ ...order, seconds })
    })
  const desks: Order['desks'] = (
    await owner.query(`select id, area_code as commune from kernel.office where kind = 'commune_committee'`)
  ).rows
  const rate = ({ count, seconds: took }: Done) => count / took
  // A program that has just begun is translated while it runs; what a province runs has run since the morning.
  for (const what of ['submissions', 'lifecycles'] as const) await ask({ what, desks, numbers: [] })

  let filled = 0
  for (const size of sizes) {
    await owner.query('set session_replication_role = replica')
    for (; filled < size; filled += 10_000)
      await owner.query(fill, [filled, Math.min(filled + 10_000, size) - 1, version, JSON.stringify(answers)])
    filled = size
    await owner.query('set session_replication_role = default')
    await owner.query('vacuum analyze')
    await owner.query('checkpoint')
    const at = `at ${size.toLocaleString('en')}`
    const { rows } = await owner.query<{ number: string }>(
      `select number from kernel.case where id < '00000000-0000-7000-9000-000000000000' limit 500`
    )
    const numbers = rows.map((row) => row.number)
    for (const what of ['work', 'search', 'tracking'] as const) {
      const { ms } = await ask({ what, desks, numbers })
      say(`${names[what]}, p50 / p99, ${at}`, halfAndMost(ms))
    }
    if (size === sizes[0] || size === sizes.at(-1)) {
      // Right after a checkpoint every page is written down whole the first time it is touched, and after a vacuum every connection plans anew:
      // that is the first half minute of a day, not its pace.
      for (let i = 0; i < 2; i++) await ask({ what: 'lifecycles', desks, numbers })
      say(
        `whole lifecycles (four durable calls; aim 150/s), ${at}`,
        `${rate(await ask({ what: 'lifecycles', desks, numbers })).toFixed(0)}/s`
      )
    }
  }
  await ask({ what: 'submissions', desks, numbers: [] })
  const spread = rate(await ask({ what: 'submissions', desks, numbers: [] }))
  // Measured against the statement at its best: on two cores it is not faster the more connections send it.
  const raws: number[] = []
  for (const lanes of [4, 8, 16]) raws.push(rate(await ask({ what: 'raw', desks, numbers: [], lanes })))
  const raw = Math.max(...raws)
  const single = rate(await ask({ what: 'submissions', desks: desks.slice(0, 1), numbers: [] }))
  say('the rows of a submission by one prepared statement, at its best', `${raw.toFixed(0)}/s`)
  say(
    `submissions over ${desks.length} offices (aim 0.5, at least 0.3 of that)`,
    `${spread.toFixed(0)}/s, ${(spread / raw).toFixed(2)}`
  )
  say('submissions at one office', `${single.toFixed(0)}/s, ${(single / raw).toFixed(2)}`)
  const flood = await ask({ what: 'flood', desks, numbers: [] })
  say(
    'dossiers taken from a flood of 450 citizens at once',
    `${rate(flood).toFixed(0)}/s, ${(rate(flood) / spread).toFixed(2)} of without`
  )
  say(
    'work list of an office meanwhile, p50 / p99 (p99 at most 1,000 ms)',
    `${halfAndMost(flood.ms)}; ${flood.turnedAway} times a citizen was told to wait`
  )
  await worker.terminate()
  await app.close()
  await database.end()
  await owner.end()
  await postgres.stop()
  const receipts = await benchPapers()
  say(
    'receipts (Mẫu 01) a second and a core (at least 150)',
    `${receipts.aCore.toFixed(0)}/s, ${(receipts.aCore / receiptsAsked).toFixed(2)}`
  )
  for (const { kind, ms } of benchCalendar()) say(`a million additions in ${kind}`, `${ms} ms`)
  await benchStart(dir, say)
  return lines
}

/** `npm start` on an empty folder and once more on the filled one; memory of the server without its database. */
async function benchStart(dir: string, say: (what: string, figure: string) => void): Promise<void> {
  for (const turn of ['first', 'second']) {
    const port = await freePort()
    const begun = performance.now()
    const server = spawn(process.execPath, [join(root, 'apps/server/start.mjs')], {
      env: { ...process.env, PORT: String(port), DATA_DIR: join(dir, 'var') },
      stdio: 'ignore'
    })
    const ended = new Promise((resolve) => server.once('exit', resolve))
    while (
      !(await fetch(`http://127.0.0.1:${port}/health`).then(
        (reply) => reply.ok,
        () => false
      ))
    ) {
      if (server.exitCode !== null) throw new Error('The server ended while it started.')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const took = (performance.now() - begun) / 1000
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]
    say(`${turn} start until the page is usable`, `${took.toFixed(1)} s, ${Math.round(Number(kilobytes) / 1024)} MB`)
    server.kill('SIGINT')
    await ended
  }
}

const dir = mkdtempSync(join(tmpdir(), 'motcua-bench-'))
try {
  const lines = await bench(dir)
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node.js ${process.versions.node}, PostgreSQL 18 with fsync`
  const page = [
    '# Measurements',
    '',
    `Made by \`npm run bench\` on ${machine}; 32 clients in a thread of their own.`,
    '',
    '| what | figure |',
    '|---|---|',
    ...lines,
    ''
  ]
  if (!small) writeFileSync(join(root, 'docs/bench.md'), page.join('\n'))
} finally {
  rmSync(dir, { recursive: true, force: true })
}
