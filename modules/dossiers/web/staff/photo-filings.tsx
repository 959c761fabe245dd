import { type Answers } from '@motcua/kernel/rules/form'
import { formatMoment } from '@motcua/kernel/rules/text'
import { demandsFile, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { addressOf, call } from '@motcua/ui/call.ts'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { SelectField } from '@motcua/ui/controls/choice.tsx'
import { goToField, Notice } from '@motcua/ui/controls/notice.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { LongTextField } from '@motcua/ui/controls/text-field.tsx'
import { FileView } from '@motcua/ui/files/view.tsx'
import { labelAt, type ShownFault, shownFaults } from '@motcua/ui/forms/faults.ts'
import { FormSheet } from '@motcua/ui/forms/form-sheet.tsx'
import { firstAnswers, type Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton, useKeys } from '@motcua/ui/staff/function-keys.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import {
  fillPhotoFiling,
  listPhotoFilings,
  openPhoto,
  openPhotoFiling,
  type PhotoFilingView,
  returnPhotoFiling
} from '../../contract.ts'
import { useCommand } from './command.ts'
import { useLists, useProcedure, useShortNames } from './queries.ts'
import { texts } from './texts.ts'

/** Photographs that citizens sent instead of a form: to be filled in by the desk, beside what came online. */
export function PhotoFilings() {
  const t = useText(texts)
  const { language } = useLanguage()
  const nameOf = useShortNames()
  const { data, error, refetch } = useQuery({
    queryKey: ['work', 'photos'],
    queryFn: ({ signal }) => call(listPhotoFilings, { signal })
  })
  if (!error && !data?.rows.length) return null
  return (
    <section className="stack tight">
      <h2>{t('photos')}</h2>
      {!data && <Waiting error={error} onAgain={refetch} />}
      <ul className="begun">
        {data?.rows.map((row) => (
          <li key={row.id}>
            <Link href={`/truc-tuyen/anh/${row.id}`}>
              {row.names} · {nameOf(row.procedure)}
            </Link>
            <span className="muted figures nowrap">
              {row.dueAt ? t('due.answer', { when: formatMoment(new Date(row.dueAt), language) }) : t('photos.citizen')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The photographs beside the form: the officer types what they say, the citizen confirms. */
export function PhotoFiling() {
  const t = useText(texts)
  const { id = '' } = useParams<{ id: string }>()
  const filing = useQuery({
    queryKey: ['photo-filing', id],
    queryFn: ({ signal }) => call(openPhotoFiling, { params: { id }, signal })
  })
  const procedure = useProcedure(filing.data?.procedure ?? '')
  const { lists, error, again } = useLists()
  const failed = filing.error ?? (filing.data ? (procedure.error ?? error) : null)
  if (filing.data && procedure.data && lists)
    return <FillingIn key={id} view={filing.data} {...procedure.data} lists={lists} />
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('photos')} names>
            <ButtonLink href="/truc-tuyen">{t('page.close')}</ButtonLink>
          </PaneHead>
          <Waiting
            error={failed}
            onAgain={() => Promise.all([filing.refetch(), again(), filing.data && procedure.refetch()])}
          />
        </>
      }
    />
  )
}

function FillingIn({
  view,
  procedure,
  version,
  today,
  lists
}: {
  view: PhotoFilingView
  procedure: Procedure
  version: string
  today: string
  lists: Lists
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [answers, setAnswers] = useState<Answers>(
    () =>
      (view.filing?.answers as Answers | undefined) ??
      firstAnswers(procedure.form.sections.flatMap((section) => section.fields))
  )
  const [codes, setCodes] = useState<Record<string, string | undefined>>(() =>
    Object.fromEntries((view.filing?.papers ?? []).map(({ sha256, code }) => [sha256, code]))
  )
  const [at, setAt] = useState(0)
  const [tried, setTried] = useState(0)
  const [refused, setRefused] = useState<ShownFault[]>([])
  const [returning, setReturning] = useState(false)
  const [reason, setReason] = useState<string>()
  const done = () => {
    void queries.invalidateQueries({ queryKey: ['work'] })
    navigate('/truc-tuyen')
  }
  const fill = useCommand(
    fillPhotoFiling,
    { id: view.id },
    {
      onDone: done,
      onRefused: ({ fields }) =>
        setRefused(
          fields.map(({ field, text }) => {
            const path = field.replace(/^answers\.?/, '')
            return { field: path, label: labelAt(procedure.form, path, language, true), text }
          })
        )
    }
  )
  const giveBack = useCommand(returnPhotoFiling, { id: view.id }, { onDone: done })
  const problem = fill.problem ?? giveBack.problem
  const open = view.state === 'sent'
  const send = () => {
    setTried(tried + 1)
    setRefused([])
    if (shownFaults(procedure.form, answers, today, lists, language, true).faults.length > 0) return
    void fill.send({
      version,
      answers,
      papers: view.photos.flatMap(({ sha256, name }) => {
        const code = codes[sha256]
        return code ? [{ code, sha256, name }] : []
      })
    })
  }
  useKeys([{ key: 'Escape', does: t('page.close'), run: () => navigate('/truc-tuyen') }])
  const photo = view.photos[at]
  const papers = requiredPapers(procedure, answers, today).filter(demandsFile)
  return (
    <Panes
      list={
        <>
          <PaneHead title={`${t('photos')}: ${view.names}`} names>
            <ButtonLink href="/truc-tuyen">{t('page.close')}</ButtonLink>
            {open && <Button onClick={() => setReturning(!returning)}>{t('photos.return')}</Button>}
            {open && <KeyButton look="main" onKey="F9" does={t('photos.fill')} busy={fill.busy} onPress={send} />}
          </PaneHead>
          <div className="stack">
            <p className="figures">
              {say(procedure.name, language)} · {t('photos.phone', { phone: view.phone })}
              {view.note && ` · ${view.note}`}
            </p>
            {problem && <Notice tone="late" aloud title={problemText(problem)} />}
            {view.objection && (
              <Notice tone="soon" title={t('photos.objection')}>
                <p>{view.objection}</p>
              </Notice>
            )}
            {!open && <Notice tone="stopped" title={t('photos.citizen')} />}
            {returning && (
              <section className="actions stack tight">
                <LongTextField
                  id="photos.reason"
                  label={t('reason')}
                  help={t('reason.help')}
                  value={reason}
                  onChange={setReason}
                />
                <div>
                  <Button
                    busy={giveBack.busy}
                    onClick={() => (reason?.trim() ? void giveBack.send({ reason }) : goToField('photos.reason'))}
                  >
                    {t('photos.return')}
                  </Button>
                </div>
              </section>
            )}
            <div className="beside">
              <FormSheet
                form={procedure.form}
                answers={answers}
                lists={lists}
                today={today}
                onAnswers={setAnswers}
                refused={refused.filter(({ field }) => field !== '' && !field.startsWith('papers.'))}
                tried={tried}
              />
              {photo && (
                <section className="stack tight papers-beside" aria-label={t('papers')}>
                  <ul className="tabs">
                    {view.photos.map(({ sha256, name }, i) => (
                      <li key={sha256}>
                        <button type="button" aria-current={i === at ? 'true' : undefined} onClick={() => setAt(i)}>
                          {name}
                        </button>
                      </li>
                    ))}
                  </ul>
                  <SelectField
                    id="photos.paper"
                    label={t('photos.paper')}
                    options={papers.map(({ code, name }) => ({ value: code, label: say(name, language) }))}
                    value={codes[photo.sha256]}
                    faultAt={() => refused.find(({ field }) => field.startsWith('papers.'))?.text}
                    onChange={(code) => setCodes({ ...codes, [photo.sha256]: code })}
                  />
                  <FileView
                    key={photo.sha256}
                    file={{
                      name: photo.name,
                      mediaType: photo.name.toLowerCase().endsWith('.pdf') ? 'application/pdf' : 'image/jpeg',
                      original: addressOf(openPhoto, { id: view.id, sha256: photo.sha256 }),
                      shown: addressOf(openPhoto, { id: view.id, sha256: photo.sha256 }, { as: 'shown' })
                    }}
                  />
                </section>
              )}
            </div>
          </div>
        </>
      }
    />
  )
}
