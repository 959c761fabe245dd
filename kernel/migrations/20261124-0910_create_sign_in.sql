-- How people prove who they are. better-auth reads and writes `user` to `two_factor` through its own adapter; what a person may do
-- stands elsewhere, in kernel.appointment.
create schema auth;

-- One account is one person and has the person's key. `email` is the sign-in name; who comes through VNeID alone has one that no
-- password belongs to. The name stands in kernel.person only.
create table auth.user (
  id                 uuid primary key references kernel.person,
  name               text not null default '' check (name = ''),
  email              text not null unique check (email = lower(email)),
  email_verified     boolean not null default true,
  image              text,
  two_factor_enabled boolean not null default false,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);

-- A password (provider 'credential'), or the subject under which VNeID knows the person. Tokens of VNeID are not kept.
create table auth.account (
  id                      uuid primary key default uuidv7(),
  user_id                 uuid not null references auth.user,
  provider_id             text not null,
  account_id              text not null,
  password                text,
  access_token            text check (access_token is null),
  refresh_token           text check (refresh_token is null),
  id_token                text check (id_token is null),
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                   text,
  created_at              timestamptz not null default now(),
  updated_at              timestamptz not null default now(),
  unique (provider_id, account_id),
  unique (user_id, provider_id)
);

-- `means` says by what the session was opened: an official's powers demand 'totp'. The token alone is worth nothing: the cookie
-- carries a signature under a key that is not in the database.
create table auth.session (
  id         uuid primary key default uuidv7(),
  user_id    uuid not null references auth.user,
  token      text not null unique,
  means      text not null check (means in ('password', 'totp', 'vneid')),
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_by_user on auth.session (user_id);
create index session_by_end on auth.session (expires_at);

-- Second steps and VNeID round trips that are under way.
create table auth.verification (
  id         uuid primary key default uuidv7(),
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_by_identifier on auth.verification (identifier);

-- Secrets and spare codes are encrypted under the same key outside the database.
create table auth.two_factor (
  id                        uuid primary key default uuidv7(),
  user_id                   uuid not null unique references auth.user,
  secret                    text not null,
  backup_codes              text not null,
  verified                  boolean not null default false,
  failed_verification_count int not null default 0,
  locked_until              timestamptz
);

-- A code opens one session; whoever looked over the shoulder comes too late.
create table auth.used_code (
  user_id uuid not null references auth.user,
  code    text not null,
  used_at timestamptz not null,
  primary key (user_id, code)
);

-- Wrong tries in a window, by account and by address. The subject is a keyed hash: people type passwords into the login field.
create table auth.attempt (
  subject bytea primary key,
  count   int not null,
  since   timestamptz not null
);
create index attempt_by_since on auth.attempt (since);

grant usage on schema auth to motcua_app;
grant select, insert, update on auth.user, auth.account, auth.two_factor to motcua_app;
grant select, insert, update, delete on auth.session, auth.verification, auth.used_code, auth.attempt to motcua_app;

-- The net under the `where`: the public sees officials, a citizen also himself, who holds an office looks people up.
alter table kernel.person enable row level security;
create policy person_seen on kernel.person for select to motcua_app using (
  kind = 'official'
  or id = kernel.my_person()
  or cardinality(kernel.my_offices()) > 0
  or current_setting('motcua.reach', true) = 'province'
);
create policy person_made on kernel.person for insert to motcua_app with check (true);
create policy person_mended on kernel.person for update to motcua_app using (true);
-- Number, kind and origin of a person are not mended by the application.
revoke update on kernel.person from motcua_app;
grant update (name, born_on, phone, email) on kernel.person to motcua_app;
