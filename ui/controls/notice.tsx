import type { ReactNode } from 'react'
import { useWords } from '../language.tsx'
import { Icon, type IconName } from './icon.tsx'

/** What a state means for the person: in time or done, due soon, late or wrong, clock stopped, neither. Never told by colour alone. */
export type Tone = 'ok' | 'soon' | 'late' | 'stopped' | 'none'

const icons: Record<Tone, IconName> = { ok: 'check', soon: 'clock', late: 'late', stopped: 'pause', none: 'info' }

/** `aloud`: read out when it appears, for what the person did not ask for. */
export function Notice({
  tone = 'none',
  title,
  icon,
  aloud,
  children
}: {
  tone?: Tone
  title?: string
  icon?: IconName
  aloud?: boolean
  children?: ReactNode
}) {
  return (
    <div className={`notice tone-${tone}`} role={aloud ? (tone === 'late' ? 'alert' : 'status') : undefined}>
      <Icon name={icon ?? icons[tone]} />
      <div className="stack tight">
        {title && <h2>{title}</h2>}
        {children}
      </div>
    </div>
  )
}

/** Puts the focus where a fault is: the control of that id, or the first one in the group of that id. */
export function goToField(id: string): void {
  const target = document.getElementById(id) ?? document.getElementById(id.replace(/\.\w+$/, ''))
  const control = target?.matches('input, select, textarea, button')
    ? target
    : target?.querySelector<HTMLElement>('input, select, textarea, button')
  control?.focus()
  target?.scrollIntoView({ block: 'center' })
}

export type ListedFault = { id: string; label: string; text: string }

/** Above a form: how many places need mending, each a link to its place. */
export function ErrorList({ faults, title }: { faults: ListedFault[]; title?: string }) {
  const t = useWords()
  if (faults.length === 0) return null
  const counted = faults.length === 1 ? t('field.faults.one') : t('field.faults', { count: faults.length })
  return (
    <Notice tone="late" title={title ?? counted} aloud>
      <ul>
        {faults.map(({ id, label, text }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault()
                goToField(id)
              }}
            >
              <span>
                <b>{label}</b>: {text}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** A state as word, icon and colour. */
export function StateBadge({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`badge tone-${tone}`}>
      <Icon name={icon ?? (tone === 'none' ? 'circle' : icons[tone])} />
      <span>{children}</span>
    </span>
  )
}

/** Time left in words, with a bar of how much of it is used (0 to 1). */
export function TimeBar({ tone, used, words }: { tone: Tone; used: number; words: string }) {
  const share = Math.min(Math.max(used, 0), 1)
  return (
    <span className={`time-bar tone-${tone}`}>
      <span className="words">
        <Icon name={tone === 'none' ? 'circle' : icons[tone]} />
        <span className="said" title={words}>
          {words}
        </span>
      </span>
      <span className="track">
        <span className="used" style={{ display: 'block', width: `${(share * 100).toFixed(1)}%` }} />
      </span>
    </span>
  )
}
