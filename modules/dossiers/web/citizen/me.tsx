import { call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { useSpeaks } from '@motcua/ui/citizen/listen.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { ChoiceField } from '@motcua/ui/controls/choice.tsx'
import { Dialog } from '@motcua/ui/controls/dialog.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useInstallOffer } from '@motcua/ui/device/edition.ts'
import { setShared, useShared } from '@motcua/ui/device/shared-phone.ts'
import { wipeDevice } from '@motcua/ui/device/store.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { applyAloud, applyLarge, applyTheme, readAloud, readLarge, readTheme, type Theme } from '@motcua/ui/theme.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { useCitizen, useMe, useMyDossiers } from './asking.ts'
import { signOut } from './doors.ts'
import { DossierLink } from './dossier-links.tsx'
import { leave } from './leaving.ts'
import { MySessions } from './sessions.tsx'
import { SignedIn } from './signed-in.tsx'
import { texts } from './texts.ts'

/** C18 “Tôi”: my data is mine, and so is this phone. */
export function Me() {
  const t = useText(texts)
  const me = useMe()
  const citizen = useCitizen()
  return (
    <Page title={t('me.title')}>
      <SignedIn who={me.data?.person} after="/toi" why={t('me.signin')}>
        <MyAccount name={me.data?.person?.name ?? ''} />
      </SignedIn>
      {citizen && <MyPapers />}
      {citizen && (
        <ul className="links">
          <li>
            <Link href="/toi/ai-da-xem">
              <span className="main-line">{t('readers.title')}</span>
              <span className="muted small">{t('readers.what')}</span>
            </Link>
          </li>
          <li>
            <Link href="/toi/giup-nhau">
              <span className="main-line">{t('helping.title')}</span>
              <span className="muted small">{t('helping.what')}</span>
            </Link>
          </li>
          <li>
            <Link href="/thong-bao/cach-nhan">
              <span className="main-line">{t('contact.title')}</span>
              <span className="muted small">{t('contact.what')}</span>
            </Link>
          </li>
        </ul>
      )}
      {citizen && <MySessions />}
      <Looks />
      <ThisPhone />
      <p className="muted">{t('signin.help')}</p>
    </Page>
  )
}

const signOutHere = () => leave(() => call(signOut, { body: {} }))

function MyAccount({ name }: { name: string }) {
  const t = useText(texts)
  const [failed, setFailed] = useState<unknown>()
  return (
    <section className="card stack tight">
      <p>{t('mine.as', { name })}</p>
      <div>
        <Button icon="out" onClick={() => void signOutHere().catch(setFailed)}>
          {t('mine.signout')}
        </Button>
      </div>
      {failed !== undefined && <Waiting error={failed} onAgain={signOutHere} />}
    </section>
  )
}

function MyPapers() {
  const t = useText(texts)
  const mine = useMyDossiers(true)
  const { data, error, refetch } = mine
  const ready = (data?.rows ?? []).filter(({ state }) => state === 'decided' || state === 'returned')
  return (
    <section className="stack tight">
      <h2>{t('me.papers')}</h2>
      {!data && <Waiting error={error} onAgain={refetch} />}
      <Stale asked={mine} />
      {data && ready.length === 0 && <p className="muted">{t('me.papers.none')}</p>}
      <ul className="links">
        {ready.map((row) => (
          <DossierLink key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

function Looks() {
  const t = useText(texts)
  const { language, setLanguage } = useLanguage()
  const [theme, setTheme] = useState(readTheme)
  const [large, setLarge] = useState(readLarge)
  const [aloud, setAloud] = useState(readAloud)
  const speaks = useSpeaks()
  return (
    <section className="stack">
      <h2>{t('settings.name')}</h2>
      <ChoiceField
        id="language"
        label={t('language.name')}
        options={(['vi', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
        value={language}
        onChange={(chosen) => setLanguage(chosen === 'en' ? 'en' : 'vi')}
      />
      <ChoiceField
        id="size"
        label={t('size.name')}
        options={[
          { value: 'usual', label: t('me.size.usual') },
          { value: 'large', label: t('me.size.large') }
        ]}
        value={large ? 'large' : 'usual'}
        onChange={(chosen) => {
          applyLarge(chosen === 'large')
          setLarge(chosen === 'large')
        }}
      />
      <ChoiceField
        id="theme"
        label={t('theme.name')}
        options={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
        value={theme}
        onChange={(chosen) => {
          applyTheme(chosen as Theme)
          setTheme(chosen as Theme)
        }}
      />
      {speaks && (
        <ChoiceField
          id="aloud"
          label={t('me.aloud')}
          help={t('me.aloud.what')}
          options={[
            { value: 'asked', label: t('me.aloud.asked') },
            { value: 'always', label: t('me.aloud.always') }
          ]}
          value={aloud ? 'always' : 'asked'}
          onChange={(chosen) => {
            applyAloud(chosen === 'always')
            setAloud(chosen === 'always')
          }}
        />
      )}
    </section>
  )
}

function ThisPhone() {
  const t = useText(texts)
  const shared = useShared()
  const install = useInstallOffer()
  const [wiping, setWiping] = useState(false)
  return (
    <section className="stack">
      <h2>{t('me.phone')}</h2>
      <ChoiceField
        id="shared"
        label={t('me.shared')}
        help={t('me.shared.what')}
        options={[
          { value: 'mine', label: t('me.shared.no') },
          { value: 'shared', label: t('me.shared.yes') }
        ]}
        value={shared ? 'shared' : 'mine'}
        onChange={(chosen) => setShared(chosen === 'shared')}
      />
      {install && (
        <Button icon="phone" wide onClick={install}>
          {t('me.install')}
        </Button>
      )}
      <Button icon="trash" wide onClick={() => setWiping(true)}>
        {t('me.wipe')}
      </Button>
      {wiping && (
        <Dialog title={t('me.wipe')} onClose={() => setWiping(false)}>
          <div className="stack">
            <p>{t('me.wipe.what')}</p>
            <Button
              look="main"
              wide
              onClick={() => {
                // Signing out needs a line; wiping must not wait for it.
                void wipeDevice()
                  .then(() => call(signOut, { body: {} }))
                  .catch(() => undefined)
                  .finally(() => location.assign('/app/'))
              }}
            >
              {t('me.wipe.do')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  )
}
