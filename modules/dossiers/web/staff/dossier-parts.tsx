import { formatDate, formatLength, formatMoment, formatMoney, formatNumber } from '@motcua/kernel/rules/text'
import type { Procedure } from '@motcua/procedures/rules'
import { addressOf } from '@motcua/ui/call.ts'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { FileLink } from '@motcua/ui/files/view.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { type DossierView, openPaper } from '../../contract.ts'
import { facts, otherFacts } from '../../rules.ts'
import { texts } from './texts.ts'

type Shown = { view: DossierView; procedure: Procedure }
type Item = { kind: string; name: string; how: string }

/** The name of a paper or of a question of this procedure. */
export function useNames(procedure: Procedure): (kind: string, name: string) => string {
  const { language } = useLanguage()
  return (kind, name) => {
    const field = procedure.form.sections.flatMap(({ fields }) => fields).find((one) => one.name === name)
    const found =
      kind === 'paper' ? procedure.papers.find(({ code }) => code === name)?.name : (field?.official ?? field?.label)
    return found ? say(found, language) : name
  }
}

export const itemsOf = (request: DossierView['request']): Item[] =>
  Array.isArray(request?.items) ? (request.items as Item[]) : []

/** What was asked of the applicant and has not come yet. */
export function Requested({ view, procedure }: Shown) {
  const t = useText(texts)
  const { language } = useLanguage()
  const nameOf = useNames(procedure)
  const { request } = view
  if (!request) return null
  const { what, reason, amount } = request
  return (
    <Notice tone="stopped" title={t(what === 'payment' ? 'requested.payment' : 'requested.supplement')}>
      {typeof amount === 'number' && <p className="figures">{formatMoney(amount, language)}</p>}
      <ul>
        {itemsOf(request).map(({ kind, name, how }) => (
          <li key={kind + name}>
            <b>{nameOf(kind, name)}</b>: {how}
          </li>
        ))}
      </ul>
      {typeof reason === 'string' && <p>{t('reason.of', { reason })}</p>}
    </Notice>
  )
}

/** A file of a dossier, opened over the screen. */
function Paper({
  view,
  sha256,
  name,
  mediaType
}: {
  view: DossierView
  sha256: string
  name: string
  mediaType: string
}) {
  const at = { id: view.id, sha256 }
  const addresses = { original: addressOf(openPaper, at), shown: addressOf(openPaper, at, { as: 'shown' }) }
  return <FileLink file={{ name, mediaType, ...addresses }} />
}

/** What was decided, and who has collected it. */
export function Outcome({ view }: { view: DossierView }) {
  const t = useText(texts)
  const { result } = view
  if (!result) return null
  return (
    <section className="stack tight">
      <h2>{t('result')}</h2>
      <p>
        <b>{t(view.outcome === 'granted' ? 'outcome.granted' : 'outcome.not_granted')}</b>
        {result.sha256 && (
          <>
            {' · '}
            <Paper
              view={view}
              sha256={result.sha256}
              name={result.name ?? t('result')}
              mediaType={result.mediaType ?? ''}
            />
          </>
        )}
      </p>
      {result.reason && <p>{t('reason.of', { reason: result.reason })}</p>}
      {view.collectedBy && <p>{t('collected', { name: view.collectedBy })}</p>}
    </section>
  )
}

/** Earlier filings of the same matter by the same person. */
export function Earlier({ view }: { view: DossierView }) {
  const t = useText(texts)
  const { language } = useLanguage()
  if (view.earlier.length === 0) return null
  return (
    <Notice tone="none" title={t('earlier', { when: formatMoment(new Date(view.firstFiledAt), language) })}>
      <p className="figures">
        {view.earlier.map(({ number, state }) => `${number} (${t(`state.${state}`)})`).join(' · ')}
      </p>
    </Notice>
  )
}

export function Papers({ view, procedure }: Shown) {
  const t = useText(texts)
  const { language } = useLanguage()
  const nameOf = useNames(procedure)
  return (
    <section className="stack tight">
      <h2>{t('papers')}</h2>
      {view.papers.length === 0 ? (
        <p className="muted">{t('papers.none')}</p>
      ) : (
        <ul className="papers">
          {view.papers.map((paper) => (
            <li key={paper.code + paper.sha256}>
              <Icon name="paper" />
              <span>
                {nameOf('paper', paper.code)}
                {paper.archived && <span className="muted"> ({t('archive.from')})</span>}
              </span>
              <span className="file">
                <Paper view={view} {...paper} />{' '}
                <span className="muted small nowrap">
                  {t('papers.size', { size: formatNumber(Math.max(1, Math.round(paper.size / 1000)), language) })}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const told = [...Object.values(facts), ...otherFacts]

/** What happened, the newest first: when, what, who, where, and the words that were given with it. */
export function History({ view, procedure }: Shown) {
  const t = useText(texts)
  const { language } = useLanguage()
  const nameOf = useNames(procedure)
  return (
    <section className="stack tight">
      <h2>{t('history')}</h2>
      <ol className="history">
        {view.timeline.toReversed().map(({ at, what, officeVi, officeEn, by, details }) => {
          const fact = told.find((one) => one === what)
          const { reason, note, receipt, name, outcome, text, question, answer, parcel } = details
          const said = [reason, note, receipt, name, text, question, answer, parcel]
          const { enteredAt } = (details.offline ?? {}) as { enteredAt?: string }
          const who = by && details.helper === true ? t('history.helper', { name: by }) : by
          const { seconds } = (details.voice ?? {}) as { seconds?: number }
          const words = said.filter((one) => typeof one === 'string')
          return (
            <li key={at + what}>
              <span className="figures muted nowrap">{formatMoment(new Date(at), language)}</span>
              <div>
                <b>{fact ? t(`what.${fact}`) : what}</b>
                {(outcome === 'granted' || outcome === 'not_granted') && ` ${t(`outcome.${outcome}`)}.`}
                <div className="muted">
                  {[who, language === 'vi' ? officeVi : officeEn].filter(Boolean).join(' · ')}
                </div>
                {enteredAt && <p>{t('history.offline', { when: formatMoment(new Date(enteredAt), language) })}</p>}
                {words.map((one) => (
                  <p key={one}>{one}</p>
                ))}
                {seconds !== undefined && <p>{t('history.voice', { length: formatLength(seconds) })}</p>}
                {itemsOf(details).map((item) => (
                  <p key={item.kind + item.name}>
                    {nameOf(item.kind, item.name)}: {item.how}
                  </p>
                ))}
              </div>
            </li>
          )
        })}
      </ol>
      <p className="muted small">{t('history.rules', { day: formatDate(procedure.asOf) })}</p>
    </section>
  )
}
