import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Database } from './db.ts'

const Newest = Type.Object({ migration: Type.String() })
const patience = 3_000

/** For balancers and watchers: 200 only while the database answers. Says which migration it is at, and nothing that is secret. */
export function serveHealth(app: FastifyInstance, database: Database): void {
  app.get('/health', async (_request, reply) => {
    const asked = database.transaction({ offices: [], person: null, reach: 'own' }, async (db) => {
      const [newest] = await db(Newest)`select max(name) as migration from kernel.migration`
      return newest?.migration
    })
    const answer = await Promise.race([asked.catch(() => undefined), sleep(patience, undefined, { ref: false })])
    reply.header('cache-control', 'no-store')
    if (answer === undefined)
      return reply.code(503).header('retry-after', '5').send({ status: 'away', database: 'away' })
    return { status: 'ok', database: 'ok', migration: answer }
  })
}
