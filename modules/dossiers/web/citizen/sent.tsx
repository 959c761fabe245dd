import { formatLength, formatMoment, formatSize, formatTime } from '@motcua/kernel/rules/text'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useOnline } from '@motcua/ui/network.ts'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useEffect, useState } from 'react'
import { useParams } from 'wouter'
import type { DossierView } from '../../contract.ts'
import { useDossier, usePerson } from './asking.ts'
import { type Draft, useDraft } from './drafts.ts'
import { officeName } from './standing.ts'
import { texts } from './texts.ts'
import { isUnsent, Unsent } from './unsent.tsx'

/** C8 “Đã nộp”: the proof; or, while the server has not taken it, that nothing has been sent yet. */
export function Sent() {
  const { id = '' } = useParams()
  const { draft } = useDraft(id, usePerson())
  return isUnsent(draft) ? <NotSentYet draft={draft} /> : <Filed id={id} />
}

function NotSentYet({ draft }: { draft: Draft }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <Page title={t('unsent.title')}>
      <p className="muted">{say(draft.name, language)}</p>
      <Unsent draft={draft} mendAt={`/ban-khai/${draft.id}/xem-lai`} />
      <ButtonLink href="/ho-so" look="main" wide>
        {t('mine.title')}
      </ButtonLink>
    </Page>
  )
}

function Filed({ id }: { id: string }) {
  const t = useText(texts)
  const { data, error, refetch } = useDossier(id)
  return (
    <Page title={t('sent.title')}>{data ? <Proof dossier={data} /> : <Waiting error={error} onAgain={refetch} />}</Page>
  )
}

function Proof({ dossier }: { dossier: DossierView }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const online = useOnline()
  const { number, trackingCode, answerDueAt, openedAt, papers, replies } = dossier
  const voices = replies.flatMap(({ voice }) =>
    voice ? [{ ...voice, name: t('message.voice', { length: formatLength(voice.seconds) }) }] : []
  )
  const files = [...papers, ...voices]
  const office = officeName(dossier, dossier.office, language)
  return (
    <>
      <section className="card stack tight proof">
        <p className="muted">{t('sent.number')}</p>
        <p className="large figures">
          <Unbroken text={number} />
        </p>
        {trackingCode && (
          <>
            <p className="muted">{t('sent.code')}</p>
            <p className="large figures">{trackingCode}</p>
            {/* Its code may not have come without a line: with the line it is asked for again. */}
            <TrackingPicture key={`${online}`} number={number} />
            <p className="muted small">{t('sent.track')}</p>
          </>
        )}
      </section>
      {answerDueAt && (
        <Notice tone="ok" icon="clock" title={t('sent.next')}>
          <p>
            <Unbroken
              text={t('sent.answer', {
                office,
                at: formatTime(new Date(openedAt)),
                when: formatMoment(new Date(answerDueAt), language)
              })}
            />
          </p>
        </Notice>
      )}
      <p>{t('sent.keep')}</p>
      {files.length > 0 && (
        <details>
          <summary>{t('sent.files', { count: files.length })}</summary>
          <ul className="papers">
            {files.map(({ sha256, name, size }) => (
              <li key={sha256}>
                <span>
                  {name} <span className="muted">({formatSize(size, language)})</span>
                </span>
                <code className="muted small">SHA-256 {sha256}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      <ButtonLink href={`/ho-so/${dossier.id}`} look="main" wide>
        {t('sent.open')}
      </ButtonLink>
    </>
  )
}

/** Without the code: a picture that is passed on must not open what only number and code together may. */
function TrackingPicture({ number }: { number: string }) {
  const t = useText(texts)
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const page = `${location.origin}/tra-cuu?so=${encodeURIComponent(number)}`
    const draw = import('qrcode').then(({ toDataURL }) => toDataURL(page, { margin: 4, width: 176 }))
    draw.then(setAddress, () => undefined)
  }, [number])
  return address ? <img src={address} width={176} height={176} alt={t('sent.qr')} /> : null
}
