import { type Ctx, Refusal } from '@motcua/kernel'
import { admitOffice } from '@motcua/kernel/cases'
import { Moment, orNull, Uuid } from '@motcua/kernel/contract'
import { addLimit, dayOf } from '@motcua/kernel/rules/calendar'
import { Type } from 'typebox'
import type { Opinion, StandingReply } from './contract.ts'
import { act } from './dossiers.ts'
import type { BodyOf } from './handling.ts'

const Held = Type.Object({ held: Type.Boolean() })

/** Asks a seat for its opinion in writing; from then on its office sees the dossier. The clock and the share run on. */
export const askOpinion = (ctx: Ctx, id: string, body: BodyOf<'askOpinion'>): Promise<StandingReply> =>
  act(ctx, id, 'askOpinion', async ({ row, calendar, person }) => {
    const { opinion, office, post, question, hours } = body
    const [seat] = await ctx.db(Held)`
      select exists (select from kernel.appointment
                      where office_id = ${office} and post = ${post} and in_force @> ${dayOf(ctx.now)}::date) as held`
    if (!seat?.held) throw fault('body.post', 'opinion.nobody')
    if (office === row.holder_id && post === row.post) throw fault('body.office', 'opinion.own_seat')
    if (row.opinions.some((asked) => asked.open && asked.office === office && asked.post === post))
      throw new Refusal(409, 'opinion.asked_already')
    const dueAt = addLimit(ctx.now, { amount: hours, unit: 'workingHour' }, calendar).at
    void ctx.db`
      insert into dossiers.opinion (id, case_id, office_id, post, question, asked_at, asked_by, due_at)
      values (${opinion}, ${id}, ${office}, ${post}, ${question}, ${ctx.now}, ${person.personId}, ${dueAt})`
    admitOffice(ctx, id, office)
    return { to: row.state, keepsShare: true, body: { opinion, office, post, question, dueAt } }
  })

/** Answers for a seat that was asked. After the limit silence has agreed, and no answer changes that any more. */
export const giveOpinion = (ctx: Ctx, id: string, body: BodyOf<'giveOpinion'>): Promise<StandingReply> =>
  act(ctx, id, 'giveOpinion', async ({ row, person }) => {
    const offices = person.appointments.map((held) => held.office)
    const posts = person.appointments.map((held) => held.post)
    const given = await ctx.db`
      update dossiers.opinion set answered_at = ${ctx.now}, answered_by = ${person.personId}, agrees = ${body.agrees}, answer = ${body.answer}
       where id = ${body.opinion} and case_id = ${id} and answered_at is null and due_at > ${ctx.now}
         and (office_id, post) in (select * from unnest(${offices}::int[], ${posts}::text[]))`
    if (given !== 1) throw new Refusal(409, 'opinion.closed')
    return { to: row.state, keepsShare: true, body }
  })

const fault = (field: string, code: string) => new Refusal(422, 'invalid', { count: 1 }, [{ field, code }])

const Asked = Type.Object({
  id: Uuid,
  office_id: Type.Integer(),
  name_vi: Type.String(),
  name_en: Type.String(),
  post: Type.String(),
  question: Type.String(),
  asked_at: Moment,
  asked_by: orNull(Type.String()),
  due_at: Moment,
  answered_at: orNull(Moment),
  answered_by: orNull(Type.String()),
  agrees: orNull(Type.Boolean()),
  answer: orNull(Type.String())
})

/** The opinions asked on a dossier, in their order. */
export async function opinionsOf({ db, now }: Ctx, id: string): Promise<Opinion[]> {
  const rows = await db(Asked)`
    select opinion.id, office_id, name_vi, name_en, post, question, asked_at, asker.name as asked_by, due_at, answered_at,
           answerer.name as answered_by, agrees, answer
      from dossiers.opinion join kernel.office on office.id = office_id join kernel.person asker on asker.id = asked_by
      left join kernel.person answerer on answerer.id = opinion.answered_by
     where case_id = ${id} order by asked_at, opinion.id`
  return rows.map((row) => {
    const standing = row.answered_at ? 'answered' : new Date(row.due_at) > now ? 'open' : 'silent'
    return {
      id: row.id,
      office: row.office_id,
      officeVi: row.name_vi,
      officeEn: row.name_en,
      post: row.post,
      question: row.question,
      askedAt: row.asked_at,
      askedBy: row.asked_by,
      dueAt: row.due_at,
      standing,
      answeredAt: row.answered_at,
      answeredBy: row.answered_by,
      agrees: standing === 'silent' ? true : row.agrees,
      answer: row.answer
    }
  })
}
