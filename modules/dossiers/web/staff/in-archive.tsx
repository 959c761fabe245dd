import { dayOf } from '@motcua/kernel/rules/calendar'
import { formatDate } from '@motcua/kernel/rules/text'
import type { Procedure } from '@motcua/procedures/rules'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import type { DossierView } from '../../contract.ts'
import { useArchive } from './queries.ts'
import { texts } from './texts.ts'

/** What the archive already holds of whoever has sent this in: of that nothing is asked for again. */
export function InArchive({ view, procedure }: { view: DossierView; procedure: Procedure }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { applicantId, applicantName } = procedure.roles
  const personalId = applicantId === undefined ? undefined : view.answers[applicantId]
  const name = view.answers[applicantName]
  const isToAnswer = view.state === 'registered' && view.actions.includes('askSupplement')
  const isKnown =
    typeof personalId === 'string' && /^\d{12}$/.test(personalId) && typeof name === 'string' && name !== ''
  const rows = useArchive(view.procedure, isToAnswer && isKnown ? { personalId, name } : undefined)
  if (rows.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{t('archive.title')}</h2>
      <ul>
        {rows.slice(0, 6).map(({ code, sha256, what, number, at }) => (
          <li key={code + sha256}>
            {t('archive.found', { what: say(what, language), day: formatDate(dayOf(new Date(at))), number })}
          </li>
        ))}
      </ul>
    </section>
  )
}
