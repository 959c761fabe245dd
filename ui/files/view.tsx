import { type SyntheticEvent, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { Icon } from '../controls/icon.tsx'
import { OnItsWay } from '../controls/waiting.tsx'
import { useWords } from '../language.tsx'
import { type FromViewer, type ToViewer, viewerAddress } from './viewer.ts'

/** A file to look at: `shown` is the address of the copy that screens show (pictures), `original` that of what was brought. */
export type ShownFile = { name: string; mediaType: string; shown: string; original: string }
/** A PDF that is in hand already, and nobody's to take away. */
type HeldPdf = { name: string; mediaType: 'application/pdf'; bytes: ArrayBuffer }

/** What does not draw within this time will not. */
const patienceMs = 20_000
const zooms = [0.5, 0.75, 1, 1.5, 2, 3, 4]

/** The name of a file, which opens it over the screen; with `act` it is the main thing to do there, said in these words. */
export function FileLink({ file, act }: { file: ShownFile; act?: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look={act ? 'main' : 'plain'} wide={act !== undefined} onClick={() => setOpen(true)}>
        {act ?? file.name}
      </Button>
      {open && (
        <Dialog title={file.name} onClose={() => setOpen(false)}>
          <FileView file={file} />
        </Dialog>
      )}
    </>
  )
}

/**
 * A picture or the pages of a PDF, to be read: larger, smaller, turned, page by page, with the hand or the keyboard (+ − 0 R, arrows and
 * Page Up/Down for pages). A picture is the server's own copy; a PDF is drawn in a frame that can reach nothing.
 */
export function FileView({ file }: { file: ShownFile | HeldPdf }) {
  const t = useWords()
  const [page, setPage] = useState(1)
  const [pages, setPages] = useState(1)
  const [zoom, setZoom] = useState(1)
  const [turn, setTurn] = useState(0)
  const [failed, setFailed] = useState(false)
  const step = (by: number) => setZoom((now) => zooms[zooms.indexOf(now) + by] ?? now)
  const leaf = (by: number) => setPage((now) => Math.min(Math.max(1, now + by), pages))
  const press = (key: string): boolean => {
    if (key === '+' || key === '=') step(1)
    else if (key === '-') step(-1)
    else if (key === '0') setZoom(1)
    else if (key === 'r' || key === 'R') setTurn((now) => (now + 90) % 360)
    else if (key === 'PageDown' || key === 'ArrowRight') leaf(1)
    else if (key === 'PageUp' || key === 'ArrowLeft') leaf(-1)
    else return false
    return true
  }
  const root = useRef<HTMLDivElement>(null)
  const onKey = useEffectEvent(press)
  useEffect(() => {
    // In a dialog the keys work wherever in it the focus is; among other things on a screen only from inside.
    const host: HTMLElement | null = root.current?.closest('dialog') ?? root.current
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !onKey(event.key)) return
      event.preventDefault()
      event.stopPropagation()
    }
    host?.addEventListener('keydown', onKeyDown)
    return () => host?.removeEventListener('keydown', onKeyDown)
  }, [])
  const fail = useCallback(() => setFailed(true), [])
  const isPdf = 'bytes' in file || file.mediaType === 'application/pdf'
  return (
    <div className="file-view" ref={root}>
      <div className="file-view-bar">
        {isPdf && pages > 1 && (
          <span className="row">
            <Button look="plain" icon="back" disabled={page === 1} onClick={() => leaf(-1)}>
              <span className="aloud">{t('view.before')}</span>
            </Button>
            <span className="figures nowrap">
              <span className="aloud">{t('view.page')} </span>
              {page}/{pages}
            </span>
            <Button look="plain" icon="forward" disabled={page === pages} onClick={() => leaf(1)}>
              <span className="aloud">{t('view.after')}</span>
            </Button>
          </span>
        )}
        <span className="row">
          <Button look="plain" icon="minus" disabled={zoom === zooms[0]} onClick={() => step(-1)}>
            <span className="aloud">{t('view.smaller')}</span>
          </Button>
          <Button look="plain" onClick={() => setZoom(1)}>
            <span className="aloud">{t('view.fit')} </span>
            {Math.round(zoom * 100)}%
          </Button>
          <Button look="plain" icon="plus" disabled={zoom === zooms.at(-1)} onClick={() => step(1)}>
            <span className="aloud">{t('view.larger')}</span>
          </Button>
          <Button look="plain" icon="turn" onClick={() => setTurn((now) => (now + 90) % 360)}>
            <span className="aloud">{t('view.turn')}</span>
          </Button>
        </span>
        {'original' in file && (
          <a className="button plain" href={file.original} download={file.name}>
            {t('view.original')}
          </a>
        )}
      </div>
      {failed ? (
        <p className="file-view-failed" role="alert">
          <Icon name="late" /> {t('view.failed')}
        </p>
      ) : isPdf ? (
        <PdfPages file={file} pose={{ page, zoom, turn }} onPages={setPages} onKey={press} onFailed={fail} />
      ) : (
        <Picture file={file} zoom={zoom} turn={turn} onFailed={fail} />
      )}
    </div>
  )
}

