import { call, newKey, Problem } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'wouter'
import { giveUpNumber, type Ticket } from '../../contract.ts'
import { useNumber } from './asking.ts'
import { texts } from './texts.ts'

/** A number of one's own: how many are before it, which counter calls it. */
export function NumberOfMine() {
  const t = useText(texts)
  const { id = '' } = useParams()
  const asked = useNumber(id)
  return (
    <Page title={t('number.title')}>
      {asked.data ? (
        <>
          <Stale asked={asked} offline />
          <Mine ticket={asked.data} />
        </>
      ) : (
        <Waiting error={asked.error} onAgain={asked.refetch} />
      )}
    </Page>
  )
}

function Mine({ ticket }: { ticket: Ticket }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { number, name, state, past, ahead, minutes, counter } = ticket
  const waits = state === 'waiting' && !past
  const called = state === 'called' && !past
  return (
    <>
      <section className="card stack tight proof">
        <p className="muted">{t('number.is', { office: say(name, language) })}</p>
        <p className="huge figures">{number}</p>
      </section>
      {called && <Notice tone="ok" aloud title={t('number.called', { counter: counter ?? '' })} />}
      {waits && (
        <Notice tone={ahead > 0 ? 'none' : 'soon'} icon="clock" aloud>
          <p>
            <Unbroken text={ahead > 0 ? t('number.ahead', { count: ahead, minutes }) : t('number.next')} />
          </p>
        </Notice>
      )}
      {!waits && !called && (
        <Notice tone={state === 'absent' && !past ? 'late' : 'stopped'} icon="info">
          <p>{past || state === 'waiting' || state === 'called' ? t('number.past') : t(`number.${state}`)}</p>
        </Notice>
      )}
      {waits && (
        <>
          <p className="muted">{t('number.keep')}</p>
          <GiveUp id={ticket.id} />
        </>
      )}
    </>
  )
}

function GiveUp({ id }: { id: string }) {
  const t = useText(texts)
  const problemText = useProblemText()
  const queries = useQueryClient()
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [key] = useState(newKey)
  const giveUp = async () => {
    setBusy(true)
    setFault(undefined)
    try {
      queries.setQueryData(['number', id], await call(giveUpNumber, { params: { id }, key }))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setFault(problemText(error))
      setBusy(false)
    }
  }
  return (
    <div className="stack tight">
      {fault && <Notice tone="late" aloud title={fault} />}
      <Button wide busy={busy} onClick={() => (asked ? void giveUp() : setAsked(true))}>
        {t(asked ? 'number.give_up.sure' : 'number.give_up')}
      </Button>
    </div>
  )
}
