import { formatMoment, formatTime } from '@motcua/kernel/rules/text'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice, StateBadge } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { drop, fromFile, isWaiting, sendAgain, sendKept, toFile, useOutbox } from '@motcua/ui/staff/outbox.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { apologise, askAtDesk, askSupplement, refuseAtDesk, refuseDossier, takeInDossier } from '../../contract.ts'
import { usePutAside } from './aside.ts'
import { type Intake, useIntake } from './intakes.ts'
import { PrintState } from './print-parts.tsx'
import { type PrintedPaper, printPaper } from './prints.ts'
import { useWork } from './queries.ts'
import { texts } from './texts.ts'

type Item = ReturnType<typeof useOutbox>[number]

/** S11 “Chưa gửi”: nothing silently lost. */
export function Outbox() {
  const t = useText(texts)
  const { language } = useLanguage()
  const problemText = useProblemText()
  const { person } = useOfficial()
  const [unread, setUnread] = useState(false)
  const all = useOutbox()
  const mine = all.filter(({ owner }) => owner === person.id)
  const waiting = mine.filter(isWaiting)
  const sent = mine.filter((item) => !isWaiting(item)).toReversed()
  const others = all.filter((item) => item.owner !== person.id && isWaiting(item)).length
  const lastSent = sent[0]?.sent
  const send = () => void sendKept(person.id, problemText)
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('outbox')} names>
            <KeyButton look="main" onKey="F9" does={t('outbox.send')} onPress={send} />
          </PaneHead>
          <div className="stack">
            {waiting.length === 0 ? (
              <Notice tone="ok">
                {lastSent ? t('outbox.all', { when: formatTime(new Date(lastSent.at)) }) : t('outbox.none')}
              </Notice>
            ) : (
              <ol className="outbox">
                {waiting.map((item) => (
                  <Waiting key={item.seq} item={item} before={waiting} />
                ))}
              </ol>
            )}
            {others > 0 && <p className="muted">{t('outbox.others', { count: others })}</p>}
            {sent.length > 0 && (
              <section className="stack tight">
                <h2>{t('outbox.sent')}</h2>
                <PrintState papers={sent.flatMap(papersOf)} />
                <ol className="outbox">
                  {sent.map(({ seq, what, way, sent: done }) => (
                    <li key={seq}>
                      <div>
                        <b>{what}</b>
                        <div className="muted figures">
                          {done?.number ? t('outbox.number', { number: done.number }) : t('outbox.done')} ·{' '}
                          {done && formatMoment(new Date(done.at), language)}
                        </div>
                      </div>
                      <span className="row">
                        {papersOf({ way, sent: done }).map((paper) => (
                          <Button key={paper.id} onClick={() => printPaper(paper)}>
                            {t(`print.${paper.kind}`)}
                          </Button>
                        ))}
                        {done?.id && <ButtonLink href={`/ho-so/${done.id}`}>{t('slip.open')}</ButtonLink>}
                        <Button look="plain" onClick={() => void drop(seq)}>
                          {t('outbox.seen')}
                        </Button>
                      </span>
                    </li>
                  ))}
                </ol>
              </section>
            )}
            <section className="stack tight">
              <h2>{t('outbox.machine')}</h2>
              <Clock />
              <p className="muted">{t('outbox.file.help')}</p>
              <div className="row">
                <Button onClick={() => void save(person.id)}>{t('outbox.file.save')}</Button>
                <label className="button file-button">
                  {t('outbox.file.read')}
                  <input
                    type="file"
                    className="aloud"
                    accept="application/json"
                    onChange={async (event) => {
                      const file = event.currentTarget.files?.[0]
                      if (file) setUnread(!(await fromFile(await file.text(), person.id)))
                    }}
                  />
                </label>
              </div>
              {unread && <Notice tone="late" aloud title={t('outbox.file.unread')} />}
            </section>
          </div>
        </>
      }
    />
  )
}

/** What was done without a line has no paper yet. */
const papersBy: Record<string, PrintedPaper['kind']> = {
  [takeInDossier.name]: 'receipt',
  [askSupplement.name]: 'supplementRequest',
  [askAtDesk.name]: 'supplementRequest',
  [apologise.name]: 'apology',
  [refuseDossier.name]: 'refusal',
  [refuseAtDesk.name]: 'refusal'
}
function papersOf({ way, sent }: Pick<Item, 'way' | 'sent'>): PrintedPaper[] {
  const kind = papersBy[way.name]
  return kind && sent?.id && sent.number ? [{ id: sent.id, number: sent.number, kind }] : []
}

/** What, since when, why it waits, what happens next. */
function Waiting({ item, before }: { item: Item; before: Item[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [, navigate] = useLocation()
  const [asked, setAsked] = useState(false)
  const problemText = useProblemText()
  const { resume } = useIntake()
  const aside = usePutAside()
  const { refused, reopen } = item
  const behind = before.find((one) => one.matter === item.matter && one.refused && one.seq < item.seq)
  return (
    <li>
      <div>
        <b>{item.what}</b>
        <div className="muted figures">{t('outbox.since', { when: formatMoment(new Date(item.since), language) })}</div>
        <StateBadge tone={refused ? 'late' : 'stopped'}>{t(refused ? 'outbox.person' : 'outbox.waiting')}</StateBadge>
        <p>
          {refused
            ? t('outbox.next.refused', { text: refused.text })
            : t(behind ? 'outbox.next.behind' : 'outbox.next.line')}
        </p>
        {aside.problem && <Notice tone="late" aloud title={problemText(aside.problem)} />}
      </div>
      {refused && (
        <span className="row">
          {reopen !== undefined && (
            <Button
              onClick={() =>
                aside.putAside(() => {
                  resume(mendable(reopen as Intake, refused.code))
                  void drop(item.seq)
                  navigate('/tiep-nhan')
                })
              }
            >
              {t('outbox.mend')}
            </Button>
          )}
          <Button onClick={() => void sendAgain(item.seq)}>{t('outbox.again')}</Button>
          {asked ? (
            <Button onClick={() => void drop(item.seq)}>{t('outbox.drop.sure')}</Button>
          ) : (
            <Button look="plain" onClick={() => setAsked(true)}>
              {t('outbox.drop')}
            </Button>
          )}
        </span>
      )}
    </li>
  )
}

/** A machine whose clock is wrong writes wrong hours into what it keeps. */
function Clock() {
  const t = useText(texts)
  const { language } = useLanguage()
  const work = useWork('mine')
  if (!work.data) return <p>{t('outbox.clock.unknown')}</p>
  const off = Math.round((work.dataUpdatedAt - Date.parse(work.data.at)) / 60_000)
  if (off === 0) return <p>{t('outbox.clock.right', { when: formatMoment(new Date(work.data.at), language) })}</p>
  return (
    <Notice tone="soon">{t(off > 0 ? 'outbox.clock.fast' : 'outbox.clock.slow', { minutes: Math.abs(off) })}</Notice>
  )
}

/** A number that did not fit is not sent again: the person gets another, and another receipt. */
function mendable({ offline, ...intake }: Intake, code: string): Intake {
  return offline && !code.startsWith('offline.') ? { ...intake, offline } : intake
}

async function save(owner: string): Promise<void> {
  const address = URL.createObjectURL(await toFile(owner))
  const link = document.createElement('a')
  link.href = address
  link.download = 'chua-gui.json'
  link.click()
  URL.revokeObjectURL(address)
}
