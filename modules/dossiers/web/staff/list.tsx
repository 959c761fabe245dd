import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useKeys } from '@motcua/ui/staff/function-keys.tsx'
import { WorkList, type WorkRow } from '@motcua/ui/staff/work-list.tsx'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { DossierRow } from '../../contract.ts'
import { type Tab, useWork } from './queries.ts'
import { useHrefOf } from './ready.ts'
import { useRows } from './rows.ts'
import { texts } from './texts.ts'

/** One list of work, with the dossier that is open beside it marked, and the keys from one to the next. */
export function TabList({
  tab,
  base,
  chosen,
  empty
}: {
  tab: Tab
  /** The address of the list; a dossier stands one below. */
  base: string
  chosen?: string | undefined
  empty: ReactNode
}) {
  const t = useText(texts)
  const work = useWork(tab)
  const rowsOf = useRows()
  if (work.data && !work.isPlaceholderData) {
    const rows = rowsOf(work.data.rows, (id) => `${base}/${id}`)
    return (
      <div className="stack tight">
        <Stale asked={work} offline />
        {rows.length === 0 ? (
          <Notice tone="none">{empty}</Notice>
        ) : (
          <Rows rows={rows} label={t(`tab.${tab}`)} chosen={chosen} base={base} />
        )}
      </div>
    )
  }
  return <Waiting error={work.error} onAgain={work.refetch} />
}

function Rows({
  rows,
  label,
  chosen,
  base
}: {
  rows: WorkRow[]
  label: string
  chosen: string | undefined
  base: string
}) {
  const t = useText(texts)
  const [, navigate] = useLocation()
  const at = rows.findIndex(({ id }) => id === chosen)
  const go = (step: number) => {
    const next = rows[at + step]
    if (next) navigate(next.href)
  }
  useKeys(
    chosen === undefined
      ? []
      : [
          { key: 'Ctrl+ArrowUp', does: t('keys.previous'), run: () => go(-1) },
          { key: 'Ctrl+ArrowDown', does: t('keys.following'), run: () => go(1) },
          { key: 'Escape', does: t('page.close'), run: () => navigate(base) }
        ]
  )
  return <WorkList rows={rows} label={label} {...(chosen === undefined ? {} : { chosen })} />
}

/** Dossiers that a search found. */
export function FoundList({ rows, q }: { rows: DossierRow[]; q: string }) {
  const t = useText(texts)
  const rowsOf = useRows()
  const hrefOf = useHrefOf()
  const hrefs = new Map(rows.map((row) => [row.id, hrefOf(row)]))
  if (rows.length === 0) return <Notice tone="none">{t('search.nothing', { q })}</Notice>
  return (
    <WorkList
      rows={rowsOf(rows, (id) => hrefs.get(id) ?? `/ho-so/${id}`)}
      label={t('search.found', { count: rows.length })}
    />
  )
}
