// The law of a dossier a second time, written from the articles and from nothing of this module: model.test.ts lets the server and this
// page decide the same acts. Minutes are counted from Monday 4 October 2021, 00:00; no day off falls into the next twelve weeks.
const moving = ['registered', 'received', 'processing']
const waiting = ['awaiting_supplement', 'awaiting_payment']
const desk = { by: 'desk', roles: ['officer'] }
const holder = { by: 'holder', roles: ['officer', 'specialist', 'leader'] }
const applicant = { by: 'applicant or desk', roles: ['officer', 'citizen'] }

/** What may be done to a dossier: by whom, in which states, and what it becomes. */
export const acts = {
  send: { by: 'anyone', roles: ['citizen'], from: ['none'], to: 'registered' },
  takeIn: { ...desk, from: ['none'], to: 'received' },
  receive: { ...desk, from: ['registered'], to: 'received' },
  refuse: { ...desk, from: ['registered'], to: 'refused' },
  askSupplement: { ...holder, from: moving, to: 'awaiting_supplement' },
  supply: { ...applicant, from: ['awaiting_supplement'], to: 'as before' },
  forward: { ...desk, from: ['received'], to: 'processing' },
  handOver: { ...holder, from: ['processing'], to: 'processing' },
  giveBack: { ...holder, from: ['processing'], to: 'processing' },
  askOpinion: { ...holder, from: ['processing'], to: 'processing' },
  giveOpinion: { ...holder, by: 'asked', from: ['processing', ...waiting], to: 'the same' },
  apologise: { by: 'head', roles: ['leader'], from: ['received', 'processing'], to: 'the same' },
  askPayment: { ...holder, from: ['processing'], to: 'awaiting_payment' },
  confirmPayment: { ...desk, from: ['awaiting_payment'], to: 'processing' },
  decide: { ...holder, from: ['received', 'processing'], to: 'decided' },
  returnResult: { ...desk, from: ['decided'], to: 'returned' },
  withdraw: { ...applicant, by: 'applicant or desk of filing', from: [...moving, ...waiting], to: 'withdrawn' },
  stop: { ...holder, from: ['processing', ...waiting], to: 'stopped' },
  void: { ...desk, from: ['received'], to: 'stopped' }
}
export const ends = ['refused', 'withdrawn', 'stopped', 'returned']
export type Act = keyof typeof acts
type Post = { office: number; post: string; role: string }
export type Someone = { id: string; identity: string | null; citizen: boolean; posts: Post[] }
/** `limit`: working days, or the same day for what comes before 15:00. */
type Station = { office: number; post: string; decides?: boolean }
export type Law = { stations: Station[]; limit: number | 'same day'; supplements: number; anew: boolean }

/** `account` it was sent from; `left`: working minutes while the clock stands still, below zero for one that was late. */
// biome-ignore format: few rows
export const draft = (law: Law, identity: string) => ({
  law, identity, account: null as string | null, receiver: null as string | null,
  state: 'none', before: 'none', station: 0, asked: 0, receivedAt: 0, started: 0,
  answerDue: null as number | null, due: null as number | null, left: null as number | null,
  passOnBy: null as number | null, passedOnLate: false, inLastTenth: false, redated: false, redatedLate: false,
  advised: false, adviceDue: null as number | null
})
export type Dossier = ReturnType<typeof draft>

/** Whom the model lets be asked for an opinion, and within how many working minutes. */
export const [adviser, adviceTime] = [{ office: 12208, post: 'leader' }, 960]

/** What the server must answer: 201, or the kind of no. */
// biome-ignore format: few rows
export function judge(dossier: Dossier, act: Act, who: Someone, now: number): number {
  const { by, roles, from } = acts[act]
  const { law, identity, state } = dossier
  const holds = (office: number, what: Partial<Post>) => who.posts.some((held) =>
    held.office === office && held.post === (what.post ?? held.post) && held.role === (what.role ?? held.role))
  const first = law.stations[0] as Station
  const isDesk = holds(first.office, { role: 'officer' })
  if (!roles.some((role) => (role === 'citizen' ? who.citizen : who.posts.some((held) => held.role === role)))) return 403
  if (act === 'takeIn' && (!isDesk || who.identity === identity)) return isDesk ? 409 : 422
  if (act === 'send' || act === 'takeIn') return state === 'none' ? 201 : 409
  // Who takes no part in it is not even told that it exists; who was asked for an opinion takes part.
  const isApplicant = dossier.account === who.id
  const isAsked = dossier.advised && holds(adviser.office, { post: adviser.post })
  const takesPart = [...law.stations, ...(dossier.advised ? [adviser] : [])].some(({ office }) => holds(office, {}))
  if (state === 'none' || (!isApplicant && !takesPart)) return 404
  const station = law.stations[dossier.station] as Station
  const atDesk = state === 'decided' || state === 'returned'
  const isHolder = (!atDesk || station.office === first.office) && holds(station.office, { post: station.post })
  const theirs = {
    desk: isDesk, holder: isHolder, asked: isAsked, head: holds(station.office, { role: 'leader' }), 'applicant or desk': isApplicant || isDesk,
    'applicant or desk of filing': isApplicant || (isDesk && dossier.account === null)
  }[by]
  if (!theirs || (act === 'void' && dossier.receiver !== who.id)) return 403
  const asApplicant = isApplicant && by?.startsWith('applicant')
  const adviceAwaited = dossier.adviceDue !== null && dossier.adviceDue > now
  const forbidden =
    !from.includes(state) ||
    // Nobody acts in their own cause, under whichever account it was filed, and who receives does not decide.
    ((isApplicant || who.identity === identity) && !asApplicant) ||
    (act === 'decide' && (dossier.receiver === who.id || !station.decides)) ||
    // The station that decides does not pass on undecided.
    ((act === 'forward' || act === 'handOver') && station.decides) ||
    // One answer of a seat is awaited at a time; after its limit silence has agreed (Decree 61/2018 art. 19).
    (act === 'askOpinion' && adviceAwaited) || (act === 'giveOpinion' && !adviceAwaited) || (act === 'apologise' && dossier.redated) ||
    (act === 'giveBack' && dossier.station < 2) ||
    (act === 'askSupplement' && dossier.asked >= law.supplements) ||
    (act === 'void' && dayOf(dossier.receivedAt) !== dayOf(now))
  return forbidden ? 409 : 201
}

