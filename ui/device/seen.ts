/**
 * What was last seen of the server, for when there is no line: each answer with its hour. What concerns a person is kept for that
 * person only, and never on a phone that several people use.
 */
import type { Query, QueryClient } from '@tanstack/react-query'
import { isClosed } from '../call.ts'
import { forgetRecent } from './recent.ts'
import { isShared } from './shared-phone.ts'
import { openStore, type Seen } from './store.ts'

/** What a query says of itself: `everybody` may see the answer again, or only whoever is signed in now. */
type Keep = 'everybody' | 'person'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { keep?: Keep }
  }
}

type Me = { person: { id: string } | null }
const meKey = ['me']
/** The name of this very build: what an older one kept may have another shape, and is asked for anew. */
const edition = import.meta.url
const idOf = (key: readonly unknown[]) => JSON.stringify(key)
const personIn = (queries: QueryClient): string | null => queries.getQueryData<Me>(meKey)?.person?.id ?? null

/** Puts what is kept back where screens look for it, and keeps every answer from now on. Call it before the first screen is drawn. */
export async function keepSeen(queries: QueryClient): Promise<void> {
  try {
    const all = await (await openStore()).getAll('seen')
    const me = all.find(({ id }) => id === idOf(meKey))
    for (const { id, key, data, at, person, edition: keptBy } of all) {
      if (keptBy !== edition || (person !== null && person !== me?.person)) continue
      queries.setQueryData(key, data, { updatedAt: at })
      // However young it is: what the stream of news told between two pages has reached neither of them.
      if (person !== null && id !== me?.id)
        void queries.invalidateQueries({ queryKey: key as unknown[], exact: true, refetchType: 'none' })
    }
  } catch {
    // Nothing is kept here; the line is all there is.
  }
  queries.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success' && !event.action.manual)
      void keep(queries, event.query)
    if (event.type === 'updated' && event.action.type === 'error' && isClosed(event.action.error))
      void drop(event.query)
  })
}

async function keep(queries: QueryClient, query: Query): Promise<void> {
  const isMe = idOf(query.queryKey) === idOf(meKey)
  if (isMe) await forgetOthers(queries)
  const { keep: forWhom } = query.meta ?? {}
  const person = forWhom === 'person' || isMe ? personIn(queries) : null
  if (!forWhom && !isMe) return
  if ((forWhom === 'person' || isMe) && (person === null || isShared())) return
  const { queryKey: key, state } = query
  const seen: Seen = { id: idOf(key), person, key, data: state.data, at: state.dataUpdatedAt, edition }
  await openStore()
    .then((store) => store.put('seen', seen))
    .catch(() => undefined)
}

/** It is not open to them any more, or not there. */
async function drop({ queryKey }: Query): Promise<void> {
  await openStore()
    .then((store) => store.delete('seen', idOf(queryKey)))
    .catch(() => undefined)
}

/** Somebody else is signed in, or nobody: what the one before saw goes from the phone and from memory. */
async function forgetOthers(queries: QueryClient): Promise<void> {
  const person = personIn(queries)
  try {
    const store = await openStore()
    for (const seen of await store.getAll('seen')) {
      if (seen.person === null || seen.person === person) continue
      forgetRecent()
      await store.delete('seen', seen.id)
      if (seen.id !== idOf(meKey)) queries.removeQueries({ queryKey: seen.key as unknown[], exact: true })
    }
  } catch {
    return
  }
}

/** At signing out. */
export async function forgetPerson(): Promise<void> {
  forgetRecent()
  try {
    const store = await openStore()
    for (const { id, person } of await store.getAll('seen')) if (person !== null) await store.delete('seen', id)
  } catch {
    return
  }
}

/** The hour of the oldest answer that the screen shows; undefined where it shows none. */
export function seenSince(queries: QueryClient): number | undefined {
  const shown = queries
    .getQueryCache()
    .findAll({ type: 'active' })
    .filter(({ meta, state }) => meta?.keep === 'person' && state.dataUpdatedAt > 0)
  return shown.length === 0 ? undefined : Math.min(...shown.map(({ state }) => state.dataUpdatedAt))
}
