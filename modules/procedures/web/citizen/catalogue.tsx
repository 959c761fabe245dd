import { Page } from '@motcua/ui/citizen/frame.tsx'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { readRecent } from '@motcua/ui/device/recent.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { type ReactNode, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import type { SearchRow } from '../../rules.ts'
import { type SearchCopy, useFound, useSearchCopy } from './finding.ts'
import { texts } from './texts.ts'

/** C2 “Thủ tục”: found by need, in the words of the street; otherwise by what happened, or by who decides. */
export function Catalogue() {
  const asked = useSearch()
  // Each list is a screen of its own: it begins at its top, with its own question.
  return <Listing key={asked} query={new URLSearchParams(asked)} />
}

function Listing({ query }: { query: URLSearchParams }) {
  const t = useText(texts)
  const [, go] = useLocation()
  const [asked, setAsked] = useState(query.get('q') ?? '')
  const words = asked.trim()
  const { copy, rows, error, refetch } = useSearchCopy()
  const { found, error: unfound, again } = useFound(words, copy, rows)
  return (
    <Page title={t('procedures.title')}>
      <search>
        <form
          className="search-line"
          onSubmit={(submitted) => {
            submitted.preventDefault()
            go(words ? `/thu-tuc?q=${encodeURIComponent(words)}` : '/thu-tuc', { replace: true })
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
      {words && found && <Found words={words} found={found} copy={copy} />}
      {!words && copy && rows && <Offered query={query} copy={copy} rows={rows} />}
      {!(words ? found : copy) && (
        <Waiting error={words ? unfound : error} onAgain={() => (words ? again() : refetch())} />
      )}
    </Page>
  )
}

function Found({ words, found, copy }: { words: string; found: SearchRow[]; copy: SearchCopy | undefined }) {
  const t = useText(texts)
  // Whoever asks for one part of a bundle may want the whole.
  const bundles = (copy?.bundles ?? []).filter(({ procedures }) => procedures.includes(found[0]?.code ?? ''))
  return (
    <>
      <p className="muted" aria-live="polite">
        {found.length === 0 ? t('procedures.none', { text: words }) : t('procedures.count', { count: found.length })}
      </p>
      {found.length === 0 && (
        <ButtonLink href={`/goi-lai?hoi=${encodeURIComponent(words)}`} icon="phone" wide>
          {t('procedures.call')}
        </ButtonLink>
      )}
      <Bundles bundles={bundles} />
      <Rows rows={found} key={words} />
    </>
  )
}

/** Nothing asked: one list where an address names one, or the ways to such lists. */
function Offered({ query, copy, rows }: { query: URLSearchParams; copy: SearchCopy; rows: SearchRow[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const event = copy.events.find(({ code }) => code === query.get('viec'))
  const agency = copy.agencies.find(({ unit }) => unit === query.get('noi'))
  const bundle = copy.bundles.find(({ code }) => code === query.get('goi'))
  if (bundle)
    return (
      <Part title={say(bundle.name, language)}>
        <p>{say(bundle.what, language)}</p>
        <Rows rows={bundle.procedures.flatMap((code) => rows.find((row) => row.code === code) ?? [])} />
        <AllProcedures />
      </Part>
    )
  if (event)
    return (
      <Part title={t('procedures.for', { event: say(event.name, language) })}>
        <Bundles bundles={copy.bundles.filter((one) => one.event === event.code)} />
        <Rows rows={rows.filter(({ lifeEvents }) => lifeEvents.includes(event.code))} />
        <AllProcedures />
      </Part>
    )
  if (agency)
    return (
      <Part title={say(agency, language)}>
        <Rows rows={rows.filter((row) => row.agency?.unit === agency.unit)} />
        <AllProcedures />
      </Part>
    )
  if (query.has('tat-ca'))
    return (
      <Part title={t('procedures.every', { count: rows.length })}>
        <Rows rows={rows} />
      </Part>
    )
  return <Ways copy={copy} rows={rows} />
}

function Ways({ copy, rows }: { copy: SearchCopy; rows: SearchRow[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [recent] = useState(readRecent)
  const seen = recent.flatMap((code) => rows.find((row) => row.code === code) ?? [])
  const events = copy.events.filter(({ code }) => rows.some(({ lifeEvents }) => lifeEvents.includes(code)))
  return (
    <>
      <Part title={t('procedures.events')}>
        <ul className="chips">
          {events.map(({ code, name }) => (
            <li key={code}>
              <Link href={`/thu-tuc?viec=${code}`}>{say(name, language)}</Link>
            </li>
          ))}
        </ul>
      </Part>
      {copy.bundles.length > 0 && (
        <Part title={t('procedures.bundles')}>
          <Bundles bundles={copy.bundles} />
        </Part>
      )}
      {seen.length > 0 && (
        <Part title={t('procedures.recent')}>
          <Rows rows={seen} />
        </Part>
      )}
      <Part title={t('procedures.agencies')}>
        <ul className="links">
          {copy.agencies.map((agency) => (
            <li key={agency.unit}>
              <Link href={`/thu-tuc?noi=${agency.unit}`}>
                <span className="main-line">{say(agency, language)}</span>
                <span className="muted small">
                  {t('procedures.count', { count: rows.filter((row) => row.agency?.unit === agency.unit).length })}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Part>
      <p>
        <Link href="/thu-tuc?tat-ca">{t('procedures.every', { count: rows.length })}</Link>
      </p>
    </>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="stack tight">
    <h2>{title}</h2>
    {children}
  </section>
)

function AllProcedures() {
  const t = useText(texts)
  return (
    <p>
      <Link href="/thu-tuc">{t('procedures.all')}</Link>
    </p>
  )
}

function Bundles({ bundles }: { bundles: SearchCopy['bundles'] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <ul className="links">
      {bundles.map(({ code, name }) => (
        <li key={code}>
          <Link href={`/thu-tuc?goi=${code}`}>
            <span className="main-line">{say(name, language)}</span>
            <span className="muted small">{t('procedures.bundle')}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

const step = 40

function Rows({ rows }: { rows: SearchRow[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [shown, setShown] = useState(step)
  return (
    <>
      <ul className="links">
        {rows.slice(0, shown).map((row) => (
          <li key={row.code}>
            <Link href={`/thu-tuc/${row.code}`}>
              <span className="main-line">{say(row.name, language)}</span>
              <span className="muted small">
                {[row.field, row.agency].flatMap((part) => (part ? say(part, language) : [])).join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {rows.length > shown && (
        <Button wide onClick={() => setShown(shown + step)}>
          {t('procedures.more', { count: Math.min(step, rows.length - shown) })}
        </Button>
      )}
    </>
  )
}
