import { formatSize } from '@motcua/kernel/rules/text'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { Notice, StateBadge, type Tone } from '../controls/notice.tsx'
import { useLanguage, useText } from '../language.tsx'
import type { Verdict } from './judge.ts'
import { judgeFrame, type Taken, takeFrame, takePicture } from './picture.ts'
import { texts } from './texts.ts'

const tones: Record<Verdict, Tone> = { clear: 'ok', blurred: 'soon', glare: 'soon', cut: 'soon' }

/** C6 “Chụp giấy tờ”: a readable picture at the first try. The verdict advises; the person decides. */
export function Camera({
  name,
  page,
  onTaken,
  onClose
}: {
  /** Of the paper. */
  name: string
  /** Which page of it this will be. */
  page: number
  onTaken: (picture: Blob) => void
  onClose: () => void
}) {
  const t = useText(texts)
  const [taken, setTaken] = useState<Taken>()
  const [unreadable, setUnreadable] = useState(false)
  const chosen = useRef<HTMLInputElement>(null)
  const choose = async (file: File | undefined) => {
    if (!file) return
    setUnreadable(false)
    await takePicture(file).then(setTaken, () => setUnreadable(true))
  }
  return (
    <Dialog title={t('camera.page', { name, number: page })} onClose={onClose}>
      <div className="stack camera">
        {taken ? (
          <Verdicts taken={taken} onUse={() => onTaken(taken.file)} onAgain={() => setTaken(undefined)} />
        ) : (
          <Live onTaken={setTaken} />
        )}
        {unreadable && (
          <Notice tone="late" aloud>
            <p>{t('camera.unreadable')}</p>
          </Notice>
        )}
        <input
          ref={chosen}
          className="aloud"
          type="file"
          tabIndex={-1}
          aria-label={t('camera.choose')}
          accept="image/*"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            void choose(file)
          }}
        />
        {!taken && (
          <Button wide onClick={() => chosen.current?.click()}>
            {t('camera.choose')}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

/** Several times a second: often enough to follow a hand, seldom enough for an old phone. */
const everyMs = 400

function Live({ onTaken }: { onTaken: (taken: Taken) => void }) {
  const t = useText(texts)
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<'starting' | 'on' | 'none'>('starting')
  const [verdict, setVerdict] = useState<Verdict>()
  useEffect(() => {
    let stream: MediaStream | undefined
    let left = false
    const open = async () => {
      const size = { width: { ideal: 1_920 }, height: { ideal: 1_080 } }
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', ...size } })
      if (left || !video.current) return stop()
      video.current.srcObject = stream
      await video.current.play()
      setState('on')
    }
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    // No camera, no permission, or a browser inside another app that offers neither: a picture can still be chosen.
    open().catch(() => setState('none'))
    const canvas = document.createElement('canvas')
    const looking = setInterval(() => {
      if (video.current) setVerdict(judgeFrame(video.current, canvas)?.verdict)
    }, everyMs)
    return () => {
      left = true
      clearInterval(looking)
      stop()
    }
  }, [])
  if (state === 'none')
    return (
      <Notice>
        <p>{t('camera.none')}</p>
      </Notice>
    )
  return (
    <>
      <p className="muted">{state === 'starting' ? t('camera.starting') : t('camera.aim')}</p>
      <div className="frame-seen">
        <video ref={video} playsInline muted aria-label={t('camera.live')} />
        {verdict && <StateBadge tone={tones[verdict]}>{t(`verdict.${verdict}`)}</StateBadge>}
      </div>
      {state === 'on' && (
        <Button
          look="main"
          icon="camera"
          wide
          onClick={() => {
            if (video.current) void takeFrame(video.current).then(onTaken, () => setState('none'))
          }}
        >
          {t('camera.take')}
        </Button>
      )}
    </>
  )
}

function Verdicts({ taken, onUse, onAgain }: { taken: Taken; onUse: () => void; onAgain: () => void }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { verdict } = taken.judgement
  const clear = verdict === 'clear'
  return (
    <>
      <div className="frame-seen">
        <Shown file={taken.file} alt={t('camera.taken')} />
      </div>
      <Notice tone={tones[verdict]} title={t(`verdict.${verdict}`)} aloud>
        <p>{t(`verdict.${verdict}.what`)}</p>
        <p className="muted small">{t('camera.size', { size: formatSize(taken.file.size, language) })}</p>
      </Notice>
      <Button look={clear ? 'main' : undefined} icon="check" wide onClick={onUse}>
        {t(clear ? 'camera.use' : 'camera.use.anyway')}
      </Button>
      <Button look={clear ? undefined : 'main'} icon="camera" wide onClick={onAgain}>
        {t('camera.again')}
      </Button>
    </>
  )
}

/** A picture of these bytes, for as long as it is drawn. */
function Shown({ file, alt }: { file: Blob; alt: string }) {
  const image = useRef<HTMLImageElement>(null)
  useEffect(() => {
    const address = URL.createObjectURL(file)
    if (image.current) image.current.src = address
    return () => URL.revokeObjectURL(address)
  }, [file])
  return <img ref={image} alt={alt} />
}
