import type { Answers } from '@motcua/kernel/rules/form'
import type { Procedure } from '@motcua/procedures/rules'
import { mayPass, Problem } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { ErrorList, Notice } from '@motcua/ui/controls/notice.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { type ShownFault, shownFaults } from '@motcua/ui/forms/faults.ts'
import { FormField, idOf } from '@motcua/ui/forms/form-field.tsx'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useOnline } from '@motcua/ui/network.ts'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { say } from '@motcua/ui/texts.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { DossierView } from '../../contract.ts'
import { dayWith, useCitizen, useDossier, useLists, usePerson, useVersion } from './asking.ts'
import { beginDraft, type Draft, readDraft, useDraft } from './drafts.ts'
import { putInOutbox } from './outbox.ts'
import { MessageField } from './message-field.tsx'
import { PaperField } from './paper-field.tsx'
import { sendDraft } from './sending.ts'
import { officeName, requestOf } from './standing.ts'
import { texts } from './texts.ts'
import { Unsent } from './unsent.tsx'

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

/** What is handed in is a draft too: it survives a reload, and waits for the line when there is none. */
function useSupplyDraft(dossier: DossierView, procedure: Procedure) {
  const { person } = usePerson()
  const id = `supply.${dossier.id}`
  const { draft, change, saved } = useDraft(id, { person })
  const [, go] = useLocation()
  const waits = draft?.waitingSince !== undefined
  const waited = useRef(false)
  useEffect(() => {
    if (waits) waited.current = true
    if (draft !== null || !person) return
    // It has gone off by itself.
    if (waited.current) return go(`/ho-so/${dossier.id}`, { replace: true })
    const { version } = dossier
    const answers = dossier.answers as Answers
    const begun = { id, supplies: dossier.id, procedure: procedure.code, version, answers }
    beginDraft({ ...begun, name: procedure.name, owner: person })
  }, [draft, waits, person, id, dossier, procedure, go])
  return { draft, change, saved }
}

function Asked({ dossier, procedure, lists }: { dossier: DossierView; procedure: Procedure; lists: Lists }) {
  const t = useText(texts)
  const { draft, change } = useSupplyDraft(dossier, procedure)
  if (!requestOf(dossier) || !dossier.actions.includes('supply'))
    return (
      <>
        <p>{t('supply.none')}</p>
        <ButtonLink href={`/ho-so/${dossier.id}`}>{t('page.back')}</ButtonLink>
      </>
    )
  if (!draft) return <Waiting error={undefined} onAgain={() => undefined} />
  return <Supplying {...{ dossier, procedure, lists, draft, change }} />
}

function Supplying({
  dossier,
  procedure,
  lists,
  draft,
  change
}: {
  dossier: DossierView
  procedure: Procedure
  lists: Lists
  draft: Draft
  change: (part: Partial<Draft>) => void
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [, go] = useLocation()
  const queries = useQueryClient()
  const citizen = useCitizen()
  const online = useOnline()
  const problemText = useProblemText()
  const { answers, papers } = draft
  const [faults, setFaults] = useState<ShownFault[]>([])
  const [problem, setProblem] = useState(draft.trouble)
  const [doing, setDoing] = useState(false)
  const [speaking, setSpeaking] = useState(false)
  const request = requestOf(dossier)
  const items = request?.items ?? []
  const today = dayWith(undefined)
  const fields = procedure.form.sections.flatMap((section) => section.fields)
  const found = shownFaults(procedure.form, answers, today, lists, language)

  const missingPapers = () =>
    items
      .filter(({ kind, name }) => kind === 'paper' && !papers.some(({ code }) => code === name))
      .map(({ name }) => {
        const label = say(procedure.papers.find(({ code }) => code === name)?.name ?? { vi: name, en: name }, language)
        return { field: `papers.${name}`, label, text: t('papers.missing', { name: label }) }
      })
  const faultsOfMessage = () => {
    const label = t('supply.words')
    const count = draft.words?.length ?? 0
    const long = { field: 'text', label, text: t('supply.words.long', { most: mostWords, count }) }
    return [
      ...(count > mostWords ? [long] : []),
      ...(speaking ? [{ field: 'voice', label, text: t('supply.voice.speaking') }] : [])
    ]
  }
  const keepForLater = (person: string, why?: Problem) => putInOutbox(readDraft(draft.id) ?? draft, person, why)
  const send = async () => {
    const wrong = [...found.faults, ...missingPapers(), ...faultsOfMessage()]
    setFaults(wrong)
    setProblem(undefined)
    if (wrong.length > 0 || !citizen) return
    if (!online) return keepForLater(citizen.id)
    setDoing(true)
    try {
      await sendDraft(draft, procedure, today, { person: citizen.id, change, onFile: () => {} })
      await queries.invalidateQueries()
      go(`/ho-so/${dossier.id}`, { replace: true })
    } catch (error) {
      if (mayPass(error)) return await keepForLater(citizen.id, error)
      const refused = error instanceof Problem ? error.fields : []
      setFaults(refused.map((fault) => shownFault(fault, t('supply.voice.gone'))))
      if (refused.length === 0) setProblem(problemText(error))
    } finally {
      setDoing(false)
    }
  }
  if (draft.waitingSince) return <Unsent draft={draft} />
  const around = { form: procedure.form, answers, today, lists, compact: false, faults, warnings: found.warnings }
  return (
    <>
      <Notice tone="stopped" title={t('supply.from', { office: officeName(dossier, dossier.holder, language) })}>
        <p>{request?.reason}</p>
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
                draft={draft}
                paper={paper}
                pages={papers.filter(({ code }) => code === name)}
                fault={faults.find((fault) => fault.field === `papers.${name}`)?.text}
                mayReuse
                onPages={(pages) => change({ papers: [...papers.filter(({ code }) => code !== name), ...pages] })}
              />
            )}
            {field && (
              <FormField
                field={field}
                path={name}
                value={answers[name]}
                onChange={(value) => change({ answers: { ...answers, [name]: value } })}
                around={around}
              />
            )}
          </div>
        )
      })}
      <p className="muted">{t('supply.still')}</p>
      <MessageField
        draft={draft}
        change={change}
        onRecording={(now) => {
          setSpeaking(now)
          setFaults((known) => known.filter(({ field }) => field !== 'voice'))
        }}
        fault={(field) => faults.find((fault) => fault.field === field)?.text}
      />
      {problem && (
        <Notice tone="late" title={t('review.failed')} aloud>
          <p>{problem}</p>
        </Notice>
      )}
      <Button look="main" icon="sent" wide busy={doing} onClick={() => void send()}>
        {t(online ? 'supply.send' : 'review.later')}
      </Button>
    </>
  )
}

const mostWords = 2_000

/** A fault that the server found, or that the recording is not on this device any more. */
const shownFault = ({ field, text }: Problem['fields'][number], gone: string): ShownFault => ({
  field: field.replace(/^(answers|body)\./, ''),
  label: '',
  text: text || gone
})

const placeOf = (field: string): string => {
  if (field === 'text' || field === 'voice') return field
  return field.startsWith('papers.') ? field.replace('papers.', 'p.') : idOf(field)
}
