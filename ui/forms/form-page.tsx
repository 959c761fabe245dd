import type { Answers, Form } from '@motcua/kernel/rules/form'
import { type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Listen } from '../citizen/listen.tsx'
import { Progress } from '../citizen/progress.tsx'
import { Button } from '../controls/button.tsx'
import { ErrorList, goToField } from '../controls/notice.tsx'
import { useLanguage, useWords } from '../language.tsx'
import { say } from '../texts.ts'
import { liesIn, type ShownFault, shownFaults } from './faults.ts'
import { FormField, idOf } from './form-field.tsx'
import { type Lists, stepAt, stepsOf } from './walk.ts'

export type FormProps = {
  form: Form
  answers: Answers
  lists: Lists
  today: string
  /** Called at every keystroke: the caller keeps the draft. */
  onAnswers: (answers: Answers) => void
  /** What the server refused, by path; shown until that field is changed. */
  refused?: ShownFault[]
}

const wide = '(min-width: 48rem)'
const watchWidth = (changed: () => void) => {
  const query = matchMedia(wide)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** Begins each new step at the top, with its question read out. */
function useReadingFrom(key: string | undefined): RefObject<HTMLFormElement | null> {
  const page = useRef<HTMLFormElement>(null)
  const before = useRef(key)
  useEffect(() => {
    if (before.current === key) return
    before.current = key
    scrollTo(0, 0)
    page.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }, [key])
  return page
}

/** A form for citizens: one question at a time on a phone, a section at a time where there is room. */
export function FormPage({
  form,
  answers,
  lists,
  today,
  onAnswers,
  refused = [],
  at,
  onAt,
  saved,
  onBack,
  onDone
}: FormProps & {
  /** The key of the step one is at; undefined at the start. */
  at: string | undefined
  onAt: (key: string) => void
  /** Whether this device lets us keep the draft. */
  saved: boolean
  /** Back from the first step. */
  onBack: () => void
  onDone: () => void
}) {
  const t = useWords()
  const { language } = useLanguage()
  const together = useSyncExternalStore(watchWidth, () => matchMedia(wide).matches) ? 'section' : 'question'
  const steps = stepsOf(form, answers, today, together)
  const here = stepAt(steps, at)
  const step = steps[here]
  // Faults are told when one wants to go on, and from then on they go as they are mended.
  const [tried, setTried] = useState<string>()
  const found = useMemo(
    () => shownFaults(form, answers, today, lists, language),
    [form, answers, today, lists, language]
  )
  const page = useReadingFrom(step?.key)
  if (!step) return null

  const ofStep = (faults: ShownFault[]) =>
    faults.filter((fault) => step.fields.some((field) => liesIn(fault, field.name)))
  const open = ofStep(found.faults)
  const faults = [...(tried === step.key ? open : []), ...ofStep(refused)]
  const goOn = () => {
    if (open.length > 0) {
      setTried(step.key)
      // One thing wrong with one question stands at the question; the list above is for more.
      requestAnimationFrame(() => {
        const first = page.current?.querySelector<HTMLElement>('.notice a')
        if (first) first.focus()
        else goToField(idOf(open[0]!.field))
      })
      return
    }
    const next = steps[here + 1]
    if (next) onAt(next.key)
    else onDone()
  }
  const goBack = () => {
    const before = steps[here - 1]
    if (before) onAt(before.key)
    else onBack()
  }
  const alone = step.fields.length === 1
  const title = say(step.section.title, language)
  return (
    <form
      ref={page}
      className="form-page"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        goOn()
      }}
    >
      <Progress step={step.step} of={step.of} share={(here + 1) / (steps.length + 1)} saved={saved} />
      {(faults.length > 1 || step.fields.length > 1) && (
        <ErrorList faults={faults.map((fault) => ({ ...fault, id: idOf(fault.field) }))} />
      )}
      {alone ? <p className="section-name">{title}</p> : <h1 tabIndex={-1}>{title}</h1>}
      {step.fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          path={field.name}
          asTitle={alone}
          value={answers[field.name]}
          onChange={(value) => onAnswers({ ...answers, [field.name]: value })}
          around={{ form, answers, today, lists, compact: false, faults, warnings: ofStep(found.warnings) }}
        />
      ))}
      {alone && step.fields[0] && (
        <Listen
          key={step.key}
          text={[step.fields[0].label, step.fields[0].help].map((part) => part?.vi ?? '').join('. ')}
        />
      )}
      <div className="actions">
        <Button type="submit" look="main">
          {t('form.next')}
        </Button>
        <Button icon="back" onClick={goBack}>
          {t('page.back')}
        </Button>
      </div>
    </form>
  )
}
