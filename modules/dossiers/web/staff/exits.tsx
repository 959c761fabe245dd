import { demandsFile, type Paper, type Procedure } from '@motcua/procedures/rules'
import type { Endpoint } from '@motcua/kernel/contract'
import { ErrorList } from '@motcua/ui/controls/notice.tsx'
import { LongTextField, TextField } from '@motcua/ui/controls/text-field.tsx'
import { idOf } from '@motcua/ui/forms/form-field.tsx'
import { labelAt, type ShownFault } from '@motcua/ui/forms/faults.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { type ReactNode, useState } from 'react'
import {
  askAtDesk,
  type Presented,
  previewAskingAtDesk,
  previewAskingSmsAtDesk,
  previewRefusalAtDesk,
  previewRefusalSmsAtDesk,
  refuseAtDesk,
  type TurnedAway
} from '../../contract.ts'
import { ActFrame, useCheck } from './act-frame.tsx'
import { ActHead } from './actions.tsx'
import { useCommand } from './command.ts'
import { PaperPreview } from './paper-preview.tsx'
import type { Intake } from './intakes.ts'
import { itemsOf, MissingItems } from './missing-items.tsx'
import type { Hows } from './papers-beside.tsx'
import { paperId } from './papers-part.tsx'
import { neededToRefuse, RefusalFields, type Refusing, refusalOf, sayGround } from './refusal-fields.tsx'
import { texts } from './texts.ts'

/** What of the counter is not taken in goes out by one of these. */
export type Exit = { kind: 'supplement' } | { kind: 'refusal'; rightPlace?: string; ground?: string }

export type Leaving = {
  intake: Intake
  procedure: Procedure
  today: string
  /** The filing as far as it goes. */
  filing: Omit<Presented, 'office' | 'applicant'>
  office: number
  /** What is missing or wrong as the sheet sees it. */
  missing: Paper[]
  faults: ShownFault[]
  onClose: () => void
  /** `name`: whose paper it is. */
  onDone: (reply: TurnedAway, name: string) => void
}

/** Bổ sung (Mẫu 02), Từ chối (Mẫu 03): at the counter too nobody leaves without a number, a paper and the reason. */
export function ExitForm({ exit, ...leaving }: Leaving & { exit: Exit }) {
  const t = useText(texts)
  return (
    <section className="actions stack tight" aria-label={t(`exit.${exit.kind}`)}>
      <ActHead title={t(`exit.${exit.kind}`)} onClose={leaving.onClose} />
      {exit.kind === 'supplement' ? (
        <SupplementExit {...leaving} />
      ) : (
        <RefusalExit {...leaving} rightPlace={exit.rightPlace} ground={exit.ground} />
      )}
    </section>
  )
}

function useExit<E extends Endpoint>(endpoint: E, { onDone }: Leaving, name: string) {
  const command = useCommand(endpoint as Endpoint, {}, { onDone: (reply) => onDone(reply as TurnedAway, name) })
  return { ...command, ...useCheck<object>(command) }
}

