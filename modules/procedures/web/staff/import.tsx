import { call, newKey } from '@motcua/ui/call.ts'
import { today } from '@motcua/ui/clock.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { hashOf } from '@motcua/ui/files/upload.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Static } from 'typebox'
import { type ImportReport, importProcedures, previewImport } from '../../contract.ts'
import { texts } from './texts.ts'

type Report = Static<typeof ImportReport>
type Chosen = { file: Blob; sha256: string; from: string }

/** A list of procedures: first what it would do, with every fault by its cell, then the publishing of what is right. */
export function Import() {
  const t = useText(texts)
  const problemText = useProblemText()
  const id = useId()
  const known = useQueryClient()
  const [from, setFrom] = useState(today)
  const [chosen, setChosen] = useState<Chosen & { key: string }>()
  const preview = useMutation({
    mutationFn: async (file: File) => {
      // A file of a sheet is named after its program; here it is only bytes.
      const bytes = new Blob([file], { type: 'application/octet-stream' })
      const next = { file: bytes, sha256: await hashOf(file), from }
      const report = await call(previewImport, { query: { from, sha256: next.sha256 }, file: bytes, key: newKey() })
      setChosen({ ...next, key: newKey() })
      return report
    }
  })
  const publish = useMutation({
    mutationFn: ({ file, sha256, from: day, key }: Chosen & { key: string }) =>
      call(importProcedures, { query: { from: day, sha256 }, file, key }),
    onSuccess: () => known.invalidateQueries({ queryKey: ['rules'] })
  })
  const error = preview.error ?? publish.error
  return (
    <Panes
      list={
        <div className="stack">
          <PaneHead title={t('import.title')} names />
          <p>{t('import.lead')}</p>
          <div className="row">
            <label htmlFor={`${id}from`}>{t('import.from')}</label>
            <input
              id={`${id}from`}
              type="date"
              className="box"
              value={from}
              onChange={(event) => {
                setFrom(event.currentTarget.value)
                setChosen(undefined)
                preview.reset()
              }}
            />
            <label className="button file-button">
              {t('import.file')}
              <input
                type="file"
                className="aloud"
                accept=".csv,.tsv,.txt,.json"
                onChange={(event) => {
                  const file = event.currentTarget.files?.[0]
                  event.currentTarget.value = ''
                  publish.reset()
                  if (file) preview.mutate(file)
                }}
              />
            </label>
          </div>
          {preview.isPending && <output className="muted">{t('import.reading')}</output>}
          {error && <Notice tone="late" aloud title={problemText(error)} />}
          {publish.data && <Notice tone="ok" aloud title={t('import.done', { count: publish.data.ready })} />}
          {preview.data && !publish.data && <Summary report={preview.data} />}
          {preview.data && chosen && preview.data.ready > 0 && !publish.data && (
            <div>
              <Button look="main" busy={publish.isPending} onClick={() => publish.mutate(chosen)}>
                {publish.isPending ? t('import.doing') : t('import.do', { count: preview.data.ready })}
              </Button>
            </div>
          )}
        </div>
      }
    />
  )
}

function Summary({ report }: { report: Report }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { total, ready, unchanged, kept, faults, faultCount } = report
  return (
    <div className="stack tight">
      <Notice
        tone={faultCount > 0 ? 'soon' : 'ok'}
        aloud
        title={t('import.summary', { total, ready, unchanged, faults: faultCount })}
      >
        {kept.length > 0 && <p>{t('import.kept', { count: kept.length })}</p>}
        {faultCount > 0 && <p>{t('import.good')}</p>}
      </Notice>
      {faults.length > 0 && (
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
                <td>{column}</td>
                <td>{say(text, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {faultCount > faults.length && <p className="muted">{t('import.rest', { shown: faults.length })}</p>}
    </div>
  )
}
