import { formatMoment } from '@motcua/kernel/rules/text'
import type { Procedure } from '@motcua/procedures/rules'
import type { Problem } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { KeyButton, useKeys } from '@motcua/ui/staff/function-keys.tsx'
import { useEffect, useRef, useState } from 'react'
import { type DossierView, forwardDossier, receiveDossier } from '../../contract.ts'
import type { Verb } from '../../rules.ts'
import { ActForm } from './act-form.tsx'
import type { Hows } from './papers-beside.tsx'
import { useCommand } from './command.ts'
import type { PrintedPaper } from './prints.ts'
import { texts } from './texts.ts'

/** Only what carries a dossier on may be the main action, the first of them: F9 must never withdraw, stop or refuse one. */
const carriesOn = [
  'receive',
  'giveOpinion',
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
  'askOpinion',
  'apologise',
  'giveBack',
  'askPayment',
  'withdraw',
  'stop',
  'void'
] as const satisfies Verb[]
export type OfficeVerb = (typeof order)[number]

/** A verb that asks something before it is done. */
export type Opens = Exclude<OfficeVerb, 'receive' | 'forward'>

export type Acting = {
  view: DossierView
  procedure: Procedure
  lists: Lists | undefined
  /** What was found wrong so far. */
  hows: Hows
  onHows: (hows: Hows) => void
  /** Done, but what stands now has not come yet: nothing more can be done to what is shown. */
  isActedOn: boolean
  onDone: (told: string, print?: PrintedPaper['kind']) => void
  onMoved: (problem: Problem) => void
  /** Kept on this machine, because there is no line. */
  onKept: (told: string) => void
}

/** Verbs whose paper is handed over at once: S8 “Gửi và in”. A receipt of what came online goes the way it came. */
const printedBy: Partial<Record<OfficeVerb, PrintedPaper['kind']>> = {
  askSupplement: 'supplementRequest',
  refuse: 'refusal',
  apologise: 'apology'
}

/** What is asked of who looks at it now, and the buttons for it. */
export function Actions({ opens, ...acting }: Acting & { opens: Opens | undefined }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { view, isActedOn, onDone, onMoved, onKept } = acting
  const [asked, setAsked] = useState(() => (opens && view.actions.includes(opens) ? opens : undefined))
  const problemText = useProblemText()
  const done = (verb: OfficeVerb) => {
    setAsked(undefined)
    onDone(t(`done.${verb}`), printedBy[verb])
  }
  const kept = () => {
    setAsked(undefined)
    onKept(t('outbox.kept'))
  }
  const atOnce = (verb: 'receive' | 'forward') => ({
    onDone: () => done(verb),
    onMoved,
    onKept: kept,
    label: { what: t('outbox.act', { verb: t(`verb.${verb}`), number: view.number }), matter: view.id }
  })
  const receive = useCommand(receiveDossier, { id: view.id }, atOnce('receive'))
  const forward = useCommand(forwardDossier, { id: view.id }, atOnce('forward'))
  const problem = receive.problem ?? forward.problem
  const isBusy = isActedOn || receive.busy || forward.busy
  const open = order.filter((verb) => view.actions.includes(verb))
  // What was found wrong is asked for, not passed over.
  const isWrong = Object.keys(acting.hows).length > 0 && open.includes('askSupplement')
  const main = isWrong ? 'askSupplement' : carriesOn.find((verb) => open.includes(verb))
  const others = open.filter((verb) => verb !== main)
  const here = view.route[view.stepAt]
  const office = (language === 'vi' ? here?.officeVi : here?.officeEn) ?? ''
  const ended = ['refused', 'withdrawn', 'stopped', 'returned'].includes(view.state)
  const none = view.dueAt
    ? t('ask.none.due', { office, when: formatMoment(new Date(view.dueAt), language) })
    : t('ask.none', { office })
  const asking = main ? t(`ask.${main}`) : ended ? t('ask.ended') : none
  const start = (verb: OfficeVerb) => {
    if (verb === 'receive') void receive.send({})
    else if (verb === 'forward') void forward.send({})
    else setAsked(verb)
  }
  if (asked)
    return (
      <section className="actions stack tight" aria-label={t(`verb.${asked}`)}>
        <ActHead title={t(`verb.${asked}`)} onClose={() => setAsked(undefined)} />
        <ActForm
          {...acting}
          key={asked}
          verb={asked}
          onDone={() => done(asked)}
          onMoved={(moved) => {
            setAsked(undefined)
            onMoved(moved)
          }}
          onKept={kept}
        />
      </section>
    )
  return (
    <section className="actions stack tight" aria-label={t('ask')}>
      <p>{asking}</p>
      <div className="row">
        {main && (
          <KeyButton look="main" onKey="F9" does={t(`verb.${main}`)} busy={isBusy} onPress={() => start(main)} />
        )}
        {others.map((verb) => (
          <Button key={verb} busy={isBusy} onClick={() => start(verb)}>
            {t(`verb.${verb}`)}
          </Button>
        ))}
      </div>
      {problem && <Notice tone="late" aloud title={problemText(problem)} />}
    </section>
  )
}

export function ActHead({ title, onClose }: { title: string; onClose: () => void }) {
  const t = useText(texts)
  const head = useRef<HTMLHeadingElement>(null)
  // The first field, where there is one: whoever pressed the key goes on typing.
  useEffect(() => {
    const field = head.current?.closest('section')?.querySelector<HTMLElement>('input, select, textarea')
    ;(field ?? head.current)?.focus()
  }, [])
  useKeys([{ key: 'Escape', does: t('page.back'), run: onClose }])
  return (
    <div className="row between">
      <h2 ref={head} tabIndex={-1}>
        {title}
      </h2>
      <Button onClick={onClose}>{t('page.back')}</Button>
    </div>
  )
}
