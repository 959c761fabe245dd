-- Printed from the catalogue of a migrated database by `node checks/schema.ts --write`; not edited by hand.

create table auth."user" (
  id uuid not null,
  name text default ''::text not null,
  email text not null,
  email_verified boolean default true not null,
  image text,
  two_factor_enabled boolean default false not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email),
  constraint user_id_fkey FOREIGN KEY (id) REFERENCES kernel.person(id),
  constraint user_email_check CHECK ((email = lower(email))),
  constraint user_name_check CHECK ((name = ''::text))
);
grant insert, select, update on auth."user" to motcua_app;

create table auth.account (
  id uuid default uuidv7() not null,
  user_id uuid not null,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_provider_id_account_id_key UNIQUE (provider_id, account_id),
  constraint account_user_id_provider_id_key UNIQUE (user_id, provider_id),
  constraint account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id),
  constraint account_access_token_check CHECK ((access_token IS NULL)),
  constraint account_id_token_check CHECK ((id_token IS NULL)),
  constraint account_refresh_token_check CHECK ((refresh_token IS NULL))
);
grant insert, select, update on auth.account to motcua_app;

create table auth.attempt (
  subject bytea not null,
  count integer not null,
  since timestamp with time zone not null,
  constraint attempt_pkey PRIMARY KEY (subject)
);
CREATE INDEX attempt_by_since ON auth.attempt USING btree (since);
grant delete, insert, select, update on auth.attempt to motcua_app;

create table auth.one_time_code (
  subject bytea not null,
  code bytea not null,
  expires_at timestamp with time zone not null,
  tries integer default 0 not null,
  constraint one_time_code_pkey PRIMARY KEY (subject)
);
CREATE INDEX one_time_code_by_end ON auth.one_time_code USING btree (expires_at);
grant delete, insert, select, update on auth.one_time_code to motcua_app;

create table auth.session (
  id uuid default uuidv7() not null,
  user_id uuid not null,
  token text not null,
  means text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id),
  constraint session_means_check CHECK ((means = ANY (ARRAY['password'::text, 'totp'::text, 'vneid'::text, 'code'::text])))
);
CREATE INDEX session_by_end ON auth.session USING btree (expires_at);
CREATE INDEX session_by_user ON auth.session USING btree (user_id);
grant delete, insert, select, update on auth.session to motcua_app;

create table auth.two_factor (
  id uuid default uuidv7() not null,
  user_id uuid not null,
  secret text not null,
  backup_codes text not null,
  verified boolean default false not null,
  failed_verification_count integer default 0 not null,
  locked_until timestamp with time zone,
  constraint two_factor_pkey PRIMARY KEY (id),
  constraint two_factor_user_id_key UNIQUE (user_id),
  constraint two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id)
);
grant insert, select, update on auth.two_factor to motcua_app;

create table auth.used_code (
  user_id uuid not null,
  code text not null,
  used_at timestamp with time zone not null,
  constraint used_code_pkey PRIMARY KEY (user_id, code),
  constraint used_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id)
);
grant delete, insert, select, update on auth.used_code to motcua_app;

create table auth.verification (
  id uuid default uuidv7() not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_by_identifier ON auth.verification USING btree (identifier);
grant delete, insert, select, update on auth.verification to motcua_app;

create table desks.act (
  id uuid not null,
  ticket_id uuid not null,
  did text not null,
  caller_id uuid,
  counter integer,
  at timestamp with time zone not null,
  brought_at timestamp with time zone,
  seq bigint generated always as identity not null,
  constraint act_pkey PRIMARY KEY (id),
  constraint act_caller_id_fkey FOREIGN KEY (caller_id) REFERENCES kernel.person(id),
  constraint act_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES desks.ticket(id) ON DELETE CASCADE,
  constraint act_check CHECK (((did = ANY (ARRAY['back'::text, 'given_up'::text])) OR (caller_id IS NOT NULL))),
  constraint act_check1 CHECK (((did = 'called'::text) <= (counter IS NOT NULL))),
  constraint act_check2 CHECK ((brought_at >= at)),
  constraint act_counter_check CHECK (((counter >= 1) AND (counter <= 99))),
  constraint act_did_check CHECK ((did = ANY (ARRAY['called'::text, 'again'::text, 'absent'::text, 'served'::text, 'let_go'::text, 'back'::text, 'given_up'::text])))
);
CREATE INDEX act_of_ticket ON desks.act USING btree (ticket_id);
grant insert, select on desks.act to motcua_app;

create table desks.call_back (
  id uuid not null,
  office_id integer not null,
  topic text,
  name text not null,
  phone text not null,
  words text,
  state text not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  tries integer default 0 not null,
  tried_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by uuid,
  taker bytea,
  constraint call_back_pkey PRIMARY KEY (id),
  constraint call_back_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES kernel.person(id),
  constraint call_back_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id),
  constraint call_back_state_check CHECK ((state = ANY (ARRAY['open'::text, 'reached'::text, 'not_reached'::text])))
);
CREATE UNIQUE INDEX call_back_open ON desks.call_back USING btree (office_id, phone) WHERE (state = 'open'::text);
alter table desks.call_back enable row level security;
create policy call_back_seen on desks.call_back to public
  using (((office_id = ANY (kernel.my_offices())) OR (current_setting('motcua.reach'::text, true) = 'province'::text)))
  with check (true);
grant delete, insert, select, update on desks.call_back to motcua_app;

create table desks.taker_salt (
  salt uuid not null
);
grant select on desks.taker_salt to motcua_app;

create table desks.ticket (
  id uuid not null,
  office_id integer not null,
  day date not null,
  number integer not null,
  way text not null,
  priority text,
  state text not null,
  taken_at timestamp with time zone not null,
  taker bytea,
  called_at timestamp with time zone,
  announced_at timestamp with time zone,
  counter integer,
  called_by uuid,
  ended_at timestamp with time zone,
  constraint ticket_pkey PRIMARY KEY (id),
  constraint ticket_office_id_day_number_key UNIQUE (office_id, day, number),
  constraint ticket_called_by_fkey FOREIGN KEY (called_by) REFERENCES kernel.person(id),
  constraint ticket_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id),
  constraint ticket_check CHECK (((state = ANY (ARRAY['called'::text, 'absent'::text, 'served'::text])) <= ((called_at IS NOT NULL) AND (counter IS NOT NULL) AND (called_by IS NOT NULL)))),
  constraint ticket_counter_check CHECK (((counter >= 1) AND (counter <= 99))),
  constraint ticket_number_check CHECK ((number > 0)),
  constraint ticket_priority_check CHECK ((priority = ANY (ARRAY['elderly'::text, 'disabled'::text, 'pregnant'::text, 'small_child'::text]))),
  constraint ticket_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'called'::text, 'absent'::text, 'served'::text, 'given_up'::text]))),
  constraint ticket_way_check CHECK ((way = ANY (ARRAY['ahead'::text, 'desk'::text])))
);
CREATE INDEX ticket_by_taker ON desks.ticket USING btree (taker, taken_at) WHERE (taker IS NOT NULL);
grant delete, insert, select, update on desks.ticket to motcua_app;

