import { dayOf } from '@motcua/kernel/rules/calendar'
import type { Answers } from '@motcua/kernel/rules/form'
import { LongTextField } from '@motcua/ui/controls/text-field.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useState } from 'react'
import { askSupplement, previewSupplementRequest, previewSupplementSms } from '../../contract.ts'
import type { ActProps } from './act-form.tsx'
import { ActFrame, useAct } from './act-frame.tsx'
import { itemsOf, MissingItems } from './missing-items.tsx'
import { PaperPreview } from './paper-preview.tsx'
import { texts } from './texts.ts'

/** Mẫu 02: everything that is missing at once, each with how to mend it (Decree 61/2018/NĐ-CP art. 19). */
export function SupplementForm(props: ActProps) {
  const { view, procedure, hows, onHows } = props
  const t = useText(texts)
  // The one article every request rests on; the officer adds to it where there is more to say.
  const [reason, setReason] = useState<string | undefined>(t('supplement.reason'))
  const act = useAct(askSupplement, props)
  const items = itemsOf(procedure, view.answers as Answers, dayOf(new Date(view.openedAt)), hows)
  const isWhole = items.ticked.length > 0 && items.unexplained.length === 0 && reason?.trim()
  const body = isWhole ? { items: items.ticked, reason } : undefined
  const send = () =>
    act.check(
      {
        items: items.ticked.length > 0 ? items.ticked : undefined,
        reason,
        ...Object.fromEntries(items.unexplained.map((key) => [key, undefined]))
      },
      () => ({ items: items.ticked, reason: reason ?? '' })
    )
  return (
    <ActFrame
      act={act}
      send={send}
      does={t('act.sendAndPrint')}
      preview={<PaperPreview id={view.id} paper={previewSupplementRequest} sms={previewSupplementSms} body={body} />}
    >
      <p className="muted">{t('supplement.once')}</p>
      {act.missing.includes('items') && <p className="tone-late">{t('supplement.none')}</p>}
      <MissingItems procedure={procedure} items={items} hows={hows} onHows={onHows} field={act.field} />
      <LongTextField {...act.field('reason')} label={t('reason')} value={reason} onChange={setReason} />
    </ActFrame>
  )
}
