import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Dialog } from '@motcua/ui/controls/dialog.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import type { DossierRow } from '../../contract.ts'
import { useCitizen, useMyDossiers, usePerson } from './asking.ts'
import { Claim } from './claim.tsx'
import { DossierLink, DraftLink } from './dossier-links.tsx'
import { type Draft, dropDraft, useDrafts, useHiddenDrafts } from './drafts.ts'
import { MyPhotoFilings } from './photo-filing.tsx'
import { OpenByPin } from './pin.tsx'
import { SignedIn } from './signed-in.tsx'
import { isRunning, waitsForCitizen } from './standing.ts'
import { texts } from './texts.ts'

/** C9 “Hồ sơ”: all mine, what waits for me first. */
export function MyDossiers() {
  const t = useText(texts)
  const citizen = useCitizen()
  const mine = useMyDossiers(citizen !== undefined)
  const person = usePerson()
  const drafts = useDrafts(person)
  const unsent = drafts.filter(({ waitingSince, trouble }) => waitingSince ?? trouble)
  const rows = mine.data?.rows ?? []
  const todo = rows.filter(({ state }) => waitsForCitizen.includes(state))
  const running = rows.filter(({ state }) => isRunning.includes(state)).toSorted(byDue)
  const done = rows.filter((row) => !todo.includes(row) && !running.includes(row))
  const nothing = rows.length + drafts.length === 0
  return (
    <Page title={t('mine.title')}>
      <SignedIn who={citizen} after="/ho-so" why={t('mine.signin')}>
        {!mine.data && <Waiting error={mine.error} onAgain={mine.refetch} />}
        <Stale asked={mine} />
      </SignedIn>
      <Drafts title={t('mine.unsent')} drafts={unsent} />
      <Group title={t('mine.todo')} rows={todo} />
      <MyPhotoFilings />
      <Group title={t('mine.running')} rows={running} />
      <Drafts title={t('mine.drafts')} drafts={drafts.filter((draft) => !unsent.includes(draft))} />
      <HiddenDrafts />
      <Group title={t('mine.done')} rows={done} />
      {mine.data?.helped.map(({ person: helped, name, rows: theirs }) => (
        <Group key={helped} title={t('mine.helped', { name })} rows={theirs} none={t('mine.helped.none')} />
      ))}
      {mine.data && nothing && (
        <p>
          {t('home.none')} <Link href="/thu-tuc">{t('mine.begin')}</Link>
        </p>
      )}
      {citizen ? (
        <Claim />
      ) : (
        <p>
          <a href="/tra-cuu">{t('mine.desk')}</a>
        </p>
      )}
    </Page>
  )
}

const byDue = (one: DossierRow, other: DossierRow): number =>
  (one.dueAt ?? one.answerDueAt ?? '').localeCompare(other.dueAt ?? other.answerDueAt ?? '')

/** With `none`, a group that is empty says so; without, it is left out. */
function Group({ title, rows, none }: { title: string; rows: DossierRow[]; none?: string }) {
  if (rows.length === 0 && !none) return null
  return (
    <section className="stack tight">
      <h2>{title}</h2>
      {rows.length === 0 && <p className="muted">{none}</p>}
      <ul className="links">
        {rows.map((row) => (
          <DossierLink key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

/** That something lies here, and how its maker gets at it; nothing of what it is. */
function HiddenDrafts() {
  const t = useText(texts)
  const { locked, unowned } = useHiddenDrafts(usePerson())
  return (
    <>
      {locked > 0 && (
        <details className="card">
          <summary>{t('pin.there')}</summary>
          <OpenByPin />
        </details>
      )}
      {unowned > 0 && <p className="muted">{t('mine.unowned')}</p>}
    </>
  )
}

function Drafts({ title, drafts }: { title: string; drafts: Draft[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [dropping, setDropping] = useState<Draft>()
  if (drafts.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{title}</h2>
      <ul className="links">
        {drafts.map((draft) => (
          <DraftLink key={draft.id} draft={draft} onDrop={() => setDropping(draft)} />
        ))}
      </ul>
      {dropping && (
        <Dialog title={t('mine.draft.drop')} onClose={() => setDropping(undefined)}>
          <div className="stack">
            <p>
              <b>{say(dropping.name, language)}</b>
            </p>
            <p>{t('mine.draft.drop.sure')}</p>
            <Button
              look="main"
              wide
              onClick={() => {
                void dropDraft(dropping.id)
                setDropping(undefined)
              }}
            >
              {t('mine.draft.drop.do')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  )
}