function SupplementExit(leaving: Leaving) {
  const { intake, procedure, today, missing, faults, filing } = leaving
  const t = useText(texts)
  const { language } = useLanguage()
  // What the sheet finds wanting stands there already; the officer says the rest, or says it better.
  const [hows, setHows] = useState<Hows>(() => ({
    ...Object.fromEntries(
      missing.map((paper) => [
        `paper.${paper.code}`,
        texts.vi[demandsFile(paper) ? 'exit.paper.missing' : 'exit.paper.unseen']
      ])
    ),
    ...Object.fromEntries(
      faults
        .filter(({ field }) => intake.answers[head(field)] !== undefined)
        .map(({ field, label, text }) => [`field.${head(field)}`, field === head(field) ? text : `${label}: ${text}`])
    )
  }))
  const [reason, setReason] = useState<string | undefined>(t('supplement.reason'))
  const stands = useStanding(leaving)
  const act = useExit(askAtDesk, leaving, stands.applicant.name)
  const items = itemsOf(procedure, intake.answers, today, hows)
  const also = (act.problem?.fields ?? []).map(({ field, text }) => {
    const [, ...path] = field.split('.')
    const name = path.join('.')
    const paper = procedure.papers.find(({ code }) => paperId(code) === field)
    return {
      field,
      id: paper ? field : idOf(name),
      label: paper ? say(paper.name, language) : labelAt(procedure.form, name, language, true),
      text
    }
  })
  const body = { ...filing, office: leaving.office, applicant: stands.applicant, items: items.ticked, reason }
  const isWhole = stands.needed.name && items.ticked.length > 0 && items.unexplained.length === 0 && reason?.trim()
  const send = () =>
    act.check(
      {
        ...stands.needed,
        items: items.ticked.length > 0 ? items.ticked : undefined,
        reason,
        ...Object.fromEntries(items.unexplained.map((key) => [key, undefined]))
      },
      () => body
    )
  return (
    <ActFrame
      act={{ ...act, verb: 'askSupplement' }}
      send={send}
      does={t('exit.supplement.do')}
      preview={
        <PaperPreview paper={previewAskingAtDesk} sms={previewAskingSmsAtDesk} body={isWhole ? body : undefined} />
      }
    >
      <ErrorList faults={also} />
      <p className="muted">{t('exit.supplement.once')}</p>
      {act.missing.includes('items') && <p className="tone-late">{t('supplement.none')}</p>}
      {stands.field(act.field)}
      <MissingItems procedure={procedure} items={items} hows={hows} onHows={setHows} field={act.field} />
      <LongTextField {...act.field('reason')} label={t('reason')} value={reason} onChange={setReason} />
    </ActFrame>
  )
}

function RefusalExit({
  rightPlace,
  ground: begun,
  ...leaving
}: Leaving & { rightPlace: string | undefined; ground: string | undefined }) {
  const { procedure, filing } = leaving
  const t = useText(texts)
  const [said, setSaid] = useState<Refusing>(() => ({ ...sayGround(procedure, begun), rightPlace }))
  const stands = useStanding(leaving)
  const act = useExit(refuseAtDesk, leaving, stands.applicant.name)
  const bodyOf = (needed: { ground: string; reason: string }) => ({
    ...filing,
    office: leaving.office,
    applicant: stands.applicant,
    ...refusalOf(needed, said)
  })
  const send = () =>
    // The name is the applicant's, no field of the refusal.
    act.check({ ...stands.needed, ...neededToRefuse(said) }, (filled) =>
      bodyOf({ ground: filled.ground, reason: filled.reason })
    )
  const { ground, reason } = said
  const body = stands.needed.name && ground && reason?.trim() ? bodyOf({ ground, reason }) : undefined
  return (
    <ActFrame
      act={{ ...act, verb: 'refuse' }}
      send={send}
      does={t('exit.refusal.do')}
      preview={<PaperPreview paper={previewRefusalAtDesk} sms={previewRefusalSmsAtDesk} body={body} />}
    >
      {stands.field(act.field)}
      <RefusalFields procedure={procedure} said={said} onSaid={setSaid} field={act.field} />
    </ActFrame>
  )
}

/** Whose paper it is: from the form or the card; asked here where neither says it. */
function useStanding({ intake: { answers, who }, procedure: { roles } }: Leaving) {
  const t = useText(texts)
  const [typed, setTyped] = useState<string>()
  const answered = answers[roles.applicantName]
  // Broken letters of a card go onto no paper before somebody has compared them.
  const byCard = who?.doubtful && !who.compared ? undefined : who?.name?.trim()
  const known = (typeof answered === 'string' && answered.trim()) || byCard
  const name = known || typed?.trim()
  return {
    needed: { name },
    applicant: { name: name ?? '', ...(who ? { personalId: who.personalId } : {}) },
    field: (field: (name: string) => { id: string; faultAt: () => string | undefined }): ReactNode =>
      !known && <TextField {...field('name')} kind="name" label={t('exit.name')} value={typed} onChange={setTyped} />
  }
}

const head = (path: string) => path.split('.')[0] ?? ''
