-- Offices, the areas they serve and the posts in them, all with dates in force: a reorganisation adds rows, it never rewrites them.
create table kernel.area (
  code           text not null,
  level          text not null check (level in ('province', 'district', 'commune')),
  kind           text not null,
  name           text not null,
  parent_code    text,
  in_force       daterange not null,
  successor_code text,
  primary key (code, in_force without overlaps)
);

create table kernel.office (
  id           int primary key,
  code         text not null,
  kind         text not null,
  level        text not null check (level in ('province', 'district', 'commune')),
  name_vi      text not null,
  name_en      text not null,
  parent_id    int references kernel.office,
  area_code    text not null,
  in_force     daterange not null,
  successor_id int references kernel.office,
  unique (code, in_force without overlaps)
);
create index office_by_seat on kernel.office (kind, area_code);
create index office_by_parent on kernel.office (parent_id);

-- A person in a post of an office: the only source of what an official may do, and where.
create table kernel.appointment (
  person_id uuid not null references kernel.person,
  office_id int not null references kernel.office,
  post      text not null,
  role      text not null check (role in ('officer', 'specialist', 'leader', 'centre', 'inspector', 'auditor', 'administrator')),
  in_force  daterange not null,
  primary key (person_id, office_id, post, in_force without overlaps)
);
create index appointment_by_office on kernel.appointment (office_id, post);

grant select, insert, update on kernel.area, kernel.office, kernel.appointment to motcua_app;
