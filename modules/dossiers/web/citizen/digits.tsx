import { Field, tied } from '@motcua/ui/controls/field.tsx'

/**
 * Six digits: those that came by SMS or e-mail, which the phone offers to fill in, or `secret` ones that it neither shows nor keeps.
 */
export function Digits({
  id,
  label,
  value,
  fault,
  secret = false,
  onChange
}: {
  id: string
  label: string
  value: string
  fault?: string
  secret?: boolean
  onChange: (value: string) => void
}) {
  return (
    <Field id={id} label={label} fault={fault}>
      <input
        className="box short"
        {...tied({ id, label, fault })}
        type={secret ? 'password' : 'text'}
        inputMode="numeric"
        autoComplete={secret ? 'off' : 'one-time-code'}
        maxLength={6}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\D/g, ''))}
      />
    </Field>
  )
}
