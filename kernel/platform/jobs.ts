import { Type } from 'typebox'
import { bySystem, houseCtx } from './commands.ts'
import type { Database } from './db.ts'
import type { Job } from './module.ts'

const Taken = Type.Object({ taken: Type.Boolean() })

/** Runs one job now, unless another process is at it, and tells `done` after each of its transactions. */
export async function runJob(
  database: Database,
  job: Job,
  now: Date,
  publicUrl: string,
  done: () => void = () => {}
): Promise<void> {
  while ((await runOnce(database, job, now, publicUrl)) === 'more') done()
}

function runOnce(database: Database, job: Job, now: Date, publicUrl: string): Promise<'more' | void> {
  return bySystem(database, async (db) => {
    const [lock] = await db(Taken)`select pg_try_advisory_xact_lock(hashtextextended(${`job ${job.name}`}, 0)) as taken`
    if (lock?.taken) return job.run(houseCtx(db, now, publicUrl))
  })
}

/** Repeats every job at its pace until stopped; a job that fails is logged and tried again at its next turn. */
export function startJobs(
  database: Database,
  jobs: Job[],
  now: () => Date,
  publicUrl: string,
  log: (line: object) => void
): () => Promise<void> {
  const running = new Set<Promise<void>>()
  const timers = jobs.map((job) =>
    setInterval(() => {
      const run = runJob(database, job, now(), publicUrl)
        .catch((error: Error) => log({ level: 'error', job: job.name, error: error.name }))
        .finally(() => running.delete(run))
      running.add(run)
    }, job.everySeconds * 1_000)
  )
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.all(running)
  }
}
