import type { State } from '@motcua/kernel/rules/states'

/**
 * The transitions of dossiers between the ten national states, as the law tells them: which verb leads from where to where, and who
 * may use it. `desk` is the one-stop desk that answers to the applicant, `holder` the office and post whose turn it is.
 */
export const workflow = {
  send: { from: [], to: 'registered', by: 'applicant' },
  takeIn: { from: [], to: 'received', by: 'desk' },
  receive: { from: ['registered'], to: 'received', by: 'desk' },
  refuse: { from: ['registered'], to: 'refused', by: 'desk' },
  askSupplement: { from: ['registered', 'received', 'processing'], to: 'awaiting_supplement', by: 'holder' },
  supply: { from: ['awaiting_supplement'], to: 'back', by: 'applicantOrDesk' },
  forward: { from: ['received'], to: 'processing', by: 'desk' },
  handOver: { from: ['processing'], to: 'processing', by: 'holder' },
  giveBack: { from: ['processing'], to: 'processing', by: 'holder' },
  askPayment: { from: ['processing'], to: 'awaiting_payment', by: 'holder' },
  confirmPayment: { from: ['awaiting_payment'], to: 'processing', by: 'desk' },
  decide: { from: ['received', 'processing'], to: 'decided', by: 'decider' },
  returnResult: { from: ['decided'], to: 'returned', by: 'desk' },
  withdraw: {
    from: ['registered', 'received', 'processing', 'awaiting_supplement', 'awaiting_payment'],
    to: 'withdrawn',
    by: 'applicantOrDesk'
  },
  stop: { from: ['processing', 'awaiting_supplement', 'awaiting_payment'], to: 'stopped', by: 'holder' },
  void: { from: ['received'], to: 'stopped', by: 'receiver' }
} as const satisfies Record<string, { from: readonly State[]; to: State | 'back'; by: Party }>

export type Party = 'applicant' | 'desk' | 'holder' | 'applicantOrDesk' | 'decider' | 'receiver'
export type Verb = keyof typeof workflow

/** Facts of history, in the past tense. */
export const facts = {
  send: 'dossier_sent',
  takeIn: 'dossier_taken_in',
  receive: 'dossier_received',
  refuse: 'dossier_refused',
  askSupplement: 'supplement_asked',
  supply: 'supplement_supplied',
  forward: 'dossier_forwarded',
  handOver: 'dossier_handed_over',
  giveBack: 'dossier_given_back',
  askPayment: 'payment_asked',
  confirmPayment: 'payment_confirmed',
  decide: 'dossier_decided',
  returnResult: 'result_returned',
  withdraw: 'dossier_withdrawn',
  stop: 'dossier_stopped',
  void: 'dossier_voided'
} as const satisfies Record<Verb, string>

/** One station on a dossier's way, fixed when it was filed. */
export type Station = { code: string; office: number; post: string; hours: number; decides: boolean }

/** What of a dossier decides who may do what now. */
export type Standing = {
  state: State
  office: number
  holder: number
  route: Station[]
  stepAt: number
  applicant: string | null
  /** The identity number in it is the number of who asks, under whichever account or at whichever desk it was filed. */
  namesDoer: boolean
  receivedBy: string | null
  receivedOn: string | null
  supplements: number
  supplementsAllowed: number
}

/** What of a person decides it: their posts by office, and the day. */
export type Doer = { person: string; posts: { office: number; post: string; role: string }[]; today: string }

/** What keeps this person from this act on this dossier, as the code of a refusal; null where nothing does. */
export function obstacle(verb: Verb, dossier: Standing, doer: Doer): string | null {
  const { from, by }: { from: readonly State[]; by: Party } = workflow[verb]
  if (!isParty(by, dossier, doer)) return 'dossier.not_yours'
  if (!from.includes(dossier.state)) return 'dossier.state'
  // Nobody acts for the State in their own cause (Law on Cadres and Civil Servants 22/2008 art. 18, as a rule of ours for every verb).
  const ownCause = doer.person === dossier.applicant || dossier.namesDoer
  if (ownCause && !actsAsApplicant(verb, dossier, doer)) return 'dossier.own_cause'
  if (verb === 'decide' && doer.person === dossier.receivedBy) return 'dossier.received_by_you'
  if (verb === 'decide' && !dossier.route[dossier.stepAt]?.decides) return 'dossier.not_deciding_step'
  // The station that decides does not pass on undecided: behind it nobody may decide any more.
  if ((verb === 'forward' || verb === 'handOver') && dossier.route[dossier.stepAt]?.decides) return 'dossier.decide_now'
  if (verb === 'forward' && !nextStation(dossier)) return 'dossier.no_next_step'
  if (verb === 'giveBack' && dossier.stepAt < 2) return 'dossier.no_previous_step'
  if (verb === 'askSupplement' && dossier.supplements >= dossier.supplementsAllowed) return 'dossier.supplement_again'
  if (verb === 'void' && dossier.receivedOn !== doer.today) return 'dossier.void_late'
  return null
}

export const nextStation = (dossier: Pick<Standing, 'route' | 'stepAt'>): Station | undefined =>
  dossier.route[dossier.stepAt + 1]

const actsAsApplicant = (verb: Verb, dossier: Standing, doer: Doer): boolean =>
  dossier.applicant === doer.person && ['applicant', 'applicantOrDesk'].includes(workflow[verb].by)

function isParty(by: Party, dossier: Standing, doer: Doer): boolean {
  const holds = (office: number, post?: string) =>
    doer.posts.some(
      (held) => held.office === office && (post === undefined ? held.role === 'officer' : held.post === post)
    )
  const desk = holds(dossier.office)
  const station = dossier.route[dossier.stepAt]
  switch (by) {
    case 'applicant':
      return dossier.applicant === doer.person
    case 'applicantOrDesk':
      return dossier.applicant === doer.person || desk
    case 'desk':
      return desk
    case 'receiver':
      return desk && dossier.receivedBy === doer.person
    case 'holder':
    case 'decider':
      return station !== undefined && station.office === dossier.holder && holds(dossier.holder, station.post)
  }
}

/** The verbs open to this person now: what a screen offers. */
export const openVerbs = (dossier: Standing, doer: Doer): Verb[] =>
  (Object.keys(workflow) as Verb[]).filter(
    (verb) => workflow[verb].from.length > 0 && obstacle(verb, dossier, doer) === null
  )
