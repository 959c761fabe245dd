/** Chance that can be repeated: the same seed draws the same province. */
export type Chance = {
  /** From 0 up to, not including, 1. */
  next: () => number
  /** From `low` up to `high`, evenly. */
  between: (low: number, high: number) => number
  pick: <T>(list: readonly T[]) => T
  /** One of the entries, each as often as its weight says. */
  weighted: <T>(entries: readonly (readonly [T, number])[]) => T
  bytes: (count: number) => Uint8Array
}

/** mulberry32: 32 bits of state, good enough to spread dossiers, and nothing that guards anything. */
export function openChance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  return {
    next,
    pick,
    between: (low, high) => low + next() * (high - low),
    weighted: (entries) => {
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [entry, weight] of entries) {
        left -= weight
        if (left < 0) return entry
      }
      return (entries.at(-1) as (typeof entries)[number])[0]
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256))
  }
}
