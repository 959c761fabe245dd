import { Type } from 'typebox'
import { readCalendar } from './contract.ts'
import type { Ctx } from './platform/commands.ts'
import { route } from './platform/module.ts'
import { Refusal } from './platform/refusal.ts'
import { type Calendar, type CalendarSource, compileCalendar, dayOf } from './rules/calendar.ts'

const Current = Type.Object({ edition: Type.String() })
const Source = Type.Object({ source: Type.Unsafe<CalendarSource>({}) })

// Editions never change and their names hold a hash of their contents, so a compiled one serves for ever.
const compiled = new Map<string, Calendar>()

/** The calendar in force: the edition published last. */
export const currentCalendar = (ctx: Ctx): Promise<Calendar> =>
  ctx.db.recall('calendar', ctx.now, () => calendarPublishedLast(ctx))

async function calendarPublishedLast(ctx: Ctx): Promise<Calendar> {
  const { db } = ctx
  const [current] = await db(Current)`select edition from kernel.calendar_edition order by published_at desc limit 1`
  if (!current) throw new Error('No calendar has been published.')
  return calendarOfEdition(ctx, current.edition)
}

/** What an edition was compiled from: it never changes. */
export async function calendarSource({ db }: Pick<Ctx, 'db'>, edition: string): Promise<CalendarSource> {
  const [row] = await db(Source)`select source from kernel.calendar_edition where edition = ${edition}`
  if (!row) throw new Refusal(404, 'not_found')
  return { ...row.source, edition }
}

/** The calendar by which a clock was set. */
export async function calendarOfEdition({ db }: Ctx, edition: string): Promise<Calendar> {
  const known = compiled.get(edition)
  if (known) return known
  const calendar = compileCalendar(await calendarSource({ db }, edition))
  compiled.set(edition, calendar)
  return calendar
}

/**
 * The year whose days off should be loaded by now and are not: next year's from 1 October, when its notice is usually out, this year's
 * at any time. Until then due dates beyond it are provisional.
 */
export function yearMissing(calendar: Calendar, today: string): number | null {
  const year = Number(today.slice(0, 4))
  const needed = today.slice(5) >= '10-01' ? year + 1 : year
  return calendar.loadedThrough < needed ? calendar.loadedThrough + 1 : null
}

export const calendarRoutes = [
  route(readCalendar, async (ctx) => {
    const calendar = await currentCalendar(ctx)
    const { edition, loadedThrough } = calendar
    return { edition, loadedThrough, missing: yearMissing(calendar, dayOf(ctx.now)) }
  })
]

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
