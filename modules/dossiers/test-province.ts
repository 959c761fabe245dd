import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Person } from '@motcua/kernel'
import { publishCalendar } from '@motcua/kernel/calendar'
import { type Role, storeFile } from '@motcua/kernel/contract'
import { kernelModule } from '@motcua/kernel/module'
import type { Answers } from '@motcua/kernel/rules/form'
import { aPdf, aServer, type TestServer } from '@motcua/kernel/testing'
import { publishVersion } from '@motcua/procedures'
import type { Procedure } from '@motcua/procedures/rules'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import { completeAnswers } from '../../data/procedures/answers.ts'
import { decideDossier, forwardDossier, handOverDossier, sendDossier, takeInDossier } from './contract.ts'
import { dossiers } from './index.ts'

/** A small province for tests: one district, two communes, an official in every post the two procedures need, two citizens. */
export type TestProvince = TestServer & {
  birth: string
  business: string
  officials: Record<OfficialName, Person>
  citizens: [Person, Person]
  /** Publishes one more procedure; gives its version. */
  publish: (procedure: Procedure) => Promise<string>
  /** Stores a small PDF brought by this person; gives its hash. */
  bring: (person: Person, text?: string) => Promise<string>
}

const offices = [
  [1, 'H57', 'provincial_committee', 'province', null, '46'],
  [122, 'H57.22', 'district_committee', 'district', 1, '474'],
  [12281, 'H57.22/TT', 'district_centre', 'district', 122, '474'],
  [12282, 'H57.22/TC', 'district_finance', 'district', 122, '474'],
  [12203, 'H57.22.03', 'commune_committee', 'commune', 122, '19756'],
  [12208, 'H57.22.08', 'commune_committee', 'commune', 122, '19777']
] as const

const posts = {
  deskOfficer: [12203, 'officer', 'officer'],
  secondDeskOfficer: [12203, 'officer', 'officer'],
  civilStatus: [12203, 'civil_status_officer', 'specialist'],
  chair: [12203, 'leader', 'leader'],
  otherDeskOfficer: [12208, 'officer', 'officer'],
  otherChair: [12208, 'leader', 'leader'],
  districtOfficer: [12281, 'officer', 'officer'],
  finance: [12282, 'specialist', 'specialist'],
  financeHead: [12282, 'leader', 'leader']
} as const satisfies Record<string, [number, string, Role]>
export type OfficialName = keyof typeof posts

const readProcedure = (code: string): Procedure =>
  JSON.parse(readFileSync(new URL(`../../data/procedures/${code}.json`, import.meta.url), 'utf8'))

export const birthProcedure = readProcedure('1.001193')
export const businessProcedure = readProcedure('1.001612')

