/**
 * Calls that no server has heard of: kept on this machine until they are brought in, whatever window made them and however often the browser is
 * closed. They belong to who called, and are brought in while they are signed in.
 */
import { dayOf } from '@motcua/kernel/rules/calendar'
import { call, mayPass, newKey, Problem } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { hearOtherWindows } from '@motcua/ui/device/windows.ts'
import { useSyncExternalStore } from 'react'
import type { Static } from 'typebox'
import { type BroughtIn, bringIn, type Line } from '../../contract.ts'

type Sent = Static<(typeof bringIn)['body']>['acts'][number]
export type KeptAct = Sent & { office: number; owner: string; number: number }
/** A number of which what was done here is not counted, for its officer to read. */
type Left = { owner: string; ticket: string; number: number } & (
  | Omit<BroughtIn['left'][number], 'ticket'>
  | { why: 'refused'; text: string }
)
/** The lines as an officer last saw them. */
export type SeenLines = { owner: string; at: string; aheadMs: number; rows: Line[] }
type Kept = { acts: KeptAct[]; left: Left[]; seen?: SeenLines }

const room = 'desk.calls'
const atOnce = 200
const listeners = new Set<() => void>()
let shown: Kept | undefined
/** Where this machine keeps nothing, it lasts as long as the page. */
let isClosed = false

function read(): Kept {
  if (isClosed && shown) return shown
  try {
    const text = localStorage.getItem(room)
    if (text !== null) return JSON.parse(text) as Kept
  } catch {
    // Not of ours, or storage is closed.
  }
  return shown ?? { acts: [], left: [] }
}

function change(to: (kept: Kept) => Kept): void {
  shown = to(read())
  try {
    localStorage.setItem(room, JSON.stringify(shown))
  } catch {
    isClosed = true
  }
  for (const listener of listeners) listener()
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  const deaf = hearOtherWindows(room, () => {
    shown = read()
    listener()
  })
  return () => {
    listeners.delete(listener)
    deaf()
  }
}
const get = (): Kept => (shown ??= read())

export const useKeptCalls = (): Kept => useSyncExternalStore(listen, get)

export const waitsToBeBroughtIn = (owner: string): boolean => get().acts.some((act) => act.owner === owner)

export const keepActs = (acts: Omit<KeptAct, 'id'>[]): void =>
  change((kept) => ({ ...kept, acts: [...kept.acts, ...acts.map((act) => ({ ...act, id: newKey() }))] }))

export const keepSeen = (seen: SeenLines): void => change((kept) => ({ ...kept, seen }))

/** What this officer saw last; of a day that is over nobody waits. */
export function lastSeen(owner: string): SeenLines | undefined {
  const { seen } = get()
  return seen?.owner === owner && dayOf(new Date(seen.at)) === dayOf(now()) ? seen : undefined
}

export const forgetLeft = (owner: string): void =>
  change((kept) => ({ ...kept, left: kept.left.filter((one) => one.owner !== owner) }))

/**
 * Brings in what this officer did, oldest first, and shows each line as it is then; only after that is what came through taken away here.
 */
export async function sendActs(
  owner: string,
  show: (line: Line) => Promise<void>,
  textOf: (problem: Problem) => string
): Promise<void> {
  // Two windows would both send: harmless, since each act is counted once, but for nothing.
  await navigator.locks.request('motcua-calls', { ifAvailable: true }, async (lock) => {
    if (!lock) return
    for (;;) {
      const own = read().acts.filter((act) => act.owner === owner)
      const office = own[0]?.office
      if (office === undefined) return
      const batch = own.filter((act) => act.office === office).slice(0, atOnce)
      try {
        const acts = batch.map(({ id, ticket, did, at, counter }) => ({ id, ticket, did, at, counter }))
        const { line, left } = await call(bringIn, { params: { office }, body: { acts } })
        await show(line)
        done(batch, left)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        const waits: boolean = mayPass(error)
        if (waits || error.status === 401) return
        const text = textOf(error)
        done(
          batch,
          batch.map(({ ticket }) => ({ ticket, why: 'refused', text }))
        )
      }
    }
  })
}

type Reason<One = Left> = One extends Left ? Omit<One, 'owner' | 'number'> : never

function done(batch: KeptAct[], left: Reason[]): void {
  const ids = new Set(batch.map(({ id }) => id))
  const told = left.flatMap((one) => {
    const act = batch.find(({ ticket }) => ticket === one.ticket)
    return act ? [{ ...one, owner: act.owner, number: act.number } as Left] : []
  })
  change((kept) => ({
    ...kept,
    acts: kept.acts.filter(({ id }) => !ids.has(id)),
    left: [...new Map([...kept.left, ...told].map((one) => [one.ticket, one])).values()]
  }))
}
