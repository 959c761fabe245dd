import { Problem } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Field, tied } from '@motcua/ui/controls/field.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { takenTypes } from '@motcua/ui/files/upload.ts'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useState } from 'react'
import { type Brought, bring, isTaken } from './files.ts'
import { texts } from './texts.ts'

/** One file for one paper: stored as soon as it is chosen, so that sending the dossier later takes no time. */
export function FileField({
  id,
  label,
  note,
  fault,
  optional,
  matter,
  value,
  onChange
}: {
  id: string
  label: string
  note?: string
  fault?: string | undefined
  optional?: boolean
  /** The dossier it belongs to. */
  matter: string
  value: Brought | undefined
  onChange: (value: Brought | undefined) => void
}) {
  const t = useText(texts)
  const problemText = useProblemText()
  const { person } = useOfficial()
  const [sending, setSending] = useState<{ name: string; percent: number }>()
  const [failed, setFailed] = useState<string>()
  const frame = { id, label, help: note, optional, fault: failed ?? fault }
  const take = async (file: File) => {
    setFailed(undefined)
    if (!isTaken(file)) return setFailed(t('file.refused', { name: file.name }))
    const tell = (percent: number) => setSending({ name: file.name, percent })
    tell(0)
    try {
      onChange(await bring(file, { owner: person.id, what: t('outbox.file', { name: file.name }), matter }, tell))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setFailed(problemText(error))
    } finally {
      setSending(undefined)
    }
  }
  return (
    <Field {...frame}>
      {value ? (
        <span className="row brought">
          <Icon name="check" />
          <span className="cut">{value.name}</span>
          <Button id={id} look="plain" onClick={() => onChange(undefined)}>
            {t('file.other')}
          </Button>
        </span>
      ) : (
        <span>
          {/* The browser's own button speaks the browser's language. */}
          <label className="button file-button">
            <Icon name="plus" />
            {t('file.choose')}
            <input
              type="file"
              className="aloud"
              accept={takenTypes.join(',')}
              {...tied(frame)}
              onChange={(event) => {
                const file = event.currentTarget.files?.[0]
                if (file) void take(file)
              }}
            />
          </label>
        </span>
      )}
      {sending && <output className="muted">{t('file.sending', sending)}</output>}
    </Field>
  )
}
