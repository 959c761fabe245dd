import { useText } from '@motcua/ui/language.tsx'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { Redirect } from 'wouter'
import { texts } from './texts.ts'

/** Opens the first place of one's post: the counter where people stand in front, what runs out first for those who examine and decide. */
export function Landing() {
  const t = useText(texts)
  const [first] = useOfficial().places
  if (first) return <Redirect to={first.path} replace />
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('product.name')} names />
          <p>{t('page.empty')}</p>
        </>
      }
    />
  )
}
