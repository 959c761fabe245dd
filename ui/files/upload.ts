import { appendToUpload, finishUpload, findUpload, type StoredFile, storeFile } from '@motcua/kernel/contract'
import { call, mayPass, Problem } from '../call.ts'
import { waitForLine } from '../resending.ts'

/** Told by the server from the bytes again; here only so that nobody waits for a no. */
export const takenTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf']

/** Files up to this size go in one piece. */
const small = 64 * 1024
/** A part grows while the line carries it and shrinks when it is cut: what was lost with a cut is sent again. */
const leastPart = 16 * 1024
const mostPart = 1024 * 1024
/** So often in a row may the line be cut before the person is told; whoever tries again goes on where it stopped. */
const mostCuts = 5

export type Upload = {
  /** Of the bytes, where it is known already. */
  sha256?: string
  /** Bytes that have arrived, of all. */
  onProgress?: (arrived: number, of: number) => void
  signal?: AbortSignal
  /** Waits before the next try; tests do not. */
  wait?: (cuts: number) => Promise<void>
}

export async function hashOf(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Brings a file to the server, by the hash of its bytes. It goes on where an earlier try was cut, in this page or another, and is there
 * whole when this returns. A Problem says why it is not.
 */
export async function uploadFile(file: Blob, upload: Upload = {}): Promise<StoredFile> {
  const { onProgress = () => {}, signal, wait = waitForLine } = upload
  const params = { sha256: upload.sha256 ?? (await hashOf(file)) }
  let part = small
  let cuts = 0
  /** Undefined: not known, the server is asked. */
  let arrived: number | undefined = file.size <= small ? 0 : undefined
  for (;;) {
    try {
      if (file.size <= small && cuts === 0) return await call(storeFile, { params, file, signal })
      if (arrived === undefined) {
        const found = await call(findUpload, { params, signal })
        if (found.stored) return await call(finishUpload, { params, signal })
        arrived = Math.min(found.offset, file.size)
      }
      onProgress(arrived, file.size)
      if (arrived === file.size) return await call(finishUpload, { params, signal })
      const piece = file.slice(arrived, arrived + part)
      const { offset } = await call(appendToUpload, { params, query: { offset: arrived }, file: piece, signal })
      arrived = Math.min(offset, file.size)
      part = Math.min(part * 2, mostPart)
      cuts = 0
    } catch (error) {
      const goesOn = mayPass(error) || isElsewhere(error)
      if (!goesOn || signal?.aborted || ++cuts > mostCuts) throw error
      arrived = undefined
      part = Math.max(part / 4, leastPart)
      await wait(cuts)
    }
  }
}

/** A part that another page has brought meanwhile. */
const isElsewhere = (error: unknown): boolean => error instanceof Problem && error.code === 'file.offset'
