import { type KeyboardEvent, useState } from 'react'
import { useWords } from '../language.tsx'
import type { Option } from './choice.tsx'
import { Field, type FieldProps, tied } from './field.tsx'
import { searchOptions } from './search.ts'

const shown = 40

/**
 * One of many: type a few letters, accents or not, and choose. Lists of hundreds need no scrolling. Roles instead of tags, because a
 * datalist neither leaves accents out nor shows a second line, and a select cannot be typed into.
 */
export function SearchField({
  options,
  placeholder,
  value,
  onChange,
  ...props
}: FieldProps<string> & { options: Option[]; placeholder?: string }) {
  const t = useWords()
  const frame = { ...props, fault: props.faultAt?.() }
  const [typed, setTyped] = useState<string>()
  const [at, setAt] = useState(0)
  const chosen = options.find((option) => option.value === value)
  const open = typed !== undefined
  const all = open ? searchOptions(options, typed === chosen?.label ? '' : typed) : []
  const found = all.slice(0, shown)
  const listId = `${props.id}:found`

  const choose = (option: Option) => {
    onChange(option.value)
    setTyped(undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes a letter, Enter and the arrows belong to it.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!open) setTyped(chosen?.label ?? '')
      else setAt(Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), found.length - 1))
    } else if (event.key === 'Enter' && open && found[at] && typed.trim() !== '') {
      // The form sees the same Enter and goes on to its next field.
      event.preventDefault()
      choose(found[at])
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation()
      setTyped(undefined)
    }
  }
  return (
    <Field {...frame}>
      <div className="search-field">
        <input
          className="box"
          type="text"
          role="combobox"
          spellCheck={false}
          autoComplete="off"
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={listId}
          aria-activedescendant={open && found[at] ? `${listId}:${found[at].value}` : undefined}
          placeholder={placeholder ?? t('field.choose')}
          {...tied(frame)}
          value={typed ?? chosen?.label ?? ''}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => setTyped(typed ?? chosen?.label ?? '')}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setAt(0)
            if (event.currentTarget.value === '') onChange(undefined)
          }}
          onBlur={() => setTyped(undefined)}
          onKeyDown={onKeyDown}
        />
        {!open && chosen?.note && <p className="chosen-note small">{chosen.note}</p>}
        {open && (
          <div className="found" id={listId} role="listbox" aria-label={props.label}>
            {found.map((option, i) => (
              <div
                key={option.value}
                id={`${listId}:${option.value}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === at}
                ref={i === at ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
                // Pressing must not take the focus from the box, or its leaving closes the list before the choice counts.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(option)}
                onKeyDown={onKeyDown}
              >
                {option.label}
                {option.note && <span className="note">{option.note}</span>}
              </div>
            ))}
            {found.length === 0 && <p className="more">{t('search.none', { text: typed })}</p>}
            {all.length > shown && <p className="more">{t('search.more', { count: all.length - shown })}</p>}
          </div>
        )}
      </div>
    </Field>
  )
}
