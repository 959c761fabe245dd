import type { Condition, Field, Form, Text } from '@motcua/kernel/rules/form'

/** The words that join a condition, from the catalogue of whoever shows it. */
export type ConditionWords = {
  and: string
  or: string
  /** Before the answers it does not wait for. */
  other: string
  /** Before a condition that must not hold. */
  unless: string
  yes: string
  no: string
  filled: string
  empty: string
  /** `{count}`: the number. */
  atLeast: string
  /** `{count}`: the days. */
  olderThanDays: string
}

/** A condition as a person reads it: each question of the form with the answer it waits for. */
export function conditionInWords(when: Condition, form: Form, language: keyof Text, words: ConditionWords): string {
  const inner = (part: Condition): string => {
    const text = conditionInWords(part, form, language, words)
    return 'all' in part || 'any' in part ? `(${text})` : text
  }
  if ('all' in when) return when.all.map(inner).join(` ${words.and} `)
  if ('any' in when) return when.any.map(inner).join(` ${words.or} `)
  if ('not' in when) {
    const { not } = when
    if ('is' in not || 'in' in not) return asked(not, `${words.other} `)
    return `${words.unless} ${inner(not)}`
  }
  return asked(when, '')

  function asked(asks: Extract<Condition, { field: string }>, other: string): string {
    const field = fieldNamed(asks.field, form)
    const question = field?.label[language] ?? asks.field
    if ('atLeast' in asks) return `${question} ${words.atLeast.replace('{count}', String(asks.atLeast))}`
    if ('olderThanDays' in asks)
      return `${question} ${words.olderThanDays.replace('{count}', String(asks.olderThanDays))}`
    if ('filled' in asks) return `${question} ${asks.filled ? words.filled : words.empty}`
    const answers = ('in' in asks ? asks.in : [asks.is]).map((answer) => answerInWords(answer, field, language, words))
    return `${question}${question.endsWith('?') ? '' : ':'} ${other}${answers.join(' / ')}`
  }
}

/** A question without its mark, as it stands within a sentence. */
export const questionInWords = ({ label }: Field, language: keyof Text): string => label[language].replace(/\?$/, '')

export const fieldNamed = (name: string, { sections }: Form): Field | undefined =>
  sections.flatMap(({ fields }) => fields).find((field) => field.name === name)

function answerInWords(
  answer: string | number | boolean,
  field: Field | undefined,
  language: keyof Text,
  words: ConditionWords
): string {
  if (typeof answer === 'boolean') return answer ? words.yes : words.no
  const option = field?.options?.find(({ value }) => value === answer)
  return option ? `“${option.label[language]}”` : String(answer)
}
