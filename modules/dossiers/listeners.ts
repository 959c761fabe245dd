import type { Listener } from '@motcua/kernel'
import { claimCase, noteCase } from '@motcua/kernel/cases'
import { Uuid } from '@motcua/kernel/contract'
import { notifyOfficers } from '@motcua/kernel/notifications'
import { getVersion } from '@motcua/procedures'
import { Type } from 'typebox'
import { getDossier, type Row } from './dossiers.ts'
import { writeAskedReminder } from './reminders.ts'
import { placeOf, type Spoken, tell, wordsOf } from './notices.ts'

/** A dossier as it stands, as far as notices speak of it. */
const spokenOf = (row: Row, place: Spoken['place']): Spoken => ({
  ...row,
  place,
  dueAt: row.due_at === null ? null : new Date(row.due_at),
  answerDueAt: row.answer_due_at === null ? null : new Date(row.answer_due_at),
  body: {}
})

const toDesk: Record<string, string> = {
  'dossiers.dossier_sent': 'arrived',
  'dossiers.dossier_presented': 'arrived',
  'dossiers.reminder_sent': 'reminded',
  'dossiers.message_sent': 'asked'
}

/** The officers of a desk hear that something came online or an applicant wrote, though not on the time of who sends it. */
const tellDesk: Listener = {
  name: 'dossiers.tell_desk',
  hears: Object.keys(toDesk),
  hear: async (ctx, { type, body, at }) => {
    const kind = toDesk[type] ?? ''
    const row = await getDossier(ctx, String(body.id))
    if (kind === 'arrived' && row.state !== 'registered') return // answered meanwhile, it is no news
    const [procedure, place] = await Promise.all([getVersion(ctx, row.version_id), placeOf(ctx, row.office_id)])
    const words = wordsOf(new Date(at), kind, spokenOf(row, place), procedure)
    notifyOfficers(ctx, row.office_id, { kind: `dossiers.${kind}`, words, caseId: row.id })
    ctx.publish('dossiers.desk_told', { id: row.id })
  }
}

const toApplicant: Record<string, string> = {
  'dossiers.reminder_answered': 'reminder_answered',
  'dossiers.message_answered': 'answered'
}

/** The applicant hears that the office has answered; the words themselves stay in the dossier. */
const tellOfAnswer: Listener = {
  name: 'dossiers.tell_of_answer',
  hears: Object.keys(toApplicant),
  hear: async (ctx, { type, body }) => {
    const row = await getDossier(ctx, String(body.id))
    const [procedure, place] = await Promise.all([getVersion(ctx, row.version_id), placeOf(ctx, row.office_id)])
    tell(ctx, toApplicant[type] ?? '', spokenOf(row, place), procedure)
  }
}

const Found = Type.Object({ id: Uuid })

/**
 * Who has proven their identity through VNeID finds what a desk has taken in under the same number among their own, is told of each, and
 * from then on learns who looks at it. A password or a telephone proves no identity number: they claim nothing.
 */
const claimOwn: Listener = {
  name: 'dossiers.claim_own',
  hears: ['kernel.identity_proven'],
  hear: async (ctx, { body }) => {
    const person = String(body.person)
    const found = await ctx.db(Found)`
      select dossier.id
        from kernel.person join dossiers.dossier on applicant ->> 'personalId' = person.personal_id
        join kernel.case on "case".id = dossier.id
       where person.id = ${person} and "case".person_id is null order by dossier.id`
    for (const { id } of found) {
      if (!(await claimCase(ctx, id, person))) continue
      const row = await getDossier(ctx, id)
      const [procedure, place] = await Promise.all([getVersion(ctx, row.version_id), placeOf(ctx, row.office_id)])
      await noteCase(ctx, id, { what: 'dossier_claimed', office: row.office_id, body: {} })
      tell(ctx, 'claimed', spokenOf(row, place), procedure)
      ctx.publish('dossiers.dossier_claimed', { id, number: row.number })
    }
  }
}

export const listeners: Listener[] = [tellDesk, tellOfAnswer, claimOwn, writeAskedReminder]
