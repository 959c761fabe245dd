-- Several procedures that follow from one event of life, in the order in which screens offer them.
create table procedures.bundle (
  code       text primary key,
  place      int not null,
  event      text not null references procedures.life_event,
  name_vi    text not null,
  name_en    text not null,
  what_vi    text not null,
  what_en    text not null,
  procedures text[] not null
);
grant select, insert, update on procedures.bundle to motcua_app;
