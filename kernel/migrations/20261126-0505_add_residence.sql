-- Where an official lives, as declared: an act on a case of the same household is warned of and kept.
alter table kernel.person add column residence jsonb;
grant update (residence) on kernel.person to motcua_app;

-- The few whose due date waits for a year to be loaded.
create index case_provisional on kernel.case (id) where provisional;
