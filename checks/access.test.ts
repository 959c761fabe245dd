import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { type Endpoint, isWrite, type Role } from '../kernel/contract.ts'
import { type Actor, type Person, sightOf } from '../kernel/platform/commands.ts'
import { route } from '../kernel/platform/module.ts'
import { Refusal } from '../kernel/platform/refusal.ts'
import { aServer } from '../kernel/platform/testing.ts'
import * as dossiers from '../modules/dossiers/contract.ts'
import { aProvince, birthAnswers } from '../modules/dossiers/test-province.ts'
import { differences, type Knocker, knockers, listEndpoints, readDoors } from './access.ts'

// The whole of it, to be read aloud. Which rows a person sees behind an open door is told further below.
const doors = readDoors(`
endpoint                    public citizen officer specialist leader centre inspector auditor administrator
desks.open                  x      x       x       x          x      x      x         x       x
desks.take_number           x      x       x       x          x      x      x         x       x
desks.follow_number         x      x       x       x          x      x      x         x       x
desks.give_up_number        x      x       x       x          x      x      x         x       x
desks.lines                 .      .       x       .          .      .      .         .       .
desks.call_next             .      .       x       .          .      .      .         .       .
desks.bring_in              .      .       x       .          .      .      .         .       .
desks.end_call              .      .       x       .          .      .      .         .       .
desks.call_again            .      .       x       .          .      .      .         .       .
desks.ask_call_back         x      x       x       x          x      x      x         x       x
desks.call_backs            .      .       x       .          .      .      .         .       .
desks.end_call_back         .      .       x       .          .      .      .         .       .
desks.take_back             .      .       x       .          .      .      .         .       .
calendar.open               x      x       x       x          x      x      x         x       x
desk.lease_numbers          .      .       x       .          .      .      .         .       .
calendar.read               .      .       .       .          .      x      .         .       x
dossiers.ask_opinion        .      .       x       x          x      .      .         .       .
desk.certificates           .      .       x       .          x      .      .         .       .
desk.settle_at_once         .      .       x       .          .      .      .         .       .
desk.ask_supplement         .      .       x       .          .      .      .         .       .
desk.preview_refusal        .      .       x       .          .      .      .         .       .
desk.preview_refusal_sms    .      .       x       .          .      .      .         .       .
desk.preview_supplement_request .  .       x       .          .      .      .         .       .
desk.preview_supplement_sms .      .       x       .          .      .      .         .       .
desk.refuse                 .      .       x       .          .      .      .         .       .
desk.send_on                .      .       x       .          .      .      .         .       .
desk.signers                .      .       x       .          .      .      .         .       .
signatures.confirm          .      .       .       .          x      .      .         .       .
signatures.mine             .      .       .       .          x      .      .         .       .
desk.find_in_archive        .      .       x       .          .      .      .         .       .
desk.drop_put_aside         .      .       x       .          .      .      .         .       .
desk.list_put_aside         .      .       x       .          .      .      .         .       .
desk.put_aside              .      .       x       .          .      .      .         .       .
desk.take_up                .      .       x       .          .      .      .         .       .
photo_filings.confirm       .      x       .       .          .      .      .         .       .
photo_filings.confirm_by_code x    x       x       x          x      x      x         x       x
photo_filings.desk          .      .       x       .          .      .      .         .       .
photo_filings.fill          .      .       x       .          .      .      .         .       .
photo_filings.mine          .      x       .       .          .      .      .         .       .
photo_filings.object        .      x       .       .          .      .      .         .       .
photo_filings.open          .      x       x       .          .      .      .         .       .
photo_filings.open_photo    .      x       x       .          .      .      .         .       .
photo_filings.return        .      .       x       .          .      .      .         .       .
photo_filings.send          .      x       .       .          .      .      .         .       .
dossiers.answer_reminder    .      .       x       x          x      .      .         .       .
dossiers.claim              .      x       .       .          .      .      .         .       .
dossiers.rate               .      x       .       .          .      .      .         .       .
dossiers.remind             .      x       .       .          .      .      .         .       .
dossiers.ask_post           .      x       .       .          .      .      .         .       .
dossiers.send_message       .      x       x       x          x      .      .         .       .
dossiers.take_fee           .      .       x       .          .      .      .         .       .
cases.my_readers            .      x       .       .          .      .      .         .       .
dossiers.apologise          .      .       .       .          x      .      .         .       .
dossiers.ask_payment        .      .       x       x          x      .      .         .       .
dossiers.ask_supplement     .      .       x       x          x      .      .         .       .
dossiers.confirm_payment    .      .       x       .          .      .      .         .       .
dossiers.decide             .      .       x       x          x      .      .         .       .
dossiers.forward            .      .       x       .          .      .      .         .       .
dossiers.give_opinion       .      .       x       x          x      .      .         .       .
dossiers.give_back          .      .       x       x          x      .      .         .       .
dossiers.hand_over          .      .       x       x          x      .      .         .       .
dossiers.my_papers          .      x       .       .          .      .      .         .       .
dossiers.mine               .      x       .       .          .      .      .         .       .
dossiers.open               .      x       x       x          x      x      x         .       .
cases.readers               .      x       .       .          .      .      .         .       .
dossiers.open_paper         .      x       x       x          x      x      x         .       .
dossiers.preview_apology    .      .       .       .          x      .      .         .       .
dossiers.preview_apology_sms .     .       .       .          x      .      .         .       .
dossiers.preview_refusal    .      .       x       .          .      .      .         .       .
dossiers.preview_supplement_request . .    x       x          x      .      .         .       .
dossiers.preview_refusal_sms .     .       x       .          .      .      .         .       .
dossiers.preview_supplement_sms .  .       x       x          x      .      .         .       .
dossiers.print_receipt      .      x       x       x          x      x      x         .       .
dossiers.print_apology      .      x       x       x          x      x      x         .       .
dossiers.print_refusal      .      x       x       x          x      x      x         .       .
dossiers.print_supplement_request . x      x       x          x      x      x         .       .
dossiers.promise            x      x       x       x          x      x      x         x       x
dossiers.receive            .      .       x       .          .      .      .         .       .
dossiers.refuse             .      .       x       .          .      .      .         .       .
dossiers.return_result      .      .       x       .          .      .      .         .       .
dossiers.search             .      .       x       x          x      x      x         .       .
dossiers.send               .      x       .       .          .      .      .         .       .
dossiers.stop               .      .       x       x          x      .      .         .       .
dossiers.supply             .      x       x       .          .      .      .         .       .
dossiers.take_in            .      .       x       .          .      .      .         .       .
dossiers.track              x      x       x       x          x      x      x         x       x
dossiers.void               .      .       x       .          .      .      .         .       .
dossiers.withdraw           .      x       x       .          .      .      .         .       .
dossiers.work               .      .       x       x          x      .      .         .       .
contact.ask_code            .      x       x       x          x      x      x         x       x
contact.forget              .      x       x       x          x      x      x         x       x
contact.prove               .      x       x       x          x      x      x         x       x
contact.read                .      x       x       x          x      x      x         x       x
contact.set                 .      x       x       x          x      x      x         x       x
files.append                .      x       x       x          x      .      .         .       .
files.find_upload           .      x       x       x          x      .      .         .       .
files.finish                .      x       x       x          x      .      .         .       .
files.store                 .      x       x       x          x      .      .         .       .
me.declare_residence        .      .       x       x          x      .      .         .       .
live.open                   .      x       x       x          x      x      x         x       x
helping.list                .      x       .       .          .      .      .         .       .
helping.offer               .      x       .       .          .      .      .         .       .
helping.begin               .      x       .       .          .      .      .         .       .
helping.end                 .      x       .       .          .      .      .         .       .
me.read                     x      x       x       x          x      x      x         x       x
notices.mine                .      x       x       x          x      x      x         x       x
notices.read                .      x       x       x          x      x      x         x       x
notices.read_all            .      x       x       x          x      x      x         x       x
sessions.end                .      x       x       x          x      x      x         x       x
sessions.end_all            .      x       x       x          x      x      x         x       x
sessions.mine               .      x       x       x          x      x      x         x       x
procedures.areas            x      x       x       x          x      x      x         x       x
procedures.export           x      x       x       x          x      x      x         x       x
procedures.propose          .      .       .       .          .      .      .         .       x
procedures.proposals        .      .       .       .          .      .      .         .       x
procedures.open_proposal    .      .       .       .          .      .      .         .       x
procedures.publish          .      .       .       .          .      .      .         .       x
procedures.close_proposal   .      .       .       .          .      .      .         .       x
procedures.industries       x      x       x       x          x      x      x         x       x
procedures.life_events      x      x       x       x          x      x      x         x       x
procedures.list             x      x       x       x          x      x      x         x       x
procedures.offices          x      x       x       x          x      x      x         x       x
procedures.open             x      x       x       x          x      x      x         x       x
procedures.open_version     x      x       x       x          x      x      x         x       x
procedures.preview_import   .      .       .       .          .      .      .         .       x
procedures.search_copy      x      x       x       x          x      x      x         x       x
procedures.search_words     x      x       x       x          x      x      x         x       x
procedures.seats            .      .       .       .          .      .      .         .       x
procedures.try              .      .       .       .          .      .      .         .       x
procedures.versions         .      .       .       .          .      .      .         .       x
procedures.answers_schema   x      x       x       x          x      x      x         x       x
`)

