-- What was done, what was read, what is to be told. The application only ever inserts here; row security says whose rows it sees.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- unaccent is STABLE because its dictionary could be changed; ours is not, and an index needs an immutable function.
create function kernel.plain(text) returns text language sql immutable parallel safe strict
  return lower(public.unaccent('public.unaccent', $1));

-- Row security asks these two; they are settings of the transaction, set together with `begin`.
create function kernel.my_offices() returns int[] language sql stable parallel safe
  return nullif(current_setting('motcua.offices', true), '')::int[];
create function kernel.my_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('motcua.person', true), '')::uuid;

create table kernel.command (
  id           uuid primary key,
  name         text not null,
  actor_kind   text not null check (actor_kind in ('person', 'public', 'system')),
  person_id    uuid,
  at           timestamptz not null,
  content_hash bytea not null,
  status       int not null,
  reply        text not null,
  xid          xid8 not null default pg_current_xact_id()
);
create index command_by_xid on kernel.command (xid);
create index command_by_person on kernel.command (person_id, at);

-- One row for each reply that showed personal data; a list is one row, folded when the person reads who looked.
create table kernel.reading (
  id         uuid primary key,
  name       text not null,
  how        text not null check (how in ('opened', 'listed', 'searched')),
  actor_kind text not null check (actor_kind in ('person', 'public', 'system')),
  person_id  uuid,
  read_at    timestamptz not null,
  cases      uuid[] not null,
  xid        xid8 not null default pg_current_xact_id()
);
create index reading_by_xid on kernel.reading (xid);
create index reading_by_case on kernel.reading using gin (cases);
create index reading_by_person on kernel.reading (person_id, read_at);

-- Facts, read by listeners in order of transaction below pg_snapshot_xmin: a sequence or a time would lose rows that commit late.
create table kernel.event (
  command_id uuid not null references kernel.command deferrable initially deferred,
  place      int not null,
  type       text not null,
  body       jsonb not null,
  xid        xid8 not null default pg_current_xact_id(),
  primary key (command_id, place)
);
create index event_by_xid on kernel.event (xid, command_id, place);

grant usage on schema kernel to motcua_app;
grant select, insert on kernel.command, kernel.reading, kernel.event to motcua_app;
grant select on kernel.migration to motcua_app;
