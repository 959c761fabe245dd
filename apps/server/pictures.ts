import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pictureAddress, pictures } from '@motcua/procedures/rules'
import type { FastifyInstance } from 'fastify'

const folder = join(import.meta.dirname, '..', '..', 'ui', 'pictures')

/** Serves the drawings of papers, for public pages and web apps alike. They are of our own making, so they may stand in a page. */
export function servePictures(app: FastifyInstance): void {
  for (const name of pictures) {
    const drawing = readFileSync(join(folder, `${name}.svg`), 'utf8')
    app.get(pictureAddress(name), async (_request, reply) =>
      reply.type('image/svg+xml').header('cache-control', 'public, max-age=604800').send(drawing)
    )
  }
}