const endpoints = await listEndpoints()

// Behind each door a verb that says it was reached: only the edge is tried, with the real permissions.
const reached = async () => {
  throw new Refusal(418, 'reached')
}
const anything: Endpoint['params'] = {}
const routes = endpoints.map((endpoint) =>
  route({ ...endpoint, params: anything, query: anything, body: anything }, reached)
)
const { as, asOwner } = await aServer({
  modules: [{ name: 'doors', routes, pages: [], texts: { vi: {}, en: {} }, jobs: [] }]
})

const knock = async (endpoint: Endpoint, knocker: Knocker) => {
  const params = Object.fromEntries([...endpoint.url.matchAll(/:(\w+)/g)].map(([, name]) => [name, randomUUID()]))
  const body = endpoint.receivesFile ? Buffer.from('file') : {}
  const { status } = await as(anActor(knocker))(endpoint, { params, ...(endpoint.method !== 'GET' ? { body } : {}) })
  return status
}

// Behind the doors: one birth filed in Gia Hội, and everybody who might want to see or touch it.
const province = await aProvince()
const { officials, citizens } = province
const [applicant, stranger] = citizens
const person = (roles: Person['roles'], offices: number[], more: Partial<Person> = {}): Person => ({
  ...officials.deskOfficer,
  personId: randomUUID(),
  roles,
  appointments: offices.map((office) => ({ office, post: 'leader', role: roles[0] as Role })),
  offices,
  ...more
})
const seeing = {
  applicant,
  'officer of the desk': officials.deskOfficer,
  'civil status officer': officials.civilStatus,
  'chair of the ward': officials.chair,
  'head above': person(['leader'], [122], { offices: [122, 12203, 12208, 12281, 12282] }),
  centre: person(['centre'], [100], { reach: 'province' }),
  'inspector bound to the ward': person(['inspector'], [12203])
}
const blind = {
  'another citizen': stranger,
  'officer of another ward': officials.otherDeskOfficer,
  'chair of another ward': officials.otherChair,
  'specialist of a section that takes no part': officials.finance,
  'inspector bound to another ward': person(['inspector'], [12208]),
  'officer without an office': person(['officer'], [])
}

