import { formatTime } from '@motcua/kernel/rules/text'
import { now } from '@motcua/ui/clock.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { type Note, useLive } from '@motcua/ui/live.ts'
import { useOnline } from '@motcua/ui/network.ts'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { isWaiting, sendKept, useOutbox } from '@motcua/ui/staff/outbox.ts'
import { useScans } from '@motcua/ui/staff/scanner.tsx'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useTrying } from '@motcua/ui/staff/trying.ts'
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { usePutAside } from './aside.ts'
import { useIntake } from './intakes.ts'
import { useLeases, useNumbersLeft } from './leases.ts'
import { useHrefOf } from './ready.ts'
import { useTakeScan } from './scanned.ts'
import { texts } from './texts.ts'

const everyMs = 30_000

/** What on the screens of an official a change of a case concerns: the lists, and the dossier itself. */
const touches = ([what, id]: QueryKey, note: Note) =>
  what === 'dossier' ? id === note.case : what === 'work' || what === 'search' || what === 'notices'

/** Whichever screen is open: sends what waits as soon as there is a line, and knows what to do with a scan that no screen wants. */
export function Strip() {
  const t = useText(texts)
  const { person, roles, appointments } = useOfficial()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const { finish } = useIntake()
  const aside = usePutAside()
  const hrefOf = useHrefOf()
  useLive(true, touches)
  const waits = useOutbox().some((item) => item.owner === person.id && isWaiting(item) && !item.refused)
  // What went may stand in any list: of work, of what is put aside, in the dossier itself.
  useTrying(waits, everyMs, async () => {
    if (await sendKept(person.id, problemText)) await queries.invalidateQueries()
  })
  const beginFor = (who: Parameters<typeof finish>[0]) =>
    aside.putAside(() => {
      finish(who)
      navigate('/tiep-nhan')
    })
  const scans = useTakeScan({
    onDossier: (row) => navigate(hrefOf(row)),
    ...(roles.includes('officer') ? { onPerson: beginFor } : {})
  })
  useScans(scans.take)
  const offlineSince = useOfflineSince()
  useLeases(appointments.find(({ role }) => role === 'officer')?.office, useOnline())
  const numbers = useNumbersLeft()
  const told = scans.told ?? (aside.problem && problemText(aside.problem))
  if (offlineSince && !told)
    return (
      <div className="told quiet">
        <Notice
          tone="stopped"
          icon="offline"
          aloud
          title={t(numbers > 0 ? 'network.since.numbers' : 'network.since', {
            when: formatTime(offlineSince),
            count: numbers
          })}
        />
      </div>
    )
  if (!told) return null
  return (
    <div className="told">
      <Notice tone="late" aloud title={told}>
        <Button
          onClick={() => {
            scans.forget()
            aside.forget()
          }}
        >
          {t('page.close')}
        </Button>
      </Notice>
    </div>
  )
}

/** Since when the machine has had no line; undefined while it has one. */
function useOfflineSince(): Date | undefined {
  const online = useOnline()
  const [since, setSince] = useState<Date>()
  if (online && since) setSince(undefined)
  if (!online && !since) setSince(now())
  return since
}