function Picture({
  file,
  zoom,
  turn,
  onFailed
}: {
  file: ShownFile
  zoom: number
  turn: number
  onFailed: () => void
}) {
  const [size, setSize] = useState({ width: 1, height: 1 })
  const lying = turn % 180 !== 0
  const ratio = size.width / size.height
  const measure = ({ currentTarget: image }: SyntheticEvent<HTMLImageElement>) =>
    setSize({ width: image.naturalWidth, height: image.naturalHeight })
  return (
    // Focusable, so that the arrow keys scroll it and the others reach it.
    <div className="file-view-sheet" tabIndex={0}>
      <div style={{ width: `${zoom * 100}%`, aspectRatio: lying ? 1 / ratio : ratio }}>
        <img
          src={file.shown}
          alt={file.name}
          style={{ width: lying ? `${ratio * 100}%` : '100%', transform: `translate(-50%, -50%) rotate(${turn}deg)` }}
          onLoad={measure}
          onError={onFailed}
        />
      </div>
    </div>
  )
}

// A frame without an origin has no name that a message could be addressed to.
const tell = (frame: HTMLIFrameElement | null, word: ToViewer, given: Transferable[] = []) =>
  frame?.contentWindow?.postMessage(word, '*', given)

async function fetchBytes(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const reply = await fetch(address, { credentials: 'same-origin', signal })
  if (!reply.ok) throw new Error(String(reply.status))
  return reply.arrayBuffer()
}

function PdfPages({
  file,
  pose: { page, zoom, turn },
  onPages,
  onKey,
  onFailed
}: {
  file: ShownFile | HeldPdf
  pose: { page: number; zoom: number; turn: number }
  onPages: (pages: number) => void
  onKey: (key: string) => boolean
  onFailed: () => void
}) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [ready, setReady] = useState(false)
  const [drawn, setDrawn] = useState(false)
  const press = useEffectEvent(onKey)
  const source = 'bytes' in file ? file.bytes : file.original

  useEffect(() => {
    const left = new AbortController()
    const late = setTimeout(onFailed, patienceMs)
    const open = async () => {
      const bytes = typeof source === 'string' ? await fetchBytes(source, left.signal) : source.slice(0)
      tell(frame.current, { kind: 'open', bytes }, [bytes])
    }
    const hear = ({ source, data }: MessageEvent<FromViewer>) => {
      if (source !== frame.current?.contentWindow) return
      if (data.kind === 'ready') open().catch(() => left.signal.aborted || onFailed())
      if (data.kind === 'opened') {
        onPages(data.pages)
        setReady(true)
      }
      if (data.kind === 'drawn') {
        clearTimeout(late)
        setDrawn(true)
      }
      if (data.kind === 'failed') onFailed()
      if (data.kind === 'key') press(data.key)
    }
    addEventListener('message', hear)
    return () => {
      left.abort()
      clearTimeout(late)
      removeEventListener('message', hear)
    }
  }, [source, onPages, onFailed])

  useEffect(() => {
    if (ready) tell(frame.current, { kind: 'draw', page, zoom, turn })
  }, [ready, page, zoom, turn])

  return (
    <div className="file-view-sheet">
      {!drawn && (
        <div className="file-view-waiting">
          <OnItsWay />
        </div>
      )}
      <iframe ref={frame} title={file.name} src={viewerAddress} sandbox="allow-scripts" />
    </div>
  )
}
