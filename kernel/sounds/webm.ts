import { Refusal } from '../platform/refusal.ts'

// Elements of an id, a length and a body, some of which hold others: RFC 8794 and 9559.
const docType = 0x4282
const timestampScale = 0x2ad7b1
const trackType = 0x83
const codec = 0x86
const timestamp = 0xe7
const simpleBlock = 0xa3
const block = 0xa1
const video = 0xe0
const segment = 0x18538067
const cluster = 0x1f43b675

/** Elements that hold others: head, segment, seek head, info, tracks, track, audio, cluster, group, cues, tags. */
const holders = new Set([
  0x1a45dfa3, 0x18538067, 0x114d9b74, 0x4dbb, 0x1549a966, 0x1654ae6b, 0xae, 0xe1, 0x1f43b675, 0xa0, 0x1c53bb6b, 0xbb,
  0xb7, 0x1254c367, 0x7373, 0x63c0, 0x67c8
])
/** All others that recorders write. */
const leaves = new Set([
  0x4286, 0x42f7, 0x42f2, 0x42f3, 0x4282, 0x4287, 0x4285, 0xec, 0xbf, 0x53ab, 0x53ac, 0x2ad7b1, 0x4489, 0x4461, 0x7ba9,
  0x4d80, 0x5741, 0x73a4, 0xd7, 0x73c5, 0x83, 0xb9, 0x88, 0x55aa, 0x9c, 0x6de7, 0x6df8, 0x23e383, 0x536e, 0x22b59c,
  0x22b59d, 0x86, 0x63a2, 0x258688, 0xaa, 0x56aa, 0x56bb, 0xb5, 0x78b5, 0x9f, 0x6264, 0xe7, 0xa7, 0xab, 0xa3, 0xa1,
  0x9b, 0xfb, 0x75a2, 0xb3, 0xf7, 0xf1, 0xf0, 0xb2, 0x68ca, 0x63ca, 0x63c5, 0x45a3, 0x447a, 0x447b, 0x4484, 0x4487
])
/** So long the last frame sounds, as recorders cut Opus. */
const frameMs = 20

export const isWebm = (head: Buffer): boolean => head.toString('latin1', 0, 4) === '\x1a\x45\xdf\xa3'

/** Milliseconds of the one track of Opus it may hold. */
export function readWebm(bytes: Buffer): number {
  let scale = 1_000_000
  let clusterAt = 0
  let lastAt = -1
  let tracks = 0
  for (const { id, body } of elementsOf(bytes)) {
    if (id === docType && body.toString('latin1') !== 'webm') throw new Refusal(415, 'file.sound_kind')
    if (id === timestampScale) scale = unsigned(body)
    if (id === trackType) tracks += refuseOtherTracks(unsigned(body))
    if (id === codec) refuseOtherCodecs(body.toString('latin1'))
    if (id === timestamp) clusterAt = unsigned(body)
    // Behind the number of the track, which is one byte for the first hundred.
    if (id === simpleBlock || id === block) lastAt = Math.max(lastAt, clusterAt + body.readInt16BE(1))
  }
  if (tracks !== 1 || lastAt < 0) throw new Refusal(422, 'file.sound_broken')
  return (lastAt * scale) / 1_000_000 + frameMs
}

function refuseOtherTracks(type: number): 1 {
  if (type === 1) throw new Refusal(422, 'file.sound_video')
  if (type !== 2) throw new Refusal(422, 'file.sound_broken')
  return 1
}

function refuseOtherCodecs(name: string): void {
  if (name.startsWith('V_')) throw new Refusal(422, 'file.sound_video')
  if (name !== 'A_OPUS') throw new Refusal(415, 'file.sound_kind')
}

/** Every element that holds no others, in the order of the file. */
function* elementsOf(bytes: Buffer): Generator<{ id: number; body: Buffer }> {
  for (let at = 0; at < bytes.length; ) {
    const id = readId(bytes, at)
    const size = readSize(bytes, at + id.width)
    const start = at + id.width + size.width
    if (id.value === video) throw new Refusal(422, 'file.sound_video')
    const holds = holders.has(id.value)
    if (!holds && !leaves.has(id.value)) throw new Refusal(422, 'file.sound_broken')
    // A recorder does not know beforehand how long what it begins will be.
    const isOpen = size.value === undefined && (id.value === segment || id.value === cluster)
    const end = start + (size.value ?? 0)
    if ((size.value === undefined && !isOpen) || end > bytes.length) throw new Refusal(422, 'file.sound_broken')
    if (!holds) yield { id: id.value, body: bytes.subarray(start, end) }
    at = holds ? start : end
  }
}

/** The zeros before the first one of its first byte tell how many bytes a number has. */
const widthOf = (first: number): number => Math.clz32(first) - 23

function readId(bytes: Buffer, at: number): { value: number; width: number } {
  const width = widthOf(bytes.readUInt8(at))
  if (width > 4) throw new Refusal(422, 'file.sound_broken')
  return { value: bytes.readUIntBE(at, width), width }
}

/** Undefined: open. */
function readSize(bytes: Buffer, at: number): { value: number | undefined; width: number } {
  const width = widthOf(bytes.readUInt8(at))
  if (width > 8) throw new Refusal(422, 'file.sound_broken')
  let value = BigInt(bytes.readUInt8(at) & (0xff >> width))
  for (let i = 1; i < width; i++) value = (value << 8n) | BigInt(bytes.readUInt8(at + i))
  const open = (1n << BigInt(7 * width)) - 1n
  return { value: value === open ? undefined : Number(value), width }
}

const unsigned = (body: Buffer): number =>
  body.length > 6 ? Number.NaN : body.length === 0 ? 0 : body.readUIntBE(0, body.length)
