/** Vietnamese text as it is stored, searched and shown: the one place that knows how a date, a sum or the time left is written. */
import { dayOf } from './calendar.ts'
import type { Limit } from './calendar.ts'

export type Language = 'vi' | 'en'

// Parts of a date, a sum or a number stay on one line.
const nbsp = '\u00a0'

/**
 * What a person meant to type: composed letters (NFC), plain spaces, line ends as LF, nothing at the ends, and none of the invisible
 * spacers that text copied from a web page or a word processor brings along.
 */
export function tidyText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/\p{Zs}/gu, ' ')
    .trim()
    .normalize('NFC') // last: a spacer may have stood between a letter and its mark
}

export function tidyLine(text: string): string {
  return tidyText(text.replace(/\s+/g, ' ')).replace(/ {2,}/g, ' ')
}

/**
 * The first sign that can make a text read otherwise than it is: control signs but tab and line feed, signs that turn the direction of
 * writing, line and paragraph separators, tag letters, half surrogates and non-characters (which PostgreSQL or a printer would refuse
 * or replace). Named `U+202E` so that the fault can say it.
 */
export function findHiddenSign(text: string): string | undefined {
  const found =
    /(?![\t\n])\p{Cc}|\p{Cs}|\p{Bidi_Control}|\p{Noncharacter_Code_Point}|[\u2028\u2029\ufff9-\ufffb\u{e0000}-\u{e007f}]/u.exec(
      text
    )
  return found ? `U+${found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}` : undefined
}

/** For search and for SMS, where a letter with a mark would cut the message to 70 signs. */
export function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').normalize('NFC')
}

/** '2021-12-29' → '29/12/2021'; of a date known to the month or the year only that part. The same in both languages. */
export function formatDate(day: string): string {
  return day.split('-').toReversed().join('/')
}

export function formatTime(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(11, 16)
}

const weekdays = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
}
const shortWeekdays = {
  vi: ['CN', 'Hai', 'Ba', 'Tư', 'Năm', 'Sáu', 'Bảy'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
}

export function formatWeekday(day: string, language: Language): string {
  return weekdays[language][weekdayOf(day)]!.replace(' ', nbsp)
}

/** '17:30 thứ Ba 04/01/2022', as in "hẹn xong trước …". */
export function formatMoment(at: Date, language: Language): string {
  const day = dayOf(at)
  return [formatTime(at), formatWeekday(day, language), formatDate(day)].join(nbsp)
}

/** 'Hai 27/12 · 11:30', for lists of what is near. */
export const formatShortMoment = (at: Date, language: Language): string =>
  [formatShortDay(at, language), '·', formatTime(at)].join(nbsp)

/** 'Hai 27/12' */
export function formatShortDay(at: Date, language: Language): string {
  const day = dayOf(at)
  return [shortWeekdays[language][weekdayOf(day)], formatDate(day.slice(5))].join(nbsp)
}

/** 1234567.5 → '1.234.567,5' (in English '1,234,567.5'), at most three places after the comma. */
export function formatNumber(value: number, language: Language): string {
  // By hand, because a Node or browser built with little ICU falls back to English without saying so.
  const [whole = '', fraction = ''] = Math.abs(value).toFixed(3).split('.')
  const [group, point] = language === 'vi' ? ['.', ','] : [',', '.']
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, group)
  const places = fraction.replace(/0+$/, '')
  const sign = value < 0 && /[1-9]/.test(whole + fraction) ? '−' : ''
  return `${sign}${digits}${places && point + places}`
}

export function formatMoney(amount: number, language: Language): string {
  return `${formatNumber(amount, language)}${nbsp}đ`
}

/** 181204 → '181 KB', 4200000 → '4,2 MB': as a telephone shows it, in thousands. */
export function formatSize(bytes: number, language: Language): string {
  if (bytes < 1_000_000) return `${formatNumber(Math.max(1, Math.round(bytes / 1_000)), language)}${nbsp}KB`
  return `${formatNumber(Math.round(bytes / 100_000) / 10, language)}${nbsp}MB`
}

/** 83 → '1:23', as recorders show how long something lasts. */
export const formatLength = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

const unitWords = {
  vi: { day: 'ngày', hour: 'giờ', minute: 'phút' },
  en: { day: 'day', hour: 'hour', minute: 'minute' }
}

/** 'còn 1 ngày 3 giờ làm việc', 'trễ 2 giờ làm việc': working time in days of eight hours, rounded down to two units. */
export function formatTimeLeft(ms: number, language: Language): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  if (ms === 0) return language === 'vi' ? 'đến hạn' : 'due now'
  const duration = minutes === 0 ? underAMinute(language) : formatDuration(minutes, language)
  if (language === 'vi') return `${ms > 0 ? 'còn' : 'trễ'} ${duration} làm việc`
  return ms > 0 ? `${duration} of working time left` : `late by ${duration} of working time`
}

