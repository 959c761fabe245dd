-- The line of people at a desk. A number is nobody's: no name and no telephone stands here; whoever holds its id follows it or gives it up.
create schema desks;

create table desks.ticket (
  id           uuid primary key,
  office_id    int not null references kernel.office,
  day          date not null,
  number       int not null check (number > 0),
  way          text not null check (way in ('ahead', 'desk')),   -- taken by the person from afar, or by an officer at the desk
  priority     text check (priority in ('elderly', 'disabled', 'pregnant', 'small_child')),
  state        text not null check (state in ('waiting', 'called', 'absent', 'served', 'given_up')),
  taken_at     timestamptz not null,
  taker        bytea,                                            -- a salted hash of the address it was taken from, for the limit an hour
  called_at    timestamptz,
  announced_at timestamptz,                                      -- when it was last called out
  counter      int check (counter between 1 and 99),
  called_by    uuid references kernel.person,
  ended_at     timestamptz,
  unique (office_id, day, number),
  check ((state in ('called', 'absent', 'served')) <= (called_at is not null and counter is not null and called_by is not null))
);
create index ticket_by_taker on desks.ticket (taker, taken_at) where taker is not null;

-- One row per desk and day: the number given last.
create table desks.ticket_counter (
  office_id int not null references kernel.office,
  day       date not null,
  last      int not null,
  primary key (office_id, day)
);
create table desks.taker_salt (salt uuid not null);
insert into desks.taker_salt values (gen_random_uuid());

grant usage on schema desks to motcua_app;
grant select, insert, update, delete on desks.ticket, desks.ticket_counter to motcua_app;
grant select on desks.taker_salt to motcua_app;
