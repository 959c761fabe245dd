/** “Máy dùng chung”: a phone of several people. It keeps nothing that no PIN locks, and forgets what was seen when somebody signs out. */
import { useSyncExternalStore } from 'react'

const storageKey = 'shared'
const listeners = new Set<() => void>()

export function isShared(): boolean {
  try {
    return localStorage.getItem(storageKey) === '1'
  } catch {
    return false
  }
}

export function setShared(shared: boolean): void {
  try {
    if (shared) localStorage.setItem(storageKey, '1')
    else localStorage.removeItem(storageKey)
  } catch {
    // Nothing can be kept on such a device anyway.
  }
  for (const listener of listeners) listener()
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

export const useShared = (): boolean => useSyncExternalStore(listen, isShared)
