import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { isWaiting, sendKept, useOutbox } from '@motcua/ui/staff/outbox.ts'
import { useScans } from '@motcua/ui/staff/scanner.tsx'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useIntakes } from './intakes.ts'
import { useTakeScan } from './scanned.ts'
import { texts } from './texts.ts'

const everyMs = 30_000

/** Whichever screen is open: sends what waits as soon as there is a line, and knows what to do with a scan that no screen wants. */
export function Strip() {
  const t = useText(texts)
  const { person, roles } = useOfficial()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const intakes = useIntakes()
  const waits = useOutbox().some((item) => item.owner === person.id && isWaiting(item) && !item.refused)
  useEffect(() => {
    if (!waits) return
    const send = () =>
      void sendKept(person.id, problemText).then(() => queries.invalidateQueries({ queryKey: ['work'] }))
    addEventListener('online', send)
    const clock = setInterval(send, everyMs)
    return () => {
      removeEventListener('online', send)
      clearInterval(clock)
    }
  })
  const beginFor = (who: Parameters<typeof intakes.finish>[0]) => {
    if (intakes.putAside()) intakes.finish(who)
    navigate('/tiep-nhan')
  }
  const scans = useTakeScan({
    onDossier: (id) => navigate(`/ho-so/${id}`),
    ...(roles.includes('officer') ? { onPerson: beginFor } : {})
  })
  useScans(scans.take)
  if (!scans.told) return null
  return (
    <div className="told">
      <Notice tone="late" aloud title={scans.told}>
        <Button onClick={scans.forget}>{t('page.close')}</Button>
      </Notice>
    </div>
  )
}
