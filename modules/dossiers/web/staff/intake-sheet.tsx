import { demandsFile, feesOf, type Paper, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import type { Problem } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { SelectField } from '@motcua/ui/controls/choice.tsx'
import { ErrorList, goToField, Notice } from '@motcua/ui/controls/notice.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { labelAt, type ShownFault, shownFaults } from '@motcua/ui/forms/faults.ts'
import { idOf } from '@motcua/ui/forms/form-field.tsx'
import { FormSheet } from '@motcua/ui/forms/form-sheet.tsx'
import { firstAnswers, type Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useOnline } from '@motcua/ui/network.ts'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { PaneHead, Panes } from '@motcua/ui/staff/frame.tsx'
import { KeyButton } from '@motcua/ui/staff/function-keys.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Part } from '@motcua/ui/staff/part.tsx'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type Filed, sendOn, settleAtOnce, takeInDossier, type TakingIn, type TurnedAway } from '../../contract.ts'
import { BehalfPart, gapOfBehalf } from './behalf-part.tsx'
import { useCommand } from './command.ts'
import { type Exit, ExitForm } from './exits.tsx'
import type { Slip } from './filed-sheet.tsx'
import type { Intake } from './intakes.ts'
import { offlineOf, promiseOffline } from './leases.ts'
import { answersOf } from './known-answers.ts'
import { FeePart, mustBeSeen, paperId, PapersPart } from './papers-part.tsx'
import { useArchive, useSigners } from './queries.ts'
import { type Desk, rightDeskOf, useDesks } from './right-desk.ts'
import { texts } from './texts.ts'
import { ElsewhereNotice } from './turned-sheet.tsx'

type Given = {
  procedure: Procedure
  version: string
  today: string
  lists: Lists
  intake: Intake
  change: (part: Partial<Intake>) => void
  /** Person and procedure stand above the sheet, the way to put it aside in its head. */
  before: ReactNode
  aside: ReactNode
  onFiled: (slip: Slip) => void
  onNewVersion: () => void
}

export function IntakeSheet(given: Given) {
  const { procedure, version, today, lists, intake, change, before, aside, onFiled, onNewVersion } = given
  const t = useText(texts)
  const { language } = useLanguage()
  const problemText = useProblemText()
  const [tried, setTried] = useState(0)
  const [refused, setRefused] = useState<ShownFault[]>([])
  const [exit, setExit] = useState<Exit>()
  const [searched, setSearched] = useState<string>()
  const desks = useDesks()
  const { offices, mine } = desks
  const { answers, files, seen, who } = intake
  const { code } = procedure
  // What the card says is filled in once for each card and procedure; what the officer changes afterwards stays.
  const atOnce = procedure.immediate === true
  const here = atOnce ? placeOf(procedure, mine) : {}
  const filled = JSON.stringify([code, who, here])
  useEffect(() => {
    if (intake.filled === filled) return
    const sameForm = intake.filled?.startsWith(JSON.stringify([code]).slice(0, -1))
    const first = sameForm ? intake.answers : firstAnswers(procedure.form.sections.flatMap(({ fields }) => fields))
    change({
      filled,
      answers: { ...first, ...(intake.who ? answersOf(procedure, intake.who, lists.districts) : {}), ...here }
    })
  })

  // The form opens at its first gap; what is filled in later is the officer's own doing.
  const openedWith = useRef('')
  useEffect(() => {
    if (intake.filled !== filled || openedWith.current === filled) return
    openedWith.current = filled
    const [gap] = shownFaults(procedure.form, answers, today, lists, language, true).faults
    if (gap) goToField(idOf(gap.field))
  })

  const papers = requiredPapers(procedure, answers, today)
  // From the card both are right; a name that is typed counts once it is asked for.
  const called = who?.name ?? searched
  const archive = useArchive(code, who && called ? { personalId: who.personalId, name: called } : undefined)
  const charges = feesOf(procedure, answers, today)
  const fee = charges.reduce((sum, { amount }) => sum + amount, 0)
  const missing = papers.filter((paper) =>
    demandsFile(paper) ? !files[paper.code] : mustBeSeen(paper) && !seen.includes(paper.code)
  )
  const paperFaults = [
    ...(tried > 0
      ? missing.map((paper) => faultOf(paper, t(demandsFile(paper) ? 'paper.missing' : 'paper.unseen'), language))
      : []),
    ...refused.filter(({ field }) => field.startsWith('papers.'))
  ]
  const inForm = refused.filter(({ field }) => field !== '' && !field.startsWith('papers.'))
  const whole = refused.filter(({ field }) => field === '')

  const slip = { procedure, answers, papers, ...(who ? { who } : {}) }
  const onMoved = (moved: Problem) => {
    setRefused([{ field: '', label: '', text: problemText(moved) }])
    if (moved.code === 'procedure.new_version') onNewVersion()
  }
  const onRefused = ({ fields }: Problem) => {
    const faults = fields.map(({ field, text }) => {
      const path = field.replace(/^answers\.?/, '')
      const paper = procedure.papers.find((one) => paperId(one.code) === field)
      const label = paper ? say(paper.name, language) : labelAt(procedure.form, path, language, true)
      return { field: path, label, text }
    })
    setRefused(faults)
    const [first] = faults
    if (first?.field) requestAnimationFrame(() => goToField(idAt(first.field)))
  }
  const name = String(answers[procedure.roles.applicantName] ?? '')
  const promised = useRef(intake.offline)
  const taking = useRef(false)
  const online = useOnline()
  const command = useCommand(
    takeInDossier,
    {},
    {
      onDone: (reply: Filed) => onFiled({ ...slip, reply }),
      onMoved,
      onRefused,
      label: {
        what: t('outbox.intake', { procedure: say(procedure.shortName, language), name }),
        matter: intake.id,
        reopen: intake
      },
      onKept: () => onFiled({ ...slip, ...(promised.current ? { offline: promised.current } : {}) })
    }
  )
  const asked = useSigners(atOnce)
  const signers = asked.data?.rows ?? []
  const [chosen, setSigner] = useState<string>()
  const signer = chosen ?? (signers.length === 1 ? signers[0]?.id : undefined)
  // Numbers of a register are drawn at the server alone: without a line nothing of it is kept or promised.
  const settle = useCommand(
    settleAtOnce,
    {},
    {
      onDone: (settled) => onFiled({ ...slip, settled }),
      onMoved,
      onRefused
    }
  )
  const onTurned = (turned: TurnedAway, called = name) => onFiled({ ...slip, turned, name: called })
  const elsewhere = rightDeskOf(procedure, answers, today, lists, offices, mine)
  const onward = useCommand(sendOn, {}, { onDone: onTurned, onMoved, onRefused })
  const problem = command.problem ?? settle.problem ?? onward.problem
  const gaps = shownFaults(procedure.form, answers, today, lists, language, true).faults
  const wanted = new Set(papers.map((paper) => paper.code))
  const filing = {
    id: intake.id,
    procedure: code,
    version,
    answers,
    papers: Object.entries(files)
      .filter(([paper]) => wanted.has(paper))
      .map(([paper, file]) => ({ code: paper, ...file })),
    ...behalfOf(intake)
  }

  /** Known to be without a line before it is tried, it goes under a number lent to this machine; after a try nobody knows what the server did. */
  const takeIn = async (body: TakingIn) => {
    // Two presses can come before the first number is there.
    if (taking.current) return
    taking.current = true
    if (!online && mine && !promised.current) promised.current = await promiseOffline(mine.id, procedure, answers)
    taking.current = false
    const { current: offline } = promised
    if (!offline) return command.send(body)
    change({ offline })
    return command.send({ ...body, offline: offlineOf(offline) }, { ...intake, offline })
  }

  const send = () => {
    setTried(tried + 1)
    setRefused([])
    if (who?.doubtful && !who.compared) return goToField('who.compared')
    const behalfGap = gapOfBehalf(intake)
    if (behalfGap) return requestAnimationFrame(() => goToField(behalfGap))
    // F9 with gaps goes to the next of them: the form finds its own, papers come after it.
    if (gaps.length > 0) return
    const [gap] = missing
    if (gap) return requestAnimationFrame(() => goToField(paperId(gap.code)))
    if (elsewhere && mine) return void onward.send({ ...filing, office: mine.id })
    if (atOnce && fee > 0 && !intake.receipt?.trim()) return requestAnimationFrame(() => goToField('fee.receipt'))
    const signing = signers.find(({ id }) => id === signer)
    if (atOnce && !signing) return requestAnimationFrame(() => goToField('signer'))
    const paid = intake.receipt?.trim() ? { paid: { receipt: intake.receipt.trim() } } : {}
    if (signing) void settle.send({ ...filing, ...paid, office: signing.office, signer: signing.id })
    else {
      const originals = intake.originals?.filter((paper) => wanted.has(paper)) ?? []
      void takeIn({ ...filing, ...paid, ...(originals.length > 0 ? { originals } : {}) })
    }
  }
  return (
    <Panes
      list={
        <div className="intake">
          <PaneHead title={`${t(atOnce ? 'intake.now' : 'intake')}: ${say(procedure.shortName, language)}`} names>
            {aside}
            {mine && !exit && !atOnce && !elsewhere && (
              <Button onClick={() => setExit({ kind: 'supplement' })}>{t('exit.supplement')}</Button>
            )}
            {mine && !exit && <Button onClick={() => setExit({ kind: 'refusal' })}>{t('exit.refusal')}</Button>}
            {!exit && (
              <KeyButton
                look="main"
                onKey="F9"
                does={t(elsewhere ? 'exit.onward' : atOnce ? 'intake.settle' : 'intake.file')}
                busy={command.busy || settle.busy || onward.busy}
                onPress={send}
              />
            )}
          </PaneHead>
          <div className="stack">
            {problem && problem.fields.length === 0 && <Notice tone="late" aloud title={problemText(problem)} />}
            {whole.map(({ text }) => (
              <Notice key={text} tone="late" aloud title={text} />
            ))}
            {desks.error !== null && !mine && <Waiting error={desks.error} onAgain={desks.again} />}
            {exit && mine && (
              <ExitForm
                key={exit.kind}
                exit={exit}
                intake={intake}
                procedure={procedure}
                today={today}
                filing={filing}
                office={mine.id}
                missing={missing}
                // The paper speaks Vietnamese, whatever the officer reads.
                faults={shownFaults(procedure.form, answers, today, lists, 'vi', true).faults}
                onClose={() => setExit(undefined)}
                onDone={onTurned}
              />
            )}
            <ErrorList
              title={t('papers.faults', { count: paperFaults.length })}
              faults={paperFaults.map((fault) => ({ ...fault, id: fault.field }))}
            />
            <div className="intake-grid">
              <div className="stack">
                {before}
                {elsewhere && (
                  <ElsewhereNotice
                    {...elsewhere}
                    onRefuse={() =>
                      setExit({
                        kind: 'refusal',
                        rightPlace: elsewhere.desk.name.vi,
                        // Grounds speak of the address; where the level is another, the officer says so.
                        ...(elsewhere.byAddress ? { ground: 'not_competent' } : {})
                      })
                    }
                  />
                )}
                <BehalfPart intake={intake} change={change} tried={tried > 0} />
                <PapersPart
                  papers={papers}
                  intake={intake}
                  archive={archive}
                  onSearch={who && !who.name && name && name !== searched ? () => setSearched(name) : undefined}
                  faultOf={(paper) => paperFaults.find(({ field }) => field === paperId(paper))?.text}
                  onChange={(part, paper) => {
                    change(part)
                    setRefused(refused.filter(({ field }) => field !== paperId(paper)))
                  }}
                />
                {atOnce && !asked.data && <Waiting error={asked.error} onAgain={asked.refetch} />}
                {atOnce && asked.data && (
                  <SelectField
                    id="signer"
                    label={t('intake.signer')}
                    options={signers.map(({ id, name: called }) => ({ value: id, label: called }))}
                    value={signer}
                    faultAt={() => (tried > 0 && !signer ? t('fault.required') : undefined)}
                    onChange={setSigner}
                  />
                )}
                <FeePart
                  charges={charges}
                  fee={fee}
                  receipt={intake.receipt}
                  // What is handed over at once is paid for at once.
                  demanded={atOnce}
                  tried={tried > 0}
                  onReceipt={(receipt) => change({ receipt })}
                />
              </div>
              <Part id="part-form" title={t('intake.form')} onKey="Alt+4">
                <FormSheet
                  key={intake.filled}
                  form={procedure.form}
                  answers={answers}
                  lists={lists}
                  today={today}
                  onAnswers={(next) => {
                    change({ answers: next })
                    setRefused(refused.filter(({ field }) => next[head(field)] === answers[head(field)]))
                  }}
                  refused={inForm}
                  tried={tried}
                />
              </Part>
            </div>
          </div>
        </div>
      }
    />
  )
}

/** What is done while one waits is done here: the question where is answered. */
function placeOf(procedure: Procedure, mine: Desk | undefined): Intake['answers'] {
  const field = procedure.desk[0]?.address
  const asked = procedure.form.sections.flatMap(({ fields }) => fields).find(({ name }) => name === field)
  return mine && field && asked?.type === 'commune' ? { [field]: mine.area } : {}
}

/** As the server takes it; complete, because its gaps were filled before. */
function behalfOf({ behalf }: Intake): Pick<TakingIn, 'onBehalfOf'> {
  const { name, relation, how, file } = behalf ?? {}
  if (!name || !relation || !how) return {}
  return { onBehalfOf: { name, relation, consent: { how, ...(how === 'written' && file ? { file } : {}) } } }
}

const head = (path: string) => path.split('.')[0] ?? ''
const idAt = (path: string) => (path.startsWith('papers.') ? path : idOf(path))

const faultOf = (paper: Paper, text: string, language: 'vi' | 'en'): ShownFault => ({
  field: paperId(paper.code),
  label: say(paper.name, language),
  text
})
