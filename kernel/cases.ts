import { Type } from 'typebox'
import { Moment, orNull } from './contract.ts'
import type { Ctx } from './platform/commands.ts'
import { sql } from './platform/db.ts'
import { Refusal } from './platform/refusal.ts'
import { type Clock, dayOf } from './rules/calendar.ts'
import type { State } from './rules/states.ts'

export type Opening = {
  id: string
  kind: string
  state: State
  /** Code of the desk, as it stands in numbers. */
  code: string
  office: number
  holder: number
  offices: number[]
  post: string
  step: string
  person: string | null
  subject: string
  topic: string
  clock: Clock | null
  answerDueAt: Date | null
  shareDueAt: Date | null
  what: string
  body: object
  /** A number that was lent before, and is given by nobody else. */
  serial?: number | undefined
}

const Numbered = Type.Object({ number: Type.String() })

/**
 * Opens a case and gives it its number, in one statement: serial within desk and day, never twice, none left out by a command that was
 * rolled back. The counter's row is locked until the commit, one trip away.
 */
export async function openCase(ctx: Ctx, opening: Opening): Promise<string> {
  const { id, code, office, clock, state, what } = opening
  const day = dayOf(ctx.now)
  const actor = who(ctx)
  const body = JSON.stringify(opening.body)
  const taken = opening.serial === undefined ? nextSerials(code, day, 1) : sql`select ${opening.serial}::int as last`
  const [numbered] = await ctx.db(Numbered)`
    with taken as (${taken}),
    salted as materialized (select uuid_send(gen_random_uuid()) as salt),
    hashed as (
      select salt, sha256(salt || convert_to(${body}, 'UTF8')) as body_hash from salted),
    chained as (
      select salt, body_hash, kernel.history_hash(''::bytea, ${id}, 1, ${ctx.now}, ${ctx.command}, ${actor.kind}, ${actor.person},
        ${office}, ${what}, ${state}, body_hash) as hash from hashed),
    opened as (
      insert into kernel.case (id, kind, number, state, office_id, holder_id, offices, post, step, person_id, subject, topic, clock,
        answer_due_at, due_at, share_due_at, provisional, opened_at, received_at, history_seq, history_head)
      select ${id}, ${opening.kind},
             ${code} || '-' || to_char(${day}::date, 'YYMMDD') || '-' || case when last < 10000 then lpad(last::text, 4, '0') else last::text end,
             ${state}, ${office}, ${opening.holder}, ${opening.offices}::int[], ${opening.post}, ${opening.step}, ${opening.person},
             ${opening.subject}, ${opening.topic}, ${clock && JSON.stringify(clock)}::jsonb, ${opening.answerDueAt}::timestamptz,
             ${clock?.dueAt ?? null}::timestamptz, ${opening.shareDueAt}::timestamptz, ${clock?.provisional ?? false}, ${ctx.now},
             ${clock ? ctx.now : null}::timestamptz, 1, hash
        from taken, chained
      returning id, number, offices, subject),
    findable as (
      insert into kernel.case_search (case_id, offices, words) select id, offices, kernel.plain(number || ' ' || subject) from opened),
    named as (
      insert into kernel.case_document (case_id, sha256) select id, unnest(${filesIn(body)}::text[]) from opened),
    written as (
      insert into kernel.history (case_id, seq, at, command_id, actor_kind, person_id, office_id, what, state, body, salt, body_hash, prev, hash)
      select ${id}, 1, ${ctx.now}, ${ctx.command}, ${actor.kind}, ${actor.person}, ${office}, ${what}, ${state},
             ${body}, salt, body_hash, ''::bytea, hash
        from chained)
    select number from opened`
  return (numbered as { number: string }).number
}

const nextSerials = (code: string, day: string, count: number) => sql`
  insert into kernel.number_counter as counter (code, day, last) values (${code}, ${day}, ${count})
  on conflict (code, day) do update set last = counter.last + ${count}
  returning last`

const LentThrough = Type.Object({ last: Type.Integer() })

/** Numbers of a desk and day that nobody else is given; gives the last of so many. */
export async function lendNumbers({ db }: Ctx, code: string, day: string, count: number): Promise<number> {
  const [lent] = await db(LentThrough)`${nextSerials(code, day, count)}`
  return (lent as { last: number }).last
}

/** Which files a case names, so that none is cleared away while a history needs it. */
const filesIn = (body: string): string[] => [...new Set(body.match(/(?<="sha256":")[0-9a-f]{64}(?=")/g))]

async function nameFiles({ db }: Ctx, id: string, files: string[]): Promise<void> {
  if (files.length === 0) return
  await db`
    insert into kernel.case_document (case_id, sha256) select ${id}::uuid, unnest(${files}::text[]) on conflict do nothing`
}

export type Move = {
  from: State
  to: State
  /** The fact, in the past tense: `dossier_received`. */
  what: string
  /** Office on whose behalf it is done. */
  office: number
  holder: number
  post: string
  step: string
  clock: Clock | null
  answerDueAt: Date | null
  shareDueAt: Date | null
  receivedAt: Date | null
  /** Closed: so long what it is about is kept. */
  closed: false | { keepYears: number }
  body: object
}

