-- A reminder that somebody without an account has asked for, until the listener has written it into the dossier: so that the page says at once
-- that it was sent, and offers it once a working day.
create table dossiers.asked_reminder (
  case_id uuid not null references kernel.case,
  day     date not null,                -- the working day it counts for
  sent_at timestamptz not null,
  due_at  timestamptz not null,
  primary key (case_id, day)
);
grant select, insert, delete on dossiers.asked_reminder to motcua_app;

create or replace view dossiers.public_reminder as
  select case_id, day, sent_at, due_at, answered_at, expected_on from dossiers.reminder
  union all
  select case_id, day, sent_at, due_at, null, null from dossiers.asked_reminder;
