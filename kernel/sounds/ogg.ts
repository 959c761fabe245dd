import { Refusal } from '../platform/refusal.ts'

/** Opus counts in samples of this rate, however it was recorded (RFC 7845). */
const perMs = 48
const headBytes = 27

export const isOgg = (head: Buffer): boolean => head.toString('latin1', 0, 4) === 'OggS'

/** Milliseconds of the one stream of Opus it may hold: pages (RFC 3533), of which the last tells how far it has come. */
export function readOgg(bytes: Buffer): number {
  let stream: number | undefined
  let skipped = 0
  let samples = 0
  for (let at = 0; at < bytes.length; ) {
    const { begins, granule, serial, body, end } = readPage(bytes, at)
    if (begins) {
      refuseOtherStreams(body, stream)
      stream = serial
      skipped = body.readUInt16LE(10)
    } else if (serial !== stream) throw new Refusal(422, 'file.sound_broken')
    // A page on which no frame ends says −1.
    if (granule >= 0n) samples = Math.max(samples, Number(granule))
    at = end
  }
  return (samples - skipped) / perMs
}

function readPage(bytes: Buffer, at: number) {
  if (!isOgg(bytes.subarray(at))) throw new Refusal(422, 'file.sound_broken')
  const start = at + headBytes + bytes.readUInt8(at + 26)
  const end = bytes.subarray(at + headBytes, start).reduce((sum, length) => sum + length, start)
  if (end > bytes.length) throw new Refusal(422, 'file.sound_broken')
  return {
    begins: (bytes.readUInt8(at + 5) & 2) !== 0,
    granule: bytes.readBigInt64LE(at + 6),
    serial: bytes.readUInt32LE(at + 14),
    body: bytes.subarray(start, end),
    end
  }
}

/** Streams that lie beside one another each begin with a page that says what they are. */
function refuseOtherStreams(body: Buffer, known: number | undefined): void {
  const name = body.toString('latin1', 0, 8)
  if (name.startsWith('\x80theora') || name.startsWith('BBCD') || name.startsWith('OVP80'))
    throw new Refusal(422, 'file.sound_video')
  if (name !== 'OpusHead') throw new Refusal(415, 'file.sound_kind')
  if (known !== undefined) throw new Refusal(422, 'file.sound_broken')
}
