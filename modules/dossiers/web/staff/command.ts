import type { Endpoint } from '@motcua/kernel/contract'
import { call, type CallInput, newKey, Problem } from '@motcua/ui/call.ts'
import { isOfTheLine, keep, type Label } from '@motcua/ui/staff/outbox.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useRef, useState } from 'react'
import type { Static } from 'typebox'

type Ends<E extends Endpoint> = {
  onDone: (reply: Static<E['reply']>) => void
  /** Somebody else was quicker (409). */
  onMoved?: (problem: Problem) => void
  onRefused?: (problem: Problem) => void
  /** What the act is called where it is kept until the line is back. Without it the act is not kept. */
  label?: Label & { reopen?: unknown }
  onKept?: () => void
}

/**
 * One command that a person sends: once at a time, and after a broken line again under the same key, so that it is done once. While
 * there is no line it is kept on this machine and sent later.
 */
export function useCommand<E extends Endpoint>(
  endpoint: E,
  params: Static<E['params']>,
  { onDone, onMoved, onRefused, label, onKept }: Ends<E>
) {
  const { person } = useOfficial()
  const last = useRef<{ json: string; key: string }>(undefined)
  // Two presses can come before the screen has been drawn anew.
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  /** `reopen` is what a screen needs to mend this very act, where the drawing it was pressed on does not know it yet. */
  const send = async (body: Static<E['body']>, reopen?: unknown): Promise<void> => {
    if (running.current) return
    running.current = true
    const json = JSON.stringify(body)
    const key = last.current?.json === json ? last.current.key : newKey()
    last.current = { json, key }
    setBusy(true)
    setProblem(undefined)
    try {
      onDone(await call(endpoint, { params, body, key } as unknown as CallInput<E>))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // The server has said no for good: the next try is another command.
      if (error.status >= 400 && error.status < 500) last.current = undefined
      if (label && onKept && isOfTheLine(error)) {
        const { name, method, url } = endpoint
        await keep({
          ...label,
          ...(reopen ? { reopen } : {}),
          key,
          owner: person.id,
          way: { name, method, url },
          input: { params: params as object, body }
        })
        last.current = undefined
        onKept()
      } else if (error.status === 409 && onMoved) onMoved(error)
      else {
        setProblem(error)
        onRefused?.(error)
      }
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { send, busy, problem, forget: () => setProblem(undefined) }
}