create table desks.ticket_counter (
  office_id integer not null,
  day date not null,
  last integer not null,
  constraint ticket_counter_pkey PRIMARY KEY (office_id, day),
  constraint ticket_counter_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id)
);
grant delete, insert, select, update on desks.ticket_counter to motcua_app;

create table dossiers.asked_reminder (
  case_id uuid not null,
  day date not null,
  sent_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  constraint asked_reminder_pkey PRIMARY KEY (case_id, day),
  constraint asked_reminder_case_id_fkey FOREIGN KEY (case_id) REFERENCES kernel."case"(id)
);
grant delete, insert, select on dossiers.asked_reminder to motcua_app;

create table dossiers.certificate (
  office_id integer not null,
  year integer not null,
  no integer not null,
  dossier_id uuid not null,
  requester text not null,
  paper jsonb not null,
  fee integer not null,
  signer_id uuid not null,
  given_at timestamp with time zone not null,
  constraint certificate_pkey PRIMARY KEY (office_id, year, no),
  constraint certificate_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossiers.dossier(id),
  constraint certificate_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id),
  constraint certificate_signer_id_fkey FOREIGN KEY (signer_id) REFERENCES kernel.person(id),
  constraint certificate_fee_check CHECK ((fee >= 0)),
  constraint certificate_no_check CHECK ((no > 0))
);
CREATE INDEX certificate_of_dossier ON dossiers.certificate USING btree (dossier_id);
alter table dossiers.certificate enable row level security;
create policy certificate_seen on dossiers.certificate to public
  using (((office_id = ANY (kernel.my_offices())) OR (current_setting('motcua.reach'::text, true) = 'province'::text)));
grant insert, select on dossiers.certificate to motcua_app;

create table dossiers.certificate_counter (
  office_id integer not null,
  year integer not null,
  last integer not null,
  constraint certificate_counter_pkey PRIMARY KEY (office_id, year),
  constraint certificate_counter_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id)
);
grant insert, select, update on dossiers.certificate_counter to motcua_app;

create table dossiers.dossier (
  id uuid not null,
  version_id uuid not null,
  way text not null,
  commune text not null,
  tracking_code text not null,
  applicant jsonb not null,
  answers jsonb not null,
  papers jsonb not null,
  fee integer not null,
  route jsonb not null,
  step_at integer default 0 not null,
  filed_by uuid,
  received_by uuid,
  supplements integer default 0 not null,
  request jsonb,
  outcome text,
  result jsonb,
  decided_at timestamp with time zone,
  collected_by text,
  forward_due_at timestamp with time zone,
  flags text[] default '{}'::text[] not null,
  about text,
  on_behalf jsonb,
  paid jsonb,
  originals jsonb default '[]'::jsonb not null,
  reply_awaited_at timestamp with time zone,
  by_photographs boolean default false not null,
  redated_to timestamp with time zone,
  post_to jsonb,
  constraint dossier_pkey PRIMARY KEY (id),
  constraint dossier_filed_by_fkey FOREIGN KEY (filed_by) REFERENCES kernel.person(id),
  constraint dossier_id_fkey FOREIGN KEY (id) REFERENCES kernel."case"(id),
  constraint dossier_received_by_fkey FOREIGN KEY (received_by) REFERENCES kernel.person(id),
  constraint dossier_fee_check CHECK ((fee >= 0)),
  constraint dossier_outcome_check CHECK ((outcome = ANY (ARRAY['granted'::text, 'not_granted'::text]))),
  constraint dossier_tracking_code_check CHECK ((tracking_code ~ '^[0-9A-HJKMNP-TV-Z]{8}$'::text)),
  constraint dossier_way_check CHECK ((way = ANY (ARRAY['online'::text, 'desk'::text])))
);
CREATE INDEX dossier_by_applicant ON dossiers.dossier USING btree (((applicant ->> 'personalId'::text)));
CREATE INDEX dossier_by_result ON dossiers.dossier USING btree (((result ->> 'sha256'::text))) WHERE ((result ->> 'sha256'::text) IS NOT NULL);
alter table dossiers.dossier enable row level security;
create policy dossier_seen on dossiers.dossier to public
  using ((EXISTS ( SELECT
   FROM kernel."case"
  WHERE ("case".id = dossier.id))))
  with check (true);
grant insert, select, update on dossiers.dossier to motcua_app;

create table dossiers.number_lease (
  id uuid not null,
  office_id integer not null,
  day date not null,
  first integer not null,
  last integer not null,
  device uuid not null,
  person_id uuid not null,
  calendar text not null,
  leased_at timestamp with time zone not null,
  constraint number_lease_pkey PRIMARY KEY (id),
  constraint number_lease_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id),
  constraint number_lease_person_id_fkey FOREIGN KEY (person_id) REFERENCES kernel.person(id),
  constraint number_lease_check CHECK ((last >= first)),
  constraint number_lease_first_check CHECK ((first > 0))
);
CREATE INDEX number_lease_of_device ON dossiers.number_lease USING btree (device, day);
grant insert, select on dossiers.number_lease to motcua_app;

create table dossiers.opinion (
  id uuid not null,
  case_id uuid not null,
  office_id integer not null,
  post text not null,
  question text not null,
  asked_at timestamp with time zone not null,
  asked_by uuid not null,
  due_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by uuid,
  agrees boolean,
  answer text,
  constraint opinion_pkey PRIMARY KEY (id),
  constraint opinion_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES kernel.person(id),
  constraint opinion_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES kernel.person(id),
  constraint opinion_case_id_fkey FOREIGN KEY (case_id) REFERENCES kernel."case"(id),
  constraint opinion_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id),
  constraint opinion_check CHECK ((num_nulls(answered_at, answered_by, agrees) = ANY (ARRAY[0, 3])))
);
CREATE INDEX opinion_of_case ON dossiers.opinion USING btree (case_id);
CREATE INDEX opinion_open ON dossiers.opinion USING btree (office_id, post, due_at) WHERE (answered_at IS NULL);
alter table dossiers.opinion enable row level security;
create policy opinion_seen on dossiers.opinion to public
  using ((EXISTS ( SELECT
   FROM kernel."case"
  WHERE ("case".id = opinion.case_id))))
  with check (true);
grant insert, select, update on dossiers.opinion to motcua_app;

