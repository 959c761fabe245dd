/** The program of the process that parses what strangers send: see inspection.ts. */
import { open, readFile, stat } from 'node:fs/promises'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import sharp from 'sharp'
import { Refusal } from './platform/refusal.ts'
import { mostSoundBytes, readSeconds, sniffSound } from './sounds/sound.ts'

/** What it is; of a picture the copy that screens show, of a PDF its pages, of a recording its seconds. */
export type Judgement = { mediaType: string; shownAs: string | null; pages: number | null; seconds: number | null }
export type Verdict = Judgement | { refused: string; status: number; values: Record<string, number> }

/** A sheet of A3 at 300 dots an inch has 17 million; no telephone sold here takes more than 50. */
const mostPixels = 60_000_000
const mostPages = 300
/** Of the copy for screens: text of 8 points on a sheet of A4 stays readable. */
const longestSide = 2400

/** Whatever the picture claims to be, no other reader is asked: SVG, TIFF, PDF and the rest of libvips stay shut. */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegFile', 'VipsForeignLoadPngFile', 'VipsForeignLoadWebpFile']
})
sharp.cache(false)
sharp.concurrency(1)

if (isMainThread) {
  // A thread of its own: what unpacks to a gigabyte does so in one go, and no clock of this thread would strike meanwhile.
  new Worker(new URL(import.meta.url), { workerData: Number(process.argv[2]) }).unref()
  process.on('message', async ({ path, copy }: { path: string; copy: string }) => {
    process.send?.(await judge(path, copy))
  })
  process.on('disconnect', () => process.exit())
}
// The heap has its own limit; this one holds what libvips and unpacked streams take beside it.
else
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData * 1_000_000) process.kill(process.pid, 'SIGKILL')
  }, 50)

const no = (refused: string, status = 422, values: Record<string, number> = {}): Verdict => ({
  refused,
  status,
  values
})

async function judge(path: string, copy: string): Promise<Verdict> {
  const mediaType = sniff(await firstBytes(path))
  if (mediaType === undefined) return no('file.type', 415)
  if (mediaType.startsWith('audio/')) return judgeSound(path, mediaType)
  return mediaType === 'application/pdf' ? judgePdf(path) : judgePicture(path, copy, mediaType)
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** What the first bytes say; a name or a header can say anything. */
function sniff(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1')
  if (text.startsWith('%PDF-')) return 'application/pdf'
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'image/webp'
  return sniffSound(bytes)
}

/** A recording is walked from end to end: it holds one track of sound and nothing else. */
async function judgeSound(path: string, mediaType: string): Promise<Verdict> {
  const { size } = await stat(path)
  if (size > mostSoundBytes) return no('file.sound_large', 413, { max: mostSoundBytes / 1_000_000 })
  try {
    return { mediaType, shownAs: null, pages: null, seconds: readSeconds(await readFile(path), mediaType) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return no(error.code, error.status)
  }
}

/** Reads the picture to its last line and writes it anew: upright, and without the place and the camera that the original tells of. */
async function judgePicture(path: string, copy: string, mediaType: string): Promise<Verdict> {
  try {
    const { width, height } = await sharp(path, { limitInputPixels: false }).metadata()
    if (width * height > mostPixels) return no('file.pixels', 422, { max: mostPixels / 1_000_000 })
    await sharp(path, { limitInputPixels: mostPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .webp({ quality: 82, effort: 2 })
      .toFile(copy)
    return { mediaType, shownAs: 'image/webp', pages: null, seconds: null }
  } catch {
    return no('file.broken')
  }
}

async function judgePdf(path: string): Promise<Verdict> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  try {
    const data = new Uint8Array(await readFile(path))
    const task = getDocument({ data, isEvalSupported: false, verbosity: VerbosityLevel.ERRORS, stopAtErrors: false })
    const { numPages } = await task.promise.then(async (document) => {
      await document.getPage(1)
      return document
    })
    await task.destroy()
    return numPages > mostPages
      ? no('file.pages', 422, { max: mostPages })
      : { mediaType: 'application/pdf', shownAs: null, pages: numPages, seconds: null }
  } catch (error) {
    return no((error as Error).name === 'PasswordException' ? 'file.locked' : 'file.broken')
  }
}
