import { formatMoment } from '@motcua/kernel/rules/text'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { DateField, LongTextField } from '@motcua/ui/controls/text-field.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { useState } from 'react'
import { answerReminder, type DossierView, sendMessage } from '../../contract.ts'
import { useCommand } from './command.ts'
import { texts } from './texts.ts'

type Given = { view: DossierView; onDone: (told: string) => void; onKept: (told: string) => void }

/** What is reminded of and must be answered by an hour: it stands above all else that can be done. */
export function Reminders({ view, onDone, onKept }: Given) {
  return view.reminders
    .filter(({ answeredAt }) => answeredAt === null)
    .map((reminder) => (
      <ReminderAnswer key={reminder.id} reminder={reminder} view={view} onDone={onDone} onKept={onKept} />
    ))
}

/** What the applicant has asked and nobody has answered yet, and the way to write to them. */
export function Letters({ view, onDone, onKept }: Given) {
  const t = useText(texts)
  const asked = view.timeline.filter(({ what }) => what === 'message_sent').at(-1)
  const [writing, setWriting] = useState(false)
  const { text } = asked?.details ?? {}
  return (
    <>
      {view.replyAwaitedAt && typeof text === 'string' && (
        <Notice tone="soon" title={t('letter.awaited')}>
          <p>{text}</p>
        </Notice>
      )}
      {writing || view.replyAwaitedAt ? (
        <Message
          view={view}
          onDone={(told) => {
            setWriting(false)
            onDone(told)
          }}
          onKept={onKept}
        />
      ) : (
        <div>
          <Button onClick={() => setWriting(true)}>{t('letter.write')}</Button>
        </div>
      )}
    </>
  )
}

function Message({ view, onDone, onKept }: Given) {
  const t = useText(texts)
  const problemText = useProblemText()
  const [text, setText] = useState<string>()
  const command = useCommand(
    sendMessage,
    { id: view.id },
    {
      onDone: () => onDone(t('letter.sent')),
      label: { what: t('outbox.act', { verb: t('letter.write'), number: view.number }), matter: view.id },
      onKept: () => onKept(t('outbox.kept'))
    }
  )
  return (
    <div className="stack tight">
      {command.problem && <Notice tone="late" aloud title={problemText(command.problem)} />}
      <LongTextField id="letter.text" label={t('letter.text')} value={text} onChange={setText} />
      <div>
        <Button busy={command.busy} onClick={() => text?.trim() && void command.send({ text })}>
          {t('letter.send')}
        </Button>
      </div>
    </div>
  )
}

function ReminderAnswer({ reminder, view, onDone, onKept }: Given & { reminder: DossierView['reminders'][number] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const problemText = useProblemText()
  const [answer, setAnswer] = useState<string>()
  const [expectedOn, setExpectedOn] = useState<string>()
  const command = useCommand(
    answerReminder,
    { id: view.id },
    {
      onDone: () => onDone(t('reminder.answered')),
      label: { what: t('outbox.act', { verb: t('reminder.answer'), number: view.number }), matter: view.id },
      onKept: () => onKept(t('outbox.kept'))
    }
  )
  const send = () =>
    answer?.trim() && void command.send({ reminder: reminder.id, answer, ...(expectedOn ? { expectedOn } : {}) })
  return (
    <Notice tone="late" title={t('reminder.open', { when: formatMoment(new Date(reminder.dueAt), language) })}>
      {command.problem && <p className="tone-late">{problemText(command.problem)}</p>}
      <div className="answer-beside">
        <LongTextField id={`reminder.${reminder.id}`} label={t('reminder.why')} value={answer} onChange={setAnswer} />
        <div className="stack tight">
          <DateField
            id={`reminder.${reminder.id}.on`}
            label={t('reminder.on')}
            optional
            value={expectedOn}
            onChange={setExpectedOn}
          />
          <div>
            <Button busy={command.busy} onClick={send}>
              {t('reminder.answer')}
            </Button>
          </div>
        </div>
      </div>
    </Notice>
  )
}
