import { mayPass, newKey } from '@motcua/ui/call.ts'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { waitForLine } from '@motcua/ui/resending.ts'
import { useEffect, useRef, useState } from 'react'
import { texts } from './texts.ts'
import { whyUnsent } from './why-unsent.ts'

/**
 * One act from a screen: it says what it does while it does it, and what came back. What the server has not taken goes off again by itself
 * under the same key, as long as the screen is open and what is sent is the same.
 */
export function useAct() {
  const t = useText(texts)
  const problem = useProblemText()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [key, setKey] = useState(newKey)
  const going = useRef<AbortController>(undefined)
  useEffect(() => () => going.current?.abort(), [])

  const send = async (work: (key: string) => Promise<unknown>, { signal }: AbortController) => {
    for (let tries = 1; ; tries++) {
      try {
        return await work(key)
      } catch (error) {
        if (signal.aborted || !mayPass(error)) throw error
        const { why, code } = whyUnsent(error)
        setFault(t(`act.${why}`, { code }))
        await waitForLine(tries, signal)
        if (signal.aborted) throw error
      }
    }
  }
  /** Whether it is done. */
  const act = async (work: (key: string) => Promise<unknown>): Promise<boolean> => {
    const mine = new AbortController()
    going.current = mine
    setBusy(true)
    setFault(undefined)
    try {
      await send(work, mine)
      setFault(undefined)
      setKey(newKey())
      return true
    } catch (error) {
      if (!mine.signal.aborted) setFault(problem(error))
      return false
    } finally {
      if (going.current === mine) setBusy(false)
    }
  }
  /** What is sent is another thing from now on. */
  const changed = () => {
    going.current?.abort()
    setBusy(false)
    setKey(newKey())
    setFault(undefined)
  }
  return { act, busy, fault, changed, refuse: setFault }
}
