import { Problem } from '@motcua/ui/call.ts'
import { patienceSeconds } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText, useWords } from '@motcua/ui/language.tsx'
import { texts } from './texts.ts'

/** What went wrong, in words for whoever waits. */
export function useProblemWords() {
  const t = useWords()
  return (error: unknown): string => {
    if (!(error instanceof Problem)) return t('page.broken')
    if (error.code === 'offline') return t('problem.offline')
    if (error.code === 'slow') return t('problem.slow', { seconds: patienceSeconds })
    if (error.code === 'unreadable') return t('problem.unreadable', { status: error.status })
    return error.detail || error.title
  }
}

/** In place of a block that is on its way, or did not come: each fails alone. */
export function Waiting({ error, onAgain }: { error: unknown; onAgain: () => unknown }) {
  const t = useText(texts)
  const problem = useProblemWords()
  if (!error) return <output className="muted">{t('wait.opening')}</output>
  return (
    <Notice tone="late" title={t('wait.failed')} aloud>
      <p>{error instanceof Problem && error.code === 'offline' ? t('wait.offline') : problem(error)}</p>
      <div>
        <Button onClick={() => void onAgain()}>{t('page.again')}</Button>
      </div>
    </Notice>
  )
}
