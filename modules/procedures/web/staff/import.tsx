import { formatDate, formatNumber } from '@motcua/kernel/rules/text'
import { call, newKey } from '@motcua/ui/call.ts'
import { today } from '@motcua/ui/clock.ts'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { DateField } from '@motcua/ui/controls/text-field.tsx'
import { hashOf } from '@motcua/ui/files/upload.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Static } from 'typebox'
import { type ImportReport, previewImport, proposeProcedures } from '../../contract.ts'
import type { Procedure } from '../../rules.ts'
import { Contents } from './contents.tsx'
import { Changes, Faults, Summary } from './report.tsx'
import { texts } from './texts.ts'
import { Trial } from './trial.tsx'

type Report = Static<typeof ImportReport>
type Chosen = {
  file: Blob
  name: string
  sha256: string
  from: string
  /** Of the proposal, and of the command that makes it. */
  id: string
  key: string
  procedure: Procedure | undefined
}

/**
 * “Trình ban hành”: a list or one changed procedure. First what it would do: every fault by its cell, every difference in words, the
 * dossiers under way, and a try; then what is right is laid before another administrator.
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
      const procedure = await soleProcedure(bytes, report)
      setChosen({ file: bytes, name, sha256, from: day, id: newKey(), key: newKey(), procedure })
      return report
    }
  })
  const propose = useMutation({
    mutationFn: ({ file, sha256, from: day, id: proposal, key }: Chosen) =>
      call(proposeProcedures, { query: { id: proposal, from: day, sha256 }, file, key }),
    onSuccess: () => known.invalidateQueries({ queryKey: ['proposals'] })
  })
  const error = preview.error ?? propose.error
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
                  propose.reset()
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
                    propose.reset()
                    if (file && isDay(from)) preview.mutate({ file, name: file.name, from })
                  }}
                />
              </label>
              {chosen && <span className="muted">{chosen.name}</span>}
            </div>
            {preview.isPending && <output className="muted">{t('import.reading')}</output>}
            {error && <Notice tone="late" aloud title={problemText(error)} />}
            {propose.data && chosen && (
              <Notice
                tone="ok"
                aloud
                title={t('import.done', {
                  count: formatNumber(propose.data.ready, language),
                  day: formatDate(chosen.from)
                })}
              >
                {propose.data.proposal && (
                  <div>
                    <ButtonLink href={`/thu-tuc/trinh/${propose.data.proposal}`}>{t('import.look')}</ButtonLink>
                  </div>
                )}
              </Notice>
            )}
            {report && !preview.isPending && !propose.data && (
              <>
                <Summary report={report} />
                {chosen && report.ready > 0 && (
                  <div>
                    <KeyButton
                      look="main"
                      onKey="F9"
                      busy={propose.isPending}
                      onPress={() => propose.mutate(chosen)}
                      does={
                        propose.isPending
                          ? t('import.doing')
                          : t('import.do', {
                              count: formatNumber(report.ready, language),
                              day: formatDate(chosen.from)
                            })
                      }
                    />
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
