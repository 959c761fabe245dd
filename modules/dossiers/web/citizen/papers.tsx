import { demandsFile, requiredPapers } from '@motcua/procedures/rules'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Progress } from '@motcua/ui/citizen/progress.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { stepsOf } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useLocation } from 'wouter'
import { DraftScreen, type OpenDraft } from './draft-screen.tsx'
import { PaperField } from './paper-field.tsx'
import { texts } from './texts.ts'

/** The papers that these answers call for: those to send as pictures, and those only to bring along. */
export function Papers() {
  const t = useText(texts)
  return <DraftScreen title={t('papers.title')}>{(open) => <Chosen {...open} />}</DraftScreen>
}

function Chosen({ draft, change, saved, procedure, today }: OpenDraft) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [, go] = useLocation()
  const needed = requiredPapers(procedure, draft.answers, today)
  const toSend = needed.filter(demandsFile)
  const toBring = needed.filter(({ kind }) => kind === 'show')
  const sections = stepsOf(procedure.form, draft.answers, today, 'section').length
  const faultOf = (code: string) => draft.refused.find(({ field }) => field === `papers.${code}`)?.text
  return (
    <Page title={t('papers.title')}>
      <Progress step={sections} of={sections} share={0.97} saved={saved} />
      {toSend.length === 0 && <p>{t('papers.none')}</p>}
      {toSend.map((paper) => (
        <PaperField
          key={paper.code}
          draft={draft}
          paper={paper}
          pages={draft.papers.filter(({ code }) => code === paper.code)}
          fault={faultOf(paper.code)}
          mayReuse
          onPages={(pages) =>
            change({
              papers: [...draft.papers.filter(({ code }) => code !== paper.code), ...pages],
              refused: draft.refused.filter(({ field }) => field !== `papers.${paper.code}`)
            })
          }
        />
      ))}
      {toBring.length > 0 && (
        <section className="stack tight">
          <h2>{t('papers.bring')}</h2>
          <ul className="papers">
            {toBring.map(({ code, name }) => (
              <li key={code}>{say(name, language)}</li>
            ))}
          </ul>
        </section>
      )}
      <div className="go-on">
        <ButtonLink href={`/ban-khai/${draft.id}/xem-lai`} look="main" wide>
          {t('form.next')}
        </ButtonLink>
        <Button icon="back" wide onClick={() => go(`/ban-khai/${draft.id}`)}>
          {t('page.back')}
        </Button>
      </div>
    </Page>
  )
}
