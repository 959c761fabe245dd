import { parseDossierNumber } from '@motcua/kernel/rules/numbers'
import { call, Problem } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Field, tied } from '@motcua/ui/controls/field.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { useKeys } from '@motcua/ui/staff/function-keys.tsx'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { type DossierRow, searchDossiers } from '../../contract.ts'
import { FoundList } from './list.tsx'
import { useSearch } from './queries.ts'
import { useHrefOf } from './ready.ts'
import { texts } from './texts.ts'

/** Typed or scanned: a whole number opens its dossier at once, anything else is searched for. A scanner ends with Enter. */
export function SearchBox({
  onSearch,
  hrefOf
}: {
  onSearch: (q: string) => void
  /** Where what is found opens; without it as far as it has come. */
  hrefOf?: (row: DossierRow) => string
}) {
  const t = useText(texts)
  const problemText = useProblemText()
  const [, navigate] = useLocation()
  const asItStands = useHrefOf()
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string>()
  const box = useRef<HTMLInputElement>(null)
  useKeys([{ key: 'F4', does: t('search.key'), run: () => box.current?.select() }])
  const frame = { id: 'search', label: t('search.label'), help: t('search.help'), optional: false, fault }
  const look = async () => {
    const q = typed.trim()
    setFault(undefined)
    if (q === '') return onSearch('')
    if (q.length < 3) return setFault(t('search.short'))
    if (!parseDossierNumber(q)) return onSearch(q)
    try {
      const { rows } = await call(searchDossiers, { query: { q } })
      if (rows.length === 1 && rows[0]) navigate((hrefOf ?? asItStands)(rows[0]))
      else onSearch(q)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setFault(problemText(error))
    }
  }
  return (
    <search>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void look()
        }}
      >
        <Field {...frame}>
          <div className="with-unit">
            <input
              ref={box}
              type="search"
              className="box"
              spellCheck={false}
              autoComplete="off"
              {...tied(frame)}
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value)
                if (event.currentTarget.value === '') onSearch('')
              }}
            />
            <Button type="submit" icon="search">
              {t('search.do')}
            </Button>
          </div>
        </Field>
      </form>
    </search>
  )
}

export function SearchResult({ q }: { q: string }) {
  const t = useText(texts)
  const found = useSearch(q)
  if (found.data)
    return (
      <section className="stack tight">
        <h2>{t('search.found', { count: found.data.rows.length })}</h2>
        <FoundList rows={found.data.rows} q={q} />
      </section>
    )
  return <Waiting error={found.error} onAgain={found.refetch} />
}