/** The dossier after an act that is allowed. */
// biome-ignore format: few rows
export function perform(old: Dossier, act: Act, who: Someone, now: number): Dossier {
  const [{ law }, { to }] = [old, acts[act]]
  const next: Dossier = { ...old, state: { 'as before': old.before, 'the same': old.state }[to] ?? to }
  if (act === 'send') next.account = who.id
  // Eight working hours to answer what comes online (Decree 45/2020 art. 11), anew after it was completed.
  next.answerDue = next.state === 'registered' ? momentAt(worked(now) + 8 * 60) : null
  if (act === 'receive' || act === 'takeIn') Object.assign(next, { receiver: who.id, receivedAt: now, started: now, due: dueFrom(law, now) })
  // Passed on the same working day, after 15:00 in the morning of the next one (Decree 61/2018 art. 18).
  if (['receive', 'takeIn', 'supply'].includes(act) && next.state === 'received') next.passOnBy = passOnBy(law, now)
  if (act === 'forward') next.passedOnLate = old.passOnBy !== null && old.passOnBy < now
  if (act === 'askOpinion') Object.assign(next, { advised: true, adviceDue: momentAt(worked(now) + adviceTime) })
  if (act === 'giveOpinion') next.adviceDue = null
  // Once, and before the promised day (Decree 61/2018 art. 19).
  if (act === 'apologise') Object.assign(next, { redated: true, redatedLate: dayOf(now) > dayOf(old.receivedAt) && dayOf(now) >= dayOf(old.due ?? now) })
  const left = old.due === null ? null : worked(old.due) - worked(now)
  if (act === 'askSupplement' || act === 'askPayment') Object.assign(next, { before: old.state, left })
  const whole = worked(dueFrom(law, old.started)) - worked(old.started)
  if (act === 'askSupplement') Object.assign(next, { asked: old.asked + 1, inLastTenth: old.inLastTenth || (left !== null && left * 10 < whole) })
  if ((act === 'supply' || act === 'confirmPayment') && old.left !== null) {
    const anew = act === 'supply' && law.anew
    Object.assign(next, anew ? { due: dueFrom(law, now), started: now } : { due: momentAt(worked(now) + old.left) })
    next.left = null
  }
  if (act === 'giveBack') next.station--
  if (['forward', 'handOver', 'decide'].includes(act)) next.station = Math.min(old.station + 1, law.stations.length - 1)
  return next
}

const dayOf = (minute: number) => Math.floor(minute / 1440)
const workingDays = (before: number) => Math.floor(before / 7) * 5 + Math.min(before % 7, 5)
/** Working minutes (Monday to Friday, 07:30–11:30 and 13:30–17:30) that have passed. */
function worked(minute: number): number {
  const within = (from: number) => (dayOf(minute) % 7 < 5 ? Math.min(240, Math.max(0, (minute % 1440) - from)) : 0)
  return workingDays(dayOf(minute)) * 480 + within(450) + within(810)
}

/** When so many working minutes have passed: at the end of a stretch, not at the beginning of the next. */
function momentAt(minutes: number): number {
  const days = Math.ceil(minutes / 480) - 1
  const rest = minutes - days * 480
  return (Math.floor(days / 5) * 7 + (days % 5)) * 1440 + rest + (rest <= 240 ? 450 : 570)
}

/** The day of receipt is not counted (Civil Code art. 147); a limit of the same day runs to its close, after 15:00 to the next one's. */
function dueFrom({ limit }: Law, now: number): number {
  const byTonight = workingDays(dayOf(now) + 1)
  if (limit !== 'same day') return momentAt((byTonight + limit) * 480)
  return momentAt((dayOf(now) % 7 < 5 && now % 1440 <= 15 * 60 ? byTonight : byTonight + 1) * 480)
}

function passOnBy(law: Law, now: number): number | null {
  const close = dueFrom({ ...law, limit: 'same day' }, now)
  return law.stations[0]?.decides ? null : dayOf(close) === dayOf(now) ? close : dayOf(close) * 1440 + 11 * 60 + 30
}
