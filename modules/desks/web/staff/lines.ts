/** The lines at this officer's desks: as the server tells them, or as they were last seen, with what was done here since. */
import { call } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Line, listLines } from '../../contract.ts'
import { lineAfter } from '../../rules/calls.ts'
import { keepSeen, lastSeen, type SeenLines, useKeptCalls } from './kept-calls.ts'

export const linesKey = ['lines']
/** A colleague calls, a citizen takes a number from afar: nobody sees it sooner than by looking again. */
const againMs = 10_000

export function useLines() {
  const { person } = useOfficial()
  const asked = useQuery<Omit<SeenLines, 'owner'>>({
    queryKey: linesKey,
    queryFn: async ({ signal }) => {
      const begun = now().getTime()
      const { at, rows } = await call(listLines, { signal })
      // Half of the way there and back: as near as one comes by asking once.
      return { at, rows, aheadMs: Date.parse(at) - Math.round((begun + now().getTime()) / 2) }
    },
    refetchInterval: againMs,
    initialData: () => lastSeen(person.id),
    initialDataUpdatedAt: () => Date.parse(lastSeen(person.id)?.at ?? ''),
    // What was seen before the page was opened is only for want of better.
    staleTime: 0
  })
  const { data } = asked
  useEffect(() => {
    if (data) keepSeen({ ...data, owner: person.id })
  }, [data, person.id])
  const mine = useKeptCalls().acts.filter(({ owner }) => owner === person.id)
  const rows = data?.rows.map((line) => {
    const acts = mine.filter(({ office }) => office === line.office)
    return { line: lineAfter(line, acts, person.name), kept: new Set(acts.map(({ ticket }) => ticket)).size }
  })
  return { asked, rows, aheadMs: data?.aheadMs ?? 0 }
}

/** What an act answers is the line as it is then: what was asked before it and is still on its way is older. */
export async function showLine(queries: QueryClient, line: Line): Promise<void> {
  await queries.cancelQueries({ queryKey: linesKey })
  queries.setQueryData<Omit<SeenLines, 'owner'>>(
    linesKey,
    (known) => known && { ...known, rows: known.rows.map((one) => (one.office === line.office ? line : one)) }
  )
}
