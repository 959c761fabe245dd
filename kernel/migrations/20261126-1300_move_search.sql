-- What cases are searched by stands beside them: every move of a case writes all of its indexes anew, and this one is the dearest.
-- The application writes it and never reads the words. It asks by a function that says ids only, of cases which who asks may see: below
-- row security no index could serve `like`, and a search would read every case of the province.
create table kernel.case_search (
  case_id uuid primary key references kernel.case,
  offices int[] not null,  -- as in the case
  words   text not null    -- number and applicant, without accents
);
insert into kernel.case_search (case_id, offices, words) select id, offices, search from kernel.case where expired_at is null;
-- What waits to be sorted in is read whole by every search: no more of it than a search bears.
create index case_search_by_words on kernel.case_search using gin (offices, words gin_trgm_ops) with (gin_pending_list_limit = 512);
alter table kernel.case drop column search;
grant insert, select (case_id, offices), update (offices) on kernel.case_search to motcua_app;

-- Up to three patterns by the index, all of them by comparison; the newest first, as many as anybody reads.
create function kernel.cases_named(patterns text[]) returns setof uuid
language plpgsql stable security definer rows 50 set search_path = public, pg_catalog as $$
begin
  if current_setting('motcua.reach', true) = 'province' then
    return query select case_id from kernel.case_search
      where words like patterns[1] and words like coalesce(patterns[2], '%') and words like coalesce(patterns[3], '%') and words like all (patterns)
      order by case_id desc limit 500;
  else
    return query select case_id from kernel.case_search
      where offices && kernel.my_offices() and words like patterns[1] and words like coalesce(patterns[2], '%')
        and words like coalesce(patterns[3], '%') and words like all (patterns)
      order by case_id desc limit 500;
  end if;
end $$;
revoke all on function kernel.cases_named(text[]) from public;
grant execute on function kernel.cases_named(text[]) to motcua_app;

create or replace function kernel.expire_case(expiring uuid, moment timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update kernel.case set subject = '', person_id = null, expired_at = moment
   where id = expiring and stage = 'closed' and expired_at is null and retain_until < (now() at time zone 'Asia/Ho_Chi_Minh')::date;
  if not found then return false; end if;
  update kernel.history set body = null, salt = null where case_id = expiring;
  delete from kernel.case_document where case_id = expiring;
  delete from kernel.case_search where case_id = expiring;
  return true;
end $$;
