import { createHash } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { type FileReply, Sha256 } from './contract.ts'
import type { Ctx } from './platform/commands.ts'
import { Refusal } from './platform/refusal.ts'

export const maxFileBytes = 10_000_000

export const StoredFile = Type.Object({ sha256: Sha256, size: Type.Integer(), mediaType: Type.String() })
export type StoredFile = Static<typeof StoredFile>

/** Stores a file whole under the hash of its bytes; the same bytes again change nothing. The type is read from the bytes. */
export async function storeFile(ctx: Ctx, bytes: Buffer, announced: string): Promise<StoredFile> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== announced) throw new Refusal(422, 'file.hash')
  const mediaType = sniff(bytes)
  if (!mediaType) throw new Refusal(415, 'file.type')
  if (ctx.actor.kind !== 'person') throw new Refusal(401, 'sign_in')
  await Promise.all([
    ctx.db`
      insert into kernel.document (sha256, media_type, size, bytes, stored_at)
      values (${sha256}, ${mediaType}, ${bytes.length}, ${bytes}, ${ctx.now}) on conflict do nothing`,
    ctx.db`
      insert into kernel.document_bringer (sha256, person_id) values (${sha256}, ${ctx.actor.personId}) on conflict do nothing`
  ])
  return { sha256, size: bytes.length, mediaType }
}

const Brought = Type.Object({ sha256: Sha256, size: Type.Integer(), media_type: Type.String() })

/** Of the given files, those that this person has brought. */
export async function filesBroughtBy({ db }: Ctx, person: string, hashes: string[]): Promise<Map<string, StoredFile>> {
  if (hashes.length === 0) return new Map()
  const rows = await db(Brought)`
    select sha256, size, media_type from kernel.document join kernel.document_bringer using (sha256)
     where person_id = ${person} and sha256 = any (${hashes})`
  return new Map(rows.map((row) => [row.sha256, { sha256: row.sha256, size: row.size, mediaType: row.media_type }]))
}

const Contents = Type.Object({ bytes: Type.Unsafe<Buffer>({}), media_type: Type.String() })

/** Opens a stored file. Whoever calls has made sure that it belongs to something this person may see. */
export async function openFile({ db }: Ctx, sha256: string, name: string): Promise<FileReply> {
  const [file] = await db(Contents)`select bytes, media_type from kernel.document where sha256 = ${sha256}`
  if (!file) throw new Refusal(404, 'not_found')
  return { bytes: file.bytes, mediaType: file.media_type, name }
}

/** What the first bytes say; a name or a header can say anything. */
function sniff(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png'
  return undefined
}
