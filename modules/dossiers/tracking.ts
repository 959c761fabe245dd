import { timingSafeEqual } from 'node:crypto'
import type { Ctx } from '@motcua/kernel'
import { Moment, orNull, StateName, Uuid } from '@motcua/kernel/contract'
import { formatDossierNumber, parseDossierNumber, readTrackingCode } from '@motcua/kernel/rules/numbers'
import { getVersion } from '@motcua/procedures'
import { Type } from 'typebox'
import type { TrackedDossier } from './contract.ts'
import { findWithinTries } from './tries.ts'

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

/** Whose number and code these are, as typed: whether they belong together is found in constant time. */
export function readKeys(typedNumber: string, typedCode: string) {
  const parsed = parseDossierNumber(typedNumber)
  const code = Buffer.from((readTrackingCode(typedCode) ?? '').padEnd(8, '-'))
  return {
    number: parsed ? formatDossierNumber(parsed) : '',
    opens: (found: { tracking_code: string } | undefined): boolean =>
      timingSafeEqual(Buffer.from(found?.tracking_code ?? '00000000'), code) && found !== undefined
  }
}

/**
 * The dossier that number and code name. Undefined says either is wrong, never which; both cost the same work. After five wrong tries
 * in an hour at a number, from an address or by what else is counted, nothing is looked up any more.
 */
export async function findTracked(ctx: Ctx, typedNumber: string, typedCode: string, ...counted: string[]) {
  const { number, opens } = readKeys(typedNumber, typedCode)
  return findWithinTries(ctx, [`number ${number}`, ...counted], async () => {
    const [found] = await ctx.db(Public)`
      select c.id, number, tracking_code, state, topic, version_id, o.name_vi as office_vi, o.name_en as office_en,
             h.name_vi as holder_vi, h.name_en as holder_en, answer_due_at, due_at, provisional, opened_at, received_at, c.decided_at
        from dossiers.public_case c join kernel.office o on o.id = office_id join kernel.office h on h.id = holder_id
       where number = ${number}`
    return opens(found) ? found : undefined
  })
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
