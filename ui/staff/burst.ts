/** Telling a scanner from a person: both press keys, the scanner faster than any hand, and ends with Enter. */

/** A pause this long is nobody's: what comes after it is another entry. */
const pauseMs = 250
/** Forty milliseconds a key are three hundred words a minute. */
const handMs = 40
/** The shortest thing of ours is the number of an old card. */
const leastKeys = 9

export type Burst = { firstAt: number; lastAt: number; count: number; text: string }
export type Stroke = { key: string; at: number }

const isModifier = (key: string) => ['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'NumLock', 'Meta'].includes(key)

/** A person's key, and most often one that moves the focus: what was in the field before it says nothing of the scan that follows. */
const isCommand = (key: string) => /^F\d+$/.test(key)

/** What has been pressed without a pause up to this stroke; a new burst where a pause or a function key lies before it. */
export function follow(burst: Burst | undefined, { key, at }: Stroke): Burst | undefined {
  if (isModifier(key)) return burst
  if (isCommand(key)) return undefined
  const before = burst && at - burst.lastAt <= pauseMs ? burst : { firstAt: at, lastAt: at, count: 0, text: '' }
  // The Vietnamese keyboard takes letters back to write the marked one.
  const text = key === 'Backspace' ? before.text.slice(0, -1) : key.length <= 2 ? before.text + key : before.text
  return { ...before, lastAt: at, count: before.count + 1, text }
}

/** Faster than a hand so far: its keys are no commands to what has the focus. */
export const isFast = ({ count, firstAt, lastAt }: Burst): boolean =>
  count >= 3 && (lastAt - firstAt) / (count - 1) <= handMs

/** Whether Enter after these strokes was pressed by a scanner. */
export const endsScan = (burst: Burst | undefined, at: number): burst is Burst =>
  burst !== undefined && burst.count >= leastKeys && at - burst.lastAt <= pauseMs && isFast(burst)

/** What came into a field between two looks at it, and the field without it. */
export function leaked(before: { value: string; start: number; end: number }, now: string): string {
  return now.slice(before.start, Math.max(before.start, now.length - (before.value.length - before.end)))
}
