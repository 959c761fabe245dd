import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { ErrorList, goToField } from '../controls/notice.tsx'
import { useLanguage } from '../language.tsx'
import { say } from '../texts.ts'
import { visibleSections } from '@motcua/kernel/rules/form'
import { type ShownFault, shownFaults } from './faults.ts'
import { FormField, idOf } from './form-field.tsx'
import type { FormProps } from './form-page.tsx'

/** A form for a desk: everything at once; Enter and Shift+Enter go from field to field. */
export function FormSheet({
  form,
  answers,
  lists,
  today,
  onAnswers,
  refused = [],
  tried
}: FormProps & {
  /** How often the officer wanted to go on. From the first time on faults are told; each time the next one gets the focus. */
  tried: number
}) {
  const { language } = useLanguage()
  const found = useMemo(
    () => shownFaults(form, answers, today, lists, language, true),
    [form, answers, today, lists, language]
  )
  const faults = [...(tried > 0 ? found.faults : []), ...refused]
  const gaps = useRef<ShownFault[]>(faults)
  useEffect(() => {
    gaps.current = faults
  })
  useEffect(() => {
    if (tried > 0) goToNextGap(gaps.current)
  }, [tried])
  return (
    <form className="form-sheet" noValidate onSubmit={(event) => event.preventDefault()} onKeyDown={goByEnter}>
      <ErrorList faults={faults.map((fault) => ({ ...fault, id: idOf(fault.field) }))} />
      {visibleSections(form, answers, today).map((section) => (
        <section key={section.name} className="section">
          <h2>{say(section.title, language)}</h2>
          <div className="fields">
            {section.fields.map((field) => (
              <FormField
                key={field.name}
                field={field}
                path={field.name}
                value={answers[field.name]}
                onChange={(value) => onAnswers({ ...answers, [field.name]: value })}
                around={{ form, answers, today, lists, compact: true, faults, warnings: found.warnings }}
              />
            ))}
          </div>
        </section>
      ))}
    </form>
  )
}

function goToNextGap(faults: ShownFault[]): void {
  const at = faults.findIndex(({ field }) => {
    const place = document.getElementById(idOf(field))
    return place === document.activeElement || place?.contains(document.activeElement)
  })
  const next = faults[(at + 1) % faults.length]
  if (next) goToField(idOf(next.field))
}

const entries = 'input:not([type=radio]), input[type=radio]:checked, select, textarea'

/** Enter is the next field. In a text of several lines it stays a new line; a button keeps it. */
function goByEnter(event: KeyboardEvent<HTMLFormElement>): void {
  const from = event.target as HTMLElement
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.altKey) return
  if (!from.matches('input, select, textarea') || (from.matches('textarea') && !event.shiftKey)) return
  event.preventDefault()
  nextEntry(event.currentTarget, from, event.shiftKey ? -1 : 1)?.focus()
}

/** Of a group of radio buttons the chosen one stands for all, or the first where none is chosen. */
function nextEntry(form: HTMLFormElement, from: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const groupOf = (entry: HTMLElement) => (entry.matches('input[type=radio]') ? entry.getAttribute('name') : null)
  const seen = new Set<string>()
  const list = [...form.querySelectorAll<HTMLElement>(`${entries}, input[type=radio]`)].filter((entry) => {
    const group = groupOf(entry)
    if (group === null || entry === from) return true
    const chosen = form.querySelector(`input[name="${CSS.escape(group)}"]:checked`)
    if (group === groupOf(from) || seen.has(group) || (chosen && chosen !== entry)) return false
    seen.add(group)
    return true
  })
  return list[list.indexOf(from) + step]
}
