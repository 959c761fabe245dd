alter table dossiers.dossier
  add column on_behalf jsonb,               -- { name, relation, consent: { how, file } } of who filed for the applicant
  add column paid jsonb,                    -- { receipt, at, amount }: the fee as the desk took it
  add column originals jsonb not null default '[]', -- codes of papers whose original lies with the desk, to be handed back
  add column reply_awaited_at timestamptz;  -- since when the applicant's last message waits for an answer

-- "Gửi nhắc": the applicant reminds an office that is late, once a working day; it must answer by the next working day, 16:30.
create table dossiers.reminder (
  id          uuid primary key,
  case_id     uuid not null references kernel.case,
  day         date not null,                -- the working day it counts for
  sent_at     timestamptz not null,
  due_at      timestamptz not null,
  answered_at timestamptz,
  answered_by uuid references kernel.person,
  answer      text,
  expected_on date,                         -- by when the office now means to be done
  unique (case_id, day)
);
alter table dossiers.reminder enable row level security;
create policy reminder_seen on dossiers.reminder using (exists (select from kernel.case where kernel.case.id = case_id))
  with check (true);

-- What the applicant thinks of it, once a dossier: kept apart from the dossier, where no official reads it beside a name.
create table dossiers.rating (
  case_id   uuid primary key references kernel.case,
  person_id uuid not null references kernel.person,
  rated_at  timestamptz not null,
  answers   jsonb not null,                 -- { question: 0..2 }, what was skipped is left out
  words     text
);
alter table dossiers.rating enable row level security;
create policy rating_of_own on dossiers.rating using (person_id = kernel.my_person()) with check (person_id = kernel.my_person());

grant select, insert, update on dossiers.reminder to motcua_app;
grant select, insert on dossiers.rating to motcua_app;

-- Whether a dossier may become an account's: it names no other person. Runs as the owner, the case being out of sight before.
create function dossiers.may_claim(asked uuid, own_number text) returns boolean
language sql stable security definer set search_path = pg_catalog
begin atomic
  select coalesce(own_number = applicant ->> 'personalId', true) from dossiers.dossier where id = asked;
end;
revoke execute on function dossiers.may_claim(uuid, text) from public;
grant execute on function dossiers.may_claim(uuid, text) to motcua_app;

-- Messages are between the applicant and the office; that there were any is nobody else's concern.
create or replace view dossiers.public_step as
  select case_id, seq, at, office_id, what, state from kernel.history
   where what not in ('message_sent', 'message_answered', 'dossier_claimed', 'fee_taken');
