import { call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { tied } from '@motcua/ui/controls/field.tsx'
import { Field } from '@motcua/ui/controls/field.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { signInByPassword, signInByVneid } from './doors.ts'
import { texts } from './texts.ts'
import { useProblemWords } from './waiting.tsx'

/** Where to go on: a path of this app, never another site. */
const placeAfter = (asked: string | null): string => (asked && /^\/(?![/\\])/.test(asked) ? asked : '/ho-so')

/** C19 “Đăng nhập”: reached at “Nộp”, and left without losing anything. */
export function SignIn() {
  const t = useText(texts)
  const [, go] = useLocation()
  const query = new URLSearchParams(useSearch())
  const queries = useQueryClient()
  const problemWords = useProblemWords()
  const after = placeAfter(query.get('den'))
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState(query.has('error') ? t('signin.vneid.failed') : undefined)
  const [busy, setBusy] = useState(false)

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      setProblem(problemWords(error))
    }
    setBusy(false)
  }
  const byPassword = () =>
    attempt(async () => {
      if (!email.trim() || !password) return setProblem(t('signin.empty'))
      const { next } = await call(signInByPassword, { body: { email: email.trim(), password } })
      if (next !== 'done') return setProblem(t('signin.official'))
      await queries.invalidateQueries()
      go(after, { replace: true })
    })
  const byVneid = () =>
    attempt(async () => {
      const here = '/app/dang-nhap'
      const back = `/app${after}`
      const { url } = await call(signInByVneid, {
        body: { provider: 'vneid', callbackURL: back, errorCallbackURL: `${here}?den=${encodeURIComponent(after)}` }
      })
      location.assign(url)
    })
  return (
    <Page title={t('signin.title')}>
      <p>{t('signin.why')}</p>
      {problem && (
        <Notice tone="late" title={t('signin.failed')} aloud>
          <p>{problem}</p>
        </Notice>
      )}
      <Button look="main" wide busy={busy} onClick={() => void byVneid()}>
        {t('signin.vneid')}
      </Button>
      <form
        className="card stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void byPassword()
        }}
      >
        <h2>{t('signin.or')}</h2>
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
      </form>
      <ButtonLink href={after} look="plain">
        {t('signin.later')}
      </ButtonLink>
      <p className="muted">{t('signin.help')}</p>
    </Page>
  )
}