export async function aProvince({ now = '2021-12-29T09:00:00+07:00' } = {}): Promise<TestProvince> {
  const server = await aServer({
    modules: [kernelModule, dossiers],
    now
  })
  const { asOwner, as } = server
  await asOwner(`insert into kernel.area (code, level, kind, name, parent_code, in_force) values
    ('46', 'province', 'tỉnh', 'Thừa Thiên Huế', null, '[2021-07-01,)'), ('474', 'district', 'thành phố', 'Huế', '46', '[2021-07-01,)'),
    ('19756', 'commune', 'phường', 'Gia Hội', '474', '[2021-07-01,)'), ('19777', 'commune', 'phường', 'Vỹ Dạ', '474', '[2021-07-01,)')`)
  for (const [id, code, kind, level, parent, area] of offices)
    await asOwner(
      `insert into kernel.office (id, code, kind, level, name_vi, name_en, parent_id, area_code, in_force) values ($1, $2, $3, $4, $5, $6, $7, $8, '[2021-07-01,)')`,
      [id, code, kind, level, `Cơ quan ${code}`, `Office ${code}`, parent, area]
    )
  const aPerson = async (name: string, kind: 'official' | 'citizen', personalId: string | null): Promise<Person> => {
    const personId = randomUUID()
    await asOwner(
      'insert into kernel.person (id, kind, name, personal_id, created_at) values ($1, $2, $3, $4, now())',
      [personId, kind, name, personalId]
    )
    return {
      kind: 'person',
      personId,
      name,
      roles: kind === 'citizen' ? ['citizen'] : [],
      appointments: [],
      offices: [],
      reach: 'own'
    }
  }
  const officials = {} as Record<OfficialName, Person>
  for (const [name, [office, post, role]] of Object.entries(posts)) {
    const person = await aPerson(name, 'official', name === 'secondDeskOfficer' ? '046090000099' : null)
    officials[name as OfficialName] = {
      ...person,
      roles: [role],
      appointments: [{ office, post, role }],
      offices: [office]
    }
    await asOwner(
      `insert into kernel.appointment (person_id, office_id, post, role, in_force) values ($1, $2, $3, $4, '[2021-07-01,)')`,
      [person.personId, office, post, role]
    )
  }
  const citizens: [Person, Person] = [
    await aPerson('Nguyễn Thị Hoa', 'citizen', '046190000011'),
    await aPerson('Trần Văn Nam', 'citizen', '046090000022')
  ]
  const publish = (procedure: Procedure) => server.act((ctx) => publishVersion(ctx, procedure, '2021-07-01'))
  const { edition: _, ...source } = provinceCalendar
  await server.act((ctx) =>
    publishCalendar(ctx, source, createHash('sha256').update(JSON.stringify(source)).digest('hex'))
  )
  const bring = async (person: Person, text = 'tệp mẫu') => {
    const bytes = aPdf(text)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const stored = await as(person)(storeFile, { params: { sha256 }, body: bytes })
    if (stored.status !== 200) throw new Error(`file not stored: ${stored.text}`)
    return sha256
  }
  return {
    ...server,
    birth: await publish(birthProcedure),
    business: await publish(businessProcedure),
    officials,
    citizens,
    publish,
    bring
  }
}

const answersTo = (code: string): Answers => {
  const answers = completeAnswers[code]
  if (!answers) throw new Error(`There is no form filled in for ${code}.`)
  return answers
}

/** Answers of a birth registered in time, to married parents in Gia Hội. */
export const birthAnswers = answersTo('1.001193')

/** Answers of one person who opens a shop in Vỹ Dạ. */
export const businessAnswers = answersTo('1.001612')

const aBirth = (version: string, sha256: string) => ({
  id: randomUUID(),
  procedure: '1.001193',
  version,
  answers: birthAnswers,
  papers: [{ code: 'medical_birth_certificate', sha256, name: 'giay-chung-sinh.pdf' }]
})

/** A birth that this person sends in; gives its id. */
export async function aBirthSentBy({ as, birth, bring }: TestProvince, person: Person): Promise<string> {
  const sent = await as(person)(sendDossier, { body: aBirth(birth, await bring(person)) })
  if (sent.status !== 201) throw new Error(`not sent: ${sent.text}`)
  return sent.body.id
}

/** A birth that the desk takes in, with what it scanned. */
export async function aBirthAtTheDesk({ as, birth, bring, officials }: TestProvince) {
  const scanned = await bring(officials.deskOfficer, 'giấy chứng sinh do quầy quét')
  const taken = await as(officials.deskOfficer)(takeInDossier, { body: aBirth(birth, scanned) })
  if (taken.status !== 201) throw new Error(`not taken in: ${taken.text}`)
  const { id, number, trackingCode } = taken.body
  return { id, number, trackingCode, scanned }
}

/** Leads a birth on to its result; gives the hash of that. */
export async function decideBirth({ as, bring, officials }: TestProvince, id: string): Promise<string> {
  const { deskOfficer, civilStatus, chair } = officials
  const params = { id }
  await as(deskOfficer)(forwardDossier, { params })
  await as(civilStatus)(handOverDossier, { params, body: {} })
  const sha256 = await bring(chair, 'giấy khai sinh')
  const body = { outcome: 'granted' as const, result: { sha256, name: 'giay-khai-sinh.pdf' } }
  const decided = await as(chair)(decideDossier, { params, body })
  if (decided.status !== 201) throw new Error(`not decided: ${decided.text}`)
  return sha256
}
