import { formatMoment } from '@motcua/kernel/rules/text'
import { addressOf, call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Picture } from '@motcua/ui/controls/picture.tsx'
import { LongTextField } from '@motcua/ui/controls/text-field.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { AnswerList } from '@motcua/ui/forms/answer-list.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import {
  confirmPhotoFiling,
  listMyPhotoFilings,
  objectToPhotoFiling,
  openPhoto,
  openPhotoFiling,
  type PhotoFilingView
} from '../../contract.ts'
import { useAct } from './act.ts'
import { dayWith, isSignInNeeded, useCitizen, useLists, usePerson, useVersion } from './asking.ts'
import { useDraft } from './drafts.ts'
import { texts } from './texts.ts'
import { isUnsent, Unsent } from './unsent.tsx'

/** What was sent as photographs, and what the desk made of it: nothing is filed before its sender has said yes. */
export function PhotoFiling() {
  const t = useText(texts)
  const { id = '' } = useParams()
  const { draft } = useDraft(id, usePerson())
  const unsent = isUnsent(draft)
  const asked = useQuery({
    queryKey: ['photo-filing', id],
    queryFn: ({ signal }) => call(openPhotoFiling, { params: { id }, signal }),
    meta: { keep: 'person' },
    enabled: !unsent
  })
  const { data, error, refetch } = asked
  if (unsent)
    return (
      <Page title={t('photos.title')}>
        <Unsent draft={draft} mendAt={draft.trouble && `/thu-tuc/${draft.procedure}/gui-anh`} />
      </Page>
    )
  return (
    <Page title={t('photos.title')}>
      <Stale asked={asked} />
      {isSignInNeeded(error) && (
        <ButtonLink href={`/dang-nhap?den=/gui-anh/${id}`} look="main" wide>
          {t('mine.signin.do')}
        </ButtonLink>
      )}
      {!data && !isSignInNeeded(error) && <Waiting error={error} onAgain={refetch} />}
      {data && <Stage filing={data} />}
    </Page>
  )
}

function Stage({ filing }: { filing: PhotoFilingView }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { id, state, names, officeVi, officeEn, dueAt, reason, photos } = filing
  const office = language === 'vi' ? officeVi : officeEn
  const due = dueAt ? formatMoment(new Date(dueAt), language) : ''
  return (
    <>
      <p>{names}</p>
      <Notice tone={state === 'returned' ? 'late' : state === 'filled' ? 'soon' : 'ok'}>
        <p>
          <Unbroken text={t(`photos.state.${state}`, { office, due })} />
        </p>
        {reason && <p>{t('dossier.ground', { reason })}</p>}
      </Notice>
      {state === 'filled' && <Confirm filing={filing} />}
      {state === 'confirmed' && (
        <ButtonLink href={`/ho-so/${id}`} look="main" wide>
          {t('sent.open')}
        </ButtonLink>
      )}
      <section className="stack tight">
        <h2>{t('photos.papers')}</h2>
        <ul className="row">
          {photos.map(({ sha256, name }) => (
            <li key={sha256}>
              <Picture className="thumbnail" src={addressOf(openPhoto, { id, sha256 }, { as: 'shown' })} alt={name} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

/** What the officer filled in, to be confirmed or sent back with a word on what is wrong. */
function Confirm({ filing: { id, filing } }: { filing: PhotoFilingView }) {
  const t = useText(texts)
  const queries = useQueryClient()
  const [, go] = useLocation()
  const { lists, error, again } = useLists()
  const version = useVersion(filing?.version)
  const [objection, setObjection] = useState<string>()
  const yes = useAct()
  const no = useAct()
  const fault = yes.fault ?? no.fault
  const confirm = async () => {
    if (!(await yes.act((key) => call(confirmPhotoFiling, { params: { id }, key })))) return
    await queries.invalidateQueries()
    go(`/da-nop/${id}`, { replace: true })
  }
  const object = async () => {
    const words = objection?.trim()
    if (!words) return no.refuse(t('photos.need.objection'))
    if (!(await no.act((key) => call(objectToPhotoFiling, { params: { id }, body: { objection: words }, key })))) return
    await queries.invalidateQueries({ queryKey: ['photo-filing', id] })
  }
  // Nobody says yes to what they have not seen.
  if (!version.data || !lists || !filing)
    return <Waiting error={version.error ?? error} onAgain={() => Promise.all([version.refetch(), again()])} />
  return (
    <>
      <AnswerList
        form={version.data.procedure.form}
        answers={filing.answers as Parameters<typeof AnswerList>[0]['answers']}
        lists={lists}
        today={dayWith(undefined)}
      />
      {fault && (
        <Notice tone="late" aloud>
          <p>{fault}</p>
        </Notice>
      )}
      <Button look="main" icon="check" wide busy={yes.busy} onClick={() => void confirm()}>
        {t('photos.confirm')}
      </Button>
      <details className="card">
        <summary>{t('photos.object')}</summary>
        <div className="stack">
          <LongTextField
            id="objection"
            label={t('photos.objection')}
            value={objection}
            onChange={(next) => {
              setObjection(next)
              no.changed()
            }}
          />
          <Button wide busy={no.busy} onClick={() => void object()}>
            {t('supply.send')}
          </Button>
        </div>
      </details>
    </>
  )
}

/** Among my dossiers: what lies with a desk as photographs and is no dossier yet. */
export function MyPhotoFilings() {
  const t = useText(texts)
  const { language } = useLanguage()
  const citizen = useCitizen()
  const asked = useQuery({
    queryKey: ['photo-filings'],
    queryFn: ({ signal }) => call(listMyPhotoFilings, { signal }),
    enabled: citizen !== undefined,
    meta: { keep: 'person' }
  })
  const rows = (asked.data?.rows ?? []).filter(({ state }) => state !== 'confirmed')
  if (rows.length === 0 && !asked.error) return null
  return (
    <section className="stack tight">
      <h2>{t('photos.mine')}</h2>
      {!asked.data && <Waiting error={asked.error} onAgain={asked.refetch} />}
      <ul className="links">
        {rows.map(({ id, names, state, officeVi, officeEn, dueAt }) => (
          <li key={id}>
            <Link href={`/gui-anh/${id}`}>
              <span className="main-line">{names}</span>
              <span className="muted small">
                <Unbroken
                  text={t(`photos.state.${state}`, {
                    office: language === 'vi' ? officeVi : officeEn,
                    due: dueAt ? formatMoment(new Date(dueAt), language) : ''
                  })}
                />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
