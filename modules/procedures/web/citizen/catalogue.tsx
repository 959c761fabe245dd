import { call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { listLifeEvents, listProcedures } from '../../contract.ts'
import { texts } from './texts.ts'

/** C2 “Thủ tục”: found by need, in the words of the street. */
export function Catalogue() {
  const t = useText(texts)
  const { language } = useLanguage()
  const [, go] = useLocation()
  const query = new URLSearchParams(useSearch())
  const [asked, setAsked] = useState(query.get('q') ?? '')
  const settled = useSettled(asked.trim())
  const events = useQuery({
    queryKey: ['life-events'],
    meta: { keep: 'everybody' },
    queryFn: ({ signal }) => call(listLifeEvents, { signal }),
    staleTime: 3_600_000
  })
  const event = events.data?.rows.find(({ code }) => code === query.get('viec'))
  const { data, error, refetch } = useQuery({
    queryKey: ['procedures', settled],
    meta: settled === '' ? { keep: 'everybody' } : {},
    queryFn: ({ signal }) => call(listProcedures, { query: settled ? { q: settled.slice(0, 100) } : {}, signal }),
    staleTime: 60_000,
    placeholderData: (before) => before
  })
  const found = (data?.rows ?? []).filter((row) => !event || row.lifeEvents.includes(event.code))
  return (
    <Page title={t('procedures.title')}>
      <search>
        <form
          className="search-line"
          onSubmit={(submitted) => {
            submitted.preventDefault()
            go(`/thu-tuc?q=${encodeURIComponent(asked)}`, { replace: true })
          }}
        >
          <input
            className="box"
            type="search"
            aria-label={t('procedures.search')}
            placeholder={t('procedures.search.hint')}
            value={asked}
            onChange={(typed) => setAsked(typed.currentTarget.value)}
          />
        </form>
      </search>
      {event && (
        <p className="row">
          <span>{t('procedures.for', { event: say(event.name, language) })}</span>
          <Link href="/thu-tuc">{t('procedures.all')}</Link>
        </p>
      )}
      {!data && !error && <output className="muted">{t('procedures.opening')}</output>}
      {!data && error && (
        <Notice tone="late" aloud>
          <p>{t('procedures.failed')}</p>
          <div>
            <Button onClick={() => void refetch()}>{t('page.again')}</Button>
          </div>
        </Notice>
      )}
      {data && (
        <p className="muted" aria-live="polite">
          {found.length === 0 ? t('procedures.none', { text: asked }) : t('procedures.count', { count: found.length })}
        </p>
      )}
      <ul className="links">
        {found.map((row) => (
          <li key={row.code}>
            <Link href={`/thu-tuc/${row.code}`}>
              <span className="main-line">{say(row.name, language)}</span>
              <span className="muted small">{say(row.field, language)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}

/** What was typed, once nobody has typed for a moment: one question to the server, not one for each letter. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), 250)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}
