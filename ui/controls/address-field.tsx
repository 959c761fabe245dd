import { useRef, useState } from 'react'
import { useWords } from '../language.tsx'
import { Button } from './button.tsx'
import { FieldGroup, type FieldProps } from './field.tsx'
import { SelectField } from './choice.tsx'
import { SearchField } from './search-field.tsx'
import { LongTextField, TextField } from './text-field.tsx'

type Commune = { code: string; name: string }
export type District = { code: string; name: string; communes: Commune[] }

type Inside = { commune?: string; line?: string }
export type Elsewhere = { elsewhere?: string }
export type Address = Inside | Elsewhere

const isElsewhere = (address: Address | undefined): address is Elsewhere =>
  address !== undefined && 'elsewhere' in address

/**
 * District, commune, line; or the whole address as text where it lies outside the province. On a phone the district narrows the list of
 * communes; at a desk the name of the commune is typed at once.
 */
export function AddressField({
  districts,
  compact,
  inProvince,
  value,
  onChange,
  ...props
}: FieldProps<Address> & { districts: District[]; compact?: boolean; inProvince?: boolean }) {
  const t = useWords()
  const outside = isElsewhere(value)
  // Whoever looks at the other kind and comes back finds what was typed.
  const other = useRef<Address>(outside ? {} : { elsewhere: '' })
  const turn = () => {
    const next = other.current
    other.current = value ?? {}
    onChange(next)
  }
  return (
    <FieldGroup {...props} fault={props.faultAt?.()}>
      <div className="parts">
        {outside ? (
          <LongTextField
            id={`${props.id}.elsewhere`}
            label={t('address.whole')}
            value={value.elsewhere}
            faultAt={() => props.faultAt?.('elsewhere')}
            onChange={(elsewhere) => onChange({ elsewhere: elsewhere ?? '' })}
          />
        ) : (
          <InsideParts {...props} districts={districts} compact={compact} value={value} onChange={onChange} />
        )}
      </div>
      {(outside || !inProvince) && (
        <div>
          <Button look="plain" onClick={turn}>
            {t(outside ? 'address.inside' : 'address.elsewhere')}
          </Button>
        </div>
      )}
    </FieldGroup>
  )
}

function InsideParts({
  id,
  faultAt,
  districts,
  compact,
  value,
  onChange
}: Pick<FieldProps<Inside>, 'id' | 'faultAt' | 'value' | 'onChange'> & { districts: District[]; compact?: boolean }) {
  const t = useWords()
  const home = districts.find(({ communes }) => communes.some(({ code }) => code === value?.commune))
  const [picked, setPicked] = useState<string>()
  const district = home?.code ?? picked
  const setCommune = (commune: string | undefined) => onChange({ ...value, commune: commune ?? '' })
  const commune = {
    id: `${id}.commune`,
    label: t('address.commune'),
    value: value?.commune,
    faultAt: () => faultAt?.('commune'),
    onChange: setCommune
  }
  const optionsOf = (among: District[]) =>
    among.flatMap(({ name, communes }) => communes.map((one) => ({ value: one.code, label: one.name, note: name })))
  return (
    <>
      {compact ? (
        <SearchField {...commune} options={optionsOf(districts)} placeholder={t('address.commune.search')} />
      ) : (
        <>
          {/* From 01/07/2025 there are no districts any more: one group then, and nothing to ask. */}
          {districts.length > 1 && (
            <SelectField
              id={`${id}.district`}
              label={t('address.district')}
              options={districts.map(({ code, name }) => ({ value: code, label: name }))}
              value={district}
              onChange={(code) => {
                setPicked(code)
                if (code !== home?.code) setCommune(undefined)
              }}
            />
          )}
          <SelectField
            {...commune}
            options={optionsOf(districts.length > 1 ? districts.filter(({ code }) => code === district) : districts)}
          />
        </>
      )}
      <TextField
        id={`${id}.line`}
        label={t('address.line')}
        value={value?.line}
        faultAt={() => faultAt?.('line')}
        onChange={(line) => onChange({ ...value, line: line ?? '' })}
      />
    </>
  )
}
