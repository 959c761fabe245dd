import { useWords } from '../language.tsx'
import { FieldGroup, type FieldProps } from './field.tsx'
import { SelectField } from './choice.tsx'
import { DateField, TextField } from './text-field.tsx'

export type IdPaper = { kind?: string; number?: string; issuedOn?: string; issuedBy?: string }

/** An identity paper: kind, number, issued when and by whom, in the order they stand on the card. */
export function IdPaperField({ value, onChange, ...props }: FieldProps<IdPaper>) {
  const t = useWords()
  const part = <Name extends keyof IdPaper>(name: Name) => ({
    id: `${props.id}.${name}`,
    label: t(`paper.${name}`),
    value: value?.[name],
    faultAt: () => props.faultAt?.(name),
    onChange: (next: string | undefined) => onChange({ ...value, [name]: next ?? '' })
  })
  const kinds = (['cccd', 'cmnd', 'passport', 'other'] as const).map((kind) => ({
    value: kind,
    label: t(`paper.${kind}`)
  }))
  const hasDigitsOnly = value?.kind === 'cccd' || value?.kind === 'cmnd'
  return (
    <FieldGroup {...props} fault={props.faultAt?.()}>
      <div className="parts">
        <SelectField {...part('kind')} options={kinds} />
        <TextField {...part('number')} kind={hasDigitsOnly ? 'digits' : 'line'} />
        <DateField {...part('issuedOn')} />
        <TextField {...part('issuedBy')} />
      </div>
    </FieldGroup>
  )
}
