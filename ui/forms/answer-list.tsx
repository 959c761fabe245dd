import { type Answers, type Field, type Form, visibleRowFields, visibleSections } from '@motcua/kernel/rules/form'
import { Button } from '../controls/button.tsx'
import { useLanguage, useWords } from '../language.tsx'
import { say } from '../texts.ts'
import { labelOf, type Lists, shownAnswer } from './walk.ts'

/** All answers once, section by section; where they may still be changed, "Sửa" stands beside each section. */
export function AnswerList({
  form,
  answers,
  lists,
  today,
  official = false,
  onMend
}: {
  form: Form
  answers: Answers
  lists: Lists
  today: string
  /** The form's own labels instead of the questions. */
  official?: boolean
  /** Handed the key of the section's first step. */
  onMend?: (key: string) => void
}) {
  const t = useWords()
  const { language } = useLanguage()
  return (
    <div className="stack">
      {visibleSections(form, answers, today).map((section) => {
        const title = say(section.title, language)
        return (
          <section key={section.name} className="answers">
            <header className="answers-head">
              <h2>{title}</h2>
              {onMend && (
                <Button look="plain" icon="pen" onClick={() => onMend(section.name)}>
                  <span aria-hidden="true">{t('form.mend')}</span>
                  <span className="aloud">{t('form.mend.part', { part: title })}</span>
                </Button>
              )}
            </header>
            <dl>
              {section.fields.flatMap((field) =>
                rowsOf(field, answers).map(({ key, row, number }) =>
                  row === undefined ? (
                    <One key={key} {...{ field, lists, official }} value={answers[field.name]} />
                  ) : (
                    <div key={key} className="of-list">
                      <dt>{`${labelOf(field, true, language)} ${number}`}</dt>
                      <dd>
                        <dl>
                          {visibleRowFields(form, field, row, answers, today).map((inner) => (
                            <One key={inner.name} field={inner} value={row[inner.name]} {...{ lists, official }} />
                          ))}
                        </dl>
                      </dd>
                    </div>
                  )
                )
              )}
            </dl>
          </section>
        )
      })}
    </div>
  )
}

type Row = { key: string; row?: Answers; number?: number }

function rowsOf(field: Field, answers: Answers): Row[] {
  const value = answers[field.name]
  if (field.type !== 'list' || !Array.isArray(value) || value.length === 0) return [{ key: field.name }]
  return value.map((row, at) => ({ key: `${field.name}.${at}`, row: row as Answers, number: at + 1 }))
}

function One({
  field,
  value,
  lists,
  official
}: {
  field: Field
  value: Answers[string]
  lists: Lists
  official: boolean
}) {
  const t = useWords()
  const { language } = useLanguage()
  const shown = shownAnswer(field, value, lists, language)
  return (
    <div>
      <dt>{labelOf(field, official, language)}</dt>
      <dd className={shown === undefined ? 'muted' : undefined}>{shown ?? t('form.empty')}</dd>
    </div>
  )
}
