-- What lies with the dossiers of a person, at whichever office: the desk looks there first and does not ask for it again. Number and name
-- must both be right, and only what an office has received counts. Runs as the owner, because the earlier office may be another.
create function dossiers.archived_papers(personal_id text, called text)
returns table (dossier uuid, number text, topic text, version_id uuid, opened_at timestamptz, paper jsonb)
language sql stable security definer rows 20 set search_path = pg_catalog
begin atomic
  select d.id, c.number, c.topic, d.version_id, c.opened_at, p.paper
    from dossiers.dossier d join kernel.case c on c.id = d.id cross join lateral jsonb_array_elements(d.papers) p (paper)
   where d.applicant ->> 'personalId' = personal_id and kernel.plain(d.applicant ->> 'name') = kernel.plain(called)
     and c.received_at is not null and c.expired_at is null
   order by c.opened_at desc, d.id limit 200;
end;
revoke execute on function dossiers.archived_papers(text, text) from public;
grant execute on function dossiers.archived_papers(text, text) to motcua_app;
