import { checkPhone, readPhone } from '@motcua/kernel/rules/identity'
import { call } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { LongTextField, TextField } from '@motcua/ui/controls/text-field.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askPost, type DossierView, type PostTo } from '../../contract.ts'
import { useAct } from './act.ts'
import { texts } from './texts.ts'

/** “Nhận qua bưu điện”: to whom and where, as long as the result lies at the desk. */
export function ByPost({ dossier }: { dossier: DossierView }) {
  const t = useText(texts)
  const { postTo, whyNoPost } = dossier
  const [asking, setAsking] = useState(false)
  const { ask, busy, fault } = useAsking(dossier.id, () => setAsking(false))
  if (whyNoPost) return <p className="muted">{t(`post.${whyNoPost}`)}</p>
  if (asking) return <Address dossier={dossier} ask={ask} busy={busy} fault={fault} />
  return (
    <div className="stack tight">
      {postTo && (
        <>
          <h3>{t('post.to')}</h3>
          <p>
            {postTo.name}, {postTo.phone}
            <br />
            {postTo.address}
          </p>
        </>
      )}
      {fault && <Notice tone="late" aloud title={fault} />}
      <Button wide icon="sent" onClick={() => setAsking(true)}>
        {t(postTo ? 'post.change' : 'post.ask')}
      </Button>
      {postTo && (
        <Button wide busy={busy} onClick={() => void ask(null)}>
          {t('post.decline')}
        </Button>
      )}
    </div>
  )
}

function useAsking(id: string, onDone: () => void) {
  const queries = useQueryClient()
  const { act, busy, fault, changed } = useAct()
  const ask = async (to: PostTo | null) => {
    const done = await act((key) => call(askPost, { params: { id }, body: { to }, key }))
    if (!done) return
    await queries.invalidateQueries({ queryKey: ['dossier', id] })
    onDone()
  }
  return { ask, busy, fault, changed }
}

function Address({
  dossier: { postTo },
  ask,
  busy,
  fault
}: {
  dossier: DossierView
  ask: (to: PostTo) => Promise<void>
  busy: boolean
  fault: string | undefined
}) {
  const t = useText(texts)
  const [to, setTo] = useState<Partial<PostTo>>(postTo ?? {})
  const [tried, setTried] = useState(false)
  const { name = '', phone = '', address = '' } = to
  const faults = {
    name: name.trim() ? undefined : t('post.need.name'),
    phone: checkPhone(readPhone(phone)) ? t('contact.phone.need') : undefined,
    address: address.trim().length < 10 ? t('post.need.address') : undefined
  }
  const send = () => {
    setTried(true)
    if (faults.name || faults.phone || faults.address) return
    void ask({ name: name.trim(), phone, address: address.trim() })
  }
  const write = (part: Partial<PostTo>) => setTo({ ...to, ...part })
  return (
    <div className="stack">
      <h3>{t('post.ask')}</h3>
      <p>{t('post.what')}</p>
      <TextField
        id="post.name"
        label={t('post.name')}
        value={name}
        faultAt={() => (tried ? faults.name : undefined)}
        onChange={(next) => write({ name: next ?? '' })}
      />
      <TextField
        id="post.phone"
        kind="phone"
        label={t('contact.phone')}
        value={phone}
        faultAt={() => (tried ? faults.phone : undefined)}
        onChange={(next) => write({ phone: next ?? '' })}
      />
      <LongTextField
        id="post.address"
        label={t('post.address')}
        value={address}
        faultAt={() => (tried ? faults.address : undefined)}
        onChange={(next) => write({ address: next ?? '' })}
      />
      {fault && <Notice tone="late" aloud title={fault} />}
      <Button look="main" wide busy={busy} icon="sent" onClick={send}>
        {t('post.do')}
      </Button>
    </div>
  )
}
