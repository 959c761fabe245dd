import { useEffect, useEffectEvent } from 'react'
import { onNetwork } from '../network.ts'

/**
 * As long as something waits to be sent, whichever screen is open: tries at once, since the line may have come back before anybody listened,
 * then ever again, and as soon as there is a line. `waits` changes with what waits.
 */
export function useTrying(waits: number | boolean, everyMs: number, send: () => unknown): void {
  const attempt = useEffectEvent(() => void send())
  useEffect(() => {
    if (!waits) return
    attempt()
    const clock = setInterval(attempt, everyMs)
    const deaf = onNetwork(attempt)
    return () => {
      clearInterval(clock)
      deaf()
    }
  }, [waits, everyMs])
}
