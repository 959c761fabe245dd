/** Intakes put aside (“Tạm gác”): with the desk, or on this machine while there is no line. */
import { call, Problem } from '@motcua/ui/call.ts'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { drop, isWaiting, useOutbox } from '@motcua/ui/staff/outbox.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { dropPutAside, listPutAside, type PutAside, putAside, takeUp } from '../../contract.ts'
import { useCommand } from './command.ts'
import { type Intake, isEmpty, useIntake } from './intakes.ts'
import { useProcedure, useShortNames } from './queries.ts'
import { texts } from './texts.ts'

const key = ['put-aside']
const everyMs = 30_000

/** What waits at the desk, and what of it has not left this machine. */
export type Waiting = Pick<PutAside, 'id' | 'label' | 'putAt' | 'by'> & {
  /** Its place in the outbox, with all that was typed. */
  here?: { seq: number; intake: Intake }
}

export function useWaiting(): { waiting: Waiting[]; error: unknown; again: () => unknown } {
  const { person } = useOfficial()
  const asked = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(listPutAside, { signal }),
    refetchInterval: everyMs
  })
  const kept = useOutbox().filter(
    (item) => item.way.name === putAside.name && item.owner === person.id && isWaiting(item)
  )
  const here = kept.map(({ seq, matter, input, since, reopen }) => ({
    id: matter,
    label: (input.body as { label: string }).label,
    putAt: since,
    by: person.name,
    here: { seq, intake: reopen as Intake }
  }))
  const newer = new Set(here.map(({ id }) => id))
  return {
    waiting: [...here, ...(asked.data?.rows ?? []).filter(({ id }) => !newer.has(id))],
    error: asked.data ? null : asked.error,
    again: asked.refetch
  }
}

/** Whose it is and what for, as a colleague at the desk reads it. */
export function useLabel(intake: Intake | undefined): string {
  const t = useText(texts)
  const nameOf = useShortNames()
  const { who, procedure = '', answers } = intake ?? {}
  const role = useProcedure(procedure).data?.procedure.roles.applicantName
  const typed = role ? answers?.[role] : undefined
  const name = who?.name ?? (typed ? String(typed) : undefined) ?? who?.personalId ?? t('who.unnamed')
  return [name, procedure && nameOf(procedure)].filter(Boolean).join(' · ').slice(0, 120)
}

/** Puts the open intake aside, then goes on with what the officer wanted. */
export function usePutAside() {
  const t = useText(texts)
  const { appointments } = useOfficial()
  const { open, finish } = useIntake()
  const label = useLabel(open)
  const queries = useQueryClient()
  const then = useRef<() => void>(undefined)
  const gone = () => {
    finish()
    void queries.invalidateQueries({ queryKey: key })
    then.current?.()
  }
  const { send, busy, problem, forget } = useCommand(
    putAside,
    { id: open?.id ?? '' },
    { onDone: gone, onKept: gone, label: { what: t('outbox.aside', { label }), matter: open?.id ?? '', reopen: open } }
  )
  return {
    busy,
    problem,
    forget,
    putAside: (next: () => void) => {
      const desk = appointments.find(({ role }) => role === 'officer')
      if (!open || isEmpty(open) || !desk) return next()
      then.current = next
      const consent = open.behalf?.file
      const files = new Set([...Object.values(open.files), ...(consent ? [consent] : [])].map(({ sha256 }) => sha256))
      const { owner: _, ...contents } = open
      void send({ office: desk.office, label, contents, files: [...files] })
    }
  }
}

/** Goes on with one that waits, or gives it up. */
export function useTakeUp() {
  const problemText = useProblemText()
  const queries = useQueryClient()
  const { resume } = useIntake()
  const [told, setTold] = useState<string>()
  const tell = (error: unknown) => {
    if (!(error instanceof Problem)) throw error
    setTold(problemText(error))
    void queries.invalidateQueries({ queryKey: key })
  }
  return {
    told,
    takeUp: async ({ id, here }: Waiting, next: () => void) => {
      try {
        resume(here ? here.intake : ((await call(takeUp, { params: { id } })).contents as Intake))
        if (here) await drop(here.seq)
        next()
      } catch (error) {
        tell(error)
      }
    },
    giveUp: async ({ id, here }: Waiting) => {
      try {
        if (here) await drop(here.seq)
        else await call(dropPutAside, { params: { id } })
        void queries.invalidateQueries({ queryKey: key })
      } catch (error) {
        tell(error)
      }
    }
  }
}
