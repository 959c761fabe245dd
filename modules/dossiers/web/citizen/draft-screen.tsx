import type { Procedure } from '@motcua/procedures/rules'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { type ReactNode, useEffect } from 'react'
import { useParams } from 'wouter'
import { dayWith, useLists, usePerson, useProcedure } from './asking.ts'
import { type Draft, useDraft } from './drafts.ts'
import { OpenByPin } from './pin.tsx'
import { texts } from './texts.ts'

export type OpenDraft = {
  draft: Draft
  change: (part: Partial<Draft>) => void
  /** Whether this device keeps it. */
  saved: boolean
  procedure: Procedure
  /** From which day on this edition of the form is in force. */
  from: string
  lists: Lists
  today: string
}

/** What the three screens of a draft need before they can be drawn: the draft, the form in force, the lists. */
export function DraftScreen({ title, children }: { title: string; children: (open: OpenDraft) => ReactNode }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { id = '' } = useParams()
  const person = usePerson()
  const { draft, change, saved, isLocked } = useDraft(id, person)
  const asked = useProcedure(draft?.procedure ?? '')
  const { lists, error, again } = useLists()
  const inForce = asked.data?.version
  useEffect(() => {
    // A form that changed meanwhile is the one to file; what was filled in stays, the review says what is new.
    if (inForce && draft && draft.version !== inForce) change({ version: inForce, changed: true })
    // Whoever signs in while filling in makes it their own.
    if (draft && draft.owner === null && person.person) change({ owner: person.person })
  }, [inForce, draft, change, person.person])
  if (isLocked)
    return (
      <Page title={t('pin.open.title')}>
        <OpenByPin />
      </Page>
    )
  if (draft === undefined)
    return (
      <Page title={title} titleShown={false}>
        <Waiting error={undefined} onAgain={() => undefined} />
      </Page>
    )
  if (draft === null)
    return (
      <Page title={t('draft.missing.title')}>
        <p>{t('draft.missing')}</p>
        <div>
          <ButtonLink href="/ho-so" look="main">
            {t('mine.title')}
          </ButtonLink>
        </div>
      </Page>
    )
  if (!asked.data || !lists)
    return (
      <Page title={say(draft.name, language)}>
        <Waiting error={asked.error ?? error} onAgain={() => Promise.all([asked.refetch(), again()])} />
      </Page>
    )
  const today = dayWith(asked.data)
  const { procedure, from } = asked.data
  return children({ draft, change, saved, procedure, from, lists, today })
}
