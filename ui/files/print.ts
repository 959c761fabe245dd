/** Prints a PDF out of a frame that nobody sees. Which printer, and whether the browser asks first, is how it was set up: docs/running.md. */
import { type FromViewer, type ToViewer, viewerAddress } from './viewer.ts'

/** What does not open within this time will not. */
const patienceMs = 20_000

/** The browser goes on reading a frame after `print` has returned, and never says when it has done. */
const keptMs = 300_000

/** Hands a PDF to the printer. False where this browser could not: whether the printer then has paper no browser tells. */
export async function printPdf(bytes: ArrayBuffer): Promise<boolean> {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
  const frame = document.createElement('iframe')
  frame.className = 'print-frame'
  frame.title = 'PDF'
  frame.tabIndex = -1
  setTimeout(() => {
    frame.remove()
    URL.revokeObjectURL(address)
  }, keptMs)
  // A browser that is set to download PDF instead of showing it prints what our own viewer draws.
  return navigator.pdfViewerEnabled ? printShown(frame, address) : printDrawn(frame, bytes)
}

async function printShown(frame: HTMLIFrameElement, address: string): Promise<boolean> {
  const shown = new Promise<boolean>((resolve) => {
    frame.addEventListener('load', () => resolve(true), { once: true })
    setTimeout(() => resolve(false), patienceMs)
  })
  frame.src = address
  document.body.append(frame)
  if (!(await shown)) return false
  try {
    frame.contentWindow?.print()
    return true
  } catch (error) {
    // A viewer that counts as another site's does not let itself be printed from here.
    if (error instanceof DOMException) return false
    throw error
  }
}

function printDrawn(frame: HTMLIFrameElement, bytes: ArrayBuffer): Promise<boolean> {
  const tell = (word: ToViewer) => frame.contentWindow?.postMessage(word, '*')
  frame.setAttribute('sandbox', 'allow-scripts allow-modals')
  return new Promise((resolve) => {
    const end = (printed: boolean) => {
      removeEventListener('message', hear)
      resolve(printed)
    }
    const hear = ({ source, data }: MessageEvent<FromViewer>) => {
      if (source !== frame.contentWindow) return
      if (data.kind === 'ready') tell({ kind: 'print', bytes })
      if (data.kind === 'printed' || data.kind === 'failed') end(data.kind === 'printed')
    }
    addEventListener('message', hear)
    setTimeout(() => end(false), patienceMs)
    frame.src = viewerAddress
    document.body.append(frame)
  })
}
