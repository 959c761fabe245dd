import { today } from '@motcua/ui/clock.ts'
import { useSyncExternalStore } from 'react'

/** The numbers taken on this phone today. They tell nothing of anybody, and are of no use tomorrow. */
export type InHand = { id: string; office: number; day: string }

const storageKey = 'numbers'
const most = 5
const listeners = new Set<() => void>()
let shown: InHand[] | undefined

function read(): InHand[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.id === 'string' && one.day === today()) : []
  } catch {
    return []
  }
}

function write(numbers: InHand[]): void {
  shown = numbers
  try {
    localStorage.setItem(storageKey, JSON.stringify(numbers))
  } catch {
    // A phone that keeps nothing shows the number as long as its page is open.
  }
  for (const listener of listeners) listener()
}

const get = () => (shown ??= read())
const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useInHand = (): InHand[] => useSyncExternalStore(listen, get)

export const keepInHand = (id: string, office: number): void =>
  write([{ id, office, day: today() }, ...get().filter((one) => one.id !== id)].slice(0, most))

/** It is over: served, given up, or of yesterday. */
export const letGo = (id: string): void => write(get().filter((one) => one.id !== id))