create table dossiers.photo_filing (
  id uuid not null,
  person_id uuid not null,
  office_id integer not null,
  topic text not null,
  commune text not null,
  phone text not null,
  names text not null,
  note text,
  photos jsonb not null,
  state text not null,
  sent_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  objection text,
  filled_at timestamp with time zone,
  filled_by uuid,
  filing jsonb,
  code text,
  reason text,
  ended_at timestamp with time zone,
  constraint photo_filing_pkey PRIMARY KEY (id),
  constraint photo_filing_code_key UNIQUE (code),
  constraint photo_filing_filled_by_fkey FOREIGN KEY (filled_by) REFERENCES kernel.person(id),
  constraint photo_filing_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id),
  constraint photo_filing_person_id_fkey FOREIGN KEY (person_id) REFERENCES kernel.person(id),
  constraint photo_filing_check CHECK (((state = 'filled'::text) = ((filing IS NOT NULL) AND (code IS NOT NULL)))),
  constraint photo_filing_check1 CHECK (((state = 'returned'::text) = (reason IS NOT NULL))),
  constraint photo_filing_code_check CHECK ((code ~ '^[0-9A-HJKMNP-TV-Z]{8}$'::text)),
  constraint photo_filing_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'filled'::text, 'confirmed'::text, 'returned'::text])))
);
CREATE INDEX photo_filing_of_person ON dossiers.photo_filing USING btree (person_id, sent_at DESC);
CREATE INDEX photo_filing_open ON dossiers.photo_filing USING btree (office_id, due_at) WHERE (state = ANY (ARRAY['sent'::text, 'filled'::text]));
alter table dossiers.photo_filing enable row level security;
create policy photo_filing_seen on dossiers.photo_filing to public
  using (((person_id = kernel.my_person()) OR (office_id = ANY (kernel.my_offices()))));
grant insert, select, update on dossiers.photo_filing to motcua_app;

create table dossiers.printed_paper (
  sha256 text not null,
  case_id uuid not null,
  form text not null,
  seq integer not null,
  printed_at timestamp with time zone not null,
  constraint printed_paper_pkey PRIMARY KEY (sha256),
  constraint printed_paper_case_id_fkey FOREIGN KEY (case_id) REFERENCES kernel."case"(id),
  constraint printed_paper_form_check CHECK ((form = ANY (ARRAY['01'::text, '02'::text, '03'::text, '04'::text]))),
  constraint printed_paper_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX printed_paper_by_case ON dossiers.printed_paper USING btree (case_id);
grant insert, select on dossiers.printed_paper to motcua_app;

create table dossiers.put_aside (
  id uuid not null,
  office_id integer not null,
  person_id uuid not null,
  label text not null,
  contents jsonb not null,
  put_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  files jsonb default '[]'::jsonb not null,
  constraint put_aside_pkey PRIMARY KEY (id),
  constraint put_aside_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id),
  constraint put_aside_person_id_fkey FOREIGN KEY (person_id) REFERENCES kernel.person(id)
);
CREATE INDEX put_aside_of_desk ON dossiers.put_aside USING btree (office_id, put_at);
alter table dossiers.put_aside enable row level security;
create policy put_aside_seen on dossiers.put_aside to public
  using (((office_id = ANY (kernel.my_offices())) OR (current_setting('motcua.reach'::text, true) = 'province'::text)));
grant delete, insert, select, update on dossiers.put_aside to motcua_app;

create table dossiers.rating (
  case_id uuid not null,
  person_id uuid not null,
  rated_at timestamp with time zone not null,
  answers jsonb not null,
  words text,
  constraint rating_pkey PRIMARY KEY (case_id),
  constraint rating_case_id_fkey FOREIGN KEY (case_id) REFERENCES kernel."case"(id),
  constraint rating_person_id_fkey FOREIGN KEY (person_id) REFERENCES kernel.person(id)
);
alter table dossiers.rating enable row level security;
create policy rating_of_own on dossiers.rating to public
  using ((person_id = kernel.my_person()))
  with check ((person_id = kernel.my_person()));
grant insert, select on dossiers.rating to motcua_app;

create table dossiers.reminder (
  id uuid not null,
  case_id uuid not null,
  day date not null,
  sent_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by uuid,
  answer text,
  expected_on date,
  constraint reminder_pkey PRIMARY KEY (id),
  constraint reminder_case_id_day_key UNIQUE (case_id, day),
  constraint reminder_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES kernel.person(id),
  constraint reminder_case_id_fkey FOREIGN KEY (case_id) REFERENCES kernel."case"(id)
);
alter table dossiers.reminder enable row level security;
create policy reminder_seen on dossiers.reminder to public
  using ((EXISTS ( SELECT
   FROM kernel."case"
  WHERE ("case".id = reminder.case_id))))
  with check (true);
grant insert, select, update on dossiers.reminder to motcua_app;

create table dossiers.signature (
  dossier_id uuid not null,
  office_id integer not null,
  signer_id uuid not null,
  signed_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  theirs boolean,
  constraint signature_pkey PRIMARY KEY (dossier_id),
  constraint signature_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossiers.dossier(id),
  constraint signature_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id),
  constraint signature_signer_id_fkey FOREIGN KEY (signer_id) REFERENCES kernel.person(id),
  constraint signature_check CHECK (((answered_at IS NULL) = (theirs IS NULL)))
);
CREATE INDEX signature_open ON dossiers.signature USING btree (signer_id, signed_at) WHERE (answered_at IS NULL);
alter table dossiers.signature enable row level security;
create policy signature_seen on dossiers.signature to public
  using (((office_id = ANY (kernel.my_offices())) OR (current_setting('motcua.reach'::text, true) = 'province'::text)));
grant insert, select, update on dossiers.signature to motcua_app;

create table dossiers.try_salt (
  salt uuid not null
);
grant select on dossiers.try_salt to motcua_app;

create table dossiers.wrong_try (
  key bytea not null,
  at timestamp with time zone not null
);
CREATE INDEX wrong_try_by_key ON dossiers.wrong_try USING btree (key, at);
grant delete, insert, select on dossiers.wrong_try to motcua_app;

