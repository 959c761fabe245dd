import { dayOf } from '@motcua/kernel/rules/calendar'
import { type Answers, visibleFields } from '@motcua/kernel/rules/form'
import { requiredPapers } from '@motcua/procedures/rules'
import { LongTextField, TextField } from '@motcua/ui/controls/text-field.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useState } from 'react'
import { askSupplement } from '../../contract.ts'
import type { ActProps } from './act-form.tsx'
import { ActFrame, useAct } from './act-frame.tsx'
import { useNames } from './dossier-parts.tsx'
import { UsualFaults } from './papers-beside.tsx'
import { texts } from './texts.ts'

/** Mẫu 02: everything that is missing at once, each with how to mend it (Decree 61/2018/NĐ-CP art. 19). */
export function SupplementForm(props: ActProps) {
  const { view, procedure, hows, onHows } = props
  const t = useText(texts)
  const nameOf = useNames(procedure)
  // The one article every request rests on; the officer adds to it where there is more to say.
  const [reason, setReason] = useState<string | undefined>(t('supplement.reason'))
  const act = useAct(askSupplement, props)
  const today = dayOf(new Date(view.openedAt))
  const answers = view.answers as Answers
  const papers = requiredPapers(procedure, answers, today).map(({ code }) => ({ kind: 'paper' as const, name: code }))
  const fields = visibleFields(procedure.form, answers, today).map(({ name }) => ({ kind: 'field' as const, name }))
  const ticked = [...papers, ...fields].filter(({ kind, name }) => hows[`${kind}.${name}`] !== undefined)
  const send = () => {
    const items = ticked.map((item) => ({ ...item, how: (hows[`${item.kind}.${item.name}`] ?? '').trim() }))
    const unexplained = items.filter(({ how }) => !how)
    act.check(
      {
        items: items.length > 0 ? items : undefined,
        reason,
        ...Object.fromEntries(unexplained.map(({ kind, name }) => [`${kind}.${name}`, undefined]))
      },
      () => ({ items, reason: reason ?? '' })
    )
  }
  const list = (items: typeof ticked) => (
    <ul className="ticks">
      {items.map(({ kind, name }) => {
        const key = `${kind}.${name}`
        const how = hows[key]
        return (
          <li key={key}>
            <label>
              <input
                type="checkbox"
                checked={how !== undefined}
                onChange={(event) => {
                  const { [key]: _, ...rest } = hows
                  onHows(event.currentTarget.checked ? { ...hows, [key]: '' } : rest)
                }}
              />
              {nameOf(kind, name)}
            </label>
            {how !== undefined && (
              <div className="stack tight">
                <TextField
                  {...act.field(key)}
                  label={t('supplement.how')}
                  value={how}
                  onChange={(next) => onHows({ ...hows, [key]: next ?? '' })}
                />
                {kind === 'paper' && <UsualFaults onPick={(text) => onHows({ ...hows, [key]: text })} />}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
  return (
    <ActFrame act={act} send={send}>
      <p className="muted">{t('supplement.once')}</p>
      {act.missing.includes('items') && <p className="tone-late">{t('supplement.none')}</p>}
      <section className="stack tight">
        <h3>{t('papers')}</h3>
        {list(papers)}
      </section>
      <details>
        <summary>{t('supplement.fields')}</summary>
        {list(fields)}
      </details>
      <LongTextField {...act.field('reason')} label={t('reason')} value={reason} onChange={setReason} />
    </ActFrame>
  )
}
