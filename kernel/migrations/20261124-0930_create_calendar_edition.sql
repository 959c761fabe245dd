-- Each edition of the calendar is whole and stays: a due moment names the edition it was computed with.
create table kernel.calendar_edition (
  edition      text primary key,
  source       jsonb not null,
  published_at timestamptz not null
);
grant select, insert on kernel.calendar_edition to motcua_app;
