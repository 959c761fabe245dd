/** What somebody told while preparing and need not tell again: the place they live in, the answers that decide about papers. */
import type { Answers } from '@motcua/kernel/rules/form'
import type { Procedure } from '@motcua/procedures/rules'
import { firstAnswers } from '@motcua/ui/forms/walk.ts'
import { useState } from 'react'

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function keep(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value)
  } catch {
    return
  }
}

export function usePlace(): [string | undefined, (commune: string | undefined) => void] {
  const [commune, setCommune] = useState(() => read('commune') || undefined)
  return [
    commune,
    (next) => {
      keep('commune', next ?? '')
      setCommune(next)
    }
  ]
}

/** The answers a form of this procedure begins with. */
export function answersAtFirst({ code, form }: Procedure): Answers {
  const told = read(`forks.${code}`)
  const defaults = firstAnswers(form.sections.flatMap(({ fields }) => fields))
  return { ...defaults, ...(told ? (JSON.parse(told) as Answers) : {}) }
}

export function useForks(procedure: Procedure): [Answers, (answers: Answers) => void] {
  const [answers, setAnswers] = useState(() => answersAtFirst(procedure))
  return [
    answers,
    (next) => {
      keep(`forks.${procedure.code}`, JSON.stringify(next))
      setAnswers(next)
    }
  ]
}
