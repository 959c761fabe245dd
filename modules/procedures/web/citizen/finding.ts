/** Finding on the phone: by the copy that lies there, with or without a network; until it has arrived the server finds. */
import { call } from '@motcua/ui/call.ts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { listProcedures, openSearchCopy } from '../../contract.ts'
import { makeFinder, type SearchRow, unpackRows } from '../../rules.ts'

const anHour = 3_600_000

/** What is asked again is told in a few bytes that nothing has changed. */
export function useSearchCopy() {
  const { data, error, refetch } = useQuery({
    queryKey: ['search-copy'],
    meta: { keep: 'everybody' },
    queryFn: ({ signal }) => call(openSearchCopy, { signal }),
    staleTime: anHour
  })
  const rows = useMemo(() => data && unpackRows(data), [data])
  return { copy: data, rows, error, refetch }
}

export type SearchCopy = NonNullable<ReturnType<typeof useSearchCopy>['copy']>

/** The procedures meant by these words, the likeliest first; undefined while nobody knows. */
export function useFound(
  asked: string,
  copy: SearchCopy | undefined,
  rows: SearchRow[] | undefined
): { found: SearchRow[] | undefined; error: unknown; again: () => unknown } {
  const wanted = asked !== ''
  // Reading thousands of names takes a telephone a moment: not before somebody asks.
  const find = useMemo(() => (wanted && copy && rows ? makeFinder(rows, copy) : undefined), [wanted, copy, rows])
  const local = useMemo(() => find?.(asked), [find, asked])
  const settled = useSettled(asked)
  const { data, error, refetch } = useQuery({
    queryKey: ['procedures', settled],
    queryFn: ({ signal }) => call(listProcedures, { query: { q: settled.slice(0, 100) }, signal }),
    enabled: !rows && settled !== '',
    staleTime: 60_000,
    placeholderData: (before) => before
  })
  return { found: local ?? data?.rows, error: local ? null : error, again: refetch }
}

/** What was typed, once nobody has typed for a moment: one question to the server, not one for each letter. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), 250)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}
