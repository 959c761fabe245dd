import type { ReactNode } from 'react'
import { Icon } from '../controls/icon.tsx'
import { useWords } from '../language.tsx'
import { Unbroken } from '../unbroken.tsx'

export type Happening = {
  key: string
  when: 'past' | 'now' | 'next'
  /** A sentence: what happened, happens or will. */
  what: string
  /** The hour, or until when. */
  at?: string
  more?: ReactNode
}

/** Past, now and next of one matter, in sentences. */
export function Timeline({ happenings }: { happenings: Happening[] }) {
  const t = useWords()
  return (
    <ol className="timeline">
      {happenings.map(({ key, when, what, at, more }) => (
        <li key={key} className={when} aria-current={when === 'now' ? 'step' : undefined}>
          <span className="mark">{when !== 'next' && <Icon name={when === 'past' ? 'check' : 'clock'} />}</span>
          <span className="aloud">{t(`time.${when}`)}: </span>
          <p className="what">
            <Unbroken text={what} />
          </p>
          {at && (
            <p className="muted small figures">
              <Unbroken text={at} />
            </p>
          )}
          {more}
        </li>
      ))}
    </ol>
  )
}
