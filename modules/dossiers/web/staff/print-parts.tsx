import { formatTime } from '@motcua/kernel/rules/text'
import type { Procedure } from '@motcua/procedures/rules'
import { Problem } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { useState } from 'react'
import type { DossierView } from '../../contract.ts'
import { facts } from '../../rules.ts'
import { dropPrint, isSame, type PrintedPaper, printPaper, usePrints, type Why } from './prints.ts'
import { texts } from './texts.ts'

const kinds: Record<string, PrintedPaper['kind']> = {
  [facts.takeIn]: 'receipt',
  [facts.receive]: 'receipt',
  [facts.askSupplement]: 'supplementRequest',
  [facts.refuse]: 'refusal',
  [facts.apologise]: 'apology'
}

/** The papers a dossier has been issued, the last first. What is settled while one waits has no receipt (Decree 61/2018 art. 17). */
export function issuedPapers({ id, number, timeline }: DossierView, procedure: Procedure): PrintedPaper[] {
  const issued = timeline.toReversed().flatMap(({ what }) => kinds[what] ?? [])
  return [...new Set(issued)]
    .filter((kind) => kind !== 'receipt' || !procedure.immediate)
    .map((kind) => ({ id, number, kind }))
}

function useWhyText(): (why: Why) => string {
  const t = useText(texts)
  const problemText = useProblemText()
  return (why) => {
    const { code } = why
    if (code === 'unprintable' || code === 'cut' || code === 'offline') return t(`print.${code}`)
    return code === 'paper.late' ? t('print.late') : problemText(new Problem(why))
  }
}

/** Prints the papers of what is on the screen; Ctrl+P the last one issued. */
export function PrintButtons({ papers }: { papers: PrintedPaper[] }) {
  const t = useText(texts)
  const [last, ...others] = papers
  if (!last) return null
  return (
    <>
      <KeyButton onKey="Ctrl+P" does={t(`print.${last.kind}`)} onPress={() => printPaper(last)} />
      {others.map((paper) => (
        <Button key={paper.kind} onClick={() => printPaper(paper)}>
          {t(`print.${paper.kind}`)}
        </Button>
      ))}
    </>
  )
}

/** What has become of a paper that was to be printed here, since this was drawn first. */
export function PrintState({ papers }: { papers: PrintedPaper[] }) {
  const t = useText(texts)
  const whyText = useWhyText()
  const { waiting, last } = usePrints()
  const [since] = useState(() => now().toISOString())
  const shown = waiting.filter((print) => papers.some((paper) => isSame(paper, print)))
  const done = last && last.at >= since && papers.some((paper) => isSame(paper, last)) ? last : undefined
  if (shown.length === 0)
    return done ? <Notice tone="ok" aloud title={t('print.done', { paper: t(`printed.${done.kind}`) })} /> : null
  return shown.map((print) => {
    const { why, kind } = print
    const paper = t(`printed.${kind}`)
    return why ? (
      <Notice key={kind} tone="late" aloud title={t('print.failed', { paper, why: whyText(why) })}>
        <p>{t('print.listed')}</p>
      </Notice>
    ) : (
      <output key={kind} className="muted">
        {t('print.running', { paper })}
      </output>
    )
  })
}

/** “In lại”: the papers that did not come out on this machine, with what stood in their way. */
export function Reprints() {
  const t = useText(texts)
  const whyText = useWhyText()
  const { waiting } = usePrints()
  if (waiting.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{t('reprints', { count: waiting.length })}</h2>
      <ul className="begun">
        {waiting.map((print) => {
          const { id, number, kind, since, why } = print
          const paper = t(`printed.${kind}`)
          return (
            <li key={id + kind}>
              <span>
                <ButtonLink look="plain" href={`/ho-so/${id}`}>
                  {number}
                </ButtonLink>{' '}
                <span className={why ? 'tone-late' : 'muted'}>
                  {why ? t('print.failed', { paper, why: whyText(why) }) : t('print.running', { paper })}
                </span>
              </span>
              <span className="muted figures nowrap">{t('aside.since', { when: formatTime(new Date(since)) })}</span>
              <span className="row">
                <Button busy={!why} onClick={() => printPaper(print)}>
                  {t('print.again')}
                </Button>
                <Button look="plain" busy={!why} onClick={() => dropPrint(print)}>
                  {t('reprints.drop')}
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
