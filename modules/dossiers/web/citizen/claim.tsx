import { call, newKey } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Field, tied } from '@motcua/ui/controls/field.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { claimDossier } from '../../contract.ts'
import { texts } from './texts.ts'

/** “Thêm hồ sơ nộp ở quầy”: by the two lines printed on the receipt. */
export function Claim() {
  const t = useText(texts)
  const queries = useQueryClient()
  const problem = useProblemText()
  const [, go] = useLocation()
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState(newKey)
  const typed = (set: (value: string) => void) => (value: string) => {
    set(value)
    setFault(undefined)
    setKey(newKey())
  }
  const add = async () => {
    if (!number.trim() || !code.trim()) return setFault(t('claim.need'))
    setBusy(true)
    try {
      const { found, id } = await call(claimDossier, { body: { number: number.trim(), code: code.trim() }, key })
      if (!found || !id) {
        setKey(newKey())
        return setFault(t('claim.none'))
      }
      await queries.invalidateQueries({ queryKey: ['mine'] })
      go(`/ho-so/${id}`)
    } catch (error) {
      setFault(problem(error))
    } finally {
      setBusy(false)
    }
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
