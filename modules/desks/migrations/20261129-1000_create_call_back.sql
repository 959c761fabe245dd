-- "Nhờ gọi lại": somebody asks a desk to call them. Erased a month after it is done, or after nobody did it.
create table desks.call_back (
  id        uuid primary key,
  office_id int not null references kernel.office,
  topic     text,                                         -- the procedure, where one was chosen
  name      text not null,
  phone     text not null,
  words     text,
  state     text not null check (state in ('open', 'reached', 'not_reached')),
  asked_at  timestamptz not null,
  due_at    timestamptz not null,                         -- 8 working hours
  tries     int not null default 0,                       -- calls that nobody took
  tried_at  timestamptz,
  ended_at  timestamptz,
  ended_by  uuid references kernel.person,
  taker     bytea                                         -- a salted hash of the address it was asked from
);
-- Asked twice is asked once, until somebody has called.
create unique index call_back_open on desks.call_back (office_id, phone) where state = 'open';
alter table desks.call_back enable row level security;
create policy call_back_seen on desks.call_back using (
  office_id = any (kernel.my_offices()) or current_setting('motcua.reach', true) = 'province') with check (true);
-- For the limit an hour: who asks sees no row.
create view desks.call_back_taker as select taker, asked_at from desks.call_back;

grant select, insert, update, delete on desks.call_back to motcua_app;
grant select on desks.call_back_taker to motcua_app;
