import { createHmac } from 'node:crypto'
import { Type } from 'typebox'
import type { Database, Db } from './platform/db.ts'
import { Refusal } from './platform/refusal.ts'

/**
 * Five wrong tries for one account. A desk has one address for all its officers, so one fool must not lock the others out. Three codes
 * to one telephone or mailbox; thousands of phones share the address of their operator.
 */
const allowed = { account: 5, address: 100, codesTo: 3, codesFrom: 60 }
const windowMinutes = 15

export type Subject = { kind: keyof typeof allowed; name: string }

export type Attempts = {
  /** Counts a try before it is made, so that tries at the same moment count too; refuses (429) when there were too many. */
  count: (subjects: Subject[], now: Date) => Promise<void>
  /** The same within an open transaction: a refusal takes its own try back, and those before it stand. */
  countIn: (db: Db, subjects: Subject[], now: Date) => Promise<void>
  /** The try was right: the account's count begins anew, the address gets its one back. */
  forgive: (subjects: Subject[]) => Promise<void>
}

const Counted = Type.Object({ count: Type.Integer(), since: Type.String() })
const everybody = { offices: [], person: null, reach: 'own' } as const

export function openAttempts(database: Database, secret: string): Attempts {
  const key = ({ kind, name }: Subject) => createHmac('sha256', secret).update(`${kind} ${name}`).digest()

  const countOne = async (db: Db, subject: Subject, now: Date) => {
    const begin = new Date(now.getTime() - windowMinutes * 60_000)
    const [row] = await db(Counted)`
      insert into auth.attempt as attempt (subject, count, since) values (${key(subject)}, 1, ${now})
      on conflict (subject) do update
         set count = case when attempt.since <= ${begin} then 1 else attempt.count + 1 end,
             since = case when attempt.since <= ${begin} then ${now} else attempt.since end
      returning count, since`
    if (!row || row.count <= allowed[subject.kind]) return 0
    return Math.ceil((Date.parse(row.since) - begin.getTime()) / 1_000)
  }
  const refuseAfter = (waits: number[]) => {
    const seconds = Math.max(...waits)
    if (seconds > 0) throw new Refusal(429, 'sign_in.too_often', { seconds, minutes: Math.ceil(seconds / 60) })
  }
  const countAll = (db: Db, subjects: Subject[], now: Date) =>
    Promise.all(subjects.map((subject) => countOne(db, subject, now)))
  return {
    count: async (subjects, now) =>
      refuseAfter(await database.transaction(everybody, (db) => countAll(db, subjects, now))),
    countIn: async (db, subjects, now) => refuseAfter(await countAll(db, subjects, now)),
    async forgive(subjects) {
      await database.transaction(everybody, async (db) => {
        for (const subject of subjects) {
          if (subject.kind === 'account') void db`delete from auth.attempt where subject = ${key(subject)}`
          else void db`update auth.attempt set count = greatest(count - 1, 0) where subject = ${key(subject)}`
        }
      })
    }
  }
}
