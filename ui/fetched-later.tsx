import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { NotFetched } from './code.ts'
import { Button } from './controls/button.tsx'
import { Notice } from './controls/notice.tsx'
import { useWords } from './language.tsx'
import { onNetwork, useOnline } from './network.ts'
import { waitForLine } from './resending.ts'

/**
 * A part of the app whose code is fetched when it is first drawn. What does not come is asked for again by itself, when the line is back and
 * ever less often, and by a button; what stands around it stays. `Around` is drawn around the words while it is not there.
 */
export function fetchedLater<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Around: ComponentType<{ children: ReactNode }>
): ComponentType<Props> {
  let known: ComponentType<Props> | undefined
  return function Later(props: Props) {
    const [Part, setPart] = useState(() => known)
    const [failed, setFailed] = useState<unknown>()
    const [tries, setTries] = useState(1)
    useEffect(() => {
      const leaving = new AbortController()
      const { signal } = leaving
      const again = () => !signal.aborted && setTries((count) => count + 1)
      const bring = async () => {
        try {
          const found = await load()
          known = found
          if (!signal.aborted) setPart(() => found)
        } catch (error) {
          if (signal.aborted) return
          setFailed(error)
          if (isOver(error)) return
          signal.addEventListener('abort', onNetwork(again))
          await waitForLine(tries, signal)
          again()
        }
      }
      void bring()
      return () => leaving.abort()
    }, [tries])
    if (Part) return <Part {...props} />
    return <Around>{failed ? <NotThere error={failed} onAgain={() => setTries(tries + 1)} /> : <Opening />}</Around>
  }
}

/** A new edition has taken its place, or the browser itself will not fetch it any more: only the page loaded anew has it. */
const isOver = (error: unknown): boolean => !(error instanceof NotFetched) || error.gone

function Opening() {
  const t = useWords()
  return <output className="opening muted">{t('page.loading')}</output>
}

function NotThere({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const t = useWords()
  const online = useOnline()
  const reload = online && isOver(error)
  return (
    <Notice tone="late" title={t('wait.failed')} aloud>
      <p>{t(reload ? 'page.broken' : online ? 'page.code' : 'wait.offline')}</p>
      <ReloadOrAgain reload={reload} onAgain={onAgain} />
    </Notice>
  )
}

/** The way out of what is not there: the page loaded anew, or where that would take the rest away as well, another try. */
export function ReloadOrAgain({ reload, onAgain }: { reload: boolean; onAgain: () => void }) {
  const t = useWords()
  return (
    <div>
      <Button look="main" onClick={reload ? () => location.reload() : onAgain}>
        {t(reload ? 'page.reload' : 'page.again')}
      </Button>
    </div>
  )
}
