import { formatDate, formatMoment, formatNumber } from '@motcua/kernel/rules/text'
import { StateBadge } from '@motcua/ui/controls/notice.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import type { Static } from 'typebox'
import { Link } from 'wouter'
import type { listProposals } from '../../contract.ts'
import { useProposals } from './counts.tsx'
import { Part } from './contents.tsx'
import { texts } from './texts.ts'

export type Proposal = Static<typeof listProposals.reply>['rows'][number]

export const proposalTones = { open: 'soon', published: 'ok', returned: 'late', withdrawn: 'none' } as const

/** What waits for a second administrator, and what became of the last ones. */
export function Proposals() {
  const t = useText(texts)
  const asked = useProposals()
  if (!asked.data) return <Waiting error={asked.error} onAgain={asked.refetch} />
  const { rows } = asked.data
  const open = rows.filter(({ state }) => state === 'open')
  const decided = rows.filter(({ state }) => state !== 'open')
  return (
    <>
      <Stale asked={asked} />
      {open.length > 0 && (
        <Part title={t('proposals')}>
          <List rows={open} />
        </Part>
      )}
      {decided.length > 0 && (
        <details>
          <summary>{t('proposals.decided')}</summary>
          <List rows={decided} />
        </details>
      )}
    </>
  )
}

function List({ rows }: { rows: Proposal[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const story = useStory()
  return (
    <ul className="rule-list">
      {rows.map((row) => (
        <li key={row.id}>
          <span className="row between">
            <Link href={`/thu-tuc/trinh/${row.id}`}>
              {t('proposal.title', { count: formatNumber(row.count, language), day: formatDate(row.from) })}:{' '}
              {row.names.map((name) => say(name, language)).join('; ')}
              {row.count > row.names.length && '; …'}
            </Link>
            <StateBadge tone={proposalTones[row.state]}>{t(`proposal.${row.state}`)}</StateBadge>
          </span>
          <span className="muted small">{story(row).join(' · ')}</span>
        </li>
      ))}
    </ul>
  )
}

/** Who did what and when. */
export function useStory(): (row: Proposal) => string[] {
  const t = useText(texts)
  const { language } = useLanguage()
  const at = (moment: string) => formatMoment(new Date(moment), language)
  return ({ state, own, proposedBy, proposedAt, decidedBy, decidedAt, reason }) => [
    t(own ? 'proposal.byMe' : 'proposal.by', { name: proposedBy, when: at(proposedAt) }),
    ...(decidedBy && decidedAt && state !== 'open'
      ? [t(`proposal.${state}.by`, { name: decidedBy, when: at(decidedAt) })]
      : []),
    ...(reason ? [reason] : [])
  ]
}
