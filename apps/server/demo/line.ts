import { askCallBack, callNext, takeNumber } from '@motcua/desks'
import type { Ctx } from '@motcua/kernel'
import { performTogether } from '@motcua/kernel/platform/commands'
import { type Database, isUniqueViolation } from '@motcua/kernel/platform/db'
import { uuidV7 } from '@motcua/kernel/rules/numbers'
import type { Priority } from '@motcua/desks/rules'
import type { Plan } from './dossiers.ts'
import { tried } from './matters-to-try.ts'

/** Who came so many minutes before the first start, some with precedence; and when the officer called the next. */
const came: { minutesAgo: number; priority?: Priority }[] = [
  { minutesAgo: 58 },
  { minutesAgo: 51 },
  { minutesAgo: 47, priority: 'elderly' },
  { minutesAgo: 33 },
  { minutesAgo: 24 },
  { minutesAgo: 19, priority: 'small_child' },
  { minutesAgo: 12 },
  { minutesAgo: 5 }
]
const calledMinutesAgo = [55, 43, 29, 8]

/** The line before the desk that can be tried out, as it would stand at that hour of a working day: four wait, one is served; somebody is to be called. */
export async function layOutLine(database: Database, { cast, chance, publicUrl }: Plan, until: Date): Promise<void> {
  const office = cast.officeOf({ level: 'commune', unit: 'commune_committee' }, tried)
  const [officer] = cast.officialsAt(office, 'officer')
  if (!officer) return
  const write = (minutesAgo: number, name: string, verb: (ctx: Ctx) => Promise<unknown>) => {
    const now = new Date(until.getTime() - minutesAgo * 60_000)
    const id = uuidV7(now, chance.bytes(10))
    return { command: { id, name, actor: officer, content: null, now, from: '', publicUrl }, verb }
  }
  const writes = [
    ...came.map(({ minutesAgo, priority }) =>
      write(minutesAgo, 'desks.take_number', (ctx) =>
        takeNumber(ctx, office, { id: ctx.command, ...(priority ? { priority } : {}) })
      )
    ),
    write(26, 'desks.ask_call_back', (ctx) =>
      askCallBack(
        { ...ctx, actor: { kind: 'public' } },
        {
          id: ctx.command,
          office,
          procedure: '1.001193',
          name: 'Hồ Thị A Nhi',
          phone: '0900000004',
          words: 'Con sinh ở nhà thì cần giấy gì?'
        }
      )
    ),
    ...calledMinutesAgo.map((minutesAgo) => write(minutesAgo, 'desks.call_next', (ctx) => callNext(ctx, office, 1)))
  ].toSorted((one, other) => one.command.now.getTime() - other.command.now.getTime())
  await performTogether(database, writes).catch((error) => {
    if (!isUniqueViolation(error)) throw error // laid out by an earlier run
  })
}
