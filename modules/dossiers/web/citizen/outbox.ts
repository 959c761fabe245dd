/** What its maker has sent while there was no line. It goes off by itself when the line is back, once. */
import { openProcedure, openVersion } from '@motcua/procedures/contract'
import { call, Problem } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { onNetwork } from '@motcua/ui/network.ts'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { usePerson } from './asking.ts'
import { allDrafts, type Draft, keepDraft, readDraft } from './drafts.ts'
import { sendDraft } from './sending.ts'

/** A no that will still be a no in an hour: somebody must look. The line, and a server that is being mended, are only waited for. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Problem) || error.code === 'file.gone') return true
  return error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status)
}

const everyMs = 60_000

/** Tries when the line is back, when the app is opened or looked at again, and now and then: a phone does not always tell. */
export function useOutbox(): void {
  const queries = useQueryClient()
  const { person } = usePerson()
  useEffect(() => {
    if (!person) return
    const tryAll = () => void sendWaiting(person, queries)
    tryAll()
    const timer = setInterval(tryAll, everyMs)
    const deaf = onNetwork(tryAll)
    document.addEventListener('visibilitychange', tryAll)
    return () => {
      clearInterval(timer)
      deaf()
      document.removeEventListener('visibilitychange', tryAll)
    }
  }, [person, queries])
}

async function sendWaiting(person: string, queries: QueryClient): Promise<void> {
  const waiting = allDrafts().filter((draft) => draft.waitingSince && draft.owner === person)
  if (waiting.length === 0 || !navigator.onLine) return
  let sent = 0
  const work = async () => {
    for (const { id } of waiting) {
      // Another try, or another tab, may have sent it while this one waited for its turn.
      const draft = readDraft(id)
      if (draft?.waitingSince && (await sendOne(draft, person))) sent++
    }
  }
  // One at a time; without locks the key of the command still keeps it from being done twice.
  if ('locks' in navigator) await navigator.locks.request('outbox', work)
  else await work()
  if (sent > 0) await queries.invalidateQueries()
}

/** Whether it has arrived. */
async function sendOne(draft: Draft, person: string): Promise<boolean> {
  const change = (part: Partial<Draft>) => {
    const before = readDraft(draft.id)
    if (before) void keepDraft({ ...before, ...part })
  }
  try {
    const told = await call(openProcedure, { params: { code: draft.procedure } })
    const renewed = draft.supplies === undefined && told.version !== draft.version
    if (renewed) {
      change({ waitingSince: undefined, version: told.version, changed: true })
      return false
    }
    const { procedure } =
      draft.supplies === undefined ? told : await call(openVersion, { params: { id: draft.version } })
    await sendDraft(draft, procedure, told.today, { person, change, onFile: () => {} })
    return true
  } catch (error) {
    if (!isFinal(error)) return false
    const text = error instanceof Problem ? error.detail || error.title || error.code : String(error)
    change({ waitingSince: undefined, trouble: text })
    return false
  }
}

/** Marks a draft as sent by its maker. It leaves when it can. */
export const putInOutbox = (draft: Draft, person: string | null): Promise<void> =>
  keepDraft({ ...draft, owner: person, waitingSince: now().toISOString(), trouble: undefined })
