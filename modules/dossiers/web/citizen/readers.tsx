import { listReaders } from '@motcua/kernel/contract'
import { formatMoment } from '@motcua/kernel/rules/text'
import { call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQueries } from '@tanstack/react-query'
import type { DossierRow } from '../../contract.ts'
import { useCitizen, useMe, useMyDossiers } from './asking.ts'
import { texts } from './texts.ts'
import { Waiting } from './waiting.tsx'

/** “Ai đã xem dữ liệu của tôi”: of every dossier of mine, those filed at a desk included once VNeID has claimed them. */
export function WhoLooked() {
  const t = useText(texts)
  const me = useMe()
  const citizen = useCitizen()
  const mine = useMyDossiers(citizen !== undefined)
  return (
    <Page title={t('readers.title')}>
      <p>{t('readers.intro')}</p>
      {me.data && !citizen && (
        <ButtonLink href="/dang-nhap?den=/toi/ai-da-xem" look="main" wide>
          {t('mine.signin.do')}
        </ButtonLink>
      )}
      {citizen && !mine.data && <Waiting error={mine.error} onAgain={mine.refetch} />}
      {mine.data && <Looks rows={mine.data.rows} />}
    </Page>
  )
}

type Look = { key: string; at: string; who: string; how: string; number: string; dossier: string }

function Looks({ rows }: { rows: DossierRow[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const asked = useQueries({
    queries: rows.map(({ id }) => ({
      queryKey: ['readers', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => call(listReaders, { params: { id }, signal }),
      meta: { keep: 'person' as const }
    }))
  })
  const failed = asked.find(({ error, data }) => error && !data)
  const again = () => Promise.all(asked.map(({ refetch }) => refetch()))
  if (failed) return <Waiting error={failed.error} onAgain={again} />
  if (asked.some(({ data }) => !data)) return <Waiting error={undefined} onAgain={again} />
  const nameOf = ({ name, office }: { name: string | null; office: { vi: string; en: string } | null }) =>
    [name ?? t('readers.unnamed'), office && say(office, language)].filter(Boolean).join(', ')
  const looks = asked.flatMap(({ data }, i): Look[] => {
    const { id, number } = rows[i]!
    const opened = (data?.opened ?? []).map((one) => ({
      key: `${id}.${one.at}.${one.name}`,
      at: one.at,
      who: nameOf(one),
      how: one.how === 'searched' ? t('readers.searched') : t('readers.opened'),
      number,
      dossier: id
    }))
    const listed = (data?.listed ?? []).map((one) => ({
      key: `${id}.listed.${one.name}.${one.lastAt}`,
      at: one.lastAt,
      who: nameOf(one),
      how: t('readers.listed', { times: one.times }),
      number,
      dossier: id
    }))
    return [...opened, ...listed]
  })
  if (looks.length === 0) return <p className="muted">{t('readers.none')}</p>
  return (
    <ul className="papers">
      {looks
        .toSorted((one, other) => other.at.localeCompare(one.at))
        .map(({ key, at, who, how, number }) => (
          <li key={key}>
            <b>{who}</b>
            <span>{how}</span>
            <span className="muted small figures">
              <span className="nowrap">{number}</span> · {formatMoment(new Date(at), language)}
            </span>
          </li>
        ))}
    </ul>
  )
}
