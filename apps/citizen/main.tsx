import { startApp } from '@motcua/ui/app.tsx'
import { CitizenFrame, Page } from '@motcua/ui/citizen/frame.tsx'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { useWords } from '@motcua/ui/language.tsx'
import { contributions } from './modules.ts'

function Missing() {
  const t = useWords()
  return (
    <Page title={t('page.missing.title')}>
      <p>{t('page.missing')}</p>
      <div>
        <ButtonLink href="/" look="main">
          {t('page.home')}
        </ButtonLink>
      </div>
    </Page>
  )
}

function Empty() {
  const t = useWords()
  return (
    <Page title={t('product.name')}>
      <p>{t('page.empty')}</p>
    </Page>
  )
}

startApp({ name: 'citizen', base: '/app', contributions, Frame: CitizenFrame, Missing, Empty })
