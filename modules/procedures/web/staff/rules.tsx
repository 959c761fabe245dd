import { call } from '@motcua/ui/call.ts'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { say } from '@motcua/ui/texts.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Link, useParams } from 'wouter'
import { listProcedures } from '../../contract.ts'
import { texts } from './texts.ts'
import { Versions } from './versions.tsx'

const shown = 60

/** S17 “Thủ tục”: the list on the left, one procedure with its versions on the right. */
export function Rules() {
  const { code } = useParams<{ code?: string }>()
  return <Panes list={<List chosen={code} />} dossier={code && <Versions key={code} code={code} />} />
}

function List({ chosen }: { chosen: string | undefined }) {
  const t = useText(texts)
  const problemText = useProblemText()
  const { language } = useLanguage()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim().slice(0, 200))
  const { data, error, refetch } = useQuery({
    queryKey: ['rules', q],
    queryFn: ({ signal }) => call(listProcedures, { query: q ? { q } : {}, signal }),
    placeholderData: keepPreviousData
  })
  return (
    <>
      <PaneHead title={t('rules')} names={chosen === undefined}>
        <ButtonLink href="/thu-tuc/nhap" icon="plus">
          {t('rules.import')}
        </ButtonLink>
      </PaneHead>
      <div className="stack tight">
        <input
          type="search"
          className="box"
          aria-label={t('rules.search')}
          placeholder={t('rules.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {error && !data && (
          <Notice tone="late" aloud title={problemText(error)}>
            <Button onClick={() => void refetch()}>{t('page.again')}</Button>
          </Notice>
        )}
        {!data && !error && <output className="muted">{t('page.loading')}</output>}
        {data && (
          <>
            <p className="muted small" aria-live="polite">
              {data.rows.length === 0 ? t('rules.none') : t('rules.count', { count: data.rows.length })}
            </p>
            <ul className="procedures">
              {data.rows.slice(0, shown).map((row) => (
                <li key={row.code}>
                  <Link href={`/thu-tuc/${row.code}`} aria-current={row.code === chosen ? 'page' : undefined}>
                    <span>{say(row.name, language)}</span>
                    <span className="muted small">
                      {row.code} · {say(row.field, language)}
                      {row.agency && ` · ${say(row.agency, language)}`}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            {data.rows.length > shown && (
              <p className="muted">{t('rules.more', { count: data.rows.length - shown })}</p>
            )}
          </>
        )}
      </div>
    </>
  )
}
