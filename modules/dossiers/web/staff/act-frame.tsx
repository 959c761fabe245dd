import type { Endpoint } from '@motcua/kernel/contract'
import type { Problem } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { type ReactNode, useState } from 'react'
import type { Static } from 'typebox'
import type { ById } from '../../contract/standing.ts'
import type { ActProps } from './act-form.tsx'
import { useCommand } from './command.ts'
import { texts } from './texts.ts'

type Given = { [name: string]: unknown }
type Filled<G extends Given> = { [Name in keyof G]: NonNullable<G[Name]> }

const isFilled = (value: unknown) =>
  value !== undefined && value !== null && !(typeof value === 'string' && !value.trim())

/** A verb about to be done: what is still missing is told at its field before anything is sent, the server's no afterwards. */
export function useAct<E extends Endpoint<typeof ById>>(
  endpoint: E,
  { verb, view, onDone, onMoved, onKept }: Pick<ActProps, 'verb' | 'view' | 'onDone' | 'onMoved' | 'onKept'>
) {
  const t = useText(texts)
  const command = useCommand(
    endpoint as Endpoint,
    { id: view.id },
    {
      onDone,
      onMoved,
      label: { what: t('outbox.act', { verb: t(`verb.${verb}`), number: view.number }), matter: view.id },
      onKept
    }
  )
  return { ...command, verb, ...useCheck<Static<E['body']>>(command) }
}

/** The fields of a form that is sent as one command: what is missing is told before it is sent, what the server refuses after. */
export function useCheck<Body>({
  send,
  problem
}: {
  send: (body: Body) => Promise<void>
  problem: Problem | undefined
}) {
  const t = useText(texts)
  const [missing, setMissing] = useState<string[]>([])
  const faultOf = (name: string) =>
    missing.includes(name)
      ? t('fault.required')
      : problem?.fields.find(({ field }) => field === name || field === `body.${name}`)?.text
  return {
    missing,
    faultOf,
    /** A field is being filled in: what was missing there is not said any longer. */
    mended: (id: string) => setMissing((names) => names.filter((name) => id !== `act.${name}`)),
    /** What every field is told. */
    field: (name: string) => ({ id: `act.${name}`, faultAt: () => faultOf(name) }),
    /** Sends what `make` gives once everything needed is there. */
    check: <G extends Given>(needed: G, make: (filled: Filled<G>) => Body) => {
      const empty = Object.keys(needed).filter((name) => !isFilled(needed[name]))
      setMissing(empty)
      const [first] = empty
      if (first === undefined) void send(make(needed as Filled<G>))
      else requestAnimationFrame(() => document.getElementById(`act.${first}`)?.focus())
    }
  }
}

/** The form of a verb: its fields, the server's no above them, and F9 under them. */
export function ActFrame({
  act,
  send,
  does,
  preview,
  children
}: {
  act: { busy: boolean; problem: Problem | undefined; verb: ActProps['verb']; mended: (id: string) => void }
  send: () => void
  /** Where the button says more than the verb. */
  does?: string
  /** The paper that the act issues, shown beside the form for whom wants to see it first. */
  preview?: ReactNode
  children: ReactNode
}) {
  const t = useText(texts)
  const problemText = useProblemText()
  const [isOpen, setOpen] = useState(false)
  const form = (
    <div className="stack" onInput={({ target }) => act.mended((target as HTMLElement).id)}>
      {act.problem && <Notice tone="late" aloud title={problemText(act.problem)} />}
      {children}
      <div className="row">
        <KeyButton look="main" onKey="F9" does={does ?? t(`verb.${act.verb}`)} busy={act.busy} onPress={send} />
        {preview && (
          <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t(isOpen ? 'preview.close' : 'preview.open')}
          </Button>
        )}
      </div>
    </div>
  )
  return isOpen ? (
    <div className="act-beside">
      {form}
      {preview}
    </div>
  ) : (
    form
  )
}
