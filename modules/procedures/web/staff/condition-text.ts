import type { Condition, Form } from '@motcua/kernel/rules/form'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { conditionInWords } from '../../rules.ts'
import { texts } from './texts.ts'

/** A condition over the questions of this form, as a sentence. */
export function useConditionText(form: Form): (when: Condition) => string {
  const t = useText(texts)
  const { language } = useLanguage()
  const words = {
    and: t('if.and'),
    or: t('if.or'),
    other: t('if.other'),
    unless: t('if.unless'),
    yes: t('if.yes'),
    no: t('if.no'),
    filled: t('if.filled'),
    empty: t('if.empty'),
    atLeast: t('if.atLeast'),
    olderThanDays: t('if.olderThanDays')
  }
  return (when) => conditionInWords(when, form, language, words)
}
