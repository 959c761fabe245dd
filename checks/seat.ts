import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Loaded before the test runner and before each file of tests (`--import`). Says which process runs a file and when that process begins to
 * end, or with which code the runner does: Node.js 24 can stop for ever between that and its end (nodejs/node#64274), and the limits of its
 * test runner do not reach a process that no longer turns its events.
 */
const folder = process.env.MOTCUA_TEST_SEATS
const file = process.argv[1]
/** Whole or not there: whoever watches the folder must not read half a word. */
function say(name: string, text: string): void {
  const making = join(folder as string, `making.${process.pid}`)
  writeFileSync(making, text)
  renameSync(making, join(folder as string, name))
}
if (folder && !process.env.NODE_TEST_CONTEXT) process.once('exit', (code) => say('code', String(code)))
else if (folder && file?.endsWith('.test.ts')) {
  say(`${process.pid}.begun`, file)
  process.once('exit', () => {
    say(`${process.pid}.ended`, file)
    rmSync(join(folder, `${process.pid}.begun`), { force: true })
  })
}
