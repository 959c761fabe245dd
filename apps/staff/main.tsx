import { startApp } from '@motcua/ui/app.tsx'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { useWords } from '@motcua/ui/language.tsx'
import { Empty, PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { SignedInFrame } from '@motcua/ui/staff/session.tsx'
import { contributions } from './modules.ts'

function Missing() {
  const t = useWords()
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('page.missing.title')} names />
          <div className="stack">
            <p>{t('page.missing')}</p>
            <div>
              <ButtonLink href="/">{t('page.home')}</ButtonLink>
            </div>
          </div>
        </>
      }
    />
  )
}

startApp({ name: 'staff', base: '/staff', contributions, Frame: SignedInFrame, Missing, Empty, fetchesAhead: true })
