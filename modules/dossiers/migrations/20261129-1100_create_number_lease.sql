-- Numbers lent to a machine of a desk for one day, so that intake goes on without a line: first to last are given by nobody else. What the
-- machine does not use stays unused; a number is never given twice.
create table dossiers.number_lease (
  id        uuid primary key,
  office_id int not null references kernel.office,
  day       date not null,
  first     int not null check (first > 0),
  last      int not null check (last >= first),
  device    uuid not null,                         -- the machine, by a key it made for itself
  person_id uuid not null references kernel.person,
  calendar  text not null,                         -- the edition by which the machine reckons due moments
  leased_at timestamptz not null
);
create index number_lease_of_device on dossiers.number_lease (device, day);
grant select, insert on dossiers.number_lease to motcua_app;