create table kernel."case" (
  id uuid not null,
  kind text not null,
  number text not null,
  state text not null,
  stage text generated always as (
CASE
    WHEN (state = ANY (ARRAY['awaiting_supplement'::text, 'awaiting_payment'::text])) THEN 'waiting'::text
    WHEN (state = ANY (ARRAY['refused'::text, 'withdrawn'::text, 'stopped'::text, 'returned'::text])) THEN 'closed'::text
    ELSE 'open'::text
END) stored not null,
  office_id integer not null,
  holder_id integer not null,
  offices integer[] not null,
  post text not null,
  step text not null,
  person_id uuid,
  subject text not null,
  topic text not null,
  clock jsonb,
  answer_due_at timestamp with time zone,
  due_at timestamp with time zone,
  share_due_at timestamp with time zone,
  provisional boolean default false not null,
  runs_out_at timestamp with time zone generated always as (COALESCE(due_at, answer_due_at)) stored,
  opened_at timestamp with time zone not null,
  received_at timestamp with time zone,
  closed_at timestamp with time zone,
  history_seq integer not null,
  history_head bytea not null,
  retain_until date,
  expired_at timestamp with time zone,
  constraint case_pkey PRIMARY KEY (id),
  constraint case_number_key UNIQUE (number),
  constraint case_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES kernel.office(id),
  constraint case_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id),
  constraint case_person_id_fkey FOREIGN KEY (person_id) REFERENCES kernel.person(id),
  constraint case_state_check CHECK ((state = ANY (ARRAY['registered'::text, 'received'::text, 'refused'::text, 'processing'::text, 'awaiting_supplement'::text, 'awaiting_payment'::text, 'withdrawn'::text, 'stopped'::text, 'decided'::text, 'returned'::text])))
);
CREATE INDEX case_of_desk ON kernel."case" USING btree (office_id, opened_at DESC);
CREATE INDEX case_of_person ON kernel."case" USING btree (person_id, opened_at DESC) WHERE (person_id IS NOT NULL);
CREATE INDEX case_provisional ON kernel."case" USING btree (id) WHERE provisional;
CREATE INDEX case_to_do ON kernel."case" USING btree (holder_id, runs_out_at, id) WHERE (stage = 'open'::text);
CREATE INDEX case_to_expire ON kernel."case" USING btree (retain_until) WHERE (expired_at IS NULL);
CREATE INDEX case_waiting ON kernel."case" USING btree (holder_id, runs_out_at, id) WHERE (stage = 'waiting'::text);
alter table kernel."case" enable row level security;
create policy case_seen on kernel."case" to public
  using (((current_setting('motcua.reach'::text, true) = 'province'::text) OR (offices && kernel.my_offices()) OR (person_id = kernel.my_person()) OR (person_id = ANY (kernel.my_helped()))));
grant insert, select, update on kernel."case" to motcua_app;

create table kernel.appointment (
  person_id uuid not null,
  office_id integer not null,
  post text not null,
  role text not null,
  in_force daterange not null,
  constraint appointment_pkey PRIMARY KEY (person_id, office_id, post, in_force WITHOUT OVERLAPS),
  constraint appointment_office_id_fkey FOREIGN KEY (office_id) REFERENCES kernel.office(id),
  constraint appointment_person_id_fkey FOREIGN KEY (person_id) REFERENCES kernel.person(id),
  constraint appointment_role_check CHECK ((role = ANY (ARRAY['officer'::text, 'specialist'::text, 'leader'::text, 'centre'::text, 'inspector'::text, 'auditor'::text, 'administrator'::text])))
);
CREATE INDEX appointment_by_office ON kernel.appointment USING btree (office_id, post);
grant insert, select, update on kernel.appointment to motcua_app;

create table kernel.area (
  code text not null,
  level text not null,
  kind text not null,
  name text not null,
  parent_code text,
  in_force daterange not null,
  successor_code text,
  constraint area_pkey PRIMARY KEY (code, in_force WITHOUT OVERLAPS),
  constraint area_level_check CHECK ((level = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text])))
);
grant insert, select, update on kernel.area to motcua_app;

create table kernel.area_succession (
  area_code text not null,
  on_day date not null,
  successor_kind text not null,
  successor_name text not null,
  resolution text not null,
  constraint area_succession_pkey PRIMARY KEY (area_code, on_day)
);
grant insert, select, update on kernel.area_succession to motcua_app;

create table kernel.calendar_edition (
  edition text not null,
  source jsonb not null,
  published_at timestamp with time zone not null,
  constraint calendar_edition_pkey PRIMARY KEY (edition)
);
grant insert, select on kernel.calendar_edition to motcua_app;

create table kernel.case_document (
  case_id uuid not null,
  sha256 text not null,
  constraint case_document_pkey PRIMARY KEY (case_id, sha256),
  constraint case_document_case_id_fkey FOREIGN KEY (case_id) REFERENCES kernel."case"(id),
  constraint case_document_sha256_fkey FOREIGN KEY (sha256) REFERENCES kernel.document(sha256)
);
CREATE INDEX case_of_document ON kernel.case_document USING btree (sha256);
grant delete, insert, select on kernel.case_document to motcua_app;

create table kernel.case_search (
  case_id uuid not null,
  offices integer[] not null,
  words text not null,
  keys tsvector generated always as (kernel.search_keys(offices, words)) stored not null,
  constraint case_search_pkey PRIMARY KEY (case_id),
  constraint case_search_case_id_fkey FOREIGN KEY (case_id) REFERENCES kernel."case"(id)
);
CREATE INDEX case_search_by_keys ON kernel.case_search USING gin (keys) WITH (gin_pending_list_limit='512');
grant insert on kernel.case_search to motcua_app;
grant select (case_id, offices) on kernel.case_search to motcua_app;
grant update (offices) on kernel.case_search to motcua_app;

create table kernel.command (
  id uuid not null,
  name text not null,
  actor_kind text not null,
  person_id uuid,
  at timestamp with time zone not null,
  content_hash bytea not null,
  status integer not null,
  reply text not null,
  xid xid8 default pg_current_xact_id() not null,
  constraint command_pkey PRIMARY KEY (id),
  constraint command_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'public'::text, 'system'::text])))
);
CREATE INDEX command_by_person ON kernel.command USING btree (person_id, at);
CREATE INDEX command_by_xid ON kernel.command USING btree (xid);
alter table kernel.command enable row level security;
create policy command_seen on kernel.command for select to motcua_app
  using (((NOT (person_id IS DISTINCT FROM kernel.my_person())) OR (current_setting('motcua.reach'::text, true) = 'province'::text)));
create policy command_written on kernel.command for insert to motcua_app
  with check (true);
grant insert, select on kernel.command to motcua_app;

