import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { spec } from 'node:test/reporters'
import { Readable } from 'node:stream'
import type { TestEvent } from 'node:test/reporters'

/**
 * The spec reporter, which prints the failing tests once more after its counts; whoever reads the end of a log wants the counts there,
 * so after failures they are said again. The names of what failed stand in the runner's folder too (run-tests.ts).
 */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const seats = process.env.MOTCUA_TEST_SEATS
  const counts: string[] = []
  let failed = false
  async function* watched(): AsyncGenerator<TestEvent> {
    for await (const event of events) {
      if (event.type === 'test:fail') {
        failed = true
        if (seats) appendFileSync(join(seats, 'failed'), `${event.data.name}\n`)
      }
      if (event.type === 'test:diagnostic' && event.data.nesting === 0 && !event.data.file)
        counts.push(event.data.message)
      yield event
    }
  }
  for await (const piece of Readable.from(watched()).pipe(new spec())) yield String(piece)
  if (failed) yield `\n${counts.map((count) => `ℹ ${count}\n`).join('')}`
}
