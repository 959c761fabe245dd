import type { Listener } from '@motcua/kernel'
import { notifyOfficers } from '@motcua/kernel/notifications'
import { getVersion } from '@motcua/procedures'
import { getDossier, type Row } from './dossiers.ts'
import { placeOf, type Spoken, wordsOf } from './notices.ts'

/** A dossier as it stands, as far as notices speak of it. */
const spokenOf = (row: Row, place: Spoken['place']): Spoken => ({
  ...row,
  place,
  dueAt: row.due_at === null ? null : new Date(row.due_at),
  answerDueAt: row.answer_due_at === null ? null : new Date(row.answer_due_at),
  body: {}
})

/** The officers of a desk hear that something came online, though not on the time of who sends it. */
const tellDesk: Listener = {
  name: 'dossiers.tell_desk',
  hears: ['dossiers.dossier_sent'],
  hear: async (ctx, { body, at }) => {
    const row = await getDossier(ctx, String(body.id))
    const [procedure, place] = await Promise.all([getVersion(ctx, row.version_id), placeOf(ctx, row.office_id)])
    const words = wordsOf(new Date(at), 'arrived', spokenOf(row, place), procedure)
    notifyOfficers(ctx, row.office_id, { kind: 'dossiers.arrived', words, caseId: row.id })
    ctx.publish('dossiers.desk_told', { id: row.id })
  }
}

export const listeners: Listener[] = [tellDesk]
