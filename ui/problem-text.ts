import { patienceSeconds, Problem } from './call.ts'
import { useWords } from './language.tsx'

/** What went wrong in words: the server's own sentence, ours where it never got there. What is not a no is a fault of the program. */
export function useProblemText(): (error: unknown) => string {
  const t = useWords()
  return (error) => {
    if (!(error instanceof Problem)) {
      reportError(error)
      return t('page.broken')
    }
    if (error.code === 'offline') return t('problem.offline')
    if (error.code === 'slow') return t('problem.slow', { seconds: patienceSeconds })
    if (error.code === 'unreadable') return t('problem.unreadable', { status: error.status })
    return error.detail || error.title
  }
}
