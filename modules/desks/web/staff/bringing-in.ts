import { onNetwork } from '@motcua/ui/network.ts'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { sendActs, useKeptCalls } from './kept-calls.ts'
import { showLine } from './lines.ts'

const everyMs = 15_000

/** Whichever screen is open: what was called without a line is brought in as soon as there is one. */
export function useBringingIn(): void {
  const { person } = useOfficial()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const waits = useKeptCalls().acts.filter(({ owner }) => owner === person.id).length
  const send = useEffectEvent(() => void sendActs(person.id, (line) => showLine(queries, line), problemText))
  // With each act that is kept there is a try at once: only an answer may be missing, not the line.
  useEffect(() => {
    if (waits === 0) return
    send()
    const clock = setInterval(send, everyMs)
    const deaf = onNetwork(send)
    return () => {
      clearInterval(clock)
      deaf()
    }
  }, [waits])
}
