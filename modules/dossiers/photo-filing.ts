import { randomBytes } from 'node:crypto'
import { type Ctx, type Language, Refusal, signedIn } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { type FileReply, Moment, oneOf, orNull, Uuid } from '@motcua/kernel/contract'
import { filesBroughtBy, openFile } from '@motcua/kernel/documents'
import { notify, type Words } from '@motcua/kernel/notifications'
import { officesOfSeats } from '@motcua/kernel/organisations'
import { addLimit } from '@motcua/kernel/rules/calendar'
import { readTrackingCode, trackingCode } from '@motcua/kernel/rules/numbers'
import { getVersion, versionInForce } from '@motcua/procedures'
import { type Static, Type } from 'typebox'
import type { Filed, Filing, PhotoFilingRow, PhotoFilingView, StoredPaper } from './contract.ts'
import { answerLimit, checkFiling, enterDossier, faultsOfFile, refuseOwnCause } from './filing.ts'
import type { BodyOf } from './handling.ts'
import { noticeTexts } from './notice-texts.ts'
import { workingMsLeft } from './opening.ts'
import { photoFilingStates } from './rules.ts'
import { countWrongTries, noteWrongTry } from './tries.ts'

type Photo = Omit<StoredPaper, 'code'>
type Prepared = Pick<Filing, 'version' | 'answers' | 'papers'>

const Listed = Type.Object({
  id: Uuid,
  topic: Type.String(),
  names: Type.String(),
  state: oneOf(photoFilingStates),
  office_id: Type.Integer(),
  name_vi: Type.String(),
  name_en: Type.String(),
  sent_at: Moment,
  due_at: Moment
})
const Row = Type.Object({
  ...Listed.properties,
  person_id: Uuid,
  commune: Type.String(),
  phone: Type.String(),
  note: orNull(Type.String()),
  photos: Type.Array(Type.Unsafe<Photo>({})),
  objection: orNull(Type.String()),
  filled_at: orNull(Moment),
  filled_by: orNull(Uuid),
  filing: orNull(Type.Unsafe<Prepared>({})),
  reason: orNull(Type.String())
})
type Row = Static<typeof Row>

const atDesk = (ctx: Ctx, office: number) =>
  signedIn(ctx).appointments.some((held) => held.office === office && held.role === 'officer')

/** A filing by photographs that who asks has part in: whose it is, or an officer of its desk. */
async function getPhotoFiling(ctx: Ctx, id: string): Promise<Row> {
  const [row] = await ctx.db(Row)`
    select photo_filing.id, topic, names, photo_filing.state, office_id, name_vi, name_en, sent_at, due_at, person_id, commune, phone, note,
           photos, objection, filled_at, filled_by, filing, reason
      from dossiers.photo_filing join kernel.office on office.id = office_id where photo_filing.id = ${id}`
  if (!row) throw new Refusal(404, 'not_found')
  if (ctx.actor.kind === 'person' && row.person_id !== ctx.actor.personId && !atDesk(ctx, row.office_id))
    throw new Refusal(404, 'not_found')
  return row
}

/** Photographs of papers, a telephone and names: an officer of the desk fills the form in (counted as filed at the desk). */
export async function sendPhotos(ctx: Ctx, body: BodyOf<'sendPhotos'>) {
  const person = signedIn(ctx)
  const [version, calendar, brought] = await Promise.all([
    versionInForce(ctx, body.procedure),
    currentCalendar(ctx),
    filesBroughtBy(ctx, person.personId, body.photos.map((photo) => photo.sha256))
  ]) // biome-ignore format: three questions at once
  const procedure = await getVersion(ctx, version)
  if (!procedure.ways.includes('desk')) throw new Refusal(422, 'procedure.way')
  const faults = body.photos.flatMap((photo, i) => faultsOfFile(`body.photos.${i}`, photo, brought))
  if (faults.length > 0) throw new Refusal(422, 'invalid', { count: faults.length }, faults)
  const [desk] = await officesOfSeats(ctx, procedure.steps.slice(0, 1).map((step) => step.seat), body.commune) // biome-ignore format: one question
  const photos = body.photos.map((photo) => ({ ...photo, ...(brought.get(photo.sha256) as object) }))
  const dueAt = addLimit(ctx.now, answerLimit, calendar).at
  await ctx.db`
    insert into dossiers.photo_filing (id, person_id, office_id, topic, commune, phone, names, note, photos, state, sent_at, due_at)
    values (${body.id}, ${person.personId}, ${desk?.id ?? null}, ${body.procedure}, ${body.commune}, ${body.phone}, ${body.names},
            ${body.note ?? null}, ${JSON.stringify(photos)}, 'sent', ${ctx.now}, ${dueAt})`
  ctx.publish('dossiers.photographs_sent', { id: body.id })
  return { id: body.id, state: 'sent' as const, dueAt: dueAt.toISOString() }
}

