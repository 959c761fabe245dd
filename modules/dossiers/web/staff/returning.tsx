import { useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { useState } from 'react'
import { useParams } from 'wouter'
import { Dossier } from './dossier.tsx'
import { TabList } from './list.tsx'
import { SearchBox, SearchResult } from './search-box.tsx'
import { texts } from './texts.ts'

/** S7 “Trả kết quả”. */
export function Returning() {
  const t = useText(texts)
  const { id } = useParams<{ id?: string }>()
  const [sought, setSought] = useState('')
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('returning')} names={id === undefined} />
          <div className="stack">
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
