-- Who helps whom: offered by a code that the one who is helped says to the helper, begun by whoever enters it, ended by either.
create table kernel.helping (
  id            uuid primary key,
  helped_id     uuid not null references kernel.person,
  helper_id     uuid references kernel.person,
  relation      text not null,                            -- what the helper is to the one who is helped
  code_hash     bytea,                                    -- while it is offered
  offered_until timestamptz not null,
  began_at      timestamptz,
  until         date,                                     -- the last day
  ended_at      timestamptz,
  ended_by      uuid references kernel.person,
  check (helper_id <> helped_id),
  check ((helper_id is null) = (began_at is null) and (began_at is null) = (until is null)),
  check ((code_hash is null) or (began_at is null and ended_at is null))
);
create unique index helping_once on kernel.helping (helped_id, helper_id) where ended_at is null and helper_id is not null;
create index helping_of_helper on kernel.helping (helper_id) where ended_at is null;
create index helping_offered on kernel.helping (code_hash) where code_hash is not null;
alter table kernel.helping enable row level security;
create policy helping_of_both on kernel.helping using (
  helped_id = kernel.my_person() or helper_id = kernel.my_person() or current_setting('motcua.reach', true) = 'province');
grant select, insert, update, delete on kernel.helping to motcua_app;

-- Whoever enters a code does not see who offered it until it has begun; who helps already changes nothing.
create function kernel.begin_helping(code bytea, helper uuid, moment timestamptz, last_day date) returns uuid
language sql security definer set search_path = pg_catalog begin atomic
  update kernel.helping offered set helper_id = helper, began_at = moment, until = last_day, code_hash = null
   where code_hash = code and ended_at is null and offered_until > moment and helped_id <> helper
     and not exists (
       select from kernel.helping known
        where known.helped_id = offered.helped_id and known.helper_id = helper and known.ended_at is null)
  returning id;
end;
revoke all on function kernel.begin_helping(bytea, uuid, timestamptz, date) from public;
grant execute on function kernel.begin_helping(bytea, uuid, timestamptz, date) to motcua_app;

-- Whom one helps today: told by the session, like one's offices.
create function kernel.my_helped() returns uuid[] language sql stable parallel safe
  return nullif(current_setting('motcua.helped', true), '')::uuid[];

drop policy case_seen on kernel.case;
create policy case_seen on kernel.case using (
  current_setting('motcua.reach', true) = 'province' or offices && kernel.my_offices() or person_id = kernel.my_person()
  or person_id = any (kernel.my_helped()));

-- Those who help or have helped one another know each other by name.
drop policy person_seen on kernel.person;
create policy person_seen on kernel.person for select to motcua_app using (
  kind = 'official' or id = kernel.my_person() or cardinality(kernel.my_offices()) > 0
  or current_setting('motcua.reach', true) = 'province'
  or id in (select helper_id from kernel.helping where helped_id = kernel.my_person() union all
            select helped_id from kernel.helping where helper_id = kernel.my_person()));
