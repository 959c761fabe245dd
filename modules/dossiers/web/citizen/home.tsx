import { openSearchCopy } from '@motcua/procedures/contract'
import { unpackRows } from '@motcua/procedures/rules'
import { call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useCitizen, useMe, useMyDossiers, usePerson } from './asking.ts'
import { DossierLink, DraftLink } from './dossier-links.tsx'
import { useDrafts } from './drafts.ts'
import { isRunning, waitsForCitizen } from './standing.ts'
import { texts } from './texts.ts'

/** C1 “Trang chủ”: what concerns me now, then what one may want. */
export function Home() {
  const t = useText(texts)
  const [, go] = useLocation()
  const [asked, setAsked] = useState('')
  return (
    <Page title={t('home.title')}>
      <search>
        <form
          className="search-line"
          onSubmit={(event) => {
            event.preventDefault()
            go(`/thu-tuc?q=${encodeURIComponent(asked)}`)
          }}
        >
          <input
            className="box"
            type="search"
            aria-label={t('home.search')}
            placeholder={t('home.search.hint')}
            value={asked}
            onChange={(event) => setAsked(event.currentTarget.value)}
          />
          <Button type="submit" look="main" icon="search">
            {t('home.find')}
          </Button>
        </form>
      </search>
      <Mine />
      <LifeEvents />
    </Page>
  )
}

function Mine() {
  const t = useText(texts)
  const me = useMe()
  const citizen = useCitizen()
  const drafts = useDrafts(usePerson())
  const mine = useMyDossiers(citizen !== undefined)
  const rows = mine.data?.rows ?? []
  const isUnknown = citizen ? !mine.data : !me.data
  const helped = mine.data?.helped.flatMap((one) => one.rows) ?? []
  const todo = [...rows, ...helped].filter(({ state }) => waitsForCitizen.includes(state))
  const running = rows.filter(({ state }) => isRunning.includes(state))
  return (
    <>
      <Stale asked={mine} />
      {(todo.length > 0 || drafts.length > 0) && (
        <section className="stack tight">
          <h2>{t('home.todo')}</h2>
          <ul className="links">
            {todo.map((row) => (
              <DossierLink key={row.id} row={row} />
            ))}
            {drafts.map((draft) => (
              <DraftLink key={draft.id} draft={draft} />
            ))}
          </ul>
        </section>
      )}
      {running.length > 0 && (
        <section className="stack tight">
          <h2>{t('home.running')}</h2>
          <ul className="links">
            {running.map((row) => (
              <DossierLink key={row.id} row={row} />
            ))}
          </ul>
        </section>
      )}
      {isUnknown && (
        <section className="stack tight">
          <h2>{t('mine.title')}</h2>
          <Waiting
            error={me.error ?? mine.error}
            onAgain={() => Promise.all([me.refetch(), citizen && mine.refetch()])}
          />
        </section>
      )}
      {!isUnknown && todo.length + running.length + drafts.length === 0 && (
        <p>
          {t(rows.length === 0 ? 'home.none' : 'home.nothing')} <a href="/tra-cuu">{t('home.desk')}</a>
        </p>
      )}
    </>
  )
}

const shownEvents = 6
/** Of the procedures of an event: enough to tell what is meant. */
const namedAtMost = 4

function LifeEvents() {
  const t = useText(texts)
  const { language } = useLanguage()
  // The same copy as the search's: small, and whoever has been here finds a procedure without a network too.
  const { data, error, refetch } = useQuery({
    queryKey: ['search-copy'],
    meta: { keep: 'everybody' },
    queryFn: ({ signal }) => call(openSearchCopy, { signal }),
    staleTime: 3_600_000
  })
  const rows = useMemo(() => data && unpackRows(data).filter(({ lifeEvents }) => lifeEvents.length > 0), [data])
  if (!data || !rows)
    return (
      <section className="stack tight">
        <h2>{t('home.life')}</h2>
        <Waiting error={error} onAgain={refetch} />
      </section>
    )
  const offered = data.events.filter(({ code }) => rows.some((row) => row.lifeEvents.includes(code)))
  return (
    <section className="stack tight">
      <h2>{t('home.life')}</h2>
      <ul className="links">
        {offered.slice(0, shownEvents).map(({ code, name }) => (
          <li key={code}>
            <Link href={`/thu-tuc?viec=${code}`}>
              <span className="main-line">{say(name, language)}</span>
              <span className="muted small">
                {rows
                  .filter((row) => row.lifeEvents.includes(code))
                  .slice(0, namedAtMost)
                  .map((row) => say(row.shortName, language))
                  .join(', ')}
              </span>
            </Link>
          </li>
        ))}
        <li>
          <Link href="/thu-tuc">{t('home.all')}</Link>
        </li>
      </ul>
    </section>
  )
}
