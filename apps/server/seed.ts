import { createHash, randomUUID } from 'node:crypto'
import type { Ctx } from '@motcua/kernel'
import { publishCalendar } from '@motcua/kernel/calendar'
import { importCitizens, importOfficials, importOrganisations } from '@motcua/kernel/import'
import type { Database } from '@motcua/kernel/platform/db'
import { importIndustries, publishVersion } from '@motcua/procedures'
import { provinceCalendar } from '../../data/calendar/days-off.ts'
import { citizensTable, officialsTable, organisationTables, publishedProcedures, trades } from '../../data/province.ts'

/**
 * Lays the province out: offices, calendar, trades and procedures, and in a demo the people in every post. The same data again change
 * nothing; a changed calendar or procedure is published as a new edition or version.
 */
export async function seed(database: Database, now: Date, demo: boolean): Promise<void> {
  const inOne = <T>(work: (ctx: Ctx) => Promise<T>) =>
    database.transaction({ offices: [], person: null, reach: 'province' }, (db) =>
      work({ db, actor: { kind: 'system' }, now, command: randomUUID(), from: '', publish: () => {} })
    )
  await inOne((ctx) => importOrganisations(ctx, organisationTables()))
  if (demo) {
    await inOne(async (ctx) => {
      await importOfficials(ctx, officialsTable())
      await importCitizens(ctx, citizensTable())
    })
  }
  const { edition: _, ...calendar } = provinceCalendar
  const hash = createHash('sha256').update(JSON.stringify(calendar)).digest('hex')
  await inOne(async (ctx) => {
    await publishCalendar(ctx, calendar, hash)
    await importIndustries(ctx, trades())
    for (const { procedure, from } of publishedProcedures()) await publishVersion(ctx, procedure, from)
  })
}
