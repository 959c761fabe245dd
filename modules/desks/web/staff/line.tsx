import type { Endpoint } from '@motcua/kernel/contract'
import { formatTime } from '@motcua/kernel/rules/text'
import { call, type CallInput, mayPass, newKey, Problem } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { Static } from 'typebox'
import { callAgain, callNext, endCall, type Line, listLines, takeBack, takeNumber } from '../../contract.ts'
import { priorities, type Priority } from '../../rules.ts'
import { keepCounter, readCounter } from './counter-number.ts'
import { takeWish } from './on-arrival.ts'
import { texts } from './texts.ts'

const linesKey = ['lines']
/** A colleague calls, a citizen takes a number from afar: nobody sees it sooner than by looking again. */
const againMs = 10_000

/** The lines at this officer's desks; nearly everybody has one. */
export function Lines() {
  const t = useText(texts)
  const asked = useQuery({
    queryKey: linesKey,
    queryFn: ({ signal }) => call(listLines, { signal }),
    refetchInterval: againMs
  })
  if (!asked.data)
    return (
      <section className="stack tight">
        <h2>{t('line.title')}</h2>
        <Waiting error={asked.error} onAgain={asked.refetch} />
      </section>
    )
  const { rows } = asked.data
  return (
    <>
      <Stale asked={asked} />
      {rows.map((line, i) => (
        <OneLine key={line.office} line={line} named={rows.length > 1} first={i === 0} />
      ))}
    </>
  )
}