const paper = await province.bring(applicant)
const filed = await province.as(applicant)(dossiers.sendDossier, {
  body: {
    id: randomUUID(),
    procedure: '1.001193',
    version: province.birth,
    answers: birthAnswers,
    papers: [{ code: 'medical_birth_certificate', sha256: paper, name: 'giay-chung-sinh.pdf' }]
  }
})
assert.equal(filed.status, 201, filed.text)
const { id, number } = filed.body

describe('who may knock where', () => {
  test('the table names every endpoint of every contract, and opens it for the same people', () => {
    assert.deepEqual(differences(endpoints, doors), [])
  })

  test('a missing endpoint, a wrong mark and a line too many are found', () => {
    const open = readDoors(
      'endpoint public citizen officer specialist leader centre inspector auditor administrator\na . x . . . . . . .\ngone x x x x x x x x x'
    )
    assert.deepEqual(
      differences(
        [
          { name: 'a', may: ['citizen', 'auditor'] },
          { name: 'new', may: ['officer'] }
        ],
        open
      ),
      [
        'gone stands in the table and in no contract',
        'a opens for citizen, auditor; the table says citizen',
        'new is missing in the table'
      ]
    )
  })
})

describe('at every door of the server', () => {
  for (const endpoint of endpoints)
    test(`${endpoint.name} opens for those of the table and for nobody else`, async () => {
      const answers = await Promise.all(knockers.map((knocker) => knock(endpoint, knocker)))
      const open = doors.get(endpoint.name) ?? []
      const expected = knockers.map((knocker) => (open.includes(knocker) ? 418 : knocker === 'public' ? 401 : 403))
      assert.deepEqual(answers, expected)
    })

  test('whoever knocked at a closed door is written down', async () => {
    const [row] = await asOwner<{ count: number }>('select count(*)::int from kernel.command where status = 403')
    assert.ok(row && row.count > 100)
  })
})

