import { checkPhone, readPhone } from '@motcua/kernel/rules/identity'
import { call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { ChoiceField } from '@motcua/ui/controls/choice.tsx'
import { Field, tied } from '@motcua/ui/controls/field.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { closeLockers } from '@motcua/ui/device/locker.ts'
import { setShared, useShared } from '@motcua/ui/device/shared-phone.ts'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { Digits } from './digits.tsx'
import { askSignInCode, signInByCode, signInByPassword, signInByVneid } from './doors.ts'
import { texts } from './texts.ts'

/** Where to go on: a path of this app, never another site. */
const placeAfter = (asked: string | null): string => (asked && /^\/(?![/\\])/.test(asked) ? asked : '/ho-so')

/** C19 “Đăng nhập”: reached at “Nộp”, and left without losing anything. */
export function SignIn() {
  const t = useText(texts)
  const query = new URLSearchParams(useSearch())
  const after = placeAfter(query.get('den'))
  const shared = useShared()
  const [problem, setProblem] = useState(query.has('error') ? t('signin.vneid.failed') : undefined)
  return (
    <Page title={t('signin.title')}>
      <p>{t('signin.why')}</p>
      {problem && (
        <Notice tone="late" title={t('signin.failed')} aloud>
          <p>{problem}</p>
        </Notice>
      )}
      <ChoiceField
        id="shared"
        label={t('me.shared')}
        help={shared ? t('signin.shared') : undefined}
        options={[
          { value: 'mine', label: t('me.shared.no') },
          { value: 'shared', label: t('me.shared.yes') }
        ]}
        value={shared ? 'shared' : 'mine'}
        onChange={(chosen) => setShared(chosen === 'shared')}
      />
      <ByVneid after={after} onProblem={setProblem} />
      <ByPhone after={after} onProblem={setProblem} />
      <ByPassword after={after} onProblem={setProblem} />
      <ButtonLink href={after} look="plain">
        {t('signin.later')}
      </ButtonLink>
      <p className="muted">{t('signin.help')}</p>
    </Page>
  )
}

type Way = { after: string; onProblem: (text: string | undefined) => void }

/** What every way in does: tells what went wrong, and goes on where one came from. */
function useAttempt({ after, onProblem }: Way) {
  const [, go] = useLocation()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const [busy, setBusy] = useState(false)
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    onProblem(undefined)
    await work().catch((error: unknown) => onProblem(problemText(error)))
    setBusy(false)
  }
  const goOn = async () => {
    // Whoever comes in opens their own locked drafts with their own PIN.
    closeLockers()
    await queries.invalidateQueries()
    go(after, { replace: true })
  }
  return { attempt, busy, goOn }
}

function ByVneid(way: Way) {
  const t = useText(texts)
  const shared = useShared()
  const { attempt, busy } = useAttempt(way)
  const begin = () =>
    attempt(async () => {
      const { url } = await call(signInByVneid, {
        body: {
          provider: 'vneid',
          callbackURL: `/app${way.after}`,
          errorCallbackURL: `/app/dang-nhap?den=${encodeURIComponent(way.after)}`,
          shared
        }
      })
      location.assign(url)
    })
  return (
    <Button look="main" wide busy={busy} onClick={() => void begin()}>
      {t('signin.vneid')}
    </Button>
  )
}

/** A telephone number, then the six digits that came. */
function ByPhone(way: Way) {
  const t = useText(texts)
  const shared = useShared()
  const { attempt, busy, goOn } = useAttempt(way)
  const [phone, setPhone] = useState('')
  const [sentTo, setSentTo] = useState<string>()
  const [code, setCode] = useState('')
  const [fault, setFault] = useState<string>()
  const ask = () =>
    attempt(async () => {
      const number = readPhone(phone)
      if (checkPhone(number)) return setFault(t('contact.phone.need'))
      await call(askSignInCode, { body: { phone: number } })
      setSentTo(number)
    })
  const verify = () =>
    attempt(async () => {
      if (!/^\d{6}$/.test(code)) return setFault(t('signin.code.six'))
      await call(signInByCode, { body: { phone: sentTo ?? '', code, shared } })
      await goOn()
    })
  return (
    <Entry title={t('signin.phone')} onSubmit={() => void (sentTo ? verify() : ask())}>
      {sentTo ? (
        <Digits
          id="code"
          label={t('signin.code', { to: sentTo })}
          value={code}
          fault={fault}
          onChange={(next) => {
            setCode(next)
            setFault(undefined)
          }}
        />
      ) : (
        <Field id="phone" label={t('contact.phone')} fault={fault}>
          <input
            className="box middle"
            {...tied({ id: 'phone', label: '', fault })}
            inputMode="tel"
            autoComplete="tel"
            value={phone}
            onChange={(event) => {
              setPhone(event.currentTarget.value)
              setFault(undefined)
            }}
          />
        </Field>
      )}
      <Button type="submit" wide busy={busy}>
        {t(sentTo ? 'signin.do' : 'signin.code.ask')}
      </Button>
      {sentTo && (
        <Button
          look="plain"
          onClick={() => {
            setSentTo(undefined)
            setCode('')
          }}
        >
          {t('signin.code.again')}
        </Button>
      )}
    </Entry>
  )
}

function ByPassword(way: Way) {
  const t = useText(texts)
  const shared = useShared()
  const { attempt, busy, goOn } = useAttempt(way)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const begin = () =>
    attempt(async () => {
      if (!email.trim() || !password) return way.onProblem(t('signin.empty'))
      const { next } = await call(signInByPassword, { body: { email: email.trim(), password, shared } })
      if (next !== 'done') return way.onProblem(t('signin.official'))
      await goOn()
    })
  return (
    <details className="card">
      <summary>{t('signin.or')}</summary>
      <Entry onSubmit={() => void begin()}>
        <Field id="email" label={t('signin.email')}>
          <input
            className="box"
            {...tied({ id: 'email', label: '' })}
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </Field>
        <Field id="password" label={t('signin.password')}>
          <input
            className="box"
            {...tied({ id: 'password', label: '' })}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" wide busy={busy}>
          {t('signin.do')}
        </Button>
      </Entry>
    </details>
  )
}

function Entry({ title, onSubmit, children }: { title?: string; onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className={title ? 'card stack' : 'stack'}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {title && <h2>{title}</h2>}
      {children}
    </form>
  )
}
