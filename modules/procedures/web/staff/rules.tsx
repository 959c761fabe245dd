import { formatNumber } from '@motcua/kernel/rules/text'
import { call } from '@motcua/ui/call.ts'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { say } from '@motcua/ui/texts.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Link } from 'wouter'
import { listProcedures } from '../../contract.ts'
import { Proposals } from './proposals.tsx'
import { texts } from './texts.ts'

const shown = 60

/** S17 “Thủ tục”: all that is published, found as citizens find it. */
export function Rules() {
  const t = useText(texts)
  const { language } = useLanguage()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim().slice(0, 200))
  const { data, error, refetch } = useQuery({
    queryKey: ['rules', q],
    queryFn: ({ signal }) => call(listProcedures, { query: q ? { q } : {}, signal }),
    placeholderData: keepPreviousData
  })
  const count = (number: number) => formatNumber(number, language)
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('rules')} names>
            <ButtonLink href="/thu-tuc/nhap" icon="plus">
              {t('rules.import')}
            </ButtonLink>
          </PaneHead>
          <div className="stack">
            <Proposals />
          </div>
          <div className="stack tight rule-search">
            <div className="row">
              <input
                type="search"
                className="box middle"
                aria-label={t('rules.search')}
                placeholder={t('rules.search')}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
              {data && (
                <p className="muted small" aria-live="polite">
                  {data.rows.length === 0 ? t('rules.none') : t('rules.count', { count: count(data.rows.length) })}
                </p>
              )}
            </div>
            {!data && <Waiting error={error} onAgain={refetch} />}
            {data && data.rows.length > 0 && (
              <ul className="rule-list">
                {data.rows.slice(0, shown).map((row) => (
                  <li key={row.code}>
                    <Link href={`/thu-tuc/${row.code}`}>{say(row.name, language)}</Link>
                    <span className="muted small">
                      <span className="figures">{row.code}</span> · {say(row.field, language)}
                      {row.agency && ` · ${say(row.agency, language)}`}
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {data && data.rows.length > shown && (
              <p className="muted">{t('rules.more', { count: count(data.rows.length - shown) })}</p>
            )}
          </div>
        </>
      }
    />
  )
}
