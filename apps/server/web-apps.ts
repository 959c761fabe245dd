import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { Refusal } from '@motcua/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type BuiltApps, webApps } from './web.ts'

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2'
}

/**
 * The frame that draws PDF: an origin of its own, without network, cookies or storage, that only our own pages may show. Being no origin,
 * it may load its script only when that is anybody's to read. wasm: the decoders of scanned pages; no text ever becomes code. Its modal
 * is the dialogue of printing.
 */
const viewerHeaders = {
  'content-security-policy':
    "sandbox allow-scripts allow-modals; default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; style-src 'self'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  'access-control-allow-origin': '*'
}

/** What an app shows out of bytes it has itself: messages are heard so, and at a desk papers are printed out of a frame. */
const sounds = "; media-src 'self' blob:"
const ownBytes = { citizen: sounds, staff: `${sounds}; frame-src 'self' blob:`, viewer: '' }
/** Only who files a dossier speaks a message. */
const withMicrophone = 'geolocation=(self), camera=(self), microphone=(self)'

type File = { mediaType: string; plain: Buffer; br?: Buffer; gzip?: Buffer }

/**
 * Serves the built web apps out of memory: a file by its name, the app itself for every other address below it. What is not in the
 * folder at the start cannot be asked for, and an edition stays whole while a newer one is being built.
 */
export function serveWebApps(app: FastifyInstance, built: BuiltApps): void {
  for (const [path, name] of Object.entries(webApps)) {
    const files = readFiles(built[name])
    const index = files.get('index.html')
    if (!index) throw new Error(`The web app "${name}" was built without an index.html.`)
    const answer = (request: FastifyRequest, reply: FastifyReply, asked: string) => {
      const file = files.get(asked)
      const named = asked.startsWith('assets/')
      if (!file && named) throw new Refusal(404, 'not_found')
      // A name under assets/ holds a hash of its contents; every other file is asked for anew.
      reply.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (name === 'viewer') reply.headers(viewerHeaders)
      if (name === 'citizen') reply.header('permissions-policy', withMicrophone)
      const policy = String(reply.getHeader('content-security-policy'))
      reply.header('content-security-policy', policy + ownBytes[name])
      return send(request, reply, file ?? index)
    }
    app.get(path, async (request, reply) => answer(request, reply, ''))
    app.get<{ Params: { '*': string } }>(`${path}*`, async (request, reply) =>
      answer(request, reply, request.params['*'])
    )
  }
}

function send(request: FastifyRequest, reply: FastifyReply, file: File): FastifyReply {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const encoding = (['br', 'gzip'] as const).find(
    (one) => file[one] && new RegExp(`\\b${one}\\b(?!;q=0)`).test(accepted)
  )
  reply.type(file.mediaType).header('vary', 'accept-encoding')
  if (encoding) reply.header('content-encoding', encoding)
  return reply.send(encoding ? file[encoding] : file.plain)
}

function readFiles(folder: string): Map<string, File> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && mediaTypes[extname(entry.name)])
    .map((entry) => join(entry.parentPath, entry.name))
  const beside = (path: string) => (existsSync(path) ? readFileSync(path) : undefined)
  return new Map(
    entries.map((path) => [
      path.slice(folder.length + 1).replaceAll('\\', '/'),
      {
        mediaType: mediaTypes[extname(path)] as string,
        plain: readFileSync(path),
        br: beside(`${path}.br`),
        gzip: beside(`${path}.gz`)
      }
    ])
  )
}
