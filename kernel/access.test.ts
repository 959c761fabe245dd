import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSignInServer, type TestAccount } from './platform/sign-in-testing.ts'
import { dayOf } from './rules/calendar.ts'

const { anAccount, anOffice, asOwner, clock, database, signIn, signedIn, visit } = await aSignInServer()

// A city with two wards and a section; the police stand beside, as they do.
await anOffice(1)
await anOffice(10, 1)
await anOffice(11, 10)
await anOffice(12, 10)
await anOffice(13, 10)
await anOffice(20)

const actorOf = async (account: TestAccount) => {
  const browser = await signedIn(account)
  const actor = await signIn.actorOf({ cookie: browser.cookie() }, clock.now())
  assert.equal(actor.kind, 'person')
  return actor as Extract<typeof actor, { kind: 'person' }>
}
const daysFromToday = (days: number) => dayOf(new Date(clock.now().getTime() + days * 86_400_000))

test('an officer sees the rows of the own office only', async () => {
  const actor = await actorOf(await anAccount({ appointments: [{ office: 10, role: 'officer' }] }))
  assert.deepEqual([actor.roles, actor.offices, actor.reach], [['officer'], [10], 'own'])
})

test('a head sees the own office and all that lies below it, and nothing above or beside', async () => {
  const actor = await actorOf(await anAccount({ appointments: [{ office: 10, role: 'leader' }] }))
  assert.deepEqual(actor.offices, [10, 11, 12, 13])
})

test('an inspector sees the offices bound to the post', async () => {
  const actor = await actorOf(await anAccount({ appointments: [{ office: 12, role: 'inspector' }] }))
  assert.deepEqual([actor.roles, actor.offices, actor.reach], [['inspector'], [12], 'own'])
})

test('the centre sees the whole province and changes its own', async () => {
  const actor = await actorOf(await anAccount({ appointments: [{ office: 1, role: 'centre', post: 'monitor' }] }))
  assert.deepEqual([actor.offices, actor.reach], [[1], 'province'])
})

for (const role of ['auditor', 'administrator'] as const)
  test(`the ${role} sees the rows of no office`, async () => {
    const actor = await actorOf(await anAccount({ appointments: [{ office: 1, role }] }))
    assert.deepEqual([actor.roles, actor.offices, actor.reach], [[role], [], 'own'])
  })

test('two posts are two roles, each bound to its office', async () => {
  const appointments = [
    { office: 20, role: 'officer' as const },
    { office: 10, role: 'leader' as const, post: 'deputy' }
  ]
  const actor = await actorOf(await anAccount({ appointments }))
  assert.deepEqual(actor.roles, ['leader', 'officer'])
  assert.deepEqual(actor.appointments, [
    { office: 10, post: 'deputy', role: 'leader' },
    { office: 20, post: 'officer', role: 'officer' }
  ])
  assert.deepEqual(actor.offices, [10, 11, 12, 13, 20])
})

test('an appointment that ended yesterday, or begins tomorrow, gives no access today', async () => {
  const today = daysFromToday(0)
  const inForce = [`[2021-07-01,${today})`, `[${daysFromToday(1)},)`]
  for (const dates of inForce) {
    const account = await anAccount({ appointments: [{ office: 10, role: 'leader', inForce: dates }] })
    const { roles, offices } = await actorOf(account)
    assert.deepEqual([roles, offices], [[], []], dates)
  }
  const lastDay = await anAccount({ appointments: [{ office: 10, role: 'officer', inForce: `[2021-07-01,${today}]` }] })
  assert.deepEqual((await actorOf(lastDay)).roles, ['officer'])
})

