/**
 * What a recording is, told from its bytes: telephones record WebM (Opus), MP4 (AAC) or Ogg (Opus). It is walked from end to end, and what no
 * recorder writes is refused: whatever hangs behind a sound, or lies in it, is no sound.
 */
import { Refusal } from '../platform/refusal.ts'
import { isMp4, readMp4 } from './mp4.ts'
import { isOgg, readOgg } from './ogg.ts'
import { isWebm, readWebm } from './webm.ts'

/** Ninety seconds take 0.4 MB at the rate that our recorder asks for, and 1.5 at the highest that a telephone insists on. */
export const mostSoundBytes = 2_000_000

const kinds = [
  { mediaType: 'audio/webm', is: isWebm, read: readWebm },
  { mediaType: 'audio/mp4', is: isMp4, read: readMp4 },
  { mediaType: 'audio/ogg', is: isOgg, read: readOgg }
]

/** What the first bytes say. */
export const sniffSound = (head: Buffer): string | undefined => kinds.find(({ is }) => is(head))?.mediaType

/** How long it lasts, in whole seconds. Throws what the matter is, where it is no sound that may be taken. */
export function readSeconds(bytes: Buffer, mediaType: string): number {
  const kind = kinds.find((one) => one.mediaType === mediaType)
  const ms = kind ? read(kind.read, bytes) : 0
  if (!Number.isSafeInteger(Math.round(ms)) || ms <= 0) throw new Refusal(422, 'file.sound_broken')
  return Math.max(1, Math.round(ms / 1_000))
}

function read(how: (bytes: Buffer) => number, bytes: Buffer): number {
  try {
    return how(bytes)
  } catch (error) {
    // It says that it goes on where there are no more bytes.
    throw error instanceof RangeError ? new Refusal(422, 'file.sound_broken') : error
  }
}
