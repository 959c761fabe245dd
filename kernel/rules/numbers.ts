/** Numbers a person reads aloud, types and prints: the dossier's number, its tracking code, and the key under all of them. */

export type DossierNumber = { office: string; day: string; serial: number }

/** `H57.22.03-211229-0001`: the desk addressed, the day, the serial within both. A busy desk's 10,000th dossier has five digits. */
export function formatDossierNumber({ office, day, serial }: DossierNumber): string {
  const number = `${office}-${day.slice(2).replaceAll('-', '')}-${String(serial).padStart(4, '0')}`
  const parsed = parseDossierNumber(number)
  if (parsed?.day !== day) throw new RangeError(`no dossier number: ${office} ${day} ${serial}`)
  return number
}

/** Undefined when the text is no dossier number. Takes what people type: small letters, spaces, a long dash. */
export function parseDossierNumber(typed: string): DossierNumber | undefined {
  if (typed.length > 100) return undefined
  const text = typed
    .replace(/\s/g, '')
    .replace(/[‐-―−]/g, '-')
    .toUpperCase()
  // One number has one spelling: no zeros in front of a serial of five digits.
  const parts = /^([A-Z]\d{2}(?:\.\d{2})*)-(\d{2})(\d{2})(\d{2})-(\d{4}|[1-9]\d{4,8})$/.exec(text)
  if (!parts) return undefined
  const [, office = '', year, month, date, digits] = parts
  const day = `20${year}-${month}-${date}`
  const serial = Number(digits)
  return serial > 0 && isDay(day) ? { office, day, serial } : undefined
}

/** Crockford's base 32: no I, L, O (taken for 1 and 0) and no U (so that no word comes about). */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Eight signs out of five random bytes: 40 bits, so every code is as likely as every other. */
export function trackingCode(random: Uint8Array): string {
  if (random.length !== 5) throw new RangeError('a tracking code takes five random bytes')
  let code = ''
  let held = 0
  let bits = 0
  for (const byte of random) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      code += signs[(held >> bits) & 31]
    }
  }
  return code
}

/** The code meant by what was typed, or undefined when it cannot be one. */
export function readTrackingCode(typed: string): string | undefined {
  if (typed.length > 100) return undefined
  const code = typed
    .replace(/[\s‐-―−-]/g, '')
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : undefined
}

/** RFC 9562, version 7: keys that sort by the moment they were made. Made by the client, so that making is repeatable. */
export function uuidV7(now: Date, random: Uint8Array): string {
  if (random.length !== 10) throw new RangeError('a uuid v7 takes ten random bytes')
  const ms = now.getTime()
  if (!(ms >= 0 && ms < 2 ** 48)) throw new RangeError('a uuid v7 needs a moment after 1970')
  const bytes = new Uint8Array(16)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(ms) << 16n)
  bytes.set(random, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function isDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`)
  // Date.parse takes 30 February for 2 March.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day)
}
