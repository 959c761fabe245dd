import type { Endpoint } from '@motcua/kernel/contract'
import { formatTime } from '@motcua/kernel/rules/text'
import { call, type CallInput, mayPass, newKey, Problem } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useOnline } from '@motcua/ui/network.ts'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { callAgain, callNext, endCall, type Line, takeBack, takeNumber } from '../../contract.ts'
import { priorities, type Priority } from '../../rules.ts'
import { nextCall } from '../../rules/calls.ts'
import { keepCounter, readCounter } from './counter-number.ts'
import { forgetLeft, keepActs, type KeptAct, useKeptCalls, waitsToBeBroughtIn } from './kept-calls.ts'
import { linesKey, showLine, useLines } from './lines.ts'
import { takeWish } from './on-arrival.ts'
import { texts } from './texts.ts'

/** Whoever stands there is not kept waiting by a line that is choked: what has no answer by then is kept here and brought in. */
const patienceMs = 8_000

/** The lines at this officer's desks; nearly everybody has one. */
export function Lines() {
  const t = useText(texts)
  const { asked, rows, aheadMs } = useLines()
  if (!rows)
    return (
      <section className="stack tight">
        <h2>{t('line.title')}</h2>
        <Waiting error={asked.error} onAgain={asked.refetch} />
      </section>
    )
  return (
    <>
      <Stale asked={asked} />
      <NotCounted />
      {rows.map(({ line, kept }, i) => (
        <OneLine key={line.office} line={line} kept={kept} aheadMs={aheadMs} named={rows.length > 1} first={i === 0} />
      ))}
    </>
  )
}

/** What becomes of the line without the server: in this order, to these numbers. */
type Here = {
  ticket: { id: string; number: number; takenAt: string; calledAt?: string; announcedAt?: string }
  did: KeptAct['did']
}[]

/**
 * Does something on the line: at the server, which answers with the line as it is then; without it on this machine. Even where only the answer was
 * lost: each act counts once, and of one number the first call.
 */
