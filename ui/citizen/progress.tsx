import { useWords } from '../language.tsx'
import { Icon } from '../controls/icon.tsx'

/** How far one is, and that nothing is lost. `done` of `of` moves the bar; the words count the larger steps. */
export function Progress({
  step,
  of,
  share,
  saved
}: {
  step: number
  of: number
  /** 0 to 1. */
  share: number
  /** False: this device does not let us keep a draft. */
  saved: boolean
}) {
  const t = useWords()
  return (
    <div className="progress">
      <span className="track">
        <span className="done" style={{ width: `${(share * 100).toFixed(1)}%` }} />
      </span>
      <span>{t('form.step', { step, of })}</span>
      <span className="saved">
        <Icon name={saved ? 'check' : 'late'} />
        {t(saved ? 'form.saved' : 'form.unsaved')}
      </span>
    </div>
  )
}
