import type { Answers } from '@motcua/kernel/rules/form'
import type { Procedure } from '@motcua/procedures/rules'
import { newKey } from '@motcua/ui/call.ts'
import { firstAnswers } from '@motcua/ui/forms/walk.ts'
import type { Brought } from './files.ts'

/** An intake begun: the id is the dossier's own, so that sending it twice makes one dossier. */
export type Draft = { id: string; answers: Answers; files: Record<string, Brought> }

/**
 * Begun intakes by procedure, for as long as the page is open: leaving the screen or signing in again loses nothing. Not kept on the
 * machine, because the next person at this desk could read it.
 */
const drafts = new Map<string, Draft>()

export function draftOf({ code, form }: Procedure): Draft {
  return (
    drafts.get(code) ?? {
      id: newKey(),
      answers: firstAnswers(form.sections.flatMap((section) => section.fields)),
      files: {}
    }
  )
}

export const keepDraft = (code: string, draft: Draft): void => void drafts.set(code, draft)
export const dropDraft = (code: string): void => void drafts.delete(code)
