import type { ReactNode } from 'react'
import { type Key } from './keys.ts'
import { useKeys } from './function-keys.tsx'

/** A part of a screen with a key of its own: Alt+1 … 5 go to its first control. */
export function Part({
  id,
  title,
  onKey,
  children
}: {
  id: string
  title: string
  onKey: Extract<Key, `Alt+${number}`>
  children: ReactNode
}) {
  useKeys([{ key: onKey, does: title, run: () => goToPart(id) }])
  return (
    <section id={id} className="part stack tight" tabIndex={-1}>
      <h2>
        {title} <kbd className="key muted">{onKey}</kbd>
      </h2>
      {children}
    </section>
  )
}

function goToPart(id: string): void {
  const part = document.getElementById(id)
  const first = part?.querySelector<HTMLElement>('input, select, textarea, button')
  part?.scrollIntoView({ block: 'start' })
  ;(first ?? part)?.focus({ preventScroll: true })
}
