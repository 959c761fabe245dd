-- A case carries all that lists sort, filter and count by; what it is about stands in its module.
create table kernel.case (
  id            uuid primary key,
  kind          text not null,
  number        text not null unique,
  state         text not null check (state in (
    'registered', 'received', 'refused', 'processing', 'awaiting_supplement', 'awaiting_payment',
    'withdrawn', 'stopped', 'decided', 'returned')),
  stage         text not null generated always as (case
    when state in ('awaiting_supplement', 'awaiting_payment') then 'waiting'
    when state in ('refused', 'withdrawn', 'stopped', 'returned') then 'closed'
    else 'open' end) stored,
  office_id     int not null references kernel.office,  -- answers to the applicant: the desk
  holder_id     int not null references kernel.office,  -- whose turn it is
  offices       int[] not null,                         -- all that take part, and so may see it
  post          text not null,                          -- in the holder's office, whose turn it is
  step          text not null,
  person_id     uuid references kernel.person,          -- the applicant, where they have an account
  subject       text not null,                          -- the applicant's name, for lists
  topic         text not null,                          -- the procedure
  search        text not null generated always as (kernel.plain(number || ' ' || subject)) stored,
  clock         jsonb,                                  -- rules/calendar.ts Clock, from receipt on
  answer_due_at timestamptz,                            -- 8 working hours to receive or refuse what came online
  due_at        timestamptz,
  share_due_at  timestamptz,                            -- end of the share of the step that has it now
  provisional   boolean not null default false,         -- the due moment lies beyond the calendar that is loaded
  runs_out_at   timestamptz generated always as (coalesce(due_at, answer_due_at)) stored,
  opened_at     timestamptz not null,
  received_at   timestamptz,
  closed_at     timestamptz,
  history_seq   int not null,
  history_head  bytea not null
);
create index case_to_do on kernel.case (holder_id, runs_out_at, id) where stage = 'open';
create index case_waiting on kernel.case (holder_id, runs_out_at, id) where stage = 'waiting';
create index case_of_desk on kernel.case (office_id, opened_at desc);
create index case_of_person on kernel.case (person_id, opened_at desc) where person_id is not null;
create index case_by_search on kernel.case using gin (search gin_trgm_ops);

alter table kernel.case enable row level security;
create policy case_seen on kernel.case using (
  current_setting('motcua.reach', true) = 'province'
  or offices && kernel.my_offices()
  or person_id = kernel.my_person());

-- Grows only. The hash covers a salted hash of the body, so a body can lawfully be erased and the chain stays whole.
create table kernel.history (
  case_id    uuid not null references kernel.case,
  seq        int not null,
  at         timestamptz not null,
  command_id uuid not null,
  actor_kind text not null,
  person_id  uuid,
  office_id  int not null,
  what       text not null,
  state      text not null,
  body       text,
  salt       bytea,
  body_hash  bytea not null,
  prev       bytea not null,
  hash       bytea not null,
  xid        xid8 not null default pg_current_xact_id(),
  primary key (case_id, seq)
);
create index history_by_xid on kernel.history (xid);

alter table kernel.history enable row level security;
create policy history_seen on kernel.history for select using (
  exists (select from kernel.case where kernel.case.id = case_id));
create policy history_written on kernel.history for insert with check (true);

-- One line a person could recompute by hand; `npm run verify` does so without this function.
create function kernel.history_hash(
  prev bytea, case_id uuid, seq int, at timestamptz, command_id uuid, actor_kind text, person_id uuid,
  office_id int, what text, state text, body_hash bytea
) returns bytea language sql immutable parallel safe return
  sha256(prev || convert_to(concat_ws('|', case_id, seq, (extract(epoch from at) * 1000)::bigint, command_id, actor_kind,
    coalesce(person_id::text, '-'), office_id, what, state), 'UTF8') || body_hash);

create table kernel.number_counter (
  code text not null,
  day  date not null,
  last int not null,
  primary key (code, day)
);

grant select, insert, update on kernel.case, kernel.number_counter to motcua_app;
grant select, insert on kernel.history to motcua_app;
