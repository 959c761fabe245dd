import { formatLength, formatMoment, formatSize, type Language } from '@motcua/kernel/rules/text'
import { call, newKey } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { ChoiceField } from '@motcua/ui/controls/choice.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { LongTextField } from '@motcua/ui/controls/text-field.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { Sound } from '@motcua/ui/sound/player.tsx'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type DossierView, rateDossier, type Reply, remind, sendMessage } from '../../contract.ts'
import { type RatingQuestion, ratingQuestions } from '../../rules.ts'
import { useAct } from './act.ts'
import { addressesOf } from './paper-address.ts'
import { texts } from './texts.ts'

/** An act from a dossier's page, after which the page is asked for again. */
function useDossierAct(id: string) {
  const queries = useQueryClient()
  const { act, ...rest } = useAct()
  return {
    ...rest,
    act: (work: (key: string) => Promise<unknown>) =>
      act(async (key) => {
        await work(key)
        await queries.invalidateQueries({ queryKey: ['dossier', id] })
      })
  }
}

/** “Gửi nhắc”: an office that is late must say why, by an hour that is told. */
export function Remind({ dossier: { id, mayRemind, reminders } }: { dossier: DossierView }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { act, busy, fault } = useDossierAct(id)
  const [reminder] = useState(newKey)
  const moment = (at: string) => formatMoment(new Date(at), language)
  if (!mayRemind && reminders.length === 0) return null
  return (
    <section className="stack tight">
      {reminders.map((one) => (
        <Notice key={one.id} icon="clock">
          <p>
            <Unbroken text={t('remind.sent', { at: moment(one.sentAt), due: moment(one.dueAt) })} />
          </p>
          {one.answer && <p>{t('remind.answer', { answer: one.answer })}</p>}
          {one.expectedOn && <p>{t('remind.expected', { day: one.expectedOn.split('-').toReversed().join('/') })}</p>}
        </Notice>
      ))}
      {fault && (
        <Notice tone="late" aloud>
          <p>{fault}</p>
        </Notice>
      )}
      {mayRemind && (
        <Button
          look="main"
          icon="bell"
          wide
          busy={busy}
          onClick={() => void act((key) => call(remind, { params: { id }, body: { reminder }, key }))}
        >
          {t('remind.do')}
        </Button>
      )}
    </section>
  )
}

type Said = { at: string; by: 'me' | 'office'; office: string; text?: string | undefined; voice?: Reply['voice'] }

/** What was said between the applicant and the office, by itself or with a supplement, the first of it first. */
function saidIn({ timeline, replies }: DossierView, language: Language): Said[] {
  const messages = timeline
    .filter(({ what }) => what === 'message_sent' || what === 'message_answered')
    .map(({ at, what, details, officeVi, officeEn }) => ({
      at,
      by: what === 'message_sent' ? ('me' as const) : ('office' as const),
      office: language === 'vi' ? officeVi : officeEn,
      text: String(details.text ?? '')
    }))
  const brought = replies.map((reply) => ({ ...reply, by: 'me' as const, office: '' }))
  return [...messages, ...brought].toSorted((one, other) => one.at.localeCompare(other.at))
}

/** The thread, and a line to add. */
export function Messages({ dossier }: { dossier: DossierView }) {
  const { id, state } = dossier
  const t = useText(texts)
  const { language } = useLanguage()
  const { act, busy, fault, changed } = useDossierAct(id)
  const [text, setText] = useState<string>()
  const said = saidIn(dossier, language)
  const closed = ['refused', 'withdrawn', 'stopped', 'returned'].includes(state)
  if (closed && said.length === 0) return null
  const send = async () => {
    const written = text?.trim()
    if (!written) return
    if (await act((key) => call(sendMessage, { params: { id }, body: { text: written }, key }))) setText('')
  }
  return (
    <details className="card" open={said.length > 0}>
      <summary>{t('message.title')}</summary>
      <div className="stack">
        <ul className="talk">
          {said.map(({ at, by, office, text: words, voice }) => (
            <li key={at + by} className={by === 'me' ? 'mine' : undefined}>
              <span className="muted small figures">
                {by === 'me' ? t('message.me') : office} · <Unbroken text={formatMoment(new Date(at), language)} />
              </span>
              {words && <p>{words}</p>}
              {voice && (
                <span className="muted small">
                  {t('message.voice', { length: formatLength(voice.seconds) })} · {formatSize(voice.size, language)}
                </span>
              )}
              {voice && <Sound address={addressesOf(id, voice.sha256).original} seconds={voice.seconds} />}
            </li>
          ))}
        </ul>
        {!closed && (
          <form
            className="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void send()
            }}
          >
            <LongTextField
              id="message"
              label={t('message.write')}
              value={text}
              faultAt={() => fault}
              onChange={(next) => {
                setText(next)
                changed()
              }}
            />
            <Button type="submit" icon="sent" wide busy={busy}>
              {t('message.send')}
            </Button>
          </form>
        )}
      </div>
    </details>
  )
}

const points = [2, 1, 0] as const

/** Five questions after the result was handed over; each may be left out, and so may all. */
export function Rating({ dossier: { id, mayRate } }: { dossier: DossierView }) {
  const t = useText(texts)
  const { act, busy, fault, changed } = useDossierAct(id)
  const [answers, setAnswers] = useState<Partial<Record<RatingQuestion, number>>>({})
  const [words, setWords] = useState<string>()
  const [left, setLeft] = useState<'done' | 'skipped'>()
  if (left === 'done')
    return (
      <Notice tone="ok" aloud>
        <p>{t('rating.thanks')}</p>
      </Notice>
    )
  if (!mayRate || left) return null
  const send = async () => {
    const body = { answers, ...(words?.trim() ? { words: words.trim() } : {}) }
    if (await act((key) => call(rateDossier, { params: { id }, body, key }))) setLeft('done')
  }
  return (
    <section className="card stack">
      <h2>{t('rating.title')}</h2>
      <p className="muted">{t('rating.what')}</p>
      {ratingQuestions.map((question) => (
        <ChoiceField
          key={question}
          id={`rating.${question}`}
          label={t(`rating.${question}`)}
          optional
          options={points.map((value) => ({ value: String(value), label: t(`rating.points.${value}`) }))}
          value={answers[question] === undefined ? undefined : String(answers[question])}
          onChange={(chosen) => {
            setAnswers({ ...answers, [question]: Number(chosen) })
            changed()
          }}
        />
      ))}
      <LongTextField
        id="rating.words"
        label={t('rating.words')}
        optional
        value={words}
        faultAt={() => fault}
        onChange={(next) => {
          setWords(next)
          changed()
        }}
      />
      <Button look="main" wide busy={busy} onClick={() => void send()}>
        {t('rating.send')}
      </Button>
      <Button look="plain" onClick={() => setLeft('skipped')}>
        {t('rating.skip')}
      </Button>
    </section>
  )
}
