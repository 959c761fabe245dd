/** Recordings as telephones make them, written by hand. Nothing is heard in them, and each remark makes another file. */

type Recording = { seconds?: number; remark?: string; picture?: boolean }

const perSecond = 50
const frame = (remark: string) => Buffer.from(`\xf8\xff\xfe${remark}`, 'latin1')
const be = (value: number, width: number) => {
  const bytes = Buffer.alloc(width)
  bytes.writeUIntBE(value, 0, width)
  return bytes
}
const ascii = (text: string) => Buffer.from(text, 'latin1')

/** An element of a WebM of known length. */
export const element = (id: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(id, 'hex'), be(0x10000000 + body.length, 4), body])
}
/** One that a recorder leaves open, since it does not know its length yet. */
const begun = (id: string, ...parts: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from(id, 'hex'), Buffer.from('01ffffffffffffff', 'hex'), ...parts])

/** As Chrome and Firefox record. */
export function aWebm({ seconds = 3, remark = '', picture }: Recording = {}): Buffer {
  const track = (number: number, type: number, codec: string) =>
    element('ae', element('d7', be(number, 1)), element('83', be(type, 1)), element('86', ascii(codec)))
  const clusters = Array.from({ length: seconds }, (_, second) =>
    begun(
      '1f43b675',
      element('e7', be(second * 1_000, 4)),
      ...Array.from({ length: perSecond }, (_frame, i) =>
        element('a3', Buffer.from([0x81]), be(i * 20, 2), Buffer.from([0x80]), frame(remark))
      )
    )
  )
  return Buffer.concat([
    element('1a45dfa3', element('4286', be(1, 1)), element('4282', ascii('webm'))),
    begun(
      '18538067',
      element('1549a966', element('2ad7b1', be(1_000_000, 4)), element('5741', ascii('Chrome'))),
      element('1654ae6b', track(1, 2, 'A_OPUS'), ...(picture ? [track(2, 1, 'V_VP8')] : [])),
      ...clusters
    )
  ])
}

const box = (name: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([be(body.length + 8, 4), ascii(name), body])
}
const full = (name: string, flags: number, ...parts: Buffer[]) => box(name, be(flags, 4), ...parts)

/** As iPhones record: told at its head, or `inPieces`, as they write while they record. */
export function aMp4({ seconds = 3, remark = '', picture, inPieces }: Recording & { inPieces?: boolean } = {}): Buffer {
  const scale = 44_100
  const track = (kind: string, codec: string) =>
    box(
      'trak',
      full('tkhd', 0, Buffer.alloc(80)),
      box(
        'mdia',
        full('mdhd', 0, be(0, 4), be(0, 4), be(scale, 4), be(inPieces ? 0 : seconds * scale, 4), be(0, 4)),
        full('hdlr', 0, be(0, 4), ascii(kind), Buffer.alloc(13)),
        box('minf', box('stbl', full('stsd', 0, be(1, 4), box(codec, Buffer.alloc(28)))))
      )
    )
  const extended = inPieces ? [box('mvex', full('trex', 0, be(1, 4), be(1, 4), be(1_024, 4), be(0, 4), be(0, 4)))] : []
  const movie = box(
    'moov',
    full('mvhd', 0, Buffer.alloc(96)),
    track('soun', 'mp4a'),
    ...(picture ? [track('vide', 'avc1')] : []),
    ...extended
  )
  const piece = box(
    'moof',
    full('mfhd', 0, be(1, 4)),
    box('traf', full('tfhd', 0x8, be(1, 4), be(scale / 50, 4)), full('trun', 0, be(perSecond, 4)))
  )
  const pieces = inPieces ? Array.from({ length: seconds }, () => [piece, box('mdat', frame(remark))]).flat() : []
  return Buffer.concat([
    box('ftyp', ascii('mp42'), be(1, 4), ascii('mp41isom')),
    movie,
    ...(inPieces ? pieces : [box('mdat', frame(remark))])
  ])
}

const page = (kind: number, granule: number, serial: number, packet: Buffer): Buffer => {
  const head = Buffer.alloc(28)
  head.write('OggS', 0, 'latin1')
  head.writeUInt8(kind, 5)
  head.writeBigInt64LE(BigInt(granule), 6)
  head.writeUInt32LE(serial, 14)
  head.writeUInt8(1, 26)
  head.writeUInt8(packet.length, 27)
  return Buffer.concat([head, packet])
}

/** As Firefox of old records. */
export function anOgg({ seconds = 3, remark = '', picture }: Recording = {}): Buffer {
  const skipped = 312
  const head = Buffer.alloc(19)
  head.write('OpusHead', 0, 'latin1')
  head.writeUInt8(1, 8)
  head.writeUInt16LE(skipped, 10)
  return Buffer.concat([
    page(2, 0, 7, head),
    ...(picture ? [page(2, 0, 8, ascii('\x80theora   '))] : []),
    page(0, 0, 7, ascii(`OpusTags${remark}`)),
    page(0, -1, 7, frame('')),
    page(4, seconds * 48_000 + skipped, 7, frame(remark))
  ])
}
