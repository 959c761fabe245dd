import { formatMoment } from '@motcua/kernel/rules/text'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import type { DossierView } from '../../contract.ts'
import { texts } from './texts.ts'

/** What other offices were asked and have said: silence after the limit has agreed. */
export function Opinions({ view }: { view: DossierView }) {
  const t = useText(texts)
  const { language } = useLanguage()
  if (view.opinions.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{t('opinions')}</h2>
      <ul className="stack tight">
        {view.opinions.map((one) => {
          const { standing, dueAt, answeredAt, agrees } = one
          const when = formatMoment(new Date(answeredAt ?? dueAt), language)
          return (
            <li key={one.id}>
              <b>{language === 'vi' ? one.officeVi : one.officeEn}</b>: {one.question}
              <div className={standing === 'answered' && !agrees ? 'tone-late' : 'muted'}>
                {standing === 'answered'
                  ? t(agrees ? 'opinion.agrees' : 'opinion.objects', { who: one.answeredBy ?? '', when })
                  : t(`opinion.${standing}`, { when })}
              </div>
              {one.answer && <p>{one.answer}</p>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Signs that oversight will look at: known to who handles the dossier, before anybody asks. */
export function Flags({ view }: { view: DossierView }) {
  const t = useText(texts)
  if (view.flags.length === 0) return null
  return <Notice tone="soon" title={view.flags.map((flag) => t(`flag.${flag}`)).join(' ')} />
}
