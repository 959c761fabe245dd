import type { ReactNode } from 'react'
import { useWords } from '../language.tsx'
import { Icon } from './icon.tsx'

/** What every field is told. `faultAt` of a field with parts names the part; without a part, the field itself. */
export type FieldProps<Value> = {
  /** Also where the list of faults leads. */
  id: string
  label: string
  /** The form's own wording, where it differs from the question. */
  official?: string
  help?: string
  optional?: boolean
  /** The question is the heading of its page. */
  asTitle?: boolean
  faultAt?: (part?: string) => string | undefined
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

type Frame = Pick<FieldProps<unknown>, 'id' | 'label' | 'official' | 'help' | 'optional' | 'asTitle'> & {
  fault?: string
}

const idsOf = ({ id, official, help, fault }: Frame, hint?: string): string | undefined =>
  [official && `${id}:official`, help && `${id}:help`, hint && `${id}:hint`, fault && `${id}:fault`]
    .filter(Boolean)
    .join(' ') || undefined

/** The attributes that tie a control to its label, its help and its fault. */
export const tied = (frame: Frame, hint?: string) => ({
  id: frame.id,
  'aria-describedby': idsOf(frame, hint),
  'aria-invalid': frame.fault ? true : undefined,
  'aria-required': frame.optional ? undefined : true
})

/** A label above one control. */
export function Field({ hint, children, ...frame }: Frame & { hint?: string; children: ReactNode }) {
  return (
    <div className="field">
      {frame.asTitle ? (
        <h1 tabIndex={-1}>
          <label htmlFor={frame.id}>
            <Asked {...frame} />
          </label>
        </h1>
      ) : (
        <label htmlFor={frame.id}>
          <Asked {...frame} />
        </label>
      )}
      <Explained {...frame} hint={hint} />
      {children}
    </div>
  )
}

/** A legend above several controls that answer one question. */
export function FieldGroup({ children, ...frame }: Frame & { children: ReactNode }) {
  return (
    <fieldset className="field" id={frame.id} aria-describedby={idsOf(frame)}>
      <legend>
        {frame.asTitle ? (
          <h1 tabIndex={-1}>
            <Asked {...frame} />
          </h1>
        ) : (
          <Asked {...frame} />
        )}
      </legend>
      <Explained {...frame} />
      {children}
    </fieldset>
  )
}

function Asked({ label, optional, asTitle }: Frame) {
  const t = useWords()
  return (
    <span className={asTitle ? 'asked title' : 'asked'}>
      {label} {optional && <span className="optional">({t('field.optional')})</span>}
    </span>
  )
}

function Explained({ id, official, help, hint, fault }: Frame & { hint?: string }) {
  const t = useWords()
  return (
    <>
      {official && (
        <p className="official" id={`${id}:official`}>
          {t('field.official', { label: official })}
        </p>
      )}
      {help && (
        <p className="help" id={`${id}:help`}>
          {help}
        </p>
      )}
      {hint && (
        <p className="hint" id={`${id}:hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}:fault`}>
          <Icon name="late" />
          <span>{fault}</span>
        </p>
      )}
    </>
  )
}