/** Whether this person gets at the dossier, by every way there is to one. */
async function waysTo(actor: Actor): Promise<Record<string, boolean>> {
  const call = province.as(actor)
  const search = async (q: string) => {
    const { body, status } = await call(dossiers.searchDossiers, { query: { q } })
    return status === 200 && body.rows.some((row) => row.id === id)
  }
  return {
    'its key': (await call(dossiers.openDossier, { params: { id } })).status === 200,
    'its file': (await call(dossiers.openPaper, { params: { id, sha256: paper } })).status === 200,
    'its number': await search(number),
    'the applicant’s name': await search('nguyen thi hoa'),
    'the applicant’s identity number': await search('046190000011')
  }
}

describe('behind the doors', () => {
  const all = { 'its key': true, 'its file': true, 'its number': true }
  const searches = { ...all, 'the applicant’s name': true, 'the applicant’s identity number': true }
  const none = Object.fromEntries(Object.keys(searches).map((way) => [way, false]))

  for (const [who, actor] of Object.entries(seeing))
    test(`${who}: sees the dossier`, async () => {
      // A citizen has no search; the own dossiers stand in a list.
      const expected = actor === applicant ? { ...none, 'its key': true, 'its file': true } : searches
      assert.deepEqual(await waysTo(actor), expected)
    })

  for (const [who, actor] of Object.entries(blind))
    test(`${who}: the dossier does not exist, by no way`, async () => {
      assert.deepEqual(await waysTo(actor), none)
    })

  test('a dossier of others and one that is not there get the same answer', async () => {
    const call = province.as(officials.otherDeskOfficer)
    const foreign = await call(dossiers.openDossier, { params: { id } })
    const absent = await call(dossiers.openDossier, { params: { id: randomUUID() } })
    assert.deepEqual([foreign.status, foreign.text], [absent.status, absent.text])
  })

  test('lists and their counts show what is one’s own to do and nothing else', async () => {
    const countsOf = async (actor: Actor) =>
      (await province.as(actor)(dossiers.listWork, { query: { tab: 'toAnswer' } })).body
    const desk = await countsOf(officials.deskOfficer)
    assert.deepEqual([desk.rows.map((row) => row.id), desk.counts.toAnswer], [[id], 1])
    for (const actor of [officials.otherDeskOfficer, officials.otherChair, officials.finance]) {
      const { rows, counts } = await countsOf(actor)
      assert.deepEqual([rows, Object.values(counts).some((count) => count > 0)], [[], false])
    }
    assert.equal((await province.as(applicant)(dossiers.listMyDossiers)).body.rows.length, 1)
    assert.deepEqual((await province.as(stranger)(dossiers.listMyDossiers)).body.rows, [])
  })

  test('the event stream carries notes of the dossier to those who see it, and to nobody else', async () => {
    // Filed for this test and withdrawn again, so that whatever else is tried stands as it was.
    const another = await province.as(applicant)(dossiers.sendDossier, {
      body: {
        id: randomUUID(),
        procedure: '1.001193',
        version: province.birth,
        answers: birthAnswers,
        papers: [{ code: 'medical_birth_certificate', sha256: paper, name: 'giay-chung-sinh.pdf' }]
      }
    })
    const watchers = await Promise.all(
      Object.entries({ ...seeing, ...blind }).map(async ([who, actor]) => ({ who, line: await province.watch(actor) }))
    )
    const params = { id: another.body.id }
    await province.as(applicant)(dossiers.withdrawDossier, { params, body: { reason: 'thử' } })
    const heard = new Set<string>()
    for (const { who, line } of watchers.filter(({ who: name }) => name in seeing)) {
      while (!heard.has(who)) {
        const notes = (await line.next()).filter((note) => note.case === params.id)
        if (notes.some(({ what }) => what === 'dossiers.dossier_withdrawn')) heard.add(who)
      }
    }
    assert.deepEqual([...heard].toSorted(), Object.keys(seeing).toSorted())
    // All lines are written in one go: what these have heard, the others would have heard by now.
    for (const { who, line } of watchers.filter(({ who: name }) => name in blind)) {
      assert.equal(line.status, 200, who)
      assert.deepEqual(line.heard(), [], who)
    }
    for (const { line } of watchers) line.leave()
  })

  test('row security holds where the `where` is left out', async () => {
    const seenBy = (actor: Actor) =>
      province.database.transaction(sightOf(actor), (db) => db`select from kernel.case where number = ${number}`)
    for (const [who, actor] of Object.entries(seeing)) assert.equal(await seenBy(actor), 1, who)
    for (const [who, actor] of Object.entries(blind)) assert.equal(await seenBy(actor), 0, who)
    assert.equal(await seenBy({ kind: 'public' }), 0)
  })

  test('of the journal one sees one’s own commands and looks, and of the looks of others those at one’s own cases', async () => {
    const journalOf = (actor: Actor) =>
      province.database.transaction(sightOf(actor), async (db) => [
        await db`select from kernel.command where person_id = ${applicant.personId}`,
        await db`select from kernel.reading where person_id = ${officials.deskOfficer.personId}`,
        await db`select from kernel.looks_at_mine(array[${id}::uuid]) where person_id = ${officials.deskOfficer.personId}`
      ])
    await province.as(officials.deskOfficer)(dossiers.openDossier, { params: { id } })
    const [sent = 0, , looks = 0] = await journalOf(applicant)
    assert.ok(sent > 0 && looks > 0)
    assert.ok(((await journalOf(officials.deskOfficer))[1] ?? 0) > 0)
    assert.deepEqual(await journalOf(stranger), [0, 0, 0])
    assert.deepEqual(await journalOf(officials.otherDeskOfficer), [0, 0, 0])
  })
})

