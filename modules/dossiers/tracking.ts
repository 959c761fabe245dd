import { timingSafeEqual } from 'node:crypto'
import type { Ctx } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { Day, Moment, orNull, StateName, Uuid } from '@motcua/kernel/contract'
import { formatDossierNumber, parseDossierNumber, readTrackingCode } from '@motcua/kernel/rules/numbers'
import { getVersion } from '@motcua/procedures'
import { Type } from 'typebox'
import type { TrackedDossier } from './contract.ts'
import { askReminder, mayRemind } from './reminders.ts'
import { newDayAfter } from './rules.ts'
import { countWrongTries, findWithinTries } from './tries.ts'

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
  decided_at: orNull(Moment),
  redated_to: orNull(Moment)
})
const PublicStep = Type.Object({
  at: Moment,
  what: Type.String(),
  state: StateName,
  name_vi: Type.String(),
  name_en: Type.String()
})
const PublicReminder = Type.Object({
  sent_at: Moment,
  due_at: Moment,
  answered_at: orNull(Moment),
  expected_on: orNull(Day)
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
export function findTracked(ctx: Ctx, typedNumber: string, typedCode: string, ...counted: string[]) {
  const { number, opens } = readKeys(typedNumber, typedCode)
  return findWithinTries(ctx, [`number ${number}`, ...counted], () => findPublic(ctx, number, opens))
}

async function findPublic(ctx: Ctx, number: string, opens: ReturnType<typeof readKeys>['opens']) {
  const [found] = await ctx.db(Public)`
    select c.id, number, tracking_code, state, topic, version_id, o.name_vi as office_vi, o.name_en as office_en,
           h.name_vi as holder_vi, h.name_en as holder_en, answer_due_at, due_at, provisional, opened_at, received_at, c.decided_at, redated_to
      from dossiers.public_case c join kernel.office o on o.id = office_id join kernel.office h on h.id = holder_id
     where number = ${number}`
  return opens(found) ? found : undefined
}

const lastReminder = ({ db }: Ctx, id: string) => db(PublicReminder)`
  select sent_at, due_at, answered_at, expected_on from dossiers.public_reminder where case_id = ${id} order by day desc limit 1`

/** “Gửi nhắc” on the page of tracking. A wrong code is counted when the page is shown again with it. */
export async function remindByCode(
  ctx: Ctx,
  { so = '', ma = '' }: Record<string, string>
): Promise<Record<string, string>> {
  const { number, opens } = readKeys(so, ma)
  const [, found] = await Promise.all([countWrongTries(ctx, [`number ${number}`]), findPublic(ctx, number, opens)])
  if (!found) return {}
  const [reminder] = await lastReminder(ctx, found.id)
  const dueAt = await askReminder(ctx, found, reminder ? [{ sentAt: reminder.sent_at }] : [])
  return { reminded: dueAt.toISOString() }
}

/** Where a dossier stands, for whoever holds number and code. */
export async function trackDossier(
  ctx: Ctx,
  typedNumber: string,
  typedCode: string
): Promise<TrackedDossier | undefined> {
  const found = await findTracked(ctx, typedNumber, typedCode)
  if (!found) return undefined
  const [steps, [reminder], calendar, procedure] = await Promise.all([
    ctx.db(PublicStep)`
      select at, what, s.state, name_vi, name_en
        from dossiers.public_step s join dossiers.public_case c on c.id = case_id join kernel.office o on o.id = s.office_id
       where c.number = ${found.number} order by seq`,
    lastReminder(ctx, found.id),
    currentCalendar(ctx),
    getVersion(ctx, found.version_id)
  ])
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
    redatedTo: newDayAfter(found.due_at, found.redated_to),
    late: found.due_at !== null && new Date(found.due_at) < new Date(found.decided_at ?? ctx.now),
    reminder: reminder
      ? {
          sentAt: reminder.sent_at,
          dueAt: reminder.due_at,
          answeredAt: reminder.answered_at,
          expectedOn: reminder.expected_on
        }
      : null,
    mayRemind: mayRemind(found, reminder ? [{ sentAt: reminder.sent_at }] : [], ctx.now, calendar),
    steps: steps.map(({ at, what, state, name_vi, name_en }) => ({
      at,
      what,
      state,
      officeVi: name_vi,
      officeEn: name_en
    }))
  }
}
