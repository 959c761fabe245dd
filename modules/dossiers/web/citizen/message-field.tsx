import { Icon } from '@motcua/ui/controls/icon.tsx'
import { LongTextField } from '@motcua/ui/controls/text-field.tsx'
import { fetchedLater } from '@motcua/ui/fetched-later.tsx'
import { hashOf } from '@motcua/ui/files/upload.ts'
import { useText } from '@motcua/ui/language.tsx'
import { Fragment, useEffect, useState } from 'react'
import { mostVoiceSeconds } from '../../rules.ts'
import { type Draft, readDraft } from './drafts.ts'
import { dropFile, keepFile, readFile } from './files.ts'
import { texts } from './texts.ts'

const Recorder = fetchedLater(
  () => import('@motcua/ui/sound/recorder.tsx').then(({ Recorder: Taker }) => Taker),
  Fragment
)

/** What goes with a supplement for the official who asked: written, spoken, both or neither. */
export function MessageField({
  draft,
  change,
  fault,
  onRecording
}: {
  draft: Draft
  change: (part: Partial<Draft>) => void
  fault: (field: 'text' | 'voice') => string | undefined
  onRecording: (now: boolean) => void
}) {
  const t = useText(texts)
  const { id, locker, words, voice } = draft
  const [kept, setKept] = useState(true)
  const sound = useKeptSound(id, voice?.sha256)
  const wrong = fault('voice')
  const keep = async (file: Blob, seconds: number) => {
    const sha256 = await hashOf(file)
    // Sent or thrown away meanwhile: nothing would take it off this device any more.
    if (!readDraft(id)) return
    setKept(await keepFile(id, sha256, file, locker))
    change({ voice: { sha256, size: file.size, mediaType: file.type, seconds } })
  }
  const remove = () => {
    if (voice) void dropFile(id, voice.sha256)
    change({ voice: undefined })
  }
  return (
    <section className="card stack" id="voice">
      <LongTextField
        id="text"
        label={t('supply.words')}
        optional
        value={words}
        faultAt={() => fault('text')}
        onChange={(next) => change({ words: next })}
      />
      {wrong && (
        <p className="paper-fault" role="alert">
          <Icon name="late" />
          <span>{wrong}</span>
        </p>
      )}
      <Recorder
        kept={voice && { seconds: voice.seconds, sound }}
        most={mostVoiceSeconds}
        onRecording={onRecording}
        onRecorded={(file, seconds) => void keep(file, seconds)}
        onRemove={remove}
      />
      {voice && !kept && <p className="muted">{t('supply.voice.unsaved')}</p>}
    </section>
  )
}

/** The recording as this device holds it. */
function useKeptSound(draft: string, sha256: string | undefined): Blob | undefined {
  const [read, setRead] = useState<{ sha256: string; sound: Blob | undefined }>()
  useEffect(() => {
    if (!sha256) return
    let left = false
    void readFile(draft, sha256).then((sound) => {
      if (!left) setRead({ sha256, sound })
    })
    return () => {
      left = true
    }
  }, [draft, sha256])
  return read?.sha256 === sha256 ? read?.sound : undefined
}
