import { useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { useKeys } from '@motcua/ui/staff/function-keys.tsx'
import { useLocation, useParams } from 'wouter'
import { Dossier } from './dossier.tsx'
import { TabList } from './list.tsx'
import { PhotoFilings } from './photo-filings.tsx'
import { useWork } from './queries.ts'
import { texts } from './texts.ts'

const base = '/truc-tuyen'

/** S4 “Trực tuyến”: what came online is answered within eight working hours (Decree 45/2020/NĐ-CP art. 11). */
export function Online() {
  const t = useText(texts)
  const { id } = useParams<{ id?: string }>()
  if (id) return <Answering key={id} id={id} />
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('online')} names />
          <p className="muted lead">{t('online.rule')}</p>
          <div className="stack">
            <TabList tab="toAnswer" base={base} empty={t('empty.toAnswer')} />
            <PhotoFilings />
          </div>
        </>
      }
    />
  )
}

/** The whole width for one of them: its papers are read, not glanced at. */
function Answering({ id }: { id: string }) {
  const t = useText(texts)
  const [, navigate] = useLocation()
  const rows = useWork('toAnswer').data?.rows ?? []
  const go = (step: number) => {
    const next = rows[rows.findIndex((row) => row.id === id) + step]
    if (next) navigate(`${base}/${next.id}`)
  }
  useKeys([
    { key: 'Ctrl+ArrowUp', does: t('keys.previous'), run: () => go(-1) },
    { key: 'Ctrl+ArrowDown', does: t('keys.following'), run: () => go(1) },
    { key: 'Escape', does: t('page.close'), run: () => navigate(base) }
  ])
  return <Panes list={<Dossier id={id} back={base} wide />} />
}
