import { dayOf } from '@motcua/kernel/rules/calendar'
import type { Answers } from '@motcua/kernel/rules/form'
import { formatMoney } from '@motcua/kernel/rules/text'
import { demandsFile, requiredPapers } from '@motcua/procedures/rules'
import { ChoiceField, SelectField } from '@motcua/ui/controls/choice.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { LongTextField, TextField } from '@motcua/ui/controls/text-field.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useState } from 'react'
import { returnResult } from '../../contract.ts'
import { type Relation, relations } from '@motcua/kernel/rules/relations'
import type { ActProps } from './act-form.tsx'
import { ActFrame, useAct } from './act-frame.tsx'
import { useNames } from './dossier-parts.tsx'
import { texts } from './texts.ts'

type Collector = 'applicant' | 'relative' | 'authorised' | 'post'

/** S7: who collects, what is still to be paid, which originals go back, how it is signed for. Out in one minute. */
export function ReturnForm(props: ActProps) {
  const { view, procedure } = props
  const t = useText(texts)
  const { language } = useLanguage()
  const nameOf = useNames(procedure)
  const [collector, setCollector] = useState<string | undefined>(view.postTo ? 'post' : 'applicant')
  const [name, setName] = useState<string>()
  const [parcel, setParcel] = useState<string>()
  const posted = collector === 'post'
  const byAnother = collector !== 'applicant' && !posted
  const [relation, setRelation] = useState<string>()
  const [receipt, setReceipt] = useState<string>()
  const [handed, setHanded] = useState(false)
  const [originals, setOriginals] = useState<string[]>([])
  const [signature, setSignature] = useState<string | undefined>('paper')
  const [note, setNote] = useState<string>()
  const act = useAct(returnResult, props)
  const kept = view.originals.filter((code) => !originals.includes(code))
  const unticked = act.missing.includes('result') && !handed
  // What came over the line was a picture: paper and person meet here for the first time.
  const compared =
    view.way === 'online'
      ? requiredPapers(procedure, view.answers as Answers, dayOf(new Date(view.openedAt))).filter(
          (paper) => demandsFile(paper) || paper.kind === 'show'
        )
      : []
  const send = () =>
    act.check(
      {
        collector,
        ...(byAnother ? { name } : {}),
        ...(posted ? { parcel } : {}),
        ...(collector === 'relative' ? { relation } : {}),
        result: handed || undefined,
        ...(kept.length > 0 ? { note } : {})
      },
      () => ({
        collectedBy: collector as Collector,
        ...(byAnother && name ? { name } : {}),
        ...(posted && parcel ? { parcel } : {}),
        ...(collector === 'relative' ? { relation: relation as Relation } : {}),
        ...(view.originals.length > 0 ? { originals } : {}),
        ...(posted ? {} : { signature: signature as 'paper' | 'screen' }),
        ...(receipt?.trim() ? { paid: { receipt: receipt.trim() } } : {}),
        ...(note?.trim() ? { note } : {})
      })
    )
  return (
    <ActFrame act={act} send={send}>
      <ChoiceField
        {...act.field('collector')}
        label={t('collector')}
        options={[
          ...(view.postTo ? [{ value: 'post', label: t('collector.post') }] : []),
          { value: 'applicant', label: t('collector.applicant', { name: view.subject }) },
          { value: 'relative', label: t('collector.relative') },
          { value: 'authorised', label: t('collector.authorised') }
        ]}
        value={collector}
        onChange={setCollector}
      />
      {posted && view.postTo && (
        <>
          <p>
            {view.postTo.name}, {view.postTo.phone}, {view.postTo.address}
          </p>
          <TextField
            {...act.field('parcel')}
            label={t('return.parcel')}
            help={t('return.parcel.help')}
            value={parcel}
            onChange={setParcel}
          />
        </>
      )}
      {byAnother && (
        <TextField {...act.field('name')} kind="name" label={t('collector.name')} value={name} onChange={setName} />
      )}
      {collector === 'relative' && (
        <SelectField
          {...act.field('relation')}
          label={t('relation')}
          options={relations.map((one) => ({ value: one, label: t(`relation.${one}`) }))}
          value={relation}
          onChange={setRelation}
        />
      )}
      {view.feeDue > 0 && (
        <TextField
          {...act.field('paid')}
          label={t('return.fee', { amount: formatMoney(view.feeDue, language) })}
          help={t('return.fee.help')}
          value={receipt}
          onChange={setReceipt}
        />
      )}
      {compared.length > 0 && (
        <p className="muted">
          {t('return.compare', { papers: compared.map((paper) => say(paper.name, language)).join('; ') })}
        </p>
      )}
      <fieldset className="field">
        <legend>{t('return.things')}</legend>
        <label className="tick">
          <input
            type="checkbox"
            id="act.result"
            checked={handed}
            aria-invalid={unticked ? true : undefined}
            onChange={(event) => setHanded(event.currentTarget.checked)}
          />
          {view.outcome === 'granted'
            ? t('return.result', { name: say(procedure.result, language) })
            : t('return.answer')}
        </label>
        {unticked && <Fault text={t('return.unticked')} />}
        {view.originals.map((code) => (
          <label className="tick" key={code}>
            <input
              type="checkbox"
              checked={originals.includes(code)}
              onChange={(event) =>
                setOriginals(
                  event.currentTarget.checked ? [...originals, code] : originals.filter((one) => one !== code)
                )
              }
            />
            {t('return.original', { name: nameOf('paper', code) })}
          </label>
        ))}
        {act.missing.includes('note') && kept.length > 0 && <Fault text={t('return.kept')} />}
      </fieldset>
      {!posted && (
        <ChoiceField
          {...act.field('signature')}
          label={t('return.signature')}
          options={[
            { value: 'paper', label: t('signature.paper') },
            { value: 'screen', label: t('signature.screen') }
          ]}
          value={signature}
          onChange={setSignature}
        />
      )}
      <LongTextField
        {...act.field('note')}
        label={t('return.note')}
        optional={kept.length === 0}
        value={note}
        onChange={setNote}
      />
    </ActFrame>
  )
}

const Fault = ({ text }: { text: string }) => (
  <p className="fault">
    <Icon name="late" />
    <span>{text}</span>
  </p>
)
