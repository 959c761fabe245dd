import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Person } from '@motcua/kernel'
import { publishCalendar } from '@motcua/kernel/calendar'
import { type Role, storeFile } from '@motcua/kernel/contract'
import { importOfficials, importOrganisations } from '@motcua/kernel/import'
import { kernelModule } from '@motcua/kernel/module'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { aPdf, aServer } from '@motcua/kernel/testing'
import { publishVersion } from '@motcua/procedures'
import { demandsFile, feesOf, requiredPapers } from '@motcua/procedures/rules'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import { completeAnswers } from '../../data/procedures/answers.ts'
import { officialsTable, organisationTables, publishedProcedures } from '../../data/province.ts'
import * as contract from './contract.ts'
import { dossiers } from './index.ts'

const { act, asOwner, as, clock } = await aServer({
  modules: [kernelModule, dossiers],
  now: '2021-12-29T09:00:00+07:00'
})

await act(async (ctx) => {
  await importOrganisations(ctx, organisationTables())
  await importOfficials(ctx, officialsTable())
  await publishCalendar(ctx, provinceCalendar, createHash('sha256').update('test').digest('hex'))
})

const citizen: Person = {
  kind: 'person',
  personId: randomUUID(),
  name: 'Lê Thị Mai',
  roles: ['citizen'],
  appointments: [],
  offices: [],
  reach: 'own'
}
await asOwner(`insert into kernel.person (id, kind, name, created_at) values ($1, 'citizen', $2, now())`, [
  citizen.personId,
  citizen.name
])

/** The person appointed to a post of an office, with every post they hold there. */
async function holder(office: number, post: string): Promise<Person> {
  const rows = await asOwner<{ id: string; name: string; post: string; role: Role }>(
    `select person.id, person.name, held.post, held.role
       from kernel.appointment own
       join kernel.appointment held on held.person_id = own.person_id and held.office_id = own.office_id
       join kernel.person on person.id = own.person_id
      where own.office_id = $1 and own.post = $2
        and own.person_id = (select min(person_id::text)::uuid from kernel.appointment where office_id = $1 and post = $2)`,
    [office, post]
  )
  assert.ok(rows[0], `nobody is ${post} in ${office}`)
  return {
    kind: 'person',
    personId: rows[0].id,
    name: rows[0].name,
    roles: [...new Set(rows.map(({ role }) => role))],
    appointments: rows.map((row) => ({ office, post: row.post, role: row.role })),
    offices: [office],
    reach: 'own'
  }
}

async function bring(person: Person, text: string): Promise<string> {
  const bytes = aPdf(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const stored = await as(person)(storeFile, { params: { sha256 }, body: bytes })
  assert.equal(stored.status, 200, stored.text)
  return sha256
}

for (const { procedure, from } of publishedProcedures())
  test(`${procedure.shortName.vi}: filed, received, passed from seat to seat, decided and handed over`, async () => {
    const version = await act((ctx) => publishVersion(ctx, procedure, from))
    const answers = completeAnswers[procedure.code] ?? {}
    const today = dayOf(clock.now())
    const online = procedure.ways.includes('online')
    const id = randomUUID()
    const papersOf = async (person: Person) =>
      Promise.all(
        requiredPapers(procedure, answers, today)
          .filter(demandsFile)
          .map(async ({ code }) => ({
            code,
            name: `${code}.pdf`,
            sha256: await bring(person, `${procedure.code} ${code}`)
          }))
      )
    const filing = { id, procedure: procedure.code, version, answers: answers as never }
    const params = { id }
    const route = async () =>
      (
        await asOwner<{ route: { office: number; post: string; decides: boolean }[] }>(
          'select route from dossiers.dossier where id = $1',
          [id]
        )
      )[0]?.route ?? []

    const fee = feesOf(procedure, answers, today).reduce((sum, { amount }) => sum + amount, 0)
    if (online) {
      const sent = await as(citizen)(contract.sendDossier, { body: { ...filing, papers: await papersOf(citizen) } })
      assert.equal(sent.status, 201, sent.text)
      assert.equal(sent.body.fee, fee)
      const [first] = await route()
      const received = await as(await holder(first?.office ?? 0, 'officer'))(contract.receiveDossier, { params })
      assert.equal(received.status, 201, received.text)
    } else {
      const [desk] = await asOwner<{ id: number }>(
        `select id from kernel.office where kind = 'commune_committee' and area_code = '19777'`
      )
      const officer = await holder(desk?.id ?? 0, 'officer')
      const taken = await as(officer)(contract.takeInDossier, { body: { ...filing, papers: await papersOf(officer) } })
      assert.equal(taken.status, 201, taken.text)
      assert.equal(taken.body.fee, fee)
    }

    const stations = await route()
    for (const [i, station] of stations.entries()) {
      const person = await holder(station.office, station.post)
      if (station.decides) {
        const result = { sha256: await bring(person, `kết quả ${procedure.code}`), name: 'ket-qua.pdf' }
        const decided = await as(person)(contract.decideDossier, { params, body: { outcome: 'granted', result } })
        assert.equal(decided.body.state, 'decided', decided.text)
        break
      }
      const passed =
        i === 0
          ? await as(person)(contract.forwardDossier, { params })
          : await as(person)(contract.handOverDossier, { params, body: {} })
      assert.equal(passed.body.state, 'processing', passed.text)
    }
    const desk = await holder(stations[0]?.office ?? 0, 'officer')
    const returned = await as(desk)(contract.returnResult, { params, body: { collectedBy: 'applicant' } })
    assert.equal(returned.body.state, 'returned', returned.text)
  })
