import { formatTime } from '@motcua/kernel/rules/text'
import { now } from '@motcua/ui/clock.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { vietnameseVoice } from '@motcua/ui/device/browser.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useParams } from 'wouter'
import type { Standing } from '../../contract.ts'
import { useDesk } from './asking.ts'
import { texts } from './texts.ts'

const everyMs = 3_000
/** More are not read from the back of a waiting room. */
const shownCalls = 4

/** W3 “Gọi số”: the screen of a waiting room. It names numbers and nobody; who has precedence is said openly. */
export function Board() {
  const t = useText(texts)
  const { language } = useLanguage()
  const { office = '' } = useParams()
  const asked = useDesk(Number(office), everyMs)
  const desk = asked.data
  if (!desk)
    return (
      <Page title={t('board.title')}>
        <Waiting error={asked.error} onAgain={asked.refetch} />
      </Page>
    )
  return (
    <Page title={`${t('board.title')}: ${say(desk.name, language)}`} titleShown={false}>
      <div className="board">
        <header>
          <h1 tabIndex={-1}>{say(desk.name, language)}</h1>
          <Hour error={asked.error} at={asked.dataUpdatedAt} />
        </header>
        <Calls desk={desk} />
        <aside>
          <h2>{t('board.next')}</h2>
          <ol className="figures">
            {desk.next.map(({ number, priority }) => (
              <li key={number}>
                {number}
                {priority && <span aria-label={t(`priority.${priority}`)}> ★</span>}
              </li>
            ))}
          </ol>
          <dl>
            <dt>{t('board.waiting')}</dt>
            <dd className="figures">{desk.waiting}</dd>
            {desk.waiting > 0 && (
              <>
                <dt>{t('board.minutes')}</dt>
                <dd className="figures">{t('board.of_minutes', { minutes: desk.minutes })}</dd>
              </>
            )}
          </dl>
        </aside>
        <footer>
          <p>{t('board.first')}</p>
          <Voice calls={desk.called} />
        </footer>
      </div>
    </Page>
  )
}

function Calls({ desk: { called } }: { desk: Standing }) {
  const t = useText(texts)
  if (called.length === 0) return <p className="calls">{t('board.none')}</p>
  return (
    <ol className="calls" aria-live="polite">
      {called.slice(0, shownCalls).map(({ number, counter, priority }) => (
        <li key={number}>
          <b className="figures">
            {number}
            {priority && ' ★'}
          </b>{' '}
          <span>{t('board.counter', { counter })}</span>
        </li>
      ))}
    </ol>
  )
}

/** The hour of the figures; where the line is cut, since when. */
function Hour({ error, at }: { error: unknown; at: number }) {
  const t = useText(texts)
  const [, tick] = useState(0)
  useEffect(() => {
    const clock = setInterval(() => tick((count) => count + 1), 1_000)
    return () => clearInterval(clock)
  }, [])
  if (error) return <p className="cut-off">{t('board.cut', { when: formatTime(new Date(at)) })}</p>
  return <p className="figures">{formatTime(now())}</p>
}

/** Speaks each call, and each that is made again, once. A browser speaks only after somebody has pressed something. */
function Voice({ calls }: { calls: Standing['called'] }) {
  const t = useText(texts)
  const [on, setOn] = useState(false)
  const spoken = useRef<string>(undefined)
  const latest = calls.toSorted((one, other) => other.announcedAt.localeCompare(one.announcedAt))[0]
  const speak = useEffectEvent(({ number, counter }: Standing['called'][number]) => {
    const voice = vietnameseVoice()
    const words = new SpeechSynthesisUtterance(
      texts.vi['board.spoken'].replace('{number}', `${number}`).replace('{counter}', `${counter}`)
    )
    words.lang = 'vi-VN'
    if (voice) words.voice = voice
    speechSynthesis.speak(words)
  })
  const { announcedAt } = latest ?? {}
  useEffect(() => {
    if (!on || !latest || spoken.current === announcedAt) return
    spoken.current = announcedAt
    speak(latest)
  }, [on, latest, announcedAt])
  if (on || typeof speechSynthesis === 'undefined') return null
  return (
    <Button icon="sound" onClick={() => setOn(true)}>
      {t('board.sound')}
    </Button>
  )
}
