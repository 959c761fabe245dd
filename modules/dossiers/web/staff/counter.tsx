import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { TabList } from './list.tsx'
import { useWork } from './queries.ts'
import { SearchBox, SearchResult } from './search-box.tsx'
import { texts } from './texts.ts'

/** S1 “Quầy”: the person in front first, then what waits behind them. */
export function Counter() {
  const t = useText(texts)
  const [, navigate] = useLocation()
  const [sought, setSought] = useState('')
  const counts = useWork('mine').data?.counts
  const waiting = [
    { count: counts?.mine, label: t('tab.mine'), href: '/viec/can-lam' },
    { count: counts?.overdue, label: t('tab.overdue'), href: '/viec/qua-han' },
    { count: counts?.today, label: t('tab.today'), href: '/viec/hom-nay' },
    { count: counts?.toReturn, label: t('tab.toReturn'), href: '/tra-ket-qua' }
  ]
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('counter')} names>
            <KeyButton look="main" onKey="F2" does={t('intake')} onPress={() => navigate('/tiep-nhan')} />
          </PaneHead>
          <div className="stack">
            <SearchBox onSearch={setSought} />
            {sought ? (
              <SearchResult q={sought} />
            ) : (
              <>
                <ul className="tallies">
                  {waiting.map(({ count, label, href }) => (
                    <li key={href}>
                      <Link href={href}>
                        <b className="figures">{count ?? '…'}</b> {label}
                      </Link>
                    </li>
                  ))}
                </ul>
                <section className="stack tight">
                  <div className="row between">
                    <h2>{t('tab.toAnswer')}</h2>
                    {counts && counts.toAnswer > 0 && (
                      <ButtonLink href="/truc-tuyen" look="plain">
                        {t('online.open')}
                      </ButtonLink>
                    )}
                  </div>
                  <TabList tab="toAnswer" base="/truc-tuyen" empty={t('empty.toAnswer')} />
                </section>
              </>
            )}
          </div>
        </>
      }
    />
  )
}
