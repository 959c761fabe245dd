import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { beginHelping, endHelping, listHelping, listNotices, offerHelping } from './contract.ts'
import { kernelModule } from './module.ts'
import { aSignInServer } from './platform/sign-in-testing.ts'

const { anAccount, asOwner, call, clock, database, signedIn, signIn } = await aSignInServer({ modules: [kernelModule] })

let people = 0
const aCitizen = async (personalId: string | null = `0461900${String(++people).padStart(5, '0')}`) => {
  const account = await anAccount({ kind: 'citizen', ...(personalId ? { personalId } : {}) })
  return { id: account.id, browser: await signedIn(account) }
}
type Citizen = Awaited<ReturnType<typeof aCitizen>>

const offer = async ({ browser }: Citizen, relation = 'child') => {
  const reply = await call(browser, offerHelping, { id: randomUUID(), relation })
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  return reply.body.code as string
}
const begin = ({ browser }: Citizen, code: string) => call(browser, beginHelping, { code })
const listOf = async ({ browser }: Citizen) => (await call(browser, listHelping)).body
const others = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0')

/** How many cases of the helped person the helper's next request may see. */
async function casesSeen({ browser }: Citizen, of: Citizen): Promise<number> {
  const actor = await signIn.actorOf({ cookie: browser.cookie() }, clock.now())
  assert.ok(actor.kind === 'person')
  const { offices, personId: person, reach, helped = [] } = actor
  const seen = await database.transaction({ offices, person, reach, helped }, async (db) => {
    // Without a `where`: row security alone.
    return db`select from kernel.case`
  })
  const [all] = await asOwner<{ count: string }>('select count(*) from kernel.case where person_id = $1', [of.id])
  assert.equal(all?.count, '1')
  return seen
}
async function aCaseOf({ id }: Citizen) {
  await asOwner(
    `insert into kernel.office (id, code, kind, level, name_vi, name_en, area_code, in_force)
     values (7, 'H7', 'section', 'district', 'Phòng', 'Section', '474', '[2021-07-01,)') on conflict do nothing`
  )
  await asOwner(
    `insert into kernel.case (id, kind, number, state, office_id, holder_id, offices, post, step, person_id, subject, topic, opened_at, history_seq, history_head)
     values (gen_random_uuid(), 'dossier', gen_random_uuid()::text, 'received', 7, 7, '{7}', 'officer', 'a', $1, '', '', now(), 0, '')`,
    [id]
  )
}

test('a code said to a daughter lets her see her mother’s cases at once; ended by the mother, at once no more', async () => {
  const [sen, dieu] = [await aCitizen(), await aCitizen()]
  await aCaseOf(sen)
  assert.equal(await casesSeen(dieu, sen), 0)
  const { status, body } = await begin(dieu, await offer(sen))
  assert.deepEqual([status, body.begun.relation], [201, 'child'])
  assert.equal(await casesSeen(dieu, sen), 1)
  const { helpMe } = await listOf(sen)
  assert.deepEqual(await listOf(dieu), { helpMe: [], helpedByMe: helpMe })
  assert.equal((await call(sen.browser, endHelping, {}, { id: helpMe[0].id })).status, 200)
  assert.equal(await casesSeen(dieu, sen), 0)
  assert.deepEqual(await listOf(dieu), { helpMe: [], helpedByMe: [] })
  const again = await call(sen.browser, endHelping, {}, { id: helpMe[0].id })
  assert.deepEqual([again.status, again.body.code], [404, 'helping.none'])
})

test('who is helped is told when it begins, by whichever way reaches them and at any hour, and when the helper ends it', async () => {
  const [sen, dieu] = [await aCitizen(), await aCitizen()]
  const { body } = await begin(dieu, await offer(sen))
  const [told] = await asOwner('select aloud, urgent from kernel.notice where person_id = $1', [sen.id])
  assert.deepEqual(told, { aloud: true, urgent: true })
  await call(dieu.browser, endHelping, {}, { id: body.begun.id })
  const notices = (await call(sen.browser, listNotices)).body
  assert.deepEqual(notices.rows.map(({ kind }: { kind: string }) => kind).toSorted(), ['kernel.helping_began', 'kernel.helping_ended']) // biome-ignore format: one list
  assert.equal((await call(dieu.browser, listNotices)).body.unread, 0)
})

