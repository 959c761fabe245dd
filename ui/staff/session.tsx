import { readMe } from '@motcua/kernel/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Static } from 'typebox'
import { call, Problem } from '../call.ts'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { Waiting } from '../controls/waiting.tsx'
import { useLanguage, useText } from '../language.tsx'
import { useProblemText } from '../problem-text.ts'
import type { Place } from '../screens.ts'
import { say } from '../texts.ts'
import { StaffFrame } from './frame.tsx'
import { Door, SignIn } from './sign-in.tsx'
import { signOut } from './sign-in-doors.ts'
import { signInTexts } from './sign-in-texts.ts'

type Me = Static<typeof readMe.reply>
type Official = Me & {
  person: NonNullable<Me['person']>
  /** The places of their posts, in order. */
  places: Place[]
}

const OfficialContext = createContext<Official | undefined>(undefined)

/** Who is signed in and which posts they hold. Every screen of the staff's app stands below the one that knows. */
export function useOfficial(): Official {
  const official = useContext(OfficialContext)
  if (!official) throw new Error('a screen was drawn before anybody signed in')
  return official
}

/** The frame for those who are signed in; the door for everybody else. */
export function SignedInFrame({ places, children }: { places: Place[]; children: ReactNode }) {
  const t = useText(signInTexts)
  const queries = useQueryClient()
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => call(readMe, { signal }), staleTime: 60_000 })
  useEffect(
    () =>
      // A session ends while a screen stands open: whichever question hears of it first sends everybody to the door.
      queries.getQueryCache().subscribe(({ type, query }) => {
        const { error } = query.state
        if (type === 'updated' && error instanceof Problem && error.status === 401)
          void queries.invalidateQueries({ queryKey: ['me'] })
      }),
    [queries]
  )
  if (me.isPending) return <output className="opening muted">{t('loading')}</output>
  // A line that breaks later takes nothing away: what is known stays, and with it the screen that is open.
  if (!me.data)
    return (
      <Door title={t('title')}>
        <Waiting error={me.error} onAgain={me.refetch} />
      </Door>
    )
  const { person, roles, reach, appointments } = me.data
  if (!person) return <SignIn onDone={() => void me.refetch()} />
  if (appointments.length === 0)
    return (
      <Door title={t('nobody.title')}>
        <p>{t('nobody', { name: person.name })}</p>
        <SignOut />
      </Door>
    )
  const open = places.filter((place) => !place.roles || place.roles.some((role) => roles.includes(role)))
  return (
    <OfficialContext value={{ person, roles, reach, appointments, places: open }}>
      <StaffFrame places={open} who={<Who name={person.name} appointments={appointments} />}>
        {children}
      </StaffFrame>
    </OfficialContext>
  )
}

function Who({ name, appointments }: { name: string; appointments: Me['appointments'] }) {
  const { language } = useLanguage()
  const offices = [...new Set(appointments.map((held) => say(held.name, language)))]
  return (
    <div className="who">
      <b className="cut">{name}</b>
      <span title={offices.join(', ')}>{offices.join(', ')}</span>
      <SignOut />
    </div>
  )
}

const isOffline = (error: unknown) => error instanceof Problem && error.code === 'offline'

function SignOut() {
  const t = useText(signInTexts)
  const problemText = useProblemText()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const leave = async () => {
    setBusy(true)
    setFailed(undefined)
    try {
      await call(signOut, { body: {} })
      // From the start: nothing of one person's work may wait in memory for the next at this desk.
      location.assign('/staff/')
    } catch (error) {
      setFailed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div>
      <Button look="plain" icon="out" busy={busy} onClick={() => void leave()}>
        {t('out')}
      </Button>
      {failed !== undefined && (
        <Dialog title={t('out.failed')} onClose={() => setFailed(undefined)}>
          <p>{isOffline(failed) ? t('out.offline') : problemText(failed)}</p>
        </Dialog>
      )}
    </div>
  )
}
