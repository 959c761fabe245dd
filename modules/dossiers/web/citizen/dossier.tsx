import { formatMoment, formatMoney, formatSize } from '@motcua/kernel/rules/text'
import { call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { type Happening, Timeline } from '@motcua/ui/citizen/timeline.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Dialog } from '@motcua/ui/controls/dialog.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { LongTextField } from '@motcua/ui/controls/text-field.tsx'
import { AnswerList } from '@motcua/ui/forms/answer-list.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { FileLink } from '@motcua/ui/files/view.tsx'
import type { Procedure } from '@motcua/procedures/rules'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { type DossierView, withdrawDossier } from '../../contract.ts'
import { facts, formatLate } from '../../rules.ts'
import { useAct } from './act.ts'
import { Messages, Rating, Remind } from './asking-office.tsx'
import { dayWith, isSignInNeeded, useDossier, useLists, useVersion } from './asking.ts'
import { Collect } from './collect.tsx'
import { addressesOf } from './paper-address.ts'
import { ToTheRightPlace } from './elsewhere.tsx'
import { isRunning, officeName, type Request, requestOf, sentenceOf, toneOf } from './standing.ts'
import { texts } from './texts.ts'

/** C10 “Hồ sơ …”: where it stands, in a sentence first. */
export function Dossier() {
  const t = useText(texts)
  const { id = '' } = useParams()
  const asked = useDossier(id)
  const { data, error, refetch } = asked
  if (data) return <Standing dossier={data} news={<Stale asked={asked} />} />
  return (
    <Page title={t('mine.title')}>
      {isSignInNeeded(error) ? (
        <ButtonLink href={`/dang-nhap?den=/ho-so/${id}`} look="main" wide>
          {t('mine.signin.do')}
        </ButtonLink>
      ) : (
        <Waiting error={error} onAgain={refetch} />
      )}
    </Page>
  )
}

function Standing({ dossier, news }: { dossier: DossierView; news: ReactNode }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const procedure = useVersion(dossier.version).data?.procedure
  const { id, state, number, dueAt, redatedTo, provisional, trackingCode, actions } = dossier
  const clockRuns = state === 'received' || state === 'processing'
  const left = isRunning.includes(state) ? dossier.workingMsLeft : null
  const late = left !== null && left < 0 ? formatLate(-left, language) : undefined
  return (
    <Page title={procedure ? say(procedure.name, language) : t('mine.title')}>
      {news}
      {dossier.helps !== null && <p>{t('dossier.helps', { name: dossier.helps })}</p>}
      <p className="muted figures">
        <Unbroken text={t('dossier.number', { number })} />
      </p>
      <Notice tone={toneOf(dossier)} title={t(`state.${state}`)}>
        <p>
          <Unbroken
            text={
              late === undefined
                ? sentenceOf(dossier, t, language)
                : t('dossier.late', { late, holder: officeName(dossier, dossier.holder, language) })
            }
          />
        </p>
        <p className="muted small">{t('official.name', { state: t(`official.${state}`) })}</p>
        <Why dossier={dossier} procedure={procedure} />
        {dueAt && clockRuns && <Promised at={dueAt} isLast={!redatedTo} />}
        {redatedTo && isRunning.includes(state) && (
          <>
            <p>{t('dossier.sorry', { because: becauseOf(dossier) })}</p>
            <Promised again at={redatedTo} isLast />
          </>
        )}
        {dueAt && clockRuns && provisional && <p>{t('dossier.provisional')}</p>}
      </Notice>
      {actions.includes('supply') && (
        <ButtonLink href={`/ho-so/${id}/bo-sung`} look="main" icon="camera" wide>
          {t('dossier.supply')}
        </ButtonLink>
      )}
      <Collect dossier={dossier} procedure={procedure} />
      <Rating dossier={dossier} />
      <Remind dossier={dossier} />
      <section className="stack">
        <h2>{t('dossier.timeline')}</h2>
        <Timeline happenings={happeningsOf(dossier, t, language)} />
      </section>
      <Files dossier={dossier} />
      <Messages dossier={dossier} />
      <FilledIn dossier={dossier} />
      {trackingCode && <p className="muted figures">{t('dossier.code', { code: trackingCode })}</p>}
      {actions.includes('withdraw') && <Withdraw id={id} />}
    </Page>
  )
}

/** The day a result is promised for; the one that holds now stands out. */
function Promised({ at, isLast, again }: { at: string; isLast: boolean; again?: boolean }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const text = t(again ? 'dossier.redated' : 'dossier.due', { when: formatMoment(new Date(at), language) })
  return (
    <p>
      {isLast ? (
        <b>
          <Unbroken text={text} />
        </b>
      ) : (
        <Unbroken text={text} />
      )}
    </p>
  )
}

/** Why it is late, in the words of the apology. */
const becauseOf = ({ timeline }: DossierView): string =>
  String(timeline.findLast(({ what }) => what === facts.apologise)?.details.because ?? '')

/** The office's own words: what it asks for, or why it refused or ended. */
function Why({ dossier, procedure }: { dossier: DossierView; procedure: Procedure | undefined }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const request = requestOf(dossier)
  if (request && dossier.state.startsWith('awaiting'))
    return (
      <>
        <p>{t('dossier.ground', { reason: request.reason })}</p>
        {procedure && request.items.length > 0 && (
          <ul className="asked-for">
            {request.items.map((item) => (
              <li key={item.kind + item.name}>
                <b>{say(askedFor(item, procedure), language)}</b>: {item.how}
              </li>
            ))}
          </ul>
        )}
        {request.amount !== undefined && (
          <p>
            <Unbroken text={t('dossier.amount', { amount: formatMoney(request.amount, language) })} />
          </p>
        )}
      </>
    )
  if (!['refused', 'stopped', 'decided', 'returned'].includes(dossier.state)) return null
  const details = dossier.timeline.at(-1)?.details ?? {}
  const reason = dossier.result?.reason ?? details.reason
  return (
    <>
      {typeof reason === 'string' && <p>{t('dossier.ground', { reason })}</p>}
      {typeof details.parcel === 'string' && <p>{t('post.sent', { parcel: details.parcel })}</p>}
      {typeof details.rightPlace === 'string' && (
        <>
          <p>{t('dossier.right', { place: details.rightPlace })}</p>
          {procedure && <ToTheRightPlace dossier={dossier} procedure={procedure} />}
        </>
      )}
    </>
  )
}

/** A paper or a question, by the name that the applicant knows. */
function askedFor({ kind, name }: Request['items'][number], { papers, form }: Procedure) {
  const field = form.sections.flatMap(({ fields }) => fields).find((one) => one.name === name)
  const found = kind === 'paper' ? papers.find(({ code }) => code === name)?.name : field?.label
  return found ?? { vi: name, en: name }
}

type Words = ReturnType<typeof useText<typeof texts>>

function happeningsOf(dossier: DossierView, t: Words, language: 'vi' | 'en'): Happening[] {
  const moment = (at: string) => formatMoment(new Date(at), language)
  const past = dossier.timeline
    .filter(({ what }) => !what.startsWith('message_'))
    .map(({ at, what, officeVi, officeEn }, i) => ({
      key: `${at}.${i}`,
      when: 'past' as const,
      what: t(`what.${what}` as Parameters<Words>[0]),
      at: `${moment(at)} · ${language === 'vi' ? officeVi : officeEn}`
    }))
  const ended = ['refused', 'withdrawn', 'stopped', 'returned'].includes(dossier.state)
  if (ended) return past
  const now = { key: 'now', when: 'now' as const, what: sentenceOf(dossier, t, language) }
  const office = officeName(dossier, dossier.office, language)
  const promised = dossier.redatedTo ?? dossier.dueAt
  const due = promised && !dossier.stoppedAt ? t('time.due', { when: moment(promised) }) : undefined
  const next =
    dossier.state === 'decided'
      ? []
      : [{ key: 'next', when: 'next' as const, what: t('next.result', { office }), at: due }]
  return [...past, now, ...next]
}

function Files({ dossier: { id, papers, result } }: { dossier: DossierView }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const file = (sha256: string, name: string, mediaType: string, note: string) => {
    return (
      <li key={sha256}>
        <Icon name="paper" /> <FileLink file={{ name, mediaType, ...addressesOf(id, sha256) }} />
        <span className="muted small">{note}</span>
      </li>
    )
  }
  const empty = papers.length === 0 && !result?.sha256
  return (
    <section className="stack tight">
      <h2>{t('dossier.papers')}</h2>
      {empty && <p className="muted">{t('dossier.papers.none')}</p>}
      <ul className="links">
        {result?.sha256 &&
          file(result.sha256, result.name ?? t('dossier.result'), result.mediaType ?? '', t('dossier.result'))}
        {papers.map(({ sha256, name, size, mediaType }) => file(sha256, name, mediaType, formatSize(size, language)))}
      </ul>
    </section>
  )
}

function FilledIn({ dossier }: { dossier: DossierView }) {
  const t = useText(texts)
  const { lists, error, again } = useLists()
  const version = useVersion(dossier.version)
  return (
    <details>
      <summary>{t('dossier.answers')}</summary>
      {version.data && lists ? (
        <AnswerList
          form={version.data.procedure.form}
          answers={dossier.answers as Parameters<typeof AnswerList>[0]['answers']}
          lists={lists}
          today={dayWith(undefined)}
        />
      ) : (
        <Waiting error={version.error ?? error} onAgain={() => Promise.all([version.refetch(), again()])} />
      )}
    </details>
  )
}

function Withdraw({ id }: { id: string }) {
  const t = useText(texts)
  const queries = useQueryClient()
  const [, go] = useLocation()
  const { act, busy, fault, changed, refuse } = useAct()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState<string>()
  const withdraw = async () => {
    const why = reason?.trim()
    if (!why) return refuse(t('dossier.withdraw.need'))
    if (!(await act((key) => call(withdrawDossier, { params: { id }, body: { reason: why }, key })))) return
    setOpen(false)
    await queries.invalidateQueries()
    go(`/ho-so/${id}`)
  }
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{t('dossier.withdraw')}</Button>
      {isOpen && (
        <Dialog title={t('dossier.withdraw.title')} onClose={() => setOpen(false)}>
          <div className="stack">
            <p>{t('dossier.withdraw.what')}</p>
            <LongTextField
              id="reason"
              label={t('dossier.withdraw.why')}
              value={reason}
              faultAt={() => fault}
              onChange={(next) => {
                setReason(next)
                changed()
              }}
            />
            <Button look="main" wide busy={busy} onClick={() => void withdraw()}>
              {t('dossier.withdraw')}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  )
}
