import { withoutAccents } from './text.ts'

/** One part of the GSM 7-bit alphabet: with a single letter outside it a message holds 70 signs and costs twice. */
export const smsSigns = 160

/**
 * A text as one SMS: no accents, nothing outside the alphabet, at most 160 signs. What is too long is cut in `head`, between words;
 * `tail` (a code, a telephone number) is kept whole.
 */
export function smsOf(head: string, tail = ''): string {
  const start = plain(head)
  const end = plain(tail)
  const whole = join(start, end)
  if (width(whole) <= smsSigns) return whole
  const room = smsSigns - width(end) - (end === '' ? 0 : 1) - mark.length
  if (room < mark.length) return cut(whole, smsSigns - mark.length) + mark
  return join(cut(start, room) + mark, end)
}

/** Signs a message takes: some stand behind a shift and take two. */
export const width = (text: string): number => text.length + (text.match(/[\^{}\\[\]~|]/g)?.length ?? 0)

const mark = '...'
const join = (start: string, end: string) => [start, end].filter((part) => part !== '').join(' ')

const plain = (text: string): string =>
  withoutAccents(text)
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’`]/g, "'")
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/[^ -_a-~]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()

function cut(text: string, room: number): string {
  let end = 0
  let used = 0
  while (end < text.length && used + width(text[end] as string) <= room) used += width(text[end++] as string)
  if (end === text.length) return text
  const border = text[end] === ' ' ? end : text.lastIndexOf(' ', end)
  // A single word longer than the room has no border.
  return text.slice(0, border > 0 ? border : end).replace(/[ ,.;:(–-]+$/, '')
}
