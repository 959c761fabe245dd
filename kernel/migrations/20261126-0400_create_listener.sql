-- How far each listener has heard: the place of the last event it was told, in order of transaction. One row each, so that one that
-- fails or is slow holds no other.
create table kernel.listener (
  name       text primary key,
  xid        xid8 not null,
  command_id uuid not null default '00000000-0000-0000-0000-000000000000',
  place      int not null default 0,
  failures   int not null default 0,
  retry_at   timestamptz
);
grant select, insert, update on kernel.listener to motcua_app;
