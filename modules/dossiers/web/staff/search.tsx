import { useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { useState } from 'react'
import { SearchBox, SearchResult } from './search-box.tsx'
import { texts } from './texts.ts'

/** “Tra cứu”: any dossier one may see. */
export function Search() {
  const t = useText(texts)
  const [sought, setSought] = useState('')
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('search')} names />
          <div className="stack">
            <SearchBox onSearch={setSought} />
            {sought && <SearchResult q={sought} />}
          </div>
        </>
      }
    />
  )
}
