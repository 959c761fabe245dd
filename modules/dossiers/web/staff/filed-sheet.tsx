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
import { useEffect } from 'react'
import type { Filed, Settled } from '../../contract.ts'
import type { Who } from './intakes.ts'
import { texts } from './texts.ts'

/** What was taken in, as the person takes it home. */
export type Slip = {
  reply?: Filed
  /** Done while one waits: no receipt, but numbers of the register. */
  settled?: Settled
  procedure: Procedure
  answers: Answers
  papers: Paper[]
  who?: Who
}

type Then = {
  slip: Slip
  /** Another person. */
  onNext: () => void
  /** One more dossier of the person who stands here, where they are known. */
  onSame?: () => void
}

/** After F9: number, code, due moment; printed at once, because the person in front waits for the paper. */
export function FiledSheet({ slip, reply, ...then }: Then & { reply: Filed }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { appointments } = useOfficial()
  const { procedure, answers, papers } = slip
  const office = appointments.find((held) => held.office === reply.office)
  const due = reply.dueAt && formatMoment(new Date(reply.dueAt), language)
  useEffect(() => print(), [])
  const handedIn = papers.filter((paper) => demandsFile(paper) || paper.fromAnswers)
  const rows: [name: string, value: string][] = [
    [t('slip.number'), reply.number],
    [t('fact.code'), reply.trackingCode],
    [t('slip.procedure'), say(procedure.name, language)],
    [t('slip.applicant'), String(answers[procedure.roles.applicantName] ?? '')],
    [t('slip.papers'), handedIn.map((paper) => say(paper.name, language)).join('; ')],
    ...(due ? [[t('slip.due'), reply.provisional ? `${due} (${t('due.provisional')})` : due] as [string, string]] : []),
    ...(office ? [[t('slip.office'), say(office.name, language)] as [string, string]] : []),
    [t('fee'), reply.fee === 0 ? t('fee.none') : formatMoney(reply.fee, language)]
  ]
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('slip.done')} names>
            <ButtonLink href={`/ho-so/${reply.id}`}>{t('slip.open')}</ButtonLink>
            <KeyButton onKey="Ctrl+P" does={t('slip.print')} onPress={() => print()} />
            <ThenButtons {...then} />
          </PaneHead>
          <div className="stack">
            <div className="not-printed">
              <Notice tone="ok" aloud title={t('slip.told', { number: reply.number })} />
            </div>
            <section className="slip">
              <h2>{t('slip.title')}</h2>
              <dl className="facts">
                {rows.map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd className="figures">{value}</dd>
                  </div>
                ))}
              </dl>
              <p className="muted">{t('slip.track')}</p>
            </section>
          </div>
        </>
      }
    />
  )
}

function ThenButtons({ onNext, onSame }: Omit<Then, 'slip'>) {
  const t = useText(texts)
  return (
    <>
      {onSame && <KeyButton onKey="Alt+1" does={t('slip.same')} onPress={onSame} />}
      <KeyButton look="main" onKey="F2" does={t('slip.next')} onPress={onNext} />
    </>
  )
}

/** Taken in while there was no line: kept here, and no number or day is promised. */
export function KeptSheet({ slip, ...then }: Then) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { procedure, answers } = slip
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('slip.kept')} names>
            <ButtonLink href="/chua-gui">{t('outbox')}</ButtonLink>
            <ThenButtons {...then} />
          </PaneHead>
          <div className="stack">
            <Notice tone="stopped" aloud title={t('slip.kept.told', { when: formatTime(now()) })}>
              <p>
                {say(procedure.name, language)} · {String(answers[procedure.roles.applicantName] ?? '')}
              </p>
              <p>{t('slip.kept.next')}</p>
            </Notice>
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
                const row = Array.isArray(rows) ? (rows[i] as { title?: unknown } | undefined) : undefined
                return (
                  <li key={no + book}>
                    <b>{String(row?.title ?? '')}</b>
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
