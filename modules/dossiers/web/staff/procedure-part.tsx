import { type Finder, makeFinder } from '@motcua/procedures/rules'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Field, tied } from '@motcua/ui/controls/field.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Part } from '@motcua/ui/staff/part.tsx'
import { useMemo, useState } from 'react'
import { countProcedure, commonestFirst } from './commonest.ts'
import { useProcedures, useSearchWords } from './queries.ts'
import { texts } from './texts.ts'

/** What they came for: the eight commonest of this desk by their figure, everything else by a few letters. */
export function ProcedurePart({
  chosen,
  onChoose
}: {
  chosen: string | undefined
  onChoose: (code: string | undefined) => void
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { data } = useProcedures()
  const row = data?.rows.find(({ code }) => code === chosen)
  return (
    <Part id="part-procedure" title={t('intake.procedure')} onKey="Alt+2">
      {chosen ? (
        <div className="row between">
          <b>{row ? say(row.name, language) : chosen}</b>
          <Button look="plain" onClick={() => onChoose(undefined)}>
            {t('intake.another')}
          </Button>
        </div>
      ) : (
        <Choosing
          onChoose={(code) => {
            countProcedure(code)
            onChoose(code)
          }}
        />
      )}
    </Part>
  )
}

const numbered = 8

function Choosing({ onChoose }: { onChoose: (code: string) => void }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [typed, setTyped] = useState('')
  const { data, error, refetch } = useProcedures()
  const words = useSearchWords()
  const common = useMemo(() => commonestFirst(data?.rows ?? []), [data])
  const finder = useMemo(() => makeFinder(common, words), [common, words])
  const found = find(common, finder, typed)
  const frame = {
    id: 'procedure',
    label: t('procedure.find'),
    help: t('procedure.help', { count: Math.min(common.length, numbered) })
  }
  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const first = found[0]
          if (first && typed.trim()) onChoose(first.code)
        }}
      >
        <Field {...frame}>
          <input
            type="search"
            className="box middle"
            autoComplete="off"
            spellCheck={false}
            ref={takeFocus}
            {...tied(frame)}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </Field>
      </form>
      {!data && <Waiting error={error} onAgain={refetch} />}
      <ul className="procedures">
        {found.map((row) => {
          const figure = common.indexOf(row) + 1
          return (
            <li key={row.code}>
              <button type="button" onClick={() => onChoose(row.code)}>
                {figure <= numbered ? <kbd className="figure">{figure}</kbd> : <span className="figure" />}
                <span>
                  <b>{say(row.name, language)}</b>
                  <span className="muted small">
                    {say(row.field, language)} · {row.code}
                  </span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {data && found.length === 0 && <Notice tone="none">{t('search.none', { text: typed })}</Notice>}
    </>
  )
}

/** A single figure is a place in the list, anything with a point a code, the rest words. */
function find<Row extends { code: string }>(rows: Row[], finder: Finder<Row>, typed: string): Row[] {
  const text = typed.trim()
  if (text === '') return rows
  if (/^[1-8]$/.test(text)) return rows.slice(Number(text) - 1, Number(text))
  return /^\d+\./.test(text) ? rows.filter(({ code }) => code.startsWith(text)) : finder(text)
}

const takeFocus = (box: HTMLInputElement | null) => box?.focus()
