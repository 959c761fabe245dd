import type { Condition } from '@motcua/kernel/rules/form'
import { formatLimit, formatMoney, formatNumber } from '@motcua/kernel/rules/text'
import { call } from '@motcua/ui/call.ts'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { listSeats } from '../../contract.ts'
import type { Fee, Procedure, Step } from '../../rules.ts'
import { useConditionText } from './condition-text.ts'
import { texts } from './texts.ts'

export function Part({ title, doubts = [], children }: { title: string; doubts?: string[]; children: ReactNode }) {
  const t = useText(texts)
  return (
    <section className="stack tight">
      <h2>
        {title}
        {doubts.length > 0 && (
          <span className="tone-soon" title={t('rules.doubtsTitle')}>
            {' '}
            (?)
          </span>
        )}
      </h2>
      {children}
      {doubts.length > 0 && (
        <ul className="doubts" lang="vi">
          {doubts.map((why) => (
            <li key={why}>
              <span className="tone-soon">(?)</span> {why}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

// Where a doubt is shown: at the part that its path begins with.
const placed = ['limits', 'papers', 'fees', 'steps', 'form', 'prepare', 'refusalGrounds', 'legal']

/** What the version says, as an official reads it; each doubt stands at what it is about. */
export function Contents({ procedure }: { procedure: Procedure }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const condition = useConditionText(procedure.form)
  const { papers, limits, form, refusalGrounds, legal, ways, who, result, retention, supplements, doubts } = procedure
  const about = (...parts: string[]) =>
    doubts.filter(({ at }) => parts.includes(at.split('.')[0] ?? '')).map(({ why }) => why)
  const others = doubts.filter(({ at }) => !placed.includes(at.split('.')[0] ?? '')).map(({ why }) => why)
  const when = (one: Condition | undefined) => one && <Remark>{t('rules.when', { when: condition(one) })}</Remark>
  return (
    <>
      <Part title={t('part.about')} doubts={others}>
        <dl className="facts">
          <Fact name={t('what.who')}>{say(who, language)}</Fact>
          <Fact name={t('what.ways')}>{ways.map((way) => t(`way.${way}`)).join(', ')}</Fact>
          <Fact name={t('what.result')}>{say(result, language)}</Fact>
          <Fact name={t('what.supplements')}>{formatNumber(supplements, language)}</Fact>
          <Fact name={t('what.retention')}>{t('rules.years', { years: retention.years })}</Fact>
        </dl>
      </Part>
      <Part title={t('part.limits')} doubts={about('limits')}>
        <ul>
          {limits.map(({ limit, note, when: holds }) => (
            <li key={JSON.stringify([limit, holds])}>
              {formatLimit(limit, language)}
              {note && ` – ${say(note, language)}`} {when(holds)}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('part.steps')} doubts={about('steps')}>
        <Steps steps={procedure.steps} />
      </Part>
      <Part title={t('part.papers')} doubts={about('papers')}>
        <ul className="rule-lines">
          {papers.map(({ code, name, kind, sets, fromAnswers, when: holds }) => (
            <li key={code}>
              {say(name, language)}{' '}
              <span className="muted">
                {fromAnswers ? t('kind.fromAnswers') : t(`kind.${kind}`)}
                {sets > 1 && ` × ${sets}`}
              </span>
              {when(holds)}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('part.fees')} doubts={about('fees')}>
        {procedure.fees.length === 0 && <p>{t('rules.noFees')}</p>}
        <ul className="rule-lines">
          {procedure.fees.map((fee) => (
            <li key={fee.code}>
              {say(fee.name, language)}: <FeeSum fee={fee} />
              {when(fee.when)}
              {fee.exemptions.length > 0 && (
                <Remark>
                  {t('rules.exempt', { who: fee.exemptions.map(({ name }) => say(name, language)).join('; ') })}
                </Remark>
              )}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('part.refusalGrounds')} doubts={about('refusalGrounds')}>
        <ul className="rule-lines">
          {refusalGrounds.map(({ code, text, article }) => (
            <li key={code}>
              {say(text, language)} <span className="muted">({article})</span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('part.legal')} doubts={about('legal')}>
        <ul className="rule-lines">
          {legal.map(({ number, articles }) => (
            <li key={number}>
              {number} <span className="muted">{articles}</span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('part.form')} doubts={about('form', 'prepare')}>
        {form.sections.map(({ name, title, fields, when: asked }) => (
          <details key={name}>
            <summary>
              {say(title, language)} <span className="muted">({t('rules.questions', { count: fields.length })})</span>
            </summary>
            {when(asked)}
            <ul className="rule-lines">
              {fields.map((field) => (
                <li key={field.name}>
                  {say(field.label, language)} {field.optional && <span className="muted">{t('field.optional')}</span>}
                  {field.options && (
                    <Remark>{field.options.map(({ label }) => say(label, language)).join(' · ')}</Remark>
                  )}
                  {when(field.when)}
                </li>
              ))}
            </ul>
          </details>
        ))}
      </Part>
    </>
  )
}

const Remark = ({ children }: { children: ReactNode }) => <span className="remark muted">{children}</span>

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

function FeeSum({ fee: { amount, note } }: { fee: Fee }) {
  const { language } = useLanguage()
  return note ? say(note, language) : formatMoney(amount, language)
}

export const useSeats = () => useQuery({ queryKey: ['seats'], queryFn: ({ signal }) => call(listSeats, { signal }) })

/** The steps one after another, each as long as it may take; a step in a seat that nobody can sit in is a fault. */
function Steps({ steps }: { steps: Step[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const seats = useSeats().data?.rows
  const all = steps.reduce((sum, { hours }) => sum + hours, 0)
  const hours = (count: number) => t('rules.hours', { hours: formatNumber(count, language) })
  return (
    <>
      <ol className="step-bars">
        {steps.map(({ code, name, seat, hours: own, decides }, i) => {
          const from = steps.slice(0, i).reduce((sum, step) => sum + step.hours, 0)
          const found = seats?.find(
            ({ level, unit, post }) => level === seat.level && unit === seat.unit && post === seat.post
          )
          return (
            <li key={code}>
              <span>
                {decides ? <b>{say(name, language)}</b> : say(name, language)}
                {decides && <span className="muted"> · {t('rules.decides')}</span>}
                <span className="seat muted">
                  {found && `${say(found.title, language)} · ${say(found.office, language)}`}
                </span>
                {seats && !found && (
                  <span className="seat tone-late">
                    <Icon name="late" /> {t('rules.noOffice', { unit: seat.unit, post: seat.post })}
                  </span>
                )}
              </span>
              <span className="track" aria-hidden="true">
                <span style={{ marginLeft: `${(from / all) * 100}%`, width: `${(own / all) * 100}%` }} />
              </span>
              <span className="figures">{hours(own)}</span>
            </li>
          )
        })}
        <li className="sum">
          <span>{t('rules.sum')}</span>
          <span />
          <span className="figures">{hours(all)}</span>
        </li>
      </ol>
      {seats && steps.some(({ seat }) => !seats.some((one) => one.unit === seat.unit && one.post === seat.post)) && (
        <Notice tone="late" title={t('rules.noOffice.what')} />
      )}
    </>
  )
}
