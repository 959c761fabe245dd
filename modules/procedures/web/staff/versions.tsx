import { formatDate, formatNumber } from '@motcua/kernel/rules/text'
import { call } from '@motcua/ui/call.ts'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { StateBadge } from '@motcua/ui/controls/notice.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'wouter'
import { listVersions, openVersion } from '../../contract.ts'
import { differencesBetween } from '../../rules.ts'
import { Contents, Part } from './contents.tsx'
import { Differences } from './differences.tsx'
import { texts } from './texts.ts'
import { Trial } from './trial.tsx'

const useVersion = (id: string | undefined) =>
  useQuery({
    queryKey: ['version', id],
    queryFn: ({ signal }) => call(openVersion, { params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY
  })

const tones = { current: 'ok', coming: 'soon', past: 'none' } as const

/** One procedure: which versions hold from when, what the chosen one says, and how it differs from the one before. */
export function Versions() {
  const t = useText(texts)
  const { language } = useLanguage()
  const { code = '' } = useParams()
  const [picked, setPicked] = useState<string>()
  const versions = useQuery({
    queryKey: ['versions', code],
    queryFn: ({ signal }) => call(listVersions, { params: { code }, signal })
  })
  const rows = versions.data?.rows ?? []
  const chosen = rows.find(({ id }) => id === picked) ?? rows.find(({ standing }) => standing === 'current') ?? rows[0]
  const earlier = chosen && rows[rows.indexOf(chosen) + 1]
  const opened = useVersion(chosen?.id)
  const version = opened.data?.procedure
  const before = useVersion(earlier?.id).data?.procedure
  const error = versions.error ?? opened.error
  if (!versions.data || !chosen || !version)
    return (
      <Panes
        list={
          <>
            <PaneHead title={t('rules')} names />
            <div className="stack">
              <Waiting error={error} onAgain={() => Promise.all([versions.refetch(), chosen && opened.refetch()])} />
              <div>
                <ButtonLink href="/thu-tuc">{t('rules.all')}</ButtonLink>
              </div>
            </div>
          </>
        }
      />
    )
  return (
    <Panes
      list={
        <>
          <PaneHead title={say(version.name, language)} names>
            <a className="button" href={`/api/procedures/${code}/file?version=${chosen.id}`}>
              {t('rules.file')}
            </a>
            <ButtonLink href="/thu-tuc/nhap">{t('rules.change')}</ButtonLink>
          </PaneHead>
          <p className="lead muted">
            <ButtonLink look="plain" href="/thu-tuc" icon="back">
              {t('rules.all')}
            </ButtonLink>{' '}
            · <span className="figures">{code}</span> · {say(version.field, language)} ·{' '}
            {t('rules.asOf', { day: formatDate(version.asOf) })}
          </p>
          <div className="rule-columns">
            <div className="stack">
              <Part title={t('rules.versions')}>
                <ul className="ticks">
                  {rows.map(({ id, from, standing }) => (
                    <li key={id}>
                      <label className="row version">
                        <input type="radio" name="version" checked={id === chosen.id} onChange={() => setPicked(id)} />
                        <span className="figures">{t('rules.from', { day: formatDate(from) })}</span>
                        <StateBadge tone={tones[standing]}>{t(`rules.${standing}`)}</StateBadge>
                      </label>
                    </li>
                  ))}
                </ul>
                {chosen.proposedBy && (
                  <p>{t('rules.byTwo', { one: chosen.proposedBy, other: chosen.publishedBy ?? '' })}</p>
                )}
                <p className="muted">
                  {t(versions.data.running === 0 ? 'rules.running.none' : 'rules.running', {
                    count: formatNumber(versions.data.running, language)
                  })}
                </p>
              </Part>
              <Trial key={chosen.id} procedure={version} />
            </div>
            <div className="stack wide">
              {before && (
                <Part title={t('diff.title', { day: formatDate(earlier?.from ?? '') })}>
                  <Differences found={differencesBetween(before, version)} form={version.form} />
                </Part>
              )}
              <Contents procedure={version} />
            </div>
          </div>
        </>
      }
    />
  )
}
