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

-- Level-4 trades of Decision 27/2018/QĐ-TTg that household businesses commonly register.
create table procedures.industry (
  code        text primary key check (code ~ '^\d{4}$'),
  name_vi     text not null,
  name_en     text not null,
  conditional boolean not null
);
grant select, insert, update on procedures.industry to motcua_app;
