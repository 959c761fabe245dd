import { call, mayPass, newKey, Problem } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice, StateBadge } from '@motcua/ui/controls/notice.tsx'
import { hourOf, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type CallBack, endCallBack, listCallBacks } from '../../contract.ts'
import { texts } from './texts.ts'

const callsKey = ['call-backs']
const againMs = 60_000

/** “Nhờ gọi lại”: who is to be called, what is due first on top; nothing where nobody is. */
export function CallBacks() {
  const t = useText(texts)
  const asked = useQuery({
    queryKey: callsKey,
    queryFn: ({ signal }) => call(listCallBacks, { signal }),
    refetchInterval: againMs
  })
  const rows = asked.data?.rows ?? []
  if (asked.error && !asked.data) return <Waiting error={asked.error} onAgain={asked.refetch} />
  if (rows.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{t('calls.title', { count: rows.length })}</h2>
      <ul className="begun">
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

function Row({ row: { id, name, phone, words, dueAt, tries, triedAt } }: { row: CallBack }) {
  const t = useText(texts)
  const problemText = useProblemText()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  // Each act keeps its key while its answer may have been lost on the way: a call that nobody took counts once.
  const [keys, setKeys] = useState(() => ({ reached: newKey(), no_answer: newKey() }))
  const due = new Date(dueAt)
  const end = async (as: 'reached' | 'no_answer') => {
    setBusy(true)
    setFault(undefined)
    try {
      await call(endCallBack, { params: { id }, body: { as }, key: keys[as] })
      setKeys({ ...keys, [as]: newKey() })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (!mayPass(error)) setKeys({ ...keys, [as]: newKey() })
      setFault(problemText(error))
    } finally {
      setBusy(false)
      void queries.invalidateQueries({ queryKey: callsKey })
    }
  }
  return (
    <li>
      <div className="stack tight">
        <div className="row">
          <b>{name}</b>
          <a href={`tel:${phone}`} className="figures nowrap">
            {phone}
          </a>
          <StateBadge tone={due < now() ? 'late' : 'none'} icon={due < now() ? 'late' : 'clock'}>
            {t('calls.due', { when: hourOf(due) })}
          </StateBadge>
          {tries > 0 && triedAt && (
            <span className="muted">{t('calls.tried', { count: tries, when: hourOf(new Date(triedAt)) })}</span>
          )}
        </div>
        {words && <p>{words}</p>}
        {fault && <Notice tone="late" aloud title={fault} />}
      </div>
      <span className="row">
        {(['reached', 'no_answer'] as const).map((as) => (
          <Button key={as} busy={busy} onClick={() => void end(as)}>
            {t(`calls.${as}`)}
          </Button>
        ))}
      </span>
    </li>
  )
}
