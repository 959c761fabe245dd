import { Button } from '@motcua/ui/controls/button.tsx'
import { ChoiceField } from '@motcua/ui/controls/choice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useState } from 'react'
import { relations } from '@motcua/kernel/rules/relations'
import { consents } from '../../rules.ts'
import type { Draft } from './drafts.ts'
import { texts } from './texts.ts'

type OnBehalf = NonNullable<Draft['onBehalfOf']>

/** A written consent is a paper of its own, which the desk compares: who is authorised in writing files there. */
const consentsOnline = consents.filter((how) => how !== 'written')
const relationsOnline = relations.filter((relation) => relation !== 'authorised')

/** “Làm giúp người khác”: in what relation, and how that one agreed. The account is the one who files. */
export function ForAnother({ onBegin }: { onBegin: (onBehalfOf: OnBehalf) => void }) {
  const t = useText(texts)
  const [relation, setRelation] = useState<string>()
  const [consent, setConsent] = useState<string>()
  const [tried, setTried] = useState(false)
  const begin = () => {
    setTried(true)
    const one = relations.find((known) => known === relation)
    const how = consents.find((known) => known === consent)
    if (one && how) onBegin({ relation: one, consent: { how } })
  }
  return (
    <details className="card">
      <summary>{t('another.title')}</summary>
      <div className="stack">
        <p>{t('another.what')}</p>
        <ChoiceField
          id="relation"
          label={t('another.relation')}
          options={relationsOnline.map((value) => ({ value, label: t(`relation.${value}`) }))}
          value={relation}
          faultAt={() => (tried && !relation ? t('another.need.relation') : undefined)}
          onChange={setRelation}
        />
        <ChoiceField
          id="consent"
          label={t('another.consent')}
          options={consentsOnline.map((value) => ({ value, label: t(`consent.${value}`) }))}
          value={consent}
          faultAt={() => (tried && !consent ? t('another.need.consent') : undefined)}
          onChange={setConsent}
        />
        <Button wide onClick={begin}>
          {t('another.do')}
        </Button>
      </div>
    </details>
  )
}
