import { formatDate, formatNumber } from '@motcua/kernel/rules/text'
import { call, newKey } from '@motcua/ui/call.ts'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice, StateBadge } from '@motcua/ui/controls/notice.tsx'
import { LongTextField } from '@motcua/ui/controls/text-field.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import { Link, useParams } from 'wouter'
import { closeProposal, openProposal, publishProposal } from '../../contract.ts'
import { Contents, Part } from './contents.tsx'
import { proposalTones, useStory } from './proposals.tsx'
import { Changes, Faults } from './report.tsx'
import { texts } from './texts.ts'
import { Trial } from './trial.tsx'

type Opened = Static<typeof openProposal.reply>

/** The second pair of eyes: what was proposed, what it would change today, and the way to put it in force or send it back. */
export function Proposal() {
  const t = useText(texts)
  const { id = '' } = useParams()
  const asked = useQuery({
    queryKey: ['proposals', id],
    queryFn: ({ signal }) => call(openProposal, { params: { id }, signal })
  })
  if (asked.data) return <Looked key={id} opened={asked.data} />
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('proposal')} names />
          <div className="stack">
            <Waiting error={asked.error} onAgain={asked.refetch} />
            <div>
              <ButtonLink href="/thu-tuc">{t('rules.all')}</ButtonLink>
            </div>
          </div>
        </>
      }
    />
  )
}

function Looked({ opened: { proposal, report, all, procedure } }: { opened: Opened }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const problemText = useProblemText()
  const known = useQueryClient()
  const story = useStory()
  const { id, from, state, own, count } = proposal
  const refresh = () =>
    Promise.all(['rules', 'versions', 'proposals'].map((queryKey) => known.invalidateQueries({ queryKey: [queryKey] })))
  const [key] = useState(newKey)
  // Whatever came of it, it may stand otherwise now: a colleague was quicker, or a fault has come up.
  const publish = useMutation({
    mutationFn: () => call(publishProposal, { params: { id }, key }),
    onSettled: refresh
  })
  const isOpen = state === 'open'
  const named = { count: formatNumber(count, language), day: formatDate(from) }
  return (
    <Panes
      list={
        <>
          <PaneHead
            title={`${t('proposal')}: ${procedure ? say(procedure.name, language) : t('proposal.title', named)}`}
            names
          >
            {isOpen && !own && report.faultCount === 0 && (
              <KeyButton
                look="main"
                onKey="F9"
                busy={publish.isPending}
                onPress={() => publish.mutate()}
                does={t('proposal.publish', named)}
              />
            )}
          </PaneHead>
          <div className="stack">
            <p className="row proposal-line">
              <ButtonLink look="plain" href="/thu-tuc" icon="back">
                {t('rules.all')}
              </ButtonLink>
              <StateBadge tone={proposalTones[state]}>{t(`proposal.${state}`)}</StateBadge>
              <span>{story(proposal).join(' · ')}</span>
            </p>
            {publish.error && <Notice tone="late" aloud title={problemText(publish.error)} />}
            {publish.isSuccess && (
              <Notice tone="ok" aloud title={t('proposal.done', named)}>
                {procedure && (
                  <div>
                    <ButtonLink href={`/thu-tuc/${procedure.code}`}>{t('proposal.look')}</ButtonLink>
                  </div>
                )}
              </Notice>
            )}
            {isOpen && own && <Notice tone="none" title={t('proposal.waits')} />}
            {isOpen && report.faultCount > 0 && <Notice tone="late" title={t('proposal.outdated')} />}
            {isOpen && <Closing id={id} own={own} onClosed={refresh} />}
            {isOpen && <Faults report={report} />}
            {isOpen && <Changes report={report} procedure={procedure} />}
            {procedure ? (
              <div className="rule-columns">
                <Trial procedure={procedure} />
                <div className="stack wide">
                  <Contents procedure={procedure} />
                </div>
              </div>
            ) : (
              <Part title={t('proposal.all')}>
                <ul className="rule-list">
                  {all.map(({ code, name }) => (
                    <li key={code}>
                      {state === 'published' ? (
                        <Link href={`/thu-tuc/${code}`}>{say(name, language)}</Link>
                      ) : (
                        say(name, language)
                      )}
                      <span className="muted small figures">{code}</span>
                    </li>
                  ))}
                </ul>
                {count > all.length && <p className="muted">{t('import.changes.rest', { shown: all.length })}</p>}
              </Part>
            )}
          </div>
        </>
      }
    />
  )
}

/** “Trả lại”, or “Rút lại” for who has made it: with the reason, which stays with it. */
function Closing({ id, own, onClosed }: { id: string; own: boolean; onClosed: () => unknown }) {
  const t = useText(texts)
  const problemText = useProblemText()
  const [reason, setReason] = useState<string>()
  const [tried, setTried] = useState(false)
  const close = useMutation({
    mutationFn: (words: string) => call(closeProposal, { params: { id }, body: { reason: words }, key: newKey() }),
    onSettled: onClosed
  })
  const name = t(own ? 'proposal.withdraw' : 'proposal.return')
  return (
    <details>
      <summary>{name}</summary>
      <div className="stack tight closing">
        {close.error && <Notice tone="late" aloud title={problemText(close.error)} />}
        <LongTextField
          id="reason"
          label={t('proposal.reason')}
          value={reason}
          faultAt={() => (tried && !reason?.trim() ? t('proposal.reason.fault') : undefined)}
          onChange={setReason}
        />
        <div>
          <Button
            busy={close.isPending}
            onClick={() => {
              setTried(true)
              if (reason?.trim()) close.mutate(reason.trim())
            }}
          >
            {name}
          </Button>
        </div>
      </div>
    </details>
  )
}
