import { createHash } from 'node:crypto'
import { publishCalendar } from '@motcua/kernel/calendar'
import { importCitizens, importOfficials, importOrganisations } from '@motcua/kernel/import'
import { bySystem, houseCtx } from '@motcua/kernel/platform/commands'
import type { Database } from '@motcua/kernel/platform/db'
import {
  importBundles,
  importIndustries,
  importLifeEvents,
  importSearchWords,
  publishVersion
} from '@motcua/procedures'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import {
  bundles,
  citizensTable,
  lifeEvents,
  officialsTable,
  organisationTables,
  publishedProcedures,
  searchWords,
  trades
} from '../../data/province.ts'

/**
 * Lays the province out from data/: calendar, areas, offices, posts, procedures; invented people only in a demonstration. Runs at
 * every start: what stands already stays, so an edited table or a new procedure arrives with the program that brings it.
 */
export async function layOutProvince(database: Database, { now, demo }: { now: Date; demo: boolean }): Promise<void> {
  // One transaction: a start that was killed in its middle leaves no half province.
  await bySystem(database, async (db) => {
    const ctx = houseCtx(db, now)
    const { edition: _, ...calendar } = provinceCalendar
    await publishCalendar(ctx, calendar, createHash('sha256').update(JSON.stringify(calendar)).digest('hex'))
    await importOrganisations(ctx, organisationTables())
    await importIndustries(ctx, trades())
    await importLifeEvents(ctx, lifeEvents())
    await importBundles(ctx, bundles())
    await importSearchWords(ctx, searchWords())
    for (const { procedure, from } of publishedProcedures()) await publishVersion(ctx, procedure, from)
    if (!demo) return
    await importOfficials(ctx, officialsTable())
    await importCitizens(ctx, citizensTable())
  })
}
