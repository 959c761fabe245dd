import { formatDate, formatMoment, formatMoney } from '@motcua/kernel/rules/text'
import {
  deskAddressOf,
  demandsFile,
  feesOf,
  type Paper,
  type Procedure,
  requiredPapers
} from '@motcua/procedures/rules'
import { mayPass, Problem } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { AnswerList } from '@motcua/ui/forms/answer-list.tsx'
import { type ShownFault, shownFaults } from '@motcua/ui/forms/faults.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useOnline } from '@motcua/ui/network.ts'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { isSignInNeeded, useCitizen, useMe, useProcedure, usePromise } from './asking.ts'
import { DraftScreen, type OpenDraft } from './draft-screen.tsx'
import { readDraft } from './drafts.ts'
import { putInOutbox } from './outbox.ts'
import { Thumbnail } from './paper-field.tsx'
import { sendDraft } from './sending.ts'
import { texts } from './texts.ts'

/** C7 “Xem lại và nộp”: everything once, then the one act that sends it. */
export function Review() {
  const t = useText(texts)
  return <DraftScreen title={t('review.title')}>{(open) => <Whole {...open} />}</DraftScreen>
}

/** What the review finds wrong, and where it is mended. */
type Wrong = ShownFault & { href: string; byServer?: true }

function useWrong({ draft, procedure, lists, today }: OpenDraft): Wrong[] {
  const t = useText(texts)
  const { language } = useLanguage()
  return useMemo(() => {
    const here = `/ban-khai/${draft.id}`
    const places = new Map(
      procedure.form.sections.flatMap((section) => section.fields.map((field) => [field.name, section.name]))
    )
    const atQuestion = (fault: ShownFault): Wrong => {
      const [name = ''] = fault.field.split('.')
      return { ...fault, href: `${here}?muc=${places.get(name) ?? ''}.${name}` }
    }
    const refused = draft.refused.map((fault): Wrong => {
      const placed = fault.field.startsWith('papers.') ? { ...fault, href: `${here}/giay-to` } : atQuestion(fault)
      return { ...placed, byServer: true }
    })
    const given = new Set(draft.papers.map(({ code }) => code))
    const missing = requiredPapers(procedure, draft.answers, today)
      .filter((paper) => demandsFile(paper) && !given.has(paper.code))
      .map((paper) => {
        const label = say(paper.name, language)
        const question = questionBehind(paper, procedure)
        const instead = question ? ` ${t('papers.instead', { question: say(question, language) })}` : ''
        const text = t('papers.missing', { name: label }) + instead
        return { field: `papers.${paper.code}`, label, text, href: `${here}/giay-to` }
      })
    const found = [
      ...shownFaults(procedure.form, draft.answers, today, lists, language).faults.map(atQuestion),
      ...missing
    ]
    const known = new Set(found.map(({ field }) => field))
    return [...found, ...refused.filter(({ field }) => !known.has(field))]
  }, [draft, procedure, lists, today, language, t])
}

