/**
 * Whether there is a line. The browser knows when a cable is pulled, not when a valley begins: so a call that never reached the server
 * counts too, until one does again.
 */
import { useSyncExternalStore } from 'react'

let reached = true
let probing: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

const everyMs = 15_000

/** Said by every call: it got through, or it did not. */
export function noteReached(through: boolean): void {
  if (through === reached) return
  reached = through
  clearInterval(probing)
  // The public health of the server tells nothing and costs nothing.
  if (!through) probing = setInterval(() => void probe(), everyMs)
  tell()
}

async function probe(): Promise<void> {
  const { ok } = await fetch('/health', { cache: 'no-store' }).catch(() => ({ ok: false }))
  if (ok) noteReached(true)
}

/** Asked by whoever has lost something that only a line carries: the browser itself may not know yet. */
export async function askWhetherReached(): Promise<void> {
  const through = await fetch('/health', { cache: 'no-store' }).then(
    () => true,
    () => false
  )
  noteReached(through)
}

const isOnline = (): boolean => navigator.onLine && reached

/** Calls `listener` whenever the line comes or goes. */
export function onNetwork(listener: () => void): () => void {
  const back = () => {
    if (!reached) void probe()
    listener()
  }
  listeners.add(listener)
  addEventListener('online', back)
  addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('online', back)
    removeEventListener('offline', listener)
  }
}

export const useOnline = (): boolean => useSyncExternalStore(onNetwork, isOnline)
