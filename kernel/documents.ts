import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Static, Type } from 'typebox'
import { type FileReply, mostFileBytes, orNull, Sha256, type StoredFile } from './contract.ts'
import { inspectFile } from './inspection.ts'
import type { Judgement } from './inspector.ts'
import type { Ctx } from './platform/commands.ts'
import type { Taken } from './platform/module.ts'
import { Refusal } from './platform/refusal.ts'

/** A file that has arrived whole, was judged by its bytes and lies beside the stored ones under a name of its own. */
export type ArrivedFile = Taken & StoredFile & Judgement & { path: string }

/** Where a stored file lies, and beside it the copy that screens show. Nobody outside this file knows. */
const placeOf = (files: string, sha256: string) => join(files, sha256.slice(0, 2), sha256)
const copyOf = (path: string) => `${path}.shown`

/** Where files lie that are not stored yet: whatever is found here after a crash belongs to nobody. */
export const arrivalsOf = (files: string): string => join(files, 'arriving')

/**
 * Takes a file in while its bytes arrive, without holding it in memory: hashes it, puts it on the disk and has it judged by a process of
 * its own. Nothing is stored yet. A first wrong byte, one too many or one too few end it, and nothing stays.
 */
export async function takeFile(
  files: string,
  bytes: AsyncIterable<Uint8Array>,
  announced: string
): Promise<ArrivedFile> {
  const path = join(arrivalsOf(files), randomUUID())
  const drop = async () => void (await Promise.all([path, copyOf(path)].map((one) => rm(one, { force: true }))))
  await mkdir(dirname(path), { recursive: true })
  try {
    const { size, sha256 } = await writeThrough(path, bytes)
    if (size === 0) throw new Refusal(400, 'file.empty')
    if (sha256 !== announced) throw new Refusal(422, 'file.hash')
    const judged = await inspectFile(files, path, copyOf(path))
    if (judged.shownAs) await sync(copyOf(path))
    return { sha256, size, path, drop, ...judged }
  } catch (error) {
    await drop()
    throw error
  }
}

