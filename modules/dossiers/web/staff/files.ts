import { call } from '@motcua/ui/call.ts'
import { storeFile } from '../../contract.ts'

/** A file the server holds, by the hash of its bytes. */
export type Brought = { sha256: string; name: string }

export const takenTypes = ['application/pdf', 'image/jpeg', 'image/png']
const maxBytes = 10_000_000

export const isTaken = (file: File): boolean => takenTypes.includes(file.type) && file.size <= maxBytes

/** Stores a file under its own hash; a second try stores the same bytes at the same place. */
export async function bring(file: File): Promise<Brought> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  const sha256 = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  await call(storeFile, { params: { sha256 }, file })
  return { sha256, name: file.name.slice(-200) }
}