function Whole(open: OpenDraft) {
  const { draft, procedure, from, lists, today } = open
  const t = useText(texts)
  const { language } = useLanguage()
  const [, go] = useLocation()
  const wrong = useWrong(open)
  const here = `/ban-khai/${draft.id}`
  const toSend = requiredPapers(procedure, draft.answers, today).filter(demandsFile)
  return (
    <Page title={t('review.title')}>
      <p className="muted">{say(procedure.name, language)}</p>
      {draft.trouble && (
        <Notice tone="late" title={t('review.failed')}>
          <p>{draft.trouble}</p>
        </Notice>
      )}
      {draft.changed && (
        <Notice tone="soon">
          <p>
            {t(wrong.length > 0 ? 'review.new.more' : 'review.new', { day: formatDate(from), count: wrong.length })}
          </p>
        </Notice>
      )}
      <WrongList wrong={wrong} />
      <AnswerList
        form={procedure.form}
        answers={draft.answers}
        lists={lists}
        today={today}
        onMend={(key) => go(`${here}?muc=${key}`)}
      />
      {toSend.length > 0 && (
        <section className="answers">
          <header className="answers-head">
            <h2>{t('review.papers')}</h2>
            <Button look="plain" icon="pen" onClick={() => go(`${here}/giay-to`)}>
              <span aria-hidden="true">{t('form.mend')}</span>
              <span className="aloud">{t('form.mend.part', { part: t('review.papers') })}</span>
            </Button>
          </header>
          <dl>
            {toSend.map((paper) => {
              const pages = draft.papers.filter(({ code }) => code === paper.code)
              return (
                <div key={paper.code}>
                  <dt>{say(paper.name, language)}</dt>
                  <dd className={pages.length === 0 ? 'muted' : 'row'}>
                    {pages.length === 0 && t('form.empty')}
                    {pages.map((page) => (
                      <Thumbnail key={page.sha256} draft={draft.id} page={page} />
                    ))}
                  </dd>
                </div>
              )
            })}
          </dl>
        </section>
      )}
      <WhereAndMoney {...open} />
      <Send {...open} wrong={wrong} />
    </Page>
  )
}

