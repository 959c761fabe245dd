import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { now } from './clock.ts'
import { askWhetherReached } from './network.ts'

/** A case to which something happened. */
export type Note = { case: string; what: string }

const address = '/api/live'
const lock = 'motcua-live'
/** Everybody hears of the same thing at once: they ask again a little apart. */
const jitterMs = 1_500
/** What is shown is written into the log of reading, so nothing is asked again more often than a person looks. */
const gapMs = 5_000
const retryMs = 60_000

type Heard = Note[] | 'again'

/**
 * Asks again for what has changed, while anything of it is on the screen. One tab holds the stream for all tabs of the browser; the
 * next one takes it over when it closes. `touches` says which questions a note concerns; a
 * constant, or the stream is begun anew.
 */
export function useLive(signedIn: boolean, touches: (key: QueryKey, note: Note) => boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!signedIn || typeof EventSource === 'undefined') return
    let heard: Heard = []
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = 0
    const ask = () => {
      timer = undefined
      last = now().getTime()
      const notes = heard
      heard = []
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => notes === 'again' || notes.some((note) => touches(queryKey, note)),
        // A tab nobody sees asks when it is looked at.
        refetchType: document.hidden ? 'none' : 'active'
      })
    }
    const hear = (news: Heard) => {
      heard = news === 'again' || heard === 'again' ? 'again' : [...heard, ...news]
      timer ??= setTimeout(ask, Math.max(Math.random() * jitterMs, last + gapMs - now().getTime()))
    }
    const stop = listen(hear)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [signedIn, queries, touches])
}

/** Hears the stream through whichever tab holds it. Old browsers without locks hold one each. */
function listen(hear: (news: Heard) => void): () => void {
  const stop = new AbortController()
  const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(lock)
  tabs?.addEventListener('message', ({ data }: MessageEvent<Heard>) => hear(data))
  const hold = () =>
    holdStream(stop.signal, (news) => {
      hear(news)
      tabs?.postMessage(news)
    })
  if (tabs && navigator.locks) void navigator.locks.request(lock, { signal: stop.signal }, hold).catch(() => {})
  else void hold()
  return () => {
    stop.abort()
    tabs?.close()
  }
}

/** Holds the stream until the signal; after a gap everything is asked again. */
function holdStream(signal: AbortSignal, tell: (news: Heard) => void): Promise<void> {
  return new Promise((resolve) => {
    let stream: EventSource | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    let opened = false
    const open = () => {
      stream = new EventSource(address)
      stream.addEventListener('notes', ({ data }) => tell(JSON.parse(data) as Note[]))
      stream.addEventListener('again', () => tell('again'))
      stream.addEventListener('open', () => {
        if (opened) tell('again')
        opened = true
      })
      stream.addEventListener('error', () => {
        void askWhetherReached()
        // The browser tries again by itself, except after a no of the server.
        if (stream?.readyState === EventSource.CLOSED) retry = setTimeout(open, retryMs * (0.5 + Math.random()))
      })
    }
    open()
    signal.addEventListener('abort', () => {
      clearTimeout(retry)
      stream?.close()
      resolve()
    })
  })
}
