import type { Ctx, Person } from '@motcua/kernel'
import { type Command, performTogether } from '@motcua/kernel/platform/commands'
import { type Database, isUniqueViolation } from '@motcua/kernel/platform/db'
import { addLimit, type Calendar, dayOf, momentOf } from '@motcua/kernel/rules/calendar'
import type { Answers } from '@motcua/kernel/rules/form'
import { uuidV7 } from '@motcua/kernel/rules/numbers'
import { dossiers } from '@motcua/dossiers'
import { demandsFile, feesOf, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { answersOf, type Sample } from './answers.ts'
import type { Cast, Citizen } from './cast.ts'
import type { Chance } from './chance.ts'
import { type Act, type By, type Course, courseOf } from './course.ts'

/** A procedure in force with its version, and a form of it filled in once. */
export type Offer = { procedure: Procedure; version: string; sample: Sample; weight: number }

export type Plan = {
  offers: Offer[]
  cast: Cast
  /** A file that everybody in the cast may hand in. */
  paper: { sha256: string; name: string }
  calendar: Calendar
  chance: Chance
  publicUrl: string
}

type Write = { command: Command; verb: (ctx: Ctx) => Promise<unknown> }

/** One dossier as what was done with it, up to a moment: each act a command by the person in whose post it lies. */
export type Story = { desk: number; openedAt: Date; writes: Write[] }

const routes = new Map(dossiers.routes.map((route) => [route.endpoint.name, route]))

const endpointOf: Record<Act['verb'], string> = {
  send: 'dossiers.send',
  takeIn: 'dossiers.take_in',
  receive: 'dossiers.receive',
  refuse: 'dossiers.refuse',
  forward: 'dossiers.forward',
  handOver: 'dossiers.hand_over',
  askSupplement: 'dossiers.ask_supplement',
  apologise: 'dossiers.apologise',
  supply: 'dossiers.supply',
  withdraw: 'dossiers.withdraw',
  decide: 'dossiers.decide',
  returnResult: 'dossiers.return_result',
  settle: 'desk.settle_at_once',
  confirm: 'signatures.confirm'
}

/** Draws one dossier filed on that day, and tells it until `until`. */
export function tellDossier(plan: Plan, day: string, until: Date): Story {
  const { chance, calendar, cast } = plan
  const offer = chance.weighted(plan.offers.map((each) => [each, each.weight] as const))
  const { procedure, sample } = offer
  const citizen = chance.pick(cast.citizens)
  const answers = answersOf(procedure, sample, citizen, day)
  const course = courseOf(procedure, answers, day, calendar, chance)
  return tellCourse(plan, { offer, citizen, day, answers, course }, until)
}

type Matter = { offer: Offer; citizen: Citizen; day: string; answers: Answers; course: Course }

/** What becomes of a citizen's dossier, told until `until`. */
export function tellCourse(plan: Plan, { offer, citizen, day, answers, course }: Matter, until: Date): Story {
  const { chance, cast } = plan
  const { procedure, version } = offer
  const offices = procedure.steps.map(({ seat }) => cast.officeOf(seat, citizen.commune))
  const desk = offices[0] as number
  const id = uuidV7(course.acts[0]?.at as Date, chance.bytes(10))
  const receiver = chance.pick(cast.officialsAt(desk, procedure.steps[0]?.seat.post ?? ''))
  const fee = feesOf(procedure, answers, day).reduce((sum, charge) => sum + charge.amount, 0)
  const receipt = `BL-${day.slice(2).replaceAll('-', '')}-${1000 + Math.floor(chance.next() * 9000)}`
  const signer = chance.pick(cast.officialsAt(desk, 'leader'))
  /** What only the desk says when it takes a dossier in. */
  const atDesk = (verb: Act['verb']) => ({
    ...(verb !== 'send' && fee > 0 ? { paid: { receipt } } : {}),
    ...(verb === 'settle' ? { office: desk, signer: signer.personId } : {})
  })
  const personOf = (by: By, verb: Act['verb']): Person => {
    if (by === 'applicant') return citizen.person
    if (by === 'desk') return receiver
    if (verb === 'confirm') return signer
    const at = cast.officialsAt(offices[by.step] as number, procedure.steps[by.step]?.seat.post ?? '')
    // Who receives does not decide.
    const others = verb === 'decide' ? at.filter(({ personId }) => personId !== receiver.personId) : at
    return chance.pick(others.length > 0 ? others : at)
  }
  const papers = papersOf(procedure, answers, day, plan.paper)
  const writes = course.acts
    .filter(({ at }) => at <= until)
    .map((act): Write => {
      const route = routes.get(endpointOf[act.verb])
      if (!route) throw new Error(`No endpoint does ${act.verb}.`)
      const filing = act.verb === 'send' || act.verb === 'takeIn' || act.verb === 'settle'
      const input = {
        params: filing || act.verb === 'confirm' ? {} : { id },
        query: {},
        body: filing
          ? { id, procedure: procedure.code, version, answers, papers, ...atDesk(act.verb) }
          : bodyOf(act, id, plan, procedure, papers)
      }
      const command: Command = {
        id: uuidV7(act.at, chance.bytes(10)),
        name: route.endpoint.name,
        actor: personOf(act.by, act.verb),
        content: input,
        now: act.at,
        from: '',
        publicUrl: plan.publicUrl
      }
      return { command, verb: (ctx) => route.verb(ctx, input as never) }
    })
  return { desk, openedAt: course.acts[0]?.at as Date, writes }
}

type Papers = { code: string; sha256: string; name: string }[]

const papersOf = (procedure: Procedure, answers: Answers, day: string, paper: Plan['paper']): Papers =>
  requiredPapers(procedure, answers, day)
    .filter(demandsFile)
    .map(({ code }) => ({ code, ...paper }))

function bodyOf(act: Act, id: string, { paper, chance, calendar }: Plan, procedure: Procedure, papers: Papers): object {
  switch (act.verb) {
    case 'refuse': {
      const ground = chance.pick(procedure.refusalGrounds)
      return { ground: ground.code, reason: ground.text.vi }
    }
    case 'askSupplement': {
      const [first] = papers
      const item = first
        ? { kind: 'paper', name: first.code, how: 'Ảnh mờ, chưa đọc được ngày cấp.' }
        : { kind: 'field', name: procedure.roles.applicantName, how: 'Ghi đúng họ tên như trên giấy tờ tùy thân.' }
      return { items: [item], reason: 'Chưa đủ cơ sở để giải quyết.' }
    }
    case 'apologise':
      return {
        reason: 'other_agency',
        detail: 'Chờ bệnh viện xác nhận lại Giấy chứng sinh.',
        day: dayOf(addLimit(act.at, { amount: 9, unit: 'workingDay' }, calendar).at)
      }
    case 'supply':
      return { papers: papers.slice(0, 1) }
    case 'withdraw':
      return { reason: 'Không còn nhu cầu.' }
    case 'decide':
      return { outcome: 'granted', result: paper }
    case 'confirm':
      return { dossiers: [id], theirs: true }
    case 'returnResult':
      return { collectedBy: 'applicant' }
    default:
      return {}
  }
}

const together = 40
const lanes = 6

/**
 * Writes the stories down through the same verbs that the web apps call. Each desk's dossiers are written in the order in which they
 * came, since numbers count up within a desk and a day; several desks are written at once.
 */
export async function writeStories(
  database: Database,
  stories: Story[],
  told: (done: number) => void,
  stopped?: AbortSignal
): Promise<void> {
  const byDesk = Map.groupBy(
    stories.toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime()),
    ({ desk }) => desk
  )
  const waiting = [...byDesk.values()].toSorted((a, b) => b.length - a.length)
  let done = 0
  const lane = async () => {
    for (let desk = waiting.shift(); desk; desk = waiting.shift())
      for (let first = 0; first < desk.length; first += together) {
        if (stopped?.aborted) return
        const part = desk.slice(first, first + together)
        await performTogether(
          database,
          part.flatMap(({ writes }) => writes)
        ).catch((error) => {
          if (!isUniqueViolation(error)) throw error // written by an earlier run, all of it
        })
        told((done += part.length))
      }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** How much comes in on a day: little on weekends, more in March and after the summer, nearly nothing at Tết. */
export function weightOfDay(day: string, isWorkingDay: boolean): number {
  const month = Number(day.slice(5, 7))
  const season = [0.9, 0.6, 1.25, 1.1, 1, 1.1, 1.2, 1.15, 0.75, 0.95, 1, 1.05][month - 1] ?? 1
  return season * (isWorkingDay ? 1 : 0.04)
}

/** The days from one to another, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let at = momentOf(from, '12:00'); dayOf(at) <= to; at = new Date(at.getTime() + 86_400_000)) days.push(dayOf(at))
  return days
}
