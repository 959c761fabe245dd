import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type ArrivedFile, arrivalsOf, filesBroughtBy, storeFile, takeFile } from './documents.ts'
import {
  appendToUpload,
  finishUpload,
  findUpload,
  mostFileBytes,
  type StoredFile,
  storeFile as putFile
} from './contract.ts'
import type { Actor, Ctx } from './platform/commands.ts'
import { type Before, type Route, route, type Taken, takingRoute } from './platform/module.ts'
import { Refusal } from './platform/refusal.ts'

/** So many files may one person have on the way at once. */
const mostUploads = 30
const day = 24 * 60 * 60 * 1000

const personOf = (actor: Actor): string => {
  if (actor.kind !== 'person') throw new Refusal(401, 'sign_in')
  return actor.personId
}

/** What has arrived of a file that this person brings in parts: the length is the offset, there is nothing else to remember. */
const partialOf = (files: string, actor: Actor, sha256: string): string =>
  join(arrivalsOf(files), `${personOf(actor)}.${sha256}`)

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0
  )

async function find(ctx: Ctx, sha256: string): Promise<{ stored: boolean; offset: number }> {
  const stored = (await filesBroughtBy(ctx, personOf(ctx.actor), [sha256])).get(sha256)
  return stored
    ? { stored: true, offset: stored.size }
    : { stored: false, offset: await sizeOf(partialOf(ctx.db.files, ctx.actor, sha256)) }
}

/**
 * Writes what arrives at its place in the file. A part that comes twice, or by two connections at once, puts the same bytes at the same
 * place; other bytes are found out by the hash at the end. What had arrived when the connection was cut stays.
 */
async function takePart(
  { files, actor, now, bytes }: Before,
  sha256: string,
  offset: number
): Promise<Taken & { offset: number }> {
  const path = partialOf(files, actor, sha256)
  if (offset > (await sizeOf(path))) throw new Refusal(409, 'file.offset', { offset: await sizeOf(path) })
  if (offset === 0) await makeRoom(files, personOf(actor), path, now)
  const file = await open(path, offset === 0 ? 'a' : 'r+', 0o600).then(async (made) => {
    if (offset > 0) return made
    await made.close()
    return open(path, 'r+')
  })
  let at = offset
  try {
    for await (const chunk of bytes) {
      if (at + chunk.length > mostFileBytes)
        throw new Refusal(413, 'file.too_large', { max: mostFileBytes / 1_000_000 })
      for (let written = 0; written < chunk.length; ) {
        const { bytesWritten } = await file.write(chunk, written, chunk.length - written, at)
        written += bytesWritten
        at += bytesWritten
      }
    }
  } finally {
    await file.close()
  }
  return { offset: await sizeOf(path), drop: async () => {} }
}

/** Of too many files begun and left, those that nobody has touched longest make room. */
async function makeRoom(files: string, person: string, but: string, now: Date): Promise<void> {
  await mkdir(arrivalsOf(files), { recursive: true })
  const own = (await readdir(arrivalsOf(files))).filter((name) => name.startsWith(`${person}.`))
  const begun = await Promise.all(
    own.map(async (name) => {
      const path = join(arrivalsOf(files), name)
      return {
        path,
        at: await stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => now.getTime()
        )
      }
    })
  )
  const others = begun.filter(({ path }) => path !== but).toSorted((a, b) => b.at - a.at)
  await Promise.all(others.slice(mostUploads - 1).map(({ path }) => rm(path, { force: true })))
}

type Gathered = Taken & { file?: ArrivedFile }

/**
 * Reads what was gathered into a file of its own and judges that: nobody can write into it any more while it is hashed. A file with the
 * wrong hash is begun anew.
 */
async function takeGathered({ files, actor }: Before, sha256: string): Promise<Gathered> {
  const path = partialOf(files, actor, sha256)
  if ((await sizeOf(path)) === 0) return { drop: async () => {} }
  try {
    const file = await takeFile(files, createReadStream(path), sha256)
    return {
      file,
      drop: async (done) => {
        await file.drop(done)
        if (done) await rm(path, { force: true })
      }
    }
  } catch (error) {
    if (error instanceof Refusal) await rm(path, { force: true })
    throw error
  }
}

/** Stores what was gathered; asked again after it was stored, says so. */
async function finish(ctx: Ctx, sha256: string, { file }: Gathered): Promise<StoredFile> {
  if (file) return storeFile(ctx, file)
  const stored = (await filesBroughtBy(ctx, personOf(ctx.actor), [sha256])).get(sha256)
  if (!stored) throw new Refusal(409, 'file.offset', { offset: 0 })
  return stored
}

/** Clears away what was begun and left for a day, and what a crash has left. */
export async function clearArrivals({ db, now }: Ctx): Promise<void> {
  const folder = arrivalsOf(db.files)
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: now.getTime() }))
    if (now.getTime() - mtimeMs > day) await rm(join(folder, name), { force: true })
  }
}

export const fileRoutes: Route[] = [
  takingRoute(
    putFile,
    ({ files, bytes }, { params }) => takeFile(files, bytes, params.sha256),
    (ctx, _input, file) => storeFile(ctx, file)
  ),
  route(findUpload, (ctx, { params }) => find(ctx, params.sha256)),
  takingRoute(
    appendToUpload,
    (before, { params, query }) => takePart(before, params.sha256, query.offset),
    async (_ctx, _input, { offset }) => ({ offset })
  ),
  takingRoute(
    finishUpload,
    (before, { params }) => takeGathered(before, params.sha256),
    (ctx, { params }, gathered) => finish(ctx, params.sha256, gathered)
  )
]
