import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal } from './platform/refusal.ts'
import type { Answer, Order } from './press.ts'

const usualPatienceMs = 20_000

/** `pictures`: SVG by the name under which it stands beside the template. */
type Given = { pictures?: Record<string, string>; patienceMs?: number }
type Render = (template: URL, data: object, given?: Given) => Promise<Uint8Array>
type Job = { order: Order; patienceMs: number; resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }
/**
 * Typst asks for and gives back megabytes for each paper. Left to itself the C library hands them to the system and fetches them anew, cleared
 * page by page: measured, more than a tenth of the work of a paper. Libraries other than glibc do not know this and go on as ever. One thread, since on a
 * page there is nothing to share out. Of the server's own surroundings a press needs nothing.
 */
const surroundings = {
  RAYON_NUM_THREADS: '1',
  GLIBC_TUNABLES: [
    'glibc.malloc.hugetlb=1',
    'glibc.malloc.mmap_threshold=33554432',
    'glibc.malloc.trim_threshold=1073741824',
    'glibc.malloc.top_pad=16777216'
  ].join(':')
}
type Press = { process: ChildProcess; printed: number; end: ((answer: Answer | Error) => void) | undefined }

/**
 * So many processes that print, each given up after its papers, with the native memory of its compiler. Threads would not do: one that is
 * ended in the middle of native work can keep its whole process from ever ending (seen under load), a process can always be killed.
 */
export function openPresses({ most, papersEach }: { most: number; papersEach: number }): Render {
  const waiting: Job[] = []
  const presses = new Set<Press>()

  function printNext(): void {
    const free = [...presses].find((press) => !press.end) ?? (presses.size < most ? openPress() : undefined)
    const job = free && waiting.shift()
    if (!free || !job) return
    const clock = setTimeout(() => free.end?.(new Refusal(503, 'paper.late')), job.patienceMs)
    free.end = (answer) => {
      clearTimeout(clock)
      free.end = undefined
      free.process.unref()
      free.process.channel?.unref()
      if (answer instanceof Error || ++free.printed === papersEach) close(free)
      if (answer instanceof Error) job.reject(answer)
      else if ('bytes' in answer) job.resolve(answer.bytes)
      else job.reject(new Error(`${basename(job.order.template)} cannot be printed: ${answer.fault}`))
      printNext()
    }
    // A press at work keeps the server up, an idle one does not.
    free.process.ref()
    free.process.channel?.ref()
    free.process.send(job.order)
  }

  function openPress(): Press {
    const child = fork(fileURLToPath(new URL('./press.ts', import.meta.url)), {
      serialization: 'advanced',
      execArgv: [],
      env: surroundings,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc']
    })
    const press: Press = { process: child, printed: 0, end: undefined }
    child.on('message', (answer: Answer) => press.end?.(answer))
    child.on('error', (error) => press.end?.(error))
    const takeAlong = () => void child.kill('SIGKILL')
    process.once('exit', takeAlong)
    child.once('exit', () => {
      process.off('exit', takeAlong)
      presses.delete(press)
      press.end?.(new Error('The process that prints has ended.'))
    })
    presses.add(press)
    return press
  }

  function close(press: Press): void {
    presses.delete(press)
    press.process.kill('SIGKILL')
  }

  return (template, data, { pictures = {}, patienceMs = usualPatienceMs } = {}) =>
    new Promise((resolve, reject) => {
      waiting.push({ order: { template: fileURLToPath(template), data, pictures }, patienceMs, resolve, reject })
      printNext()
    })
}

/**
 * Prints a paper: a Typst template, and the data that stand as `data.json` beside it. The same template and data give the same bytes. Data
 * are only ever data: nothing in them is read as markup. One core is left to everybody else. A press grows by half a megabyte with each paper,
 * whatever is evicted, and is given up before it has a gigabyte.
 */
export const renderPaper: Render = openPresses({
  most: Math.max(1, Math.min(2, availableParallelism() - 1)),
  papersEach: 1_000
})
