import type { Answers } from '@motcua/kernel/rules/form'
import { formatMoment, formatMoney } from '@motcua/kernel/rules/text'
import { demandsFile, type Paper, type Procedure } from '@motcua/procedures/rules'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import type { Filed } from '../../contract.ts'
import { texts } from './texts.ts'

/** What was taken in, as the person takes it home. */
export type Slip = { reply: Filed; procedure: Procedure; answers: Answers; papers: Paper[] }

/** After F9: number, code, due moment; printed at once, because the person in front waits for the paper. */
export function FiledSheet({ slip, onNext }: { slip: Slip; onNext: () => void }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { appointments } = useOfficial()
  const [, navigate] = useLocation()
  const { reply, procedure, answers, papers } = slip
  const office = appointments.find((held) => held.office === reply.office)
  const due = reply.dueAt && formatMoment(new Date(reply.dueAt), language)
  useEffect(() => print(), [])
  const next = () => {
    onNext()
    navigate('/tiep-nhan')
  }
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
            <KeyButton look="main" onKey="F2" does={t('slip.next')} onPress={next} />
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
