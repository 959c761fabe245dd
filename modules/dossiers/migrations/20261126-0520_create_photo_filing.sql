-- "Chụp giấy tờ, cán bộ điền giúp": the citizen sends photographs, an officer of the desk fills the form in, the citizen confirms; only
-- then a dossier of the same id is taken in. Before that there is no dossier and no number.
create table dossiers.photo_filing (
  id          uuid primary key,
  person_id   uuid not null references kernel.person,
  office_id   int not null references kernel.office,   -- the desk of the commune chosen
  topic       text not null,                           -- the procedure
  commune     text not null,
  phone       text not null,
  names       text not null,                           -- whom it is about, in the citizen's words
  note        text,
  photos      jsonb not null,                          -- [{ sha256, name, size, mediaType }]
  state       text not null check (state in ('sent', 'filled', 'confirmed', 'returned')),
  sent_at     timestamptz not null,
  due_at      timestamptz not null,                    -- 8 working hours for the desk; anew after an objection
  objection   text,                                    -- what the citizen found wrong in what was filled in
  filled_at   timestamptz,
  filled_by   uuid references kernel.person,
  filing      jsonb,                                   -- { version, answers, papers }; gone once it is a dossier
  code        text unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{8}$'), -- confirms without signing in
  reason      text,                                    -- of the return
  ended_at    timestamptz,
  check ((state = 'filled') = (filing is not null and code is not null)),
  check ((state = 'returned') = (reason is not null))
);
create index photo_filing_open on dossiers.photo_filing (office_id, due_at) where state in ('sent', 'filled');
create index photo_filing_of_person on dossiers.photo_filing (person_id, sent_at desc);
alter table dossiers.photo_filing enable row level security;
create policy photo_filing_seen on dossiers.photo_filing using (
  person_id = kernel.my_person() or office_id = any (kernel.my_offices()));
grant select, insert, update on dossiers.photo_filing to motcua_app;

-- Whose filing a code confirms. Runs as the owner: whoever holds the code need not be signed in.
create function dossiers.photo_filing_by_code(asked text) returns table (id uuid, person_id uuid)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select p.id, p.person_id from dossiers.photo_filing p where p.code = asked;
end;
revoke execute on function dossiers.photo_filing_by_code(text) from public;
grant execute on function dossiers.photo_filing_by_code(text) to motcua_app;

alter table dossiers.dossier add column by_photographs boolean not null default false; -- of the way 'desk', shown apart

-- "Tạm gác": an intake put aside at a desk until the close of the day, at most five a desk; erased when taken up and done.
create table dossiers.put_aside (
  id         uuid primary key,                         -- the dossier's, once it is taken in
  office_id  int not null references kernel.office,
  person_id  uuid not null references kernel.person,   -- the officer who put it aside
  label      text not null,
  contents   jsonb not null,
  put_at     timestamptz not null,
  expires_at timestamptz not null
);
create index put_aside_of_desk on dossiers.put_aside (office_id, put_at);
alter table dossiers.put_aside enable row level security;
create policy put_aside_seen on dossiers.put_aside using (
  office_id = any (kernel.my_offices()) or current_setting('motcua.reach', true) = 'province');
grant select, insert, update, delete on dossiers.put_aside to motcua_app;
