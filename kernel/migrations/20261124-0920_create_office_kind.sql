-- What a kind of office does and how it is staffed; what becomes of an area. Read by public pages and by the import of appointments.
create table kernel.office_kind (
  kind     text primary key,
  staffing text not null,
  does_vi  text not null,
  does_en  text not null
);

create table kernel.post (
  staffing text not null,
  post     text not null,
  role     text not null check (role in ('officer', 'specialist', 'leader', 'centre', 'inspector', 'auditor', 'administrator')),
  acts_for text[] not null,  -- posts of the same office that the holder also fills: a deputy signs in the head's place
  name_vi  text not null,
  name_en  text not null,
  primary key (staffing, post)
);

-- Published successors, before and after they are applied: the structure of 2021 stays until a reorganisation is applied.
create table kernel.area_succession (
  area_code      text not null,
  on_day         date not null,
  successor_kind text not null,
  successor_name text not null,
  resolution     text not null,
  primary key (area_code, on_day)
);

grant select, insert, update on kernel.office_kind, kernel.post, kernel.area_succession to motcua_app;
