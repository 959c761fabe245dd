import type { Language } from '@motcua/kernel/rules/text'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { type Catalogue, makeText, texts } from './texts.ts'

const storageKey = 'lang'

/** Vietnamese unless the person chose English on this device: browsers set to English are common here and say nothing about the reader. */
function readLanguage(): Language {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi'
  } catch {
    // Storage is closed in some in-app browsers; the cookie is then all there is.
    return /(?:^|;\s*)lang=en(?:;|$)/.test(document.cookie) ? 'en' : 'vi'
  }
}

/** The cookie tells the server's own pages and its refusals. */
function keepLanguage(language: Language): void {
  document.documentElement.lang = language
  // The Cookie Store API is missing in Safari and older Androids.
  document.cookie = `lang=${language}; path=/; max-age=31536000; samesite=lax`
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    return
  }
}

type Chosen = { language: Language; setLanguage: (language: Language) => void }
const LanguageContext = createContext<Chosen>({ language: 'vi', setLanguage: () => {} })

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setState] = useState(() => {
    const read = readLanguage()
    keepLanguage(read)
    return read
  })
  const chosen = useMemo(
    () => ({
      language,
      setLanguage: (next: Language) => {
        keepLanguage(next)
        setState(next)
      }
    }),
    [language]
  )
  return <LanguageContext value={chosen}>{children}</LanguageContext>
}

export const useLanguage = (): Chosen => useContext(LanguageContext)

/** The words of a module's catalogue and of the controls: `const t = useText(texts)`. */
export function useText<C extends Catalogue>(catalogue: C) {
  const { language } = useLanguage()
  return useMemo(() => makeText<C | typeof texts>([texts, catalogue], language), [catalogue, language])
}

/** The words of the controls only. */
export const useWords = () => useText(texts)