/** Sends an act on the line; what it answers is the line as it is then. */
function useLineAct() {
  const queries = useQueryClient()
  const problemText = useProblemText()
  const t = useText(texts)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const running = useRef(false)
  /** An act whose answer was lost goes under the same key as long as nothing newer is seen: F8 pressed again calls nobody twice. */
  const lost = useRef<{ what: string; key: string; seenAt: number | undefined }>(undefined)
  const act = async <E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Static<E['reply']> | undefined> => {
    if (running.current) return undefined
    running.current = true
    setBusy(true)
    setFault(undefined)
    const what = JSON.stringify([endpoint.name, input])
    const seenAt = queries.getQueryState(linesKey)?.dataUpdatedAt
    const same = lost.current?.what === what && lost.current.seenAt === seenAt
    const key = input.key ?? (same && lost.current ? lost.current.key : newKey())
    lost.current = undefined
    try {
      return await call(endpoint, { ...input, key })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (mayPass(error)) lost.current = { what, key, seenAt }
      setFault(error.code === 'offline' ? t('line.offline') : problemText(error))
      // Somebody was quicker, or the answer was lost on the way: what stands is asked for.
      void queries.invalidateQueries({ queryKey: linesKey })
      return undefined
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  const show = (line: Line | undefined) => {
    if (!line) return
    queries.setQueryData<{ rows: Line[] }>(
      linesKey,
      (known) => known && { rows: known.rows.map((one) => (one.office === line.office ? line : one)) }
    )
  }
  return { act, show, busy, fault }
}

function OneLine({ line, named, first }: { line: Line; named: boolean; first: boolean }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { act, show, busy, fault } = useLineAct()
  const [counter, setCounter] = useState(readCounter)
  const params = { office: line.office }
  const callIt = async () => show(await act(callNext, { params, body: { counter } }))
  const onArrival = useEffectEvent(callIt)
  useEffect(() => {
    if (first && takeWish()) void onArrival()
  }, [first])
  const mine = line.called.find((one) => one.mine)
  const others = line.called.filter((one) => one !== mine)
  const next = { does: t('call.next'), onPress: () => void callIt(), busy }
  return (
    <section className="stack tight">
      <h2>{named ? t('line.of', { office: say(line.name, language) }) : t('line.title')}</h2>
      {fault && <Notice tone="late" aloud title={fault} />}
      <div className="serving">
        <Serving mine={mine} />
        <div className="row">
          {first ? <KeyButton look="main" onKey="F8" {...next} /> : <Button onClick={next.onPress}>{next.does}</Button>}
          {mine && (
            <>
              <Button busy={busy} onClick={async () => show(await act(callAgain, { params: { id: mine.id } }))}>
                {t('serving.again')}
              </Button>
              {(['absent', 'served'] as const).map((as) => (
                <Button
                  key={as}
                  busy={busy}
                  onClick={async () => show(await act(endCall, { params: { id: mine.id }, body: { as } }))}
                >
                  {t(`serving.${as}`)}
                </Button>
              ))}
            </>
          )}
        </div>
        <Waits line={line} />
        <CounterNumber
          counter={counter}
          onCounter={(chosen) => {
            keepCounter(chosen)
            setCounter(chosen)
          }}
        />
      </div>
      {others.length > 0 && (
        <p className="muted">
          {t('others.title')}:{' '}
          {others.map(({ number, counter: at, by }) => t('others.at', { number, counter: at, by })).join('; ')}
        </p>
      )}
      {line.absent.length > 0 && (
        <div className="row">
          <span className="muted">{t('absent.title')}</span>
          {line.absent.map(({ id, number }) => (
            <Button key={id} onClick={async () => show(await act(takeBack, { params: { id } }))}>
              <b className="figures">{number}</b> {t('absent.back')}
            </Button>
          ))}
        </div>
      )}
      <details>
        <summary>{t('line.show', { count: line.line.length })}</summary>
        <div className="stack tight">
          <Give office={line.office} />
          <ol className="numbers">
            {line.line.map(({ id, number, priority, takenAt }) => (
              <li key={id}>
                <b className="figures">{number}</b>{' '}
                <span className="muted">{t('line.since', { when: formatTime(new Date(takenAt)) })}</span>
                {priority && <span>{t(`priority.${priority}`)}</span>}
              </li>
            ))}
          </ol>
          <p>
            <a href={`/app/goi-so/${line.office}`} target="_blank" rel="noreferrer">
              {t('board.open')}
            </a>
          </p>
        </div>
      </details>
    </section>
  )
}

function Serving({ mine }: { mine: Line['called'][number] | undefined }) {
  const t = useText(texts)
  return (
    <output className="called">
      {mine ? (
        <>
          <b className="figures">{mine.number}</b>{' '}
          <span>
            {mine.priority && `${t(`priority.${mine.priority}`)} · `}
            <span className="muted">{t('serving.since', { when: formatTime(new Date(mine.announcedAt)) })}</span>
          </span>
        </>
      ) : (
        <span className="muted">{t('serving.none')}</span>
      )}
    </output>
  )
}

function Waits({ line: { line } }: { line: Line }) {
  const t = useText(texts)
  const first = line.filter(({ priority }) => priority).length
  const oldest = Math.min(...line.map(({ takenAt }) => Date.parse(takenAt)))
  const minutes = Math.max(Math.round((now().getTime() - oldest) / 60_000), 0)
  if (line.length === 0) return <p>{t('line.nobody')}</p>
  return (
    <p>
      {t('line.waiting', { count: line.length, minutes })}
      {first > 0 && ` · ${t('line.first', { count: first })}`}
    </p>
  )
}

const counters = Array.from({ length: 30 }, (_, i) => i + 1)

function CounterNumber({ counter, onCounter }: { counter: number; onCounter: (counter: number) => void }) {
  const t = useText(texts)
  const id = useId()
  return (
    <div className="setting">
      <label htmlFor={id}>{t('counter.number')}</label>
      <select
        id={id}
        className="box"
        value={counter}
        onChange={(event) => onCounter(Number(event.currentTarget.value))}
      >
        {(counters.includes(counter) ? counters : [...counters, counter]).map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </div>
  )
}

/** For whoever comes in without a number. */
function Give({ office }: { office: number }) {
  const t = useText(texts)
  const id = useId()
  const queries = useQueryClient()
  const { act, busy, fault } = useLineAct()
  // One person gets one number, also where the answer to the first press was lost.
  const ticketId = useRef(newKey())
  const [priority, setPriority] = useState<Priority>()
  const [given, setGiven] = useState<{ number: number; ahead: number }>()
  const give = async () => {
    const body = { id: ticketId.current, ...(priority ? { priority } : {}) }
    const ticket = await act(takeNumber, { params: { office }, body, key: ticketId.current })
    if (!ticket) return
    ticketId.current = newKey()
    setGiven(ticket)
    setPriority(undefined)
    void queries.invalidateQueries({ queryKey: linesKey })
  }
  return (
    <div className="row">
      <label htmlFor={id}>{t('give.priority')}</label>
      <select
        id={id}
        className="box middle"
        value={priority ?? ''}
        onChange={({ currentTarget: { value } }) => {
          setPriority(priorities.find((known) => known === value))
          ticketId.current = newKey()
        }}
      >
        <option value="">{t('give.none')}</option>
        {priorities.map((each) => (
          <option key={each} value={each}>
            {t(`priority.${each}`)}
          </option>
        ))}
      </select>
      <Button busy={busy} icon="plus" onClick={() => void give()}>
        {t('give.number')}
      </Button>
      <output>
        {given && (
          <>
            <b>{t('give.done', { number: given.number })}</b> {t('give.ahead', { count: given.ahead })}
          </>
        )}
      </output>
      {fault && <Notice tone="late" aloud title={fault} />}
    </div>
  )
}
