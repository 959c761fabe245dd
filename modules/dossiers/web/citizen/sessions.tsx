import { endMySession, endMySessions, listMySessions } from '@motcua/kernel/contract'
import { formatMoment } from '@motcua/kernel/rules/text'
import { call } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Dialog } from '@motcua/ui/controls/dialog.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { leave } from './leaving.ts'
import { texts } from './texts.ts'

/** Where I am signed in: what was left open elsewhere is ended from here. */
export function MySessions() {
  const t = useText(texts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const problem = useProblemText()
  const asked = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => call(listMySessions, { signal }),
    meta: { keep: 'person' }
  })
  const { data, error, refetch } = asked
  const [busy, setBusy] = useState<string>()
  const [failed, setFailed] = useState<string>()
  const [leaving, setLeaving] = useState(false)
  const attempt = async (what: string, work: () => Promise<void>) => {
    setBusy(what)
    setFailed(undefined)
    await work().catch((reason: unknown) => setFailed(problem(reason)))
    setBusy(undefined)
  }
  const end = (id: string) =>
    attempt(id, async () => {
      await call(endMySession, { params: { id } })
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    })
  const endAll = () => attempt('all', () => leave(() => call(endMySessions, {})))
  return (
    <section className="stack tight">
      <h2>{t('sessions.title')}</h2>
      {!data && <Waiting error={error} onAgain={refetch} />}
      <Stale asked={asked} />
      {failed && (
        <Notice tone="late" aloud>
          <p>{failed}</p>
        </Notice>
      )}
      <ul className="devices">
        {data?.rows.map(({ id, device, means, openedAt, here }) => (
          <li key={id}>
            <Icon name="phone" />
            <span>
              <b>{here ? t('sessions.here') : (device ?? t('sessions.unknown'))}</b>
              <span className="muted small figures">
                {here && device ? `${device} · ` : ''}
                {t(`sessions.means.${means}`)} · <Unbroken text={formatMoment(new Date(openedAt), language)} />
              </span>
            </span>
            {!here && (
              <Button busy={busy === id} onClick={() => void end(id)}>
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data && data.rows.length > 1 && (
        <Button icon="out" wide onClick={() => setLeaving(true)}>
          {t('sessions.everywhere')}
        </Button>
      )}
      {leaving && (
        <Dialog title={t('sessions.everywhere')} onClose={() => setLeaving(false)}>
          <div className="stack">
            <p>{t('sessions.everywhere.what')}</p>
            {failed && <p role="alert">{failed}</p>}
            <Button look="main" wide busy={busy === 'all'} onClick={() => void endAll()}>
              {t('sessions.everywhere')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  )
}
