import { formatDate, formatNumber } from '@motcua/kernel/rules/text'
import { call, newKey } from '@motcua/ui/call.ts'
import { today } from '@motcua/ui/clock.ts'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { DateField } from '@motcua/ui/controls/text-field.tsx'
import { hashOf } from '@motcua/ui/files/upload.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Static } from 'typebox'
import { type ImportReport, importProcedures, previewImport } from '../../contract.ts'
import type { Procedure } from '../../rules.ts'
import { Contents, Part } from './contents.tsx'
import { Differences } from './differences.tsx'
import { texts } from './texts.ts'
import { Trial } from './trial.tsx'

type Report = Static<typeof ImportReport>
type Chosen = { file: Blob; name: string; sha256: string; from: string; key: string; procedure: Procedure | undefined }

/**
 * “Trình ban hành”: a list or one changed procedure. First what it would do: every fault by its cell, every difference in words, the
 * dossiers under way, and a try; then the publishing of what is right.
 */
export function Import() {
  const t = useText(texts)
  const problemText = useProblemText()
  const { language } = useLanguage()
  const id = useId()
  const known = useQueryClient()
  const [from, setFrom] = useState(today)
  const [chosen, setChosen] = useState<Chosen>()
  const preview = useMutation({
    mutationFn: async ({ file, name, from: day }: { file: Blob; name: string; from: string }) => {
      // A file of a sheet is named after its program; here it is only bytes.
      const bytes = new Blob([file], { type: 'application/octet-stream' })
      const sha256 = await hashOf(bytes)
      const report = await call(previewImport, { query: { from: day, sha256 }, file: bytes, key: newKey() })
      setChosen({ file: bytes, name, sha256, from: day, key: newKey(), procedure: await soleProcedure(bytes, report) })
      return report
    }
  })
  const publish = useMutation({
    mutationFn: ({ file, sha256, from: day, key }: Chosen) =>
      call(importProcedures, { query: { from: day, sha256 }, file, key }),
    onSuccess: () =>
      Promise.all(['rules', 'versions'].map((queryKey) => known.invalidateQueries({ queryKey: [queryKey] })))
  })
  const error = preview.error ?? publish.error
  const report = preview.data
  const sole = chosen?.procedure
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('import.title')} names />
          <div className="stack">
            <div>
              <ButtonLink look="plain" href="/thu-tuc" icon="back">
                {t('rules.all')}
              </ButtonLink>
            </div>
            <p>{t('import.lead')}</p>
            <details>
              <summary>{t('import.columns')}</summary>
              <p>{t('import.columns.what')}</p>
            </details>
            <div className="row ends">
              <DateField
                id={`${id}from`}
                label={t('import.from')}
                value={from}
                faultAt={() => (isDay(from) ? undefined : t('import.from.fault'))}
                onChange={(day) => {
                  setFrom(day ?? '')
                  publish.reset()
                  if (chosen && day && isDay(day)) preview.mutate({ ...chosen, from: day })
                }}
              />
              <label className="button file-button">
                {t(chosen ? 'import.other' : 'import.file')}
                <input
                  type="file"
                  className="aloud"
                  accept=".csv,.tsv,.txt,.json"
                  onChange={(event) => {
                    const file = event.currentTarget.files?.[0]
                    event.currentTarget.value = ''
                    publish.reset()
                    if (file && isDay(from)) preview.mutate({ file, name: file.name, from })
                  }}
                />
              </label>
              {chosen && <span className="muted">{chosen.name}</span>}
            </div>
            {preview.isPending && <output className="muted">{t('import.reading')}</output>}
            {error && <Notice tone="late" aloud title={problemText(error)} />}
            {publish.data && chosen && (
              <Notice
                tone="ok"
                aloud
                title={t('import.done', {
                  count: formatNumber(publish.data.ready, language),
                  day: formatDate(chosen.from)
                })}
              >
                {sole && <ButtonLink href={`/thu-tuc/${sole.code}`}>{t('import.look')}</ButtonLink>}
              </Notice>
            )}
            {report && !preview.isPending && !publish.data && (
              <>
                <Summary report={report} />
                {chosen && report.ready > 0 && (
                  <div>
                    <Button look="main" busy={publish.isPending} onClick={() => publish.mutate(chosen)}>
                      {publish.isPending
                        ? t('import.doing')
                        : t('import.do', {
                            count: formatNumber(report.ready, language),
                            day: formatDate(chosen.from)
                          })}
                    </Button>
                  </div>
                )}
                <Changes report={report} procedure={sole} />
                <Faults report={report} />
                {sole && (
                  <div className="rule-columns">
                    <Trial key={chosen?.sha256} procedure={sole} />
                    <div className="stack wide">
                      <Contents procedure={sole} />
                    </div>
                  </div>
                )}
              </>
            )}
          </div>
        </>
      }
    />
  )
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The one procedure of a file that holds just one, written out and right: it can be looked at whole and tried before it is published. */
async function soleProcedure(file: Blob, { total, faultCount }: Report): Promise<Procedure | undefined> {
  const text = await file.text()
  if (total !== 1 || faultCount > 0 || !/^\s*[{[]/.test(text)) return undefined
  return [JSON.parse(text)].flat()[0] as Procedure
}

function Summary({ report }: { report: Report }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { total, ready, changed, unchanged, kept, faultCount } = report
  const count = (number: number) => formatNumber(number, language)
  const parts = [
    t('import.rows', { count: count(total) }),
    ready - changed > 0 && t('import.new', { count: count(ready - changed) }),
    changed > 0 && t('import.changed', { count: count(changed) }),
    unchanged > 0 && t('import.unchanged', { count: count(unchanged) }),
    kept.length > 0 && t('import.kept', { count: count(kept.length) }),
    faultCount > 0 && t('import.faults', { count: count(faultCount) })
  ]
  return (
    <Notice
      tone={ready === 0 && faultCount > 0 ? 'late' : faultCount > 0 ? 'soon' : 'ok'}
      aloud
      title={parts.filter(Boolean).join(' · ')}
    >
      {faultCount > 0 && ready > 0 && <p>{t('import.good')}</p>}
      {ready === 0 && <p>{t('import.nothing')}</p>}
    </Notice>
  )
}

/** What is different from the version whose place is taken, and how many dossiers are under way. */
function Changes({ report: { changes, changed }, procedure }: { report: Report; procedure: Procedure | undefined }) {
  const t = useText(texts)
  const { language } = useLanguage()
  if (changes.length === 0) return null
  return (
    <Part title={t('import.changes')}>
      <ul className="rule-changes">
        {changes.map(({ code, name, since, running, differences }) => (
          <li key={code} className="stack tight">
            <p>
              <b>{say(name, language)}</b>{' '}
              <span className="muted">
                <span className="figures">{code}</span> · {t('import.since', { day: formatDate(since) })} ·{' '}
                {t(running === 0 ? 'rules.running.none' : 'rules.running', {
                  count: formatNumber(running, language)
                })}
              </span>
            </p>
            <Differences found={differences} form={procedure?.form ?? { sections: [] }} />
          </li>
        ))}
      </ul>
      {changed > changes.length && <p className="muted">{t('import.changes.rest', { shown: changes.length })}</p>}
    </Part>
  )
}

function Faults({ report: { faults, faultCount } }: { report: Report }) {
  const t = useText(texts)
  const { language } = useLanguage()
  // A column of a sheet, or a path into the data of a procedure.
  const columnName = (column: string) => {
    if (column === 'from') return t('import.from')
    const part = `part.${column.split('.')[0]}`
    return part in texts.vi ? `${t(part as 'part.steps')} (${column})` : column
  }
  if (faults.length === 0) return null
  return (
    <Part title={t('import.faulty')}>
      <table className="key-table">
        <thead>
          <tr>
            <th scope="col">{t('import.row')}</th>
            <th scope="col">{t('import.column')}</th>
            <th scope="col">{t('import.fault')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ row, column, code, text }) => (
            <tr key={`${row} ${column} ${code}`}>
              <td className="figures">{row}</td>
              <td>{columnName(column)}</td>
              <td>{say(text, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faultCount > faults.length && <p className="muted">{t('import.rest', { shown: faults.length })}</p>}
    </Part>
  )
}
