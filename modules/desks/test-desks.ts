import { createHash, randomUUID } from 'node:crypto'
import type { Person } from '@motcua/kernel'
import { publishCalendar } from '@motcua/kernel/calendar'
import { kernelModule } from '@motcua/kernel/module'
import { aServer } from '@motcua/kernel/testing'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import * as contract from './contract.ts'
import { desks } from './index.ts'
import type { Priority } from './rules.ts'

export const ward = 12203
export const other = 12208
export const nobodysOffice = 122
export const everybody = { kind: 'public' } as const

/** Two wards, three officers in one and one in the other, on a Wednesday morning. */
export async function twoDesks() {
  const server = await aServer({ modules: [kernelModule, desks], now: '2021-12-29T09:00:00+07:00' })
  const { asOwner, as } = server
  for (const [id, code] of [
    [ward, 'H57.22.03'],
    [other, 'H57.22.08'],
    [nobodysOffice, 'H57.22']
  ])
    await asOwner(
      `insert into kernel.office (id, code, kind, level, name_vi, name_en, area_code, in_force)
       values ($1, $2, 'commune_committee', 'commune', $3, $4, '19756', '[2021-07-01,)')`,
      [id, code, `Phường ${code}`, `Ward ${code}`]
    )
  const anOfficer = async (name: string, office: number): Promise<Person> => {
    const personId = randomUUID()
    await asOwner(`insert into kernel.person (id, kind, name, created_at) values ($1, 'official', $2, now())`, [
      personId,
      name
    ])
    await asOwner(
      `insert into kernel.appointment (person_id, office_id, post, role, in_force) values ($1, $2, 'officer', 'officer', '[2021-07-01,)')`,
      [personId, office]
    )
    const appointments = [{ office, post: 'officer', role: 'officer' as const }]
    return { kind: 'person', personId, name, roles: ['officer'], appointments, offices: [office], reach: 'own' }
  }
  const officers = [await anOfficer('Mai', ward), await anOfficer('Lan', ward), await anOfficer('Hà', other)] as const
  const { edition: _, ...source } = provinceCalendar
  const edition = createHash('sha256').update(JSON.stringify(source)).digest('hex')
  await server.act((ctx) => publishCalendar(ctx, source, edition))
  const take = async (priority?: Priority, office = ward, who: Parameters<typeof as>[0] = everybody) =>
    as(who)(contract.takeNumber, { params: { office }, body: { id: randomUUID(), ...(priority ? { priority } : {}) } })
  const call = async (officer: Person, counter = 1) =>
    (await as(officer)(contract.callNext, { params: { office: ward }, body: { counter } })).body
  const follow = async (id: string) => (await as(everybody)(contract.followNumber, { params: { id } })).body
  return { ...server, officers, take, call, follow }
}
