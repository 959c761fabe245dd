import type { Answers } from '@motcua/kernel/rules/form'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { formatMoment, formatMoney, formatTime } from '@motcua/kernel/rules/text'
import { demandsFile, feesOf, type Paper, type Procedure } from '@motcua/procedures/rules'
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
import type { Promised } from './leases.ts'
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
  /** The number and day promised without a line. */
  offline?: Promised
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

/**
 * Taken in while there was no line: kept here. Under a number lent to this machine the slip says number and day, as the receipt will; without one
 * nothing is promised, and it says so, and what was handed in.
 */
export function KeptSheet({ slip, ...then }: Then) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { person, appointments } = useOfficial()
  const { procedure, answers, papers, offline } = slip
  const [moment] = useState(now)
  const at = offline ? new Date(offline.happenedAt) : moment
  const tracking = useTrackingPicture(offline)
  // Printed once its code is drawn; a code that cannot be drawn keeps nobody waiting.
  const ready = !offline || tracking !== undefined
  useEffect(() => {
    if (ready) print()
  }, [ready])
  const handedIn = papers.filter((paper) => demandsFile(paper) || paper.fromAnswers)
  const fee = feesOf(procedure, answers, dayOf(at)).reduce((sum, { amount }) => sum + amount, 0)
  const due = offline && formatMoment(new Date(offline.dueAt), 'vi')
  const rows: [name: string, value: string][] = [
    ...(offline && due
      ? ([
          [t('kept.number'), offline.number],
          [t('kept.due'), offline.provisional ? `${due} (${t('kept.provisional')})` : due],
          [t('kept.code'), offline.trackingCode],
          [t('kept.fee'), fee === 0 ? t('kept.fee.none') : formatMoney(fee, 'vi')]
        ] as [string, string][])
      : []),
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
              <Notice
                tone="stopped"
                aloud
                title={
                  offline
                    ? t('slip.kept.promised', { number: offline.number })
                    : t('slip.kept.told', { when: formatTime(at) })
                }
              >
                <p>
                  {say(procedure.name, language)} · {String(answers[procedure.roles.applicantName] ?? '')}
                </p>
                <p>{t(offline ? 'slip.kept.next.promised' : 'slip.kept.next')}</p>
              </Notice>
            </div>
            <section className="slip" lang="vi">
              <h2>{t(offline ? 'kept.title.promised' : 'kept.title')}</h2>
              <dl className="facts">
                {rows.map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd className="figures">{value}</dd>
                  </div>
                ))}
              </dl>
              {tracking && <img src={tracking} width={120} height={120} alt={t('kept.qr')} />}
              {offline && (
                <div className="signs">
                  <span>{t('kept.signs.applicant')}</span>
                  <span>{t('kept.signs.officer')}</span>
                </div>
              )}
              <p>{t(offline ? 'kept.promised' : 'kept.not_receipt')}</p>
            </section>
          </div>
        </>
      }
    />
  )
}

/** The way to the page of tracking, drawn on this machine: undefined while it is not drawn yet, empty where it cannot be. */
function useTrackingPicture(offline: Promised | undefined): string | undefined {
  const [address, setAddress] = useState<string>()
  const { number, trackingCode } = offline ?? {}
  useEffect(() => {
    if (!number || !trackingCode) return
    const page = `${location.origin}/tra-cuu?so=${encodeURIComponent(number)}&ma=${trackingCode}`
    const draw = import('qrcode').then(({ toDataURL }) => toDataURL(page, { margin: 2, width: 240 }))
    draw.then(setAddress, () => setAddress(''))
  }, [number, trackingCode])
  return address
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
