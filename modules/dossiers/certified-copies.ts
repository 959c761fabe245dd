import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { moveCase } from '@motcua/kernel/cases'
import { Day, Moment, orNull, Uuid } from '@motcua/kernel/contract'
import { dayOf } from '@motcua/kernel/rules/calendar'
import type { Answers } from '@motcua/kernel/rules/form'
import { feesOf, type Procedure } from '@motcua/procedures/rules'
import { type Static, Type } from 'typebox'
import type * as contract from './contract.ts'
import type { Settled } from './contract.ts'
import { type Checked, checkFiling, enterDossier, refuseOwnCause } from './filing.ts'
import type { BodyOf } from './handling.ts'
import { endPutAside, filesAtDesk } from './put-aside.ts'
import { facts, type Station } from './rules.ts'

const Area = Type.Object({ area_code: Type.String() })
const Signer = Type.Object({ name: Type.String() })
const Drawn = Type.Object({ last: Type.Integer() })

/** What is written on the copy and in the register: number and book of the year. */
const written = (no: number, year: number) => ({ no: String(no).padStart(2, '0'), book: `01/${year}-SCT/BS` })

/**
 * Certified copies and all that is done while one waits: taken in, decided and returned in one act. Who receives does not decide: the
 * signer is another person in the deciding post, signs the paper by hand, and confirms here afterwards (docs/decisions). No receipt
 * is printed where the result is immediate (Decree 61/2018/NĐ-CP art. 17).
 */
export async function settleAtOnce(ctx: Ctx, body: BodyOf<'settleAtOnce'>): Promise<Settled> {
  const person = signedIn(ctx)
  const { id, office, signer } = body
  if (!person.appointments.some((held) => held.office === office && held.role === 'officer'))
    throw new Refusal(403, 'desk.not_yours')
  const [seat] = await ctx.db(
    Area
  )`select area_code from kernel.office where id = ${office} and in_force @> ${dayOf(ctx.now)}::date`
  const brought = (hashes: string[]) => filesAtDesk(ctx, id, hashes)
  const checked = await checkFiling(ctx, body, 'takeIn', brought, seat?.area_code)
  const { procedure, desk, route, fee, answers, applicant } = checked
  if (!procedure.immediate) throw new Refusal(422, 'immediate.none')
  if (desk.id !== office) throw new Refusal(422, 'dossier.other_desk', { code: desk.code })
  if (fee > 0 && !checked.paid)
    throw new Refusal(422, 'invalid', { count: 1 }, [{ field: 'body.paid', code: 'fee.due', values: { amount: fee } }])
  const decides = route.findIndex((station) => station.decides)
  const name = await nameOfSigner(ctx, signer, route[decides] as Station)
  await refuseOwnCause(ctx, signer, applicant)
  const who = { filer: person.personId, receiver: person.personId, owner: null, byPhotographs: false }
  void endPutAside(ctx, id)
  const filed = await enterDossier(ctx, id, checked, 'takeIn', who)
  const certificates = await drawNumbers(ctx, id, office, signer, procedure, answers, checked)
  const at = {
    office,
    holder: office,
    post: 'officer',
    answerDueAt: null,
    shareDueAt: null,
    receivedAt: ctx.now,
    clock: null
  }
  const decision = { outcome: 'granted', signer: name, certificates }
  const station = (i: number) => (route[i] as Station).code
  await moveCase(
    ctx,
    { id, historySeq: 1 },
    {
      ...at,
      from: 'received',
      to: 'decided',
      what: facts.decide,
      step: station(decides),
      closed: false,
      body: decision
    }
  )
  const last = route.length - 1
  const collected = { collectedBy: 'applicant' }
  await moveCase(
    ctx,
    { id, historySeq: 2 },
    {
      ...at,
      from: 'decided',
      to: 'returned',
      what: facts.returnResult,
      step: station(last),
      closed: { keepYears: procedure.retention.years },
      body: collected
    }
  )
  void ctx.db`
    update dossiers.dossier
       set step_at = ${last}, outcome = 'granted', result = '{}', decided_at = ${ctx.now}, collected_by = ${applicant.name}, forward_due_at = null
     where id = ${id}`
  await ctx.db`
    insert into dossiers.signature (dossier_id, office_id, signer_id, signed_at) values (${id}, ${office}, ${signer}, ${ctx.now})`
  for (const fact of [facts.decide, facts.returnResult]) ctx.publish(`dossiers.${fact}`, { id, number: filed.number })
  return {
    id,
    number: filed.number,
    trackingCode: filed.trackingCode,
    fee,
    certificates: certificates.map(({ no, year }) => written(no, year)),
    signer: name,
    warnings: filed.warnings
  }
}

/** The signer holds the deciding post of the office today, and is another than who receives. */
async function nameOfSigner(ctx: Ctx, signer: string, station: Station): Promise<string> {
  if (signer === signedIn(ctx).personId) throw new Refusal(409, 'dossier.received_by_you')
  const [held] = await ctx.db(Signer)`
    select person.name from kernel.appointment join kernel.person on person.id = person_id
     where person_id = ${signer} and office_id = ${station.office} and post = ${station.post} and in_force @> ${dayOf(ctx.now)}::date`
  if (!held) throw new Refusal(422, 'invalid', { count: 1 }, [{ field: 'body.signer', code: 'signer.not_in_post' }])
  return held.name
}