create table kernel.contact (
  person_id uuid not null,
  language text default 'vi'::text not null,
  phone text,
  phone_proven_at timestamp with time zone,
  email text,
  email_proven_at timestamp with time zone,
  by_sms boolean default true not null,
  by_email boolean default true not null,
  quiet_from text default '21:00'::text,
  quiet_until text default '07:00'::text,
  constraint contact_pkey PRIMARY KEY (person_id),
  constraint contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES kernel.person(id),
  constraint contact_check CHECK (((phone_proven_at IS NULL) OR (phone IS NOT NULL))),
  constraint contact_check1 CHECK (((email_proven_at IS NULL) OR (email IS NOT NULL))),
  constraint contact_check2 CHECK (((quiet_from IS NULL) = (quiet_until IS NULL))),
  constraint contact_email_check CHECK ((length(email) <= 200)),
  constraint contact_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint contact_phone_check CHECK ((phone ~ '^0\d{9,10}$'::text)),
  constraint contact_quiet_from_check CHECK ((quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$'::text)),
  constraint contact_quiet_until_check CHECK ((quiet_until ~ '^([01]\d|2[0-3]):[0-5]\d$'::text))
);
alter table kernel.contact enable row level security;
create policy contact_own on kernel.contact to public
  using (((person_id = kernel.my_person()) OR (current_setting('motcua.reach'::text, true) = 'province'::text)));
grant insert, select, update on kernel.contact to motcua_app;

create table kernel.delivery (
  id uuid not null,
  notice_id uuid,
  channel text not null,
  address text not null,
  subject text not null,
  text text not null,
  secret boolean default false not null,
  quiet_from text,
  quiet_until text,
  not_before timestamp with time zone not null,
  state text default 'waiting'::text not null,
  tries integer default 0 not null,
  claimed_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_notice_id_channel_key UNIQUE (notice_id, channel),
  constraint delivery_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES kernel.notice(id),
  constraint delivery_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text]))),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'uncertain'::text])))
);
CREATE INDEX delivery_sending ON kernel.delivery USING btree (claimed_at) WHERE (state = 'sending'::text);
CREATE INDEX delivery_waiting ON kernel.delivery USING btree (not_before) WHERE (state = 'waiting'::text);
alter table kernel.delivery enable row level security;
create policy delivery_by_system on kernel.delivery to public
  using ((current_setting('motcua.reach'::text, true) = 'province'::text));
create policy delivery_written on kernel.delivery for insert to public
  with check (true);
grant insert, select, update on kernel.delivery to motcua_app;

create table kernel.document (
  sha256 text not null,
  media_type text not null,
  size integer not null,
  bytes bytea,
  stored_at timestamp with time zone not null,
  shown_as text,
  pages integer,
  seconds integer,
  constraint document_pkey PRIMARY KEY (sha256),
  constraint document_seconds_check CHECK ((seconds > 0)),
  constraint document_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
grant delete, insert, select on kernel.document to motcua_app;
grant update (bytes, shown_as, pages) on kernel.document to motcua_app;

create table kernel.document_bringer (
  sha256 text not null,
  person_id uuid not null,
  brought_at timestamp with time zone not null,
  constraint document_bringer_pkey PRIMARY KEY (person_id, sha256),
  constraint document_bringer_person_id_fkey FOREIGN KEY (person_id) REFERENCES kernel.person(id),
  constraint document_bringer_sha256_fkey FOREIGN KEY (sha256) REFERENCES kernel.document(sha256)
);
grant delete, insert, select on kernel.document_bringer to motcua_app;
grant update (brought_at) on kernel.document_bringer to motcua_app;

create table kernel.event (
  command_id uuid not null,
  place integer not null,
  type text not null,
  body jsonb not null,
  xid xid8 default pg_current_xact_id() not null,
  constraint event_pkey PRIMARY KEY (command_id, place),
  constraint event_command_id_fkey FOREIGN KEY (command_id) REFERENCES kernel.command(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX event_by_xid ON kernel.event USING btree (xid, command_id, place);
grant insert, select on kernel.event to motcua_app;

create table kernel.helping (
  id uuid not null,
  helped_id uuid not null,
  helper_id uuid,
  relation text not null,
  code_hash bytea,
  offered_until timestamp with time zone not null,
  began_at timestamp with time zone,
  until date,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint helping_pkey PRIMARY KEY (id),
  constraint helping_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES kernel.person(id),
  constraint helping_helped_id_fkey FOREIGN KEY (helped_id) REFERENCES kernel.person(id),
  constraint helping_helper_id_fkey FOREIGN KEY (helper_id) REFERENCES kernel.person(id),
  constraint helping_check CHECK ((helper_id <> helped_id)),
  constraint helping_check1 CHECK ((((helper_id IS NULL) = (began_at IS NULL)) AND ((began_at IS NULL) = (until IS NULL)))),
  constraint helping_check2 CHECK (((code_hash IS NULL) OR ((began_at IS NULL) AND (ended_at IS NULL))))
);
CREATE INDEX helping_of_helper ON kernel.helping USING btree (helper_id) WHERE (ended_at IS NULL);
CREATE INDEX helping_offered ON kernel.helping USING btree (code_hash) WHERE (code_hash IS NOT NULL);
CREATE UNIQUE INDEX helping_once ON kernel.helping USING btree (helped_id, helper_id) WHERE ((ended_at IS NULL) AND (helper_id IS NOT NULL));
alter table kernel.helping enable row level security;
create policy helping_of_both on kernel.helping to public
  using (((helped_id = kernel.my_person()) OR (helper_id = kernel.my_person()) OR (current_setting('motcua.reach'::text, true) = 'province'::text)));
grant delete, insert, select, update on kernel.helping to motcua_app;

create table kernel.history (
  case_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  command_id uuid not null,
  actor_kind text not null,
  person_id uuid,
  office_id integer not null,
  what text not null,
  state text not null,
  body text,
  salt bytea,
  body_hash bytea not null,
  prev bytea not null,
  hash bytea not null,
  xid xid8 default pg_current_xact_id() not null,
  constraint history_pkey PRIMARY KEY (case_id, seq),
  constraint history_case_id_fkey FOREIGN KEY (case_id) REFERENCES kernel."case"(id)
);
CREATE INDEX history_by_xid ON kernel.history USING btree (xid);
alter table kernel.history enable row level security;
create policy history_seen on kernel.history for select to public
  using ((EXISTS ( SELECT
   FROM kernel."case"
  WHERE ("case".id = history.case_id))));
create policy history_written on kernel.history for insert to public
  with check (true);
grant insert, select on kernel.history to motcua_app;

create table kernel.listener (
  name text not null,
  xid xid8 not null,
  command_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  place integer default 0 not null,
  failures integer default 0 not null,
  retry_at timestamp with time zone,
  constraint listener_pkey PRIMARY KEY (name)
);
grant insert, select, update on kernel.listener to motcua_app;

create table kernel.migration (
  name text not null,
  hash text not null,
  ran_at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (name)
);
grant select on kernel.migration to motcua_app;

create table kernel.notice (
  id uuid not null,
  person_id uuid,
  case_id uuid,
  kind text not null,
  words jsonb not null,
  phone text,
  email text,
  aloud boolean not null,
  urgent boolean default false not null,
  told_at timestamp with time zone not null,
  read_at timestamp with time zone,
  planned_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (id),
  constraint notice_case_id_fkey FOREIGN KEY (case_id) REFERENCES kernel."case"(id),
  constraint notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES kernel.person(id)
);
CREATE INDEX notice_of_person ON kernel.notice USING btree (person_id, told_at DESC) WHERE (person_id IS NOT NULL);
CREATE INDEX notice_to_plan ON kernel.notice USING btree (told_at) WHERE (planned_at IS NULL);
CREATE INDEX notice_unread ON kernel.notice USING btree (person_id) WHERE ((read_at IS NULL) AND (person_id IS NOT NULL));
alter table kernel.notice enable row level security;
create policy notice_read on kernel.notice for update to public
  using (((person_id = kernel.my_person()) OR (current_setting('motcua.reach'::text, true) = 'province'::text)));
create policy notice_seen on kernel.notice for select to public
  using (((person_id = kernel.my_person()) OR (current_setting('motcua.reach'::text, true) = 'province'::text)));
create policy notice_written on kernel.notice for insert to public
  with check (true);
grant insert, select on kernel.notice to motcua_app;
grant update (read_at, planned_at) on kernel.notice to motcua_app;

create table kernel.number_counter (
  code text not null,
  day date not null,
  last integer not null,
  constraint number_counter_pkey PRIMARY KEY (code, day)
);
grant insert, select, update on kernel.number_counter to motcua_app;

create table kernel.office (
  id integer not null,
  code text not null,
  kind text not null,
  level text not null,
  name_vi text not null,
  name_en text not null,
  parent_id integer,
  area_code text not null,
  in_force daterange not null,
  successor_id integer,
  constraint office_pkey PRIMARY KEY (id),
  constraint office_code_in_force_key UNIQUE (code, in_force WITHOUT OVERLAPS),
  constraint office_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES kernel.office(id),
  constraint office_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES kernel.office(id),
  constraint office_level_check CHECK ((level = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text])))
);
CREATE INDEX office_by_parent ON kernel.office USING btree (parent_id);
CREATE INDEX office_by_seat ON kernel.office USING btree (kind, area_code);
grant insert, select, update on kernel.office to motcua_app;

create table kernel.office_kind (
  kind text not null,
  staffing text not null,
  does_vi text not null,
  does_en text not null,
  constraint office_kind_pkey PRIMARY KEY (kind)
);
grant insert, select, update on kernel.office_kind to motcua_app;

create table kernel.person (
  id uuid not null,
  kind text not null,
  name text not null,
  personal_id text,
  phone text,
  email text,
  born_on date,
  demo boolean default false not null,
  created_at timestamp with time zone not null,
  residence jsonb,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_personal_id_key UNIQUE (personal_id),
  constraint person_kind_check CHECK ((kind = ANY (ARRAY['official'::text, 'citizen'::text]))),
  constraint person_personal_id_check CHECK ((personal_id ~ '^\d{12}$'::text))
);
alter table kernel.person enable row level security;
create policy person_made on kernel.person for insert to motcua_app
  with check (true);
create policy person_mended on kernel.person for update to motcua_app
  using (true);
create policy person_seen on kernel.person for select to motcua_app
  using (((kind = 'official'::text) OR (id = kernel.my_person()) OR (cardinality(kernel.my_offices()) > 0) OR (current_setting('motcua.reach'::text, true) = 'province'::text) OR (id IN ( SELECT helping.helper_id
   FROM kernel.helping
  WHERE (helping.helped_id = kernel.my_person())
UNION ALL
 SELECT helping.helped_id
   FROM kernel.helping
  WHERE (helping.helper_id = kernel.my_person())))));
grant insert, select on kernel.person to motcua_app;
grant update (name, phone, email, born_on, residence) on kernel.person to motcua_app;

create table kernel.post (
  staffing text not null,
  post text not null,
  role text not null,
  acts_for text[] not null,
  name_vi text not null,
  name_en text not null,
  constraint post_pkey PRIMARY KEY (staffing, post),
  constraint post_role_check CHECK ((role = ANY (ARRAY['officer'::text, 'specialist'::text, 'leader'::text, 'centre'::text, 'inspector'::text, 'auditor'::text, 'administrator'::text])))
);
grant insert, select, update on kernel.post to motcua_app;

create table kernel.reading (
  id uuid not null,
  name text not null,
  how text not null,
  actor_kind text not null,
  person_id uuid,
  read_at timestamp with time zone not null,
  cases uuid[] not null,
  xid xid8 default pg_current_xact_id() not null,
  constraint reading_pkey PRIMARY KEY (id),
  constraint reading_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'public'::text, 'system'::text]))),
  constraint reading_how_check CHECK ((how = ANY (ARRAY['opened'::text, 'listed'::text, 'searched'::text])))
);
CREATE INDEX reading_by_case ON kernel.reading USING gin (cases);
CREATE INDEX reading_by_person ON kernel.reading USING btree (person_id, read_at);
CREATE INDEX reading_by_xid ON kernel.reading USING btree (xid);
alter table kernel.reading enable row level security;
create policy reading_seen on kernel.reading for select to motcua_app
  using (((person_id = kernel.my_person()) OR (current_setting('motcua.reach'::text, true) = 'province'::text)));
