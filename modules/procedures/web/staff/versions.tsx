import { formatDate, formatLimit, formatMoney, formatNumber } from '@motcua/kernel/rules/text'
import { call } from '@motcua/ui/call.ts'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead } from '@motcua/ui/staff/frame.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { listVersions, openVersion } from '../../contract.ts'
import { type Difference, differencesBetween, type Procedure } from '../../rules.ts'
import { texts } from './texts.ts'
import { Trial } from './trial.tsx'

const useVersion = (id: string | undefined) =>
  useQuery({
    queryKey: ['version', id],
    queryFn: ({ signal }) => call(openVersion, { params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY
  })

/** One procedure: which versions hold from when, what the chosen one says, and how it differs from the one before. */
export function Versions({ code }: { code: string }) {
  const t = useText(texts)
  const problemText = useProblemText()
  const { language } = useLanguage()
  const [picked, setPicked] = useState<string>()
  const { data, error } = useQuery({
    queryKey: ['versions', code],
    queryFn: ({ signal }) => call(listVersions, { params: { code }, signal })
  })
  const rows = data?.rows ?? []
  const chosen = rows.find(({ id }) => id === picked) ?? rows.find(({ standing }) => standing === 'current') ?? rows[0]
  const earlier = chosen && rows[rows.indexOf(chosen) + 1]
  const version = useVersion(chosen?.id).data?.procedure
  const before = useVersion(earlier?.id).data?.procedure
  if (error) return <Notice tone="late" aloud title={problemText(error)} />
  if (!data || !chosen || !version) return <output className="muted">{t('page.loading')}</output>
  return (
    <div className="stack">
      <PaneHead title={say(version.name, language)} names>
        <a className="button" href={`/api/procedures/${code}/file`}>
          {t('rules.file')}
        </a>
      </PaneHead>
      <p>{t('rules.running', { count: formatNumber(data.running, language) })}</p>
      <Part title={t('rules.versions')}>
        <ul className="ticks">
          {rows.map(({ id, from, standing, doubts }) => (
            <li key={id}>
              <label className="row">
                <input type="radio" name="version" checked={id === chosen.id} onChange={() => setPicked(id)} />
                <span>
                  <b>{t('rules.from', { day: formatDate(from) })}</b> · {t(`rules.${standing}`)}
                  {doubts > 0 && ` · ${t('rules.doubts', { count: doubts })}`}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </Part>
      {before && <Differences found={differencesBetween(before, version)} />}
      {version.doubts.length > 0 && (
        <Notice tone="soon" title={t('rules.doubtsTitle')}>
          <ul lang="vi">
            {version.doubts.map(({ at, why }) => (
              <li key={at + why}>
                <span className="muted">{at}</span> {why}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Contents procedure={version} />
      <Trial key={chosen.id} version={chosen.id} procedure={version} />
      <ButtonLink look="plain" href="/thu-tuc">
        {t('page.close')}
      </ButtonLink>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="stack tight">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Differences({ found }: { found: Difference[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const nameOf = ({ part, name }: Difference) =>
    part === 'about' ? t(`about.${name.vi}` as 'about.name') : say(name, language)
  return (
    <Part title={t('diff.title')}>
      {found.length === 0 && <p className="muted">{t('diff.none')}</p>}
      <ul>
        {found.map((each) => (
          <li key={each.part + each.how + each.name.vi}>
            {t(`part.${each.part}`)} · <b>{t(`diff.${each.how}`)}</b> {nameOf(each)}
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** What the version says, as an official reads it: papers, money, time, steps, questions. */
function Contents({ procedure }: { procedure: Procedure }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { papers, fees, limits, steps, form } = procedure
  return (
    <>
      <Part title={t('rules.limit')}>
        <ul>
          {limits.map(({ limit, note }) => (
            <li key={JSON.stringify(limit)}>
              {formatLimit(limit, language)}
              {note && ` – ${say(note, language)}`}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('rules.papers')}>
        <ul>
          {papers.map(({ code, name, kind, sets, when }) => (
            <li key={code}>
              {say(name, language)}{' '}
              <span className="muted">
                {t(`kind.${kind}`)}
                {sets > 1 && ` × ${sets}`}
                {when && ` · ${t('rules.when')}`}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('rules.fees')}>
        {fees.length === 0 && <p>{t('rules.noFees')}</p>}
        <ul>
          {fees.map(({ code, name, amount, when }) => (
            <li key={code}>
              {say(name, language)}: {formatMoney(amount, language)}
              {when && <span className="muted"> · {t('rules.when')}</span>}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('rules.steps')}>
        <ol>
          {steps.map(({ code, name, seat, hours, decides }) => (
            <li key={code}>
              {decides ? <b>{say(name, language)}</b> : say(name, language)}{' '}
              <span className="muted">
                {seat.unit} · {t('rules.hours', { hours: formatNumber(hours, language) })}
              </span>
            </li>
          ))}
        </ol>
      </Part>
      <details>
        <summary>{t('rules.form')}</summary>
        <ul>
          {form.sections.flatMap(({ fields }) =>
            fields.map(({ name, label, when }) => (
              <li key={name}>
                {say(label, language)}
                {when && <span className="muted"> · {t('rules.when')}</span>}
              </li>
            ))
          )}
        </ul>
      </details>
    </>
  )
}
