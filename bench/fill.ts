import { createHash } from 'node:crypto'

export const citizens = 2_000

const kinds = ['citizen', 'receiver', 'decider']
export const isKindOfPerson = (who: string): boolean => kinds.includes(who)

/** The id of a person of the bench: a citizen by number, an officer by the desk. */
export const personOf = (who: string, number: number): string =>
  `00000000-0000-7000-a00${kinds.indexOf(who)}-${number.toString(16).padStart(12, '0')}`

/** The one file that each of them has brought. */
export const fileOf = (who: string, number: number): string =>
  createHash('sha256').update(personOf(who, number)).digest('hex')

/** Settles citizens, and two officers at each desk, each with one file. */
export const settle = `
  with wanted as (
    select 0 as kind, i from generate_series(0, $1::int - 1) as i
    union all select place, id from kernel.office, generate_series(1, 2) as place where office.kind = 'commune_committee'),
  named as (
    select ('00000000-0000-7000-a00' || kind || '-' || lpad(to_hex(i), 12, '0'))::uuid as id, kind from wanted),
  people as (
    insert into kernel.person (id, kind, name, created_at)
    select id, case when kind = 0 then 'citizen' else 'official' end, 'NGUYỄN VĂN MỘT', now() from named),
  files as (
    insert into kernel.document (sha256, media_type, size, stored_at)
    select encode(sha256(convert_to(id::text, 'UTF8')), 'hex'), 'application/pdf', 40000, now() from named)
  insert into kernel.document_bringer (sha256, person_id, brought_at)
  select encode(sha256(convert_to(id::text, 'UTF8')), 'hex'), id, now() from named`

/** Lays down rows as owner, from `first` to `last`: mostly closed, the rest spread over the open states, over all desks, with history. */
export const fill = `
  with desk as (select array_agg(id order by id) as ids, array_agg(code order by id) as codes, count(*)::int as many
                  from kernel.office where kind = 'commune_committee'),
  row as (
    select i, ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id, ids[1 + i % many] as office,
           codes[1 + i % many] || '-' || to_char(date '2021-07-01' + (i / many) % 150, 'YYMMDD') || '-' ||
             lpad((i / many / 150 + 1)::text, 4, '0') as number,
           (array['received', 'registered', 'processing', 'awaiting_supplement', 'decided'])[1 + (i / many) % 5] as open_state,
           (i / many) % 20 <> 0 as closed
      from generate_series($1::int, $2::int) as i, desk),
  cases as (
    insert into kernel.case (id, kind, number, state, office_id, holder_id, offices, post, step, subject, topic, due_at, opened_at,
                             received_at, closed_at, retain_until, history_seq, history_head)
    select id, 'dossier', number, case when closed then 'returned' else open_state end, office, office, array[office], 'officer',
           'receive', 'NGUYỄN VĂN ' || i, '9.000001', timestamptz '2021-12-29' + (i % 100000) * interval '1 minute',
           timestamptz '2021-07-01' + i * interval '1 second', timestamptz '2021-07-01' + i * interval '1 second',
           case when closed then timestamptz '2021-12-01' end, case when closed then date '2091-12-01' end, 4, sha256(id::text::bytea)
      from row returning id),
  search as (
    insert into kernel.case_search (case_id, offices, words)
    select id, array[office], kernel.plain(number || ' NGUYỄN VĂN ' || i) from row),
  dossiers as (
    insert into dossiers.dossier (id, version_id, way, commune, tracking_code, applicant, answers, papers, fee, route)
    select id, $3::uuid, 'online', '19756', '8K3F9T2M', jsonb_build_object('name', 'NGUYỄN VĂN ' || i, 'personalId', lpad(i::text, 12, '0')),
           $4::jsonb, '[]', 0, jsonb_build_array(jsonb_build_object('code', 'receive', 'office', office, 'post', 'officer', 'hours', 7, 'decides', true))
      from row)
  insert into kernel.history (case_id, seq, at, command_id, actor_kind, office_id, what, state, body_hash, prev, hash)
  select id, seq, timestamptz '2021-07-01' + i * interval '1 second', gen_random_uuid(), 'system', office,
         (array['dossier_sent', 'dossier_received', 'dossier_decided', 'result_returned'])[seq],
         (array['registered', 'received', 'decided', 'returned'])[seq], ''::bytea, ''::bytea, sha256((id::text || seq)::bytea)
    from row, generate_series(1, 4) as seq`

/**
 * The rows of one submission, as one prepared statement writes them without any of the program around it: counter, case, dossier,
 * history, the files it names, what is told to the citizen, command and event.
 */
export const rawSubmission = `
  with taken as (
    insert into kernel.number_counter as counter (code, day, last) values ('R' || $2::int, '2021-12-29', 1)
    on conflict (code, day) do update set last = counter.last + 1
    returning last),
  case_written as (
    insert into kernel.case (id, kind, number, state, office_id, holder_id, offices, post, step, person_id, subject, topic, answer_due_at,
                             opened_at, history_seq, history_head)
    select $1::uuid, 'dossier', 'R' || $2::int || '-211229-' || last, 'registered', $2::int, $2::int, array[$2::int], 'officer', 'receive', $6::uuid,
           'NGUYỄN THỊ HOA', '9.000001', now(), now(), 1, sha256('x'::bytea) from taken
    returning id, number, offices, subject),
  search_written as (
    insert into kernel.case_search (case_id, offices, words) select id, offices, kernel.plain(number || ' ' || subject) from case_written),
  dossier_written as (
    insert into dossiers.dossier (id, version_id, way, commune, tracking_code, applicant, answers, papers, fee, route, filed_by)
    values ($1::uuid, $3::uuid, 'online', '19756', '8K3F9T2M', '{"name":"NGUYỄN THỊ HOA","personalId":"046190000011"}', $4::jsonb, '[]', 0, '[]',
            $6::uuid)),
  history_written as (
    insert into kernel.history (case_id, seq, at, command_id, actor_kind, person_id, office_id, what, state, body, body_hash, prev, hash)
    values ($1::uuid, 1, now(), $5::uuid, 'person', $6::uuid, $2::int, 'dossier_sent', 'registered', $4::jsonb::text, sha256('b'::bytea),
            ''::bytea, sha256('h'::bytea))),
  files_named as (
    insert into kernel.case_document (case_id, sha256) values ($1::uuid, $7::text)),
  told as (
    insert into kernel.notice (id, person_id, case_id, kind, words, phone, aloud, urgent, told_at)
    values ($9::uuid, $6::uuid, $1::uuid, 'dossiers.sent', $8::jsonb, '0914000001', true, false, now())),
  command_written as (
    insert into kernel.command (id, name, actor_kind, person_id, at, content_hash, status, reply)
    values ($5::uuid, 'dossiers.send', 'person', $6::uuid, now(), sha256('c'::bytea), 200, left($4::jsonb::text, 400)))
  insert into kernel.event (command_id, place, type, body) values ($5::uuid, 1, 'dossiers.dossier_sent', '{"id":"x"}')`