test('powers end while the session is open, at midnight in Huế', async () => {
  const account = await anAccount({
    appointments: [{ office: 10, role: 'officer', inForce: `[2021-07-01,${daysFromToday(1)})` }]
  })
  const browser = await signedIn(account)
  const at = (moment: string) => signIn.actorOf({ cookie: browser.cookie() }, new Date(moment))
  // The session itself runs out after twelve hours; this one is made to last.
  await asOwner(`update auth.session set expires_at = now() + interval '3 days' where user_id = $1`, [account.id])
  const before = await at(`${daysFromToday(0)}T23:59:59+07:00`)
  const after = await at(`${daysFromToday(1)}T00:00:05+07:00`)
  assert.deepEqual(
    [before, after].map((actor) => actor.kind === 'person' && actor.roles),
    [['officer'], []]
  )
})

test('a session ended in another process is believed for at most five seconds', async () => {
  const account = await anAccount({ appointments: [{ office: 10, role: 'officer' }] })
  const browser = await signedIn(account)
  const kindAt = async (seconds: number) =>
    (await signIn.actorOf({ cookie: browser.cookie() }, new Date(clock.now().getTime() + seconds * 1_000))).kind
  assert.equal(await kindAt(0), 'person')
  await asOwner('delete from auth.session where user_id = $1', [account.id])
  assert.equal(await kindAt(4.9), 'person')
  assert.equal(await kindAt(5), 'public')
})

test('a session runs out after twelve hours', async () => {
  const browser = await signedIn(await anAccount({ kind: 'citizen' }))
  const kindAfter = async (hours: number) =>
    (await signIn.actorOf({ cookie: browser.cookie() }, new Date(clock.now().getTime() + hours * 3_600_000))).kind
  assert.deepEqual([await kindAfter(11.9), await kindAfter(12.1)], ['person', 'public'])
})

test('a token read in the database opens nothing without the signature of this server', async () => {
  const account = await anAccount({ kind: 'citizen' })
  await signedIn(account)
  const [session] = await asOwner<{ token: string }>('select token from auth.session where user_id = $1', [account.id])
  const forged = [session?.token, `${session?.token}.`, `${session?.token}.${Buffer.alloc(32).toString('base64')}`]
  for (const value of [...forged, '%', '.', ''])
    assert.deepEqual(await signIn.actorOf({ cookie: `motcua.session_token=${value}` }, clock.now()), { kind: 'public' })
})

test('an official who comes with a password alone is nobody, and keeps no right of a citizen either', async () => {
  const account = await anAccount({ secondFactor: false, appointments: [{ office: 10, role: 'leader' }] })
  const browser = visit()
  await browser.post('/sign-in/email', { email: account.email, password: 'ba con trau den' })
  assert.equal(browser.has('session_token'), true)
  assert.deepEqual(await signIn.actorOf({ cookie: browser.cookie() }, clock.now()), { kind: 'public' })
})

test('the public sees officials, a citizen also himself, an office whoever comes to it', async () => {
  const official = await anAccount({ personalId: '046080000001' })
  const citizen = await anAccount({ kind: 'citizen', personalId: '046080000002' })
  const seenBy = (sight: { offices: number[]; person: string | null }) =>
    database.transaction({ ...sight, reach: 'own' }, async (db) => {
      const ids = [official.id, citizen.id]
      return db`select id from kernel.person where id = any (${ids}::uuid[])`
    })
  assert.equal(await seenBy({ offices: [], person: null }), 1)
  assert.equal(await seenBy({ offices: [], person: official.id }), 1)
  assert.equal(await seenBy({ offices: [], person: citizen.id }), 2)
  assert.equal(await seenBy({ offices: [10], person: official.id }), 2)
})

test('the application can neither renumber a person nor take one out', async () => {
  const { id } = await anAccount({ kind: 'citizen', personalId: '046080000003' })
  const system = { offices: [], person: null, reach: 'province' } as const
  const denied = { code: '42501' }
  await assert.rejects(
    database.transaction(system, (db) => db`update kernel.person set personal_id = '046080000004' where id = ${id}`),
    denied
  )
  await assert.rejects(
    database.transaction(system, (db) => db`delete from auth.user where id = ${id}`),
    denied
  )
})