/** What the law gives, as on the receipt: '3 ngày làm việc', '15 ngày'. */
export function formatLimit(limit: Limit, language: Language): string {
  const vi = language === 'vi'
  if ('sameDay' in limit) {
    const { cutOff } = limit
    return vi
      ? `trong ngày; nếu nhận sau ${cutOff} thì trong ngày làm việc tiếp theo`
      : `the same day; if received after ${cutOff}, the next working day`
  }
  const number = formatNumber(limit.amount, language)
  const plural = limit.amount === 1 ? '' : 's'
  switch (limit.unit) {
    case 'workingDay':
      return vi ? `${number}${nbsp}ngày làm việc` : `${number}${nbsp}working day${plural}`
    case 'workingHour':
      return vi ? `${number}${nbsp}giờ làm việc` : `${number}${nbsp}working hour${plural}`
    case 'calendarDay':
      return vi ? `${number}${nbsp}ngày` : `${number}${nbsp}day${plural}`
    case 'clockHour':
      return vi ? `${number}${nbsp}giờ, kể cả ban đêm và ngày nghỉ` : `${number}${nbsp}hour${plural}, day and night`
  }
}

const digitWords = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']

/** 2021 → 'hai nghìn không trăm hai mươi mốt': numbers on official papers are repeated in words. */
export function numberInWords(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`no words for ${value}`)
  if (value === 0) return 'không'
  const words: string[] = []
  let begun = false
  const billions = Math.floor(value / 1e9)
  if (billions > 0) {
    words.push(numberInWords(billions), 'tỷ')
    begun = true
  }
  for (const [size, name] of [
    [1e6, 'triệu'],
    [1e3, 'nghìn'],
    [1, '']
  ] as const) {
    const group = Math.floor((value % (size * 1000)) / size)
    if (group === 0) continue
    words.push(groupInWords(group, begun))
    if (name) words.push(name)
    begun = true
  }
  return words.join(' ')
}

/** 'Ngày hai mươi chín tháng mười hai năm …': civil-status papers want the birth date "ghi bằng chữ". Takes partial dates. */
export function dateInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  const parts = [`năm ${numberInWords(year!)}`]
  // The fourth month is "tháng tư", never "tháng bốn".
  if (month) parts.unshift(`tháng ${month === 4 ? 'tư' : numberInWords(month)}`)
  if (date) parts.unshift(`ngày ${numberInWords(date)}`)
  const words = parts.join(' ')
  return words[0]!.toUpperCase() + words.slice(1)
}

function groupInWords(group: number, full: boolean): string {
  const hundreds = Math.floor(group / 100)
  const tens = Math.floor((group % 100) / 10)
  const ones = group % 10
  const words: string[] = []
  if (hundreds > 0 || full) words.push(digitWords[hundreds]!, 'trăm')
  if (tens === 0 && ones > 0 && words.length > 0) words.push('linh')
  if (tens === 1) words.push('mười')
  if (tens > 1) words.push(digitWords[tens]!, 'mươi')
  if (ones === 1 && tens > 1) words.push('mốt')
  else if (ones === 4 && tens > 1) words.push('tư')
  else if (ones === 5 && tens > 0) words.push('lăm')
  else if (ones > 0) words.push(digitWords[ones]!)
  return words.join(' ')
}

function formatDuration(minutes: number, language: Language): string {
  const days = Math.floor(minutes / 480)
  const hours = Math.floor((minutes % 480) / 60)
  const parts: [number, 'day' | 'hour' | 'minute'][] =
    days > 0
      ? [
          [days, 'day'],
          [hours, 'hour']
        ]
      : [
          [hours, 'hour'],
          [minutes % 60, 'minute']
        ]
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => {
      const plural = language === 'en' && amount !== 1 ? 's' : ''
      return `${formatNumber(amount, language)}${nbsp}${unitWords[language][unit]}${plural}`
    })
    .join(nbsp)
}

function underAMinute(language: Language): string {
  return language === 'vi' ? `dưới 1${nbsp}phút` : `less than 1${nbsp}minute`
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

// Dossier numbers, moments, days, spans of hours, sums: read as one, and wrong when half of them is overlooked.
const figures =
  /([(“]?(?:H\d\d[\d.]*-\d{6}-\d{4,}|(?:\d{1,2}:\d\d\u00a0)?(?:\p{L}+\u00a0){0,2}\d{1,2}\/\d{1,2}\/\d{4}|\d{1,2}:\d\d(?:–\d{1,2}:\d\d)?|\d[\d.,]*\u00a0đ)[),.;]*)/u
// A dossier number is broken only before its last part, the one that is read out.
const joints = /(?<=[-–\u00a0])(?!\d{6}-\d{4})/

/**
 * The pieces of a sentence. A figure comes in parts: it goes to the next line whole, and only where a line is too short for it is it broken,
 * between them.
 */
export const splitFigures = (text: string): (string | string[])[] =>
  text
    .split(figures)
    .map((piece, i) => (i % 2 === 1 ? piece.split(joints) : piece))
    .filter((piece) => piece !== '')
