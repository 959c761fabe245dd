import type { Answers } from '@motcua/kernel/rules/form'
import { formatMoment, formatMoney, formatTime } from '@motcua/kernel/rules/text'
import { demandsFile, type Paper, type Procedure } from '@motcua/procedures/rules'
import { now } from '@motcua/ui/clock.ts'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useEffect, useState } from 'react'
import type { Filed, Settled, TurnedAway } from '../../contract.ts'
import type { Who } from './intakes.ts'
import { PrintButtons, PrintState } from './print-parts.tsx'
import { type PrintedPaper, printPaper } from './prints.ts'
import { texts } from './texts.ts'

/** What was taken in, as the person takes it home. */
export type Slip = {
  reply?: Filed
  /** Done while one waits: no receipt, but numbers of the register. */
  settled?: Settled
  /** Not taken in: asked to be completed, refused, or sent on to the right desk. */
  turned?: TurnedAway
  /** Whose paper it is, where the form does not say it yet. */
  name?: string
  procedure: Procedure
  answers: Answers
  papers: Paper[]
  who?: Who
}

export type Then = {
  slip: Slip
  /** Another person. */
  onNext: () => void
  /** One more dossier of the person who stands here, where they are known. */
  onSame?: () => void
}

/** After F9: number, code, due moment; the receipt is printed at once, because the person in front waits for it. */
export function FiledSheet({ slip, reply, ...then }: Then & { reply: Filed }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { procedure, answers } = slip
  const due = reply.dueAt && formatMoment(new Date(reply.dueAt), language)
  const { id, number } = reply
  const papers: PrintedPaper[] = [{ id, number, kind: 'receipt' }]
  useEffect(() => printPaper({ id, number, kind: 'receipt' }), [id, number])
  const rows: [name: string, value: string][] = [
    [t('slip.procedure'), say(procedure.name, language)],
    [t('slip.applicant'), String(answers[procedure.roles.applicantName] ?? '')],
    ...(due ? [[t('slip.due'), reply.provisional ? `${due} (${t('due.provisional')})` : due] as [string, string]] : []),
    [t('fact.code'), reply.trackingCode],
    [t('fee'), reply.fee === 0 ? t('fee.none') : formatMoney(reply.fee, language)]
  ]
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('slip.done')} names>
            <ButtonLink href={`/ho-so/${id}`}>{t('slip.open')}</ButtonLink>
            <PrintButtons papers={papers} />
            <ThenButtons {...then} />
          </PaneHead>
          <div className="stack">
            <Notice tone="ok" aloud title={t('slip.told', { number })} />
            <PrintState papers={papers} />
            <dl className="facts">
              {rows.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="figures">{value}</dd>
                </div>
              ))}
            </dl>
          </div>
        </>
      }
    />
  )
}

export function ThenButtons({ onNext, onSame }: Omit<Then, 'slip'>) {
  const t = useText(texts)
  return (
    <>
      {onSame && <KeyButton onKey="Alt+1" does={t('slip.same')} onPress={onSame} />}
      <KeyButton look="main" onKey="F2" does={t('slip.next')} onPress={onNext} />
    </>
  )
}

/** Taken in while there was no line: kept here. No number or day is promised; a slip says so, and what was handed in. */
export function KeptSheet({ slip, ...then }: Then) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { person, appointments } = useOfficial()
  const { procedure, answers, papers } = slip
  const [at] = useState(now)
  useEffect(() => print(), [])
  const handedIn = papers.filter((paper) => demandsFile(paper) || paper.fromAnswers)
  const rows: [name: string, value: string][] = [
    [t('kept.procedure'), procedure.name.vi],
    [t('kept.applicant'), String(answers[procedure.roles.applicantName] ?? '')],
    [t('kept.papers'), handedIn.map((paper) => paper.name.vi).join('; ')],
    [t('kept.at'), formatMoment(at, 'vi')],
    [t('kept.office'), appointments.find(({ role }) => role === 'officer')?.name.vi ?? ''],
    [t('kept.by'), person.name]
  ]
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('slip.kept')} names>
            <ButtonLink href="/chua-gui">{t('outbox')}</ButtonLink>
            <KeyButton onKey="Ctrl+P" does={t('kept.slip')} onPress={() => print()} />
            <ThenButtons {...then} />
          </PaneHead>
          <div className="stack">
            <div className="not-printed">
              <Notice tone="stopped" aloud title={t('slip.kept.told', { when: formatTime(at) })}>
                <p>
                  {say(procedure.name, language)} · {String(answers[procedure.roles.applicantName] ?? '')}
                </p>
                <p>{t('slip.kept.next')}</p>
              </Notice>
            </div>
            <section className="slip" lang="vi">
              <h2>{t('kept.title')}</h2>
              <dl className="facts">
                {rows.map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd className="figures">{value}</dd>
                  </div>
                ))}
              </dl>
              <p>{t('kept.not_receipt')}</p>
            </section>
          </div>
        </>
      }
    />
  )
}

/** S3: what stands on the copies, read off while they are stamped. No receipt paper is due. */
export function SettledSheet({ slip, settled, ...then }: Then & { settled: Settled }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const rows = slip.answers.documents
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('settled')} names>
            <ButtonLink href={`/ho-so/${settled.id}`}>{t('slip.open')}</ButtonLink>
            <ThenButtons {...then} />
          </PaneHead>
          <div className="stack">
            <Notice
              tone="ok"
              aloud
              title={t('settled.told', { fee: formatMoney(settled.fee, language), signer: settled.signer })}
            />
            <ol className="outbox">
              {settled.certificates.map(({ no, book }, i) => {
                const row = (Array.isArray(rows) ? (rows[i] ?? {}) : {}) as {
                  title?: string
                  copy_count?: number
                  page_count?: number
                }
                return (
                  <li key={no + book}>
                    <div>
                      <b>{row.title}</b>
                      {row.copy_count !== undefined && (
                        <div className="muted">
                          {t('settled.copies', { copies: row.copy_count, pages: row.page_count ?? '' })}
                        </div>
                      )}
                    </div>
                    <span className="figures nowrap">{t('settled.number', { no, book })}</span>
                  </li>
                )
              })}
            </ol>
          </div>
        </>
      }
    />
  )
}
