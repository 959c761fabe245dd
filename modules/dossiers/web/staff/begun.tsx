import { formatTime } from '@motcua/kernel/rules/text'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useLabel, usePutAside, useTakeUp, useWaiting, type Waiting as AtTheDesk } from './aside.ts'
import { isEmpty, useIntake } from './intakes.ts'
import { texts } from './texts.ts'

/** More than five that wait are forgotten ones. */
const mostAside = 5

/** What was begun: the intake open on this machine, then those put aside at the desk, by whomever. */
export function Begun() {
  const t = useText(texts)
  const problemText = useProblemText()
  const [, navigate] = useLocation()
  const { open, finish } = useIntake()
  const label = useLabel(open)
  const { waiting, error, again } = useWaiting()
  const aside = usePutAside()
  const { told, takeUp, giveUp } = useTakeUp()
  const begun = open && !isEmpty(open) ? open : undefined
  const others = waiting.filter(({ id }) => id !== begun?.id)
  if (!begun && others.length === 0 && !error) return null
  const goOn = () => navigate('/tiep-nhan')
  const problem = aside.problem ? problemText(aside.problem) : told
  return (
    <section className="stack tight">
      <h2>{error ? t('intake.aside') : t('aside', { count: others.length, most: mostAside })}</h2>
      {problem && <Notice tone="late" aloud title={problem} />}
      {error !== null && <Waiting error={error} onAgain={again} />}
      <ul className="begun">
        {begun && (
          <Line
            label={label}
            since={t('aside.open', { when: formatTime(new Date(begun.since)) })}
            onGoOn={goOn}
            onGiveUp={() => finish()}
          />
        )}
        {others.map((one) => (
          <Line
            key={one.id}
            label={one.label}
            since={<Since waiting={one} />}
            // What is open is kept before another one is opened.
            onGoOn={() => aside.putAside(() => void takeUp(one, goOn))}
            onGiveUp={() => void giveUp(one)}
          />
        ))}
      </ul>
    </section>
  )
}

function Since({ waiting: { by, putAt, here } }: { waiting: AtTheDesk }) {
  const t = useText(texts)
  const { person } = useOfficial()
  const when = formatTime(new Date(putAt))
  if (here) return t('aside.here', { when })
  return by === person.name ? t('aside.put', { when }) : t('aside.by', { when, by })
}

function Line({
  label,
  since,
  onGoOn,
  onGiveUp
}: {
  label: string
  since: React.ReactNode
  onGoOn: () => void
  onGiveUp: () => void
}) {
  const t = useText(texts)
  const [asked, setAsked] = useState(false)
  return (
    <li>
      <b className="cut">{label}</b>
      <span className="muted figures nowrap">{since}</span>
      <span className="row">
        <Button onClick={onGoOn}>{t('aside.go_on')}</Button>
        <Button look="plain" onClick={() => (asked ? onGiveUp() : setAsked(true))}>
          {t(asked ? 'aside.drop.sure' : 'aside.drop')}
        </Button>
      </span>
    </li>
  )
}
