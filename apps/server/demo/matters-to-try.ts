import { readTable } from '@motcua/kernel/rules/table'
import { addWorkingTime, type Calendar, dayOf, momentOf, workingTimeBetween } from '@motcua/kernel/rules/calendar'
import { citizensTable } from '../../../data/province.ts'
import { answersOf } from './answers.ts'
import type { Citizen } from './cast.ts'
import type { Act, By, Course } from './course.ts'
import { type Plan, type Story, tellCourse } from './dossiers.ts'

const day = 86_400_000
const hour = 3_600_000
/** Two people of the table, of whom the page of sign-ins offers the first; both open a shop in one ward. */
const people = ['quocbao@demo.motcua.vn', 'dinhkhoa@demo.motcua.vn']
const ward = '19777'
/** The commune whose officers the page of sign-ins offers. */
export const tried = '19756'

/**
 * What those who can be tried out find before them, which would come to them only by chance from what is drawn for everybody: at one
 * commune's desk something to answer, to work at, to sign, to hand over, stopped and late; and two household businesses that an office has
 * let lie for days, which is what “Gửi nhắc” is for.
 */
export function tellMattersToTry(plan: Plan, until: Date): Story[] {
  const tell = (code: string, citizen: Citizen, filedOn: string, course: Course): Story[] => {
    const offer = plan.offers.find(({ procedure }) => procedure.code === code)
    if (!offer) return []
    const answers = answersOf(offer.procedure, offer.sample, citizen, filedOn)
    return [tellCourse(plan, { offer, citizen, day: filedOn, answers, course }, until)]
  }
  const lateSince = dayOf(new Date(until.getTime() - 14 * day))
  const late = people.flatMap((email) =>
    tell('1.001612', citizenNamed(email), lateSince, courseFrom(lateSince, online(1, 3, 3.5), plan.calendar))
  )
  const lying = matters.flatMap(({ code, daysAgo, steps }, i) => {
    const citizen = plan.cast.citizens[(i * 5) % plan.cast.citizens.length]
    const filedOn = workingDayBefore(until, daysAgo, plan.calendar)
    return citizen ? tell(code, { ...citizen, commune: tried }, filedOn, courseFrom(filedOn, steps, plan.calendar)) : []
  })
  return [...late, ...lying]
}

type Step = { verb: Act['verb']; afterHours: number; by: By }

/** Each goes as far as hours are said: so many working hours after the morning of the filing. */
const along =
  (...way: Omit<Step, 'afterHours'>[]) =>
  (...hours: number[]): Step[] =>
    way.slice(0, hours.length).map((step, i) => ({ ...step, afterHours: hours[i] ?? 0 }))

const online = along(
  { verb: 'send', by: 'applicant' },
  { verb: 'receive', by: 'desk' },
  { verb: 'forward', by: 'desk' }
)
const atDesk = along(
  { verb: 'takeIn', by: 'desk' },
  { verb: 'forward', by: 'desk' },
  { verb: 'handOver', by: { step: 1 } },
  { verb: 'decide', by: { step: 2 } }
)

const [birth, marriage, allowance] = ['1.001193', '1.000894', '1.001776'] as const
/** At the commune's desk: filed so many working days ago, and how far it has come. */
const matters: { code: string; daysAgo: number; steps: Step[] }[] = [
  { code: birth, daysAgo: 0, steps: online(0.1) },
  { code: marriage, daysAgo: 1, steps: online(7.6) },
  { code: birth, daysAgo: 1, steps: online(7.9) },
  { code: birth, daysAgo: 1, steps: atDesk(6.6, 7) },
  { code: marriage, daysAgo: 1, steps: atDesk(6.1, 6.4, 7.7) },
  { code: birth, daysAgo: 1, steps: atDesk(6.8, 7, 7.9) },
  { code: birth, daysAgo: 2, steps: atDesk(1, 1.3, 3, 5) },
  { code: birth, daysAgo: 3, steps: atDesk(2, 2.2, 4, 6) },
  { code: birth, daysAgo: 4, steps: [...atDesk(3, 3.5), { verb: 'apologise', afterHours: 7.8, by: { step: 2 } }] },
  {
    code: birth,
    daysAgo: 3,
    steps: [...online(1, 2, 2.5), { verb: 'askSupplement', afterHours: 4, by: { step: 1 } }]
  },
  { code: allowance, daysAgo: 2, steps: atDesk(2, 4) },
  { code: allowance, daysAgo: 9, steps: atDesk(3, 6) }
]

function courseFrom(filedOn: string, steps: Step[], calendar: Calendar): Course {
  const acts = steps.map(({ verb, by, afterHours }) => ({
    verb,
    by,
    at: addWorkingTime(momentOf(filedOn, '00:00'), afterHours * hour, calendar).at
  }))
  return { way: acts[0]?.verb === 'send' ? 'online' : 'desk', acts: acts as Act[] }
}

/** The day itself for 0, also where nobody works on it. */
function workingDayBefore(moment: Date, days: number, calendar: Calendar): string {
  let at = dayOf(moment)
  for (let left = days; left > 0; ) {
    at = dayOf(new Date(momentOf(at, '12:00').getTime() - day))
    const midnight = momentOf(at, '00:00')
    if (workingTimeBetween(midnight, new Date(midnight.getTime() + day), calendar) > 0) left--
  }
  return at
}

function citizenNamed(email: string): Citizen {
  const rows = readTable(citizensTable(), ['id', 'name', 'sex', 'born_on', 'personal_id', 'phone', 'email', 'line'])
  const row = rows.find((each) => each.email === email)
  if (!row) throw new Error(`No citizen signs in as ${email}.`)
  return {
    person: {
      kind: 'person',
      personId: row.id,
      name: row.name,
      roles: ['citizen'],
      appointments: [],
      offices: [],
      reach: 'own'
    },
    sex: row.sex === 'male' ? 'male' : 'female',
    bornOn: row.born_on,
    personalId: row.personal_id,
    phone: row.phone,
    commune: ward,
    line: row.line
  }
}

/** Who besides the cast needs a file to hand in. */
export const peopleToTry = (): string[] => people.map((email) => citizenNamed(email).person.personId)
