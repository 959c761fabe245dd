/**
 * The intake that is open at this desk and those put aside, each of the officer who began it. Kept on the machine, so that a closed
 * window loses nothing; gone with the filing. The id is the dossier's own: sending it twice makes one dossier.
 */
import type { Answers } from '@motcua/kernel/rules/form'
import { newKey } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useSyncExternalStore } from 'react'
import type { consents, relations } from '../../rules.ts'
import type { Brought } from './files.ts'
import type { Card } from './scan.ts'

/** Who stands at the desk: from the card, or the number alone. */
export type Who = Partial<Omit<Card, 'kind'>> & {
  personalId: string
  /** Somebody has compared broken letters with the card. */
  compared?: boolean
}

export type Intake = {
  id: string
  owner: string
  since: string
  who?: Who
  procedure?: string
  answers: Answers
  /** With which procedure and card the answers were filled in. */
  filled?: string
  files: Record<string, Brought>
  /** Somebody else files for the applicant. */
  behalf?:
    | {
        name?: string | undefined
        relation?: (typeof relations)[number] | undefined
        how?: (typeof consents)[number] | undefined
        file?: Brought | undefined
      }
    | undefined
  /** Papers whose original stays at the desk until the result is handed over. */
  originals?: string[]
  /** The receipt of the fee, where it was paid at once. */
  receipt?: string | undefined
  /** Papers that are only shown, and were. */
  seen: string[]
}

/** More than five begun intakes are forgotten ones. */
export const mostAside = 5

type Kept = { open: Intake | undefined; aside: Intake[] }
const room = 'desk.intakes'

function read(): Kept {
  try {
    return JSON.parse(localStorage.getItem(room) ?? '') as Kept
  } catch {
    return { open: undefined, aside: [] }
  }
}

let kept = read()
const listeners = new Set<() => void>()

function write(next: Kept): void {
  kept = next
  try {
    localStorage.setItem(room, JSON.stringify(next))
  } catch {
    // No room, or storage is closed: it lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

const begun = (owner: string, who?: Who): Intake => ({
  id: newKey(),
  owner,
  since: now().toISOString(),
  answers: {},
  files: {},
  seen: [],
  ...(who ? { who } : {})
})

const isEmpty = ({ who, procedure }: Intake) => !who && !procedure

/** Opens an intake that was put aside, or that came back from the outbox; the one that was open is put aside for it. */
export function takeUp(intake: Intake): void {
  const { open, aside } = kept
  const rest = aside.filter(({ id }) => id !== intake.id)
  write({ open: intake, aside: open && !isEmpty(open) && open.id !== intake.id ? [...rest, open] : rest })
}

export function useIntakes() {
  const { person } = useOfficial()
  const state = useSyncExternalStore(listen, () => kept)
  const mine = ({ owner }: Intake) => owner === person.id
  const open = state.open && mine(state.open) ? state.open : undefined
  const aside = state.aside.filter(mine)
  return {
    open,
    aside,
    /** Changes the open intake; begins one where none is. */
    change: (part: Partial<Intake>) => {
      const { open: before, aside: others } = kept
      const base = before && mine(before) ? before : begun(person.id)
      // Another officer's, left open at this desk, waits for them.
      write({ open: { ...base, ...part }, aside: before && !mine(before) ? [...others, before] : others })
    },
    /** False where five wait already. */
    putAside: (): boolean => {
      if (!open || isEmpty(open)) return true
      if (aside.length >= mostAside) return false
      write({ open: undefined, aside: [...kept.aside, open] })
      return true
    },
    /** It was filed or thrown away. With `who` the next one is of the same person. */
    finish: (who?: Who) => write({ open: who && begun(person.id, who), aside: kept.aside }),
    drop: (id: string) =>
      write({
        open: kept.open?.id === id ? undefined : kept.open,
        aside: kept.aside.filter((one) => one.id !== id)
      })
  }
}
