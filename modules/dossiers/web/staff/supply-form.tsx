import { type Answers, visibleFields } from '@motcua/kernel/rules/form'
import { demandsFile, requiredPapers } from '@motcua/procedures/rules'
import { FormField, idOf } from '@motcua/ui/forms/form-field.tsx'
import { labelAt, shownFaults } from '@motcua/ui/forms/faults.ts'
import { FormSheet } from '@motcua/ui/forms/form-sheet.tsx'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { today } from '@motcua/ui/clock.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { ErrorList } from '@motcua/ui/controls/notice.tsx'
import { useState } from 'react'
import { supplyDossier } from '../../contract.ts'
import type { ActProps } from './act-form.tsx'
import { ActFrame, useAct } from './act-frame.tsx'
import { itemsOf, useNames } from './dossier-parts.tsx'
import { FileField } from './file-field.tsx'
import type { Brought } from './files.ts'
import { texts } from './texts.ts'

/** What the applicant brings to the desk after a supplement was asked: the papers and answers that were named. */
export function SupplyForm(props: ActProps) {
  const { view, procedure, lists } = props
  const t = useText(texts)
  const { language } = useLanguage()
  const nameOf = useNames(procedure)
  const [files, setFiles] = useState<Record<string, Brought>>({})
  const [answers, setAnswers] = useState<Answers>(view.answers as Answers)
  const act = useAct(supplyDossier, props)
  const items = itemsOf(view.request)
  const [tried, setTried] = useState(0)
  const asked = new Set(items.filter(({ kind }) => kind === 'field').map(({ name }) => name))
  // What was brought to the desk half filled in is filled in now: nobody asked for a question that nobody had put.
  const gapsOf = (given: Answers, known: Lists) =>
    shownFaults(procedure.form, given, today(), known, language, true).faults
  const [sheet] = useState(() => (lists && gapsOf(view.answers as Answers, lists).length > 0 ? lists : undefined))
  const fields = visibleFields(procedure.form, answers, today()).filter(({ name }) => sheet || asked.has(name))
  const leaveFiles = new Set(procedure.papers.filter(demandsFile).map(({ code }) => code))
  const askedPapers = items.filter(({ kind }) => kind === 'paper')
  const given = new Set([...askedPapers.map(({ name }) => name), ...view.papers.map(({ code }) => code)])
  const calledFor = sheet ? requiredPapers(procedure, answers, today()).filter(({ code }) => !given.has(code)) : []
  const papers = [...askedPapers, ...calledFor.map(({ code }) => ({ name: code, how: '' }))].filter(({ name }) =>
    leaveFiles.has(name)
  )
  const shown = askedPapers.filter(({ name }) => !leaveFiles.has(name))
  const faults = (act.problem?.fields ?? [])
    .filter(({ field }) => field.startsWith('answers.'))
    .map(({ field, text }) => {
      const path = field.slice('answers.'.length)
      return { field: path, label: labelAt(procedure.form, path, language, true), text }
    })
  const here = new Set(fields.map(({ name }) => name))
  const elsewhere = faults.filter(({ field }) => !here.has(field.split('.')[0] ?? ''))
  const send = () => {
    setTried(tried + 1)
    if (sheet && gapsOf(answers, sheet).length > 0) return
    const missing = Object.fromEntries(papers.map(({ name }) => [`papers.${name}`, files[name]]))
    act.check(missing, () => ({
      ...(fields.length > 0
        ? { answers: Object.fromEntries(fields.map(({ name }) => [name, answers[name] ?? null])) }
        : {}),
      papers: Object.entries(files).map(([code, file]) => ({ code, ...file }))
    }))
  }
  return (
    <ActFrame act={act} send={send}>
      {!sheet && <ErrorList faults={elsewhere.map((fault) => ({ ...fault, id: idOf(fault.field) }))} />}
      {papers.map(({ name, how }) => (
        <FileField
          key={name}
          id={`act.papers.${name}`}
          matter={view.id}
          label={nameOf('paper', name)}
          {...(how ? { note: how } : {})}
          fault={act.faultOf(`papers.${name}`)}
          value={files[name]}
          onChange={(file) => {
            const { [name]: _, ...rest } = files
            setFiles(file ? { ...rest, [name]: file } : rest)
          }}
        />
      ))}
      {shown.map(({ name, how }) => (
        <p key={name}>
          {nameOf('paper', name)}: {how}
        </p>
      ))}
      {sheet && (
        <FormSheet
          form={procedure.form}
          answers={answers}
          lists={sheet}
          today={today()}
          onAnswers={setAnswers}
          refused={faults}
          tried={tried}
        />
      )}
      {lists &&
        !sheet &&
        fields.map((field) => (
          <FormField
            key={field.name}
            field={field}
            path={field.name}
            value={answers[field.name]}
            onChange={(value) => setAnswers({ ...answers, [field.name]: value })}
            around={{ form: procedure.form, answers, today: today(), lists, compact: true, faults, warnings: [] }}
          />
        ))}
      {items.length === 0 && <p>{t('supply.nothing')}</p>}
    </ActFrame>
  )
}
