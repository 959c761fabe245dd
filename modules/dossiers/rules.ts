import type { State } from '@motcua/kernel/rules/states'
import { formatTimeLeft, type Language, withoutAccents } from '@motcua/kernel/rules/text'

/**
 * The transitions of dossiers between the ten national states, as the law tells them: which verb leads from where to where, and who
 * may use it. `desk` is the one-stop desk that answers to the applicant, `holder` the office and post whose turn it is.
 */
export const workflow = {
  send: { from: [], to: 'registered', by: 'applicant' },
  takeIn: { from: [], to: 'received', by: 'desk' },
  /** Brought to a desk and not taken in: refused, asked to be completed or sent on in the same act, under a number of its own. */
  present: { from: [], to: 'registered', by: 'desk' },
  receive: { from: ['registered'], to: 'received', by: 'desk' },
  refuse: { from: ['registered'], to: 'refused', by: 'desk' },
  askSupplement: { from: ['registered', 'received', 'processing'], to: 'awaiting_supplement', by: 'holder' },
  supply: { from: ['awaiting_supplement'], to: 'back', by: 'applicantOrDesk' },
  forward: { from: ['received'], to: 'processing', by: 'desk' },
  handOver: { from: ['processing'], to: 'processing', by: 'holder' },
  giveBack: { from: ['processing'], to: 'processing', by: 'holder' },
  askOpinion: { from: ['processing'], to: 'processing', by: 'holder' },
  giveOpinion: { from: ['processing', 'awaiting_supplement', 'awaiting_payment'], to: 'same', by: 'asked' },
  /** An apology with a new day, Mẫu 04: the head of the agency where it stands says it; the clock runs on. */
  apologise: { from: ['received', 'processing'], to: 'same', by: 'head' },
  askPayment: { from: ['processing'], to: 'awaiting_payment', by: 'holder' },
  confirmPayment: { from: ['awaiting_payment'], to: 'processing', by: 'desk' },
  decide: { from: ['received', 'processing'], to: 'decided', by: 'decider' },
  returnResult: { from: ['decided'], to: 'returned', by: 'desk' },
  withdraw: {
    from: ['registered', 'received', 'processing', 'awaiting_supplement', 'awaiting_payment'],
    to: 'withdrawn',
    by: 'applicantOrTheirDesk'
  },
  stop: { from: ['processing', 'awaiting_supplement', 'awaiting_payment'], to: 'stopped', by: 'holder' },
  void: { from: ['received'], to: 'stopped', by: 'receiver' }
} as const satisfies Record<string, { from: readonly State[]; to: State | 'back' | 'same'; by: Party }>

export type Party =
  | 'applicant'
  | 'desk'
  | 'holder'
  /** The applicant or who helps them, or the desk. */
  | 'applicantOrDesk'
  /** The applicant, or the desk where the dossier was filed at the desk: there the applicant stands before the officer. */
  | 'applicantOrTheirDesk'
  | 'asked'
  | 'head'
  | 'decider'
  | 'receiver'
export type Verb = keyof typeof workflow

/** Facts of history, in the past tense. */
export const facts = {
  send: 'dossier_sent',
  takeIn: 'dossier_taken_in',
  present: 'dossier_presented',
  receive: 'dossier_received',
  refuse: 'dossier_refused',
  askSupplement: 'supplement_asked',
  supply: 'supplement_supplied',
  forward: 'dossier_forwarded',
  handOver: 'dossier_handed_over',
  giveBack: 'dossier_given_back',
  askOpinion: 'opinion_asked',
  giveOpinion: 'opinion_given',
  apologise: 'apology_sent',
  askPayment: 'payment_asked',
  confirmPayment: 'payment_confirmed',
  decide: 'dossier_decided',
  returnResult: 'result_returned',
  withdraw: 'dossier_withdrawn',
  stop: 'dossier_stopped',
  void: 'dossier_voided'
} as const satisfies Record<Verb, string>

