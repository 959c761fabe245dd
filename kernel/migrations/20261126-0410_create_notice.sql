-- How a person wants to be reached. What is proven by a code was theirs at that moment; what stands in a dossier was only typed.
create table kernel.contact (
  person_id         uuid primary key references kernel.person,
  language          text not null default 'vi' check (language in ('vi', 'en')),
  phone             text check (phone ~ '^0\d{9,10}$'),
  phone_proven_at   timestamptz check (phone_proven_at is null or phone is not null),
  email             text check (length(email) <= 200),
  email_proven_at   timestamptz check (email_proven_at is null or email is not null),
  by_sms            boolean not null default true,
  by_email          boolean not null default true,
  quiet_from        text default '21:00' check (quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  quiet_until       text default '07:00' check (quiet_until ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  check ((quiet_from is null) = (quiet_until is null))
);
alter table kernel.contact enable row level security;
create policy contact_own on kernel.contact using (
  person_id = kernel.my_person() or current_setting('motcua.reach', true) = 'province');
grant select, insert, update on kernel.contact to motcua_app;

-- What a person is told, written with the fact itself. `phone` and `email` are those of the dossier, for who has no account.
create table kernel.notice (
  id         uuid primary key,
  person_id  uuid references kernel.person,
  case_id    uuid references kernel.case,
  kind       text not null,
  words      jsonb not null,             -- { vi: { title, text, sms }, en: … }: number, procedure and place, nothing else of a person
  phone      text,
  email      text,
  aloud      boolean not null,           -- also by SMS and e-mail, not only in the app
  urgent     boolean not null default false,
  told_at    timestamptz not null,
  read_at    timestamptz,
  planned_at timestamptz                 -- the deliveries that follow from it are made
);
create index notice_of_person on kernel.notice (person_id, told_at desc) where person_id is not null;
create index notice_unread on kernel.notice (person_id) where read_at is null and person_id is not null;
create index notice_to_plan on kernel.notice (told_at) where planned_at is null;
alter table kernel.notice enable row level security;
create policy notice_seen on kernel.notice for select using (
  person_id = kernel.my_person() or current_setting('motcua.reach', true) = 'province');
create policy notice_read on kernel.notice for update using (
  person_id = kernel.my_person() or current_setting('motcua.reach', true) = 'province');
create policy notice_written on kernel.notice for insert with check (true);
grant select, insert on kernel.notice to motcua_app;
grant update (read_at, planned_at) on kernel.notice to motcua_app;

-- One way out of the house for one notice, or for a one-time code (no notice): claimed, sent, and never a second time.
create table kernel.delivery (
  id          uuid primary key,
  notice_id   uuid references kernel.notice,
  channel     text not null check (channel in ('sms', 'email')),
  address     text not null,
  subject     text not null,
  text        text not null,
  secret      boolean not null default false,  -- a code: its text is wiped once it has left
  quiet_from  text,                            -- none for what is urgent
  quiet_until text,
  not_before  timestamptz not null,
  state       text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'uncertain')),
  tries       int not null default 0,
  claimed_at  timestamptz,
  ended_at    timestamptz,
  unique (notice_id, channel)
);
create index delivery_waiting on kernel.delivery (not_before) where state = 'waiting';
create index delivery_sending on kernel.delivery (claimed_at) where state = 'sending';
alter table kernel.delivery enable row level security;
create policy delivery_by_system on kernel.delivery using (current_setting('motcua.reach', true) = 'province');
create policy delivery_written on kernel.delivery for insert with check (true);
grant select, insert, update on kernel.delivery to motcua_app;
