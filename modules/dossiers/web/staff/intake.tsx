import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton, useKeys } from '@motcua/ui/staff/function-keys.tsx'
import { useScans } from '@motcua/ui/staff/scanner.tsx'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { FiledSheet, KeptSheet, SettledSheet, type Slip } from './filed-sheet.tsx'
import { IntakeSheet } from './intake-sheet.tsx'
import { usePutAside } from './aside.ts'
import { useIntake } from './intakes.ts'
import { ProcedurePart } from './procedure-part.tsx'
import { useLists, useProcedure } from './queries.ts'
import { useTakeScan } from './scanned.ts'
import { texts } from './texts.ts'
import { TurnedSheet } from './turned-sheet.tsx'
import { WhoPart } from './who-part.tsx'

/** S2 “Tiếp nhận”: one person's dossier in one screen, without the mouse. */
export function Intake() {
  const t = useText(texts)
  const [, navigate] = useLocation()
  const problemText = useProblemText()
  const { open, change, finish } = useIntake()
  const aside = usePutAside()
  const [slip, setSlip] = useState<Slip>()
  const scans = useTakeScan({ onPerson: (who) => change({ who }) })
  useScans(scans.take)
  useKeys([{ key: 'Escape', does: t('page.back'), run: () => navigate('/quay') }])
  const onFiled = (filed: Slip) => {
    setSlip(filed)
    finish()
  }
  if (slip) {
    const { who } = slip
    const sheet = {
      onNext: () => setSlip(undefined),
      ...(who
        ? {
            onSame: () => {
              finish(who)
              setSlip(undefined)
            }
          }
        : {})
    }
    if (slip.turned) return <TurnedSheet slip={slip} turned={slip.turned} {...sheet} />
    if (slip.settled) return <SettledSheet slip={slip} settled={slip.settled} {...sheet} />
    return slip.reply ? <FiledSheet slip={slip} reply={slip.reply} {...sheet} /> : <KeptSheet slip={slip} {...sheet} />
  }
  const asideButton = (
    <KeyButton
      onKey="Ctrl+S"
      does={t('intake.aside')}
      busy={aside.busy}
      onPress={() => aside.putAside(() => navigate('/quay'))}
    />
  )
  const before = (
    <>
      {aside.problem && <Notice tone="late" aloud title={problemText(aside.problem)} />}
      <WhoPart
        key={open?.id}
        who={open?.who}
        procedure={open?.procedure}
        told={scans.told}
        onWho={(who) => change({ who })}
      />
      <ProcedurePart key={open?.procedure} chosen={open?.procedure} onChoose={(procedure) => change({ procedure })} />
    </>
  )
  if (open?.procedure)
    return (
      <Chosen
        key={open.id + open.procedure}
        code={open.procedure}
        before={before}
        aside={asideButton}
        onFiled={onFiled}
      />
    )
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('intake')} names>
            {asideButton}
          </PaneHead>
          <div className="stack">{before}</div>
        </>
      }
    />
  )
}

function Chosen({
  code,
  before,
  aside,
  onFiled
}: {
  code: string
  before: React.ReactNode
  aside: React.ReactNode
  onFiled: (slip: Slip) => void
}) {
  const t = useText(texts)
  const { open, change } = useIntake()
  const { data, error, refetch } = useProcedure(code)
  const { lists, error: unlisted, again } = useLists()
  if (data && lists && open)
    return (
      <IntakeSheet
        procedure={data.procedure}
        version={data.version}
        today={data.today}
        lists={lists}
        intake={open}
        change={change}
        before={before}
        aside={aside}
        onFiled={onFiled}
        onNewVersion={() => void refetch()}
      />
    )
  return (
    <Panes
      list={
        <>
          <PaneHead title={t('intake')} names>
            {aside}
          </PaneHead>
          <div className="stack">
            {before}
            <Waiting error={error ?? unlisted} onAgain={() => Promise.all([refetch(), again()])} />
          </div>
        </>
      }
    />
  )
}
