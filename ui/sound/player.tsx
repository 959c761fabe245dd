import { formatLength } from '@motcua/kernel/rules/text'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Icon } from '../controls/icon.tsx'
import { useText } from '../language.tsx'
import { texts } from './texts.ts'

/**
 * A recorded message that lies with the server. It is fetched when somebody wants to hear it, once and whole: its opening is written down, and
 * a line is paid for by the megabyte. iPhones play no address that does not answer in pieces, but they play bytes that are there.
 */
export function Sound({ address, seconds }: { address: string; seconds: number }) {
  const t = useText(texts)
  const [sound, setSound] = useState<Blob>()
  const [state, setState] = useState<'quiet' | 'fetching' | 'failed'>('quiet')
  const length = formatLength(seconds)
  const fetchIt = async () => {
    setState('fetching')
    try {
      const reply = await fetch(address, { credentials: 'same-origin' })
      if (!reply.ok) throw new Error(String(reply.status))
      setSound(await reply.blob())
    } catch {
      setState('failed')
    }
  }
  if (sound) return <HeldSound name={t('sound.name', { length })} sound={sound} plays saveAt={address} />
  return (
    <div className="stack tight">
      <div>
        <Button icon="sound" busy={state === 'fetching'} onClick={() => void fetchIt()}>
          {t('sound.hear', { length })}
        </Button>
      </div>
      {state === 'failed' && (
        <p className="sound-failed" role="alert">
          <Icon name="late" /> <span>{t('sound.failed')}</span>
        </p>
      )}
    </div>
  )
}

/** A sound that is in hand, under its name: what the browser has to play it. Nobody has written down what is said, so it has no captions. */
export function HeldSound({
  name,
  sound,
  plays,
  saveAt
}: {
  name: string
  sound: Blob | undefined
  /** Whoever has asked to hear it hears it at once. */
  plays?: boolean
  /** Where it may be had for another app, if this browser cannot play it. */
  saveAt?: string
}) {
  const t = useText(texts)
  const player = useRef<HTMLAudioElement>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const { current } = player
    if (!sound || !current) return
    const address = URL.createObjectURL(sound)
    current.src = address
    if (plays) {
      current.focus()
      // A browser that wants another press has a button for it.
      current.play().catch(() => undefined)
    }
    return () => URL.revokeObjectURL(address)
  }, [sound, plays])
  return (
    <div className="sound">
      {failed && (
        <p role="alert">
          {t('sound.unplayable')} {saveAt && <a href={saveAt}>{t('sound.save')}</a>}
        </p>
      )}
      <audio ref={player} controls hidden={failed} aria-label={name} onError={() => setFailed(true)} />
    </div>
  )
}