async function writeThrough(path: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  let size = 0
  try {
    for await (const chunk of bytes) {
      size += chunk.length
      if (size > mostFileBytes) throw new Refusal(413, 'file.too_large', { max: mostFileBytes / 1_000_000 })
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { size, sha256: hash.digest('hex') }
}

/**
 * Stores a file that has arrived: first the file under its hash, on the disk with its folder, then the row, in the same command. A crash
 * in between leaves a file that no row names, which is none. The same bytes again change nothing.
 */
export async function storeFile(ctx: Ctx, file: ArrivedFile): Promise<StoredFile> {
  if (ctx.actor.kind !== 'person') throw new Refusal(401, 'sign_in')
  const { sha256, size, mediaType, shownAs, pages, seconds } = file
  await lockDocument(ctx, sha256)
  await putInPlace(ctx.db.files, file)
  await Promise.all([
    ctx.db`
      insert into kernel.document (sha256, media_type, size, shown_as, pages, seconds, stored_at)
      values (${sha256}, ${mediaType}, ${size}, ${shownAs}, ${pages}, ${seconds}, ${ctx.now}) on conflict do nothing`,
    ctx.db`
      insert into kernel.document_bringer (sha256, person_id, brought_at) values (${sha256}, ${ctx.actor.personId}, ${ctx.now})
      on conflict (person_id, sha256) do update set brought_at = excluded.brought_at`
  ])
  return { sha256, size, mediaType }
}

/** Who stores a file and who clears one away wait for each other. */
const lockDocument = ({ db }: Ctx, sha256: string) =>
  db`select pg_advisory_xact_lock(hashtextextended(${`document ${sha256}`}, 0))`

async function putInPlace(
  files: string,
  { sha256, path, shownAs }: Pick<ArrivedFile, 'sha256' | 'path' | 'shownAs'>
): Promise<void> {
  const place = placeOf(files, sha256)
  const made = await mkdir(dirname(place), { recursive: true })
  if (shownAs) await rename(copyOf(path), copyOf(place))
  await rename(path, place)
  await sync(dirname(place))
  if (made) await sync(files)
}

/** Until it is synced a name is only in memory, as are bytes. Windows opens no folder, and keeps names by itself. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (process.platform !== 'win32') throw error
    return undefined
  })
  try {
    await handle?.sync()
  } finally {
    await handle?.close()
  }
}

/** Lets people hand in a stored file as if they had brought it: for sheets that the system itself gives out. */
export const handOutFile = ({ db, now }: Ctx, sha256: string, people: string[]) =>
  db`insert into kernel.document_bringer (sha256, person_id, brought_at)
     select ${sha256}, person, ${now} from unnest(${people}::uuid[]) as person on conflict do nothing`

const Brought = Type.Object({ sha256: Sha256, size: Type.Integer(), media_type: Type.String() })

/** Of the given files, those that this person has brought. */
export async function filesBroughtBy({ db }: Ctx, person: string, hashes: string[]): Promise<Map<string, StoredFile>> {
  if (hashes.length === 0) return new Map()
  const rows = await db(Brought)`
    select sha256, size, media_type from kernel.document join kernel.document_bringer using (sha256)
     where person_id = ${person} and sha256 = any (${hashes})`
  return new Map(rows.map((row) => [row.sha256, { sha256: row.sha256, size: row.size, mediaType: row.media_type }]))
}

export type BroughtSound = StoredFile & { seconds: number }
const Sound = Type.Object({ ...Brought.properties, seconds: Type.Integer() })

/** A recording that this person has brought, with its length; another kind of file is none. */
export async function findSoundBroughtBy(
  { db }: Ctx,
  person: string,
  sha256: string
): Promise<BroughtSound | undefined> {
  const [row] = await db(Sound)`
    select sha256, size, media_type, seconds from kernel.document join kernel.document_bringer using (sha256)
     where person_id = ${person} and sha256 = ${sha256} and seconds is not null`
  return row && { sha256, size: row.size, mediaType: row.media_type, seconds: row.seconds }
}

/** A recording is what somebody says, and never a paper. */
export const isSound = ({ mediaType }: { mediaType: string }): boolean => mediaType.startsWith('audio/')

/** Of the given files, those that lie with this person's own cases, whoever brought them: a result, what a desk scanned. */
export async function filesOfOwnCases({ db }: Ctx, person: string, hashes: string[]): Promise<Map<string, StoredFile>> {
  if (hashes.length === 0) return new Map()
  const rows = await db(Brought)`
    select sha256, size, media_type from kernel.document
     where sha256 = any (${hashes})
       and exists (select from kernel.case_document named join kernel.case on "case".id = named.case_id
                    where named.sha256 = document.sha256 and "case".person_id = ${person})`
  return new Map(rows.map((row) => [row.sha256, { sha256: row.sha256, size: row.size, mediaType: row.media_type }]))
}

const Known = Type.Object({ media_type: Type.String(), shown_as: orNull(Type.String()), pages: orNull(Type.Integer()) })
type Known = Static<typeof Known>

/**
 * Opens a stored file, as it was brought or, where `shown`, the copy made of a picture: upright, smaller, without what the camera wrote
 * into it. Whoever calls has made sure that it belongs to something this person may see.
 */
export async function openFile({ db }: Ctx, sha256: string, name: string, shown = false): Promise<FileReply> {
  const [known] = await db(Known)`select media_type, shown_as, pages from kernel.document where sha256 = ${sha256}`
  const mediaType = shown ? known?.shown_as : known?.media_type
  if (!mediaType) throw new Refusal(404, 'not_found')
  const place = placeOf(db.files, sha256)
  const path = shown ? copyOf(place) : place
  const { size } = await stat(path)
  return { size, mediaType, name, open: () => createReadStream(path) }
}

const Named = Type.Object({ sha256: Sha256 })
const day = 24 * 60 * 60 * 1000

/**
 * Removes files that no row names: those of a crash between file and row, and those whose row was cleared away. Only after a day, and
 * behind the same lock as storing.
 */
export async function sweepFiles(ctx: Ctx): Promise<void> {
  const { db, now } = ctx
  const shards = (await readdir(db.files).catch(() => [])).filter((name) => /^[0-9a-f]{2}$/.test(name))
  for (const shard of shards) {
    const names = (await readdir(join(db.files, shard))).filter((name) => /^[0-9a-f]{64}$/.test(name))
    const named = new Set((await namedOf(ctx, names)).map(({ sha256 }) => sha256))
    for (const sha256 of names.filter((name) => !named.has(name))) {
      const place = placeOf(db.files, sha256)
      if (now.getTime() - (await stat(place)).mtimeMs < day) continue
      await lockDocument(ctx, sha256)
      if ((await namedOf(ctx, [sha256])).length > 0) continue
      await Promise.all([place, copyOf(place)].map((path) => rm(path, { force: true })))
    }
  }
}

const namedOf = ({ db }: Ctx, hashes: string[]) =>
  db(Named)`select sha256 from kernel.document where sha256 = any (${hashes})`

const Held = Type.Object({ sha256: Sha256, bytes: Type.Unsafe<Buffer>({}) })

/** Writes out what a version before kept in the database: one file after the other, at the start. */
export async function writeOutFile(db: Ctx['db']): Promise<boolean> {
  const [held] = await db(Held)`
    select sha256, bytes from kernel.document where bytes is not null limit 1 for update skip locked`
  if (!held) return false
  const path = join(arrivalsOf(db.files), randomUUID())
  await mkdir(dirname(path), { recursive: true })
  const bytes = async function* () {
    yield held.bytes
  }
  const { sha256 } = await writeThrough(path, bytes())
  if (sha256 !== held.sha256) throw new Error(`A file in the database is not what its hash says: ${held.sha256}.`)
  // It was let in under the rules of its day: what cannot be shown stays to be taken away.
  const judged = await inspectFile(db.files, path, copyOf(path)).catch(() => ({ shownAs: null, pages: null }))
  await putInPlace(db.files, { sha256, path, shownAs: judged.shownAs })
  await db`
    update kernel.document set bytes = null, shown_as = ${judged.shownAs}, pages = ${judged.pages} where sha256 = ${sha256}`
  return true
}