/** The code leaves the house by SMS; in the app the form itself is shown. */
const words = (language: Language, code: string): Words => {
  const texts = noticeTexts[language]
  const text = texts['photographs.text'].replace('{code}', code)
  return {
    title: texts['photographs.title'],
    text,
    sms: { head: texts['photographs.sms'], tail: texts['photographs.tail'].replace('{code}', code) }
  }
}

/** Of the desk: what is filled in waits for the citizen's word. */
export async function fillPhotoFiling(ctx: Ctx, id: string, body: BodyOf<'fillPhotoFiling'>) {
  const person = signedIn(ctx)
  const row = await getPhotoFiling(ctx, id)
  if (!atDesk(ctx, row.office_id)) throw new Refusal(403, 'desk.not_yours')
  if (row.person_id === person.personId) throw new Refusal(409, 'dossier.own_cause')
  const prepared: Prepared = body
  const checked = await checkFiling(ctx, { id, procedure: row.topic, ...prepared }, 'takeIn', photosOf(row))
  if (checked.desk.id !== row.office_id) throw new Refusal(422, 'dossier.other_desk', { code: checked.desk.code })
  await refuseOwnCause(ctx, person.personId, checked.applicant)
  const code = trackingCode(randomBytes(5))
  const filled = await ctx.db`
    update dossiers.photo_filing
       set state = 'filled', filing = ${JSON.stringify(prepared)}, filled_at = ${ctx.now}, filled_by = ${person.personId},
           code = ${code}
     where id = ${id} and state in ('sent', 'filled')`
  if (filled !== 1) throw new Refusal(409, 'photo_filing.state')
  notify(ctx, {
    kind: 'dossiers.photographs_filled_in',
    words: { vi: words('vi', code), en: words('en', code) },
    caseId: null,
    person: row.person_id,
    phone: row.phone,
    email: null,
    aloud: true,
    urgent: false
  })
  ctx.publish('dossiers.photographs_filled_in', { id })
  return { id, state: 'filled' as const, dueAt: null }
}

export async function returnPhotoFiling(ctx: Ctx, id: string, { reason }: { reason: string }) {
  const row = await getPhotoFiling(ctx, id)
  if (!atDesk(ctx, row.office_id)) throw new Refusal(403, 'desk.not_yours')
  const returned = await ctx.db`
    update dossiers.photo_filing set state = 'returned', reason = ${reason}, filing = null, code = null, ended_at = ${ctx.now}
     where id = ${id} and state in ('sent', 'filled')`
  if (returned !== 1) throw new Refusal(409, 'photo_filing.state')
  ctx.publish('dossiers.photographs_returned', { id })
  return { id, state: 'returned' as const, dueAt: null }
}

/** Not as the citizen meant it: back to the desk, whose time begins anew. What was filled in stays, to be mended and not typed again. */
export async function objectToPhotoFiling(ctx: Ctx, id: string, { objection }: { objection: string }) {
  const [row, calendar] = await Promise.all([getPhotoFiling(ctx, id), currentCalendar(ctx)])
  if (row.person_id !== signedIn(ctx).personId) throw new Refusal(403, 'photo_filing.not_yours')
  const dueAt = addLimit(ctx.now, answerLimit, calendar).at
  const objected = await ctx.db`
    update dossiers.photo_filing set state = 'sent', objection = ${objection}, code = null, due_at = ${dueAt}
     where id = ${id} and state = 'filled'`
  if (objected !== 1) throw new Refusal(409, 'photo_filing.state')
  return { id, state: 'sent' as const, dueAt: dueAt.toISOString() }
}

/** The citizen's word makes a dossier of it: taken in at the desk by the officer who filled it in, its clock from now. */
export async function confirmPhotoFiling(ctx: Ctx, id: string): Promise<Filed> {
  const row = await getPhotoFiling(ctx, id)
  if (row.person_id !== signedIn(ctx).personId) throw new Refusal(403, 'photo_filing.not_yours')
  return confirm(ctx, row)
}