create policy reading_written on kernel.reading for insert to motcua_app
  with check (true);
grant insert, select on kernel.reading to motcua_app;

create table kernel.seal (
  no integer not null,
  sealed_at timestamp with time zone not null,
  from_xid xid8 not null,
  until_xid xid8 not null,
  rows integer not null,
  contents bytea not null,
  prev bytea not null,
  hash bytea not null,
  constraint seal_pkey PRIMARY KEY (no)
);
CREATE INDEX seal_by_time ON kernel.seal USING btree (sealed_at);
grant insert, select on kernel.seal to motcua_app;

create table kernel.seal_head (
  seal_no integer not null,
  case_id uuid not null,
  seq integer not null,
  hash bytea not null,
  constraint seal_head_pkey PRIMARY KEY (seal_no, case_id),
  constraint seal_head_seal_no_fkey FOREIGN KEY (seal_no) REFERENCES kernel.seal(no)
);
grant insert, select on kernel.seal_head to motcua_app;

create table procedures.bundle (
  code text not null,
  place integer not null,
  event text not null,
  name_vi text not null,
  name_en text not null,
  what_vi text not null,
  what_en text not null,
  procedures text[] not null,
  constraint bundle_pkey PRIMARY KEY (code),
  constraint bundle_event_fkey FOREIGN KEY (event) REFERENCES procedures.life_event(code)
);
grant insert, select, update on procedures.bundle to motcua_app;

create table procedures.industry (
  code text not null,
  name_vi text not null,
  name_en text not null,
  conditional boolean not null,
  constraint industry_pkey PRIMARY KEY (code),
  constraint industry_code_check CHECK ((code ~ '^\d{4}$'::text))
);
grant insert, select, update on procedures.industry to motcua_app;

create table procedures.life_event (
  code text not null,
  place integer not null,
  name_vi text not null,
  name_en text not null,
  constraint life_event_pkey PRIMARY KEY (code)
);
grant insert, select, update on procedures.life_event to motcua_app;