function useLineAct({ office, counter, aheadMs }: { office: number; counter: number; aheadMs: number }) {
  const { person } = useOfficial()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const isOnline = useOnline()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const running = useRef(false)
  const keep = (here: Here) => {
    // However well the clock was set: it comes after what was done with these numbers before.
    const known = here.map(({ ticket }) => ticket.announcedAt ?? ticket.calledAt ?? ticket.takenAt)
    const at = known.reduce((last, one) => (one > last ? one : last), new Date(now().getTime() + aheadMs).toISOString())
    keepActs(
      here.map(({ ticket, did }) => ({
        office,
        owner: person.id,
        ticket: ticket.id,
        number: ticket.number,
        did,
        counter,
        at
      }))
    )
  }
  const act = async <E extends Endpoint>(endpoint: E, input: CallInput<E>, here: Here) => {
    if (running.current) return
    setFault(undefined)
    // What was done before and is not brought in yet comes first.
    if (!isOnline || waitsToBeBroughtIn(person.id)) return keep(here)
    running.current = true
    setBusy(true)
    const signal = AbortSignal.timeout(patienceMs)
    try {
      await showLine(queries, (await call(endpoint, { ...input, signal })) as Line)
    } catch (error) {
      if (signal.aborted || mayPass(error)) return keep(here)
      if (!(error instanceof Problem)) throw error
      setFault(problemText(error))
      // Somebody was quicker: what stands is asked for.
      void queries.invalidateQueries({ queryKey: linesKey })
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { act, keep, busy, fault }
}

type Shown = { line: Line; kept: number; aheadMs: number; named: boolean; first: boolean }

function OneLine({ line, kept, aheadMs, named, first }: Shown) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [counter, setCounter] = useState(readCounter)
  const { office } = line
  const { act, keep, busy, fault } = useLineAct({ office, counter, aheadMs })
  const isOnline = useOnline()
  const mine = line.called.find((one) => one.mine)
  const callIt = () =>
    act(
      callNext,
      { params: { office }, body: { counter } },
      nextCall({ mine: line.called.filter((one) => one.mine), next: line.line[0] })
    )
  const onArrival = useEffectEvent(callIt)
  useEffect(() => {
    if (first && takeWish()) void onArrival()
  }, [first])
  const others = line.called.filter((one) => one !== mine)
  const next = { does: t('call.next'), onPress: () => void callIt(), busy }
  return (
    <section className="stack tight">
      <h2>{named ? t('line.of', { office: say(line.name, language) }) : t('line.title')}</h2>
      {fault && <Notice tone="late" aloud title={fault} />}
      <KeptHere kept={kept} />
      <div className="serving">
        <Serving mine={mine} />
        <div className="row">
          {first ? <KeyButton look="main" onKey="F8" {...next} /> : <Button onClick={next.onPress}>{next.does}</Button>}
          {mine && (
            <>
              <Button
                busy={busy}
                onClick={() => void act(callAgain, { params: { id: mine.id } }, [{ ticket: mine, did: 'again' }])}
              >
                {t('serving.again')}
              </Button>
              {(['absent', 'served'] as const).map((as) => (
                <Button
                  key={as}
                  busy={busy}
                  onClick={() =>
                    void act(endCall, { params: { id: mine.id }, body: { as } }, [{ ticket: mine, did: as }])
                  }
                >
                  {t(`serving.${as}`)}
                </Button>
              ))}
              {!isOnline && (
                <Button onClick={() => keep([{ ticket: mine, did: 'let_go' }])}>{t('serving.let_go')}</Button>
              )}
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
          {line.absent.map((one) => (
            <Button
              key={one.id}
              onClick={() => void act(takeBack, { params: { id: one.id } }, [{ ticket: one, did: 'back' }])}
            >
              <b className="figures">{one.number}</b> {t('absent.back')}
            </Button>
          ))}
        </div>
      )}
      <details>
        <summary>{t('line.show', { count: line.line.length })}</summary>
        <div className="stack tight">
          {isOnline ? <Give office={office} /> : <p className="muted">{t('give.offline')}</p>}
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
            <a href={`/app/goi-so/${office}`} target="_blank" rel="noreferrer">
              {t('board.open')}
            </a>
          </p>
        </div>
      </details>
    </section>
  )
}

/** That calls are kept on this machine, and of how many numbers they wait to be brought in. */
function KeptHere({ kept }: { kept: number }) {
  const t = useText(texts)
  const isOnline = useOnline()
  if (isOnline && kept === 0) return null
  const words = isOnline ? 'kept.sending' : kept > 0 ? 'kept.offline.some' : 'kept.offline'
  return (
    <Notice tone="stopped" icon={isOnline ? 'clock' : 'offline'} aloud>
      <p>{t(words, { count: kept })}</p>
    </Notice>
  )
}

/** Of which numbers the calls made without a line do not count, and why. */
function NotCounted() {
  const t = useText(texts)
  const { person } = useOfficial()
  const mine = useKeptCalls().left.filter(({ owner }) => owner === person.id)
  if (mine.length === 0) return null
  return (
    <Notice aloud title={t('left.title')}>
      <ul>
        {mine.map((one) => (
          <li key={one.ticket}>
            {t(`left.${one.why}`, {
              number: one.number,
              text: one.why === 'refused' ? one.text : '',
              counter: one.why === 'first_elsewhere' ? (one.counter ?? '') : '',
              when: one.why === 'first_elsewhere' && one.calledAt ? formatTime(new Date(one.calledAt)) : ''
            })}
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={() => forgetLeft(person.id)}>{t('left.seen')}</Button>
      </div>
    </Notice>
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
  const problemText = useProblemText()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  // One person gets one number, also where the answer to the first press was lost.
  const ticketId = useRef(newKey())
  const [priority, setPriority] = useState<Priority>()
  const [given, setGiven] = useState<{ number: number; ahead: number }>()
  const give = async () => {
    const body = { id: ticketId.current, ...(priority ? { priority } : {}) }
    setBusy(true)
    setFault(undefined)
    try {
      setGiven(await call(takeNumber, { params: { office }, body, key: ticketId.current }))
      ticketId.current = newKey()
      setPriority(undefined)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setFault(problemText(error))
    } finally {
      setBusy(false)
      void queries.invalidateQueries({ queryKey: linesKey })
    }
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