async function confirm(ctx: Ctx, row: Row): Promise<Filed> {
  const { id, filing, filled_by } = row
  if (row.state !== 'filled' || !filing || !filled_by) throw new Refusal(409, 'photo_filing.state')
  const checked = await checkFiling(ctx, { id, procedure: row.topic, ...filing }, 'takeIn', photosOf(row))
  const confirmed = await ctx.db`
    update dossiers.photo_filing set state = 'confirmed', filing = null, code = null, ended_at = ${ctx.now}
     where id = ${id} and state = 'filled' and filled_by = ${filled_by} and filled_at = ${row.filled_at}`
  if (confirmed !== 1) throw new Refusal(409, 'photo_filing.state')
  const who = { filer: row.person_id, receiver: filled_by, owner: row.person_id, byPhotographs: true }
  return enterDossier(ctx, id, checked, 'takeIn', who)
}

const Coded = Type.Object({ id: orNull(Uuid), person_id: orNull(Uuid) })

/** Whoever holds the code sent to the telephone acts for the account that sent the photographs, for this one act. */
export async function confirmByCode(ctx: Ctx, typed: string): Promise<{ filed: Filed | null }> {
  await countWrongTries(ctx, [])
  const code = readTrackingCode(typed)
  const [coded] = await ctx.db(Coded)`select id, person_id from dossiers.photo_filing_by_code(${code ?? ''})`
  if (!coded?.id) {
    await noteWrongTry(ctx, [])
    return { filed: null }
  }
  void ctx.db`select set_config('motcua.person', ${coded.person_id}, true)`
  return { filed: await confirm(ctx, await getPhotoFiling(ctx, coded.id)) }
}

const photosOf = (row: Row) => async () => new Map(row.photos.map((photo) => [photo.sha256, photo]))

export async function listMyPhotoFilings(ctx: Ctx): Promise<{ rows: PhotoFilingRow[] }> {
  const person = signedIn(ctx)
  const [rows, calendar] = await Promise.all([
    ctx.db(Listed)`
      select photo_filing.id, topic, names, photo_filing.state, office_id, name_vi, name_en, sent_at, due_at
        from dossiers.photo_filing join kernel.office on office.id = office_id
       where person_id = ${person.personId} order by sent_at desc limit 100`,
    currentCalendar(ctx)
  ])
  return { rows: rows.map((row) => rowOf(row, ctx.now, calendar)) }
}

export async function listPhotoFilings(ctx: Ctx): Promise<{ rows: PhotoFilingRow[] }> {
  const desks = signedIn(ctx)
    .appointments.filter((held) => held.role === 'officer')
    .map((held) => held.office)
  const [rows, calendar] = await Promise.all([
    ctx.db(Listed)`
      select photo_filing.id, topic, names, photo_filing.state, office_id, name_vi, name_en, sent_at, due_at
        from dossiers.photo_filing join kernel.office on office.id = office_id
       where office_id = any (${desks}::int[]) and photo_filing.state in ('sent', 'filled')
       order by photo_filing.state desc, due_at limit 200`,
    currentCalendar(ctx)
  ])
  return { rows: rows.map((row) => rowOf(row, ctx.now, calendar)) }
}

export async function openPhotoFiling(ctx: Ctx, id: string): Promise<PhotoFilingView> {
  const [row, calendar] = await Promise.all([getPhotoFiling(ctx, id), currentCalendar(ctx)])
  return {
    ...rowOf(row, ctx.now, calendar),
    commune: row.commune,
    phone: row.phone,
    note: row.note,
    photos: row.photos.map(({ sha256, name }) => ({ sha256, name })),
    objection: row.objection,
    filledAt: row.filled_at,
    filing: row.filing,
    reason: row.reason
  }
}

export async function openPhoto(
  ctx: Ctx,
  id: string,
  sha256: string,
  as?: 'shown'
): Promise<FileReply & { caseId: string }> {
  const row = await getPhotoFiling(ctx, id)
  const photo = row.photos.find((known) => known.sha256 === sha256)
  if (!photo) throw new Refusal(404, 'not_found')
  return { ...(await openFile(ctx, sha256, photo.name, as === 'shown')), caseId: id }
}

function rowOf(row: Static<typeof Listed>, now: Date, calendar: Parameters<typeof workingMsLeft>[2]): PhotoFilingRow {
  const due = row.state === 'sent' ? row.due_at : null
  return {
    id: row.id,
    procedure: row.topic,
    names: row.names,
    state: row.state,
    office: row.office_id,
    officeVi: row.name_vi,
    officeEn: row.name_en,
    sentAt: row.sent_at,
    dueAt: due,
    workingMsLeft: due ? workingMsLeft(now, new Date(due), calendar) : null
  }
}
