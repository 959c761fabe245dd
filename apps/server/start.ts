import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { help, OperatorError, readConfig } from '@motcua/kernel/platform/config'
import { startServer } from './server.ts'

/** `npm start`: everything that goes wrong outside the program is one clear line and exit code 1. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) return console.log(help)
  if (!process.versions.node.startsWith('24.'))
    throw new OperatorError(
      `Node.js 24 is needed and comes with npm install; this is ${process.versions.node}. Use npm start.`
    )
  const config = readConfig()
  const began = performance.now()
  const log = (line: string) => console.log(`  ${line}`)
  await refuseTakenPort(config.port)
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const unlock = lock(config.dataDir)
  try {
    console.log('Một Cửa is starting.')
    const server = await startServer(config, log)
    console.log(
      `Một Cửa is ready on http://localhost:${config.port} after ${((performance.now() - began) / 1_000).toFixed(1)} s.`
    )
    if (server.demo) console.log(`Demo sign-ins: http://localhost:${config.port}/demo`)
    let stopping = false
    const stop = async (code: number) => {
      if (stopping) process.exit(1) // asked a second time: at once
      stopping = true
      await server.stop()
      unlock()
      process.exit(code)
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        console.log('Một Cửa is stopping.')
        void stop(0)
      })
    void server.databaseDied.then(() => {
      console.error('The database ended unexpectedly. Start again: what was acknowledged is there.')
      void stop(1)
    })
  } catch (error) {
    unlock()
    throw error
  }
}

function refuseTakenPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () => reject(new OperatorError(`Port ${port} is in use; choose another with PORT.`)))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  })
}

/** One server for one folder. The lock of a killed one is told by its process being gone, or being another program. */
function lock(dataDir: string): () => void {
  const file = join(dataDir, 'server.pid')
  const owner = readPid(file)
  if (owner !== undefined && owner !== process.pid && isServer(owner))
    throw new OperatorError(`A server (process ${owner}) is running on ${dataDir} already.`)
  writeFileSync(file, String(process.pid), { mode: 0o600 })
  return () => rmSync(file, { force: true })
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function isServer(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('apps/server/start.ts')
  } catch (error) {
    // Another user's process, or a system without /proc, where the answer to the signal must do.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? process.platform !== 'linux' : false
  }
}

main().catch((error) => {
  console.error(error instanceof OperatorError ? error.message : error)
  process.exit(1)
})
