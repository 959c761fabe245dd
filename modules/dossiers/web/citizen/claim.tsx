import { call } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Field, tied } from '@motcua/ui/controls/field.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { claimDossier } from '../../contract.ts'
import { useAct } from './act.ts'
import { texts } from './texts.ts'

/** “Thêm hồ sơ nộp ở quầy”: by the two lines printed on the receipt. */
export function Claim() {
  const t = useText(texts)
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const { act, busy, fault, changed, refuse } = useAct()
  const typed = (set: (value: string) => void) => (value: string) => {
    set(value)
    changed()
  }
  const add = async () => {
    if (!number.trim() || !code.trim()) return refuse(t('claim.need'))
    let claimed: string | null | undefined
    const body = { number: number.trim(), code: code.trim() }
    const asked = await act(async (key) => {
      const { found, id } = await call(claimDossier, { body, key })
      claimed = found ? id : undefined
    })
    if (!asked) return
    if (!claimed) return refuse(t('claim.none'))
    await queries.invalidateQueries({ queryKey: ['mine'] })
    go(`/ho-so/${claimed}`)
  }
  const line = (id: string, label: string, value: string, set: (value: string) => void) => (
    <Field id={id} label={label}>
      <input
        className="box"
        {...tied({ id, label })}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => typed(set)(event.currentTarget.value)}
      />
    </Field>
  )
  return (
    <details className="card">
      <summary>{t('claim.title')}</summary>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <p className="muted">{t('claim.what')}</p>
        {fault && (
          <Notice tone="late" aloud>
            <p>{fault}</p>
          </Notice>
        )}
        {line('claim-number', t('sent.number'), number, setNumber)}
        {line('claim-code', t('sent.code'), code, setCode)}
        <Button type="submit" wide busy={busy}>
          {t('claim.do')}
        </Button>
      </form>
    </details>
  )
}
