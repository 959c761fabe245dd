import { askContactCode, forgetContact, proveContact, readContact, setContact } from '@motcua/kernel/contract'
import { call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { ChoiceField, YesNoField } from '@motcua/ui/controls/choice.tsx'
import { Field, tied } from '@motcua/ui/controls/field.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { useState } from 'react'
import { useMe } from './asking.ts'
import { Digits } from './digits.tsx'
import { SignedIn } from './signed-in.tsx'
import { texts } from './texts.ts'

type Contact = Static<(typeof readContact)['reply']>
type Way = 'phone' | 'email'

/** How news about my dossiers reaches me, and when it must not. */
export function ContactWays() {
  const t = useText(texts)
  const me = useMe()
  const asked = useQuery({
    queryKey: ['contact'],
    queryFn: ({ signal }) => call(readContact, { signal }),
    enabled: Boolean(me.data?.person),
    meta: { keep: 'person' }
  })
  const { data } = asked
  return (
    <Page title={t('contact.title')}>
      <SignedIn who={me.data?.person} after="/thong-bao/cach-nhan">
        {!data && <Waiting error={asked.error} onAgain={asked.refetch} />}
        <Stale asked={asked} />
      </SignedIn>
      {data && (
        <>
          <Address way="phone" contact={data} />
          <Address way="email" contact={data} />
          <Wishes contact={data} />
        </>
      )}
    </Page>
  )
}

function useKeeping() {
  const queries = useQueryClient()
  return (contact: Contact) => queries.setQueryData(['contact'], contact)
}

/** A telephone or an address counts once a code sent there has come back. */
function Address({ way, contact }: { way: Way; contact: Contact }) {
  const t = useText(texts)
  const problem = useProblemText()
  const keep = useKeeping()
  const known = contact[way]
  const [address, setAddress] = useState('')
  const [sentTo, setSentTo] = useState<string>()
  const [code, setCode] = useState('')
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setFault(undefined)
    await work().catch((error: unknown) => setFault(problem(error)))
    setBusy(false)
  }
  const ask = () =>
    attempt(async () => {
      if (!address.trim()) return setFault(t(`contact.${way}.need`))
      const sent = await call(askContactCode, { body: { way, address: address.trim() } })
      setSentTo(sent.address)
    })
  const prove = () =>
    attempt(async () => {
      const {
        proven,
        triesLeft,
        contact: next
      } = await call(proveContact, { body: { way, address: sentTo ?? '', code } })
      if (!proven) return setFault(t('signin.code.wrong', { left: triesLeft }))
      setSentTo(undefined)
      setAddress('')
      setCode('')
      keep(next)
    })
  const forget = () => attempt(async () => void keep(await call(forgetContact, { params: { way } })))
  return (
    <section className="card stack">
      <h2>{t(`contact.${way}`)}</h2>
      {known && (
        <div className="row">
          <span className="figures">{known.address}</span>
          <span className="muted">{t(known.proven ? 'contact.proven' : 'contact.unproven')}</span>
          <Button look="plain" icon="trash" busy={busy} onClick={() => void forget()}>
            {t('contact.forget')}
          </Button>
        </div>
      )}
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void (sentTo ? prove() : ask())
        }}
      >
        {sentTo ? (
          <Digits
            id={`code-${way}`}
            label={t('signin.code', { to: sentTo })}
            value={code}
            fault={fault}
            onChange={setCode}
          />
        ) : (
          <Field id={`contact-${way}`} label={t(known ? `contact.${way}.other` : `contact.${way}.add`)} fault={fault}>
            <input
              className="box middle"
              {...tied({ id: `contact-${way}`, label: '', fault })}
              inputMode={way === 'phone' ? 'tel' : 'email'}
              autoComplete={way === 'phone' ? 'tel' : 'email'}
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
          </Field>
        )}
        <Button type="submit" wide busy={busy}>
          {t(sentTo ? 'contact.prove' : 'signin.code.ask')}
        </Button>
      </form>
    </section>
  )
}

const nights = ['20:00', '21:00', '22:00'] as const
const usualNight = { from: '21:00', until: '07:00' }

function Wishes({ contact }: { contact: Contact }) {
  const t = useText(texts)
  const { setLanguage } = useLanguage()
  const problem = useProblemText()
  const keep = useKeeping()
  const [failed, setFailed] = useState<string>()
  const set = (part: Partial<Contact>) => {
    const { language, bySms, byEmail, quiet } = { ...contact, ...part }
    keep({ ...contact, ...part })
    setFailed(undefined)
    call(setContact, { body: { language, bySms, byEmail, quiet } }).then(keep, (error: unknown) => {
      keep(contact)
      setFailed(problem(error))
    })
  }
  return (
    <section className="stack">
      <h2>{t('contact.wishes')}</h2>
      {failed && (
        <Notice tone="late" aloud>
          <p>{failed}</p>
        </Notice>
      )}
      <YesNoField
        id="by-sms"
        label={t('contact.bySms')}
        value={contact.bySms}
        onChange={(bySms) => set({ bySms: bySms === true })}
      />
      <YesNoField
        id="by-email"
        label={t('contact.byEmail')}
        value={contact.byEmail}
        onChange={(byEmail) => set({ byEmail: byEmail === true })}
      />
      <ChoiceField
        id="contact-language"
        label={t('contact.language')}
        options={(['vi', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
        value={contact.language}
        onChange={(chosen) => {
          const language = chosen === 'en' ? 'en' : 'vi'
          setLanguage(language)
          set({ language })
        }}
      />
      <ChoiceField
        id="quiet"
        label={t('contact.quiet')}
        help={t('contact.quiet.what')}
        options={[
          ...nights.map((from) => ({ value: from, label: t('contact.quiet.from', { from, until: '07:00' }) })),
          { value: 'never', label: t('contact.quiet.never') }
        ]}
        value={contact.quiet ? contact.quiet.from : 'never'}
        onChange={(from) => set({ quiet: from === 'never' || !from ? null : { ...usualNight, from } })}
      />
    </section>
  )
}
