import { isIPv6 } from 'node:net'
import type { Actor } from './commands.ts'
import { Refusal } from './refusal.ts'

/** What is asked for: a file costs a disk, a write a commit, a read a look. */
export type Kind = 'read' | 'write' | 'file'

/**
 * Keeps a flood away from the work: each client has so much of each kind, and when more is asked at once than the house can do, the
 * public waits before the desks do, at which people stand.
 */
export type Gate = {
  /**
   * Lets a request in and gives what to call once it is answered. Refuses with 429 who asks too often, and with 503 when the house is
   * full; both say after how many seconds to come again.
   */
  enter: (actor: Actor, address: string, kind: Kind, now: Date) => () => void
}

type Allowance = { burst: number; aSecond: number }

/**
 * A person at a screen asks for some ten things with every page they open, and a file comes in up to some forty parts. Thousands of telephones share the address of their operator,
 * so what comes from an address without a session may be a hundred times as much.
 */
export type Limits = {
  person: Record<Kind, Allowance>
  address: Record<Kind, Allowance>
  /** At work at once: for everybody, and then for officials alone. A file lasts as long as its line is slow, and is counted apart. */
  room: { everybody: number; officials: number; files: number; filesOfOfficials: number }
}

export const usualLimits: Limits = {
  person: {
    read: { burst: 300, aSecond: 20 },
    write: { burst: 60, aSecond: 4 },
    file: { burst: 2_000, aSecond: 60 }
  },
  address: {
    read: { burst: 3_000, aSecond: 300 },
    write: { burst: 600, aSecond: 60 },
    file: { burst: 4_000, aSecond: 200 }
  },
  room: { everybody: 150, officials: 400, files: 200, filesOfOfficials: 400 }
}

type Bucket = { left: number; at: number; allowance: Allowance }
const bucketsAtMost = 100_000

export function openGate({ person, address: ofAddress, room }: Limits): Gate {
  const buckets = new Map<string, Bucket>()
  const inside = { work: 0, files: 0 }
  let turnedAway = 0

  const take = (client: string, allowance: Allowance, now: number) => {
    const known = buckets.get(client)
    const passed = known ? Math.max(0, now - known.at) / 1_000 : 0
    const left = known ? Math.min(allowance.burst, known.left + passed * allowance.aSecond) : allowance.burst
    if (left < 1) throw new Refusal(429, 'too_often', { seconds: Math.ceil((1 - left) / allowance.aSecond) })
    // Put at the end: whoever was not heard of for longest is forgotten first.
    buckets.delete(client)
    buckets.set(client, { left: left - 1, at: now, allowance })
    if (buckets.size > bucketsAtMost) buckets.delete(buckets.keys().next().value as string)
  }

  return {
    enter(actor, address, kind, now) {
      const known = actor.kind === 'person'
      const client = known ? actor.personId : networkOf(address)
      take(`${kind} ${client}`, (known ? person : ofAddress)[kind], now.getTime())
      const official = known && actor.appointments.length > 0
      const where = kind === 'file' ? 'files' : 'work'
      const most =
        where === 'files' ? (official ? room.filesOfOfficials : room.files) : official ? room.officials : room.everybody
      // Not all after the same pause, or they would come back as the same flood.
      if (inside[where] >= most) throw new Refusal(503, 'busy', { seconds: 3 + (turnedAway++ % 8) })
      inside[where]++
      let left = false
      return () => {
        if (!left) inside[where]--
        left = true
      }
    }
  }
}

/** An address, or of IPv6 the network a household is given: its 2^64 addresses are one client. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (v4) return v4
  const [head = '', tail] = address.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail ? tail.split(':') : []
  const whole =
    tail === undefined ? first : [...first, ...Array(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last]
  return whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
