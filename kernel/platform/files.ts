import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FileReply } from '../contract.ts'
import { Refusal } from './refusal.ts'

/** Bodies of these routes are handed on as they arrive, never gathered in memory. */
export function takeBodiesAsStreams(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  // Who is refused before the last byte would go on sending for nothing: the line is closed behind the answer.
  scope.addHook('onError', async (request, reply) => {
    if (!request.raw.complete) reply.header('connection', 'close')
  })
}

/** The bytes of a body while they arrive. One that announces more than the limit is refused unread, one that brings more at the limit. */
export async function* arrivingBytes(request: FastifyRequest, maxBytes: number): AsyncGenerator<Uint8Array> {
  const tooLarge = new Refusal(413, 'file.too_large', { max: Math.floor(maxBytes / 1_000_000) })
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge
  if (!(request.body instanceof Readable)) return
  let size = 0
  try {
    // The stream is the connection itself: destroying it would take the answer along.
    for await (const chunk of request.body.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > maxBytes) throw tooLarge
      yield chunk
    }
  } catch (error) {
    // Nobody is left to hear it; it keeps a cut line out of the log of our own faults.
    throw request.raw.aborted || request.raw.destroyed ? new Refusal(400, 'file.cut') : error
  }
}

/** Files of others never run in our origin: always an attachment, never sniffed, sandboxed. */
export function sendFile(reply: FastifyReply, file: FileReply): FastifyReply {
  const ascii = file.name.replace(/[^A-Za-z0-9._-]/g, '_')
  reply
    .type(file.mediaType)
    .header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
  if ('bytes' in file) return reply.send(Buffer.from(file.bytes))
  return reply.header('content-length', file.size).send(Readable.from(file.open(), { objectMode: false }))
}
