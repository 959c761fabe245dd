import { type ReactNode, useEffect, useId, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Icon } from '../controls/icon.tsx'
import { useLanguage, useWords } from '../language.tsx'
import { type Place, placeAt } from '../screens.ts'
import { say } from '../texts.ts'
import { applySize, applyTheme, readSize, readTheme, sizes, type Size, type Theme } from '../theme.ts'
import { FunctionKeys } from './function-keys.tsx'
import { Scanner } from './scanner.tsx'

/** What stands around every screen of the staff's app: the places of one's post on the left, on a narrow screen above. */
export function StaffFrame({
  places,
  who,
  children
}: {
  places: Place[]
  /** Name and post of who is signed in, with the way out. */
  who?: ReactNode
  children: ReactNode
}) {
  const t = useWords()
  const { language } = useLanguage()
  const [path] = useLocation()
  const here = placeAt(places, path)
  return (
    <FunctionKeys>
      <Scanner>
        <a className="skip" href="#main">
          {t('page.skip')}
        </a>
        <div className="staff-frame">
          <nav className="rail" aria-label={t('page.menu')}>
            <Link href="/" className="brand">
              {t('product.name')}
            </Link>
            <ul>
              {places.map((place) => (
                <li key={place.path}>
                  <Link href={place.path} aria-current={place === here ? 'page' : undefined}>
                    <Icon name={place.icon} />
                    <span className="cut">{say(place.name, language)}</span>
                    {place.Count && (
                      <span className="count figures">
                        <place.Count />
                      </span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
            <div className="rail-foot">
              {who}
              <Settings />
            </div>
          </nav>
          {children}
        </div>
      </Scanner>
    </FunctionKeys>
  )
}

function Settings() {
  const t = useWords()
  const { language, setLanguage } = useLanguage()
  const [size, setSize] = useState(readSize)
  const [theme, setTheme] = useState(readTheme)
  useEffect(() => applySize(size), [size])
  useEffect(() => applyTheme(theme), [theme])
  return (
    <details className="settings">
      <summary>{t('settings.name')}</summary>
      <Setting
        label={t('language.name')}
        value={language}
        options={[
          ['vi', t('language.vi')],
          ['en', t('language.en')]
        ]}
        onChange={(value) => setLanguage(value === 'en' ? 'en' : 'vi')}
      />
      <Setting
        label={t('size.name')}
        value={String(size)}
        options={sizes.map((one) => [String(one), String(one)])}
        onChange={(value) => setSize(Number(value) as Size)}
      />
      <Setting
        label={t('theme.name')}
        value={theme}
        options={(['auto', 'light', 'dark'] as const).map((one) => [one, t(`theme.${one}`)])}
        onChange={(value) => setTheme(value as Theme)}
      />
    </details>
  )
}

function Setting({
  label,
  value,
  options,
  onChange
}: {
  label: string
  value: string
  options: [value: string, label: string][]
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="box" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([key, word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </div>
  )
}

/** List and dossier side by side from 1280 px; below that the one of them that is in use. */
export function Panes({ list, dossier }: { list: ReactNode; dossier?: ReactNode }) {
  return (
    <main id="main" className={dossier ? 'panes with-dossier' : 'panes'} tabIndex={-1}>
      <section className="pane list-pane">{list}</section>
      {dossier && <section className="pane dossier-pane">{dossier}</section>}
    </main>
  )
}

/** A house, or a post, with no place of its own. */
export function Empty() {
  const t = useWords()
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('product.name')} names />
          <p>{t('page.empty')}</p>
        </>
      }
    />
  )
}

/** The head of a pane or of a whole screen: its title, which also names the tab, and its actions. */
export function PaneHead({
  title,
  names,
  children
}: {
  title: string
  /** Whether this title is the one of the whole screen and of the tab. */
  names?: boolean
  children?: ReactNode
}) {
  const t = useWords()
  useEffect(() => {
    if (names) document.title = `${title} – ${t('product.name')}`
  }, [title, names, t])
  return (
    <header className="pane-head">
      {names ? <h1 tabIndex={-1}>{title}</h1> : <h2>{title}</h2>}
      {children && <div className="row">{children}</div>}
    </header>
  )
}
