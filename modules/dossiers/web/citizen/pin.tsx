import { formatTime } from '@motcua/kernel/rules/text'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Dialog } from '@motcua/ui/controls/dialog.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { isGuessable, openByPin, pinPattern } from '@motcua/ui/device/locker.ts'
import { useShared } from '@motcua/ui/device/shared-phone.ts'
import { useText } from '@motcua/ui/language.tsx'
import { useState } from 'react'
import { Digits } from './digits.tsx'
import { type Draft, lockDraft } from './drafts.ts'
import { texts } from './texts.ts'

/** Opens the drafts that lie here behind a PIN; whose they are is not told. */
export function OpenByPin() {
  const t = useText(texts)
  const [pin, setPin] = useState('')
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const open = async () => {
    if (!pinPattern.test(pin)) return setFault(t('pin.six'))
    setBusy(true)
    const result = await openByPin(pin)
    setBusy(false)
    setPin('')
    if (result.opened) return
    setFault(
      result.closedUntil
        ? t('pin.closed', { time: formatTime(result.closedUntil) })
        : t('pin.wrong', { count: result.left })
    )
  }
  return (
    <form
      className="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void open()
      }}
    >
      <p>{t('pin.open.what')}</p>
      <Digits
        secret
        id="pin"
        label={t('pin.name')}
        value={pin}
        fault={fault}
        onChange={(next) => {
          setPin(next)
          setFault(undefined)
        }}
      />
      <Button type="submit" look="main" wide busy={busy}>
        {t('pin.open.do')}
      </Button>
    </form>
  )
}

/** On a phone of several people: a draft that its maker alone opens again. */
export function LockDraft({ draft }: { draft: Draft }) {
  const t = useText(texts)
  const shared = useShared()
  const [asking, setAsking] = useState(false)
  if (draft.locker)
    return (
      <p className="muted">
        <Icon name="lock" /> {t('pin.locked')}
      </p>
    )
  return (
    <>
      {shared && (
        <Notice tone="soon" icon="lock">
          <p>{t('pin.shared')}</p>
        </Notice>
      )}
      <Button look={shared ? undefined : 'plain'} icon="lock" onClick={() => setAsking(true)}>
        {t('pin.set')}
      </Button>
      {asking && <SetPin draft={draft.id} onClose={() => setAsking(false)} />}
    </>
  )
}

function SetPin({ draft, onClose }: { draft: string; onClose: () => void }) {
  const t = useText(texts)
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [faults, setFaults] = useState<{ pin?: string; again?: string }>({})
  const [busy, setBusy] = useState(false)
  const set = async () => {
    if (!pinPattern.test(pin)) return setFaults({ pin: t('pin.six') })
    if (isGuessable(pin)) return setFaults({ pin: t('pin.guessable') })
    if (pin !== again) return setFaults({ again: t('pin.differs') })
    setBusy(true)
    await lockDraft(draft, pin).then(onClose, () => setFaults({ pin: t('pin.unkept') }))
    setBusy(false)
  }
  return (
    <Dialog title={t('pin.set')} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void set()
        }}
      >
        <p>{t('pin.set.what')}</p>
        <Digits secret id="pin-new" label={t('pin.name')} value={pin} fault={faults.pin} onChange={setPin} />
        <Digits secret id="pin-again" label={t('pin.again')} value={again} fault={faults.again} onChange={setAgain} />
        <Button type="submit" look="main" wide busy={busy}>
          {t('pin.set.do')}
        </Button>
      </form>
    </Dialog>
  )
}
