-- A search is by beginnings of words, and each word is kept under every office that may find the case by it: whoever asks reads the short
-- lists of their own offices, and a case writes a few entries where every three letters of it made one.
create function kernel.search_keys(offices int[], words text) returns tsvector language plpgsql immutable parallel safe strict as $$
declare
  spaced text := regexp_replace(words, '[^[:alnum:].]+', ' ', 'g');
  keys text := '';
  office int;
begin
  foreach office in array offices loop
    keys := keys || ' ' || office || '/' || replace(spaced, ' ', ' ' || office || '/');
  end loop;
  return keys::tsvector;
end $$;

drop index kernel.case_search_by_words;
alter table kernel.case_search add column keys tsvector not null generated always as (kernel.search_keys(offices, words)) stored;
-- What waits to be sorted in is read whole by every search: no more of it than a search bears.
create index case_search_by_keys on kernel.case_search using gin (keys) with (gin_pending_list_limit = 512);
drop extension pg_trgm;

-- The newest first, as many as anybody reads.
drop function kernel.cases_named(text[]);
create function kernel.cases_named(sought text) returns setof uuid
language plpgsql stable security definer rows 50 set search_path = public, pg_catalog as $$
declare
  asked int[] := case when current_setting('motcua.reach', true) = 'province'
    then array(select id from kernel.office) else kernel.my_offices() end;
  query tsquery := (
    select string_agg('(' || (select string_agg(format('''%s/%s'':*', office, word), '|') from unnest(asked) as office) || ')', '&')
      from regexp_split_to_table(kernel.plain(sought), '[^[:alnum:].]+') as word where word <> '');
begin
  -- Found first and sorted then: for the planner, which does not know the words, the newest of all cases would be the quicker way to any.
  return query with found as materialized (select case_id from kernel.case_search where keys @@ query)
    select case_id from found order by case_id desc limit 500;
end $$;
revoke all on function kernel.cases_named(text) from public;
grant execute on function kernel.cases_named(text) to motcua_app;
