import { checkPhone, readPhone } from '@motcua/kernel/rules/identity'
import { mayPass, newKey, Problem } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { LongTextField, TextField } from '@motcua/ui/controls/text-field.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useOnline } from '@motcua/ui/network.ts'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { say } from '@motcua/ui/texts.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useCitizen, useLists, usePerson, useProcedure } from './asking.ts'
import { usePlace } from './beginning.ts'
import { beginDraft, type Draft, type DraftPaper, keepDraft, readDraft, useDraft, useDrafts } from './drafts.ts'
import { putInOutbox } from './outbox.ts'
import { PaperField } from './paper-field.tsx'
import { LockDraft } from './pin.tsx'
import { CommuneField } from './prepare.tsx'
import { sendPhotoDraft } from './sending.ts'
import { texts } from './texts.ts'

/** “Chụp giấy tờ, cán bộ điền giúp”: pictures, a telephone and names; the desk fills in, the citizen confirms. */
export function SendPhotos() {
  const t = useText(texts)
  const { code = '' } = useParams()
  const { person } = usePerson()
  const asked = useProcedure(code)
  const { lists, error, again } = useLists()
  const ready = asked.data !== undefined && lists !== undefined && person !== undefined
  return (
    <Page title={t('photos.title')}>
      <p>{t('photos.what')}</p>
      {!ready && <Waiting error={asked.error ?? error} onAgain={() => Promise.all([asked.refetch(), again()])} />}
      {ready && <Photos told={asked.data} lists={lists} />}
    </Page>
  )
}

type Told = NonNullable<ReturnType<typeof useProcedure>['data']>
type Words = NonNullable<Draft['photoFiling']>

/** What is sent lies on the phone as a draft from the first picture on: a reload, or signing in, loses nothing. */
function usePhotoDraft({ version, procedure }: Told) {
  const person = usePerson()
  const citizen = useCitizen()
  const [place, setPlace] = usePlace()
  const [fresh] = useState(newKey)
  const { code, name } = procedure
  const kept = useDrafts(person).find(
    (draft) => draft.photoFiling && draft.procedure === code && draft.waitingSince === undefined
  )
  const owner = citizen?.id ?? null
  const change = (part: { papers?: DraftPaper[]; words?: Words }) => {
    const begun =
      (kept && readDraft(kept.id)) ??
      beginDraft({ id: fresh, procedure: code, version, name, answers: {}, owner, photoFiling: {} })
    const photoFiling = { ...begun.photoFiling, ...part.words }
    const papers = part.papers ?? begun.papers
    void keepDraft({ ...begun, owner: begun.owner ?? owner, papers, photoFiling, savedAt: now().toISOString() })
    if (part.words?.commune) setPlace(part.words.commune)
  }
  const words: Words = { ...(place ? { commune: place } : {}), ...kept?.photoFiling }
  return { id: kept?.id ?? fresh, kept, words, photos: kept?.papers ?? [], change }
}

type Faults = { commune?: string; phone?: string; names?: string; photos?: string }

function Photos({ told, lists }: { told: Told; lists: Lists }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [, go] = useLocation()
  const queries = useQueryClient()
  const problem = useProblemText()
  const online = useOnline()
  const citizen = useCitizen()
  const { code, name } = told.procedure
  const { id, kept, words, photos, change } = usePhotoDraft(told)
  const { change: hold } = useDraft(id, usePerson())
  const { commune, phone, names, note } = words
  const [faults, setFaults] = useState<Faults>({})
  const [failed, setFailed] = useState(kept?.trouble)
  const [busy, setBusy] = useState(false)
  const write = (part: Words) => {
    change({ words: part })
    setFaults({})
  }
  const send = async () => {
    const number = readPhone(phone ?? '')
    const wrong: Faults = {
      ...(commune ? {} : { commune: t('photos.need.commune') }),
      ...(checkPhone(number) ? { phone: t('contact.phone.need') } : {}),
      ...(names?.trim() ? {} : { names: t('photos.need.names') }),
      ...(photos.length > 0 ? {} : { photos: t('photos.need.photos') })
    }
    setFaults(wrong)
    setFailed(undefined)
    if (Object.keys(wrong).length > 0 || !commune || !kept) return
    if (!citizen) return go(`/dang-nhap?den=${encodeURIComponent(`/thu-tuc/${code}/gui-anh`)}`)
    setBusy(true)
    const ready = { ...kept, photoFiling: words }
    try {
      if (online) await sendPhotoDraft(ready, { person: citizen.id, change: hold, onFile: () => {} })
      else await putInOutbox(ready, citizen.id)
      await queries.invalidateQueries({ queryKey: ['photo-filings'] })
      go(`/gui-anh/${id}`, { replace: true })
    } catch (error) {
      if (mayPass(error)) {
        await putInOutbox({ ...(readDraft(id) ?? kept), photoFiling: words }, citizen.id, error)
        return go(`/gui-anh/${id}`, { replace: true })
      }
      if (error instanceof Problem && error.code === 'exists') return setFailed(t('unsent.earlier'))
      const gone = error instanceof Problem ? error.fields.find(({ code: what }) => what === 'file.gone') : undefined
      setFailed(gone ? t('papers.gone', { name: gone.text }) : problem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <p className="muted">{say(name, language)}</p>
      <PaperField
        draft={{ id, ...(kept?.locker ? { locker: kept.locker } : {}) }}
        paper={{ code: 'photo', name: { vi: t('photos.papers'), en: t('photos.papers') } }}
        pages={photos}
        fault={faults.photos}
        onPages={(papers) => {
          change({ papers })
          setFaults({})
        }}
      />
      <CommuneField
        lists={lists}
        label={t('photos.commune')}
        commune={commune}
        fault={faults.commune}
        onCommune={(next) => write({ commune: next ?? '' })}
      />
      <TextField
        id="names"
        label={t('photos.names')}
        help={t('photos.names.what')}
        value={names}
        faultAt={() => faults.names}
        onChange={(next) => write({ names: next ?? '' })}
      />
      <TextField
        id="phone"
        kind="phone"
        label={t('contact.phone')}
        value={phone}
        faultAt={() => faults.phone}
        onChange={(next) => write({ phone: next ?? '' })}
      />
      <LongTextField
        id="note"
        label={t('photos.note')}
        optional
        value={note}
        onChange={(next) => write({ note: next ?? '' })}
      />
      {failed && (
        <Notice tone="late" title={t('review.failed')} aloud>
          <p>{failed}</p>
        </Notice>
      )}
      {!citizen && <p className="muted">{t('photos.signin')}</p>}
      {kept && <LockDraft draft={kept} />}
      <Button look="main" icon="sent" wide busy={busy} onClick={() => void send()}>
        {t(online ? 'photos.send' : 'review.later')}
      </Button>
    </>
  )
}
