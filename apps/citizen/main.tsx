import { openDrafts } from '@motcua/dossiers/web/citizen'
import { startApp } from '@motcua/ui/app.tsx'
import { CitizenFrame, Page } from '@motcua/ui/citizen/frame.tsx'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { installApp, keepInstallOffer } from '@motcua/ui/device/edition.ts'
import { keepSeen } from '@motcua/ui/device/seen.ts'
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

installApp('/app/sw.js')
keepInstallOffer()
startApp({
  name: 'citizen',
  base: '/app',
  contributions,
  Frame: CitizenFrame,
  Missing,
  Empty,
  prepare: (queries) => Promise.all([openDrafts(), keepSeen(queries)]).then(() => undefined)
})
