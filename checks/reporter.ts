import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { spec } from 'node:test/reporters'
import { Readable } from 'node:stream'
import type { TestEvent } from 'node:test/reporters'
import { root } from './sources.ts'

const kept = join(root, '.cache', 'test-seconds')

/** Seconds that the tests of each file took when they last ran on this machine; the file that ran last at the end. */
export const secondsTaken = (): Record<string, number> =>
  existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {}

/**
 * The spec reporter, which prints the failing tests once more after its counts; whoever reads the end of a log wants the counts there,
 * so after failures they are said again. The names of what failed stand in the runner's folder too (run-tests.ts), and how long each file took
 * is kept for the next check.
 */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const seats = process.env.MOTCUA_TEST_SEATS
  const counts: string[] = []
  const took: Record<string, number> = {}
  let failed = false
  async function* watched(): AsyncGenerator<TestEvent> {
    for await (const event of events) {
      if (event.type === 'test:fail') {
        failed = true
        if (seats) appendFileSync(join(seats, 'failed'), `${event.data.name}\n`)
      }
      if ((event.type === 'test:pass' || event.type === 'test:fail') && event.data.nesting === 0 && event.data.file) {
        const file = relative(root, event.data.file)
        if (!file.startsWith('..')) took[file] = (took[file] ?? 0) + event.data.details.duration_ms / 1000
      }
      if (event.type === 'test:diagnostic' && event.data.nesting === 0 && !event.data.file)
        counts.push(event.data.message)
      yield event
    }
  }
  for await (const piece of Readable.from(watched()).pipe(new spec())) yield String(piece)
  if (failed) yield `\n${counts.map((count) => `ℹ ${count}\n`).join('')}`
  const before = secondsTaken()
  for (const file of Object.keys(took)) delete before[file]
  mkdirSync(dirname(kept), { recursive: true })
  // Whole under its name at once: two runs may be at it.
  writeFileSync(`${kept}.${process.pid}`, JSON.stringify({ ...before, ...took }))
  renameSync(`${kept}.${process.pid}`, kept)
}
