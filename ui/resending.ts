/** When what did not go through is sent again by itself. */

const firstMs = 1_000
const mostMs = 900_000

/** After so many tries in a row: each pause twice the one before, up to a quarter of an hour, and never the same for all phones. */
export const pauseAfter = (tries: number, chance: number): number =>
  Math.min(firstMs * 2 ** (tries - 1), mostMs) * (0.75 + chance / 2)

/** Waits that long, or until the device says that the line is back, or nobody waits for it any more. */
export const waitForLine = (tries: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(go, pauseAfter(tries, Math.random()))
    function go(): void {
      clearTimeout(timer)
      removeEventListener('online', go)
      signal?.removeEventListener('abort', go)
      resolve()
    }
    addEventListener('online', go)
    signal?.addEventListener('abort', go)
    if (signal?.aborted) go()
  })