/** Facts that no verb of the table brings about. */
export const otherFacts = [
  'due_recounted',
  'reminder_sent',
  'reminder_answered',
  'message_sent',
  'message_answered',
  'dossier_claimed',
  'fee_taken',
  'post_asked',
  'post_declined'
] as const

/** The way of a filing by photographs, before there is a dossier: sent, filled in by the desk, confirmed by the citizen; or returned. */
/** So long a recorded message may be. */
export const mostVoiceSeconds = 90

export const photoFilingStates = ['sent', 'filled', 'confirmed', 'returned'] as const

/** What an applicant is asked at the end, each 2, 1 or 0 points (Circular 01/2018/TT-VPCP art. 13); any may be skipped. */
export const ratingQuestions = ['overall', 'time', 'contacts', 'attitude', 'openness'] as const
export type RatingQuestion = (typeof ratingQuestions)[number]

/** How somebody for whom another files has agreed. */
export const consents = ['present', 'by_telephone', 'written', 'by_law'] as const

/** What oversight looks at again; a flag is a question, not a charge. */
export const flags = [
  'forward_late', 'supplement_in_last_tenth', 'returned_unpaid', 'signature_denied', 'apology_late', 'brought_in_late'
] as const // biome-ignore format: one list
export type Flag = (typeof flags)[number]

/** The new day of an apology, while it comes after what is promised now: a supplement moves the promise on. */
export const newDayAfter = (dueAt: string | null, redatedTo: string | null): string | null =>
  redatedTo !== null && (dueAt === null || new Date(redatedTo) > new Date(dueAt)) ? redatedTo : null

/** Why a dossier is late, as it is said in an apology. */
export const lateReasons = [
  'other_agency', 'site_check', 'complex', 'applicant_late', 'system', 'disaster', 'absent', 'higher_level', 'other'
] as const // biome-ignore format: one list
export type LateReason = (typeof lateReasons)[number]

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
  /** A new day was given with an apology. */
  apologised: boolean
  way: 'online' | 'desk'
  /** The seats whose opinion was asked; `open` while an answer is awaited and its limit has not passed. */
  opinions: { office: number; post: string; open: boolean }[]
}

/** What of a person decides it: their posts by office, and the day. */
export type Doer = {
  person: string
  posts: { office: number; post: string; role: string }[]
  today: string
  /** Whom this person helps by agreement: in their dossiers they hand in what is asked for, and decide nothing. */
  helps?: readonly string[] | undefined
}

/** What keeps this person from this act on this dossier, as the code of a refusal; null where nothing does. */
export function obstacle(verb: Verb, dossier: Standing, doer: Doer): string | null {
  const { from, by }: { from: readonly State[]; by: Party } = workflow[verb]
  if (!isParty(by, dossier, doer)) return 'dossier.not_yours'
  if (!from.includes(dossier.state)) return 'dossier.state'
  // Nobody acts for the State in their own cause (Law on Cadres and Civil Servants 22/2008 art. 18, as a rule of ours for every verb).
  const ownCause = doer.person === dossier.applicant || dossier.namesDoer || isHelped(dossier, doer)
  if (ownCause && !actsAsApplicant(verb, dossier, doer)) return 'dossier.own_cause'
  if (verb === 'decide' && doer.person === dossier.receivedBy) return 'dossier.received_by_you'
  if (verb === 'decide' && !dossier.route[dossier.stepAt]?.decides) return 'dossier.not_deciding_step'
  // The station that decides does not pass on undecided: behind it nobody may decide any more.
  if ((verb === 'forward' || verb === 'handOver') && dossier.route[dossier.stepAt]?.decides) return 'dossier.decide_now'
  if (verb === 'forward' && !nextStation(dossier)) return 'dossier.no_next_step'
  if (verb === 'giveBack' && dossier.stepAt < 2) return 'dossier.no_previous_step'
  if (verb === 'askSupplement' && dossier.supplements >= dossier.supplementsAllowed) return 'dossier.supplement_again'
  if (verb === 'apologise' && dossier.apologised) return 'dossier.apology_again'
  if (verb === 'giveOpinion' && !askedOf(dossier, doer).some(({ open }) => open)) return 'opinion.closed'
  if (verb === 'void' && dossier.receivedOn !== doer.today) return 'dossier.void_late'
  return null
}

