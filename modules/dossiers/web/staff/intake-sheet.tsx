import { formatMoney } from '@motcua/kernel/rules/text'
import { demandsFile, feesOf, type Paper, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { call, type Problem } from '@motcua/ui/call.ts'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { ErrorList, goToField, Notice } from '@motcua/ui/controls/notice.tsx'
import { labelAt, type ShownFault, shownFaults } from '@motcua/ui/forms/faults.ts'
import { idOf } from '@motcua/ui/forms/form-field.tsx'
import { FormSheet } from '@motcua/ui/forms/form-sheet.tsx'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton, useKeys } from '@motcua/ui/staff/function-keys.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { type Filed, type Filing, takeInDossier } from '../../contract.ts'
import { useCommand } from './command.ts'
import { type Draft, draftOf, dropDraft, keepDraft } from './drafts.ts'
import { FileField } from './file-field.tsx'
import type { Slip } from './filed-sheet.tsx'
import { texts } from './texts.ts'

type Given = {
  procedure: Procedure
  version: string
  today: string
  lists: Lists
  onFiled: (slip: Slip) => void
  onNewVersion: () => void
}

const paperId = (code: string) => `papers.${code}`

export function IntakeSheet({ procedure, version, today, lists, onFiled, onNewVersion }: Given) {
  const t = useText(texts)
  const { language } = useLanguage()
  const problemText = useProblemText()
  const [, navigate] = useLocation()
  const [draft, setDraft] = useState<Draft>(() => draftOf(procedure))
  const [tried, setTried] = useState(0)
  const [refused, setRefused] = useState<ShownFault[]>([])
  const { answers, files } = draft
  const { code } = procedure
  useEffect(() => keepDraft(code, draft), [code, draft])

  const papers = requiredPapers(procedure, answers, today)
  const charges = feesOf(procedure, answers, today)
  const fee = charges.reduce((sum, { amount }) => sum + amount, 0)
  const missing = papers.filter((paper) => demandsFile(paper) && !files[paper.code])
  const paperFaults = [
    ...(tried > 0 ? missing.map((paper) => faultOf(paper, t('paper.missing'), language)) : []),
    ...refused.filter(({ field }) => field.startsWith('papers.'))
  ]
  const inForm = refused.filter(({ field }) => field !== '' && !field.startsWith('papers.'))
  const whole = refused.filter(({ field }) => field === '')

  const filed = (reply: Filed) => {
    dropDraft(code)
    onFiled({ reply, procedure, answers, papers })
  }
  const onMoved = (moved: Problem) => {
    setRefused([{ field: '', label: '', text: problemText(moved) }])
    if (moved.code === 'procedure.new_version') onNewVersion()
  }
  const onRefused = ({ fields }: Problem) => {
    const faults = fields.map(({ field, text }) => {
      const path = field.replace(/^answers\.?/, '')
      const paper = procedure.papers.find((one) => paperId(one.code) === field)
      const label = paper ? say(paper.name, language) : labelAt(procedure.form, path, language, true)
      return { field: path, label, text }
    })
    setRefused(faults)
    const [first] = faults
    if (first?.field) requestAnimationFrame(() => goToField(idAt(first.field)))
  }
  const command = useCommand((body: Filing, key) => call(takeInDossier, { body, key }), filed, { onMoved, onRefused })
  const { problem } = command

  const send = () => {
    setTried(tried + 1)
    setRefused([])
    const { faults } = shownFaults(procedure.form, answers, today, lists, language, true)
    // F9 with gaps goes to the next of them: the form finds its own, papers come after it.
    if (faults.length > 0) return
    const [gap] = missing
    if (gap) return requestAnimationFrame(() => goToField(paperId(gap.code)))
    const wanted = new Set(papers.map((paper) => paper.code))
    void command.send({
      id: draft.id,
      procedure: code,
      version,
      answers,
      papers: Object.entries(files)
        .filter(([paper]) => wanted.has(paper))
        .map(([paper, file]) => ({ code: paper, ...file }))
    })
  }
  const parts = [
    { key: 'Alt+1', does: t('intake.form'), at: 'part-form' },
    { key: 'Alt+2', does: t('papers'), at: 'part-papers' },
    { key: 'Alt+3', does: t('fee'), at: 'part-fee' }
  ] as const
  useKeys([
    { key: 'Escape', does: t('page.back'), run: () => navigate('/tiep-nhan') },
    ...parts.map(({ key, does, at }) => ({ key, does, run: () => goToPart(at) }))
  ])
  return (
    <Panes
      list={
        <div className="intake">
          <PaneHead title={`${t('intake')}: ${say(procedure.name, language)}`} names>
            <ButtonLink href="/tiep-nhan">{t('intake.another')}</ButtonLink>
            <KeyButton look="main" onKey="F9" does={t('intake.file')} busy={command.busy} onPress={send} />
          </PaneHead>
          <div className="stack">
            {problem && problem.fields.length === 0 && <Notice tone="late" aloud title={problemText(problem)} />}
            {whole.map(({ text }) => (
              <Notice key={text} tone="late" aloud title={text} />
            ))}
            <ErrorList
              title={t('papers.faults', { count: paperFaults.length })}
              faults={paperFaults.map((fault) => ({ ...fault, id: fault.field }))}
            />
            <section id="part-form" tabIndex={-1}>
              <FormSheet
                form={procedure.form}
                answers={answers}
                lists={lists}
                today={today}
                onAnswers={(next) => {
                  setDraft({ ...draft, answers: next })
                  setRefused(refused.filter(({ field }) => next[head(field)] === answers[head(field)]))
                }}
                refused={inForm}
                tried={tried}
              />
            </section>
            <section id="part-papers" className="stack tight" tabIndex={-1}>
              <h2>{t('papers')}</h2>
              <div className="paper-fields">
                {papers.map((paper) => (
                  <PaperPart
                    key={paper.code}
                    paper={paper}
                    file={files[paper.code]}
                    fault={paperFaults.find(({ field }) => field === paperId(paper.code))?.text}
                    onFile={(file) => {
                      const { [paper.code]: _, ...rest } = files
                      setDraft({ ...draft, files: file ? { ...rest, [paper.code]: file } : rest })
                      setRefused(refused.filter(({ field }) => field !== paperId(paper.code)))
                    }}
                  />
                ))}
              </div>
            </section>
            <section id="part-fee" className="stack tight" tabIndex={-1}>
              <h2>{t('fee')}</h2>
              {charges.length === 0 ? (
                <p>{t('fee.none')}</p>
              ) : (
                <ul className="charges">
                  {charges.map(({ code: charge, name, amount, exemption }) => (
                    <li key={charge}>
                      <span>
                        {say(name, language)}
                        {exemption && (
                          <span className="muted"> ({t('fee.exempt', { why: say(exemption, language) })})</span>
                        )}
                      </span>
                      <b className="figures nowrap">{formatMoney(amount, language)}</b>
                    </li>
                  ))}
                  <li>
                    <b>{t('fee.total')}</b>
                    <b className="figures nowrap">{formatMoney(fee, language)}</b>
                  </li>
                </ul>
              )}
            </section>
          </div>
        </div>
      }
    />
  )
}

