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
                             received_at, closed_at, history_seq, history_head)
    select id, 'dossier', number, case when closed then 'returned' else open_state end, office, office, array[office], 'officer',
           'receive', 'NGUYỄN VĂN ' || i, '9.000001', timestamptz '2021-12-29' + (i % 100000) * interval '1 minute',
           timestamptz '2021-07-01' + i * interval '1 second', timestamptz '2021-07-01' + i * interval '1 second',
           case when closed then timestamptz '2021-12-01' end, 4, sha256(id::text::bytea)
      from row returning id),
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

/** The rows of one submission, as one prepared statement writes them without any of the program around it. */
export const rawSubmission = `
  with case_written as (
    insert into kernel.case (id, kind, number, state, office_id, holder_id, offices, post, step, subject, topic, answer_due_at, opened_at,
                             history_seq, history_head)
    values ($1::uuid, 'dossier', 'R-' || $1::uuid, 'registered', $2::int, $2::int, array[$2::int], 'officer', 'receive', 'NGUYỄN THỊ HOA', '9.000001',
            now(), now(), 1, sha256('x'::bytea))),
  dossier_written as (
    insert into dossiers.dossier (id, version_id, way, commune, tracking_code, applicant, answers, papers, fee, route)
    values ($1::uuid, $3::uuid, 'online', '19756', '8K3F9T2M', '{"name":"NGUYỄN THỊ HOA","personalId":"046190000011"}', $4::jsonb, '[]', 0, '[]')),
  history_written as (
    insert into kernel.history (case_id, seq, at, command_id, actor_kind, office_id, what, state, body, body_hash, prev, hash)
    values ($1::uuid, 1, now(), $5::uuid, 'person', $2::int, 'dossier_sent', 'registered', $4::jsonb::text, sha256('b'::bytea), ''::bytea, sha256('h'::bytea))),
  command_written as (
    insert into kernel.command (id, name, actor_kind, at, content_hash, status, reply)
    values ($5::uuid, 'dossiers.send', 'person', now(), sha256('c'::bytea), 200, $6))
  insert into kernel.event (command_id, place, type, body) values ($5::uuid, 1, 'dossiers.dossier_sent', '{"id":"x"}')`
