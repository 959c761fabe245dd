import { storeFile, usualBytes } from '@motcua/kernel/contract'
import { newKey, Problem } from '@motcua/ui/call.ts'
import { hashOf, takenTypes, uploadFile } from '@motcua/ui/files/upload.ts'
import { isOfTheLine, keep } from '@motcua/ui/staff/outbox.ts'

/** A file by the hash of its bytes: with the server, or on its way there. */
export type Brought = { sha256: string; name: string }

export const isTaken = (file: File): boolean => takenTypes.includes(file.type) && file.size <= usualBytes

/**
 * Stores a file under its own hash; a second try stores the same bytes at the same place. While there is no line it is kept here and
 * goes before the acts that name it.
 */
export async function bring(
  file: File,
  kept: { owner: string; what: string; matter: string },
  onProgress: (percent: number) => void
): Promise<Brought> {
  const sha256 = await hashOf(file)
  try {
    await uploadFile(file, { sha256, onProgress: (arrived, of) => onProgress(Math.floor((arrived / of) * 100)) })
  } catch (error) {
    if (!(error instanceof Problem && isOfTheLine(error))) throw error
    const { name, method, url } = storeFile
    await keep({ ...kept, key: newKey(), way: { name, method, url }, input: { params: { sha256 }, file } })
  }
  return { sha256, name: file.name.slice(-200) }
}
