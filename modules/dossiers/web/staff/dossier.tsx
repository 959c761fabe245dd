import { dayOf } from '@motcua/kernel/rules/calendar'
import { formatMoment, formatMoney, formatTimeLeft } from '@motcua/kernel/rules/text'
import type { Procedure } from '@motcua/procedures/rules'
import type { Problem } from '@motcua/ui/call.ts'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice, StateBadge } from '@motcua/ui/controls/notice.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { AnswerList } from '@motcua/ui/forms/answer-list.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { PaneHead } from '@motcua/ui/staff/frame.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { DossierView } from '../../contract.ts'
import { Actions, type Opens } from './actions.tsx'
import { Earlier, History, Outcome, Papers, Requested } from './dossier-parts.tsx'
import { InArchive } from './in-archive.tsx'
import { Letters, Reminders } from './letters.tsx'
import { MovedOn, type TooLate } from './moved-on.tsx'
import { Flags, Opinions } from './opinions.tsx'
import { type Hows, PapersBeside } from './papers-beside.tsx'
import { issuedPapers, PrintButtons, PrintState } from './print-parts.tsx'
import { type PrintedPaper, printPaper } from './prints.ts'
import { useDossier, useLists, useVersion } from './queries.ts'
import { Replies } from './replies.tsx'
import { toneOf } from './rows.ts'
import { texts } from './texts.ts'

/** S6: one dossier with everything in sight, and what may be done with it now. `wide`: its papers at full size beside the form. */
export function Dossier({
  id,
  back,
  wide,
  opens
}: {
  id: string
  back?: string
  wide?: boolean
  /** The act for which the dossier was looked for: its form stands open. */
  opens?: Opens
}) {
  const t = useText(texts)
  const dossier = useDossier(id)
  const version = useVersion(dossier.data?.version)
  const failed = dossier.error ?? version.error
  if (dossier.data && version.data)
    return (
      <Open
        view={dossier.data}
        procedure={version.data.procedure}
        back={back}
        wide={wide}
        opens={opens}
        isStale={dossier.isRefetchError}
        news={<Stale asked={dossier} offline />}
      />
    )
  return (
    <>
      <PaneHead title={t('dossier')} names>
        {back && <ButtonLink href={back}>{t('page.close')}</ButtonLink>}
      </PaneHead>
      <Waiting error={failed} onAgain={() => Promise.all([dossier.refetch(), version.refetch()])} />
    </>
  )
}

