/**
 * Drafts on a phone that several people use lie in lockers, each opened by its maker's PIN. A PIN of six digits keeps out whoever picks
 * the phone up next, not a laboratory that has copied its memory: the page that offers it says no more than that.
 */
import { newKey } from '../call.ts'
import { now } from '../clock.ts'
import { type Locker, openStore, type Sealed } from './store.ts'

/** OWASP's figure of 2023 for PBKDF2 with SHA-256; half a second on an old phone. */
const iterations = 600_000
const word = new TextEncoder().encode('motcua')

export const pinPattern = /^\d{6}$/

/** What anybody would try first. */
export function isGuessable(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])))
  return steps.size === 1 || /^(\d\d)\1\1$|^(\d{3})\2$/.test(pin)
}

export async function keyOf(pin: string, locker: Pick<Locker, 'salt' | 'iterations'>): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: locker.salt, iterations: locker.iterations },
    typed,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt']
  )
}

/** `place` is sealed in with the bytes: a sealed thing that is moved to another place no longer opens. */
export async function seal(key: CryptoKey, place: string, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: nameOf(place) }, key, bytes) }
}

/** Undefined under another key, at another place, or after a change. */
export async function unseal(key: CryptoKey, place: string, { iv, data }: Sealed): Promise<ArrayBuffer | undefined> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: nameOf(place) }, key, data).catch(() => undefined)
}

const nameOf = (place: string) => new TextEncoder().encode(place)

const triesAtOnce = 5
const minute = 60_000

/** After five wrong tries a minute, and twice as long after each further one: a PIN of six digits is not found by trying. */
export function afterWrong(wrong: number, at: number): Pick<Locker, 'wrong' | 'closedUntil'> {
  const over = wrong + 1 - triesAtOnce
  return { wrong: wrong + 1, closedUntil: over < 0 ? 0 : at + minute * 2 ** Math.min(over, 10) }
}

/** Keys of the lockers that are open: only in memory, so that a page left behind is closed with its window. */
const open = new Map<string, CryptoKey>()
const listeners = new Set<() => void>()

export const keyFor = (locker: string): CryptoKey | undefined => open.get(locker)
export const openLockers = (): ReadonlySet<string> => new Set(open.keys())

export function onLockers(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}

export async function makeLocker(pin: string): Promise<string> {
  const made = { id: newKey(), salt: crypto.getRandomValues(new Uint8Array(16)), iterations, wrong: 0, closedUntil: 0 }
  const key = await keyOf(pin, made)
  const locker: Locker = { ...made, proof: await seal(key, made.id, word) }
  await (await openStore()).put('lockers', locker)
  open.set(locker.id, key)
  tell()
  return locker.id
}

export type Opened = { opened: true } | { opened: false; left: number; closedUntil?: Date }

/** Opens every locker that this PIN opens. A wrong one counts for all: nobody can tell whose was tried. */
export async function openByPin(pin: string): Promise<Opened> {
  const store = await openStore()
  const lockers = await store.getAll('lockers')
  const at = now().getTime()
  const closedUntil = Math.max(0, ...lockers.map((locker) => locker.closedUntil))
  if (closedUntil > at) return { opened: false, left: 0, closedUntil: new Date(closedUntil) }
  const opened: Locker[] = []
  for (const locker of lockers) {
    const key = await keyOf(pin, locker)
    if (!(await unseal(key, locker.id, locker.proof))) continue
    open.set(locker.id, key)
    opened.push(locker)
  }
  const wrong = Math.max(0, ...lockers.map((locker) => locker.wrong))
  // Who knows one PIN must not win new tries at another's by using it.
  for (const locker of opened) await store.put('lockers', { ...locker, wrong: 0, closedUntil: 0 })
  tell()
  if (opened.length > 0) return { opened: true }
  const next = afterWrong(wrong, at)
  for (const locker of lockers) await store.put('lockers', { ...locker, ...next })
  const left = Math.max(0, triesAtOnce - next.wrong)
  return { opened: false, left, ...(next.closedUntil > at ? { closedUntil: new Date(next.closedUntil) } : {}) }
}

export function closeLockers(): void {
  open.clear()
  tell()
}
