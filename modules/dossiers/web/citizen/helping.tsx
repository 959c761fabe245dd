import { beginHelping, endHelping, type Helping, listHelping, offerHelping } from '@motcua/kernel/contract'
import { type Relation, relations } from '@motcua/kernel/rules/relations'
import { formatDate, formatMoment, formatTime } from '@motcua/kernel/rules/text'
import { call, newKey } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { ChoiceField } from '@motcua/ui/controls/choice.tsx'
import { Dialog } from '@motcua/ui/controls/dialog.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { TextField } from '@motcua/ui/controls/text-field.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import { useAct } from './act.ts'
import { useCitizen } from './asking.ts'
import { SignedIn } from './signed-in.tsx'
import { texts } from './texts.ts'

type Both = Static<typeof listHelping.reply>
type Offered = Static<typeof offerHelping.reply>

/** “Người tôi giúp, người giúp tôi”: an agreement of two, made by a code that one says to the other. */
export function HelpingOneAnother() {
  const t = useText(texts)
  const citizen = useCitizen()
  const [offered, setOffered] = useState<Offered>()
  const asked = useQuery({
    queryKey: ['helping'],
    queryFn: ({ signal }) => call(listHelping, { signal }),
    enabled: citizen !== undefined,
    meta: { keep: 'person' },
    // While a code is shown the other one may be entering it.
    refetchInterval: offered ? 5_000 : false
  })
  return (
    <Page title={t('helping.title')}>
      <p>{t('helping.intro')}</p>
      <SignedIn who={citizen} after="/toi/giup-nhau">
        <Stale asked={asked} />
        {asked.data ? (
          <>
            <ThoseWhoHelpMe known={asked.data.helpMe} offered={offered} onOffered={setOffered} />
            <ThoseIHelp known={asked.data.helpedByMe} />
          </>
        ) : (
          <Waiting error={asked.error} onAgain={asked.refetch} />
        )}
      </SignedIn>
    </Page>
  )
}

function ThoseWhoHelpMe({
  known,
  offered,
  onOffered
}: {
  known: Both['helpMe']
  offered: Offered | undefined
  onOffered: (offered: Offered | undefined) => void
}) {
  const t = useText(texts)
  const [before, setBefore] = useState(0)
  // The code was entered: it is of no use any more.
  const isUsed = offered && known.length > before
  return (
    <section className="stack">
      <h2>{t('helping.me')}</h2>
      {known.length === 0 && <p className="muted">{t('helping.me.none')}</p>}
      <People known={known} ends="helping.me.end" />
      {isUsed && <Notice tone="ok" aloud title={t('helping.begun.me', { name: known.at(-1)?.name ?? '' })} />}
      {offered && !isUsed ? (
        <Code offered={offered} />
      ) : (
        <Offer
          onOffered={(next) => {
            setBefore(known.length)
            onOffered(next)
          }}
        />
      )}
    </section>
  )
}

/** A written authority is a paper of its own, which the desk compares. */
const closeOnes = relations.filter((relation) => relation !== 'authorised')

function Offer({ onOffered }: { onOffered: (offered: Offered) => void }) {
  const t = useText(texts)
  const { act, busy, fault, changed } = useAct()
  const [relation, setRelation] = useState<Relation>()
  const [tried, setTried] = useState(false)
  const offer = async () => {
    setTried(true)
    if (!relation) return
    const body = { id: newKey(), relation }
    await act(async (key) => onOffered(await call(offerHelping, { body, key })))
  }
  return (
    <details className="card">
      <summary>{t('helping.ask')}</summary>
      <div className="stack">
        <ChoiceField
          id="helper"
          label={t('helping.relation')}
          options={closeOnes.map((value) => ({ value, label: t(`relation.${value}`) }))}
          value={relation}
          faultAt={() => (tried && !relation ? t('helping.need.relation') : undefined)}
          onChange={(next) => {
            setRelation(closeOnes.find((one) => one === next))
            changed()
          }}
        />
        {fault && (
          <Notice tone="late" aloud>
            <p>{fault}</p>
          </Notice>
        )}
        <Button wide busy={busy} onClick={() => void offer()}>
          {t('helping.code.get')}
        </Button>
      </div>
    </details>
  )
}

