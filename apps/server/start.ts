import { createServer } from 'node:net'
import { help, OperatorError, readConfig } from '@motcua/kernel/platform/config'
import { lockFolder } from './lock.ts'

/** `npm start`: brings up the province and keeps it up until Ctrl-C. */
export async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(help)
  const began = performance.now()
  const say = (line: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`)
  const asked = new AbortController()
  onSignals(() => asked.abort())
  try {
    if (args.length > 0)
      throw new OperatorError(`There is no option ${args[0]}; settings are environment variables, see --help.`)
    const config = readConfig()
    await demandFreePort(config.port)
    const unlock = lockFolder(config.dataDir)
    try {
      // Loaded only now: what cannot begin is told at once.
      const { runServer } = await import('./server.ts')
      await runServer(config, asked.signal, say)
    } finally {
      unlock()
    }
    process.exit(0)
  } catch (error) {
    // Who stops a start in its middle interrupts its parts as well, and is told nothing of what they say to that.
    const interrupted = error instanceof OperatorError || (error as Error).name === 'AbortError'
    if (asked.signal.aborted && interrupted) process.exit(0)
    console.error(lineOf(error))
    process.exit(1)
  }
}

/** Before anything else is begun: a taken port must not cost a database that is laid out and thrown away. */
async function demandFreePort(port: number): Promise<void> {
  // localhost may mean either: another program on ::1 would be shown in our place.
  for (const host of ['127.0.0.1', '::1']) {
    const code = await new Promise<string | undefined>((resolve) => {
      const probe = createServer()
      probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      probe.listen({ port, host }, () => probe.close(() => resolve(undefined)))
    })
    if (code === 'EADDRINUSE' || code === 'EACCES') throw new OperatorError(portLine(port, code))
  }
}

const portLine = (port: number, code: string) =>
  code === 'EACCES'
    ? `PORT ${port} may not be opened by this user: choose one from 1024 on.`
    : `PORT ${port} is in use by another program: stop it, or choose another PORT.`

/** The first Ctrl-C asks to stop, a second one ends at once. */
function onSignals(ask: () => void): void {
  let askedAt: number | undefined
  const receive = () => {
    // npm passes on a Ctrl-C that has reached us from the terminal already.
    if (askedAt !== undefined && performance.now() - askedAt > 500) process.exit(130)
    askedAt ??= performance.now()
    ask()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, receive)
}

/** One line for whoever runs the server where that person can act; anything else is a fault of ours and told in full. */
function lineOf(error: unknown): string {
  if (error instanceof OperatorError) return error.message
  const { code, path, port, message, stack } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE' && port) return portLine(port, code)
  if (path && ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(code ?? ''))
    return `DATA_DIR cannot be used: ${message}.`
  return stack ?? String(error)
}