function Open({
  view,
  procedure,
  back,
  wide,
  opens,
  isStale,
  news
}: {
  view: DossierView
  procedure: Procedure
  back: string | undefined
  wide: boolean | undefined
  opens: Opens | undefined
  /** It was asked again and did not come. */
  isStale: boolean
  news: ReactNode
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const { lists, error, again } = useLists()
  const [told, setTold] = useState<{ tone: 'ok' | 'stopped'; text: string }>()
  const [tooLate, setTooLate] = useState<TooLate>()
  const [acted, setActed] = useState<DossierView>()
  const [hows, setHows] = useState<Hows>({})
  // Until the state after an act has come, a second press of F9 would act on one that is past.
  const isActedOn = acted === view && !isStale
  const reload = () => {
    setActed(view)
    void queries.invalidateQueries({ predicate: ({ queryKey }) => readsDossiers.has(String(queryKey[0])) })
  }
  const onDone = (text: string, print?: PrintedPaper['kind']) => {
    setTold({ tone: 'ok', text })
    setTooLate(undefined)
    setHows({})
    if (print) printPaper({ id: view.id, number: view.number, kind: print })
    reload()
  }
  // Somebody else was quicker: nothing of ours was written, so what stands now is shown with the reason.
  const onMoved = (problem: Problem) => {
    setTold(undefined)
    setTooLate({ seen: view, problem })
    reload()
  }
  const onKept = (text: string) => {
    setTold({ tone: 'stopped', text })
    setTooLate(undefined)
  }
  const papers = issuedPapers(view, procedure)
  const form = (
    <>
      <section className="stack tight">
        <h2>{t('answers')}</h2>
        {lists ? (
          <AnswerList
            form={procedure.form}
            answers={view.answers as Parameters<typeof AnswerList>[0]['answers']}
            lists={lists}
            today={dayOf(new Date(view.openedAt))}
            official
          />
        ) : (
          <Waiting error={error} onAgain={again} />
        )}
      </section>
      <dl className="facts">
        <Fact name={t('fact.way')}>{t(`way.${view.way}`)}</Fact>
        <Fact name={t('fact.fee')}>{view.fee === 0 ? t('fee.none') : formatMoney(view.fee, language)}</Fact>
        {view.feeDue > 0 && <Fact name={t('fact.feeDue')}>{formatMoney(view.feeDue, language)}</Fact>}
        {view.onBehalf && (
          <Fact name={t('fact.onBehalf')}>
            {`${view.onBehalf.name} (${t(`relation.${view.onBehalf.relation}`)}; ${t(`consent.${view.onBehalf.consent.how}`)})`}
          </Fact>
        )}
        {view.trackingCode && <Fact name={t('fact.code')}>{view.trackingCode}</Fact>}
      </dl>
      <Opinions view={view} />
      <Letters view={view} onDone={onDone} onKept={onKept} />
      <History view={view} procedure={procedure} />
    </>
  )
  return (
    <article className="dossier stack">
      <PaneHead title={t('dossier.number', { number: view.number })} names>
        <PrintButtons papers={papers} />
        {!wide && <ButtonLink href={`/ho-so/${view.id}`}>{t('dossier.wide')}</ButtonLink>}
        {back && <ButtonLink href={back}>{t('page.close')}</ButtonLink>}
      </PaneHead>
      {!isActedOn && told && (
        <Notice tone={told.tone} aloud title={told.text}>
          {isStale && <p>{t('page.stale')}</p>}
        </Notice>
      )}
      {news}
      {!isActedOn && tooLate && <MovedOn {...tooLate} view={view} />}
      <PrintState key={acted?.timeline.length} papers={papers} />
      <Standing view={view} procedure={procedure} />
      <Flags view={view} />
      <Earlier view={view} />
      <InArchive view={view} procedure={procedure} />
      <Reminders view={view} onDone={onDone} onKept={onKept} />
      <Actions
        key={view.state}
        opens={opens}
        view={view}
        procedure={procedure}
        lists={lists}
        hows={hows}
        onHows={setHows}
        isActedOn={isActedOn}
        onDone={onDone}
        onMoved={onMoved}
        onKept={onKept}
      />
      <Requested view={view} procedure={procedure} />
      <Replies view={view} />
      {wide ? (
        <div className="beside">
          <div className="stack">
            <Outcome view={view} />
            {form}
          </div>
          <PapersBeside view={view} procedure={procedure} hows={hows} onHows={setHows} />
        </div>
      ) : (
        <>
          <Outcome view={view} />
          <Papers view={view} procedure={procedure} />
          {form}
        </>
      )}
    </article>
  )
}

const readsDossiers = new Set(['dossier', 'work', 'search'])

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  )
}

/** Who, what, in which state, how much time is left and until when. */
function Standing({ view, procedure }: { view: DossierView; procedure: Procedure }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const due = view.dueAt ?? view.answerDueAt
  const here = view.route[view.stepAt]
  const step = procedure.steps.find(({ code }) => code === here?.code)
  const ended = ['refused', 'withdrawn', 'stopped', 'returned'].includes(view.state)
  return (
    <div className="stack tight">
      <p className="subject">
        <b>{view.subject}</b> · {say(procedure.name, language)}
      </p>
      <p className="row">
        <StateBadge tone={toneOf(view)}>{t(`state.${view.state}`)}</StateBadge>
        {view.workingMsLeft !== null && !ended && view.state !== 'decided' && (
          <b className={`tone-${toneOf(view)}`}>{formatTimeLeft(view.workingMsLeft, language)}</b>
        )}
        {due && !ended && !view.stoppedAt && (
          <span className="figures">
            {t(view.dueAt ? 'due.result' : 'due.answer', { when: formatMoment(new Date(due), language) })}
            {view.provisional && ` (${t('due.provisional')})`}
          </span>
        )}
        {view.redatedTo && !ended && (
          <span className="figures">
            {t('due.redated', { when: formatMoment(new Date(view.redatedTo), language) })}
          </span>
        )}
        {view.stoppedAt && (
          <span className="figures">
            {t('due.stopped', { when: formatMoment(new Date(view.stoppedAt), language) })}
          </span>
        )}
      </p>
      {here && !ended && (
        <p className="muted">
          {t('step', {
            step: view.stepAt + 1,
            of: view.route.length,
            name: step ? say(step.name, language) : '',
            office: language === 'vi' ? here.officeVi : here.officeEn
          })}
        </p>
      )}
    </div>
  )
}
