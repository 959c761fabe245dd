-- A code of six digits that proves a telephone or an address: five minutes, five tries. Who asked and the code itself are keyed
-- hashes; the key is not in the database. A number that asked for none gets a row as well at its first wrong try, so that both
-- are answered alike.
create table auth.one_time_code (
  subject    bytea primary key,
  code       bytea not null,
  expires_at timestamptz not null,
  tries      int not null default 0
);
create index one_time_code_by_end on auth.one_time_code (expires_at);
grant select, insert, update, delete on auth.one_time_code to motcua_app;

-- Signing in by telephone: an account of provider 'phone', its number as the subject.
alter table auth.session drop constraint session_means_check;
alter table auth.session add constraint session_means_check check (means in ('password', 'totp', 'vneid', 'code'));