const head = (path: string) => path.split('.')[0] ?? ''
const idAt = (path: string) => (path.startsWith('papers.') ? path : idOf(path))

const faultOf = (paper: Paper, text: string, language: 'vi' | 'en'): ShownFault => ({
  field: paperId(paper.code),
  label: say(paper.name, language),
  text
})

function goToPart(id: string): void {
  const part = document.getElementById(id)
  const first = part?.querySelector<HTMLElement>('input, select, textarea, button')
  part?.scrollIntoView({ block: 'start' })
  ;(first ?? part)?.focus({ preventScroll: true })
}

/** A paper that must be kept as a file, or a line about one that is only shown, looked up or printed from the answers. */
function PaperPart({
  paper,
  file,
  fault,
  onFile
}: {
  paper: Paper
  file: Draft['files'][string] | undefined
  fault: string | undefined
  onFile: (file: Draft['files'][string] | undefined) => void
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const label = say(paper.name, language)
  if (demandsFile(paper))
    return (
      <FileField
        id={paperId(paper.code)}
        label={label}
        note={t(paper.kind === 'copy' ? 'paper.copy' : 'paper.handIn', { sets: paper.sets })}
        fault={fault}
        value={file}
        onChange={onFile}
      />
    )
  return (
    <p className="no-file">
      <Icon name={paper.fromAnswers ? 'check' : 'paper'} />
      <span>
        <b>{label}</b>{' '}
        <span className="muted">
          {t(paper.fromAnswers ? 'paper.fromAnswers' : paper.kind === 'database' ? 'paper.database' : 'paper.show')}
        </span>
      </span>
    </p>
  )
}
