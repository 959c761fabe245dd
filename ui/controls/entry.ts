/**
 * Between what a person types into a box and the answer it stands for. What cannot be read stays as it was typed: the check then says
 * what is wrong with it, and nothing typed is ever lost.
 */
import { formatDate, formatNumber } from '@motcua/kernel/rules/text'

export type Entry<Value> = { read: (text: string) => Value | undefined; show: (value: Value | undefined) => string }

const asTyped = (text: string): string | undefined => (text.trim() === '' ? undefined : text)

/** A line of text. */
export const lineEntry: Entry<string> = { read: asTyped, show: (value) => value ?? '' }

/** Numbers of papers and telephones: people group digits with spaces and dots, the answer holds none. */
export const digitsEntry: Entry<string> = {
  read: (text) => {
    const close = text.replace(/[\s.]/g, '')
    return /^\+?[\d-]+$/.test(close) ? close : asTyped(text)
  },
  show: (value) => value ?? ''
}

const dayParts = /^\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})\s*$/
const dayRun = /^\s*(\d{2})(\d{2})(\d{4})\s*$/

function readDay(text: string): string | undefined {
  const parts = dayParts.exec(text) ?? dayRun.exec(text)
  if (!parts) return asTyped(text)
  const [, day = '', month = '', year = ''] = parts
  // Whether the calendar has such a day is for the check to say.
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

const isIso = (value: string) => /^\d{4}(-\d{2}){0,2}$/.test(value)

/** `29/12/2021`, `29.12.2021` and, where a phone's keys have no slash, `29122021`. */
export const dayEntry: Entry<string> = {
  read: readDay,
  show: (value) => (value && isIso(value) ? formatDate(value) : (value ?? ''))
}

/** The same, and `12/1950` or `1950` for whoever knows no more. */
export const partialDayEntry: Entry<string> = {
  read: (text) => {
    if (/^\s*\d{4}\s*$/.test(text)) return text.trim()
    const [, month = '', year = ''] = /^\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})\s*$/.exec(text) ?? []
    return month ? `${year}-${month.padStart(2, '0')}` : readDay(text)
  },
  show: dayEntry.show
}

/** Whole numbers, grouped as one likes: `50000000`, `50.000.000`, `50,000,000 đ`. */
export const amountEntry: Entry<number | string> = {
  read: (text) => {
    const bare = text.replace(/\s|đ(ồng)?$/gi, '')
    const plain = /^-?\d{1,3}([.,]\d{3})+$/.test(bare) ? bare.replace(/[.,]/g, '') : bare
    // "-0" typed is 0.
    return /^-?\d{1,15}$/.test(plain) ? Number(plain) + 0 : asTyped(text)
  },
  // Grouped as on Vietnamese papers in both languages: the box lies beside such a paper.
  show: (value) => (typeof value === 'number' ? formatNumber(value, 'vi').replace('−', '-') : (value ?? ''))
}

/** Areas and shares: `85,5` as on Vietnamese papers, `85.5` as on a telephone's keys. Three digits after a point are a group: `1.250,5`. */
export const decimalEntry: Entry<number | string> = {
  read: (text) => {
    const bare = text.replace(/\s|m2|m²|%/gi, '')
    const plain = /^-?\d{1,3}(\.\d{3})+(,\d{1,2})?$/.test(bare) ? bare.replace(/\./g, '') : bare
    return /^-?\d{1,12}([.,]\d{1,2})?$/.test(plain) ? Number(plain.replace(',', '.')) + 0 : asTyped(text)
  },
  show: amountEntry.show
}
