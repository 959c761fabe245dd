import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { Refusal } from './platform/refusal.ts'
import type { Judgement, Verdict } from './inspector.ts'

/** What takes longer, in milliseconds, or more memory than a process of so many megabytes has, is refused. */
export type Limits = { patienceMs: number; megabytes: number }
/**
 * A picture of a telephone needs half a second and 200 MB. Generous, because on a machine with too much to do the file is not to blame: twenty
 * seconds were once too few for a page without a line on it.
 */
const usualLimits: Limits = { patienceMs: 90_000, megabytes: 700 }
/** Of these, what objects may take; the rest is for pixels and unpacked streams. */
const heapMegabytes = 128
/** An inspector that has nothing to do for so long goes home. */
const idleMs = 60_000

type Inspector = { child: ChildProcess; turn: Promise<unknown>; judged: number; idle?: NodeJS.Timeout }
const inspectors = new Map<string, Inspector>()

/**
 * Has a file judged by its bytes, and a copy made of a picture. What parses bytes of strangers runs in a process of its own, without
 * our settings and without rights outside its folder; whatever happens there, at most this one file is refused.
 */
export function inspectFile(files: string, path: string, copy: string, limits = usualLimits): Promise<Judgement> {
  const inspector = inspectorOf(files, limits)
  const verdict = inspector.turn.then(() => ask(files, limits, { path, copy }))
  inspector.turn = verdict.catch(() => {})
  return verdict
}

function inspectorOf(files: string, { megabytes }: Limits): Inspector {
  const known = inspectors.get(files)
  // One that was killed may still count as connected for a moment.
  if (known?.child.connected && known.child.exitCode === null && known.child.signalCode === null) return known
  const root = join(import.meta.dirname, '..')
  const child = fork(join(import.meta.dirname, 'inspector.ts'), [String(megabytes)], {
    execArgv: [
      `--max-old-space-size=${heapMegabytes}`,
      '--permission',
      '--allow-addons',
      '--allow-worker',
      `--allow-fs-read=${root}`,
      `--allow-fs-read=${files}`,
      `--allow-fs-write=${files}`
    ],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc']
  })
  child.unref()
  child.channel?.unref()
  const inspector: Inspector = { child, turn: known?.turn ?? Promise.resolve(), judged: 0 }
  inspectors.set(files, inspector)
  return inspector
}

async function ask(files: string, limits: Limits, order: { path: string; copy: string }): Promise<Judgement> {
  const inspector = inspectorOf(files, limits)
  const { child } = inspector
  clearTimeout(inspector.idle)
  child.channel?.ref()
  const verdict = await new Promise<Verdict | undefined>((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), limits.patienceMs)
    const settle = (found?: Verdict) => {
      clearTimeout(late)
      child.off('exit', gone).off('message', settle)
      resolve(found)
    }
    const gone = () => settle()
    child.once('message', settle).once('exit', gone)
    child.send(order, (error) => error && gone())
  })
  child.channel?.unref()
  inspector.idle = setTimeout(() => child.kill(), idleMs).unref()
  // What an earlier file has left behind is not this one's fault: an inspector that has judged nothing yet decides.
  if (!verdict && inspector.judged > 0) return ask(files, limits, order)
  if (!verdict) throw new Refusal(422, 'file.heavy')
  inspector.judged++
  if ('refused' in verdict) throw new Refusal(verdict.status, verdict.refused, verdict.values)
  return verdict
}
