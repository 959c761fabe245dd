import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react'
import { call, Problem } from '../call.ts'
import { Button } from '../controls/button.tsx'
import { Field, tied } from '../controls/field.tsx'
import { Notice } from '../controls/notice.tsx'
import { useLanguage, useText } from '../language.tsx'
import { useProblemText } from '../problem-text.ts'
import { giveCode, givePassword, giveSpareCode, makeSecondFactor } from './sign-in-doors.ts'
import { signInTexts } from './sign-in-texts.ts'

type SecondFactor = { uri: string; spareCodes: string[] }
type Step = { at: 'password' } | { at: 'code' } | { at: 'spare' } | { at: 'setUp'; made: SecondFactor }

/** The way in: name and password, then the code of the telephone. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const t = useText(signInTexts)
  const [step, setStep] = useState<Step>({ at: 'password' })
  const begin = () => setStep({ at: 'password' })
  return (
    <Door title={t(step.at === 'password' ? 'title' : step.at === 'setUp' ? 'setup.title' : 'code.title')}>
      {step.at === 'password' ? (
        <PasswordStep onNext={(next) => (next.at === 'password' ? onDone() : setStep(next))} />
      ) : (
        <>
          {step.at === 'setUp' && <SetUp made={step.made} />}
          <CodeStep key={step.at} spare={step.at === 'spare'} onDone={onDone} onLost={begin} />
          <div className="row">
            {step.at !== 'setUp' && (
              <Button look="plain" onClick={() => setStep({ at: step.at === 'code' ? 'spare' : 'code' })}>
                {t(step.at === 'code' ? 'code.spare' : 'code.phone')}
              </Button>
            )}
            <Button look="plain" onClick={begin}>
              {t('again')}
            </Button>
          </div>
        </>
      )}
    </Door>
  )
}

/** A card in the middle of an otherwise empty screen, with the other language in sight. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const t = useText(signInTexts)
  const { language, setLanguage } = useLanguage()
  useEffect(() => {
    document.title = `${title} – ${t('product.name')}`
  }, [title, t])
  return (
    <main id="main" className="door" tabIndex={-1}>
      <div className="door-head">
        <span className="brand">{t('product.name')}</span>
        <button
          type="button"
          className="button plain"
          lang={language === 'vi' ? 'en' : 'vi'}
          onClick={() => setLanguage(language === 'vi' ? 'en' : 'vi')}
        >
          {t('language.other')}
        </button>
      </div>
      <div className="door-card stack">
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}

function PasswordStep({ onNext }: { onNext: (step: Step) => void }) {
  const t = useText(signInTexts)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { faults, problem, busy, send } = useSending(async () => {
    const { next } = await call(givePassword, { body: { email: email.trim(), password } })
    if (next === 'second-factor')
      return onNext({ at: 'setUp', made: await call(makeSecondFactor, { body: { password } }) })
    onNext({ at: next === 'code' ? 'code' : 'password' })
  })
  const missing = {
    ...(email.trim() ? {} : { name: t('fault.name') }),
    ...(password ? {} : { password: t('fault.password') })
  }
  // One answer for a wrong name and a wrong password, so it stands at the second of the two boxes.
  const wrong = problem?.code === 'sign_in.wrong' ? problem.text : undefined
  return (
    <form className="stack" noValidate onSubmit={(event) => send(event, missing)}>
      <p className="muted">{t('lead')}</p>
      {problem && !wrong && <Notice tone="late" aloud title={problem.text} />}
      <Box
        label={t('name')}
        help={t('name.help')}
        fault={faults.name}
        value={email}
        onChange={setEmail}
        first
        autoComplete="username"
        inputMode="email"
      />
      <Box
        label={t('password')}
        fault={faults.password ?? wrong}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="current-password"
      />
      <button type="submit" className="button main" aria-disabled={busy || undefined}>
        {t('next')}
      </button>
    </form>
  )
}

function CodeStep({ spare, onDone, onLost }: { spare: boolean; onDone: () => void; onLost: () => void }) {
  const t = useText(signInTexts)
  const [code, setCode] = useState('')
  const typed = spare ? code.trim() : code.replace(/\D/g, '')
  const { faults, problem, busy, send } = useSending(async () => {
    try {
      await call(spare ? giveSpareCode : giveCode, { body: { code: typed } })
      onDone()
    } catch (error) {
      setCode('')
      throw error
    }
  })
  const lost = problem?.code === 'sign_in.begin_again'
  const missing: Record<string, string> = spare
    ? typed
      ? {}
      : { code: t('fault.spare') }
    : typed.length === 6
      ? {}
      : { code: t('fault.code', { count: typed.length }) }
  if (lost)
    return (
      <>
        <Notice tone="late" aloud title={problem.text} />
        <Button look="main" onClick={onLost}>
          {t('title')}
        </Button>
      </>
    )
  return (
    <form className="stack" noValidate onSubmit={(event) => send(event, missing)}>
      <Box
        label={t(spare ? 'spare' : 'code')}
        help={t(spare ? 'spare.help' : 'code.help')}
        fault={faults.code ?? problem?.text}
        value={code}
        onChange={setCode}
        first
        size="middle"
        inputMode={spare ? 'text' : 'numeric'}
        autoComplete="one-time-code"
      />
      <button type="submit" className="button main" aria-disabled={busy || undefined}>
        {t('enter')}
      </button>
    </form>
  )
}

/** The key is typed by hand: a picture to scan would need the telephone's camera at every desk. */
function SetUp({ made }: { made: SecondFactor }) {
  const t = useText(signInTexts)
  const secret = new URL(made.uri).searchParams.get('secret') ?? ''
  return (
    <div className="stack tight">
      <p>{t('setup.why')}</p>
      <p>{t('setup.key')}</p>
      <p className="figures">
        <b>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</b>
      </p>
      <p>{t('setup.spare')}</p>
      <ul className="spare-codes figures">
        {made.spareCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </div>
  )
}

/** Sends once at a time; what keeps it from being sent stands at its box. */
function useSending(work: () => Promise<void>) {
  const problemText = useProblemText()
  const [faults, setFaults] = useState<{ name?: string; password?: string; code?: string }>({})
  const [problem, setProblem] = useState<{ code: string; text: string }>()
  const [busy, setBusy] = useState(false)
  const send = (event: FormEvent<HTMLFormElement>, missing: typeof faults) => {
    event.preventDefault()
    if (busy) return
    setFaults(missing)
    setProblem(undefined)
    if (Object.keys(missing).length > 0) {
      event.currentTarget.querySelector<HTMLInputElement>('input:placeholder-shown')?.focus()
      return
    }
    setBusy(true)
    work()
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error
        setProblem({ code: error.code, text: problemText(error) })
      })
      .finally(() => setBusy(false))
  }
  return { faults, problem, busy, send }
}

function Box({
  label,
  help,
  fault,
  value,
  onChange,
  first,
  size = 'full',
  ...box
}: {
  label: string
  help?: string
  fault?: string | undefined
  value: string
  onChange: (value: string) => void
  /** Takes the focus when it appears. */
  first?: boolean
  size?: 'middle' | 'full'
  type?: 'password'
  inputMode?: 'email' | 'numeric' | 'text'
  autoComplete: string
}) {
  const id = useId()
  const frame = { id, label, help, fault }
  return (
    <Field {...frame}>
      <input
        className={`box ${size}`}
        {...box}
        {...tied(frame)}
        spellCheck={false}
        autoCapitalize="none"
        placeholder=" "
        ref={first ? takeFocus : undefined}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  )
}

const takeFocus = (box: HTMLInputElement | null) => box?.focus()