test('a code counts once, for a quarter of an hour, until a newer one, and never for oneself', async () => {
  const [sen, dieu, nam] = [await aCitizen(), await aCitizen(), await aCitizen()]
  const begun = async (who: Citizen, code: string) => (await begin(who, code)).body.begun !== null
  assert.ok(!(await begun(sen, await offer(sen))), 'one’s own')
  const first = await offer(sen)
  const second = await offer(sen)
  assert.ok(!(await begun(dieu, first)), 'a newer one was asked for')
  assert.ok(await begun(dieu, second))
  assert.ok(!(await begun(nam, second)), 'used')
  assert.ok(!(await begun(dieu, await offer(sen))), 'helps already')
  const late = await offer(sen)
  clock.set(new Date(clock.now().getTime() + 15 * 60_000).toISOString())
  assert.ok(!(await begun(nam, late)), 'over')
  assert.deepEqual((await listOf(sen)).helpMe.length, 1)
})

test('after five wrong codes none is looked at for a quarter of an hour', async () => {
  const [sen, dieu] = [await aCitizen(), await aCitizen()]
  const code = await offer(sen)
  for (let i = 0; i < 5; i++) assert.equal((await begin(dieu, others(code))).body.begun, null)
  const sixth = await begin(dieu, code)
  assert.deepEqual([sixth.status, sixth.body.code], [429, 'sign_in.too_often'])
  clock.set(new Date(clock.now().getTime() + 16 * 60_000).toISOString())
  assert.notEqual((await begin(dieu, await offer(sen))).body.begun, null)
})

test('an account of a telephone alone helps nobody: it must be known who is let in', async () => {
  const [sen, somebody] = [await aCitizen(), await aCitizen(null)]
  const refused = await begin(somebody, await offer(sen))
  assert.deepEqual([refused.status, refused.body.code], [403, 'helping.unidentified'])
})

test('five help one person at most, and one helps ten at most: a helper is no agency', async () => {
  const [sen, dieu] = [await aCitizen(), await aCitizen()]
  const already = (side: 'helped' | 'helper', id: string, count: number) =>
    asOwner(
      `with other as (
         insert into kernel.person (id, kind, name, created_at) select gen_random_uuid(), 'citizen', 'Trần Văn Nam', now()
           from generate_series(1, $2) returning id)
       insert into kernel.helping (id, helped_id, helper_id, relation, offered_until, began_at, until)
       select gen_random_uuid(), ${side === 'helped' ? '$1, id' : 'id, $1'}, 'other', now(), now(), current_date + 300 from other`,
      [id, count]
    )
  await already('helped', sen.id, 4)
  assert.notEqual((await begin(dieu, await offer(sen))).body.begun, null)
  const sixth = await call(sen.browser, offerHelping, { id: randomUUID(), relation: 'other' })
  assert.deepEqual([sixth.status, sixth.body.code], [409, 'helping.helpers'])
  await already('helper', dieu.id, 8)
  assert.notEqual((await begin(dieu, await offer(await aCitizen()))).body.begun, null)
  const eleventh = await begin(dieu, await offer(await aCitizen()))
  assert.deepEqual([eleventh.status, eleventh.body.code], [409, 'helping.helped'])
})

test('after a year it has ended by itself; nobody sees or ends the help of others', async () => {
  const [sen, dieu, nam] = [await aCitizen(), await aCitizen(), await aCitizen()]
  await aCaseOf(sen)
  const { id } = (await begin(dieu, await offer(sen))).body.begun
  assert.deepEqual(await listOf(nam), { helpMe: [], helpedByMe: [] })
  assert.equal((await call(nam.browser, endHelping, {}, { id })).status, 404)
  await asOwner(`update kernel.helping set until = (now() at time zone 'Asia/Ho_Chi_Minh')::date - 30 where id = $1`, [
    id
  ])
  clock.set(new Date(clock.now().getTime() + 6_000).toISOString())
  assert.equal(await casesSeen(dieu, sen), 0)
  assert.deepEqual(await listOf(sen), { helpMe: [], helpedByMe: [] })
  assert.notEqual((await begin(dieu, await offer(sen))).body.begun, null, 'agreed anew')
  assert.equal(await casesSeen(dieu, sen), 1)
})
