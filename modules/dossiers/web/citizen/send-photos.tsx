import { checkPhone, readPhone } from '@motcua/kernel/rules/identity'
import { call, newKey } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { LongTextField, TextField } from '@motcua/ui/controls/text-field.tsx'
import { uploadFile } from '@motcua/ui/files/upload.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { sendPhotos } from '../../contract.ts'
import { useCitizen, useLists, useMe, useProcedure } from './asking.ts'
import { usePlace } from './beginning.ts'
import type { DraftPaper } from './drafts.ts'
import { dropFiles, readFile } from './files.ts'
import { PaperField } from './paper-field.tsx'
import { CommuneField } from './prepare.tsx'
import { texts } from './texts.ts'
import { useProblemWords, Waiting } from './waiting.tsx'

/** “Chụp giấy tờ, cán bộ điền giúp”: pictures, a telephone and names; the desk fills in, the citizen confirms. */
export function SendPhotos() {
  const t = useText(texts)
  const { code = '' } = useParams()
  const me = useMe()
  const citizen = useCitizen()
  const asked = useProcedure(code)
  const { lists, error, again } = useLists()
  return (
    <Page title={t('photos.title')}>
      <p>{t('photos.what')}</p>
      {me.data && !citizen && (
        <div className="card stack tight">
          <p>{t('photos.signin')}</p>
          <ButtonLink href={`/dang-nhap?den=/thu-tuc/${code}/gui-anh`} look="main" wide>
            {t('mine.signin.do')}
          </ButtonLink>
        </div>
      )}
      {!lists && <Waiting error={asked.error ?? error} onAgain={() => Promise.all([asked.refetch(), again()])} />}
      {citizen && lists && <Photos code={code} lists={lists} />}
    </Page>
  )
}

type Faults = { commune?: string; phone?: string; names?: string; photos?: string }

function Photos({ code, lists }: { code: string; lists: NonNullable<ReturnType<typeof useLists>['lists']> }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [, go] = useLocation()
  const queries = useQueryClient()
  const problem = useProblemWords()
  const procedure = useProcedure(code).data?.procedure
  const [commune, setCommune] = usePlace()
  const [id] = useState(newKey)
  const [key, setKey] = useState(newKey)
  const [photos, setPhotos] = useState<DraftPaper[]>([])
  const [phone, setPhone] = useState<string>()
  const [names, setNames] = useState<string>()
  const [note, setNote] = useState<string>()
  const [faults, setFaults] = useState<Faults>({})
  const [failed, setFailed] = useState<string>()
  const [busy, setBusy] = useState(false)
  const changed =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value)
      setFaults({})
      setKey(newKey())
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
    if (Object.keys(wrong).length > 0 || !commune) return
    setBusy(true)
    try {
      for (const { sha256 } of photos) {
        const file = await readFile(id, sha256)
        if (file) await uploadFile(file, { sha256 })
      }
      const body = {
        id,
        procedure: code,
        commune,
        phone: number,
        names: names?.trim() ?? '',
        ...(note?.trim() ? { note: note.trim() } : {}),
        photos: photos.map(({ sha256, name }) => ({ sha256, name }))
      }
      await call(sendPhotos, { body, key })
      await dropFiles(id)
      await queries.invalidateQueries({ queryKey: ['photo-filings'] })
      go(`/gui-anh/${id}`, { replace: true })
    } catch (error) {
      setFailed(problem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {procedure && <p className="muted">{say(procedure.name, language)}</p>}
      <PaperField
        draft={{ id }}
        paper={{ code: 'photo', name: { vi: t('photos.papers'), en: t('photos.papers') } }}
        pages={photos}
        fault={faults.photos}
        onPages={changed(setPhotos)}
      />
      <CommuneField
        lists={lists}
        label={t('photos.commune')}
        commune={commune}
        fault={faults.commune}
        onCommune={changed(setCommune)}
      />
      <TextField
        id="names"
        label={t('photos.names')}
        help={t('photos.names.what')}
        value={names}
        faultAt={() => faults.names}
        onChange={changed(setNames)}
      />
      <TextField
        id="phone"
        kind="phone"
        label={t('contact.phone')}
        value={phone}
        faultAt={() => faults.phone}
        onChange={changed(setPhone)}
      />
      <LongTextField id="note" label={t('photos.note')} optional value={note} onChange={changed(setNote)} />
      {failed && (
        <Notice tone="late" title={t('review.failed')} aloud>
          <p>{failed}</p>
        </Notice>
      )}
      <Button look="main" icon="sent" wide busy={busy} onClick={() => void send()}>
        {t('photos.send')}
      </Button>
    </>
  )
}
