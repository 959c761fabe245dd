import { withoutAccents } from '@motcua/kernel/rules/text'
import type { Option } from './choice.tsx'

const plain = (text: string) => withoutAccents(text).toLowerCase().trim()

/**
 * The options that hold every word typed, accents left out or not. Those whose name begins with what was typed come first, then those in
 * which a word begins with it; otherwise the given order stays.
 */
export function searchOptions(options: Option[], typed: string): Option[] {
  const sought = plain(typed)
  if (sought === '') return options
  const words = sought.split(/\s+/)
  const rank = (option: Option): number => {
    const label = plain(option.label)
    const whole = `${label} ${plain(option.note ?? '')} ${option.value.toLowerCase()}`
    if (!words.every((word) => whole.includes(word))) return -1
    if (label.startsWith(sought) || option.value.toLowerCase() === sought) return 0
    return label.includes(` ${sought}`) ? 1 : 2
  }
  return options
    .map((option) => ({ option, rank: rank(option) }))
    .filter((found) => found.rank >= 0)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ option }) => option)
}
