import { type Answers, visibleFields } from '@motcua/kernel/rules/form'
import { type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { TextField } from '@motcua/ui/controls/text-field.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useNames } from './dossier-parts.tsx'
import { type Hows, UsualFaults } from './papers-beside.tsx'
import { texts } from './texts.ts'

type Item = { kind: 'paper' | 'field'; name: string }
export type Missing = Item & { how: string }

/** Every paper and question of these answers, and of them those that were found wanting, with how to mend each. */
export function itemsOf(procedure: Procedure, answers: Answers, day: string, hows: Hows) {
  const papers = requiredPapers(procedure, answers, day).map(({ code }): Item => ({ kind: 'paper', name: code }))
  const fields = visibleFields(procedure.form, answers, day).map(({ name }): Item => ({ kind: 'field', name }))
  const ticked = [...papers, ...fields].flatMap((item): Missing[] => {
    const how = hows[keyOf(item)]
    return how === undefined ? [] : [{ ...item, how: how.trim() }]
  })
  return { papers, fields, ticked, unexplained: ticked.filter(({ how }) => !how).map(keyOf) }
}

const keyOf = ({ kind, name }: Item) => `${kind}.${name}`

/** The list that Mẫu 02 is made of: ticked, and said how to mend it. */
export function MissingItems({
  procedure,
  items: { papers, fields, ticked },
  hows,
  onHows,
  field
}: {
  procedure: Procedure
  items: ReturnType<typeof itemsOf>
  hows: Hows
  onHows: (hows: Hows) => void
  field: (name: string) => { id: string; faultAt: () => string | undefined }
}) {
  const t = useText(texts)
  const nameOf = useNames(procedure)
  const list = (items: Item[]) => (
    <ul className="ticks">
      {items.map((item) => {
        const key = keyOf(item)
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
              {nameOf(item.kind, item.name)}
            </label>
            {how !== undefined && (
              <div className="stack tight">
                <TextField
                  {...field(key)}
                  label={t('supplement.how')}
                  value={how}
                  onChange={(next) => onHows({ ...hows, [key]: next ?? '' })}
                />
                {item.kind === 'paper' && <UsualFaults onPick={(text) => onHows({ ...hows, [key]: text })} />}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
  return (
    <>
      <section className="stack tight">
        <h3>{t('papers')}</h3>
        {list(papers)}
      </section>
      <details open={ticked.some(({ kind }) => kind === 'field')}>
        <summary>{t('supplement.fields')}</summary>
        {list(fields)}
      </details>
    </>
  )
}
