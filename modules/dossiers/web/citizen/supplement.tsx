import type { Answers } from '@motcua/kernel/rules/form'
import type { Procedure } from '@motcua/procedures/rules'
import { call, newKey, Problem } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { ErrorList, Notice } from '@motcua/ui/controls/notice.tsx'
import { type ShownFault, shownFaults } from '@motcua/ui/forms/faults.ts'
import { FormField, idOf } from '@motcua/ui/forms/form-field.tsx'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { type DossierView, supplyDossier } from '../../contract.ts'
import { dayWith, useCitizen, useDossier, useLists, useVersion } from './asking.ts'
import type { DraftPaper } from './drafts.ts'
import { dropFiles } from './files.ts'
import { PaperField } from './paper-field.tsx'
import { sendFiles } from './sending.ts'
import { officeName, requestOf } from './standing.ts'
import { texts } from './texts.ts'
import { useProblemWords, Waiting } from './waiting.tsx'

/** C11 “Bổ sung”: mend only what is asked. */
export function Supplement() {
  const t = useText(texts)
  const { id = '' } = useParams()
  const asked = useDossier(id)
  const version = useVersion(asked.data?.version)
  const { lists, error, again } = useLists()
  const onAgain = () => Promise.all([asked.refetch(), version.refetch(), again()])
  return (
    <Page title={t('supply.title')}>
      {asked.data && version.data && lists ? (
        <Asked dossier={asked.data} procedure={version.data.procedure} lists={lists} />
      ) : (
        <Waiting error={asked.error ?? version.error ?? error} onAgain={onAgain} />
      )}
    </Page>
  )
}

function Asked({ dossier, procedure, lists }: { dossier: DossierView; procedure: Procedure; lists: Lists }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [, go] = useLocation()
  const queries = useQueryClient()
  const citizen = useCitizen()
  const problemWords = useProblemWords()
  const [answers, setAnswers] = useState(dossier.answers as Answers)
  const [papers, setPapers] = useState<DraftPaper[]>([])
  const [faults, setFaults] = useState<ShownFault[]>([])
  const [problem, setProblem] = useState<string>()
  const [doing, setDoing] = useState(false)
  const attempt = useRef({ key: '', body: '' })
  const request = requestOf(dossier)
  const items = request?.items ?? []
  const today = dayWith(undefined)
  if (!request || !dossier.actions.includes('supply'))
    return (
      <>
        <p>{t('supply.none')}</p>
        <ButtonLink href={`/ho-so/${dossier.id}`}>{t('page.back')}</ButtonLink>
      </>
    )
  const fields = procedure.form.sections.flatMap((section) => section.fields)
  const found = shownFaults(procedure.form, answers, today, lists, language)

  const missingPapers = () =>
    items
      .filter(({ kind, name }) => kind === 'paper' && !papers.some(({ code }) => code === name))
      .map(({ name }) => {
        const label = say(procedure.papers.find(({ code }) => code === name)?.name ?? { vi: name, en: name }, language)
        return { field: `papers.${name}`, label, text: t('papers.missing', { name: label }) }
      })
  const send = async () => {
    const wrong = [...found.faults, ...missingPapers()]
    setFaults(wrong)
    setProblem(undefined)
    if (wrong.length > 0 || !citizen) return
    setDoing(true)
    try {
      const sent = await sendFiles(papers, citizen.id, () => {}, setPapers)
      const body = { answers, papers: sent.map(({ code, sha256, name }) => ({ code, sha256, name })) }
      const written = JSON.stringify(body)
      if (attempt.current.body !== written) attempt.current = { key: newKey(), body: written }
      await call(supplyDossier, { params: { id: dossier.id }, body, key: attempt.current.key })
      await dropFiles(papers.map(({ sha256 }) => sha256))
      await queries.invalidateQueries()
      go(`/ho-so/${dossier.id}`, { replace: true })
    } catch (error) {
      const refused = error instanceof Problem ? error.fields : []
      setFaults(refused.map(({ field, text }) => ({ field: field.replace(/^answers\./, ''), label: '', text })))
      if (refused.length === 0) setProblem(problemWords(error))
    } finally {
      setDoing(false)
    }
  }
  const around = { form: procedure.form, answers, today, lists, compact: false, faults, warnings: found.warnings }
  return (
    <>
      <Notice tone="stopped" title={t('supply.from', { office: officeName(dossier, dossier.holder, language) })}>
        <p>{request.reason}</p>
      </Notice>
      <ErrorList faults={faults.map((fault) => ({ ...fault, id: placeOf(fault.field) }))} />
      {items.map(({ kind, name, how }) => {
        const paper = procedure.papers.find(({ code }) => kind === 'paper' && code === name)
        const field = fields.find((one) => kind === 'field' && one.name === name)
        return (
          <div key={`${kind}.${name}`} className="stack tight">
            <p>{how}</p>
            {paper && (
              <PaperField
                paper={paper}
                pages={papers.filter(({ code }) => code === name)}
                fault={faults.find((fault) => fault.field === `papers.${name}`)?.text}
                onPages={(pages) => setPapers([...papers.filter(({ code }) => code !== name), ...pages])}
              />
            )}
            {field && (
              <FormField
                field={field}
                path={name}
                value={answers[name]}
                onChange={(value) => setAnswers({ ...answers, [name]: value })}
                around={around}
              />
            )}
          </div>
        )
      })}
      <p className="muted">{t('supply.still')}</p>
      {problem && (
        <Notice tone="late" title={t('review.failed')} aloud>
          <p>{problem}</p>
        </Notice>
      )}
      <Button look="main" icon="sent" wide busy={doing} onClick={() => void send()}>
        {t('supply.send')}
      </Button>
    </>
  )
}

const placeOf = (field: string): string => (field.startsWith('papers.') ? field.replace('papers.', 'p.') : idOf(field))
