import { readTable } from '@motcua/kernel/rules/table'
import { addWorkingTime, dayOf, momentOf } from '@motcua/kernel/rules/calendar'
import { citizensTable } from '../../../data/province.ts'
import { answersOf } from './answers.ts'
import type { Citizen } from './cast.ts'
import type { Course } from './course.ts'
import { type Plan, type Story, tellCourse } from './dossiers.ts'

const day = 86_400_000
const hour = 3_600_000
/** Two people of the table, of whom the page of sign-ins offers the first; both open a shop in one ward. */
const people = ['quocbao@demo.motcua.vn', 'dinhkhoa@demo.motcua.vn']
const ward = '19777'

/**
 * Two household businesses that an office has let lie for days: what “Gửi nhắc” is for, in the hands of people who can be tried out. What
 * is drawn for everybody else gives such a case only by chance.
 */
export function tellLateMatters(plan: Plan, until: Date): Story[] {
  const offer = plan.offers.find(({ procedure }) => procedure.code === '1.001612')
  if (!offer) return []
  return people.map((email) => {
    const citizen = citizenNamed(email)
    const filedOn = dayOf(new Date(until.getTime() - 14 * day))
    const at = (hours: number) => addWorkingTime(momentOf(filedOn, '00:00'), hours * hour, plan.calendar).at
    const course: Course = {
      way: 'online',
      acts: [
        { verb: 'send', at: at(1), by: 'applicant' },
        { verb: 'receive', at: at(3), by: 'desk' },
        { verb: 'forward', at: at(3.5), by: 'desk' }
      ]
    }
    return tellCourse(plan, { offer, citizen, day: filedOn, answers: answersOf(offer.procedure, offer.sample, citizen, filedOn), course }, until) // biome-ignore format: one story
  })
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
export const lateApplicants = (): string[] => people.map((email) => citizenNamed(email).person.personId)
