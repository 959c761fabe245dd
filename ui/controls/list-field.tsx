import { type ReactNode, useState } from 'react'
import { useWords } from '../language.tsx'
import { Button } from './button.tsx'
import { FieldGroup, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'

type Removed<Row> = { row: Row; at: number; key: number }

/** Several of one kind, each drawn by `children`. A row taken out can be put back until the next is taken out. */
export function ListField<Row extends object>({
  value,
  onChange,
  rowName,
  min = 1,
  max,
  newRow,
  children,
  ...props
}: FieldProps<Row[]> & {
  /** What one row is called: "Ngành 2". */
  rowName?: (number: number) => string
  min?: number
  max?: number
  newRow: () => Row
  children: (row: Row, at: number, change: (row: Row) => void) => ReactNode
}) {
  const t = useWords()
  const [removed, setRemoved] = useState<Removed<Row>>()
  const rows = value && value.length > 0 ? value : Array.from({ length: min }, newRow)
  const [kept, setKept] = useState<number[]>([])
  // Rows have no names of their own. A row keeps its key when one above it goes, so that the box in focus stays the same box.
  const keys = kept.length === rows.length ? kept : rows.map((_, i) => i)
  const nameOf = rowName ?? ((number: number) => t('list.row', { number }))
  const add = () => {
    setKept([...keys, Math.max(removed?.key ?? 0, ...keys) + 1])
    onChange([...rows, newRow()])
  }
  const remove = (at: number) => {
    setRemoved({ row: rows[at]!, at, key: keys[at]! })
    setKept(keys.filter((_, i) => i !== at))
    onChange(rows.filter((_, i) => i !== at))
  }
  const undo = ({ row, at, key }: Removed<Row>) => {
    setKept(keys.toSpliced(at, 0, key))
    onChange(rows.toSpliced(at, 0, row))
    setRemoved(undefined)
  }
  return (
    <FieldGroup {...props} fault={props.faultAt?.()}>
      <ol className="stack tight">
        {rows.map((row, at) => (
          <li className="entry" key={keys[at]}>
            <div className="entry-head">
              <span>{nameOf(at + 1)}</span>
              {rows.length > min && (
                <Button look="plain" icon="trash" onClick={() => remove(at)}>
                  {t('list.remove', { number: at + 1 })}
                </Button>
              )}
            </div>
            {children(row, at, (next) => onChange(rows.map((one, i) => (i === at ? next : one))))}
          </li>
        ))}
      </ol>
      <div className="row" aria-live="polite">
        {rows.length < (max ?? Number.POSITIVE_INFINITY) && (
          <Button icon="plus" onClick={add}>
            {t('list.add')}
          </Button>
        )}
        {removed && (
          <span className="row">
            <Icon name="info" />
            {t('list.removed', { number: removed.at + 1 })}
            <Button look="plain" onClick={() => undo(removed)}>
              {t('list.undo')}
            </Button>
          </span>
        )}
      </div>
    </FieldGroup>
  )
}