/**
 * Moves a case and writes its history, in one statement that holds the guard: the state and the length of the history that the verb
 * has seen. Whoever comes second is refused and told what happened meanwhile.
 */
export async function moveCase(ctx: Ctx, seen: { id: string; historySeq: number }, move: Move): Promise<void> {
  const { clock, what, to, office } = move
  const actor = who(ctx)
  const body = JSON.stringify(move.body)
  const moving = ctx.db`
    with salted as materialized (select uuid_send(gen_random_uuid()) as salt),
    hashed as materialized (select salt, sha256(salt || convert_to(${body}, 'UTF8')) as body_hash from salted),
    moved as (
      update kernel.case set state = ${to}, holder_id = ${move.holder}, post = ${move.post}, step = ${move.step},
             clock = ${clock && JSON.stringify(clock)}::jsonb, answer_due_at = ${move.answerDueAt}::timestamptz,
             due_at = ${clock?.dueAt ?? null}::timestamptz, share_due_at = ${move.shareDueAt}::timestamptz,
             provisional = ${clock?.provisional ?? false}, received_at = ${move.receivedAt}::timestamptz,
             closed_at = ${move.closed ? ctx.now : null}::timestamptz,
             retain_until = (${move.closed ? dayOf(ctx.now) : null}::date + make_interval(years => ${move.closed ? move.closed.keepYears : 0}::int))::date,
             history_seq = history_seq + 1,
             history_head = kernel.history_hash(history_head, id, history_seq + 1, ${ctx.now}, ${ctx.command}, ${actor.kind},
               ${actor.person}, ${office}, ${what}, ${to}, (select body_hash from hashed))
       where id = ${seen.id} and state = ${move.from} and history_seq = ${seen.historySeq}
      returning id, new.history_seq as seq, new.history_head as hash, old.history_head as prev)
    insert into kernel.history (case_id, seq, at, command_id, actor_kind, person_id, office_id, what, state, body, salt, body_hash, prev, hash)
    select id, seq, ${ctx.now}, ${ctx.command}, ${actor.kind}, ${actor.person}, ${office}, ${what}, ${to},
           ${body}, salt, body_hash, prev, hash
      from moved, hashed`
  const [moved] = await Promise.all([moving, nameFiles(ctx, seen.id, filesIn(body))])
  if (moved !== 1) throw await movedOn(ctx, seen.id)
}

/** From now on one more office takes part in the case, and so sees it. */
export function admitOffice({ db }: Ctx, id: string, office: number): void {
  void db`update kernel.case set offices = offices || ${office}::int where id = ${id} and not ${office}::int = any (offices)`
  void db`
    update kernel.case_search set offices = offices || ${office}::int where case_id = ${id} and not ${office}::int = any (offices)`
}

const Claimed = Type.Object({ claimed: orNull(Type.Boolean()) })

/** Makes a case that belongs to no account somebody's own; false where it belongs to one. */
export async function claimCase({ db }: Ctx, id: string, person: string): Promise<boolean> {
  const [row] = await db(Claimed)`select kernel.claim_case(${id}, ${person}) as claimed`
  return row?.claimed === true
}

/**
 * Writes a fact into a case's history that moves nothing: a message, a reminder, a payment. It needs no guard: whatever happened
 * meanwhile, it was said.
 */
export async function noteCase(
  ctx: Ctx,
  id: string,
  note: { what: string; office: number; body: object }
): Promise<void> {
  const actor = who(ctx)
  const body = JSON.stringify(note.body)
  const written = await ctx.db`
    with salted as materialized (select uuid_send(gen_random_uuid()) as salt),
    hashed as materialized (select salt, sha256(salt || convert_to(${body}, 'UTF8')) as body_hash from salted),
    noted as (
      update kernel.case set history_seq = history_seq + 1,
             history_head = kernel.history_hash(history_head, id, history_seq + 1, ${ctx.now}, ${ctx.command}, ${actor.kind},
               ${actor.person}, ${note.office}, ${note.what}, state, (select body_hash from hashed))
       where id = ${id}
      returning id, state, new.history_seq as seq, new.history_head as hash, old.history_head as prev)
    insert into kernel.history (case_id, seq, at, command_id, actor_kind, person_id, office_id, what, state, body, salt, body_hash, prev, hash)
    select id, seq, ${ctx.now}, ${ctx.command}, ${actor.kind}, ${actor.person}, ${note.office}, ${note.what}, state,
           ${body}, salt, body_hash, prev, hash
      from noted, hashed`
  if (written !== 1) throw new Refusal(404, 'not_found')
}

const Last = Type.Object({ at: Moment, what: Type.String(), name: orNull(Type.String()), number: Type.String() })

async function movedOn({ db }: Ctx, id: string): Promise<Refusal> {
  const [last] = await db(Last)`
    select history.at, history.what, person.name, "case".number
      from kernel.case join kernel.history on history.case_id = "case".id and history.seq = "case".history_seq
      left join kernel.person on person.id = history.person_id
     where "case".id = ${id}`
  if (!last) return new Refusal(404, 'not_found')
  return new Refusal(409, 'case.moved', { number: last.number, who: last.name ?? '', at: last.at })
}

const who = ({ actor }: Ctx) => ({ kind: actor.kind, person: actor.kind === 'person' ? actor.personId : null })
