import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Refusal } from './platform/refusal.ts'
import type { Answer, Order } from './press.ts'

const usualPatienceMs = 20_000

/** `pictures`: SVG by the name under which it stands beside the template. */
type Given = { pictures?: Record<string, string>; patienceMs?: number }
type Render = (template: URL, data: object, given?: Given) => Promise<Uint8Array>
type Job = { order: Order; patienceMs: number; resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }
type Press = { worker: Worker; printed: number; end: ((answer: Answer | Error) => void) | undefined }

/** So many threads that print, each given up after its papers: the native memory of a compiler comes back only with its thread. */
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
      free.worker.unref()
      if (answer instanceof Error || ++free.printed === papersEach) close(free)
      if (answer instanceof Error) job.reject(answer)
      else if ('bytes' in answer) job.resolve(answer.bytes)
      else job.reject(new Error(`${basename(job.order.template)} cannot be printed: ${answer.fault}`))
      printNext()
    }
    // A thread at work keeps the process up, an idle one does not.
    free.worker.ref()
    free.worker.postMessage(job.order)
  }

  function openPress(): Press {
    const worker = new Worker(new URL('./press.ts', import.meta.url))
    const press: Press = { worker, printed: 0, end: undefined }
    worker.on('message', (answer: Answer) => press.end?.(answer))
    worker.on('error', (error) => press.end?.(error))
    worker.on('exit', () => {
      presses.delete(press)
      press.end?.(new Error('The thread that prints has ended.'))
    })
    presses.add(press)
    return press
  }

  /** A thread in the middle of native work ends only when that returns: it is left to itself, and another takes its place. */
  function close(press: Press): void {
    presses.delete(press)
    void press.worker.terminate()
  }

  return (template, data, { pictures = {}, patienceMs = usualPatienceMs } = {}) =>
    new Promise((resolve, reject) => {
      waiting.push({ order: { template: fileURLToPath(template), data, pictures }, patienceMs, resolve, reject })
      printNext()
    })
}

/**
 * Prints a paper: a Typst template, and the data that stand as `data.json` beside it. The same template and data give the same bytes. Data
 * are only ever data: nothing in them is read as markup. One core is left to everybody else.
 */
export const renderPaper: Render = openPresses({
  most: Math.max(1, Math.min(2, availableParallelism() - 1)),
  papersEach: 2_000
})
