import type { Listener } from '@motcua/kernel'
import { notifyOfficers } from '@motcua/kernel/notifications'
import { getVersion } from '@motcua/procedures'
import { getDossier, type Row } from './dossiers.ts'
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

export const listeners: Listener[] = [tellDesk, tellOfAnswer]