function WrongList({ wrong }: { wrong: Wrong[] }) {
  const t = useText(texts)
  if (wrong.length === 0) return null
  const title = wrong.length === 1 ? t('review.faults.one') : t('review.faults', { count: wrong.length })
  return (
    <div id="wrong" tabIndex={-1}>
      <Notice tone="late" title={title}>
        <ul>
          {wrong.map(({ field, label, text, href }) => (
            <li key={field + text}>
              <Link href={href}>
                <span>
                  {label && <b>{label} </b>}
                  {text}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

function WhereAndMoney({ draft, procedure, today }: OpenDraft) {
  const t = useText(texts)
  const { language } = useLanguage()
  const desk = deskAddressOf(procedure, draft.answers, today)
  const promise = usePromise(procedure.code, desk?.commune)
  const { data } = promise
  const charges = feesOf(procedure, draft.answers, today)
  const sum = charges.reduce((total, { amount }) => total + amount, 0)
  const moment = (at: string) => formatMoment(new Date(at), language)
  return (
    <>
      {promise.error && !data && (
        <section className="stack tight">
          <h2>{t('review.where')}</h2>
          <Waiting error={promise.error} onAgain={promise.refetch} />
        </section>
      )}
      {data && (
        <section className="stack tight">
          <h2>{t('review.where')}</h2>
          <p>
            <b>{t('review.desk', { office: language === 'vi' ? data.officeVi : data.officeEn })}</b>
          </p>
          <p>
            <Unbroken text={t('review.answer', { when: moment(data.answerDueAt) })} />
          </p>
          <p>
            <Unbroken text={t('review.due', { when: moment(data.dueAt) })} />
          </p>
        </section>
      )}
      <section className="stack tight">
        <h2>{t('review.money')}</h2>
        {sum === 0 ? <p>{t('prepare.free')}</p> : <p className="figures">{formatMoney(sum, language)}</p>}
        {charges.map(({ code, name, amount, exemption }) => (
          <p key={code} className="muted">
            {say(name, language)}:{' '}
            {exemption ? t('review.exempt', { why: say(exemption, language) }) : formatMoney(amount, language)}
          </p>
        ))}
        {sum > 0 && <p className="muted">{t('review.pay')}</p>}
      </section>
    </>
  )
}

function Send({ draft, change, procedure, today, wrong }: OpenDraft & { wrong: Wrong[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [, go] = useLocation()
  const queries = useQueryClient()
  const me = useMe()
  const citizen = useCitizen()
  const form = useProcedure(procedure.code)
  const problemText = useProblemText()
  const [doing, setDoing] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const busy = useRef(false)
  const online = useOnline()
  const official = me.data?.person && !citizen

  const toWrong = () => {
    const list = document.getElementById('wrong')
    list?.scrollIntoView({ block: 'start' })
    list?.querySelector('a')?.focus({ preventScroll: true })
  }
  const refuse = async (error: unknown) => {
    if (isSignInNeeded(error)) {
      await queries.invalidateQueries({ queryKey: ['me'] })
      go(`/dang-nhap?den=${encodeURIComponent(`/ban-khai/${draft.id}/xem-lai`)}`)
      return
    }
    if (error instanceof Problem && error.code === 'procedure.new_version') {
      const { data } = await form.refetch()
      if (data) change({ version: data.version, changed: true })
      return
    }
    if (error instanceof Problem && error.code === 'exists') return setProblem(t('unsent.earlier'))
    const refused = error instanceof Problem ? error.fields : []
    change({ refused: refused.map(({ field, code, text }) => refusedAt(field, code, text)) })
    // Whatever the server no longer holds is sent again.
    if (refused.some(({ code }) => code === 'paper.not_stored'))
      change({ papers: draft.papers.map((paper) => ({ ...paper, sentBy: undefined })) })
    if (refused.length > 0) requestAnimationFrame(toWrong)
    else setProblem(problemText(error))
  }
  const refusedAt = (field: string, code: string, text: string): ShownFault => {
    const said = code === 'file.gone' ? t('papers.gone', { name: text }) : text
    const address = procedure.desk.at(-1)?.address ?? ''
    const path = field === 'answers' ? address : field.replace(/^answers\./, '')
    const paper = procedure.papers.find((one) => field === `papers.${one.code}`)
    const asked = procedure.form.sections
      .flatMap(({ fields }) => fields)
      .find(({ name }) => path.split('.')[0] === name)
    return { field: path, label: say(paper?.name ?? asked?.label ?? { vi: '', en: '' }, language), text: said }
  }
  const keepForLater = async (why?: Problem) => {
    await putInOutbox(readDraft(draft.id) ?? draft, citizen?.id ?? draft.owner, why)
    go(`/da-nop/${draft.id}`, { replace: true })
  }
  const send = async () => {
    setProblem(undefined)
    // What only the server found may be gone by now: it is asked again.
    if (wrong.some(({ byServer }) => !byServer)) return toWrong()
    if (!online) return keepForLater()
    if (!citizen) return go(`/dang-nhap?den=${encodeURIComponent(`/ban-khai/${draft.id}/xem-lai`)}`)
    if (busy.current) return
    busy.current = true
    setDoing(t('review.sending'))
    try {
      const onFile = (number: number, count: number) => setDoing(t('review.sending.file', { number, count }))
      await sendDraft(draft, procedure, today, { person: citizen.id, change, onFile })
      await queries.invalidateQueries({ queryKey: ['mine'] })
      go(`/da-nop/${draft.id}`, { replace: true })
    } catch (error) {
      // The line broke on the way, or the server did not take it: it goes off by itself, under the same key.
      if (mayPass(error)) await keepForLater(error)
      else await refuse(error)
    } finally {
      busy.current = false
      setDoing(undefined)
    }
  }
  return (
    <section className="stack">
      <div className="card stack tight">
        <h2>{t('review.declare')}</h2>
        <p>{say(procedure.declaration, language)}</p>
      </div>
      {problem && (
        <Notice tone="late" title={t('review.failed')} aloud>
          <p>{problem}</p>
        </Notice>
      )}
      {official && (
        <Notice tone="soon">
          <p>{t('review.official')}</p>
        </Notice>
      )}
      {doing && <output>{doing}</output>}
      <Button look="main" icon="sent" wide busy={doing !== undefined} onClick={() => void send()}>
        {t(online ? 'review.send' : 'review.later')}
      </Button>
      <p className="muted">{citizen ? t('review.as', { name: citizen.name }) : t('review.signin')}</p>
    </section>
  )
}

/** The choice by which this paper is asked for: whoever does not have it may have to answer otherwise. */
function questionBehind({ when }: Paper, { form }: Procedure) {
  const name = when && 'is' in when ? when.field : undefined
  const fields = form.sections.flatMap((section) => section.fields)
  return fields.find((field) => field.name === name && field.type === 'choice')?.label
}
