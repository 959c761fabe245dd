-- The net under the `where`, for the journal itself: of commands and of looks one sees one's own, and the system all.
alter table kernel.command enable row level security;
create policy command_seen on kernel.command for select to motcua_app using (
  person_id is not distinct from kernel.my_person()
  or current_setting('motcua.reach', true) = 'province');
create policy command_written on kernel.command for insert to motcua_app with check (true);

alter table kernel.reading enable row level security;
create policy reading_seen on kernel.reading for select to motcua_app using (
  person_id = kernel.my_person()
  or current_setting('motcua.reach', true) = 'province');
create policy reading_written on kernel.reading for insert to motcua_app with check (true);

-- Who looked at cases, told to whom they belong. A function of the owner's, since row security would keep the index of cases from being
-- used: its operators might leak, PostgreSQL must suppose.
create function kernel.looks_at_mine(of_cases uuid[]) returns setof kernel.reading
  language sql stable security definer set search_path = '' begin atomic
    select reading.* from kernel.reading
     where reading.cases && array(
       select "case".id from kernel.case where "case".id = any (of_cases) and "case".person_id = kernel.my_person());
  end;
revoke execute on function kernel.looks_at_mine from public;
grant execute on function kernel.looks_at_mine to motcua_app;
