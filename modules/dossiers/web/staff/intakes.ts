/**
 * The intake an officer has open. Kept on the machine until the day ends, so that a closed window loses nothing; gone with the filing.
 * What is put aside lies with the desk (`aside.ts`). The id is the dossier's own: sending it twice makes one dossier.
 */
import { dayOf } from '@motcua/kernel/rules/calendar'
import type { Answers } from '@motcua/kernel/rules/form'
import { newKey } from '@motcua/ui/call.ts'
import { now, today } from '@motcua/ui/clock.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import type { Relation } from '@motcua/kernel/rules/relations'
import type { consents } from '../../rules.ts'
import type { Brought } from './files.ts'
import type { Promised } from './leases.ts'
import { openMachineStore } from './machine-store.ts'
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
        relation?: Relation | undefined
        how?: (typeof consents)[number] | undefined
        file?: Brought | undefined
      }
    | undefined
  /** Papers whose original stays at the desk until the result is handed over. */
  originals?: string[]
  /** The receipt of the fee, where it was paid at once. */
  receipt?: string | undefined
  /** The number and day it was promised while there was no line: it keeps them, also where something is to be mended. */
  offline?: Promised
  /** Papers that are only shown, and were. */
  seen: string[]
}

/** One for each officer who works at this machine: nobody goes on with what a colleague has left open here. */
type Kept = Record<string, Intake | undefined>
/** An unfinished form of somebody who left is nobody's file: it ends with its day, as what is put aside does. */
const store = openMachineStore<Kept>(
  'desk.intake',
  (text) =>
    Object.fromEntries(
      Object.entries(JSON.parse(text) as Kept).filter(
        ([, intake]) => intake && dayOf(new Date(intake.since)) === today()
      )
    ),
  {}
)

const begun = (owner: string, who?: Who): Intake => ({
  id: newKey(),
  owner,
  since: now().toISOString(),
  answers: {},
  files: {},
  seen: [],
  ...(who ? { who } : {})
})

/** Nothing has been said in it yet: there is nothing to keep. */
export const isEmpty = ({ who, procedure }: Intake) => !who && !procedure

export function useIntake() {
  const { person } = useOfficial()
  const open = store.use()[person.id]
  return {
    open,
    /** Changes the open intake; begins one where none is. */
    change: (part: Partial<Intake>) =>
      store.set({ ...store.get(), [person.id]: { ...(store.get()[person.id] ?? begun(person.id)), ...part } }),
    /** Goes on with one that was put aside, or that came back from the outbox. */
    resume: (intake: Intake) => store.set({ ...store.get(), [person.id]: { ...intake, owner: person.id } }),
    /** It was filed, put aside or thrown away. With `who` the next one is of the same person. */
    finish: (who?: Who) => store.set({ ...store.get(), [person.id]: who && begun(person.id, who) })
  }
}
