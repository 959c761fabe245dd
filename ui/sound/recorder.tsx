import { formatLength } from '@motcua/kernel/rules/text'
import { useEffect, useEffectEvent, useRef } from 'react'
import { Button } from '../controls/button.tsx'
import { Icon } from '../controls/icon.tsx'
import { useText } from '../language.tsx'
import { HeldSound } from './player.tsx'
import { type Trouble, useRecording } from './recording.ts'
import { texts } from './texts.ts'

/** In the last seconds it says how many are left; before, how far it has come, seldom enough not to talk into the message. */
const lastSeconds = 10
const spokenEvery = 15

/** A message said instead of written: recorded, heard again, deleted. All of it by buttons, one at a time. */
export function Recorder({
  kept,
  most,
  onRecording,
  onRecorded,
  onRemove
}: {
  /** What was recorded before; `sound` is there once it was read from the device. */
  kept: { seconds: number; sound: Blob | undefined } | undefined
  /** Seconds. */
  most: number
  /** While somebody speaks, what stands around waits. */
  onRecording: (now: boolean) => void
  onRecorded: (sound: Blob, seconds: number) => void
  onRemove: () => void
}) {
  const t = useText(texts)
  const { state, begin, stop } = useRecording(most, onRecorded)
  const whole = useRef<HTMLDivElement>(null)
  const acted = useRef(false)
  const isKept = kept !== undefined
  useEffect(() => {
    // The button that was pressed is gone: who works with the keyboard goes on at what has come in its place.
    if (acted.current) whole.current?.querySelector<HTMLElement>('audio, button')?.focus()
    acted.current = isKept
  }, [isKept])
  const recording = state.is === 'recording'
  const tell = useEffectEvent(onRecording)
  useEffect(() => tell(recording), [recording])
  const trouble = state.is === 'trouble' ? state.what : undefined
  const press = () => {
    acted.current = true
    if (recording) stop()
    else begin()
  }
  return (
    <div className="recorder stack tight" ref={whole}>
      <output className="aloud">
        {recording ? spoken(t, state.seconds, most) : kept && doneWords(t, kept.seconds)}
      </output>
      {kept ? (
        <>
          <p className="sound-name">
            <Icon name="sound" /> {t('sound.name', { length: formatLength(kept.seconds) })}
          </p>
          <HeldSound name={t('sound.name', { length: formatLength(kept.seconds) })} sound={kept.sound} />
          <p className="muted small">{t('record.again')}</p>
          <Button icon="trash" wide onClick={onRemove}>
            {t('record.remove')}
          </Button>
        </>
      ) : (
        <>
          <Button
            icon={recording ? 'stop' : 'speak'}
            wide
            busy={state.is === 'opening'}
            disabled={trouble === 'none'}
            onClick={press}
          >
            {t(recording ? 'record.stop' : state.is === 'opening' ? 'record.opening' : labelOf(trouble))}
          </Button>
          {recording ? (
            <p className="recording figures" role="timer">
              {t('record.now')} {formatLength(state.seconds)} / {formatLength(most)}
            </p>
          ) : (
            <p className="muted small" role={trouble ? 'alert' : undefined}>
              {trouble
                ? t(trouble === 'short' ? 'record.short' : `record.${trouble}.what`)
                : t('record.how', { seconds: most })}
            </p>
          )}
        </>
      )}
    </div>
  )
}

type Words = ReturnType<typeof useText<typeof texts>>

const labelOf = (trouble: Trouble | undefined) =>
  trouble && trouble !== 'short' ? (`record.${trouble}` as const) : 'record.begin'

const doneWords = (t: Words, seconds: number) => t('record.done', { length: formatLength(seconds) })

function spoken(t: Words, seconds: number, most: number): string {
  if (most - seconds <= lastSeconds) return t('record.left', { seconds: lastSeconds })
  const told = Math.floor(seconds / spokenEvery) * spokenEvery
  return told === 0 ? t('record.now') : t('record.far', { seconds: told })
}