create table procedures.proposal (
  id uuid not null,
  in_force_from date not null,
  sha256 text not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone not null,
  state text default 'open'::text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  reason text,
  constraint proposal_pkey PRIMARY KEY (id),
  constraint proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES kernel.person(id),
  constraint proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES kernel.person(id),
  constraint proposal_check CHECK ((((state = 'open'::text) = (decided_by IS NULL)) AND ((state = 'open'::text) = (decided_at IS NULL)))),
  constraint proposal_check1 CHECK (((state <> ALL (ARRAY['published'::text, 'returned'::text])) OR (decided_by <> proposed_by))),
  constraint proposal_check2 CHECK (((state <> 'withdrawn'::text) OR (decided_by = proposed_by))),
  constraint proposal_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint proposal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'published'::text, 'returned'::text, 'withdrawn'::text])))
);
CREATE INDEX proposal_of_day ON procedures.proposal USING btree (proposed_at DESC);
grant insert, select on procedures.proposal to motcua_app;
grant update (state, decided_by, decided_at, reason) on procedures.proposal to motcua_app;

create table procedures.proposed_version (
  proposal_id uuid not null,
  "row" integer not null,
  version_id uuid not null,
  body jsonb not null,
  constraint proposed_version_pkey PRIMARY KEY (proposal_id, "row"),
  constraint proposed_version_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES procedures.proposal(id)
);
CREATE INDEX proposed_version_of ON procedures.proposed_version USING btree (version_id);
grant insert, select on procedures.proposed_version to motcua_app;

create table procedures.search_word (
  said text not null,
  meant text not null,
  constraint search_word_pkey PRIMARY KEY (said)
);
grant insert, select, update on procedures.search_word to motcua_app;

create table procedures.version (
  id uuid not null,
  code text not null,
  in_force_from date not null,
  body jsonb not null,
  published_at timestamp with time zone not null,
  constraint version_pkey PRIMARY KEY (id)
);
CREATE INDEX version_in_force ON procedures.version USING btree (code, in_force_from DESC, published_at DESC);
grant insert, select on procedures.version to motcua_app;

create view desks.call_back_taker as
 SELECT taker,
    asked_at
   FROM desks.call_back;
grant select on desks.call_back_taker to motcua_app;

create view dossiers.public_case as
 SELECT c.id,
    c.number,
    d.tracking_code,
    c.state,
    c.topic,
    c.office_id,
    c.holder_id,
    c.answer_due_at,
    c.due_at,
    c.provisional,
    c.opened_at,
    c.received_at,
    d.decided_at,
    d.outcome,
    d.version_id,
    d.redated_to
   FROM kernel."case" c
     JOIN dossiers.dossier d ON d.id = c.id;
grant select on dossiers.public_case to motcua_app;

create view dossiers.public_initials as
 SELECT id AS case_id,
    regexp_replace(subject, '(\S)\S*'::text, '\1.'::text, 'g'::text) AS initials
   FROM kernel."case"
  WHERE kind = 'dossier'::text;
grant select on dossiers.public_initials to motcua_app;

create view dossiers.public_reminder as
 SELECT reminder.case_id,
    reminder.day,
    reminder.sent_at,
    reminder.due_at,
    reminder.answered_at,
    reminder.expected_on
   FROM dossiers.reminder
UNION ALL
 SELECT asked_reminder.case_id,
    asked_reminder.day,
    asked_reminder.sent_at,
    asked_reminder.due_at,
    NULL::timestamp with time zone AS answered_at,
    NULL::date AS expected_on
   FROM dossiers.asked_reminder;
grant select on dossiers.public_reminder to motcua_app;

create view dossiers.public_result as
 SELECT id AS case_id,
    result ->> 'sha256'::text AS sha256,
    decided_at
   FROM dossiers.dossier
  WHERE (result ->> 'sha256'::text) IS NOT NULL;
grant select on dossiers.public_result to motcua_app;

create view dossiers.public_step as
 SELECT case_id,
    seq,
    at,
    office_id,
    what,
    state
   FROM kernel.history
  WHERE what <> ALL (ARRAY['message_sent'::text, 'message_answered'::text, 'dossier_claimed'::text, 'fee_taken'::text]);
grant select on dossiers.public_step to motcua_app;

create view procedures.running as
 SELECT topic AS code,
    count(*)::integer AS running
   FROM kernel."case"
  WHERE state = ANY (ARRAY['registered'::text, 'received'::text, 'processing'::text, 'awaiting_supplement'::text, 'awaiting_payment'::text])
  GROUP BY topic;
grant select on procedures.running to motcua_app;

