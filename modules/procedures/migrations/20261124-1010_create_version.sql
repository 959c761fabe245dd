-- Published versions are only ever added; a dossier keeps the version it was received under.
create schema procedures;
create table procedures.version (
  id            uuid primary key,  -- first 128 bits of the SHA-256 of the body: the same contents are the same version
  code          text not null,
  in_force_from date not null,
  body          jsonb not null,
  published_at  timestamptz not null
);
create index version_in_force on procedures.version (code, in_force_from desc, published_at desc);
grant usage on schema procedures to motcua_app;
grant select, insert on procedures.version to motcua_app;
