-- What happens in a life, in the order in which screens offer it; procedures name the code.
create table procedures.life_event (
  code    text primary key,
  place   int not null,
  name_vi text not null,
  name_en text not null
);
grant select, insert, update on procedures.life_event to motcua_app;
