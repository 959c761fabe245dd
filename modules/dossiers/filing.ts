import { randomBytes } from 'node:crypto'
import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { openCase } from '@motcua/kernel/cases'
import { orNull } from '@motcua/kernel/contract'
import { usualBytes } from '@motcua/kernel/contract'
import { isSound } from '@motcua/kernel/documents'
import { numberCode, officesOfSeats } from '@motcua/kernel/organisations'
import { addLimit, type Clock, dayOf, startClock } from '@motcua/kernel/rules/calendar'
import type { Answers, Fault } from '@motcua/kernel/rules/form'
import { trackingCode } from '@motcua/kernel/rules/numbers'
import { checkFiledAnswers, getVersion, versionInForce } from '@motcua/procedures'
import { demandsFile, deskAddressOf, feesOf, limitOf, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { Type } from 'typebox'
import type { Filed, FiledFor, Filing, Offline, OnBehalf, PaperFile, StoredPaper, TakingIn } from './contract.ts'
import { type Brought, filesForIntake, filesHeldBy } from './archive.ts'
import { shareEnd } from './dossiers.ts'
import { forwardDueAt } from './forwarding.ts'
import { standOnLease } from './leasing.ts'
import { tellApplicant } from './notices.ts'
import { endPutAside } from './put-aside.ts'
import { type Applicant, facts, type Known, nearnessOf, type Station, type Warning } from './rules.ts'

/** Decree 45/2020/NĐ-CP art. 11: what comes online is received, refused or asked to be completed within 8 working hours. */
export const answerLimit = { amount: 8, unit: 'workingHour' } as const

/** A citizen files online. */
export const sendDossier = (ctx: Ctx, filing: Filing): Promise<Filed> => file(ctx, filing, 'send')

/** A one-stop officer takes in at the desk: received at once. */
export const takeInDossier = (ctx: Ctx, filing: TakingIn): Promise<Filed> => file(ctx, filing, 'takeIn')

async function file(ctx: Ctx, filing: Filing | TakingIn, verb: 'send' | 'takeIn'): Promise<Filed> {
  const person = signedIn(ctx)
  const offline = 'offline' in filing && filing.offline ? await standOnLease(ctx, filing.offline) : undefined
  // What was taken in without a line happened then: version, day and clock are those of that moment.
  const then = offline ? { ...ctx, now: offline.at } : ctx
  const found = await checkFiling(then, filing, verb, (hashes) =>
    verb === 'takeIn'
      ? filesForIntake(ctx, filing.id, hashes, () => archiveFor(ctx, filing))
      : filesHeldBy(ctx, person.personId, hashes)
  )
  const checked = offline ? { ...found, calendar: offline.calendar } : found
  const { desk } = checked
  if (offline && offline.office !== desk.id) throw new Refusal(409, 'offline.unfit')
  if (verb === 'takeIn' && !person.appointments.some((held) => held.office === desk.id && held.role === 'officer'))
    throw new Refusal(422, 'dossier.other_desk', { code: desk.code })
  if (verb === 'takeIn') void endPutAside(ctx, filing.id)
  const online = verb === 'send'
  return enterDossier(then, filing.id, checked, verb, {
    filer: person.personId,
    receiver: online ? null : person.personId,
    owner: online ? person.personId : null,
    byPhotographs: false,
    ...('offline' in filing && filing.offline ? { offline: { ...filing.offline, enteredAt: ctx.now } } : {})
  })
}

export type Checked = Awaited<ReturnType<typeof checkFiling>>

/**
 * A filing as it may be taken in: answers and papers fit the version in force, and desk, road and fee follow from them. `commune` stands
 * in for the address of what is no matter of residence.
 */
export async function checkFiling(
  ctx: Ctx,
  filing: Filing | TakingIn,
  verb: 'send' | 'takeIn',
  broughtOf: (hashes: string[]) => Promise<Map<string, Brought>>,
  commune?: string
) {
  const today = dayOf(ctx.now)
  const consent = filing.onBehalfOf?.consent.file
  const hashes = [...filing.papers.map((paper) => paper.sha256), ...(consent ? [consent.sha256] : [])]
  const [procedure, inForce, calendar, communes, brought] = await Promise.all([
    getVersion(ctx, filing.version),
    versionInForce(ctx, filing.procedure),
    currentCalendar(ctx),
    communesOf(ctx),
    broughtOf(hashes)
  ])
  if (procedure.code !== filing.procedure) throw new Refusal(422, 'procedure.version_of_another')
  if (inForce !== filing.version) throw new Refusal(409, 'procedure.new_version', { version: inForce })
  if (!procedure.ways.includes(verb === 'send' ? 'online' : 'desk')) throw new Refusal(422, 'procedure.way')

  const checked = await checkFiledAnswers(ctx, filing.version, filing.answers, today, {
    hasCommune: (code) => communes.has(code)
  })
  const answers = checked.answers
  const paperFaults = faultsOfPapers(procedure, answers, filing.papers, brought, today)
  const place = checked.faults.length === 0 ? (commune ?? deskAddressOf(procedure, answers, today)?.commune) : undefined
  const deskFaults: Fault[] = checked.faults.length === 0 && !place ? [{ field: 'answers', code: 'desk.outside' }] : []
  const faults = [
    ...checked.faults.map((fault) => ({ ...fault, field: `answers.${fault.field}` })),
    ...paperFaults,
    ...faultsOfConsent(filing.onBehalfOf, verb, brought),
    ...deskFaults
  ]
  if (faults.length > 0 || !place) throw new Refusal(422, 'invalid', { count: faults.length }, faults)

  const { route, desk } = await roadOf(ctx, procedure, place)
  const applicant = applicantOf(procedure, answers)
  const fee = feeOf(procedure, answers, today)
  const papers: StoredPaper[] = filing.papers.map((paper) => ({
    ...paper,
    ...(brought.get(paper.sha256) as Brought)
  }))
  const filer = ctx.actor.kind === 'person' ? ctx.actor.name : ''
  const onBehalf = onBehalfOf(filing.onBehalfOf, filer, brought)
  const taking: Partial<TakingIn> = filing
  const paid = taking.paid && fee > 0 ? { ...taking.paid, at: ctx.now.toISOString(), amount: fee } : null
  const { originals = [] } = taking
  const { version } = filing
  return {
    version,
    procedure,
    calendar,
    answers,
    papers,
    commune: place,
    route,
    desk,
    applicant,
    fee,
    onBehalf,
    paid,
    originals
  }
}

/** The stations of a matter of this commune, and the desk at which it begins. */
export async function roadOf(ctx: Ctx, procedure: Procedure, commune: string) {
  const offices = await officesOfSeats(
    ctx,
    procedure.steps.map((step) => step.seat),
    commune
  )
  const route: Station[] = procedure.steps.map((step, i) => ({
    code: step.code,
    office: (offices[i] as { id: number }).id,
    post: step.seat.post,
    hours: step.hours,
    decides: step.decides === true
  }))
  return { route, desk: offices[0] as (typeof offices)[number] }
}

export const feeOf = (procedure: Procedure, answers: Answers, today: string): number =>
  feesOf(procedure, answers, today).reduce((sum, charge) => sum + charge.amount, 0)

/** Who brings a dossier in: who filed it, the officer who receives it, and whose account it belongs to. */
type Bringing = {
  filer: string
  receiver: string | null
  owner: string | null
  byPhotographs: boolean
  /** The desk that sent it on: it goes on seeing what became of it. */
  sentOnBy?: number
  /** Taken in without a line: the number given then, and when it was brought in. */
  offline?: Offline & { enteredAt: Date }
}

/** Opens the dossier of a checked filing, with its number. */
export async function enterDossier(
  ctx: Ctx,
  id: string,
  checked: Checked,
  verb: 'send' | 'takeIn' | 'present',
  { filer, receiver, owner, byPhotographs, sentOnBy, offline }: Bringing
): Promise<Filed> {
  const { procedure, calendar, answers, papers, route, desk, applicant, fee, onBehalf, paid } = checked
  const today = dayOf(ctx.now)
  const warnings = receiver ? await nearnessOfOfficer(ctx, receiver, applicant) : []
  const clock = verb === 'takeIn' ? startClock(limitOf(procedure, answers, today), ctx.now, calendar) : null
  const answered = verb === 'send' || sentOnBy !== undefined
  const answerDueAt = answered ? addLimit(ctx.now, answerLimit, calendar).at : null
  const code = offline?.trackingCode ?? trackingCode(randomBytes(5))
  const first = route[0] as Station
  // Nobody can pass on what has not come in yet; how long that took is looked at.
  const enteredAt = offline?.enteredAt ?? ctx.now
  const broughtInLate = enteredAt > addLimit(ctx.now, answerLimit, calendar).at
  const [number] = await Promise.all([
    openCase(ctx, {
      id,
      kind: 'dossier',
      state: verb === 'takeIn' ? 'received' : 'registered',
      code: numberCode(desk.code),
      office: desk.id,
      holder: first.office,
      offices: [...new Set([...route.map((station) => station.office), ...(sentOnBy ? [sentOnBy] : [])])],
      post: first.post,
      step: first.code,
      person: owner,
      subject: applicant.name,
      topic: procedure.code,
      clock,
      answerDueAt,
      shareDueAt: clock && shareEnd(route, 0, ctx.now, clock.dueAt, calendar),
      what: facts[verb],
      serial: offline?.serial,
      // The receipt is drawn from here, the same in ten years: it says the moment promised now.
      body: {
        version: checked.version,
        answers,
        papers,
        fee,
        ...(onBehalf ? { onBehalf } : {}),
        ...(paid ? { paid } : {}),
        ...(byPhotographs ? { byPhotographs, receivedBy: receiver } : {}),
        ...(clock ? promised(clock) : {}),
        ...(offline ? { offline: { lease: offline.lease, enteredAt: offline.enteredAt } } : {}),
        ...(warnings.length > 0 ? { warnings } : {})
      }
    }),
    ctx.db`
      insert into dossiers.dossier (id, version_id, way, commune, tracking_code, applicant, answers, papers, fee, route, filed_by, received_by, about,
              forward_due_at, on_behalf, paid, originals, by_photographs, flags)
      values (${id}, ${checked.version}, ${verb === 'send' ? 'online' : 'desk'}, ${checked.commune}, ${code}, ${JSON.stringify(applicant)},
              ${JSON.stringify(answers)}, ${JSON.stringify(papers)}, ${fee}, ${JSON.stringify(route)}, ${filer},
              ${receiver}, ${textOf(answers, procedure.roles.subjectName)},
              ${verb === 'takeIn' ? forwardDueAt(route, enteredAt, calendar) : null},
              ${onBehalf && JSON.stringify(onBehalf)}, ${paid && JSON.stringify(paid)}, ${JSON.stringify(checked.originals)}, ${byPhotographs}, ${broughtInLate ? ['brought_in_late'] : []})`
  ])
  const times = { dueAt: clock?.dueAt ?? null, provisional: clock?.provisional ?? false, answerDueAt }
  const spoken = { id, number, person_id: owner, tracking_code: code }
  tellApplicant(ctx, verb, { ...spoken, ...times, answers, fee, applicant, place: desk.name, body: {} }, procedure)
  ctx.publish(`dossiers.${facts[verb]}`, { id, number })
  return {
    id,
    number,
    trackingCode: code,
    office: desk.id,
    answerDueAt: answerDueAt && answerDueAt.toISOString(),
    dueAt: clock && clock.dueAt.toISOString(),
    provisional: clock?.provisional ?? false,
    fee,
    files: papers,
    warnings
  }
}

/** A written consent lies with the dossier; somebody authorised has one. At the desk whoever stands there is named. */
function faultsOfConsent(asked: FiledFor | undefined, verb: 'send' | 'takeIn', brought: Map<string, Brought>): Fault[] {
  if (!asked) return []
  const { how, file: paper } = asked.consent
  const faults: Fault[] = []
  if (verb === 'takeIn' && !asked.name) faults.push({ field: 'onBehalfOf.name', code: 'field.required' })
  if (asked.relation === 'authorised' && how !== 'written')
    faults.push({ field: 'onBehalfOf.consent.how', code: 'consent.written' })
  if (how === 'written' && !paper) faults.push({ field: 'onBehalfOf.consent.file', code: 'field.required' })
  return paper ? [...faults, ...faultsOfFile('onBehalfOf.consent.file', paper, brought)] : faults
}

export function onBehalfOf(
  asked: FiledFor | undefined,
  account: string,
  brought: Map<string, unknown>
): OnBehalf | null {
  if (!asked) return null
  const { how, file: paper } = asked.consent
  const stored = paper && { ...paper, ...(brought.get(paper.sha256) as { size: number; mediaType: string }) }
  return {
    name: asked.name ?? account,
    relation: asked.relation,
    consent: {
      how,
      ...(stored
        ? { file: { sha256: stored.sha256, name: stored.name, size: stored.size, mediaType: stored.mediaType } }
        : {})
    }
  }
}

/** What history keeps of a clock that starts. */
export const promised = ({ dueAt, edition, provisional }: Clock) => ({ dueAt, calendar: edition, provisional })

/** Why a file may stand for no paper: it has not arrived, or it is a recording, in which nothing can be read. */
export function faultsOfFile(
  field: string,
  { sha256, name }: Pick<PaperFile, 'sha256' | 'name'>,
  brought: Map<string, Pick<Brought, 'mediaType'>>
): Fault[] {
  const file = brought.get(sha256)
  if (file && !isSound(file)) return []
  return [{ field, code: file ? 'paper.sound' : 'paper.not_stored', values: { file: name } }]
}

/** Papers that the answers require and nobody put in, papers of no such kind, and files that may stand for none. */
export function faultsOfPapers(
  procedure: Procedure,
  answers: Answers,
  papers: PaperFile[],
  brought: Map<string, Brought>,
  today: string
): Fault[] {
  const given = new Set(papers.map((paper) => paper.code))
  const known = new Set(procedure.papers.map((paper) => paper.code))
  return [
    ...requiredPapers(procedure, answers, today)
      .filter((paper) => demandsFile(paper) && !given.has(paper.code))
      .map((paper) => ({
        field: `papers.${paper.code}`,
        code: 'paper.missing',
        values: { name: paper.name.vi, name_en: paper.name.en }
      })),
    ...papers
      .filter((paper) => !known.has(paper.code))
      .map((paper) => ({ field: `papers.${paper.code}`, code: 'paper.unknown' })),
    ...papers.flatMap((paper) => faultsOfFile(`papers.${paper.code}`, paper, brought)),
    ...papers.flatMap(({ code, sha256, name }) => {
      const most = procedure.papers.find((paper) => paper.code === code)?.maxBytes ?? usualBytes
      return (brought.get(sha256)?.size ?? 0) <= most
        ? []
        : [
            {
              field: `papers.${code}`,
              code: 'paper.too_large',
              values: { file: name, max: Math.floor(most / 1_000_000) }
            }
          ]
    })
  ]
}

export function applicantOf(procedure: Procedure, answers: Answers): Applicant {
  const { roles } = procedure
  const text = (field: string | undefined) => textOf(answers, field)
  return {
    name: text(roles.applicantName) ?? '',
    personalId: text(roles.applicantId),
    phone: text(roles.applicantPhone),
    email: text(roles.applicantEmail),
    address: answers[roles.applicantAddress] ?? null
  }
}

/** Whose archive a filing at the desk may draw on, before it is checked, and for which of its files: only a copy can lie there. */
export async function archiveFor(
  ctx: Ctx,
  { version, answers, papers }: Pick<Filing, 'version' | 'answers' | 'papers'>
) {
  const procedure = await getVersion(ctx, version)
  const kindOf = (code: string) => procedure.papers.find((paper) => paper.code === code)?.kind
  const copies = papers.filter(({ code }) => kindOf(code) === 'copy').map(({ sha256 }) => sha256)
  return { ...applicantOf(procedure, answers as Answers), copies }
}

export const textOf = (answers: Answers, field: string | undefined): string | null => {
  const value = field === undefined ? undefined : answers[field]
  return typeof value === 'string' && value !== '' ? value : null
}

const Code = Type.Object({ code: Type.String() })

/** The communes of today, among which an address of the form must name one. */
export function communesOf({ db, now }: Ctx): Promise<ReadonlySet<string>> {
  const day = dayOf(now)
  return db.recall(`communes on ${day}`, now, async () => {
    const rows = await db(Code)`
      select code from kernel.area where level = 'commune' and in_force @> ${day}::date`
    return new Set(rows.map((row) => row.code))
  })
}

const Officer = Type.Object({
  personal_id: orNull(Type.String()),
  name: Type.String(),
  phone: orNull(Type.String()),
  residence: orNull(Type.Unsafe<Known['residence']>({}))
})

/** What concerns the officer in person is another's to handle. */
export const refuseOwnCause = async (ctx: Ctx, officer: string, applicant: Applicant): Promise<void> =>
  void (await nearnessOfOfficer(ctx, officer, applicant))

/** Refuses the officer's own cause; of their household it only warns. */
async function nearnessOfOfficer({ db }: Ctx, officer: string, applicant: Applicant): Promise<Warning[]> {
  const [known] = await db(Officer)`select personal_id, name, phone, residence from kernel.person where id = ${officer}`
  if (!known) return []
  if (applicant.personalId && known.personal_id === applicant.personalId) throw new Refusal(409, 'dossier.own_cause')
  const near = nearnessOf(known, applicant)
  return near ? [near] : []
}
