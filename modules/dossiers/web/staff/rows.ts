import { formatShortDay, formatShortMoment, formatTime, formatTimeLeft, type Language } from '@motcua/kernel/rules/text'
import type { Tone } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import type { WorkRow } from '@motcua/ui/staff/work-list.tsx'
import type { DossierRow } from '../../contract.ts'
import { useShortNames } from './queries.ts'
import { texts } from './texts.ts'

type State = DossierRow['state']
type Left = { tone: Tone; used: number; words: string }
type Timed = { state: State; workingMsLeft: number | null }

const soon = 8 * 3_600_000

/** How a state looks beside its word; where the clock runs, the clock decides. */
export function toneOf({ state, workingMsLeft }: Timed): Tone {
  if (state === 'awaiting_supplement' || state === 'awaiting_payment') return 'stopped'
  if (state === 'refused' || state === 'stopped') return 'late'
  if (state === 'decided') return 'ok'
  if (state === 'withdrawn' || state === 'returned' || workingMsLeft === null) return 'none'
  return workingMsLeft < 0 ? 'late' : workingMsLeft < soon ? 'soon' : 'ok'
}

const clockRuns = (state: State) => ['registered', 'received', 'processing'].includes(state)

/** Time left in words where the clock runs, the state where it does not. */
function useLeft(): (row: Timed & { used?: number | null }) => Left {
  const t = useText(texts)
  const { language } = useLanguage()
  return (row) => ({
    tone: toneOf(row),
    used: row.used ?? 0,
    words:
      clockRuns(row.state) && row.workingMsLeft !== null
        ? shortly(formatTimeLeft(row.workingMsLeft, language), language)
        : t(`left.${row.state}`)
  })
}

/** A column has no room for the words "working time" in every row: its head says them once. */
const shortly = (words: string, language: Language) =>
  language === 'vi'
    ? words.replace(/ làm việc$/, '')
    : words
        .replace(' of working time', '')
        .replace(/hours?\b/, 'h')
        .replace(/minutes?\b/, 'min')

export function useRows(): (rows: DossierRow[], hrefOf: (id: string) => string) => WorkRow[] {
  const { language } = useLanguage()
  const nameOf = useShortNames()
  const leftOf = useLeft()
  const t = useText(texts)
  const short = (at: string) => formatShortMoment(new Date(at), language)
  /** What the applicant waits for, before the place: who reads the row sits there. */
  const callOf = ({ reminderDueAt, replyAwaitedAt }: DossierRow) =>
    reminderDueAt
      ? t('row.reminded', { when: short(reminderDueAt) })
      : replyAwaitedAt
        ? t('row.asked', { when: short(replyAwaitedAt) })
        : undefined
  return (rows, hrefOf) =>
    rows.map((row) => {
      const due = row.dueAt ?? row.answerDueAt
      const call = callOf(row)
      return {
        id: row.id,
        href: hrefOf(row.id),
        left: leftOf(row),
        due: due ? { day: formatShortDay(new Date(due), language), time: formatTime(new Date(due)) } : { day: '–' },
        what: nameOf(row.procedure),
        number: row.number,
        who: row.subject,
        where: call ?? (language === 'vi' ? row.holderVi : row.holderEn),
        ...(call ? { calls: true as const } : {})
      }
    })
}
