import { say } from '../texts.ts'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { Link, useLocation } from 'wouter'
import { Icon, type IconName } from '../controls/icon.tsx'
import { useLanguage, useWords } from '../language.tsx'
import { type Place, placeAt } from '../screens.ts'

/** A sign at the top: the bell, the face. Its word is read aloud and shows where there is room. */
export type Tool = { href: string; icon: IconName; word: string }

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
          {tools.map(({ href, icon, word }) => (
            <Link key={href} href={href} className="tool" aria-label={word}>
              <Icon name={icon} />
            </Link>
          ))}
          <button type="button" className="tool" lang={other} onClick={() => setLanguage(other)}>
            {t('language.other')}
          </button>
        </div>
      </header>
      <OfflineStrip />
      {children}
      {places.length > 0 && (
        <nav className="bottom-bar" aria-label={t('page.menu')}>
          <ul>{links}</ul>
        </nav>
      )}
    </div>
  )
}

const watchNetwork = (changed: () => void) => {
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}

export const useOnline = (): boolean => useSyncExternalStore(watchNetwork, () => navigator.onLine)

function OfflineStrip() {
  const t = useWords()
  return useOnline() ? null : (
    <output className="strip">
      <Icon name="offline" />
      {t('network.off')}
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