const acts: [Endpoint, object][] = [
  [dossiers.receiveDossier, {}],
  [dossiers.refuseDossier, { ground: 'other', reason: 'thử' }],
  [dossiers.askSupplement, { items: [{ kind: 'field', name: 'child_name', how: 'thử' }], reason: 'thử' }],
  [dossiers.apologise, { reason: 'complex', day: '2022-03-25' }],
  [dossiers.supplyDossier, { papers: [] }],
  [dossiers.forwardDossier, {}],
  [dossiers.handOverDossier, {}],
  [dossiers.giveBackDossier, { reason: 'thử' }],
  [
    dossiers.askOpinion,
    { opinion: '019aafd4-5c00-7000-8000-00000000000b', office: 12203, post: 'leader', question: 'thử', hours: 4 }
  ],
  [dossiers.giveOpinion, { opinion: '019aafd4-5c00-7000-8000-00000000000b', agrees: true, answer: 'thử' }],
  [dossiers.remind, { reminder: '019aafd4-5c00-7000-8000-00000000000c' }],
  [dossiers.answerReminder, { reminder: '019aafd4-5c00-7000-8000-00000000000c', answer: 'thử' }],
  [dossiers.sendMessage, { text: 'thử' }],
  [dossiers.rateDossier, { answers: {} }],
  [dossiers.takeFee, { receipt: 'thử' }],
  [dossiers.askPost, { to: null }],
  [dossiers.askPayment, { amount: 1_000, reason: 'thử' }],
  [dossiers.confirmPayment, { receipt: 'thử' }],
  [dossiers.decideDossier, { outcome: 'not_granted', reason: 'thử' }],
  [dossiers.returnResult, { collectedBy: 'applicant' }],
  [dossiers.withdrawDossier, { reason: 'thử' }],
  [dossiers.stopDossier, { reason: 'thử' }],
  [dossiers.voidDossier, { reason: 'thử' }]
]