function Code({ offered: { code, until } }: { offered: Offered }) {
  const t = useText(texts)
  return (
    <section className="card stack tight proof" aria-live="polite">
      <h3>{t('helping.code')}</h3>
      <p className="large figures">{`${code.slice(0, 4)} ${code.slice(4)}`}</p>
      <p>
        <Unbroken text={t('helping.code.until', { time: formatTime(new Date(until)) })} />
      </p>
      <p className="muted">{t('helping.code.whom')}</p>
    </section>
  )
}

function ThoseIHelp({ known }: { known: Both['helpedByMe'] }) {
  const t = useText(texts)
  const queries = useQueryClient()
  const { act, busy, fault, changed, refuse } = useAct()
  const [code, setCode] = useState<string>()
  const [begun, setBegun] = useState<Helping>()
  const begin = async () => {
    if (!/^\d{8}$/.test(code ?? '')) return refuse(t('helping.code.need'))
    let now: Helping | null | undefined
    const done = await act(async (key) => {
      now = (await call(beginHelping, { body: { code: code ?? '' }, key })).begun
    })
    if (!done) return
    if (!now) return refuse(t('helping.code.wrong'))
    setBegun(now)
    setCode(undefined)
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['helping'] }),
      queries.invalidateQueries({ queryKey: ['mine'] })
    ])
  }
  return (
    <section className="stack">
      <h2>{t('helping.others')}</h2>
      {known.length === 0 && <p className="muted">{t('helping.others.none')}</p>}
      <People known={known} ends="helping.others.end" />
      {begun && <Notice tone="ok" aloud title={t('helping.begun.other', { name: begun.name })} />}
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void begin()
        }}
      >
        <TextField
          id="helping-code"
          kind="digits"
          label={t('helping.code.enter')}
          help={t('helping.code.form')}
          value={code}
          faultAt={() => fault}
          onChange={(next) => {
            setCode(next)
            changed()
          }}
        />
        <Button type="submit" wide busy={busy}>
          {t('helping.begin')}
        </Button>
      </form>
    </section>
  )
}

function People({ known, ends }: { known: Helping[]; ends: 'helping.me.end' | 'helping.others.end' }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [ending, setEnding] = useState<Helping>()
  if (known.length === 0) return null
  return (
    <>
      <ul className="devices">
        {known.map((one) => (
          <li key={one.id}>
            <Icon name="person" />
            <span>
              <b>{one.name}</b>
              <span className="muted small figures">
                {ends === 'helping.me.end' && <>{t(`relation.${one.relation}`)} · </>}
                <Unbroken
                  text={t('helping.since', {
                    since: formatMoment(new Date(one.since), language),
                    until: formatDate(one.until)
                  })}
                />
              </span>
            </span>
            <Button onClick={() => setEnding(one)}>{t('helping.end')}</Button>
          </li>
        ))}
      </ul>
      {ending && <End one={ending} what={t(ends, { name: ending.name })} onClose={() => setEnding(undefined)} />}
    </>
  )
}

function End({ one, what, onClose }: { one: Helping; what: string; onClose: () => void }) {
  const t = useText(texts)
  const queries = useQueryClient()
  const { act, busy, fault } = useAct()
  const end = async () => {
    if (!(await act((key) => call(endHelping, { params: { id: one.id }, key })))) return
    onClose()
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['helping'] }),
      queries.invalidateQueries({ queryKey: ['mine'] })
    ])
  }
  return (
    <Dialog title={t('helping.end')} onClose={onClose}>
      <div className="stack">
        <p>{what}</p>
        {fault && <p role="alert">{fault}</p>}
        <Button look="main" wide busy={busy} onClick={() => void end()}>
          {t('helping.end')}
        </Button>
      </div>
    </Dialog>
  )
}