export const nextStation = (dossier: Pick<Standing, 'route' | 'stepAt'>): Station | undefined =>
  dossier.route[dossier.stepAt + 1]

const isHelped = ({ applicant }: Standing, { helps }: Doer): boolean =>
  applicant !== null && helps?.includes(applicant) === true

const actsAsApplicant = (verb: Verb, dossier: Standing, doer: Doer): boolean =>
  (dossier.applicant === doer.person && workflow[verb].by.startsWith('applicant')) ||
  (workflow[verb].by === 'applicantOrDesk' && isHelped(dossier, doer))

const askedOf = (dossier: Standing, doer: Doer) =>
  dossier.opinions.filter((asked) =>
    doer.posts.some((held) => held.office === asked.office && held.post === asked.post)
  )

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
      return dossier.applicant === doer.person || isHelped(dossier, doer) || desk
    case 'applicantOrTheirDesk':
      return dossier.applicant === doer.person || (desk && dossier.way === 'desk')
    case 'asked':
      return askedOf(dossier, doer).length > 0
    case 'desk':
      return desk
    case 'head':
      return (
        station !== undefined && doer.posts.some((held) => held.office === station.office && held.role === 'leader')
      )
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

/** Papers that are the same whatever they are shown for. */
const lasting: readonly unknown[] = ['identity_card', 'household_book', 'licence', 'red_book']

type Asked = { topic: string; code: string; kind: string; picture?: string }

/**
 * Whether a paper handed in before can stand for one that is asked for now: only a copy, for an original is handed in or shown each time; the
 * same paper of the same procedure, or one of the same lasting kind. Whether it still holds is for who looks at it to say.
 */
export const standsFor = (earlier: Asked, asked: Asked): boolean =>
  asked.kind === 'copy' &&
  ((earlier.topic === asked.topic && earlier.code === asked.code) ||
    (earlier.picture === asked.picture && lasting.includes(asked.picture)))

/** Whom a dossier is from, as answered. */
export type Applicant = {
  name: string
  personalId: string | null
  phone: string | null
  email: string | null
  address: unknown
}

/** What the province knows of an official besides the posts. */
export type Known = { name: string; phone: string | null; residence: { commune: string; line: string } | null }

export const warnings = ['same_household', 'same_surname_and_address', 'fee_due'] as const
export type Warning = (typeof warnings)[number]

/**
 * Whether an official may stand too near to an applicant: one telephone or one address is one household; one surname at one house
 * number of a commune may be a relative. Refused is only the own cause: in a village many share both, so this warns and is kept.
 */
export function nearnessOf(official: Known, applicant: Pick<Applicant, 'name' | 'phone' | 'address'>): Warning | null {
  if (official.phone && digits(official.phone) === digits(applicant.phone ?? '')) return 'same_household'
  const { commune, line } = (applicant.address ?? {}) as { commune?: unknown; line?: unknown }
  const home = official.residence
  if (!home || home.commune !== commune || typeof line !== 'string') return null
  if (plain(home.line) === plain(line)) return 'same_household'
  const sameHouse = houseNumber(home.line) !== undefined && houseNumber(home.line) === houseNumber(line)
  return sameHouse && surname(official.name) === surname(applicant.name) ? 'same_surname_and_address' : null
}

const plain = (text: string) =>
  withoutAccents(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
const digits = (phone: string) => phone.replace(/\D/g, '').replace(/^84/, '0')
const houseNumber = (line: string) => /\d+/.exec(line)?.[0]
const surname = (name: string) => plain(name).split(' ')[0]

/** 'trễ hẹn 2 giờ làm việc': by how much working time a promise was missed. */
export const formatLate = (ms: number, language: Language): string =>
  formatTimeLeft(-Math.max(ms, 1), language).replace(/^trễ /, 'trễ hẹn ')
