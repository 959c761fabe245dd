/** Why something was not taken by the server that it will take another time. */
import type { Problem } from '@motcua/ui/call.ts'

export type Why = 'offline' | 'slow' | 'busy' | 'fault'

/** `code` is what the person can read out: the reference of a fault, else the status. */
export function whyUnsent({ code, status, reference }: Problem): { why: Why; code: string } {
  const busy = status === 429 || status === 503
  const why = code === 'offline' || code === 'slow' ? code : busy ? 'busy' : 'fault'
  return { why, code: reference ?? String(status) }
}
