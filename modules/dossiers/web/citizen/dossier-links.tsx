import { formatMoment, formatTime } from '@motcua/kernel/rules/text'
import { Button } from '@motcua/ui/controls/button.tsx'
import { StateBadge } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { Link } from 'wouter'
import type { DossierRow } from '../../contract.ts'
import { useProcedure } from './asking.ts'
import type { Draft } from './drafts.ts'
import { toneOf } from './standing.ts'
import { texts } from './texts.ts'

export function DossierLink({ row }: { row: DossierRow }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const procedure = useProcedure(row.procedure).data?.procedure
  const due = row.dueAt ?? row.answerDueAt
  const key = row.dueAt ? 'mine.due' : 'mine.answer'
  return (
    <li>
      <Link href={`/ho-so/${row.id}`}>
        <span className="main-line">{procedure ? say(procedure.name, language) : row.procedure}</span>
        <span>{row.subject}</span>
        <StateBadge tone={toneOf(row)}>{t(`state.${row.state}`)}</StateBadge>
        <span className="muted small figures">
          <Unbroken text={row.number} />
          {due && runs(row) && (
            <>
              {' '}
              · <Unbroken text={t(key, { when: formatMoment(new Date(due), language) })} />
            </>
          )}
        </span>
      </Link>
    </li>
  )
}

const runs = ({ state }: DossierRow) => ['registered', 'received', 'processing'].includes(state)

function placeOf({ id, procedure, photoFiling, waitingSince, trouble }: Draft): string {
  if (photoFiling) return waitingSince ? `/gui-anh/${id}` : `/thu-tuc/${procedure}/gui-anh`
  if (waitingSince) return `/da-nop/${id}`
  return trouble ? `/ban-khai/${id}/xem-lai` : `/ban-khai/${id}`
}

export function DraftLink({ draft, onDrop }: { draft: Draft; onDrop?: () => void }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <li>
      <Link href={placeOf(draft)}>
        <span className="main-line">{say(draft.name, language)}</span>
        {draft.waitingSince ? (
          <StateBadge tone="stopped" icon="offline">
            {t('mine.unsent.since', { time: formatTime(new Date(draft.waitingSince)) })}
          </StateBadge>
        ) : draft.trouble ? (
          <StateBadge tone="late">{t('mine.trouble')}</StateBadge>
        ) : (
          <span className="muted small figures">
            {t('ways.draft.go')} ·{' '}
            <Unbroken text={t('mine.draft.at', { when: formatMoment(new Date(draft.savedAt), language) })} />
          </span>
        )}
      </Link>
      {onDrop && (
        <Button look="plain" icon="trash" onClick={onDrop}>
          <span className="aloud">{t('mine.draft.drop')}</span>
        </Button>
      )}
    </li>
  )
}
