import { dayOf } from '@motcua/kernel/rules/calendar'
import { formatDate, formatTime } from '@motcua/kernel/rules/text'
import { useEffect, useState } from 'react'
import { patienceSeconds, Problem } from '../call.ts'
import { today } from '../clock.ts'
import { useWords } from '../language.tsx'
import { useOnline } from '../network.ts'
import { useProblemText } from '../problem-text.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

/** Whoever has waited this long asks whether anything is still coming. */
const slowMs = 5_000

/** In place of a block that is on its way, or did not come: each fails alone. */
export function Waiting({ error, onAgain }: { error: unknown; onAgain: () => unknown }) {
  const t = useWords()
  const problemText = useProblemText()
  if (!error) return <OnItsWay />
  // Nothing was being sent: nothing is said of what was typed.
  const words = () => {
    if (error instanceof Problem && error.code === 'offline') return t('wait.offline')
    if (error instanceof Problem && error.code === 'slow') return t('wait.late', { seconds: patienceSeconds })
    if (error instanceof Problem && error.code === 'unreadable') return t('wait.fault', { status: error.status })
    return problemText(error)
  }
  return (
    <Notice tone="late" title={t('wait.failed')} aloud>
      <p>{words()}</p>
      <div>
        <AskAgain onAgain={onAgain} />
      </div>
    </Notice>
  )
}

/** It is coming, and after a while: it is slow. */
export function OnItsWay() {
  const t = useWords()
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowMs)
    return () => clearTimeout(timer)
  }, [])
  return <output className="muted">{isSlow ? t('wait.slow', { seconds: patienceSeconds }) : t('page.loading')}</output>
}

/** A question that is asked again takes its time too: the button says so until there is an answer. */
function AskAgain({ onAgain }: { onAgain: () => unknown }) {
  const t = useWords()
  const [busy, setBusy] = useState(false)
  const again = async () => {
    setBusy(true)
    try {
      await onAgain()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button busy={busy} onClick={() => void again()}>
      {t(busy ? 'page.loading' : 'page.again')}
    </Button>
  )
}

type Asked = { data: unknown; error: unknown; dataUpdatedAt: number; refetch: () => unknown }

/** Above what was known before, where news of it did not come: of which hour it is. */
export function Stale({
  asked: { data, error, dataUpdatedAt, refetch },
  offline
}: {
  asked: Asked
  /** Also while there is no line, where no strip of the frame says it. */
  offline?: boolean
}) {
  const t = useWords()
  const isOffline = !useOnline() || (error instanceof Problem && error.code === 'offline')
  if (data === undefined || !(isOffline ? offline : error)) return null
  return (
    <Notice tone="soon" icon="clock" aloud>
      <div className="row">
        <p>{t('wait.stale', { when: hourOf(new Date(dataUpdatedAt)) })}</p>
        <AskAgain onAgain={refetch} />
      </div>
    </Notice>
  )
}

/** The hour; with its day where that is not today. */
export const hourOf = (at: Date): string =>
  dayOf(at) === today() ? formatTime(at) : `${formatTime(at)}\u00a0${formatDate(dayOf(at))}`
