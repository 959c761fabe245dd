import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { useScans } from '@motcua/ui/staff/scanner.tsx'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { Dossier } from './dossier.tsx'
import { TabList } from './list.tsx'
import { useSearch } from './queries.ts'
import { useHrefOf } from './ready.ts'
import { useTakeScan } from './scanned.ts'
import { SearchBox, SearchResult } from './search-box.tsx'
import { texts } from './texts.ts'

/** S7 “Trả kết quả”. */
export function Returning() {
  const t = useText(texts)
  const { id } = useParams<{ id?: string }>()
  const hrefOf = useHrefOf()
  const [, navigate] = useLocation()
  const [sought, setSought] = useState('')
  const [card, setCard] = useState<{ personalId: string }>()
  const opened = useRef(card)
  const found = useSearch(card?.personalId ?? '').data
  // Who has left the receipt at home has a card: the only result of theirs that lies here opens, of several all are shown.
  useEffect(() => {
    if (opened.current === card || !found) return
    opened.current = card
    const ready = found.rows.map(hrefOf).filter((href) => href.startsWith('/tra-ket-qua/'))
    if (ready.length === 1 && ready[0]) navigate(ready[0])
  }, [card, found, hrefOf, navigate])
  const scans = useTakeScan({
    onDossier: (row) => navigate(`/tra-ket-qua/${row.id}`),
    onPerson: ({ personalId }) => {
      setSought(personalId)
      setCard({ personalId })
    }
  })
  useScans(scans.take)
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('returning')} names={id === undefined} />
          <div className="stack">
            {scans.told && <Notice tone="late" aloud title={scans.told} />}
            <SearchBox onSearch={setSought} hrefOf={(found) => `/tra-ket-qua/${found.id}`} />
            {sought ? (
              <SearchResult q={sought} />
            ) : (
              <TabList tab="toReturn" base="/tra-ket-qua" chosen={id} empty={t('empty.toReturn')} />
            )}
          </div>
        </>
      }
      dossier={id && <Dossier key={id} id={id} back="/tra-ket-qua" opens="returnResult" />}
    />
  )
}
