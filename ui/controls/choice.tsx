import { useWords } from '../language.tsx'
import { Field, FieldGroup, type FieldProps, tied } from './field.tsx'

export type Option = { value: string; label: string; note?: string }

const shownAtOnce = 6

/** A few answers are all shown; more stand in the device's own list. */
export function ChoiceField({ options, ...props }: FieldProps<string> & { options: Option[] }) {
  if (options.length > shownAtOnce) return <SelectField {...props} options={options} />
  return <RadioField {...props} options={options} side={options.every(({ label }) => label.length <= 12)} />
}

export function YesNoField({ value, onChange, ...props }: FieldProps<boolean>) {
  const t = useWords()
  const options = [
    { value: 'yes', label: t('field.yes') },
    { value: 'no', label: t('field.no') }
  ]
  return (
    <RadioField
      {...props}
      options={options}
      side
      value={value === undefined ? undefined : value ? 'yes' : 'no'}
      onChange={(chosen) => onChange(chosen === undefined ? undefined : chosen === 'yes')}
    />
  )
}

function RadioField({
  options,
  side,
  value,
  onChange,
  ...props
}: FieldProps<string> & { options: Option[]; side: boolean }) {
  return (
    <FieldGroup {...props} fault={props.faultAt?.()}>
      <div className={side ? 'choices side' : 'choices'}>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={props.id}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}

export function SelectField({ options, value, onChange, ...props }: FieldProps<string> & { options: Option[] }) {
  const t = useWords()
  const frame = { ...props, fault: props.faultAt?.() }
  return (
    <Field {...frame}>
      <select
        className="box"
        {...tied(frame)}
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        <option value="">{t('field.choose')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
