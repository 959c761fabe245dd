import { newKey, Problem } from '@motcua/ui/call.ts'
import { useRef, useState } from 'react'

/** One command that a person sends: once at a time, and after a broken line again under the same key, so that it is done once. */
export function useCommand<Body, Reply>(
  run: (body: Body, key: string) => Promise<Reply>,
  onDone: (reply: Reply) => void,
  { onMoved, onRefused }: { onMoved?: (problem: Problem) => void; onRefused?: (problem: Problem) => void } = {}
) {
  const last = useRef<{ json: string; key: string }>(undefined)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const send = async (body: Body): Promise<void> => {
    if (busy) return
    const json = JSON.stringify(body)
    const key = last.current?.json === json ? last.current.key : newKey()
    last.current = { json, key }
    setBusy(true)
    setProblem(undefined)
    try {
      onDone(await run(body, key))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // The server has said no for good: the next try is another command.
      if (error.status >= 400 && error.status < 500) last.current = undefined
      if (error.status === 409 && onMoved) onMoved(error)
      else {
        setProblem(error)
        onRefused?.(error)
      }
    } finally {
      setBusy(false)
    }
  }
  return { send, busy, problem }
}
