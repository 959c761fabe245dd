import { type Ctx, Refusal, signedIn } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { dayOf } from '@motcua/kernel/rules/calendar'
import type { Fault } from '@motcua/kernel/rules/form'
import { checkName, readName } from '@motcua/kernel/rules/identity'
import { checkFiledAnswers, getVersion, versionInForce } from '@motcua/procedures'
import { deskAddressOf } from '@motcua/procedures/rules'
import { Type } from 'typebox'
import type { Presented, StandingReply, TurnedAway } from './contract.ts'
import {
  archiveFor,
  applicantOf,
  type Checked,
  checkFiling,
  communesOf,
  enterDossier,
  faultsOfFile,
  faultsOfPapers,
  feeOf,
  onBehalfOf,
  refuseOwnCause,
  roadOf
} from './filing.ts'
import { askSupplement, type BodyOf, refuseDossier } from './handling.ts'
import { type Brought, filesForIntake } from './archive.ts'
import { tell } from './notices.ts'
import { endPutAside } from './put-aside.ts'
import type { Station } from './rules.ts'

// Nobody is sent away without a word: what a desk does not take in has a number, a paper with the reason, and a place in the register.

/** Mẫu 02 at the counter: everything missing at once (Decree 61/2018/NĐ-CP art. 17, 19). */
export async function askAtDesk(ctx: Ctx, body: BodyOf<'askAtDesk'>): Promise<TurnedAway> {
  const { id, items, reason } = body
  return turnAway(ctx, id, await checkAsking(ctx, body), () => askSupplement(ctx, id, { items, reason }))
}

/** What would be asked at the counter, as far as it is right; refused where it may not be asked like this. */
export async function checkAsking(ctx: Ctx, body: BodyOf<'askAtDesk'>): Promise<Checked> {
  const { items, reason: _, ...presented } = body
  const { checked, faults } = await look(ctx, presented)
  if (checked.procedure.immediate) throw new Refusal(422, 'immediate.no_supplement')
  if (checked.desk.id !== presented.office) throw new Refusal(422, 'dossier.other_desk', { code: checked.desk.code })
  const named = new Set(items.map(({ kind, name }) => `${kind === 'paper' ? 'papers' : 'answers'}.${name}`))
  // A question nobody has answered yet is the officer's to ask when the papers are there; a wrong answer is the applicant's to mend.
  const wrong = faults.filter(({ code }) => code !== 'field.required')
  const unnamed = [...new Set(wrong.map(({ field }) => field.split('.').slice(0, 2).join('.')))]
    .filter((field) => !named.has(field))
    .map((field) => ({ field, code: 'supplement.also' }))
  if (unnamed.length > 0) throw new Refusal(422, 'invalid', { count: unnamed.length }, unnamed)
  return checked
}

/** Mẫu 03 at the counter. Whichever desk is the right one: it is refused here, and on from here it goes nowhere. */
export async function refuseAtDesk(ctx: Ctx, body: BodyOf<'refuseAtDesk'>): Promise<TurnedAway> {
  const { id, ground, reason, rightPlace } = body
  return turnAway(ctx, id, await checkRefusing(ctx, body), () =>
    refuseDossier(ctx, id, { ground, reason, ...(rightPlace ? { rightPlace } : {}) })
  )
}

/** What would be refused at the counter, with this desk as its only station. */
export async function checkRefusing(ctx: Ctx, body: BodyOf<'refuseAtDesk'>): Promise<Checked> {
  const { ground: _, reason: __, rightPlace: ___, ...presented } = body
  const { checked } = await look(ctx, presented)
  const [first] = checked.route as [Station]
  const route = [{ ...first, office: presented.office, post: 'officer', decides: false }]
  return { ...checked, route, desk: await deskOf(ctx, presented.office) }
}

/** To the desk that is responsible, whole as it is: nobody is sent about to say the same again. */
export async function sendOn(ctx: Ctx, { office, ...filing }: BodyOf<'sendOn'>): Promise<TurnedAway> {
  const person = refuseOtherDesks(ctx, office)
  const checked = await checkFiling(ctx, filing, 'takeIn', (hashes) =>
    filesForIntake(ctx, filing.id, hashes, () => archiveFor(ctx, filing))
  )
  if (checked.desk.id === office) throw new Refusal(422, 'dossier.this_desk')
  await refuseOwnCause(ctx, person.personId, checked.applicant)
  void endPutAside(ctx, filing.id)
  const who = { filer: person.personId, receiver: null, owner: null, byPhotographs: false, sentOnBy: office }
  const { id, number, trackingCode, answerDueAt, warnings } = await enterDossier(
    ctx,
    filing.id,
    checked,
    'present',
    who
  )
  const { answers, fee, applicant, desk, procedure } = checked
  const due = answerDueAt === null ? null : new Date(answerDueAt)
  const spoken = { id, number, person_id: null, tracking_code: trackingCode, answers, fee, applicant, place: desk.name }
  tell(ctx, 'sent', { ...spoken, dueAt: null, provisional: false, answerDueAt: due, body: {} }, procedure)
  return { id, number, trackingCode, office: desk.id, state: 'registered', answerDueAt, warnings }
}

