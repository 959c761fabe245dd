import { useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { useParams } from 'wouter'
import { Dossier } from './dossier.tsx'
import { TabList } from './list.tsx'
import { texts } from './texts.ts'

/** S4 “Trực tuyến”: what came online is answered within eight working hours (Decree 45/2020/NĐ-CP art. 11). */
export function Online() {
  const t = useText(texts)
  const { id } = useParams<{ id?: string }>()
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('online')} names={id === undefined} />
          <p className="muted lead">{t('online.rule')}</p>
          <TabList tab="toAnswer" base="/truc-tuyen" chosen={id} empty={t('empty.toAnswer')} />
        </>
      }
      dossier={id && <Dossier key={id} id={id} back="/truc-tuyen" />}
    />
  )
}
