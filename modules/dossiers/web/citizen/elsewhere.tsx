import type { Answers } from '@motcua/kernel/rules/form'
import type { Procedure } from '@motcua/procedures/rules'
import { Button } from '@motcua/ui/controls/button.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useLocation } from 'wouter'
import type { DossierView } from '../../contract.ts'
import { useCitizen } from './asking.ts'
import { beginDraft } from './drafts.ts'
import { texts } from './texts.ts'

/** “Chuyển đến nơi này, không phải khai lại”: what one desk refused goes to the right one as it is, its files too, which the server holds. */
export function ToTheRightPlace({ dossier, procedure }: { dossier: DossierView; procedure: Procedure }) {
  const t = useText(texts)
  const [, go] = useLocation()
  const citizen = useCitizen()
  if (!citizen) return null
  const begin = () => {
    const { version, answers, papers } = dossier
    const { code, name } = procedure
    const sent = papers.map((paper) => ({ ...paper, sentBy: citizen.id }))
    const begun = { procedure: code, version, name, answers: answers as Answers, papers: sent, owner: citizen.id }
    go(`/ban-khai/${beginDraft(begun).id}/xem-lai`)
  }
  return (
    <>
      <p>{t('elsewhere.what')}</p>
      <Button look="main" icon="sent" wide onClick={begin}>
        {t('elsewhere.do')}
      </Button>
    </>
  )
}
