-- What the street says and the catalogue does not; meant '' says nothing about what is wanted.
create table procedures.search_word (
  said  text primary key,
  meant text not null
);
grant select, insert, update on procedures.search_word to motcua_app;
