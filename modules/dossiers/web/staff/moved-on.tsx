import { formatTime } from '@motcua/kernel/rules/text'
import type { Problem } from '@motcua/ui/call.ts'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import type { DossierView } from '../../contract.ts'
import { facts } from '../../rules.ts'
import { texts } from './texts.ts'

/** An act that came too late: what was on the screen then, and the server's no. */
export type TooLate = { seen: DossierView; problem: Problem }

const moving = Object.values(facts)

/** Message 23: who moved the dossier on and when, what has changed by it, and that nothing of ours was written. */
export function MovedOn({ seen, problem, view }: TooLate & { view: DossierView }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const problemText = useProblemText()
  // A history only grows, so what is new stands at its end.
  const news = view.timeline.slice(seen.timeline.length)
  const last = news.findLast(({ what }) => moving.some((fact) => fact === what))
  const fact = moving.find((one) => one === last?.what)
  if (!last || !fact) return <Notice tone="late" aloud title={problemText(problem)} />
  const who = last.by ?? (language === 'vi' ? last.officeVi : last.officeEn)
  const { reason, note } = last.details
  const words = [reason, note].filter((one) => typeof one === 'string')
  return (
    <Notice
      tone="late"
      aloud
      title={`${t(`moved.${fact}`, { who, time: formatTime(new Date(last.at)) })} ${t('moved')}`}
    >
      {seen.state !== view.state && (
        <p>{t('moved.state', { from: t(`state.${seen.state}`), to: t(`state.${view.state}`) })}</p>
      )}
      {words.map((one) => (
        <p key={one}>{t('moved.words', { words: one })}</p>
      ))}
    </Notice>
  )
}
