/**
 * The official papers on their way to the printer of this machine, and those that did not get there. Kept on the machine, as the printer
 * is its own: whatever becomes of the line or the window, a paper that did not come out stands on a list. Only numbers, no names.
 */
import { callForPdf, Problem } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { printPdf } from '@motcua/ui/files/print.ts'
import { printApology, printReceipt, printRefusal, printSupplementRequest } from '../../contract.ts'
import { openMachineStore } from './machine-store.ts'

const endpoints = {
  receipt: printReceipt,
  supplementRequest: printSupplementRequest,
  refusal: printRefusal,
  apology: printApology
}

/** A paper of a dossier: of several of a kind the last. */
export type PrintedPaper = { id: string; number: string; kind: keyof typeof endpoints }
/** Why it did not come out: the server's no, the line, or a browser that could not. */
export type Why = Pick<Problem, 'status' | 'code' | 'title' | 'detail'>
type Print = PrintedPaper & { since: string; why?: Why }
type Kept = { waiting: Print[]; last?: PrintedPaper & { at: string } }

const ownWhy = (code: 'unprintable' | 'cut'): Why => ({ status: 0, code, title: '', detail: '' })

const store = openMachineStore<Kept>(
  'desk.prints',
  (text) => {
    const kept = JSON.parse(text) as Kept
    // A window that was closed while a paper was on its way: whether it came out nobody knows.
    return { ...kept, waiting: kept.waiting.map((print) => ({ ...print, why: print.why ?? ownWhy('cut') })) }
  },
  { waiting: [] }
)

export const isSame = (one: PrintedPaper, other: PrintedPaper): boolean =>
  one.id === other.id && one.kind === other.kind
const without = (paper: PrintedPaper) => store.get().waiting.filter((one) => !isSame(one, paper))

// One after the other: a printer is one, and so is the frame it is printed from.
let queue = Promise.resolve()

/** Fetches a paper and hands it to the printer; what stands in its way is kept with it. */
export function printPaper({ id, number, kind }: PrintedPaper): void {
  const paper = { id, number, kind }
  store.set({ ...store.get(), waiting: [...without(paper), { ...paper, since: now().toISOString() }] })
  // A fault of ours in one paper is told to the browser's log and holds no other.
  queue = queue
    .catch(() => {})
    .then(async () => {
      const why = await tryToPrint(paper)
      const { waiting, ...rest } = store.get()
      if (why) store.set({ ...rest, waiting: waiting.map((one) => (isSame(one, paper) ? { ...one, why } : one)) })
      else store.set({ waiting: without(paper), last: { ...paper, at: now().toISOString() } })
    })
}

async function tryToPrint({ id, kind }: PrintedPaper): Promise<Why | undefined> {
  try {
    const bytes = await callForPdf(endpoints[kind], { params: { id } })
    return (await printPdf(bytes)) ? undefined : ownWhy('unprintable')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { status, code, title, detail } = error
    return { status, code, title, detail }
  }
}

/** Takes a paper off the list: nobody needs it on paper any more. */
export const dropPrint = (paper: PrintedPaper): void => store.set({ ...store.get(), waiting: without(paper) })

export const usePrints = store.use
