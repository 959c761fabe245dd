-- How long a closed case is kept, and which files it names.
alter table kernel.case add column retain_until date;      -- from closing on: the last day on which it is kept
alter table kernel.case add column expired_at timestamptz; -- its contents are gone; number, dates and the chain of its history stay
create index case_to_expire on kernel.case (retain_until) where expired_at is null;

create table kernel.case_document (
  case_id uuid not null references kernel.case,
  sha256  text not null references kernel.document,
  primary key (case_id, sha256)
);
create index case_of_document on kernel.case_document (sha256);
insert into kernel.case_document (case_id, sha256)
select distinct case_id, named[1]
  from kernel.history cross join regexp_matches(body, '"sha256":"([0-9a-f]{64})"', 'g') as named
 where exists (select from kernel.document where sha256 = named[1]);
grant select, insert, delete on kernel.case_document to motcua_app;
grant delete on kernel.document, kernel.document_bringer to motcua_app;

-- The application may not touch a history; this is the one way, and it holds the guard: closed, and kept long enough by the calendar of the
-- database itself, whatever the application believes the day to be.
create function kernel.expire_case(expiring uuid, moment timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update kernel.case set subject = '', person_id = null, expired_at = moment
   where id = expiring and stage = 'closed' and expired_at is null and retain_until < (now() at time zone 'Asia/Ho_Chi_Minh')::date;
  if not found then return false; end if;
  update kernel.history set body = null, salt = null where case_id = expiring;
  delete from kernel.case_document where case_id = expiring;
  return true;
end $$;
revoke all on function kernel.expire_case(uuid, timestamptz) from public;
grant execute on function kernel.expire_case(uuid, timestamptz) to motcua_app;
