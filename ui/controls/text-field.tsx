import { type InputHTMLAttributes, useState } from 'react'
import { formatMoney, formatWeekday, type Language } from '@motcua/kernel/rules/text'
import { useLanguage, useWords } from '../language.tsx'
import { makeText, texts } from '../texts.ts'
import { amountEntry, dayEntry, decimalEntry, digitsEntry, type Entry, lineEntry, partialDayEntry } from './entry.ts'
import { Field, type FieldProps, tied } from './field.tsx'

/** The text in the box as typed, beside the answer it stands for; on leaving the box it is written the way papers write it. */
function useEntry<Value>(
  { read, show }: Entry<Value>,
  value: Value | undefined,
  onChange: (value: Value | undefined) => void
) {
  const [typed, setTyped] = useState(() => show(value))
  const text = read(typed) === value ? typed : show(value)
  return {
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => {
      setTyped(event.currentTarget.value)
      onChange(read(event.currentTarget.value))
    },
    onBlur: () => setTyped(show(value))
  }
}

type Box = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'inputMode' | 'autoComplete' | 'autoCapitalize' | 'maxLength' | 'list'
>
type BoxSize = 'short' | 'middle' | 'full'

function EntryField<Value>({
  entry,
  size = 'full',
  hint,
  unit,
  echo,
  box,
  ...props
}: FieldProps<Value> & {
  entry: Entry<Value>
  size?: BoxSize
  hint?: string
  unit?: string
  echo?: string | undefined
  box?: Box
}) {
  const { id, label, official, help, optional, asTitle, faultAt, value, onChange } = props
  const frame = { id, label, official, help, optional, asTitle, fault: faultAt?.() }
  const typing = useEntry(entry, value, onChange)
  return (
    <Field {...frame} hint={hint}>
      <div className="with-unit">
        <input
          className={`box ${size}`}
          type="text"
          spellCheck={false}
          autoComplete="off"
          {...box}
          {...tied(frame, hint)}
          {...typing}
        />
        {unit && <span className="muted">{unit}</span>}
      </div>
      {echo && <p className="echo small">{echo}</p>}
    </Field>
  )
}

export type TextKind = 'line' | 'name' | 'digits' | 'number' | 'phone' | 'email'

const boxes: Record<TextKind, { entry: Entry<string>; size: BoxSize; box: Box }> = {
  line: { entry: lineEntry, size: 'full', box: {} },
  name: { entry: lineEntry, size: 'full', box: { autoCapitalize: 'words' } },
  digits: { entry: digitsEntry, size: 'middle', box: { inputMode: 'numeric' } },
  number: { entry: lineEntry, size: 'middle', box: { autoCapitalize: 'characters' } },
  phone: { entry: digitsEntry, size: 'middle', box: { type: 'tel', autoComplete: 'tel' } },
  email: { entry: lineEntry, size: 'full', box: { inputMode: 'email', autoComplete: 'email', autoCapitalize: 'none' } }
}

export const TextField = ({ kind = 'line', ...props }: FieldProps<string> & { kind?: TextKind }) => (
  <EntryField {...props} {...boxes[kind]} />
)

export function LongTextField(props: FieldProps<string>) {
  const { value, onChange, faultAt } = props
  const frame = { ...props, fault: faultAt?.() }
  const typing = useEntry(lineEntry, value, onChange)
  return (
    <Field {...frame}>
      <textarea className="box" rows={3} {...tied(frame)} {...typing} />
    </Field>
  )
}

/** One box for a day. It is read back with its weekday: whoever mistyped the year sees it there. */
export function DateField({ partial, ...props }: FieldProps<string> & { partial?: boolean }) {
  const t = useWords()
  const { language } = useLanguage()
  return (
    <EntryField
      {...props}
      entry={partial ? partialDayEntry : dayEntry}
      size="short"
      box={{ inputMode: 'numeric' }}
      hint={t(partial ? 'date.partial.hint' : 'date.hint')}
      echo={readBack(props.value ?? '', language)}
    />
  )
}

function readBack(value: string, language: Language): string | undefined {
  const [year, month, day] = value.split('-')
  const at = new Date(`${value}T00:00:00Z`)
  if (!year || !month || !day || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(value)) return undefined
  return makeText([texts], language)('date.read', { weekday: formatWeekday(value, language), day, month, year })
}

export const IntegerField = (props: FieldProps<number | string>) => (
  <EntryField {...props} entry={amountEntry} size="short" box={{ inputMode: 'numeric' }} />
)

export const DecimalField = (props: FieldProps<number | string>) => (
  <EntryField {...props} entry={decimalEntry} size="short" box={{ inputMode: 'decimal' }} />
)

export function MoneyField(props: FieldProps<number | string>) {
  const t = useWords()
  const { language } = useLanguage()
  const { value } = props
  // Groups make it hard to mistake ten million for one, and that shows before the box is left.
  const echo = typeof value === 'number' && value >= 1000 ? formatMoney(value, language) : undefined
  return (
    <EntryField
      {...props}
      entry={amountEntry}
      size="middle"
      box={{ inputMode: 'numeric' }}
      hint={t('money.hint')}
      unit={t('money.unit')}
      echo={echo}
    />
  )
}
