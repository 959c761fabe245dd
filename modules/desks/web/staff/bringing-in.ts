import { useProblemText } from '@motcua/ui/problem-text.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useTrying } from '@motcua/ui/staff/trying.ts'
import { useQueryClient } from '@tanstack/react-query'
import { sendActs, useKeptCalls } from './kept-calls.ts'
import { showLine } from './lines.ts'

const everyMs = 15_000

/** Whichever screen is open: what was called without a line is brought in as soon as there is one. */
export function useBringingIn(): void {
  const { person } = useOfficial()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const waits = useKeptCalls().acts.filter(({ owner }) => owner === person.id).length
  // With each act that is kept there is a try at once: only an answer may be missing, not the line.
  useTrying(waits, everyMs, () => sendActs(person.id, (line) => showLine(queries, line), problemText))
}