async function turnAway(
  ctx: Ctx,
  id: string,
  checked: Checked,
  answer: () => Promise<StandingReply>
): Promise<TurnedAway> {
  const filer = signedIn(ctx).personId
  void endPutAside(ctx, id)
  const who = { filer, receiver: null, owner: null, byPhotographs: false }
  const { number, trackingCode } = await enterDossier(ctx, id, checked, 'present', who)
  const { state, warnings } = await answer()
  const turned = state === 'refused' ? state : 'awaiting_supplement'
  return { id, number, trackingCode, office: checked.desk.id, state: turned, answerDueAt: null, warnings }
}

function refuseOtherDesks(ctx: Ctx, office: number) {
  const person = signedIn(ctx)
  if (!person.appointments.some((held) => held.office === office && held.role === 'officer'))
    throw new Refusal(403, 'desk.not_yours')
  return person
}

/** What lies on the counter as far as it is right, and what is missing or wrong: the wrong is left out, for it is what is asked for. */
async function look(ctx: Ctx, presented: Presented): Promise<{ checked: Checked; faults: Fault[] }> {
  const { office, version, applicant: stands } = presented
  refuseOtherDesks(ctx, office)
  const today = dayOf(ctx.now)
  const consent = presented.onBehalfOf?.consent.file
  const hashes = [...presented.papers.map(({ sha256 }) => sha256), ...(consent ? [consent.sha256] : [])]
  const [procedure, inForce, calendar, communes, brought] = await Promise.all([
    getVersion(ctx, version),
    versionInForce(ctx, presented.procedure),
    currentCalendar(ctx),
    communesOf(ctx),
    filesForIntake(ctx, presented.id, hashes, () => archiveFor(ctx, presented))
  ])
  if (procedure.code !== presented.procedure) throw new Refusal(422, 'procedure.version_of_another')
  if (inForce !== version) throw new Refusal(409, 'procedure.new_version', { version: inForce })
  const { answers, faults } = await checkFiledAnswers(ctx, version, presented.answers, today, {
    hasCommune: (code) => communes.has(code)
  })
  const ofPapers = faultsOfPapers(procedure, answers, presented.papers, brought, today)
  const ofConsent = consent ? faultsOfFile('onBehalfOf.consent.file', consent, brought) : []
  const lost = [...ofPapers.filter(({ code }) => code !== 'paper.missing'), ...ofConsent]
  if (lost.length > 0) throw new Refusal(422, 'invalid', { count: lost.length }, lost)
  const commune = deskAddressOf(procedure, answers, today)?.commune ?? (await communeOf(ctx, office))
  const said = applicantOf(procedure, answers)
  const name = readName(stands.name)
  const wrong = checkName(name)
  if (wrong) throw new Refusal(422, 'invalid', { count: 1 }, [{ field: 'applicant.name', ...wrong }])
  const filer = ctx.actor.kind === 'person' ? ctx.actor.name : ''
  return {
    faults: [...faults.map((fault) => ({ ...fault, field: `answers.${fault.field}` })), ...ofPapers],
    checked: {
      version,
      procedure,
      calendar,
      answers,
      papers: presented.papers.map((paper) => ({ ...paper, ...(brought.get(paper.sha256) as Brought) })),
      commune,
      ...(await roadOf(ctx, procedure, commune)),
      applicant: {
        ...said,
        name: said.name || name,
        personalId: said.personalId ?? stands.personalId ?? null
      },
      fee: feeOf(procedure, answers, today),
      onBehalf: onBehalfOf(presented.onBehalfOf, filer, brought),
      paid: null,
      originals: []
    }
  }
}

const Commune = Type.Object({ code: Type.String() })

/** Where the form does not say it yet, a matter is taken to be of the desk's own area. */
async function communeOf({ db, now }: Ctx, office: number): Promise<string> {
  const [commune] = await db(Commune)`
    select commune.code
      from kernel.office
      join kernel.area commune on commune.level = 'commune' and commune.in_force @> ${dayOf(now)}::date
      join kernel.area district on district.code = commune.parent_code and district.in_force @> ${dayOf(now)}::date
     where office.id = ${office} and office.area_code in (commune.code, district.code, district.parent_code)
     order by commune.code limit 1`
  if (!commune) throw new Refusal(422, 'office.none')
  return commune.code
}

const Desk = Type.Object({ id: Type.Integer(), code: Type.String(), vi: Type.String(), en: Type.String() })

async function deskOf({ db }: Ctx, office: number): Promise<Checked['desk']> {
  const [desk] = await db(Desk)`select id, code, name_vi as vi, name_en as en from kernel.office where id = ${office}`
  if (!desk) throw new Refusal(403, 'desk.not_yours')
  const { id, code, ...name } = desk
  return { id, code, name }
}
