import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Loaded before the test runner and before each file of tests (`--import`). Says which process runs a file and when that process begins to
 * end, or with which code the runner does: Node.js 24 can stop for ever between that and its end (nodejs/node#64274), and the limits of its
 * test runner do not reach a process that no longer turns its events.
 */
const folder = process.env.MOTCUA_TEST_SEATS
const file = process.argv[1]
if (folder && !process.env.NODE_TEST_CONTEXT)
  process.once('exit', (code) => writeFileSync(join(folder, 'code'), String(code)))
else if (folder && file?.endsWith('.test.ts')) {
  writeFileSync(join(folder, `${process.pid}.begun`), file)
  process.once('exit', () => {
    writeFileSync(join(folder, `${process.pid}.ended`), file)
    rmSync(join(folder, `${process.pid}.begun`), { force: true })
  })
}
