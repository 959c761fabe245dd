/** Draws the pages of a PDF in a frame with an origin of its own; see ui/files/view.tsx for the other side. */
import type { FromViewer, Pose, ToViewer } from '@motcua/ui/files/viewer.ts'
import { getDocument, PDFWorker, type PDFDocumentProxy, type RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs'
import Parser from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker&inline'
import jbig2 from 'pdfjs-dist/wasm/jbig2.wasm?url&inline'
import openjpeg from 'pdfjs-dist/wasm/openjpeg.wasm?url&inline'

/** More than a screen shows, less than an old telephone refuses. */
const mostPixels = 16_000_000

const say = (word: FromViewer) => parent.postMessage(word, '*')

/** Scanners of offices write JBIG2 and JPEG 2000; their decoders came along with this script, as nothing can be fetched from here. */
class Decoders {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const address = { 'jbig2.wasm': jbig2, 'openjpeg.wasm': openjpeg }[filename]
    if (!address) throw new Error(filename)
    return Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (sign) => sign.charCodeAt(0))
  }
}

let opened: Promise<PDFDocumentProxy> | undefined
let drawing: RenderTask | undefined
let pose: Pose = { page: 1, zoom: 1, turn: 0 }

const open = (bytes: ArrayBuffer) =>
  getDocument({
    data: new Uint8Array(bytes),
    worker: PDFWorker.create({ port: new Parser() }),
    BinaryDataFactory: Decoders,
    useWorkerFetch: false,
    isEvalSupported: false,
    enableXfa: false,
    canvasMaxAreaInBytes: mostPixels * 4
  }).promise

function show(bytes: ArrayBuffer): void {
  opened = open(bytes)
  opened.then(
    ({ numPages }) => {
      say({ kind: 'opened', pages: numPages })
      void draw()
    },
    () => say({ kind: 'failed' })
  )
}

async function draw(): Promise<void> {
  const asked = pose
  const pages = await opened
  if (!pages || asked !== pose) return
  try {
    const page = await pages.getPage(asked.page)
    const rotation = (page.rotate + asked.turn) % 360
    const whole = page.getViewport({ scale: 1, rotation })
    const scale = ((document.documentElement.clientWidth - 16) / whole.width) * asked.zoom
    const density = Math.min(devicePixelRatio, 2, Math.sqrt(mostPixels / (whole.width * whole.height * scale * scale)))
    const viewport = page.getViewport({ scale: scale * density, rotation })
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.floor(viewport.width))
    canvas.height = Math.max(1, Math.floor(viewport.height))
    canvas.style.width = `${viewport.width / density}px`
    canvas.style.height = `${viewport.height / density}px`
    drawing?.cancel()
    drawing = page.render({ canvas, viewport })
    await drawing.promise
    if (asked !== pose) return
    document.body.replaceChildren(canvas)
    say({ kind: 'drawn', page: asked.page })
  } catch {
    // A drawing that was called off for a newer one is no failure.
    if (asked === pose) say({ kind: 'failed' })
  }
}

/** What a printer of an office draws, and the square code of a paper needs. */
const dotsPerPoint = 300 / 72

/** Draws every page in the size of its paper and prints them: for browsers that show no PDF themselves. */
async function print(bytes: ArrayBuffer): Promise<void> {
  try {
    const pages = await open(bytes)
    const sheets: HTMLCanvasElement[] = []
    for (let number = 1; number <= pages.numPages; number++) {
      const page = await pages.getPage(number)
      const viewport = page.getViewport({ scale: dotsPerPoint })
      const canvas = document.createElement('canvas')
      canvas.width = Math.floor(viewport.width)
      canvas.height = Math.floor(viewport.height)
      canvas.style.width = `${viewport.width / dotsPerPoint}pt`
      await page.render({ canvas, viewport, intent: 'print' }).promise
      sheets.push(canvas)
    }
    document.body.replaceChildren(...sheets)
    window.print()
    say({ kind: 'printed' })
  } catch {
    say({ kind: 'failed' })
  }
}

addEventListener('message', ({ source, data }: MessageEvent<ToViewer>) => {
  if (source !== parent) return
  if (data.kind === 'open') return show(data.bytes)
  if (data.kind === 'print') return void print(data.bytes)
  pose = { page: data.page, zoom: data.zoom, turn: data.turn }
  void draw()
})
addEventListener('resize', () => {
  pose = { ...pose }
  void draw()
})
// The keys of the screen work while the frame has the focus.
addEventListener('keydown', ({ key, ctrlKey, altKey, metaKey }) => {
  if (!ctrlKey && !altKey && !metaKey) say({ kind: 'key', key })
})
say({ kind: 'ready' })
