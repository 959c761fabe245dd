-- By the whole identity number, through its index: below row security `->>` could not use it. Ids only; who may see them is asked above.
create function dossiers.filed_for(personal_id text) returns setof uuid
language sql stable security definer rows 5 set search_path = pg_catalog
begin atomic
  select id from dossiers.dossier where applicant ->> 'personalId' = personal_id;
end;
revoke all on function dossiers.filed_for(text) from public;
grant execute on function dossiers.filed_for(text) to motcua_app;
