import { say } from '../texts.ts'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { Link, useLocation } from 'wouter'
import { Button } from '../controls/button.tsx'
import { Icon } from '../controls/icon.tsx'
import { hourOf } from '../controls/waiting.tsx'
import { appAround } from '../device/browser.ts'
import { takeUpEdition, useNewEdition } from '../device/edition.ts'
import { seenSince } from '../device/seen.ts'
import { useLanguage, useWords } from '../language.tsx'
import { useOnline } from '../network.ts'
import { type Place, placeAt, type Tool } from '../screens.ts'

/** What stands around every screen of the citizen's app. */
export function CitizenFrame({
  places,
  tools = [],
  children
}: {
  places: Place[]
  tools?: Tool[]
  children: ReactNode
}) {
  const t = useWords()
  const { language, setLanguage } = useLanguage()
  const [path] = useLocation()
  const here = placeAt(places, path)
  const links = places.map((place) => (
    <li key={place.path}>
      <Link href={place.path} aria-current={place === here ? 'page' : undefined}>
        <Icon name={place.icon} />
        <span>{say(place.name, language)}</span>
      </Link>
    </li>
  ))
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('page.skip')}
      </a>
      <header className="top-bar">
        <div className="inner">
          <Link href="/" className="brand">
            {t('product.name')}
          </Link>
          {places.length > 0 && (
            <nav className="places" aria-label={t('page.menu')}>
              <ul>{links}</ul>
            </nav>
          )}
          {tools.map((tool) => (
            <Link
              key={tool.path}
              href={tool.path}
              className="tool"
              aria-current={path === tool.path ? 'page' : undefined}
            >
              <Icon name={tool.icon} />
              <span className="aloud">{say(tool.name, language)}</span>
              {tool.Count && <tool.Count />}
            </Link>
          ))}
          <button type="button" className="tool" lang={other} onClick={() => setLanguage(other)}>
            {t('language.other')}
          </button>
        </div>
      </header>
      <OfflineStrip />
      <EditionStrip />
      <InsideStrip />
      {children}
      {places.length > 0 && (
        <nav className="bottom-bar" aria-label={t('page.menu')}>
          <ul>{links}</ul>
        </nav>
      )}
    </div>
  )
}

function OfflineStrip() {
  const t = useWords()
  const queries = useQueryClient()
  const online = useOnline()
  const listen = useCallback((changed: () => void) => queries.getQueryCache().subscribe(changed), [queries])
  const since = useSyncExternalStore(listen, () => (online ? undefined : seenSince(queries)))
  return online ? null : (
    <output className="strip">
      <Icon name="offline" />
      <span>{since ? t('network.off.seen', { time: hourOf(new Date(since)) }) : t('network.off')}</span>
    </output>
  )
}

/** A newer app lies ready. It is taken up when somebody says so, or when the last tab is closed: never in the middle of a word. */
function EditionStrip() {
  const t = useWords()
  return useNewEdition() ? (
    <output className="strip">
      <span>{t('edition.new')}</span>
      <Button onClick={takeUpEdition}>{t('edition.take')}</Button>
    </output>
  ) : null
}

const toldKey = 'inside.told'

function InsideStrip() {
  const t = useWords()
  const around = appAround(navigator.userAgent)
  const [told, setTold] = useState(() => {
    try {
      return localStorage.getItem(toldKey) === around
    } catch {
      return false
    }
  })
  if (!around || told) return null
  const close = () => {
    setTold(true)
    try {
      localStorage.setItem(toldKey, around)
    } catch {
      return
    }
  }
  return (
    <output className="strip">
      <span>{t('inside.what', { app: around })}</span>
      <Button onClick={close}>{t('inside.seen')}</Button>
    </output>
  )
}

let moved = false

/** One screen: its title also names the tab, and is where reading goes on after one has come from another screen. */
export function Page({
  title,
  titleShown = true,
  children
}: {
  title: string
  /** False where the screen draws its own heading. */
  titleShown?: boolean
  children: ReactNode
}) {
  const t = useWords()
  useEffect(() => {
    document.title = `${title} – ${t('product.name')}`
  }, [title, t])
  useEffect(() => {
    if (moved) {
      scrollTo(0, 0)
      document.querySelector<HTMLElement>('#main h1')?.focus({ preventScroll: true })
    }
    moved = true
  }, [])
  return (
    <main id="main" className="page stack wide" tabIndex={-1}>
      {titleShown && <h1 tabIndex={-1}>{title}</h1>}
      {children}
    </main>
  )
}
