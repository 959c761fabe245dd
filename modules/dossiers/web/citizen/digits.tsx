import { Field, tied } from '@motcua/ui/controls/field.tsx'

/** Six digits that came by SMS or e-mail; the phone offers to fill them in. */
export function Digits({
  id,
  label,
  value,
  fault,
  onChange
}: {
  id: string
  label: string
  value: string
  fault?: string
  onChange: (value: string) => void
}) {
  return (
    <Field id={id} label={label} fault={fault}>
      <input
        className="box short"
        {...tied({ id, label, fault })}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\D/g, ''))}
      />
    </Field>
  )
}
