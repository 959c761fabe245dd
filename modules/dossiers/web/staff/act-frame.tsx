import type { Problem } from '@motcua/ui/call.ts'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { type ReactNode, useState } from 'react'
import type { OfficeVerb } from './actions.tsx'
import { useCommand } from './command.ts'
import { texts } from './texts.ts'

type Given = { [name: string]: unknown }
type Filled<G extends Given> = { [Name in keyof G]: NonNullable<G[Name]> }

const isFilled = (value: unknown) =>
  value !== undefined && value !== null && !(typeof value === 'string' && !value.trim())

/** A verb about to be done: what is still missing is told at its field before anything is sent, the server's no afterwards. */
export function useAct<Body>(
  run: (body: Body, key: string) => Promise<unknown>,
  { onDone, onMoved }: { onDone: () => void; onMoved: (problem: Problem) => void }
) {
  const t = useText(texts)
  const command = useCommand(run, onDone, { onMoved })
  const [missing, setMissing] = useState<string[]>([])
  const faultOf = (name: string) =>
    missing.includes(name)
      ? t('fault.required')
      : command.problem?.fields.find(({ field }) => field === name || field === `body.${name}`)?.text
  return {
    ...command,
    missing,
    faultOf,
    /** What every field is told. */
    field: (name: string) => ({ id: `act.${name}`, faultAt: () => faultOf(name) }),
    /** Sends what `make` gives once everything needed is there. */
    check: <G extends Given>(needed: G, make: (filled: Filled<G>) => Body) => {
      const empty = Object.keys(needed).filter((name) => !isFilled(needed[name]))
      setMissing(empty)
      if (empty.length === 0) void command.send(make(needed as Filled<G>))
    }
  }
}

export function ActFrame({
  act,
  verb,
  send,
  children
}: {
  act: { busy: boolean; problem: Problem | undefined }
  verb: OfficeVerb
  send: () => void
  children: ReactNode
}) {
  const t = useText(texts)
  const problemText = useProblemText()
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!act.busy) send()
      }}
    >
      {act.problem && <Notice tone="late" aloud title={problemText(act.problem)} />}
      {children}
      <div>
        <button type="submit" className="button main" aria-disabled={act.busy || undefined}>
          {t(`verb.${verb}`)}
        </button>
      </div>
    </form>
  )
}