/** Draws one number for each paper: the rows of the list that the fee is reckoned over, or one where there is no such list. */
async function drawNumbers(
  ctx: Ctx,
  id: string,
  office: number,
  signer: string,
  procedure: Procedure,
  answers: Answers,
  { applicant }: Checked
): Promise<{ no: number; year: number }[]> {
  const year = Number(dayOf(ctx.now).slice(0, 4))
  const list = procedure.fees.find((fee) => fee.over)?.over
  const rows = list ? answers[list] : undefined
  const papers = (Array.isArray(rows) ? rows : [{}]) as Answers[]
  const fees = papers.map((paper) => feesOfRow(procedure, answers, list, paper, dayOf(ctx.now)))
  const [drawn] = await ctx.db(Drawn)`
    insert into dossiers.certificate_counter as counter (office_id, year, last) values (${office}, ${year}, ${papers.length})
    on conflict (office_id, year) do update set last = counter.last + excluded.last returning last`
  const first = (drawn?.last ?? 0) - papers.length + 1
  await ctx.db`
    insert into dossiers.certificate (office_id, year, no, dossier_id, requester, paper, fee, signer_id, given_at)
    select ${office}, ${year}, ${first} + place - 1, ${id}, ${applicant.name}, paper, fee, ${signer}, ${ctx.now}
      from unnest(${papers.map((paper) => JSON.stringify(paper))}::jsonb[], ${fees}::int[]) with ordinality as row (paper, fee, place)`
  return papers.map((_, i) => ({ no: first + i, year }))
}

const feesOfRow = (procedure: Procedure, answers: Answers, list: string | undefined, paper: Answers, today: string) =>
  feesOf(procedure, list ? { ...answers, [list]: [paper] as unknown as Answers[string] } : answers, today).reduce(
    (sum, { amount }) => sum + amount,
    0
  )

const Leader = Type.Object({ id: Uuid, name: Type.String(), post: Type.String(), office: Type.Integer() })

export async function listSigners(ctx: Ctx): Promise<{ rows: Static<typeof Leader>[] }> {
  const person = signedIn(ctx)
  const desks = person.appointments.filter((held) => held.role === 'officer').map((held) => held.office)
  const rows = await ctx.db(Leader)`
    select person.id, person.name, post, office_id as office
      from kernel.appointment join kernel.person on person.id = person_id
     where office_id = any (${desks}::int[]) and role = 'leader' and in_force @> ${dayOf(ctx.now)}::date and person_id <> ${person.personId}
     order by post = 'leader' desc, person.name`
  return { rows }
}

const Open = Type.Object({
  id: Uuid,
  number: Type.String(),
  subject: Type.String(),
  signed_at: Moment,
  year: orNull(Type.Integer()),
  numbers: Type.Array(Type.Integer())
})

export async function listSignatures(ctx: Ctx): Promise<Static<(typeof contract.listSignatures)['reply']>> {
  const rows = await ctx.db(Open)`
    select "case".id, number, subject, signed_at,
           (select max(year) from dossiers.certificate where certificate.dossier_id = "case".id) as year,
           array(select no from dossiers.certificate where certificate.dossier_id = "case".id order by no) as numbers
      from dossiers.signature join kernel.case on "case".id = signature.dossier_id
     where signer_id = ${signedIn(ctx).personId} and answered_at is null order by signed_at limit 200`
  return {
    rows: rows.map(({ id, number, subject, signed_at, year, numbers }) => ({
      id,
      number,
      subject,
      signedAt: signed_at,
      certificates: numbers.map((no) => written(no, year ?? 0))
    }))
  }
}

/** The signer's own word, once for each; what is denied is flagged for oversight. */
export async function confirmSignatures(ctx: Ctx, { dossiers, theirs }: BodyOf<'confirmSignatures'>) {
  const { personId } = signedIn(ctx)
  const answered = await ctx.db`
    update dossiers.signature set answered_at = ${ctx.now}, theirs = ${theirs}
     where dossier_id = any (${dossiers}::uuid[]) and signer_id = ${personId} and answered_at is null`
  if (answered !== dossiers.length) throw new Refusal(409, 'signature.answered')
  if (!theirs)
    await ctx.db`
      update dossiers.dossier set flags = array_append(flags, 'signature_denied') where id = any (${dossiers}::uuid[])`
  return { answered }
}

const Registered = Type.Object({
  no: Type.Integer(),
  year: Type.Integer(),
  given_on: Day,
  requester: Type.String(),
  paper: Type.Unsafe<Record<string, unknown>>({}),
  signer: Type.String(),
  fee: Type.Integer(),
  dossier_id: Uuid
})

export async function listCertificates(
  ctx: Ctx,
  { office, year, before }: Static<(typeof contract.listCertificates)['query']>
): Promise<Static<(typeof contract.listCertificates)['reply']>> {
  const rows = await ctx.db(Registered)`
    select no, year, (given_at at time zone 'Asia/Ho_Chi_Minh')::date as given_on, requester, paper, person.name as signer, fee, dossier_id
      from dossiers.certificate join kernel.person on person.id = signer_id
     where office_id = ${office} and office_id = any (${signedIn(ctx).offices}::int[]) and year = ${year}
       and (${before ?? null}::int is null or no < ${before ?? null}::int)
     order by no desc limit 200`
  return {
    rows: rows.map(({ no, year: of, given_on, requester, paper, signer, fee, dossier_id }) => ({
      ...written(no, of),
      on: given_on,
      requester,
      paper,
      signer,
      fee,
      dossier: dossier_id
    }))
  }
}
