/**
 * What the scanner at a desk has typed: an identity card, the receipt of a dossier, or the number of a person. A scanner is a keyboard
 * to the machine, so the Vietnamese keyboard or a wrong character table may have broken letters on the way; digits arrive whole.
 */
import { checkName, checkPersonalId, readName, type Sex } from '@motcua/kernel/rules/identity'
import { formatDossierNumber, parseDossierNumber, readTrackingCode } from '@motcua/kernel/rules/numbers'
import { tidyLine, withoutAccents } from '@motcua/kernel/rules/text'

/** The seven fields of the QR code on a chip card (Circular 06/2021/TT-BCA), as they stand on it. */
export type Card = {
  kind: 'card'
  personalId: string
  /** Number of the nine-digit card it replaced. */
  oldNumber?: string
  name: string
  birthDate: string
  sex: Sex
  address: string
  issuedOn: string
  /** Letters look broken: name and address are to be compared with the card before they count. */
  doubtful: boolean
}
export type Scan =
  | Card
  | { kind: 'person'; personalId: string }
  | { kind: 'dossier'; number: string; code?: string }
  | { kind: 'unreadable'; why: 'fields' | 'number' | 'date' | 'old' | 'two' }

/** Undefined when nothing of ours was scanned: goods, a telephone's advertisement, text somebody typed quickly. */
export function readScan(typed: string): Scan | undefined {
  // "]Q1": the kind of code, which some scanners tell first.
  const text = tidyLine(typed.slice(0, 2_000)).replace(/^\][A-Za-z]\d/, '')
  if (text.includes('|')) return readCard(text)
  if (/^\d{12}$/.test(text)) return { kind: 'person', personalId: text }
  if (/^\d{9}$/.test(text)) return { kind: 'unreadable', why: 'old' }
  return readDossier(text)
}

function readDossier(text: string): Scan | undefined {
  const address = /[?&]so=([^&#\s]+)/i.exec(text)
  if (address) {
    const number = parseDossierNumber(decoded(address[1] ?? ''))
    const code = readTrackingCode(decoded(/[?&]ma=([^&#\s]+)/i.exec(text)?.[1] ?? ''))
    return number && { kind: 'dossier', number: formatDossierNumber(number), ...(code ? { code } : {}) }
  }
  const number = parseDossierNumber(text)
  return number && { kind: 'dossier', number: formatDossierNumber(number) }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function readCard(text: string): Scan | undefined {
  const [id = '', old = '', rawName = '', birth = '', rawSex = '', rawAddress = '', issued = '', ...more] = text
    .split('|')
    .map((field) => field.trim())
  // Anything may hold a bar; only what begins with the number of a card is spoken of as one.
  const number = id.replace(/^\D+/, '')
  if (!/^\d{6,}$/.test(number)) return undefined
  if (/^\d{9}$/.test(number)) return { kind: 'unreadable', why: 'old' }
  if (checkPersonalId(number)) return { kind: 'unreadable', why: 'number' }
  // Two cards held before the scanner in a row run into one another: whose name is it?
  if (/\d{12,}/.test([issued, ...more].join('|'))) return { kind: 'unreadable', why: 'two' }
  if (!/^\d{8}/.test(issued)) return { kind: 'unreadable', why: more.length > 0 || !issued ? 'fields' : 'date' }
  const birthDate = dayOfCard(birth)
  const issuedOn = dayOfCard(issued.slice(0, 8))
  const sex = sexOf(rawSex)
  if (!birthDate || !issuedOn) return { kind: 'unreadable', why: 'date' }
  if (!sex || rawName === '') return { kind: 'unreadable', why: 'fields' }
  const read = readName(rawName)
  const name = withCapitals(read)
  const address = tidyLine(rawAddress)
  const marked = withoutAccents(name + address) !== name + address
  return {
    kind: 'card',
    personalId: number,
    ...(/^\d{9}$|^\d{12}$/.test(old) ? { oldNumber: old } : {}),
    name,
    birthDate,
    sex,
    address,
    issuedOn,
    doubtful: !marked || name !== read || checkName(name) !== null || isBroken(name) || isBroken(address)
  }
}

/** 28051990 is the 28th of May 1990. */
function dayOfCard(run: string): string | undefined {
  const parts = /^(\d{2})(\d{2})(\d{4})$/.exec(run)
  if (!parts) return undefined
  const [, day, month, year] = parts
  const date = `${year}-${month}-${day}`
  const ms = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : undefined
}

/** "Nữ" loses its mark more easily than anything else on the card. */
function sexOf(word: string): Sex | undefined {
  if (/^nam$/i.test(word)) return 'male'
  return /^n/i.test(word) ? 'female' : undefined
}

/** A card writes every word with a capital; a Caps Lock that was on turned them round, a lost Shift took them away. */
function withCapitals(name: string): string {
  if (!name.split(' ').every((word) => word[0] === word[0]?.toLowerCase())) return name
  const capital = (_: string, before: string, letter: string) => before + letter.toUpperCase()
  return name.toLowerCase().replace(/(^|[\s'-])(\p{L})/gu, capital)
}

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g
const syllable = /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?$/

/**
 * Whether letters were lost or doubled on the way: bytes of UTF-8 read one by one ("Nguyá»…n"), question marks, marks left away, more
 * tones than a syllable bears, signs of Telex and VNI left standing ("Nguyeenx", "Va8n"). A doubt costs one look at the card.
 */
function isBroken(text: string): boolean {
  if (/[^\p{L}\p{M}\d\s.,;:/()'"&+–-]/u.test(text) || /\p{Ll}\p{Lu}|\p{L}\d+\p{L}/u.test(text)) return true
  return text.split(/[^\p{L}\p{M}]+/u).some((word) => {
    const open = word.normalize('NFD').toLowerCase()
    const bare = open.replace(tones, '').normalize('NFC')
    if (/[^a-zăâđêôơư]/.test(bare) || (open.match(tones) ?? []).length > 1) return true
    // A word with a mark must be a syllable; one without may belong to another people, unless it is written as keys are pressed.
    const marked = bare !== withoutAccents(bare) || open !== bare.normalize('NFD')
    return marked ? !syllable.test(bare) : /aa|ee|oo|dd|[aou]w/.test(bare)
  })
}
