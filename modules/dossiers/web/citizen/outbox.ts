/** What its maker has sent and the server has not taken yet. It goes off by itself, once: when the line is back, and ever less often. */
import { openProcedure, openVersion } from '@motcua/procedures/contract'
import { call, mayPass, Problem } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { onNetwork } from '@motcua/ui/network.ts'
import { pauseAfter } from '@motcua/ui/resending.ts'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isSignInNeeded, usePerson } from './asking.ts'
import { allDrafts, type Draft, keepDraft, readDraft } from './drafts.ts'
import { sendDraft, sendPhotoDraft } from './sending.ts'
import { whyUnsent } from './why-unsent.ts'

const everyMs = 2_000

/** Tries what is due, and everything when the line is back and when the app is opened or looked at again. */
export function useOutbox(): void {
  const queries = useQueryClient()
  const { person } = usePerson()
  useEffect(() => {
    if (!person) return
    const tryAll = () => {
      if (!document.hidden) void sendWaiting(person, queries)
    }
    tryAll()
    const timer = setInterval(() => void sendWaiting(person, queries, isDue), everyMs)
    const deaf = onNetwork(tryAll)
    document.addEventListener('visibilitychange', tryAll)
    return () => {
      clearInterval(timer)
      deaf()
      document.removeEventListener('visibilitychange', tryAll)
    }
  }, [person, queries])
}

const isDue = ({ tries }: Draft): boolean => (tries?.nextAt ?? '') <= now().toISOString()

/** Sends what waits of this person's; where only some of it is meant, as long as nothing is being sent already. */
export async function sendWaiting(
  person: string,
  queries: QueryClient,
  isMeant?: (draft: Draft) => boolean
): Promise<void> {
  const isReady = (draft: Draft | undefined): draft is Draft =>
    draft?.waitingSince !== undefined && draft.owner === person && (isMeant?.(draft) ?? true)
  const waiting = allDrafts().filter(isReady)
  if (waiting.length === 0 || !navigator.onLine) return
  let sent = 0
  const work = async (lock?: Lock | null) => {
    if (lock === null) return
    for (const { id } of waiting) {
      // Another try, or another tab, may have sent it while this one waited for its turn.
      const draft = readDraft(id)
      if (isReady(draft) && (await sendOne(draft, person))) sent++
    }
  }
  // One at a time; without locks the key of the command still keeps it from being done twice.
  if ('locks' in navigator) await navigator.locks.request('outbox', { ifAvailable: isMeant !== undefined }, work)
  else await work()
  if (sent > 0) await queries.invalidateQueries()
}

/** Whether it has arrived. */
async function sendOne(draft: Draft, person: string): Promise<boolean> {
  const change = (part: Partial<Draft>) => {
    const before = readDraft(draft.id)
    if (before) void keepDraft({ ...before, ...part })
  }
  const sending = { person, change, onFile: () => {} }
  try {
    if (draft.photoFiling) {
      await sendPhotoDraft(draft, sending)
      return true
    }
    const told = await call(openProcedure, { params: { code: draft.procedure } })
    const renewed = draft.supplies === undefined && told.version !== draft.version
    if (renewed) {
      change({ waitingSince: undefined, tries: undefined, version: told.version, changed: true })
      return false
    }
    const { procedure } =
      draft.supplies === undefined ? told : await call(openVersion, { params: { id: draft.version } })
    await sendDraft(draft, procedure, told.today, sending)
    return true
  } catch (error) {
    if (mayPass(error) || isSignInNeeded(error)) change({ tries: triesAfter(draft, error as Problem) })
    else {
      // A no that will still be a no in an hour: somebody must look.
      const text = error instanceof Problem ? error.detail || error.title || error.code : String(error)
      change({ waitingSince: undefined, tries: undefined, trouble: text })
    }
    return false
  }
}

function triesAfter({ tries }: Draft, problem: Problem): Draft['tries'] {
  const count = (tries?.count ?? 0) + 1
  const nextAt = new Date(now().getTime() + pauseAfter(count, Math.random())).toISOString()
  // Signed out meanwhile: only its maker can let it go on.
  const ended = isSignInNeeded(problem) && { why: 'signedOut' as const }
  return { count, ...whyUnsent(problem), ...ended, nextAt }
}

/** Marks a draft as sent by its maker. It leaves when it can; `problem`: it has been tried, and this came of it. */
export const putInOutbox = (draft: Draft, person: string | null, problem?: Problem): Promise<void> =>
  keepDraft({
    ...draft,
    owner: person,
    waitingSince: now().toISOString(),
    tries: problem && triesAfter(draft, problem),
    trouble: undefined
  })
