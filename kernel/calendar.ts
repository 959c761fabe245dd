import { Type } from 'typebox'
import type { Ctx } from './platform/commands.ts'
import { type Calendar, type CalendarSource, compileCalendar } from './rules/calendar.ts'

const Current = Type.Object({ edition: Type.String() })
const Source = Type.Object({ source: Type.Unsafe<CalendarSource>({}) })

// Editions never change and their names hold a hash of their contents, so a compiled one serves for ever.
const compiled = new Map<string, Calendar>()

/** The calendar in force: the edition published last. */
export const currentCalendar = ({ db, now }: Ctx): Promise<Calendar> =>
  db.recall('calendar', now, () => readCalendar(db))

async function readCalendar(db: Ctx['db']): Promise<Calendar> {
  const [current] = await db(Current)`select edition from kernel.calendar_edition order by published_at desc limit 1`
  if (!current) throw new Error('No calendar has been published.')
  const known = compiled.get(current.edition)
  if (known) return known
  const [row] = await db(Source)`select source from kernel.calendar_edition where edition = ${current.edition}`
  const calendar = compileCalendar({ ...(row as { source: CalendarSource }).source, edition: current.edition })
  compiled.set(current.edition, calendar)
  return calendar
}

/** Publishes days off and Saturdays worked; the same contents again change nothing. `hash` is of the source, hexadecimal. */
export async function publishCalendar(
  { db, now }: Ctx,
  source: Omit<CalendarSource, 'edition'>,
  hash: string
): Promise<string> {
  const edition = `${source.years[1]}-${hash.slice(0, 12)}`
  db.forget()
  await db`
    insert into kernel.calendar_edition (edition, source, published_at)
    values (${edition}, ${JSON.stringify(source)}, ${now}) on conflict do nothing`
  return edition
}
