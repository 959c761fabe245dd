import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '@motcua/kernel/platform/db'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { layOutLife } from './province-life.ts'

const dossiers = 300

/**
 * Lays out the month before the first start, so that a newcomer finds dossiers at every step and in every colour of the time bar. A
 * mark in DATA_DIR keeps the moment of that start: a start that was stopped in the middle is taken up by the next, and no later start
 * adds anything.
 */
export async function layOutMonth(
  database: Database,
  { dataDir, now, publicUrl, stopped }: { dataDir: string; now: Date; publicUrl: string; stopped: AbortSignal }
): Promise<void> {
  const mark = join(dataDir, 'demo-month')
  const known: { until: string; done: boolean } = existsSync(mark)
    ? JSON.parse(readFileSync(mark, 'utf8'))
    : { until: now.toISOString(), done: false }
  if (known.done) return
  const write = (done: boolean) => {
    writeFileSync(`${mark}.new`, JSON.stringify({ ...known, done }), { mode: 0o600 })
    renameSync(`${mark}.new`, mark)
  }
  write(false)
  const until = new Date(known.until)
  const from = dayOf(new Date(until.getTime() - 31 * 86_400_000))
  const span = { from, to: dayOf(until), dossiers, until, seed: 1, publicUrl, mattersToTry: true } as const
  await layOutLife(database, span, { stopped })
  if (!stopped.aborted) write(true)
}
