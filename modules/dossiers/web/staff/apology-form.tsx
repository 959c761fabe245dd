import { formatMoment } from '@motcua/kernel/rules/text'
import { SelectField } from '@motcua/ui/controls/choice.tsx'
import { DateField, LongTextField } from '@motcua/ui/controls/text-field.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useState } from 'react'
import { apologise, previewApology, previewApologySms } from '../../contract.ts'
import { type LateReason, lateReasons } from '../../rules.ts'
import type { ActProps } from './act-form.tsx'
import { ActFrame, useAct } from './act-frame.tsx'
import { PaperPreview } from './paper-preview.tsx'
import { texts } from './texts.ts'

/** Mẫu 04: why it will be late, and the one new day (Decree 61/2018/NĐ-CP art. 19). */
export function ApologyForm(props: ActProps) {
  const { view } = props
  const t = useText(texts)
  const { language } = useLanguage()
  const [reason, setReason] = useState<string>()
  const [detail, setDetail] = useState<string>()
  const [day, setDay] = useState<string>()
  const act = useAct(apologise, props)
  const said = detail?.trim() ? { detail } : {}
  const needed = { reason, ...(reason === 'other' ? { detail } : {}), day }
  const isWhole = reason && day && (reason !== 'other' || detail?.trim())
  return (
    <ActFrame
      act={act}
      send={() => act.check(needed, (filled) => ({ reason: filled.reason as LateReason, day: filled.day, ...said }))}
      does={t('act.sendAndPrint')}
      preview={
        <PaperPreview
          id={view.id}
          paper={previewApology}
          sms={previewApologySms}
          body={isWhole ? { reason, day, ...said } : undefined}
        />
      }
    >
      {view.dueAt && (
        <p className="muted">{t('apology.once', { when: formatMoment(new Date(view.dueAt), language) })}</p>
      )}
      <SelectField
        {...act.field('reason')}
        label={t('apology.reason')}
        options={lateReasons.map((code) => ({ value: code, label: t(`late.${code}`) }))}
        value={reason}
        onChange={setReason}
      />
      <LongTextField
        {...act.field('detail')}
        label={t('apology.detail')}
        optional={reason !== 'other'}
        value={detail}
        onChange={setDetail}
      />
      <DateField {...act.field('day')} label={t('apology.day')} value={day} onChange={setDay} />
    </ActFrame>
  )
}