// Nothing is issued of it yet: whoever sees it is told so by the paper's own code, whoever does not, as of one that is not there.
const drawn: [Endpoint, object][] = [
  [dossiers.printReceipt, {}],
  [dossiers.printSupplementRequest, {}],
  [dossiers.printRefusal, {}],
  [dossiers.printApology, {}],
  [dossiers.previewApology, { reason: 'complex', day: '2022-03-25' }],
  [dossiers.previewApologySms, { reason: 'complex', day: '2022-03-25' }],
  [dossiers.previewSupplementRequest, { items: [{ kind: 'field', name: 'child_name', how: 'thử' }], reason: 'thử' }],
  [dossiers.previewRefusal, { ground: 'other', reason: 'thử' }],
  [dossiers.previewSupplementSms, { items: [{ kind: 'field', name: 'child_name', how: 'thử' }], reason: 'thử' }],
  [dossiers.previewRefusalSms, { ground: 'other', reason: 'thử' }]
]

describe('acts on a dossier of others', () => {
  const state = async () => (await province.as(applicant)(dossiers.openDossier, { params: { id } })).body.state

  test('every act on a dossier is among those that are tried', () => {
    const written = endpoints.filter(({ url }) => url.startsWith('/api/dossiers/:id/')).filter(isWrite)
    assert.deepEqual(acts.map(([act]) => act.name).toSorted(), written.map(({ name }) => name).toSorted())
  })

  for (const [who, actor] of Object.entries(blind))
    test(`${who}: no act and no paper reaches it`, async () => {
      for (const [act, body] of [...acts, ...drawn]) {
        const reply = await province.as(actor)(act, { params: { id }, body })
        const closed = !act.may.includes(actor.roles[0] as Role)
        assert.equal(reply.status, closed ? 403 : 404, `${act.name}: ${reply.text}`)
        assert.doesNotMatch(reply.text, /paper.none/)
      }
      assert.equal(await state(), 'registered')
    })

  test('who sees it without holding it changes nothing', async () => {
    for (const who of ['head above', 'centre', 'inspector bound to the ward'] as const)
      for (const [act, body] of acts) {
        const { status } = await province.as(seeing[who])(act, { params: { id }, body })
        assert.ok(status === 403 || status === 409, `${who}, ${act.name}: ${status}`)
      }
    assert.equal(await state(), 'registered')
  })
})

function anActor(knocker: Knocker): Actor {
  if (knocker === 'public') return { kind: 'public' }
  return {
    kind: 'person',
    personId: randomUUID(),
    name: 'Nguyễn Văn Thử',
    roles: [knocker],
    appointments: [],
    offices: [],
    reach: 'own'
  }
}
