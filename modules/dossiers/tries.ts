import { type Ctx, Refusal } from '@motcua/kernel'
import { Type } from 'typebox'

const triesAnHour = 5

const Tries = Type.Object({ tries: Type.Integer() })

/** Refuses whoever has tried wrongly five times in an hour, by these names or from this address. */
export async function countWrongTries(ctx: Ctx, names: string[]): Promise<void> {
  const keys = [...names, `address ${ctx.from}`]
  const since = new Date(ctx.now.getTime() - 3_600_000)
  const tries = await ctx.db(Tries)`
    select count(at)::int as tries
      from unnest(${keys}::text[]) as asked (name) cross join dossiers.try_salt
      left join dossiers.wrong_try on key = sha256(convert_to(salt || name, 'UTF8')) and at > ${since}
     group by name`
  if (tries.some((row) => row.tries >= triesAnHour)) throw new Refusal(429, 'tracking.too_many', { seconds: 3_600 })
}

export async function noteWrongTry(ctx: Ctx, names: string[]): Promise<void> {
  const keys = [...names, `address ${ctx.from}`]
  const since = new Date(ctx.now.getTime() - 3_600_000)
  await ctx.db`
    with old as (delete from dossiers.wrong_try where at <= ${since})
    insert into dossiers.wrong_try (key, at)
    select sha256(convert_to(salt || name, 'UTF8')), ${ctx.now} from unnest(${keys}::text[]) as asked (name) cross join dossiers.try_salt`
}

/**
 * Looks something up that only its holder should find. `undefined` says it was not found, and counts as a wrong try at each of the names and
 * from the address; after five in an hour nothing is told any more. A right answer and a wrong one cost the same work.
 */
export async function findWithinTries<Found>(
  ctx: Ctx,
  names: string[],
  find: () => Promise<Found | undefined>
): Promise<Found | undefined> {
  const [, found] = await Promise.all([countWrongTries(ctx, names), find()])
  if (found === undefined) await noteWrongTry(ctx, names)
  return found
}
