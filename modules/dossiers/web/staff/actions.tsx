import type { Procedure } from '@motcua/procedures/rules'
import { call, type Problem } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Dialog } from '@motcua/ui/controls/dialog.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { useState } from 'react'
import { type DossierView, forwardDossier, receiveDossier } from '../../contract.ts'
import type { Verb } from '../../rules.ts'
import { ActForm } from './act-form.tsx'
import { useCommand } from './command.ts'
import { texts } from './texts.ts'

/** Only what carries a dossier on may be the main action, the first of them: F9 must never withdraw, stop or refuse one. */
const carriesOn = [
  'receive',
  'decide',
  'forward',
  'handOver',
  'confirmPayment',
  'returnResult',
  'supply'
] as const satisfies Verb[]
const order = [
  ...carriesOn,
  'askSupplement',
  'refuse',
  'giveBack',
  'askPayment',
  'withdraw',
  'stop',
  'void'
] as const satisfies Verb[]
export type OfficeVerb = (typeof order)[number]

export type Acting = {
  view: DossierView
  procedure: Procedure
  lists: Lists | undefined
  onDone: (told: string) => void
  onMoved: (problem: Problem) => void
}

/** What is asked of who looks at it now, and the buttons for it. */
export function Actions(acting: Acting) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { view, onDone, onMoved } = acting
  const [asked, setAsked] = useState<OfficeVerb>()
  const problemText = useProblemText()
  const done = (verb: OfficeVerb) => {
    setAsked(undefined)
    onDone(t(`done.${verb}`))
  }
  const at = { params: { id: view.id } }
  const atOnce = useCommand(
    async (verb: 'receive' | 'forward', key) => {
      await (verb === 'receive'
        ? call(receiveDossier, { ...at, body: {}, key })
        : call(forwardDossier, { ...at, body: {}, key }))
      return verb
    },
    done,
    { onMoved }
  )
  const open = order.filter((verb) => view.actions.includes(verb))
  const main = carriesOn.find((verb) => open.includes(verb))
  const others = open.filter((verb) => verb !== main)
  const here = view.route[view.stepAt]
  const office = (language === 'vi' ? here?.officeVi : here?.officeEn) ?? ''
  const ended = ['refused', 'withdrawn', 'stopped', 'returned'].includes(view.state)
  const asking = main ? t(`ask.${main}`) : ended ? t('ask.ended') : t('ask.none', { office })
  const start = (verb: OfficeVerb) =>
    verb === 'receive' || verb === 'forward' ? void atOnce.send(verb) : setAsked(verb)
  return (
    <section className="actions stack tight" aria-label={t('ask')}>
      <p>{asking}</p>
      <div className="row">
        {main && (
          <KeyButton look="main" onKey="F9" does={t(`verb.${main}`)} busy={atOnce.busy} onPress={() => start(main)} />
        )}
        {others.map((verb) => (
          <Button key={verb} onClick={() => start(verb)}>
            {t(`verb.${verb}`)}
          </Button>
        ))}
      </div>
      {atOnce.problem && <Notice tone="late" aloud title={problemText(atOnce.problem)} />}
      {asked && asked !== 'receive' && asked !== 'forward' && (
        <Dialog title={t(`verb.${asked}`)} onClose={() => setAsked(undefined)}>
          <ActForm
            {...acting}
            verb={asked}
            onDone={() => done(asked)}
            onMoved={(problem) => {
              setAsked(undefined)
              onMoved(problem)
            }}
          />
        </Dialog>
      )}
    </section>
  )
}
