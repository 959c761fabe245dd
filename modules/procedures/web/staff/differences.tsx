import type { Condition, Form, Text } from '@motcua/kernel/rules/form'
import type { Limit } from '@motcua/kernel/rules/calendar'
import { formatLimit, formatMoney, formatNumber } from '@motcua/kernel/rules/text'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import type { Change, Difference, Procedure, Seat } from '../../rules.ts'
import { useConditionText } from './condition-text.ts'
import { useSeats } from './contents.tsx'
import { texts } from './texts.ts'

/** What is different, thing by thing; where it can be said in words, what stood there and what stands there now. */
export function Differences({ found, form }: { found: Difference[]; form: Form }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const value = useValueText(form)
  if (found.length === 0) return <p className="muted">{t('diff.none')}</p>
  return (
    <ul className="differences">
      {found.map(({ part, how, name, changes }) => {
        const alone = part === 'about' || part === 'limits'
        return (
          <li key={part + how + name.vi}>
            <span className="muted">{t(`part.${part}`)}</span>
            <span>
              {how !== 'changed' && <b className={`how-${how}`}>{t(`diff.${how}`)} </b>}
              {!alone && say(name, language)}
              {changes.map((change) => (
                <Changed key={change.what} change={change} value={value} bare={part === 'limits'} />
              ))}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Changed({
  change: { what, was, now },
  value,
  bare
}: {
  change: Change
  value: ReturnType<typeof useValueText>
  bare: boolean
}) {
  const t = useText(texts)
  const [old, next] = [value(what, was), value(what, now)]
  const name = `what.${what}`
  return (
    <span className="change">
      {!bare && <>{name in texts.vi ? t(name as 'what.name') : what}: </>}
      {old === undefined || next === undefined ? (
        t('diff.otherwise')
      ) : (
        <>
          <del>{old}</del> <ins>{next}</ins>
        </>
      )}
    </span>
  )
}

/** The value at a key of a procedure's data, in words; undefined where words would say less than “otherwise”. */
function useValueText(form: Form): (what: string, value: unknown) => string | undefined {
  const t = useText(texts)
  const { language } = useLanguage()
  const condition = useConditionText(form)
  const seats = useSeats().data?.rows
  const seatText = ({ level, unit, post }: Seat) => {
    const found = seats?.find((seat) => seat.level === level && seat.unit === unit && seat.post === post)
    return found ? `${say(found.title, language)} · ${say(found.office, language)}` : `${unit} · ${post}`
  }
  const limitText = ({ limit, note, when }: Procedure['limits'][number]) =>
    [formatLimit(limit as Limit, language), note && say(note, language), when && condition(when)]
      .filter(Boolean)
      .join(' – ')
  return (what, value) => {
    if (value === null || value === undefined) return t('diff.nothing')
    if (typeof value === 'boolean') return value ? t('if.yes') : t('if.no')
    if (what === 'amount') return formatMoney(value as number, language)
    if (what === 'hours') return t('rules.hours', { hours: formatNumber(value as number, language) })
    if (what === 'when' || what === 'asked') return condition(value as Condition)
    if (what === 'kind') return t(`kind.${value as 'copy'}`)
    if (what === 'level') return t(`level.${value as 'commune'}`)
    if (what === 'ways') return (value as Procedure['ways']).map((way) => t(`way.${way}`)).join(', ')
    if (what === 'seat') return seatText(value as Seat)
    if (what === 'limits') return (value as Procedure['limits']).map(limitText).join('; ')
    if (what === 'retention') return t('rules.years', { years: (value as Procedure['retention']).years })
    if (what === 'exemptions') return (value as { name: Text }[]).map(({ name }) => say(name, language)).join('; ') || t('diff.nothing') // biome-ignore format: one case of many
    if (what === 'options') return (value as { label: Text }[]).map(({ label }) => say(label, language)).join('; ')
    if (typeof value === 'number') return formatNumber(value, language)
    if (typeof value === 'string') return value
    if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? value.join('; ') : undefined
    return 'vi' in (value as object) ? say(value as Text, language) : undefined
  }
}
