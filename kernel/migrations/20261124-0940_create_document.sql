-- Files whole, by the SHA-256 of their bytes: written with the command that names them, so an acknowledged one survives any crash.
create table kernel.document (
  sha256     text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  size       int not null,
  bytes      bytea not null,
  stored_at  timestamptz not null
);
alter table kernel.document alter column bytes set storage external; -- pictures and PDF are compressed already

-- Who brought it: a file can be put into a dossier only by somebody who has it.
create table kernel.document_bringer (
  sha256    text not null references kernel.document,
  person_id uuid not null references kernel.person,
  primary key (person_id, sha256)
);
grant select, insert on kernel.document, kernel.document_bringer to motcua_app;
