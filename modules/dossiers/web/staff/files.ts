import { call, newKey, Problem } from '@motcua/ui/call.ts'
import { isOfTheLine, keep } from '@motcua/ui/staff/outbox.ts'
import { storeFile } from '../../contract.ts'

/** A file by the hash of its bytes: with the server, or on its way there. */
export type Brought = { sha256: string; name: string }

export const takenTypes = ['application/pdf', 'image/jpeg', 'image/png']
const maxBytes = 10_000_000

export const isTaken = (file: File): boolean => takenTypes.includes(file.type) && file.size <= maxBytes

/**
 * Stores a file under its own hash; a second try stores the same bytes at the same place. While there is no line it is kept here and
 * goes before the acts that name it.
 */
export async function bring(file: File, kept: { owner: string; what: string; matter: string }): Promise<Brought> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  const sha256 = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const key = newKey()
  try {
    await call(storeFile, { params: { sha256 }, file, key })
  } catch (error) {
    if (!(error instanceof Problem && isOfTheLine(error))) throw error
    const { name, method, url } = storeFile
    await keep({ ...kept, key, way: { name, method, url }, input: { params: { sha256 }, file } })
  }
  return { sha256, name: file.name.slice(-200) }
}
