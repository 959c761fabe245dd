import { formatMoment } from '@motcua/kernel/rules/text'
import { call, newKey, Problem } from '@motcua/ui/call.ts'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { SelectField } from '@motcua/ui/controls/choice.tsx'
import { Notice, StateBadge } from '@motcua/ui/controls/notice.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { type Standing, takeNumber } from '../../contract.ts'
import { priorities } from '../../rules.ts'
import { useDesk, useNumber } from './asking.ts'
import { keepInHand, useInHand } from './in-hand.ts'
import { texts } from './texts.ts'

/** On C4 and C13, where somebody is sent to an office: is it open, who waits there, and a number before one sets out. */
export function Visit({ office }: { office: number }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const asked = useDesk(office)
  const held = useInHand().find((one) => one.office === office)
  const { data: mine } = useNumber(held?.id)
  const desk = asked.data
  // Not every office is a desk.
  if (asked.error instanceof Problem && asked.error.status === 404) return null
  if (!desk) return <Waiting error={asked.error} onAgain={asked.refetch} />
  return (
    <div className="stack tight">
      <Stale asked={asked} offline />
      <div>
        <StateBadge tone={desk.open ? 'ok' : 'stopped'} icon={desk.open ? 'check' : 'clock'}>
          <Unbroken
            text={
              desk.open ? t('desk.open') : t('desk.closed', { when: formatMoment(new Date(desk.opensAt), language) })
            }
          />
        </StateBadge>
      </div>
      {(desk.open || desk.waiting > 0) && (
        <p>
          <Unbroken
            text={
              desk.waiting > 0 ? t('desk.waiting', { count: desk.waiting, minutes: desk.minutes }) : t('desk.nobody')
            }
          />
        </p>
      )}
      {held && mine && (mine.state === 'waiting' || mine.state === 'called') ? (
        <ButtonLink href={`/so/${held.id}`} wide icon="clock">
          {t('take.have', { number: mine.number })}
        </ButtonLink>
      ) : (
        <Take desk={desk} />
      )}
    </div>
  )
}

function Take({ desk: { office, whyNoNumber } }: { desk: Standing }) {
  const t = useText(texts)
  const problemText = useProblemText()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [priority, setPriority] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  // One press is one number, also where the answer to the first was lost.
  const id = useRef(newKey())
  if (whyNoNumber) return <p className="muted">{t(`why.${whyNoNumber}`)}</p>
  const take = async () => {
    setBusy(true)
    setFault(undefined)
    const known = priorities.find((each) => each === priority)
    const body = { id: id.current, ...(known ? { priority: known } : {}) }
    try {
      const ticket = await call(takeNumber, { params: { office }, body, key: id.current })
      keepInHand(ticket.id, office)
      queries.setQueryData(['number', ticket.id], ticket)
      go(`/so/${ticket.id}`)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setFault(problemText(error))
      if (error.status >= 400 && error.status < 500) id.current = newKey()
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <SelectField
        id={`priority-${office}`}
        label={t('take.priority')}
        optional
        options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
        value={priority}
        onChange={(value) => {
          setPriority(value)
          id.current = newKey()
        }}
      />
      {fault && <Notice tone="late" aloud title={fault} />}
      <Button wide busy={busy} icon="clock" onClick={() => void take()}>
        {t('take.do')}
      </Button>
      <p className="muted small">{t('take.why')}</p>
    </>
  )
}
