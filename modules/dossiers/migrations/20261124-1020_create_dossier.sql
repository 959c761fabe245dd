-- What a case of the one-stop shop is about. Who may see it is decided by its case.
create schema dossiers;

create table dossiers.dossier (
  id            uuid primary key references kernel.case,
  version_id    uuid not null,           -- of the procedure, as published: procedures only ever adds versions
  way           text not null check (way in ('online', 'desk')),
  commune       text not null,
  tracking_code text not null check (tracking_code ~ '^[0-9A-HJKMNP-TV-Z]{8}$'),
  applicant     jsonb not null,          -- { name, personalId, phone, email, address } as answered
  answers       jsonb not null,
  papers        jsonb not null,          -- [{ code, sha256, name, size, mediaType }]
  fee           int not null check (fee >= 0),
  route         jsonb not null,          -- [{ code, office, post, hours, decides }] fixed at filing
  step_at       int not null default 0,  -- place in the route
  filed_by      uuid references kernel.person,
  received_by   uuid references kernel.person,
  supplements   int not null default 0,
  request       jsonb,                   -- the open request: what is asked, why, and the state to go back to
  outcome       text check (outcome in ('granted', 'not_granted')),
  result        jsonb,                   -- { sha256, name, size, mediaType } and the reason of a refusal
  decided_at    timestamptz,
  collected_by  text
);
alter table dossiers.dossier enable row level security;
create policy dossier_seen on dossiers.dossier using (exists (select from kernel.case where kernel.case.id = dossier.id))
  with check (true);

create index dossier_by_applicant on dossiers.dossier ((applicant ->> 'personalId'));

-- What anyone with number and code may see: no name, no address, no answer. Views of the owner are not under row security.
create view dossiers.public_case as
  select c.id, c.number, d.tracking_code, c.state, c.topic, c.office_id, c.holder_id, c.answer_due_at, c.due_at, c.provisional,
         c.opened_at, c.received_at, d.decided_at, d.outcome, d.version_id
    from kernel.case c join dossiers.dossier d on d.id = c.id;
create view dossiers.public_step as
  select case_id, seq, at, office_id, what, state from kernel.history;

-- Wrong tries at a number or from an address, by a salted hash of either: five an hour, then nothing is looked up.
create table dossiers.wrong_try (
  key bytea not null,
  at  timestamptz not null
);
create index wrong_try_by_key on dossiers.wrong_try (key, at);
create table dossiers.try_salt (salt uuid not null);
insert into dossiers.try_salt values (gen_random_uuid());

grant usage on schema dossiers to motcua_app;
grant select, insert, update on dossiers.dossier to motcua_app;
grant select on dossiers.public_case, dossiers.public_step, dossiers.try_salt to motcua_app;
grant select, insert, delete on dossiers.wrong_try to motcua_app;
