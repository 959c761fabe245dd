import { Refusal } from '../platform/refusal.ts'

// Boxes of a length, a name and a body, some of which hold others: ISO/IEC 14496-12.
type Box = { name: string; body: Buffer }

/** What recorders call theirs. Pictures of telephones (HEIC) are boxes too, under names of their own. */
const brands = new Set(['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'M4A ', 'dash'])
const outermost = new Set(['ftyp', 'moov', 'moof', 'mdat', 'free', 'skip', 'wide', 'sidx', 'styp', 'mfra', 'prft'])

export const isMp4 = (head: Buffer): boolean =>
  head.toString('latin1', 4, 8) === 'ftyp' && brands.has(head.toString('latin1', 8, 12))

/** Milliseconds of the one track of AAC it may hold: told at its head, or where it was written piece by piece, the sum of its pieces. */
export function readMp4(bytes: Buffer): number {
  const boxes = boxesOf(bytes)
  if (boxes.some(({ name }) => !outermost.has(name))) throw new Refusal(422, 'file.sound_broken')
  const movie = the(boxes, 'moov')
  const tracks = boxesOf(movie).filter(({ name }) => name === 'trak')
  const media = tracks.map(({ body }) => boxesOf(the(boxesOf(body), 'mdia')))
  for (const track of media) refuseOtherTracks(track)
  const [track] = media
  if (!track || media.length > 1 || !boxes.some(({ name }) => name === 'mdat'))
    throw new Refusal(422, 'file.sound_broken')
  const { scale, duration } = readHeader(the(track, 'mdhd'))
  return ((duration || piecesOf(boxes, movie)) * 1_000) / scale
}

function refuseOtherTracks(media: Box[]): void {
  const kind = the(media, 'hdlr').toString('latin1', 8, 12)
  if (kind === 'vide') throw new Refusal(422, 'file.sound_video')
  const samples = the(boxesOf(the(boxesOf(the(media, 'minf')), 'stbl')), 'stsd')
  const codecs = new Set(boxesOf(samples.subarray(8)).map(({ name }) => name))
  if (kind !== 'soun' || codecs.size !== 1 || !codecs.has('mp4a')) throw new Refusal(415, 'file.sound_kind')
}

function readHeader(header: Buffer): { scale: number; duration: number } {
  const long = header.readUInt8(0) === 1
  return {
    scale: header.readUInt32BE(long ? 20 : 12),
    duration: long ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16)
  }
}

/** The lengths of all frames of all pieces: each tells its own, or that of its piece or of the whole holds for it. */
function piecesOf(boxes: Box[], movie: Buffer): number {
  const extended = boxesOf(movie).find(({ name }) => name === 'mvex')
  const usual = extended
    ? (boxesOf(extended.body)
        .find(({ name }) => name === 'trex')
        ?.body.readUInt32BE(12) ?? 0)
    : 0
  return boxes
    .filter(({ name }) => name === 'moof')
    .flatMap(({ body }) => boxesOf(body).filter(({ name }) => name === 'traf'))
    .reduce((sum, { body }) => sum + lengthOf(boxesOf(body), usual), 0)
}

function lengthOf(piece: Box[], usual: number): number {
  const head = the(piece, 'tfhd')
  const told = flagsOf(head)
  const own = told & 0x8 ? head.readUInt32BE(8 + (told & 0x1 ? 8 : 0) + (told & 0x2 ? 4 : 0)) : usual
  return piece.filter(({ name }) => name === 'trun').reduce((sum, { body }) => sum + framesOf(body, own), 0)
}

function framesOf(run: Buffer, usual: number): number {
  const told = flagsOf(run)
  const frames = run.readUInt32BE(4)
  if (!(told & 0x100)) return frames * usual
  const start = 8 + (told & 0x1 ? 4 : 0) + (told & 0x4 ? 4 : 0)
  const width = [0x100, 0x200, 0x400, 0x800].filter((flag) => told & flag).length * 4
  let sum = 0
  for (let i = 0; i < frames; i++) sum += run.readUInt32BE(start + i * width)
  return sum
}

const flagsOf = (body: Buffer): number => body.readUIntBE(1, 3)

function the(boxes: Box[], wanted: string): Buffer {
  const found = boxes.find(({ name }) => name === wanted)
  if (!found) throw new Refusal(422, 'file.sound_broken')
  return found.body
}

function boxesOf(bytes: Buffer): Box[] {
  const boxes: Box[] = []
  for (let at = 0; at < bytes.length; ) {
    const short = bytes.readUInt32BE(at)
    const head = short === 1 ? 16 : 8
    // Nought: to the end.
    const size = short === 0 ? bytes.length - at : short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short
    if (size < head || at + size > bytes.length) throw new Refusal(422, 'file.sound_broken')
    boxes.push({ name: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + head, at + size) })
    at += size
  }
  return boxes
}