CREATE OR REPLACE FUNCTION dossiers.archived_papers(personal_id text, called text)
 RETURNS TABLE(dossier uuid, number text, topic text, version_id uuid, opened_at timestamp with time zone, paper jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT d.id,
     c.number,
     c.topic,
     d.version_id,
     c.opened_at,
     p.paper
    FROM ((dossiers.dossier d
      JOIN kernel."case" c ON ((c.id = d.id)))
      CROSS JOIN LATERAL jsonb_array_elements(d.papers) p(paper))
   WHERE (((d.applicant ->> 'personalId'::text) = archived_papers.personal_id) AND (kernel.plain((d.applicant ->> 'name'::text)) = kernel.plain(archived_papers.called)) AND (c.received_at IS NOT NULL) AND (c.expired_at IS NULL))
   ORDER BY c.opened_at DESC, d.id
  LIMIT 200;
END;

CREATE OR REPLACE FUNCTION dossiers.earlier_filings(asked uuid)
 RETURNS TABLE(number text, opened_at timestamp with time zone, state text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT c.number,
     c.opened_at,
     c.state
    FROM (((dossiers.dossier d0
      JOIN kernel."case" c0 ON ((c0.id = d0.id)))
      JOIN dossiers.dossier d ON ((((d.applicant ->> 'personalId'::text) = (d0.applicant ->> 'personalId'::text)) AND (kernel.plain(d.about) = kernel.plain(d0.about)))))
      JOIN kernel."case" c ON (((c.id = d.id) AND (c.topic = c0.topic))))
   WHERE ((d0.id = earlier_filings.asked) AND (c.opened_at < c0.opened_at) AND (c.opened_at > (c0.opened_at - '1 year'::interval)) AND ((c.state = ANY (ARRAY['refused'::text, 'withdrawn'::text, 'stopped'::text])) OR (d.outcome = 'not_granted'::text)))
   ORDER BY c.opened_at;
END;

CREATE OR REPLACE FUNCTION dossiers.expire_words(expiring uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not exists (select from kernel.case where id = expiring and expired_at is not null) then return; end if;
  update dossiers.opinion set question = '', answer = null where case_id = expiring;
  update dossiers.reminder set answer = null where case_id = expiring;
  update dossiers.rating set words = null where case_id = expiring;
  update dossiers.photo_filing set phone = '', names = '', note = null, photos = '[]', objection = null, filing = case when filing is null then null else '{}'::jsonb end
   where id = expiring;
  delete from dossiers.printed_paper where case_id = expiring;
end $function$;

CREATE OR REPLACE FUNCTION dossiers.filed_for(personal_id text)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 5
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT dossier.id
    FROM dossiers.dossier
   WHERE ((dossier.applicant ->> 'personalId'::text) = filed_for.personal_id);
END;

CREATE OR REPLACE FUNCTION dossiers.may_claim(asked uuid, own_number text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT COALESCE((may_claim.own_number = (dossier.applicant ->> 'personalId'::text)), true) AS "coalesce"
    FROM dossiers.dossier
   WHERE (dossier.id = may_claim.asked);
END;

CREATE OR REPLACE FUNCTION dossiers.photo_filing_by_code(asked text)
 RETURNS TABLE(id uuid, person_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT p.id,
     p.person_id
    FROM dossiers.photo_filing p
   WHERE (p.code = photo_filing_by_code.asked);
END;

CREATE OR REPLACE FUNCTION kernel.begin_helping(code bytea, helper uuid, moment timestamp with time zone, last_day date)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 UPDATE kernel.helping offered SET helper_id = begin_helping.helper, began_at = begin_helping.moment, until = begin_helping.last_day, code_hash = NULL::bytea
   WHERE ((offered.code_hash = begin_helping.code) AND (offered.ended_at IS NULL) AND (offered.offered_until > begin_helping.moment) AND (offered.helped_id <> begin_helping.helper) AND (NOT (EXISTS ( SELECT
            FROM kernel.helping known
           WHERE ((known.helped_id = offered.helped_id) AND (known.helper_id = begin_helping.helper) AND (known.ended_at IS NULL))))))
   RETURNING offered.id;
END;

CREATE OR REPLACE FUNCTION kernel.cases_named(sought text)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'public', 'pg_catalog'
AS $function$
declare
  asked int[] := case when current_setting('motcua.reach', true) = 'province'
    then array(select id from kernel.office) else kernel.my_offices() end;
  query tsquery := (
    select string_agg('(' || (select string_agg(format('''%s/%s'':*', office, word), '|') from unnest(asked) as office) || ')', '&')
      from regexp_split_to_table(kernel.plain(sought), '[^[:alnum:].]+') as word where word <> '');
begin
  -- Found first and sorted then: for the planner, which does not know the words, the newest of all cases would be the quicker way to any.
  return query with found as materialized (select case_id from kernel.case_search where keys @@ query)
    select case_id from found order by case_id desc limit 500;
end $function$;

CREATE OR REPLACE FUNCTION kernel.claim_case(asked uuid, person uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 UPDATE kernel."case" SET person_id = claim_case.person
   WHERE (("case".id = claim_case.asked) AND ("case".person_id IS NULL))
   RETURNING true;
END;

CREATE OR REPLACE FUNCTION kernel.erase_history_body(of_case uuid, of_seq integer)
 RETURNS void
 LANGUAGE sql
BEGIN ATOMIC
 UPDATE kernel.history SET body = NULL::text, salt = NULL::bytea
   WHERE ((history.case_id = erase_history_body.of_case) AND (history.seq = erase_history_body.of_seq));
END;

CREATE OR REPLACE FUNCTION kernel.expire_case(expiring uuid, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update kernel.case set subject = '', person_id = null, expired_at = moment
   where id = expiring and stage = 'closed' and expired_at is null and retain_until < (now() at time zone 'Asia/Ho_Chi_Minh')::date;
  if not found then return false; end if;
  update kernel.history set body = null, salt = null where case_id = expiring;
  delete from kernel.case_document where case_id = expiring;
  delete from kernel.case_search where case_id = expiring;
  delete from kernel.delivery using kernel.notice where notice.id = notice_id and notice.case_id = expiring;
  delete from kernel.notice where case_id = expiring;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION kernel.history_hash(prev bytea, case_id uuid, seq integer, at timestamp with time zone, command_id uuid, actor_kind text, person_id uuid, office_id integer, what text, state text, body_hash bytea)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN sha256(((prev || convert_to(concat_ws('|'::text, case_id, seq, ((EXTRACT(epoch FROM at) * (1000)::numeric))::bigint, command_id, actor_kind, COALESCE((person_id)::text, '-'::text), office_id, what, state), 'UTF8'::name)) || body_hash));

CREATE OR REPLACE FUNCTION kernel.looks_at_mine(of_cases uuid[])
 RETURNS SETOF kernel.reading
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT reading.id,
     reading.name,
     reading.how,
     reading.actor_kind,
     reading.person_id,
     reading.read_at,
     reading.cases,
     reading.xid
    FROM kernel.reading
   WHERE (reading.cases && ARRAY( SELECT "case".id
            FROM kernel."case"
           WHERE (("case".id = ANY (looks_at_mine.of_cases)) AND ("case".person_id = kernel.my_person()))));
END;

CREATE OR REPLACE FUNCTION kernel.my_helped()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('motcua.helped'::text, true), ''::text))::uuid[];

CREATE OR REPLACE FUNCTION kernel.my_offices()
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('motcua.offices'::text, true), ''::text))::integer[];

CREATE OR REPLACE FUNCTION kernel.my_person()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('motcua.person'::text, true), ''::text))::uuid;

CREATE OR REPLACE FUNCTION kernel.plain(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(unaccent('unaccent'::regdictionary, $1));

CREATE OR REPLACE FUNCTION kernel.search_keys(offices integer[], words text)
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  spaced text := regexp_replace(words, '[^[:alnum:].]+', ' ', 'g');
  keys text := '';
  office int;
begin
  foreach office in array offices loop
    keys := keys || ' ' || office || '/' || replace(spaced, ' ', ' ' || office || '/');
  end loop;
  return keys::tsvector;
end $function$;

CREATE OR REPLACE FUNCTION kernel.sms_language(person uuid, typed text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT
         CASE
             WHEN (reached.address !~~ '02%'::text) THEN reached.language
             ELSE NULL::text
         END AS "case"
    FROM ( SELECT COALESCE(contact.language, 'vi'::text) AS language,
                 CASE
                     WHEN COALESCE(contact.by_sms, true) THEN
                     CASE
                         WHEN (contact.phone_proven_at IS NULL) THEN sms_language.typed
                         ELSE contact.phone
                     END
                     ELSE NULL::text
                 END AS address
            FROM (( VALUES (sms_language.person)) asked(id)
              LEFT JOIN kernel.contact ON ((contact.person_id = asked.id)))) reached;
END;
