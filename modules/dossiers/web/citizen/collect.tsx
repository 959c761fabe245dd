import type { Answers } from '@motcua/kernel/rules/form'
import { formatMoment, formatMoney } from '@motcua/kernel/rules/text'
import { demandsFile, type Paper, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { FileLink } from '@motcua/ui/files/view.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { Part } from '@motcua/ui/parts.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { Link } from 'wouter'
import type { DossierView } from '../../contract.ts'
import { dayWith } from './asking.ts'
import { ByPost } from './by-post.tsx'
import { addressesOf } from './paper-address.ts'
import { officeName } from './standing.ts'
import { texts } from './texts.ts'

/** C13 “Nhận kết quả”: where, when and with what, so that one comes once. */
export function Collect({ dossier, procedure }: { dossier: DossierView; procedure: Procedure | undefined }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { id, state, result, timeline } = dossier
  if (state !== 'decided') return null
  const since = timeline.findLast(({ what }) => what === 'dossier_decided')?.at
  return (
    <section className="card stack">
      <h2>{t('collect.title')}</h2>
      {since && (
        <p>
          <Unbroken text={t('collect.since', { when: formatMoment(new Date(since), language) })} />
        </p>
      )}
      {!dossier.postTo && <AtTheDesk dossier={dossier} procedure={procedure} />}
      {dossier.helps === null && <ByPost dossier={dossier} />}
      {result?.sha256 && dossier.helps === null && (
        <p className="muted">
          {t('collect.copy')} <Link href="/toi">{t('me.title')}</Link>
        </p>
      )}
      {result?.sha256 && (
        <FileLink
          act={t('collect.open')}
          file={{
            name: result.name ?? t('dossier.result'),
            mediaType: result.mediaType ?? '',
            ...addressesOf(id, result.sha256)
          }}
        />
      )}
    </section>
  )
}

/** Nobody has to come for what the post brings. */
function AtTheDesk({ dossier, procedure }: { dossier: DossierView; procedure: Procedure | undefined }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { number, feeDue, office } = dossier
  const papers = procedure ? papersToBring(dossier, procedure) : []
  const showsIdentity = papers.some(({ picture }) => picture === 'identity_card')
  return (
    <>
      <p>
        <Unbroken text={t('collect.where', { office: officeName(dossier, office, language) })} />{' '}
        <a href="/noi-nop">{t('collect.today')}</a>
      </p>
      <Part at="visit" office={office} />
      <div className="stack tight">
        <h3>{t('collect.bring')}</h3>
        <ul className="papers">
          <li>
            <Unbroken text={t('collect.receipt', { number })} />
          </li>
          {!showsIdentity && <li>{t('collect.identity')}</li>}
          {papers.map((paper) => (
            <li key={paper.code}>
              {paper.kind === 'show'
                ? say(paper.name, language)
                : t('collect.original', { name: say(paper.name, language) })}
            </li>
          ))}
          {feeDue > 0 && (
            <li>
              <Unbroken text={t('collect.fee', { amount: formatMoney(feeDue, language) })} />
            </li>
          )}
        </ul>
      </div>
      <p className="muted">{t('collect.another')}</p>
    </>
  )
}

/** What was sent as a picture is compared with its original; what was filed at the desk lies there already. */
function papersToBring({ way, answers }: DossierView, procedure: Procedure): Paper[] {
  if (way === 'desk') return []
  return requiredPapers(procedure, answers as Answers, dayWith(undefined)).filter(
    (paper) => demandsFile(paper) || paper.kind === 'show'
  )
}
