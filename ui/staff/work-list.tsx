import type { KeyboardEvent } from 'react'
import { Link, useLocation } from 'wouter'
import { type Tone, TimeBar } from '../controls/notice.tsx'
import { useWords } from '../language.tsx'

/** A dossier in a list, its words already made: two lines that never wrap. */
export type WorkRow = {
  id: string
  href: string
  /** How much time is left, in words, and how much of it is used (0 to 1). */
  left: { tone: Tone; used: number; words: string }
  due: { day: string; time?: string }
  /** The procedure's short name. */
  what: string
  number: string
  who: string
  where: string
  /** In the place of where: somebody waits for an answer. */
  calls?: true
}

/** What runs out first stands on top: the caller sorts. Arrows move, Enter opens; letters too while the list has the focus. */
export function WorkList({ rows, label, chosen }: { rows: WorkRow[]; label: string; chosen?: string }) {
  const t = useWords()
  const [, navigate] = useLocation()
  return (
    <table className="work-list" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('list.left')}</th>
          <th scope="col">{t('list.due')}</th>
          <th scope="col">{t('list.what')}</th>
          <th scope="col">{t('list.who')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.id}
            aria-current={row.id === chosen ? 'true' : undefined}
            onClick={(event) => {
              // A press on the link itself is the link's, with Ctrl and the middle button as everywhere.
              if (!(event.target as HTMLElement).closest('a')) navigate(row.href)
            }}
          >
            <td className="in-left">
              <TimeBar {...row.left} />
            </td>
            <td className="figures nowrap in-due">
              <span className="line">{row.due.day}</span>
              {row.due.time && <span className="line second">{row.due.time}</span>}
            </td>
            <td className="in-what">
              <span className="line cut" title={row.what}>
                {row.what}
              </span>
              <Link href={row.href} className="line second figures nowrap" onKeyDown={moveInList}>
                {row.number}
              </Link>
            </td>
            <td className="in-who">
              <span className="line cut" title={row.who}>
                {row.who}
              </span>
              <span className={`line second cut ${row.calls ? 'calls' : ''}`} title={row.where}>
                {row.where}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const steps: Record<string, number> = { ArrowDown: 1, KeyJ: 1, ArrowUp: -1, KeyK: -1, Home: -Infinity, End: Infinity }

function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.code]
  if (!step || event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
  const links = [...(event.currentTarget.closest('tbody')?.querySelectorAll('a') ?? [])]
  const at = links.indexOf(event.currentTarget as HTMLAnchorElement)
  const next = links[Math.min(Math.max(at + step, 0), links.length - 1)]
  event.preventDefault()
  next?.focus()
}
