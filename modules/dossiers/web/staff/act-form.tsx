import {
  askPayment,
  confirmPayment,
  decideDossier,
  giveBackDossier,
  handOverDossier,
  refuseDossier,
  returnResult,
  stopDossier,
  voidDossier,
  withdrawDossier
} from '../../contract.ts'
import { call, type Problem } from '@motcua/ui/call.ts'
import { ChoiceField, SelectField } from '@motcua/ui/controls/choice.tsx'
import { LongTextField, MoneyField, TextField } from '@motcua/ui/controls/text-field.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useState } from 'react'
import type { Acting, OfficeVerb } from './actions.tsx'
import { ActFrame, useAct } from './act-frame.tsx'
import { FileField } from './file-field.tsx'
import type { Brought } from './files.ts'
import { SupplementForm } from './supplement-form.tsx'
import { SupplyForm } from './supply-form.tsx'
import { texts } from './texts.ts'

export type ActProps = Omit<Acting, 'onDone'> & { onDone: () => void; onMoved: (problem: Problem) => void }

/** What a verb wants to know before it is done. */
export function ActForm({ verb, ...props }: ActProps & { verb: Exclude<OfficeVerb, 'receive' | 'forward'> }) {
  switch (verb) {
    case 'giveBack':
    case 'withdraw':
    case 'stop':
    case 'void':
      return <ReasonForm verb={verb} {...props} />
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
    case 'returnResult':
      return <ReturnForm {...props} />
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

function ReasonForm({ verb, view, ...props }: ActProps & { verb: keyof typeof withReason }) {
  const t = useText(texts)
  const [reason, setReason] = useState<string>()
  const act = useAct(
    (body: { reason: string }, key) => call(withReason[verb], { params: { id: view.id }, body, key }),
    props
  )
  return (
    <ActFrame act={act} verb={verb} send={() => act.check({ reason }, (body) => body)}>
      <LongTextField {...act.field('reason')} label={t('reason')} value={reason} onChange={setReason} />
    </ActFrame>
  )
}

function HandOverForm({ view, procedure, ...props }: ActProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [note, setNote] = useState<string>()
  const act = useAct(
    (body: { note?: string }, key) => call(handOverDossier, { params: { id: view.id }, body, key }),
    props
  )
  const next = view.route[view.stepAt + 1]
  const step = procedure.steps.find(({ code }) => code === next?.code)
  return (
    <ActFrame act={act} verb="handOver" send={() => act.check({}, () => (note?.trim() ? { note } : {}))}>
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

function RefuseForm({ view, procedure, ...props }: ActProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [ground, setGround] = useState<string>()
  const [reason, setReason] = useState<string>()
  const [rightPlace, setRightPlace] = useState<string>()
  const act = useAct(
    (body: { ground: string; reason: string; rightPlace?: string }, key) =>
      call(refuseDossier, { params: { id: view.id }, body, key }),
    props
  )
  const grounds = procedure.refusalGrounds.map(({ code, text, article }) => ({
    value: code,
    label: `${say(text, language)} (${article})`
  }))
  return (
    <ActFrame
      act={act}
      verb="refuse"
      send={() => act.check({ ground, reason }, (body) => ({ ...body, ...(rightPlace?.trim() ? { rightPlace } : {}) }))}
    >
      <SelectField {...act.field('ground')} label={t('ground')} options={grounds} value={ground} onChange={setGround} />
      <LongTextField
        {...act.field('reason')}
        label={t('reason')}
        help={t('reason.help')}
        value={reason}
        onChange={setReason}
      />
      <TextField
        {...act.field('rightPlace')}
        label={t('rightPlace')}
        optional
        value={rightPlace}
        onChange={setRightPlace}
      />
    </ActFrame>
  )
}

function PaymentForm({ view, ...props }: ActProps) {
  const t = useText(texts)
  const [amount, setAmount] = useState<number | string>()
  const [reason, setReason] = useState<string>()
  const act = useAct(
    (body: { amount: number; reason: string }, key) => call(askPayment, { params: { id: view.id }, body, key }),
    props
  )
  const due = typeof amount === 'number' && amount > 0 ? amount : undefined
  return (
    <ActFrame act={act} verb="askPayment" send={() => act.check({ amount: due, reason }, (body) => body)}>
      <MoneyField {...act.field('amount')} label={t('amount')} value={amount} onChange={setAmount} />
      <LongTextField {...act.field('reason')} label={t('reason')} value={reason} onChange={setReason} />
    </ActFrame>
  )
}

function ReceiptForm({ view, ...props }: ActProps) {
  const t = useText(texts)
  const [receipt, setReceipt] = useState<string>()
  const act = useAct(
    (body: { receipt: string }, key) => call(confirmPayment, { params: { id: view.id }, body, key }),
    props
  )
  return (
    <ActFrame act={act} verb="confirmPayment" send={() => act.check({ receipt }, (body) => body)}>
      <TextField {...act.field('receipt')} label={t('receipt')} value={receipt} onChange={setReceipt} />
    </ActFrame>
  )
}

type Decision = { outcome: 'granted' | 'not_granted'; reason?: string; result?: Brought }

function DecideForm({ view, procedure, ...props }: ActProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [outcome, setOutcome] = useState<string>()
  const [reason, setReason] = useState<string>()
  const [result, setResult] = useState<Brought>()
  const act = useAct((body: Decision, key) => call(decideDossier, { params: { id: view.id }, body, key }), props)
  const send = () =>
    outcome === 'granted'
      ? act.check({ result }, (body) => ({ outcome: 'granted' as const, ...body }))
      : act.check({ outcome, reason }, (body) => ({ outcome: 'not_granted' as const, reason: body.reason }))
  return (
    <ActFrame act={act} verb="decide" send={send}>
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

function ReturnForm({ view, ...props }: ActProps) {
  const t = useText(texts)
  const [collector, setCollector] = useState<string | undefined>('applicant')
  const [name, setName] = useState<string>()
  const act = useAct(
    (body: { collectedBy: 'applicant' | 'authorised'; name?: string }, key) =>
      call(returnResult, { params: { id: view.id }, body, key }),
    props
  )
  const send = () =>
    collector === 'authorised'
      ? act.check({ name }, (body) => ({ collectedBy: 'authorised' as const, name: body.name }))
      : act.check({}, () => ({ collectedBy: 'applicant' as const }))
  return (
    <ActFrame act={act} verb="returnResult" send={send}>
      <ChoiceField
        {...act.field('collectedBy')}
        label={t('collector')}
        options={[
          { value: 'applicant', label: t('collector.applicant', { name: view.subject }) },
          { value: 'authorised', label: t('collector.authorised') }
        ]}
        value={collector}
        onChange={setCollector}
      />
      {collector === 'authorised' && (
        <TextField {...act.field('name')} kind="name" label={t('collector.name')} value={name} onChange={setName} />
      )}
    </ActFrame>
  )
}
