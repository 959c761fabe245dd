/**
 * Acts and files that could not be sent: kept on this machine and sent in their order under the keys they were made with, so that each
 * is done once. An act belongs to who did it and is sent only while they are signed in.
 */
import type { Endpoint } from '@motcua/kernel/contract'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { useSyncExternalStore } from 'react'
import { call, mayPass, newKey, Problem } from '../call.ts'
import { now } from '../clock.ts'

type Way = Pick<Endpoint, 'name' | 'method' | 'url'>
type Input = { params?: object; query?: object; body?: unknown; file?: Blob }

/** Said of an act: what it is, in words, and which matter it belongs to. Acts of one matter wait for one another. */
export type Label = { what: string; matter: string }

export type Kept = Label & {
  /** The command's id. */
  key: string
  owner: string
  way: Way
  input: Input
  since: string
  /** What a screen needs to open it again for mending. */
  reopen?: unknown
  /** Undefined: only the line is missing. Otherwise the server's no: a person must look at it. */
  refused?: { code: string; text: string }
  sent?: { at: string; number?: string; id?: string }
}

interface Rooms extends DBSchema {
  kept: { key: number; value: Kept; indexes: { owner: string } }
}
type Numbered = Kept & { seq: number }

let rooms: Promise<IDBPDatabase<Rooms>> | undefined
const open = () =>
  (rooms ??= openDB<Rooms>('motcua-outbox', 1, {
    upgrade: (db) => void db.createObjectStore('kept', { autoIncrement: true }).createIndex('owner', 'owner')
  }))

let shown: readonly Numbered[] = []
const listeners = new Set<() => void>()

async function refresh(): Promise<void> {
  const db = await open()
  const rows: Numbered[] = []
  for (let at = await db.transaction('kept').store.openCursor(); at; at = await at.continue())
    rows.push({ ...at.value, seq: at.key })
  shown = rows
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) void refresh()
  return () => void listeners.delete(listener)
}
const get = () => shown

/** Everything on this machine, in the order of doing. */
export const useOutbox = (): readonly Numbered[] => useSyncExternalStore(listen, get)

export const isWaiting = ({ sent }: Kept): boolean => sent === undefined

export async function keep(kept: Omit<Kept, 'since'>): Promise<void> {
  await (await open()).add('kept', { ...kept, since: now().toISOString() })
  await refresh()
}

/** Takes one away: sent and seen, or given up by the person it belongs to. */
export async function drop(seq: number): Promise<void> {
  await (await open()).delete('kept', seq)
  await refresh()
}

/** Whether a failure is the line's and not the server's. */
export const isOfTheLine = (problem: Problem): boolean => problem.code === 'offline' || problem.code === 'slow'

let asked = false

/**
 * Sends what this person's acts are, oldest first, and says whether any went. What the server refuses waits for a person, and with it the rest
 * of its matter.
 */
export async function sendKept(owner: string, textOf: (problem: Problem) => string): Promise<boolean> {
  asked = true
  let sent = false
  // Two windows of one desk would both send: harmless, but each would wait for the other's reply.
  await navigator.locks.request('motcua-outbox', { ifAvailable: true }, async (lock) => {
    if (!lock) return
    // Asked while it was sending, or failing to: the line may have come back since.
    while (asked) {
      asked = false
      sent = (await sendOnce(owner, textOf)) || sent
    }
  })
  return sent
}

async function sendOnce(owner: string, textOf: (problem: Problem) => string): Promise<boolean> {
  let sent = false
  const db = await open()
  await refresh()
  const held = new Set<string>()
  for (const { seq, ...item } of shown.filter((one) => one.owner === owner && isWaiting(one))) {
    if (held.has(item.matter)) continue
    try {
      const reply = (await call(item.way as Endpoint, { ...item.input, key: item.key } as never)) as object
      sent = true
      const { number, id } = reply as { number?: string; id?: string }
      const { refused: _, reopen: _done, ...rest } = item
      // A file that has arrived is of no further interest; an act is, for its number.
      if (item.input.file) await db.delete('kept', seq)
      else
        await db.put(
          'kept',
          {
            ...rest,
            input: {},
            sent: { at: now().toISOString(), ...(number ? { number } : {}), ...(id ? { id } : {}) }
          },
          seq
        )
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const waits: boolean = mayPass(error)
      if (waits || error.status === 401) break
      held.add(item.matter)
      await db.put('kept', { ...item, refused: { code: error.code, text: textOf(error) } }, seq)
    }
  }
  await refresh()
  return sent
}

/** Sends a refused act again as another command: the person has mended what stood in its way. */
export async function sendAgain(seq: number): Promise<void> {
  const db = await open()
  const item = await db.get('kept', seq)
  if (!item) return
  const { refused: _, ...rest } = item
  await db.put('kept', { ...rest, key: newKey() }, seq)
  await refresh()
}

/** What has not been sent, as one file that another machine of the same person can take in. */
export async function toFile(owner: string): Promise<Blob> {
  const items = await Promise.all(
    shown
      .filter((one) => one.owner === owner && isWaiting(one))
      .map(async ({ input: { file, ...input }, ...item }) => ({
        ...item,
        input: file
          ? { ...input, file: { type: file.type, bytes: base64(new Uint8Array(await file.arrayBuffer())) } }
          : input
      }))
  )
  return new Blob([JSON.stringify({ motcua: 'outbox', items })], { type: 'application/json' })
}

/** Takes in what `toFile` gave; false where the file is none of ours. What is here already is not doubled. */
export async function fromFile(text: string, owner: string): Promise<boolean> {
  try {
    const { motcua, items } = JSON.parse(text) as {
      motcua?: string
      items: (Numbered & { input: { file?: unknown } })[]
    }
    if (motcua !== 'outbox' || !items.every((item) => item.owner === owner && typeof item.key === 'string'))
      return false
    const here = new Set(shown.map(({ key }) => key))
    const db = await open()
    for (const { seq: _, ...item } of items.filter(({ key }) => !here.has(key))) {
      const file = item.input.file as unknown as { type: string; bytes: string } | undefined
      const bytes = file && Uint8Array.from(atob(file.bytes), (sign) => sign.charCodeAt(0))
      await db.add('kept', {
        ...item,
        input: { ...item.input, ...(bytes ? { file: new Blob([bytes], { type: file.type }) } : {}) }
      })
    }
    await refresh()
    return true
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return false
    throw error
  }
}

function base64(bytes: Uint8Array): string {
  let signs = ''
  for (const byte of bytes) signs += String.fromCharCode(byte)
  return btoa(signs)
}
