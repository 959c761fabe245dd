-- Everybody the province knows by name: citizens and officials. How they sign in stands in schema auth.
create table kernel.person (
  id          uuid primary key,
  kind        text not null check (kind in ('official', 'citizen')),
  name        text not null,
  personal_id text unique check (personal_id ~ '^\d{12}$'),
  phone       text,
  email       text,
  born_on     date,
  demo        boolean not null default false,
  created_at  timestamptz not null
);
grant select, insert, update on kernel.person to motcua_app;
