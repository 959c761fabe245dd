import {
  askPayment,
  confirmPayment,
  decideDossier,
  giveBackDossier,
  handOverDossier,
  previewRefusal,
  previewRefusalSms,
  refuseDossier,
  stopDossier,
  voidDossier,
  withdrawDossier
} from '../../contract.ts'
import type { Problem } from '@motcua/ui/call.ts'
import { ChoiceField } from '@motcua/ui/controls/choice.tsx'
import { LongTextField, MoneyField, TextField } from '@motcua/ui/controls/text-field.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useState } from 'react'
import type { Acting, Opens } from './actions.tsx'
import { ActFrame, useAct } from './act-frame.tsx'
import { FileField } from './file-field.tsx'
import type { Brought } from './files.ts'
import { ApologyForm } from './apology-form.tsx'
import { AskOpinionForm, GiveOpinionForm } from './opinion-forms.tsx'
import { neededToRefuse, RefusalFields, type Refusing, refusalOf } from './refusal-fields.tsx'
import { PaperPreview } from './paper-preview.tsx'
import { ReturnForm } from './return-form.tsx'
import { SupplementForm } from './supplement-form.tsx'
import { SupplyForm } from './supply-form.tsx'
import { texts } from './texts.ts'

export type ActProps = Omit<Acting, 'isActedOn' | 'onDone' | 'onKept'> & {
  verb: Opens
  onDone: () => void
  onMoved: (problem: Problem) => void
  onKept: () => void
}

/** What a verb wants to know before it is done. */
export function ActForm(props: ActProps) {
  switch (props.verb) {
    case 'giveBack':
    case 'withdraw':
    case 'stop':
    case 'void':
      return <ReasonForm {...props} verb={props.verb} />
    case 'handOver':
      return <HandOverForm {...props} />
    case 'refuse':
      return <RefuseForm {...props} />
    case 'askPayment':
      return <PaymentForm {...props} />
    case 'confirmPayment':
      return <ReceiptForm {...props} />
    case 'decide':
      return <DecideForm {...props} />
    case 'giveOpinion':
      return <GiveOpinionForm {...props} />
    case 'askOpinion':
      return <AskOpinionForm {...props} />
    case 'returnResult':
      return <ReturnForm {...props} />
    case 'apologise':
      return <ApologyForm {...props} />
    case 'askSupplement':
      return <SupplementForm {...props} />
    case 'supply':
      return <SupplyForm {...props} />
  }
}

const withReason = {
  giveBack: giveBackDossier,
  withdraw: withdrawDossier,
  stop: stopDossier,
  void: voidDossier
}

function ReasonForm(props: ActProps & { verb: keyof typeof withReason }) {
  const t = useText(texts)
  const [reason, setReason] = useState<string>()
  const act = useAct(withReason[props.verb], props)
  return (
    <ActFrame act={act} send={() => act.check({ reason }, (body) => body)}>
      <LongTextField {...act.field('reason')} label={t('reason')} value={reason} onChange={setReason} />
    </ActFrame>
  )
}

function HandOverForm(props: ActProps) {
  const { view, procedure } = props
  const t = useText(texts)
  const { language } = useLanguage()
  const [note, setNote] = useState<string>()
  const act = useAct(handOverDossier, props)
  const next = view.route[view.stepAt + 1]
  const step = procedure.steps.find(({ code }) => code === next?.code)
  return (
    <ActFrame act={act} send={() => act.check({}, () => (note?.trim() ? { note } : {}))}>
      {next && step && (
        <p>
          {t('next.step', {
            name: say(step.name, language),
            office: language === 'vi' ? next.officeVi : next.officeEn
          })}
        </p>
      )}
      <LongTextField {...act.field('note')} label={t('note')} optional value={note} onChange={setNote} />
    </ActFrame>
  )
}

function RefuseForm(props: ActProps) {
  const t = useText(texts)
  const [said, setSaid] = useState<Refusing>({})
  const act = useAct(refuseDossier, props)
  const { ground, reason } = said
  const body = ground && reason?.trim() ? refusalOf({ ground, reason }, said) : undefined
  return (
    <ActFrame
      act={act}
      send={() => act.check(neededToRefuse(said), (filled) => refusalOf(filled, said))}
      does={t('act.sendAndPrint')}
      preview={<PaperPreview id={props.view.id} paper={previewRefusal} sms={previewRefusalSms} body={body} />}
    >
      <RefusalFields procedure={props.procedure} said={said} onSaid={setSaid} field={act.field} />
    </ActFrame>
  )
}

function PaymentForm(props: ActProps) {
  const t = useText(texts)
  const [amount, setAmount] = useState<number | string>()
  const [reason, setReason] = useState<string>()
  const act = useAct(askPayment, props)
  const due = typeof amount === 'number' && amount > 0 ? amount : undefined
  return (
    <ActFrame act={act} send={() => act.check({ amount: due, reason }, (body) => body)}>
      <MoneyField {...act.field('amount')} label={t('amount')} value={amount} onChange={setAmount} />
      <LongTextField {...act.field('reason')} label={t('reason')} value={reason} onChange={setReason} />
    </ActFrame>
  )
}

function ReceiptForm(props: ActProps) {
  const t = useText(texts)
  const [receipt, setReceipt] = useState<string>()
  const act = useAct(confirmPayment, props)
  return (
    <ActFrame act={act} send={() => act.check({ receipt }, (body) => body)}>
      <TextField {...act.field('receipt')} label={t('receipt')} value={receipt} onChange={setReceipt} />
    </ActFrame>
  )
}

function DecideForm(props: ActProps) {
  const { procedure } = props
  const t = useText(texts)
  const { language } = useLanguage()
  const [outcome, setOutcome] = useState<string>()
  const [reason, setReason] = useState<string>()
  const [result, setResult] = useState<Brought>()
  const act = useAct(decideDossier, props)
  const send = () =>
    outcome === 'granted'
      ? act.check({ result }, (body) => ({ outcome: 'granted' as const, ...body }))
      : act.check({ outcome, reason }, (body) => ({ outcome: 'not_granted' as const, reason: body.reason }))
  return (
    <ActFrame act={act} send={send}>
      <ChoiceField
        {...act.field('outcome')}
        label={t('outcome')}
        options={[
          { value: 'granted', label: t('outcome.granted') },
          { value: 'not_granted', label: t('outcome.not_granted') }
        ]}
        value={outcome}
        onChange={setOutcome}
      />
      {outcome === 'granted' && (
        <FileField
          id="act.result"
          matter={props.view.id}
          label={say(procedure.result, language)}
          note={t('file.help')}
          fault={act.faultOf('result')}
          value={result}
          onChange={setResult}
        />
      )}
      {outcome === 'not_granted' && (
        <LongTextField
          {...act.field('reason')}
          label={t('reason')}
          help={t('reason.help')}
          value={reason}
          onChange={setReason}
        />
      )}
    </ActFrame>
  )
}
