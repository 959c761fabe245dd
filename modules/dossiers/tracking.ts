import { timingSafeEqual } from 'node:crypto'
import { type Ctx, Refusal } from '@motcua/kernel'
import { Moment, orNull, StateName, Uuid } from '@motcua/kernel/contract'
import { formatDossierNumber, parseDossierNumber, readTrackingCode } from '@motcua/kernel/rules/numbers'
import { getVersion } from '@motcua/procedures'
import { Type } from 'typebox'
import type { TrackedDossier } from './contract.ts'

const triesAnHour = 5

const Public = Type.Object({
  id: Uuid,
  number: Type.String(),
  tracking_code: Type.String(),
  state: StateName,
  topic: Type.String(),
  version_id: Uuid,
  office_vi: Type.String(),
  office_en: Type.String(),
  holder_vi: Type.String(),
  holder_en: Type.String(),
  answer_due_at: orNull(Moment),
  due_at: orNull(Moment),
  provisional: Type.Boolean(),
  opened_at: Moment,
  received_at: orNull(Moment),
  decided_at: orNull(Moment)
})
const PublicStep = Type.Object({
  at: Moment,
  what: Type.String(),
  state: StateName,
  name_vi: Type.String(),
  name_en: Type.String()
})
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
 * The dossier that number and code name. Undefined says either is wrong, never which; both cost the same work. After five wrong tries
 * in an hour at a number, from an address or by what else is counted, nothing is looked up any more.
 */
export async function findTracked(ctx: Ctx, typedNumber: string, typedCode: string, ...counted: string[]) {
  const parsed = parseDossierNumber(typedNumber)
  const number = parsed ? formatDossierNumber(parsed) : ''
  const code = readTrackingCode(typedCode) ?? ''
  const keys = [`number ${number}`, ...counted]
  const [, [found]] = await Promise.all([
    countWrongTries(ctx, keys),
    ctx.db(Public)`
      select c.id, number, tracking_code, state, topic, version_id, o.name_vi as office_vi, o.name_en as office_en,
             h.name_vi as holder_vi, h.name_en as holder_en, answer_due_at, due_at, provisional, opened_at, received_at, c.decided_at
        from dossiers.public_case c join kernel.office o on o.id = office_id join kernel.office h on h.id = holder_id
       where number = ${number}`
  ])
  const expected = Buffer.from(found?.tracking_code ?? '00000000')
  const given = Buffer.from(code.padEnd(8, '-'))
  const right = timingSafeEqual(expected, given) && found !== undefined
  if (!right) {
    await noteWrongTry(ctx, keys)
    return undefined
  }
  return found
}

/** Where a dossier stands, for whoever holds number and code. */
export async function trackDossier(
  ctx: Ctx,
  typedNumber: string,
  typedCode: string
): Promise<TrackedDossier | undefined> {
  const found = await findTracked(ctx, typedNumber, typedCode)
  if (!found) return undefined
  const steps = await ctx.db(PublicStep)`
      select at, what, s.state, name_vi, name_en
        from dossiers.public_step s join dossiers.public_case c on c.id = case_id join kernel.office o on o.id = s.office_id
       where c.number = ${found.number} order by seq`
  const procedure = await getVersion(ctx, found.version_id)
  return {
    number: found.number,
    state: found.state,
    procedure: found.topic,
    procedureVi: procedure.name.vi,
    procedureEn: procedure.name.en,
    officeVi: found.office_vi,
    officeEn: found.office_en,
    holderVi: found.holder_vi,
    holderEn: found.holder_en,
    openedAt: found.opened_at,
    receivedAt: found.received_at,
    answerDueAt: found.answer_due_at,
    dueAt: found.due_at,
    provisional: found.provisional,
    late: found.due_at !== null && new Date(found.due_at) < new Date(found.decided_at ?? ctx.now),
    steps: steps.map(({ at, what, state, name_vi, name_en }) => ({
      at,
      what,
      state,
      officeVi: name_vi,
      officeEn: name_en
    }))
  }
}
