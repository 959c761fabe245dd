import { withoutAccents } from '@motcua/kernel/rules/text'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Field, tied } from '@motcua/ui/controls/field.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { useKeys } from '@motcua/ui/staff/function-keys.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { FiledSheet, type Slip } from './filed-sheet.tsx'
import { IntakeSheet } from './intake-sheet.tsx'
import { useLists, useProcedure, useProcedures } from './queries.ts'
import { texts } from './texts.ts'

/** S2 “Tiếp nhận”: one person's dossier in one screen, without the mouse. */
export function Intake() {
  const { code } = useParams<{ code?: string }>()
  const [slip, setSlip] = useState<Slip>()
  if (slip) return <FiledSheet slip={slip} onNext={() => setSlip(undefined)} />
  if (code) return <Chosen key={code} code={code} onFiled={setSlip} />
  return <Choosing />
}

function Choosing() {
  const t = useText(texts)
  const { language } = useLanguage()
  const problemText = useProblemText()
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const { data, error, refetch } = useProcedures()
  const plain = (text: string) => withoutAccents(text).toLowerCase()
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const found = (data?.rows ?? []).filter((row) => {
    const whole = plain([row.code, row.name.vi, row.name.en, row.field.vi, row.field.en].join(' '))
    return words.every((word) => whole.includes(word))
  })
  useKeys([{ key: 'Escape', does: t('page.back'), run: () => navigate('/quay') }])
  const frame = { id: 'procedure', label: t('intake.procedure'), help: t('intake.procedure.help') }
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('intake')} names>
            <ButtonLink href="/quay">{t('page.back')}</ButtonLink>
          </PaneHead>
          <div className="stack">
            <form
              noValidate
              onSubmit={(event) => {
                event.preventDefault()
                if (found[0]) navigate(`/tiep-nhan/${found[0].code}`)
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
            {error && (
              <Notice tone="late" aloud title={problemText(error)}>
                <Button onClick={() => void refetch()}>{t('page.again')}</Button>
              </Notice>
            )}
            <ul className="procedures">
              {found.map((row) => (
                <li key={row.code}>
                  <Link href={`/tiep-nhan/${row.code}`}>
                    <b>{say(row.name, language)}</b>
                    <span className="muted small">
                      {say(row.field, language)} · {row.code}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            {data && found.length === 0 && <Notice tone="none">{t('search.none', { text: typed })}</Notice>}
          </div>
        </>
      }
    />
  )
}

const takeFocus = (box: HTMLInputElement | null) => box?.focus()

function Chosen({ code, onFiled }: { code: string; onFiled: (slip: Slip) => void }) {
  const t = useText(texts)
  const problemText = useProblemText()
  const { data, error, refetch } = useProcedure(code)
  const lists = useLists()
  if (data && lists)
    return (
      <IntakeSheet
        procedure={data.procedure}
        version={data.version}
        today={data.today}
        lists={lists}
        onFiled={onFiled}
        onNewVersion={() => void refetch()}
      />
    )
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('intake')} names>
            <ButtonLink href="/tiep-nhan">{t('page.back')}</ButtonLink>
          </PaneHead>
          {error ? (
            <Notice tone="late" aloud title={problemText(error)}>
              <Button onClick={() => void refetch()}>{t('page.again')}</Button>
            </Notice>
          ) : (
            <output className="muted">{t('page.loading')}</output>
          )}
        </>
      }
    />
  )
}
