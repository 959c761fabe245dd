import { useSyncExternalStore } from 'react'

/** What this machine keeps for itself under one name, as every screen that looks at it sees it at once. */
export type MachineStore<Kept> = { get: () => Kept; set: (next: Kept) => void; use: () => Kept }

/** Opens it; `read` makes of the text that was kept what holds now, and may throw at what it does not understand: then `empty` holds. */
export function openMachineStore<Kept>(room: string, read: (text: string) => Kept, empty: Kept): MachineStore<Kept> {
  let kept = load(room, read, empty)
  const listeners = new Set<() => void>()
  const listen = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const get = () => kept
  return {
    get,
    set(next) {
      kept = next
      try {
        localStorage.setItem(room, JSON.stringify(next))
      } catch {
        // No room, or storage is closed: it lasts as long as the page.
      }
      for (const listener of listeners) listener()
    },
    use: () => useSyncExternalStore(listen, get)
  }
}

function load<Kept>(room: string, read: (text: string) => Kept, empty: Kept): Kept {
  try {
    const text = localStorage.getItem(room)
    return text === null ? empty : read(text)
  } catch {
    return empty
  }
}
