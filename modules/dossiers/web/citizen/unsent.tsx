import { formatTime } from '@motcua/kernel/rules/text'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useOnline } from '@motcua/ui/network.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { usePerson } from './asking.ts'
import type { Draft } from './drafts.ts'
import { sendWaiting } from './outbox.ts'
import { texts } from './texts.ts'

/** Whether its maker has sent it and it is still on this device. */
export const isUnsent = (draft: Draft | null | undefined): draft is Draft =>
  Boolean(draft && (draft.waitingSince ?? draft.trouble))

/** In the place of what comes once it is sent: that it waits here, why, and when it goes off again by itself. */
export function Unsent({ draft, mendAt }: { draft: Draft; mendAt?: string }) {
  const t = useText(texts)
  const online = useOnline()
  const { waitingSince, tries, owner, trouble, photoFiling, supplies } = draft
  const see = mendAt && (
    <ButtonLink href={mendAt} wide>
      {t('unsent.see')}
    </ButtonLink>
  )
  if (!waitingSince)
    return (
      <>
        <Notice tone="late" title={t('review.failed')} aloud>
          <p>{trouble}</p>
        </Notice>
        {see}
      </>
    )
  const time = formatTime(new Date(waitingSince))
  const why = tries?.why
  const told = online && tries && why && why !== 'offline' ? ({ ...tries, why } as const) : undefined
  const what = photoFiling ? 'photos' : 'form'
  return (
    <>
      <Notice tone="stopped" icon={told ? 'pause' : 'offline'} aloud>
        {told && <p>{t(`unsent.${told.why}.${what}`, { code: told.code })}</p>}
        <p>{t(supplies ? 'supply.unsent' : 'unsent.since', { time })}</p>
        {told && told.why !== 'signedOut' && <p>{t('unsent.again', { time: formatTime(new Date(told.nextAt)) })}</p>}
        {!told && <p>{t(owner ? 'unsent.next' : 'unsent.signin')}</p>}
      </Notice>
      {told?.why === 'signedOut' ? <SignInToSend /> : told && <SendNow />}
      {see}
    </>
  )
}

/** Who signs in again comes back here, and it goes off by itself. */
function SignInToSend() {
  const t = useText(texts)
  const [here] = useLocation()
  return (
    <ButtonLink href={`/dang-nhap?den=${encodeURIComponent(here)}`} look="main" wide>
      {t('mine.signin.do')}
    </ButtonLink>
  )
}

function SendNow() {
  const t = useText(texts)
  const queries = useQueryClient()
  const { person } = usePerson()
  const [busy, setBusy] = useState(false)
  if (!person) return null
  const send = async () => {
    setBusy(true)
    await sendWaiting(person, queries)
    setBusy(false)
  }
  return (
    <Button icon="sent" wide busy={busy} onClick={() => void send()}>
      {t(busy ? 'review.sending' : 'unsent.now')}
    </Button>
  )
}
