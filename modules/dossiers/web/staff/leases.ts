/**
 * Numbers lent to this machine, so that a person who stands here while there is no line gets a number and a day. The machine asks for them while
 * there is a line; it gives each away once, whatever windows are open.
 */
import type { Answers } from '@motcua/kernel/rules/form'
import {
  addLimit,
  type Calendar,
  type CalendarSource,
  compileCalendar,
  dayOf,
  startClock
} from '@motcua/kernel/rules/calendar'
import { formatDossierNumber, trackingCode } from '@motcua/kernel/rules/numbers'
import { limitOf, type Procedure } from '@motcua/procedures/rules'
import { call, newKey, Problem } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { hearOtherWindows } from '@motcua/ui/device/windows.ts'
import { onNetwork } from '@motcua/ui/network.ts'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { type Lease, leaseNumbers, type Offline, openCalendar } from '../../contract.ts'

/** What the person in front takes home: sent later as it is. */
export type Promised = Offline & { number: string; dueAt: string; provisional: boolean }

type Held = Lease & {
  /** The next number to be given. */
  next: number
  /** By how much the server's clock is ahead of this machine's, in milliseconds. */
  aheadMs: number
}
type Kept = { device: string; leases: Held[]; calendars: Record<string, CalendarSource> }

const room = 'desk.leases'
/** Fewer are left: more are asked for. */
const enough = 5
const everyMs = 5 * 60_000

const listeners = new Set<() => void>()
let shown: Kept | undefined

function read(): Kept {
  try {
    const text = localStorage.getItem(room)
    if (text !== null) return JSON.parse(text) as Kept
  } catch {
    // Not of ours, or storage is closed.
  }
  return { device: newKey(), leases: [], calendars: {} }
}

/** False where this machine keeps nothing: then it must give no number away, for it would give it again. */
function write(kept: Kept): boolean {
  const text = JSON.stringify(kept)
  try {
    localStorage.setItem(room, text)
    if (localStorage.getItem(room) !== text) return false
  } catch {
    return false
  }
  shown = kept
  for (const listener of listeners) listener()
  return true
}

/** One window at a time: the numbers lie where all of them reach. */
const alone = <T>(work: () => T | Promise<T>): Promise<T> => navigator.locks.request('motcua-leases', work)

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

const leftOf = ({ leases }: Kept, day: string, office?: number): number =>
  leases
    .filter((one) => one.day === day && (office === undefined || one.office === office))
    .reduce((sum, { next, last }) => sum + last - next + 1, 0)

/** How many numbers of today this machine may still give away. */
export const useNumbersLeft = (): number => useSyncExternalStore(listen, () => leftOf((shown ??= read()), dayOf(now())))

/** Takes the next number of today for an intake, with the day it promises; undefined where none is left or nothing is kept here. */
export const promiseOffline = (office: number, procedure: Procedure, answers: Answers): Promise<Promised | undefined> =>
  alone(() => {
    const kept = read()
    for (const lease of kept.leases) {
      const at = new Date(now().getTime() + lease.aheadMs)
      const source = kept.calendars[lease.calendar]
      if (lease.office !== office || lease.day !== dayOf(at) || lease.next > lease.last || !source) continue
      const serial = lease.next
      const leases = kept.leases.map((one) => (one === lease ? { ...one, next: serial + 1 } : one))
      if (!write({ ...kept, leases })) return undefined
      const { dueAt, provisional } = startClock(limitOf(procedure, answers, lease.day), at, compileCalendar(source))
      return {
        lease: lease.id,
        serial,
        happenedAt: at.toISOString(),
        trackingCode: trackingCode(crypto.getRandomValues(new Uint8Array(5))),
        number: formatDossierNumber({ office: lease.code, day: lease.day, serial }),
        dueAt: dueAt.toISOString(),
        provisional
      }
    }
    return undefined
  })

/** As it is sent: the rest was for the slip. */
export const offlineOf = ({ lease, serial, happenedAt, trackingCode: code }: Promised): Offline => ({
  lease,
  serial,
  happenedAt,
  trackingCode: code
})

/** While there is a line: asks for numbers of today, and of the next working day, on whose morning the line may be gone. */
export function useLeases(office: number | undefined, online: boolean): void {
  const topUp = useEffectEvent(() => {
    if (office !== undefined && online) void askForMore(office)
  })
  useEffect(() => {
    topUp()
    // What a slip is drawn with must be here before the line is gone.
    import('qrcode').catch(() => undefined)
    const clock = setInterval(topUp, everyMs)
    const deaf = onNetwork(topUp)
    return () => {
      clearInterval(clock)
      deaf()
    }
  }, [])
}

async function askForMore(office: number): Promise<void> {
  try {
    const today = dayOf(now())
    await askFor(office, today)
    const calendar = newestCalendar(read())
    if (calendar) await askFor(office, dayOf(addLimit(now(), { amount: 1, unit: 'workingDay' }, calendar).at))
  } catch (error) {
    // Without them intake goes on too, with a slip that promises nothing; asked again in a while.
    if (!(error instanceof Problem)) throw error
  }
}

function newestCalendar({ leases, calendars }: Kept): Calendar | undefined {
  const source = calendars[leases.at(-1)?.calendar ?? '']
  return source && compileCalendar(source)
}

async function askFor(office: number, day: string): Promise<void> {
  const device = await alone(keepDevice)
  const known = read()
  if (!device || leftOf(known, day, office) >= enough) return
  // On the way nothing is held: whoever takes somebody in must not wait for a line that is just breaking.
  const asked = now().getTime()
  const lease = await call(leaseNumbers, { params: { id: newKey() }, body: { office, day, device } })
  // Half of the way there and back: as near as one comes by asking once.
  const aheadMs = Date.parse(lease.leasedAt) - Math.round((asked + now().getTime()) / 2)
  const edition = lease.calendar
  const source = known.calendars[edition] ?? (await call(openCalendar, { params: { edition } }))
  await alone(() => {
    const kept = read()
    const today = dayOf(now())
    // What is over is let go; what is used up tells nothing any more.
    const running = kept.leases.filter((one) => one.day >= today && one.next <= one.last)
    const leases = [...running, { ...lease, next: lease.first, aheadMs }]
    const editions = new Set(leases.map(({ calendar }) => calendar))
    const calendars = Object.entries({ ...kept.calendars, [edition]: source }).filter(([name]) => editions.has(name))
    write({ device, leases, calendars: Object.fromEntries(calendars) })
  })
}

/** The key of this machine, the same as long as it keeps anything; undefined where it does not. */
function keepDevice(): string | undefined {
  const kept = read()
  return write(kept) ? kept.device : undefined
}
