-- An office asks another in writing within a limit; silence counts as agreed (Decree 61/2018/ND-CP art. 19).
create table dossiers.opinion (
  id          uuid primary key,
  case_id     uuid not null references kernel.case,
  office_id   int not null references kernel.office,  -- asked
  post        text not null,
  question    text not null,
  asked_at    timestamptz not null,
  asked_by    uuid not null references kernel.person,
  due_at      timestamptz not null,
  answered_at timestamptz,
  answered_by uuid references kernel.person,
  agrees      boolean,
  answer      text,
  check (num_nulls(answered_at, answered_by, agrees) in (0, 3))
);
create index opinion_open on dossiers.opinion (office_id, post, due_at) where answered_at is null;
create index opinion_of_case on dossiers.opinion (case_id);
alter table dossiers.opinion enable row level security;
create policy opinion_seen on dossiers.opinion using (exists (select from kernel.case where kernel.case.id = case_id))
  with check (true);
grant select, insert, update on dossiers.opinion to motcua_app;

alter table dossiers.dossier
  add column forward_due_at timestamptz,       -- by when the desk passes on what it received
  add column flags text[] not null default '{}', -- what oversight looks at again
  add column about text;                       -- whom or what it is about: filings of one matter are joined by it

-- Earlier filings of the same matter that ended without being granted, by whichever desk: returning a dossier and taking it in anew
-- must not hide how long it took. Runs as the owner, because the earlier desk may be another office's.
create function dossiers.earlier_filings(asked uuid)
returns table (number text, opened_at timestamptz, state text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select c.number, c.opened_at, c.state
    from dossiers.dossier d0 join kernel.case c0 on c0.id = d0.id
    join dossiers.dossier d on d.applicant ->> 'personalId' = d0.applicant ->> 'personalId' and kernel.plain(d.about) = kernel.plain(d0.about)
    join kernel.case c on c.id = d.id and c.topic = c0.topic
   where d0.id = asked and c.opened_at < c0.opened_at and c.opened_at > c0.opened_at - interval '1 year'
     and (c.state in ('refused', 'withdrawn', 'stopped') or d.outcome = 'not_granted')
   order by c.opened_at;
end;
revoke execute on function dossiers.earlier_filings(uuid) from public;
grant execute on function dossiers.earlier_filings(uuid) to motcua_app;
