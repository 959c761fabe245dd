/** What was looked at last, by its code, the latest first: for whoever looks again. Gone at signing out, never kept on a shared phone. */
import { isShared } from './shared-phone.ts'

const storageKey = 'recent'
const most = 5

export function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, most) : []
  } catch {
    return []
  }
}

export function noteRecent(code: string): void {
  if (isShared()) return
  try {
    const others = readRecent().filter((one) => one !== code)
    localStorage.setItem(storageKey, JSON.stringify([code, ...others].slice(0, most)))
  } catch {
    // A phone that keeps nothing remembers nothing.
  }
}

export function forgetRecent(): void {
  try {
    localStorage.removeItem(storageKey)
  } catch {
    return
  }
}
