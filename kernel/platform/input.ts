import { Refusal } from './refusal.ts'

const maxDepth = 20
const maxValues = 5_000
// Control signs but tab and line ends, and the signs that turn the direction of writing: the second hide what a name really says.
const hostile =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/**
 * What comes from outside, made fit to be read: every text in NFC, no control or direction signs, bounded in depth and number, no key
 * that could reach a prototype. Refuses with the path of the field.
 */
export function cleanInput(value: unknown): unknown {
  let values = 0
  const clean = (part: unknown, path: string, depth: number): unknown => {
    if (++values > maxValues) throw new Refusal(400, 'input.too_much', { max: maxValues })
    if (depth > maxDepth) throw new Refusal(400, 'input.too_deep', { max: maxDepth })
    if (typeof part === 'string') {
      if (hostile.test(part)) throw new Refusal(400, 'invalid', { count: 1 }, [{ field: path, code: 'text.signs' }])
      return part.normalize('NFC')
    }
    if (Array.isArray(part)) return part.map((item, i) => clean(item, join(path, String(i)), depth + 1))
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(
      Object.entries(part).map(([key, item]) => {
        if (hostile.test(key) || ['__proto__', 'constructor', 'prototype'].includes(key))
          throw new Refusal(400, 'invalid', { count: 1 }, [{ field: path, code: 'field.unknown' }])
        return [key, clean(item, join(path, key), depth + 1)]
      })
    )
  }
  return clean(value, '', 0)
}

const join = (path: string, key: string) => (path ? `${path}.${key}` : key)
