import { formatTime } from '@motcua/kernel/rules/text'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { Part } from '@motcua/ui/parts.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { isWaiting, useOutbox } from '@motcua/ui/staff/outbox.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useOnline } from '@motcua/ui/network.ts'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Begun } from './begun.tsx'
import { useNumbersLeft } from './leases.ts'
import { TabList } from './list.tsx'
import { Reprints } from './print-parts.tsx'
import { usePrints } from './prints.ts'
import { useWork } from './queries.ts'
import { SearchBox, SearchResult } from './search-box.tsx'
import { texts } from './texts.ts'

/** S1 “Quầy”: the person in front first, then what was begun, then what waits behind them. */
export function Counter() {
  const t = useText(texts)
  const [, navigate] = useLocation()
  const [sought, setSought] = useState('')
  const mine = useWork('mine')
  const counts = mine.data?.counts
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
            <KeyButton onKey="F2" does={t('intake')} onPress={() => navigate('/tiep-nhan')} />
          </PaneHead>
          <div className="stack">
            <Part at="counter" />
            <SearchBox onSearch={setSought} />
            {sought ? (
              <SearchResult q={sought} />
            ) : (
              <>
                <Stale asked={mine} />
                {mine.error && !counts && <Waiting error={mine.error} onAgain={mine.refetch} />}
                <ul className="tallies">
                  {waiting.map(({ count, label, href }) => (
                    <li key={href}>
                      <Link href={href}>
                        <b className="figures">{count ?? (mine.error ? '–' : '…')}</b> {label}
                      </Link>
                    </li>
                  ))}
                </ul>
                <Reprints />
                <Begun />
                <Part at="counterTasks" />
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
                <Machine />
              </>
            )}
          </div>
        </>
      }
    />
  )
}

/** How printer and network of this machine stand. */
function Machine() {
  const t = useText(texts)
  const { person } = useOfficial()
  const { waiting, last } = usePrints()
  const isOnline = useOnline()
  const numbers = useNumbersLeft()
  const unsent = useOutbox().filter((item) => item.owner === person.id && isWaiting(item)).length
  const failed = waiting.filter(({ why }) => why).length
  const printer = failed
    ? t('machine.printer.failed', { count: failed })
    : last
      ? t('machine.printer.last', {
          when: formatTime(new Date(last.at)),
          paper: t(`printed.${last.kind}`),
          number: last.number
        })
      : t('machine.printer.none')
  const network = !isOnline
    ? t('machine.network.off')
    : unsent > 0
      ? t('machine.network.waiting', { count: unsent })
      : t('machine.network.on')
  return (
    <section className="stack tight">
      <h2>{t('machine')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('machine.printer')}</dt>
          <dd className={failed ? 'tone-late' : undefined}>{printer}</dd>
        </div>
        <div>
          <dt>{t('machine.numbers')}</dt>
          <dd className={numbers > 0 ? 'figures' : 'tone-late'}>
            {numbers > 0 ? t('machine.numbers.left', { count: numbers }) : t('machine.numbers.none')}
          </dd>
        </div>
        <div>
          <dt>{t('machine.network')}</dt>
          <dd className={isOnline ? undefined : 'tone-late'}>{network}</dd>
        </div>
      </dl>
    </section>
  )
}
