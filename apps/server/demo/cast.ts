import type { Person } from '@motcua/kernel'
import type { Role } from '@motcua/kernel/contract'
import { uuidV7 } from '@motcua/kernel/rules/numbers'
import { readTable, writeTable } from '@motcua/kernel/rules/table'
import { nameParts, officialsTable, organisationTables } from '../../../data/province.ts'
import type { Chance } from './chance.ts'

/** Everybody who can act in a demonstration: officials by seat, and citizens drawn for it. */
export type Cast = {
  /** Who holds a post of an office, deputies included. */
  officialsAt: (office: number, post: string) => Person[]
  /** Keys of all officials. */
  officials: string[]
  citizens: Citizen[]
  /** The one office of that kind for a commune, as the structure of 2021 has it. */
  officeOf: (seat: { level: string; unit: string }, commune: string) => number
  /** The citizens as a table that the import takes. */
  citizensTable: string
}

export type Citizen = {
  person: Person
  sex: 'male' | 'female'
  bornOn: string
  personalId: string
  phone: string
  commune: string
  line: string
}

const streets = [
  '12 Chi Lăng',
  '45 Nguyễn Sinh Cung',
  'Tổ 3',
  'Thôn 2',
  '7/15 Hải Triều',
  'Thôn Đông',
  '88 Bà Triệu',
  'Xóm Chợ'
]

/** Draws the cast: the officials are those of the tables, the citizens are as many as asked for, spread over all communes. */
export function castOf(chance: Chance, citizens: number): Cast {
  const seats = seatsOf()
  // Some communes have ten times the people of others.
  const communes = seats.communes.map((commune, i) => [commune, 1 / (1 + ((i * 7) % 10))] as const)
  const drawn = Array.from({ length: citizens }, (_, i) => drawCitizen(chance, i, communes))
  const rows = drawn.map(({ person, bornOn, personalId, phone }) => ({
    id: person.personId,
    name: person.name,
    born_on: bornOn,
    personal_id: personalId,
    phone,
    email: ''
  }))
  return {
    officialsAt: (office, post) => seats.holders.get(`${office} ${post}`) ?? [],
    officials: [...new Set([...seats.holders.values()].flat().map(({ personId }) => personId))],
    citizens: drawn,
    officeOf: seats.officeOf,
    citizensTable: writeTable(
      ['Source: drawn for the demonstration; nobody real is meant.'],
      ['id', 'name', 'born_on', 'personal_id', 'phone', 'email'],
      rows
    )
  }
}

function seatsOf() {
  const tables = organisationTables()
  const offices = readTable(tables.offices, ['id', 'code', 'kind', 'area_code'])
  const staffing = new Map(readTable(tables.kinds, ['kind', 'staffing']).map((row) => [row.kind, row.staffing]))
  const posts = readTable(tables.posts, ['staffing', 'post', 'role', 'acts_for'])
  const byCode = new Map(offices.map((office) => [office.code, office]))
  const holders = new Map<string, Person[]>()
  for (const { id, name, office: code, post } of readTable(officialsTable(), ['id', 'name', 'office', 'post'])) {
    const office = byCode.get(code)
    if (!office) throw new Error(`${name} sits in ${code}, which is no office.`)
    const known = posts.filter((row) => row.staffing === staffing.get(office.kind))
    const own = known.find((row) => row.post === post)
    const held = known.filter((row) => row === own || own?.acts_for.split(' ').includes(row.post))
    const appointments = held.map((row) => ({ office: Number(office.id), post: row.post, role: row.role as Role }))
    const person: Person = {
      kind: 'person',
      personId: id,
      name,
      roles: [...new Set(appointments.map(({ role }) => role))],
      appointments,
      offices: [Number(office.id)],
      reach: 'own'
    }
    for (const row of held) {
      const seat = `${office.id} ${row.post}`
      holders.set(seat, [...(holders.get(seat) ?? []), person])
    }
  }
  const communes = readTable(tables.communes, ['commune_code', 'district_code'])
  const districtOf = new Map(communes.map((row) => [row.commune_code, row.district_code]))
  const [province] = readTable(tables.province, ['code'])
  const bySeat = new Map(offices.map((office) => [`${office.kind} ${office.area_code}`, Number(office.id)]))
  const officeOf = ({ level, unit }: { level: string; unit: string }, commune: string): number => {
    const area = level === 'commune' ? commune : level === 'district' ? districtOf.get(commune) : province?.code
    const office = bySeat.get(`${unit} ${area}`)
    if (office === undefined) throw new Error(`There is no ${unit} for ${commune}.`)
    return office
  }
  return { holders, officeOf, communes: communes.map((row) => row.commune_code) }
}

const names = nameParts()

/** Born between 1945 and 2003; the number follows the rule: province, century and sex, year, six digits that nobody else has. */
function drawCitizen(chance: Chance, serial: number, communes: (readonly [string, number])[]): Citizen {
  const sex = chance.pick(['male', 'female'] as const)
  const year = Math.floor(chance.between(1945, 2004))
  const bornOn = `${year}-${two(chance.between(1, 13))}-${two(chance.between(1, 29))}`
  const century = (year < 2000 ? 0 : 2) + (sex === 'female' ? 1 : 0)
  const part = (name: string) => chance.weighted(names.get(name) ?? [])
  return {
    person: {
      kind: 'person',
      personId: uuidV7(new Date('2021-07-01T00:00:00+07:00'), chance.bytes(10)),
      name: `${part('surname')} ${part(`${sex}_middle`)} ${part(`${sex}_given`)}`,
      roles: ['citizen'],
      appointments: [],
      offices: [],
      reach: 'own'
    },
    sex,
    bornOn,
    personalId: `046${century}${String(year).slice(2)}${String(900_000 - serial).padStart(6, '0')}`,
    phone: `0900${String(100_000 + serial).slice(-6)}`,
    commune: chance.weighted(communes),
    line: chance.pick(streets)
  }
}

const two = (number: number): string => String(Math.floor(number)).padStart(2, '0')
