import { formatMoment } from '@motcua/kernel/rules/text'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useEffect } from 'react'
import type { TurnedAway } from '../../contract.ts'
import { type Slip, type Then, ThenButtons } from './filed-sheet.tsx'
import { PrintButtons, PrintState } from './print-parts.tsx'
import { type PrintedPaper, printPaper } from './prints.ts'
import { type Desk, useDesks } from './right-desk.ts'
import { texts } from './texts.ts'

type Turned = Omit<Then, 'slip'> & { slip: Slip; turned: TurnedAway }

/** What was not taken in, with what the person takes home: Mẫu 02, Mẫu 03, or number and place of the dossier that was sent on. */
export function TurnedSheet(given: Turned) {
  const { state } = given.turned
  if (state === 'registered') return <SentOnSheet {...given} />
  return <AnsweredSheet {...given} kind={state === 'refused' ? 'refusal' : 'supplementRequest'} />
}

function AnsweredSheet({ slip, turned, kind, ...then }: Turned & { kind: PrintedPaper['kind'] }) {
  const t = useText(texts)
  const { id, number, state } = turned
  const papers: PrintedPaper[] = [{ id, number, kind }]
  useEffect(() => printPaper({ id, number, kind }), [id, number, kind])
  return (
    <Panes
      list={
        <>
          <PaneHead title={t(`turned.${state}`)} names>
            <ButtonLink href={`/ho-so/${id}`}>{t('slip.open')}</ButtonLink>
            <PrintButtons papers={papers} />
            <ThenButtons {...then} />
          </PaneHead>
          <div className="stack">
            <Notice
              tone={state === 'refused' ? 'late' : 'stopped'}
              aloud
              title={t(`turned.${state}.told`, { number })}
            />
            <PrintState papers={papers} />
            <Facts slip={slip} turned={turned} />
          </div>
        </>
      }
    />
  )
}

/** No official paper is due for it: a slip names number, code and the desk that answers. */
function SentOnSheet({ slip, turned, ...then }: Turned) {
  const t = useText(texts)
  const { id, number } = turned
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('turned.registered')} names>
            <ButtonLink href={`/ho-so/${id}`}>{t('slip.open')}</ButtonLink>
            <KeyButton onKey="Ctrl+P" does={t('turned.slip')} onPress={() => print()} />
            <ThenButtons {...then} />
          </PaneHead>
          <div className="stack">
            <div className="not-printed">
              <Notice tone="ok" aloud title={t('turned.registered.told', { number })} />
            </div>
            <section className="slip">
              <h2>{t('turned.registered.title', { number })}</h2>
              <Facts slip={slip} turned={turned} />
            </section>
          </div>
        </>
      }
    />
  )
}

function Facts({ slip: { procedure, name: applicant }, turned }: Pick<Turned, 'slip' | 'turned'>) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { offices } = useDesks()
  const desk = offices.find(({ id }) => id === turned.office)
  const rows: [name: string, value: string | undefined][] = [
    [t('slip.procedure'), say(procedure.name, language)],
    [t('slip.applicant'), applicant],
    [t('fact.code'), turned.trackingCode],
    [t('turned.at'), desk && say(desk.name, language)],
    [t('turned.answer'), turned.answerDueAt ? formatMoment(new Date(turned.answerDueAt), language) : undefined]
  ]
  return (
    <dl className="facts">
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="figures">{value}</dd>
            </div>
          )
      )}
    </dl>
  )
}

/** The right desk, where it is another one: shown as soon as it can be known, with its page for place and hours of today. */
export function ElsewhereNotice({
  desk,
  byAddress,
  onRefuse
}: {
  desk: Desk
  byAddress: boolean
  onRefuse: () => void
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <Notice tone="soon" aloud title={t('elsewhere', { desk: say(desk.name, language) })}>
      <p>{t(byAddress ? 'elsewhere.address' : 'elsewhere.level')}</p>
      <p>{t('elsewhere.hours')}</p>
      <div className="row">
        <a className="button plain" href={`/co-quan/${desk.code}`} target="_blank" rel="noopener">
          {t('elsewhere.page')}
        </a>
        <Button look="plain" onClick={onRefuse}>
          {t('elsewhere.refuse')}
        </Button>
      </div>
    </Notice>
  )
}
