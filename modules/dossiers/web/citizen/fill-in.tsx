import type { Answers } from '@motcua/kernel/rules/form'
import { formatDate } from '@motcua/kernel/rules/text'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { liesIn } from '@motcua/ui/forms/faults.ts'
import { FormPage } from '@motcua/ui/forms/form-page.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Link, useLocation, useSearch } from 'wouter'
import { DraftScreen, type OpenDraft } from './draft-screen.tsx'
import { LockDraft } from './pin.tsx'
import { texts } from './texts.ts'

/** C5 “Khai”: one question a screen. */
export function FillIn() {
  const t = useText(texts)
  return <DraftScreen title={t('page.loading')}>{(open) => <Questions {...open} />}</DraftScreen>
}

function Questions({ draft, change, saved, procedure, from, lists, today }: OpenDraft) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [, go] = useLocation()
  // In the address, so that the telephone's own "back" goes to the question before.
  const at = new URLSearchParams(useSearch()).get('muc') ?? draft.at
  const here = `/ban-khai/${draft.id}`
  const onAnswers = (answers: Answers) => {
    const changed = Object.keys(answers).filter((name) => answers[name] !== draft.answers[name])
    const refused = draft.refused.filter((fault) => !changed.some((name) => liesIn(fault, name)))
    change({ answers, refused })
  }
  return (
    <Page title={say(procedure.name, language)} titleShown={false}>
      {draft.changed && (
        <Notice tone="soon">
          <p>{t('draft.changed', { day: formatDate(from) })}</p>
        </Notice>
      )}
      <FormPage
        form={procedure.form}
        answers={draft.answers}
        lists={lists}
        today={today}
        onAnswers={onAnswers}
        refused={draft.refused}
        at={at}
        onAt={(key) => {
          change({ at: key })
          go(`${here}?muc=${key}`)
        }}
        saved={saved}
        onBack={() => go(`/thu-tuc/${procedure.code}/cach-nop`)}
        onDone={() => go(`${here}/giay-to`)}
      />
      <LockDraft draft={draft} />
      <Link href="/ho-so" className="button plain">
        {t('draft.later')}
      </Link>
    </Page>
  )
}
