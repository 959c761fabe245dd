import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { currentCalendar } from '@motcua/kernel/calendar'
import { handOutFile, storeFile, takeFile } from '@motcua/kernel/documents'
import { importCitizens } from '@motcua/kernel/import'
import type { Ctx } from '@motcua/kernel'
import { bySystem, houseCtx } from '@motcua/kernel/platform/commands'
import type { Database } from '@motcua/kernel/platform/db'
import { momentOf, workingTimeBetween } from '@motcua/kernel/rules/calendar'
import { uuidV7 } from '@motcua/kernel/rules/numbers'
import { getVersion, versionInForce } from '@motcua/procedures'
import { answeredOn, completeAnswers } from '../../../data/procedures/answers.ts'
import { type Cast, castOf } from './cast.ts'
import { openChance } from './chance.ts'
import { layOutLine } from './line.ts'
import { peopleToTry, tellMattersToTry } from './matters-to-try.ts'
import { daysBetween, type Offer, type Plan, type Story, tellDossier, weightOfDay, writeStories } from './dossiers.ts'

export type Span = {
  from: string
  to: string
  /** How many dossiers come in on these days. */
  dossiers: number
  /** What would happen later has not happened yet. */
  until: Date
  seed: number
  publicUrl: string
  /** Whether those who can be tried out find something of every kind before them. */
  mattersToTry?: true
}

/** How often each is asked for; whatever is not named comes as often as an exchange of a driving licence. */
const demands: Record<string, number> = {
  '1.001193': 1.5,
  '2.000815': 1.2,
  '1.000894': 0.6,
  '1.004222': 1.6,
  '1.001612': 0.8
}
export const demandOf = (code: string): number => demands[code] ?? 1

/**
 * Lays out what happened in a demonstration: citizens, dossiers and all that was done with them, through the verbs that people use, so
 * that every table reads as if they had. The same span and seed tell the same stories.
 */
export async function layOutLife(
  database: Database,
  span: Span,
  { told = () => {}, stopped }: { told?: (done: number) => void; stopped?: AbortSignal }
): Promise<void> {
  const chance = openChance(span.seed)
  const cast = castOf(chance, Math.max(60, Math.ceil(span.dossiers / 4)))
  const { offers, calendar, paper } = await bySystem(database, async (db) => {
    const house = houseCtx(db, momentOf(span.from, '07:30'), span.publicUrl)
    // Drawn like all that follows, so that one seed goes on telling the same stories.
    const ctx = { ...house, command: uuidV7(span.until, chance.bytes(10)) }
    await importCitizens(ctx, cast.citizensTable)
    const offers: Offer[] = []
    for (const [code, answers] of Object.entries(completeAnswers)) {
      const version = await versionInForce({ ...ctx, now: span.until }, code)
      offers.push({
        procedure: await getVersion(ctx, version),
        version,
        sample: { filledOn: answeredOn, answers },
        weight: demandOf(code)
      })
    }
    return { offers, calendar: await currentCalendar(ctx), paper: await layOutPaper(ctx, cast) }
  })
  const plan: Plan = { offers, calendar, paper, cast, chance, publicUrl: span.publicUrl }
  const toTry = span.mattersToTry ? tellMattersToTry(plan, span.until) : []
  await writeStories(database, [...tellSpan(plan, span), ...toTry], told, stopped)
  if (span.mattersToTry) await layOutLine(database, plan, span.until)
}

/** The stories of a span, more on some days and at some desks than on others. */
export function tellSpan(plan: Plan, { from, to, dossiers, until }: Span): Story[] {
  const { calendar, chance } = plan
  const isWorkingDay = (day: string) =>
    workingTimeBetween(momentOf(day, '00:00'), new Date(momentOf(day, '00:00').getTime() + 86_400_000), calendar) > 0
  const days = daysBetween(from, to).map((day) => [day, weightOfDay(day, isWorkingDay(day))] as const)
  return Array.from({ length: dossiers }, () => tellDossier(plan, chance.weighted(days), until))
}

const pdf = Buffer.from(
  `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 71>>stream
BT /F 24 Tf 150 440 Td (GIAY TO MINH HOA - DEMONSTRATION) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`
)

/** One sheet that says it is none, for everybody in the cast to hand in and to be handed. */
async function layOutPaper(ctx: Ctx, cast: Cast): Promise<Plan['paper']> {
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  const [first] = cast.citizens
  if (!first) throw new Error('The cast has no citizens.')
  const arrived = await takeFile(ctx.db.files, Readable.from([pdf]), sha256)
  await storeFile({ ...ctx, actor: first.person }, arrived)
  await handOutFile(ctx, sha256, [
    ...cast.citizens.map(({ person }) => person.personId),
    ...peopleToTry(),
    ...cast.officials
  ])
  return { sha256, name: 'giay-to-minh-hoa.pdf' }
}
