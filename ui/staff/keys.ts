/**
 * The keys of a desk. They work while one types Vietnamese, so they are function keys, read by their place on the keyboard, and leave
 * alone what belongs to the input method (Ctrl+Shift, Alt+Z) and to the browser (F3, F5, F6, F7, F10, F11, F12).
 */
export type Key =
  | 'F1'
  | 'F2'
  | 'F4'
  | 'F8'
  | 'F9'
  | 'Ctrl+S'
  | 'Ctrl+P'
  | 'Ctrl+ArrowUp'
  | 'Ctrl+ArrowDown'
  | 'Escape'
  | `Alt+${1 | 2 | 3 | 4 | 5}`

/** Edge keeps F4 and F9 for itself on some machines: each has a second way. */
const secondWays: Partial<Record<Key, string>> = { F4: 'Ctrl+K', F9: 'Ctrl+Enter' }

const keys: Record<string, Key> = {
  F1: 'F1',
  F2: 'F2',
  F4: 'F4',
  F8: 'F8',
  F9: 'F9',
  Escape: 'Escape',
  'Ctrl+KeyK': 'F4',
  'Ctrl+Enter': 'F9',
  'Ctrl+NumpadEnter': 'F9',
  'Ctrl+KeyS': 'Ctrl+S',
  'Ctrl+KeyP': 'Ctrl+P',
  'Ctrl+ArrowUp': 'Ctrl+ArrowUp',
  'Ctrl+ArrowDown': 'Ctrl+ArrowDown',
  ...Object.fromEntries(([1, 2, 3, 4, 5] as const).map((part) => [`Alt+Digit${part}`, `Alt+${part}`]))
}

export type Press = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'isComposing'>

/** The key of ours that was pressed, if it is one. While a letter is being composed no press is ours. */
export function keyOf(press: Press): Key | undefined {
  if (press.isComposing || press.shiftKey || press.metaKey || (press.ctrlKey && press.altKey)) return undefined
  return keys[`${press.ctrlKey ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}${press.code}`]
}

/** How a key is written on a button and in the list of keys. */
export const nameOfKey = (key: Key): string =>
  key === 'Escape' ? 'Esc' : key.replace('ArrowUp', '↑').replace('ArrowDown', '↓')

export const secondWayOf = (key: Key): string | undefined => secondWays[key]

/** The longest pause within what a hand means as one double press; nobody reads a button and decides in less. */
export const readMs = 500

/**
 * Whether a press of the main key cannot have meant what its button says: it was made before the button said so, or it follows another press
 * of it that brought this button up, sooner than anybody reads. All in milliseconds of one clock.
 */
export const isBlind = ({
  at,
  shownAt,
  before
}: {
  at: number
  shownAt: number
  before: number | undefined
}): boolean => at < shownAt || (before !== undefined && before <= shownAt && at < shownAt + readMs)
