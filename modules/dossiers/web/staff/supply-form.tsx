import { type Answers, visibleFields } from '@motcua/kernel/rules/form'
import { demandsFile } from '@motcua/procedures/rules'
import { FormField, idOf } from '@motcua/ui/forms/form-field.tsx'
import { labelAt, shownFaults } from '@motcua/ui/forms/faults.ts'
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
  const given = view.answers as Answers
  const asked = new Set(items.filter(({ kind }) => kind === 'field').map(({ name }) => name))
  // What was brought to the desk half filled in is filled in now: nobody asked for a question that nobody had put.
  const [open] = useState(
    () => lists && shownFaults(procedure.form, given, today(), lists, language, true).faults.length > 0
  )
  const fields = visibleFields(procedure.form, answers, today()).filter(
    ({ name }) => asked.has(name) || (open && given[name] === undefined)
  )
  const papers = items.filter(
    ({ kind, name }) => kind === 'paper' && procedure.papers.some((paper) => paper.code === name && demandsFile(paper))
  )
  const shown = items.filter((item) => item.kind === 'paper' && !papers.includes(item))
  const faults = (act.problem?.fields ?? [])
    .filter(({ field }) => field.startsWith('answers.'))
    .map(({ field, text }) => {
      const path = field.slice('answers.'.length)
      return { field: path, label: labelAt(procedure.form, path, language, true), text }
    })
  const here = new Set(fields.map(({ name }) => name))
  const elsewhere = faults.filter(({ field }) => !here.has(field.split('.')[0] ?? ''))
  const send = () => {
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
      <ErrorList faults={elsewhere.map((fault) => ({ ...fault, id: idOf(fault.field) }))} />
      {papers.map(({ name, how }) => (
        <FileField
          key={name}
          id={`act.papers.${name}`}
          matter={view.id}
          label={nameOf('paper', name)}
          note={how}
          fault={act.faultOf(`papers.${name}`)}
          value={files[name]}
          onChange={(file) => {
            const { [name]: _, ...rest } = files
            setFiles(file ? { ...rest, [name]: file } : rest)
          }}
        />
      ))}
      {lists &&
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
      {shown.map(({ name, how }) => (
        <p key={name}>
          {nameOf('paper', name)}: {how}
        </p>
      ))}
      {items.length === 0 && <p>{t('supply.nothing')}</p>}
    </ActFrame>
  )
}
