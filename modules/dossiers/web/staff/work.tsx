import { useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { Link, useLocation, useParams } from 'wouter'
import { Dossier } from './dossier.tsx'
import { TabList } from './list.tsx'
import { type Tab, useWork } from './queries.ts'
import { texts } from './texts.ts'

/** How tabs stand in addresses, which people send one another. */
const slugs: Record<Tab, string> = {
  mine: 'can-lam',
  toAnswer: 'cho-tra-loi',
  overdue: 'qua-han',
  today: 'hom-nay',
  waiting: 'cho-cong-dan',
  toReturn: 'cho-tra-ket-qua',
  opinions: 'cho-y-kien'
}
const tabs = Object.keys(slugs) as Tab[]
const forDesks: Tab[] = ['toAnswer', 'toReturn']

/** S5 “Việc cần làm”. */
export function Work() {
  const t = useText(texts)
  const { roles } = useOfficial()
  const [, navigate] = useLocation()
  const { tab: slug, id } = useParams<{ tab?: string; id?: string }>()
  const tab = tabs.find((one) => slugs[one] === slug) ?? 'mine'
  const base = `/viec/${slugs[tab]}`
  const counts = useWork(tab).data?.counts
  const atDesk = roles.includes('officer')
  const shown = tabs.filter((one) => atDesk || !forDesks.includes(one))
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('work')} names={id === undefined}>
            {atDesk && <KeyButton onKey="F2" does={t('intake')} onPress={() => navigate('/tiep-nhan')} />}
          </PaneHead>
          <nav className="tabs" aria-label={t('work')}>
            {shown.map((one) => (
              <Link key={one} href={`/viec/${slugs[one]}`} aria-current={one === tab ? 'page' : undefined}>
                {t(`tab.${one}`)}
                {counts && <span className="figures muted">{counts[one]}</span>}
              </Link>
            ))}
          </nav>
          <TabList tab={tab} base={base} chosen={id} empty={t(`empty.${tab}`)} />
        </>
      }
      dossier={id && <Dossier key={id} id={id} back={base} />}
    />
  )
}
