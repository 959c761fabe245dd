import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

// What fits into the first packet anyway gains nothing.
const worthwhile = 1_400
// The lists of the catalogue and the forms that people open in a day; each at most some hundred kilobytes.
const keptAtMost = 64

const ways = {
  br: (text: string) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (text: string) => promisify(gzip)(text)
}
type Way = keyof typeof ways

/** Compressed replies by their mark, the last used at the end. */
const kept = new Map<string, Promise<Buffer>>()

/**
 * Sends what everybody may see: compressed once for all who ask, and not again to whoever has it. Replies about people never come here:
 * the length of a compressed answer could tell what else stands in it (BREACH).
 */
export async function sendPublic(request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
  reply.type('application/json')
  if (text.length < worthwhile) return reply.send(text)
  const mark = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  reply.header('etag', mark).header('vary', 'accept-encoding')
  if (asksFor(request.headers['if-none-match'], mark)) return reply.code(304).send()
  const way = wayOf(String(request.headers['accept-encoding'] ?? ''))
  return way ? reply.header('content-encoding', way).send(await compressed(text, mark, way)) : reply.send(text)
}

const asksFor = (given: string | undefined, mark: string): boolean =>
  (given ?? '').split(/\s*,\s*/).some((one) => one === mark || one === '*')

/** The best way that the caller takes; one with q=0 is refused by it. */
function wayOf(accepted: string): Way | undefined {
  const taken = accepted
    .split(',')
    .map((one) => one.trim().split(/\s*;\s*/))
    .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
    .map(([name]) => name)
  return (['br', 'gzip'] as const).find((way) => taken.includes(way))
}

function compressed(text: string, mark: string, way: Way): Promise<Buffer> {
  const key = `${way} ${mark}`
  const known = kept.get(key)
  const bytes = known ?? ways[way](text)
  kept.delete(key)
  kept.set(key, bytes)
  for (const oldest of [...kept.keys()].slice(0, -keptAtMost)) kept.delete(oldest)
  return bytes
}
