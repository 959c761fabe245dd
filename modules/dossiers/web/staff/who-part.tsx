import { checkPersonalId, readNumber } from '@motcua/kernel/rules/identity'
import { formatDate } from '@motcua/kernel/rules/text'
import { texts as checkTexts } from '@motcua/kernel/texts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { TextField } from '@motcua/ui/controls/text-field.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { Part } from '@motcua/ui/staff/part.tsx'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Who } from './intakes.ts'
import { useSearch, useShortNames } from './queries.ts'
import { texts } from './texts.ts'

/** Who stands at the desk: the card is scanned wherever the focus is; without a card the number is typed. */
export function WhoPart({
  who,
  procedure,
  told,
  onWho
}: {
  who: Who | undefined
  procedure: string | undefined
  /** What was wrong with the last scan. */
  told: string | undefined
  onWho: (who: Who | undefined) => void
}) {
  const t = useText(texts)
  return (
    <Part id="part-who" title={t('intake.who')} onKey="Alt+1">
      {told && <Notice tone="late" aloud title={told} />}
      {who ? <Known who={who} procedure={procedure} onWho={onWho} /> : <Unknown onWho={onWho} />}
    </Part>
  )
}

function Unknown({ onWho }: { onWho: (who: Who) => void }) {
  const t = useText(texts)
  const checked = useText(checkTexts)
  const [typed, setTyped] = useState<string>()
  const [fault, setFault] = useState<string>()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const personalId = readNumber(typed ?? '')
        if (!personalId) return
        const wrong = checkPersonalId(personalId)
        if (wrong) setFault(checked(wrong.code as keyof (typeof checkTexts)['vi'], wrong.values))
        else onWho({ personalId })
      }}
    >
      <TextField
        id="who.id"
        kind="digits"
        label={t('who.id')}
        help={t('who.scan')}
        optional
        faultAt={() => fault}
        value={typed}
        onChange={(next) => {
          setTyped(next)
          setFault(undefined)
        }}
      />
    </form>
  )
}

function Known({
  who,
  procedure,
  onWho
}: {
  who: Who
  procedure: string | undefined
  onWho: (who: Who | undefined) => void
}) {
  const t = useText(texts)
  const { name, personalId, birthDate, sex, address, issuedOn, doubtful, compared } = who
  const unsure = doubtful && !compared
  return (
    <>
      {unsure ? (
        <Notice tone="soon" aloud title={t('who.broken')}>
          <TextField
            id="who.name"
            kind="name"
            label={t('who.name')}
            value={name}
            onChange={(next) => onWho({ ...who, name: next ?? '' })}
          />
          <TextField
            id="who.address"
            label={t('who.address')}
            value={address}
            onChange={(next) => onWho({ ...who, address: next ?? '' })}
          />
          <Button id="who.compared" onClick={() => onWho({ ...who, compared: true })}>
            {t('who.compared')}
          </Button>
        </Notice>
      ) : (
        <p className="who-name">{name ?? t('who.unnamed')}</p>
      )}
      <p className="figures muted">
        {[
          personalId,
          birthDate && formatDate(birthDate),
          sex && t(`sex.${sex}`),
          issuedOn && t('who.issued', { day: formatDate(issuedOn) })
        ]
          .filter(Boolean)
          .join(' · ')}
        {!unsure && address && (
          <>
            <br />
            {address}
          </>
        )}
      </p>
      <Earlier personalId={personalId} procedure={procedure} />
      <div>
        <Button look="plain" onClick={() => onWho(undefined)}>
          {t('who.other')}
        </Button>
      </div>
    </>
  )
}

const atMost = 3

/** The same person's dossiers: the same matter filed twice is seen before it is taken in. */
function Earlier({ personalId, procedure }: { personalId: string; procedure: string | undefined }) {
  const t = useText(texts)
  const nameOf = useShortNames()
  const rows = useSearch(personalId).data?.rows ?? []
  if (rows.length === 0) return null
  const over = ['refused', 'withdrawn', 'stopped', 'returned']
  const double = rows.find((row) => row.procedure === procedure && !over.includes(row.state))
  return (
    <>
      {double && <Notice tone="soon" aloud title={t('who.double', { number: double.number })} />}
      <ul className="earlier">
        {rows.slice(0, atMost).map((row) => (
          <li key={row.id}>
            <Icon name="folder" />
            <Link href={`/ho-so/${row.id}`} className="figures">
              {row.number}
            </Link>{' '}
            {nameOf(row.procedure)} · {t(`state.${row.state}`)}
          </li>
        ))}
      </ul>
      {rows.length > atMost && <p className="muted">{t('who.earlier', { count: rows.length })}</p>}
    </>
  )
}
