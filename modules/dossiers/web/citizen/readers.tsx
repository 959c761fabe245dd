import { listMyReaders } from '@motcua/kernel/contract'
import { formatMoment } from '@motcua/kernel/rules/text'
import { call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { useCitizen } from './asking.ts'
import { SignedIn } from './signed-in.tsx'
import { texts } from './texts.ts'

/** “Ai đã xem dữ liệu của tôi”: of every dossier of mine, those filed at a desk and claimed later included. */
export function WhoLooked() {
  const t = useText(texts)
  const citizen = useCitizen()
  const asked = useQuery({
    queryKey: ['readers'],
    queryFn: ({ signal }) => call(listMyReaders, { signal }),
    enabled: citizen !== undefined,
    meta: { keep: 'person' }
  })
  return (
    <Page title={t('readers.title')}>
      <p>{t('readers.intro')}</p>
      <SignedIn who={citizen} after="/toi/ai-da-xem">
        <Stale asked={asked} />
        {asked.data ? <Looks readers={asked.data} /> : <Waiting error={asked.error} onAgain={asked.refetch} />}
      </SignedIn>
    </Page>
  )
}

function Looks({ readers }: { readers: Static<(typeof listMyReaders)['reply']> }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const nameOf = ({ name, office }: { name: string | null; office: { vi: string; en: string } | null }) =>
    [name ?? t('readers.unnamed'), office && say(office, language)].filter(Boolean).join(', ')
  const looks = [
    ...readers.opened.map((one) => ({
      at: one.at,
      who: nameOf(one),
      how: t(one.how === 'searched' ? 'readers.searched' : 'readers.opened'),
      numbers: one.numbers
    })),
    ...readers.listed.map((one) => ({
      at: one.lastAt,
      who: nameOf(one),
      how: t('readers.listed', { times: one.times }),
      numbers: []
    }))
  ]
  if (looks.length === 0) return <p className="muted">{t('readers.none')}</p>
  return (
    <ul className="papers">
      {looks
        .toSorted((one, other) => other.at.localeCompare(one.at))
        .map(({ at, who, how, numbers }) => (
          <li key={at + who + numbers.join()}>
            <b>{who}</b>
            <span>{how}</span>
            <span className="muted small figures">
              <Unbroken text={[...numbers, formatMoment(new Date(at), language)].join(' · ')} />
            </span>
          </li>
        ))}
    </ul>
  )
}
